//! All routes and the layers around them.

use super::{AppState, account, answering, assets, items, programs, waves, authorise, csrf, errors, form, headers, health, session};
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    middleware,
    response::Response,
};
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};

/// The whole server as one service.
///
/// From the outside in: panics become error pages, security headers, the CSRF check, then
/// who is behind the request, then whether they may.
pub fn router(state: AppState) -> Router {
    let context = {
        let state = state.clone();
        move || state.provide()
    };
    let (pages, _) = generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context.clone());
    let options = state.leptos.clone();
    let csrf = csrf::CsrfLayer::new(state.services.public_url());
    Router::new()
        .merge(assets::router())
        .merge(health::router(state.services.store.clone()))
        .merge(account::routes())
        .merge(answering::routes())
        .merge(items::routes())
        .merge(programs::routes())
        .merge(waves::routes())
        .leptos_routes_with_context(&state, pages, context, move || app::shell(options.clone()))
        .route_layer(middleware::from_fn_with_state(state.clone(), authorise::authorise))
        .route_layer(middleware::from_fn_with_state(state.clone(), session::find_viewer))
        .fallback(missing)
        .layer(csrf)
        .layer(middleware::from_fn_with_state(state.services.public_url(), headers::security_headers))
        .layer(errors::catch_panic())
        .with_state(state)
}

async fn missing(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    form::render(&state, parts, StatusCode::NOT_FOUND, || ()).await
}

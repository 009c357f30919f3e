//! All routes and the layers around them.

use super::{
    AppState, access_log, account, answering, assets, authorise,
    client_address::find_client_address,
    codebook, coding,
    csrf::{self, OwnOrigin},
    findings, form, guides,
    headers::{self, Transport},
    health, interviews, items, kept,
    limits::{self, FORM_BYTES, REQUEST_TIME},
    people, programs, research_export, results, roster, rotation, session, teams, tokens,
    transcript, waves,
};
use crate::stop::Stopping;
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::from_fn_with_state,
    response::Response,
};
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};

/// Routes whose requests leave no line in the log: their times could be laid beside other traces.
const QUIET: access_log::Quiet = &[
    "/answer/{wave}",
    "/answer/{wave}/done",
    "/answer/{wave}/seen",
    "/answer/{wave}/token",
    tokens::NAMELESS,
];

/// The whole server as one service.
///
/// From the outside in: security headers, limits of time and size, the log, where the request
/// comes from, the CSRF check, who is signed in, and whether they may.
pub fn router(state: AppState, stopping: Stopping, trusted_proxies: usize) -> Router {
    let url = state.services.settings.public_url.clone();
    let store = state.services.store.clone();
    let ready = move || {
        let store = store.clone();
        async move { store.ping().await.map_err(|_| "the database does not answer".to_owned()) }
    };
    let routes = application(state)
        .merge(health::routes(stopping, ready))
        .merge(assets::router())
        .layer(from_fn_with_state(OwnOrigin::of(&url), csrf::refuse_foreign_forms))
        .layer(from_fn_with_state(trusted_proxies, find_client_address))
        .layer(from_fn_with_state(QUIET, access_log::log_request));
    limits::limit_time(limits::catch_panics(routes), REQUEST_TIME)
        .layer(from_fn_with_state(Transport::of(&url), headers::add_security_headers))
}

/// Pages and forms, for whoever the policy lets in.
pub(super) fn application(state: AppState) -> Router {
    let context = {
        let state = state.clone();
        move || state.provide()
    };
    let (pages, _) =
        generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context.clone());
    let options = state.leptos.clone();
    let forms = Router::new()
        .merge(account::routes())
        .merge(answering::routes())
        .merge(codebook::routes())
        .merge(coding::routes())
        .merge(items::routes())
        .merge(kept::routes())
        .merge(people::routes())
        .merge(findings::routes())
        .merge(guides::routes())
        .merge(interviews::routes())
        .merge(programs::routes())
        .merge(research_export::routes())
        .merge(results::routes())
        .merge(roster::routes())
        .merge(rotation::routes())
        .merge(teams::routes())
        .merge(tokens::routes())
        .merge(waves::routes());
    limits::limit_body(forms, FORM_BYTES)
        // A file has a limit of its own, and is told so on its page.
        .merge(roster::uploads())
        .merge(transcript::uploads())
        .leptos_routes_with_context(&state, pages, context, move || app::shell(options.clone()))
        .route_layer(from_fn_with_state(state.clone(), authorise::authorise))
        .fallback(missing)
        .layer(from_fn_with_state(state.clone(), session::find_viewer))
        .with_state(state)
}

async fn missing(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    form::render(&state, parts, StatusCode::NOT_FOUND, || ()).await
}

//! Asks `auth::policy` about every request before a handler sees it.

use super::{AppState, errors::HttpError, form};
use crate::auth::policy;
use app::{components::FormState, ports::Viewing};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::provide_context;

/// Refuses what the policy does not allow.
///
/// Somebody who is not signed in is sent to the sign-in page and back; when they were
/// posting a form, the sign-in page carries everything they typed along.
pub(super) async fn authorise(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let Some(access) = pattern.and_then(|pattern| policy::route(request.method(), &pattern)) else {
        return HttpError::NotFound.into_response();
    };
    let roles = request
        .extensions()
        .get::<Viewing>()
        .and_then(|viewing| viewing.0.as_ref())
        .map(|viewer| viewer.roles);
    if access.allows(roles) {
        return next.run(request).await;
    }
    if roles.is_some() {
        return HttpError::Forbidden.into_response();
    }
    if request.method() == Method::GET {
        let next = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let query = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
        return Redirect::to(&format!("/sign-in?{query}")).into_response();
    }
    resume_later(&state, request).await
}

/// Shows the sign-in page with the posted form inside, so that an expired session loses nothing.
async fn resume_later(state: &AppState, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 2 * 1024 * 1024).await else {
        return HttpError::TooLarge.into_response();
    };
    let Ok(fields) = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body) else {
        // A file upload: there is nothing a page could carry along.
        return HttpError::Unauthenticated { next: parts.uri.path().to_owned() }.into_response();
    };
    let mut values: Vec<(String, String)> =
        fields.into_iter().filter(|(name, _)| !name.contains("password")).collect();
    let target = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    values.push((super::account::TARGET.to_owned(), target));
    parts.uri = axum::http::Uri::from_static("/sign-in/resume");
    let form = FormState { values, ..FormState::default() };
    form::render(state, parts, StatusCode::UNAUTHORIZED, move || provide_context(form.clone())).await
}

//! Asks `auth::policy` about every request before a handler sees it.

use super::{AppState, errors::HttpError, form, limits::FORM_BYTES, local_path::LocalPath};
use crate::auth::policy;
use app::{components::FormState, ports::Viewing};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

/// Refuses what the policy does not allow.
///
/// Somebody who is not signed in is sent to the sign-in page and back; when they were
/// posting a form, the sign-in page carries everything they typed along.
pub(super) async fn authorise(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
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
        return HttpError::Unauthenticated { next: path_of(request.uri()) }.into_response();
    }
    resume_later(&state, request).await
}

/// Shows the sign-in page with the posted form inside, so that an expired session loses nothing.
async fn resume_later(state: &AppState, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, FORM_BYTES).await else {
        return HttpError::TooLarge(FORM_BYTES).into_response();
    };
    let Ok(fields) = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body) else {
        // A file upload: there is nothing a page could carry along.
        return HttpError::Unauthenticated { next: path_of(&parts.uri) }.into_response();
    };
    let mut values: Vec<(String, String)> =
        fields.into_iter().filter(|(name, _)| !name.contains("password")).collect();
    let target = path_of(&parts.uri).to_string();
    values.push((super::account::TARGET.to_owned(), target));
    parts.uri = Uri::from_static("/sign-in/resume");
    let form = FormState { values, ..FormState::default() };
    form::render(state, parts, StatusCode::UNAUTHORIZED, move || provide_context(form.clone()))
        .await
}

fn path_of(uri: &Uri) -> LocalPath {
    uri.path_and_query().and_then(|path| LocalPath::parse(path.as_str())).unwrap_or_default()
}

//! Asks `auth::policy` about every request before a handler sees it.

use super::{
    AppState, errors::HttpError, form, limits::FORM_BYTES, local_path::LocalPath, session, upload,
};
use crate::auth::policy;
use app::{components::FormState, ports::Viewing};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, Uri, header, request::Parts},
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
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return HttpError::Unauthenticated { next: path_of(request.uri()) }.into_response();
    }
    resume_later(&state, request).await
}

/// Shows the sign-in page with the posted form inside, so that an expired session loses nothing.
async fn resume_later(state: &AppState, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json")) {
        // Script asks, which has a sentence of its own for this.
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if upload::is_upload(&parts.headers) {
        return choose_again(state, parts, body).await;
    }
    let Ok(body) = axum::body::to_bytes(body, FORM_BYTES).await else {
        return HttpError::TooLarge(FORM_BYTES).into_response();
    };
    let Ok(fields) = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body) else {
        return HttpError::Unauthenticated { next: path_of(&parts.uri) }.into_response();
    };
    let mut values: Vec<(String, String)> =
        fields.into_iter().filter(|(name, _)| !name.contains("password")).collect();
    let target = path_of(&parts.uri).to_string();
    values.push((super::account::TARGET.to_owned(), target));
    // Whose form this is, where that is known: nobody else sends it on.
    values.retain(|(name, _)| name != super::account::OWNER);
    let services = &state.services;
    if let Some(token) = session::token(&parts.headers, services.secure_cookies()) {
        match services.owner_mark(token).await {
            Ok(Some(mark)) => values.push((super::account::OWNER.to_owned(), mark)),
            Ok(None) => {}
            Err(error) => return HttpError::from(error).into_response(),
        }
    }
    parts.uri = Uri::from_static("/sign-in/resume");
    let form = FormState { values, ..FormState::default() };
    form::render(state, parts, StatusCode::UNAUTHORIZED, move || provide_context(form.clone()))
        .await
}

/// Shows the sign-in page after a file was sent with an expired session: no page can carry a file,
/// so it says that the file has to be chosen again, and leads back to where that is done.
async fn choose_again(state: &AppState, mut parts: Parts, body: Body) -> Response {
    upload::drain(body, state.services.settings.max_upload).await;
    let Ok(uri) = path_of(&parts.uri).by_way_of_sign_in().parse() else {
        return HttpError::NotFound.into_response();
    };
    parts.uri = uri;
    let notice = "Your session has ended, so the file was not taken and nothing was changed. Sign \
                  in, then choose the file again.";
    let form = FormState { notice: Some(notice.to_owned()), ..FormState::default() };
    form::render(state, parts, StatusCode::UNAUTHORIZED, move || provide_context(form.clone()))
        .await
}

fn path_of(uri: &Uri) -> LocalPath {
    uri.path_and_query().and_then(|path| LocalPath::parse(path.as_str())).unwrap_or_default()
}

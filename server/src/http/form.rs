//! Posted forms: what was typed, and the same page again when it cannot be accepted.

use super::{AppState, errors::HttpError, limits::FORM_BYTES, local_path::LocalPath};
use app::{components::FormState, domain::Viewer, ports::Viewing};
use axum::{
    body::Body,
    extract::{FromRequest, RawPathParams, Request},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use leptos::prelude::{expect_context, provide_context};
use std::str::FromStr;

/// The fields of a form in the order in which they were sent; a name can come several times.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field, or nothing typed.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// A form that somebody posted, with who and where.
pub struct Submitted {
    /// What was typed.
    pub fields: Fields,
    /// Who posted it, if signed in.
    pub viewer: Option<Viewer>,
    /// The request without its body.
    pub parts: Parts,
    params: Vec<(String, String)>,
}

impl FromRequest<AppState> for Submitted {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let params =
            <RawPathParams as axum::extract::FromRequestParts<AppState>>::from_request_parts(
                &mut parts, state,
            )
            .await
            .map(|params| {
                params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
            })
            .unwrap_or_default();
        let viewer = parts.extensions.get::<Viewing>().and_then(|viewing| viewing.0.clone());
        let body = axum::body::to_bytes(body, FORM_BYTES)
            .await
            .map_err(|_| HttpError::TooLarge(FORM_BYTES))?;
        let mut fields: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&body).map_err(|_| {
                HttpError::BadRequest(
                    "The form could not be read. Go back and send it again.".into(),
                )
            })?;
        // Nobody types a NUL, and PostgreSQL keeps none.
        for (_, value) in &mut fields {
            value.retain(|c| c != '\0');
        }
        Ok(Self { fields: Fields(fields), viewer, parts, params })
    }
}

impl Submitted {
    /// Who posted the form.
    ///
    /// # Errors
    /// When nobody is signed in; routes for the signed-in never get here without.
    pub fn signed_in(&self) -> Result<&Viewer, HttpError> {
        self.viewer.as_ref().ok_or(HttpError::Unauthenticated {
            next: LocalPath::parse(self.parts.uri.path()).unwrap_or_default(),
        })
    }

    /// A part of the path, such as a wave's id.
    ///
    /// # Errors
    /// When it is not of the right form, and so cannot exist.
    pub fn param<T: FromStr>(&self, name: &str) -> Result<T, HttpError> {
        self.params
            .iter()
            .find(|(param, _)| param == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or(HttpError::NotFound)
    }

    /// Renders the page of this address again with what was typed and what is wrong.
    pub async fn again(self, state: &AppState, errors: FormState) -> Response {
        let path = self.parts.uri.path().to_owned();
        self.again_at(state, &path, StatusCode::UNPROCESSABLE_ENTITY, errors).await
    }

    /// Like [`again`](Self::again), for forms whose page has another address or status.
    pub async fn again_at(
        mut self,
        state: &AppState,
        path: &str,
        status: StatusCode,
        mut form: FormState,
    ) -> Response {
        if form.values.is_empty() {
            // Passwords are never sent back.
            form.values =
                self.fields.0.into_iter().filter(|(name, _)| !name.contains("password")).collect();
        }
        let Ok(uri) = path.parse() else { return HttpError::NotFound.into_response() };
        self.parts.uri = uri;
        render(state, self.parts, status, move || provide_context(form.clone())).await
    }
}

/// Renders the page at the address of `parts` with more in its context.
pub(super) async fn render(
    state: &AppState,
    parts: Parts,
    status: StatusCode,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let options = state.leptos.clone();
    let state = state.clone();
    let page = leptos_axum::render_app_async_with_context(
        move || {
            state.provide();
            more();
            expect_context::<leptos_axum::ResponseOptions>().set_status(status);
        },
        move || app::shell(options.clone()),
    );
    page(Request::from_parts(parts, Body::empty())).await
}

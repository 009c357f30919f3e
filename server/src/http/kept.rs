//! What is kept about somebody, as files for them.

use super::{AppState, errors::HttpError};
use app::ports::Viewing;
use axum::{
    Extension, Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/account/kept.md", get(markdown)).route("/account/kept.json", get(json))
}

fn file(kind: &str, name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, text).into_response()
}

async fn markdown(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    let text = state.services.kept_as_markdown(&viewer).await?;
    Ok(file("text/markdown; charset=utf-8", "kept-about-me.md", text))
}

async fn json(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    let text = state.services.kept_as_json(&viewer).await?;
    Ok(file("application/json", "kept-about-me.json", text))
}

//! Downloads of what researchers gathered.

use super::{AppState, errors::HttpError};
use crate::service::ResearchFormat;
use app::{
    domain::{InterviewId, ThemeId, Viewer},
    ports::Viewing,
};
use axum::{
    Extension, Router,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/interviews/export.qdpx", get(everything))
        .route("/interviews/{interview}/export/{format}", get(interview))
        .route("/themes/{theme}/export/{format}", get(theme))
        .route("/codebook/export/{format}", get(codebook))
}

/// What the address asks for besides.
#[derive(Deserialize)]
struct Asked {
    /// `yes` for names.
    #[serde(default)]
    names: String,
}

impl Asked {
    fn with_names(&self) -> bool {
        self.names == "yes"
    }
}

fn signed_in(Viewing(viewer): Viewing) -> Result<Viewer, HttpError> {
    viewer.ok_or(HttpError::Forbidden)
}

fn format_of(text: &str) -> Result<ResearchFormat, HttpError> {
    ResearchFormat::parse(text).ok_or(HttpError::NotFound)
}

/// A file to be kept; nothing in between may keep it too.
fn file(name: &str, bytes: Vec<u8>) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("md") => "text/markdown; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("qdc") => "application/xml",
        _ => "application/zip",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

async fn everything(
    State(state): State<AppState>,
    Extension(viewing): Extension<Viewing>,
    Query(asked): Query<Asked>,
) -> Result<Response, HttpError> {
    let viewer = signed_in(viewing)?;
    let bytes = state.services.export_interviews(&viewer, asked.with_names()).await?;
    Ok(file("interviews.qdpx", bytes))
}

async fn interview(
    State(state): State<AppState>,
    Extension(viewing): Extension<Viewing>,
    Path((interview, format)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, HttpError> {
    let (viewer, kind) = (signed_in(viewing)?, format_of(&format)?);
    let id: InterviewId = interview.parse().map_err(|_| HttpError::NotFound)?;
    let bytes = state.services.export_interview(&viewer, id, kind, asked.with_names()).await?;
    Ok(file(&format!("interview-{id}.{format}"), bytes))
}

async fn theme(
    State(state): State<AppState>,
    Extension(viewing): Extension<Viewing>,
    Path((theme, format)): Path<(String, String)>,
) -> Result<Response, HttpError> {
    let (viewer, kind) = (signed_in(viewing)?, format_of(&format)?);
    let id: ThemeId = theme.parse().map_err(|_| HttpError::NotFound)?;
    let bytes = state.services.export_theme(&viewer, id, kind).await?;
    Ok(file(&format!("theme-{id}.{format}"), bytes))
}

async fn codebook(
    State(state): State<AppState>,
    Extension(viewing): Extension<Viewing>,
    Path(format): Path<String>,
) -> Result<Response, HttpError> {
    let (viewer, kind) = (signed_in(viewing)?, format_of(&format)?);
    let bytes = state.services.export_codebook(&viewer, kind).await?;
    Ok(file(&format!("codebook.{format}"), bytes))
}

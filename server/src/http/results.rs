//! Downloads of published figures. The pages of results are plain GETs and need nothing here.

use super::{AppState, errors::HttpError};
use crate::export::{self, ExportError, Format};
use app::{domain::WaveId, ports::Viewing, report::Release};
use axum::{
    Extension, Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/results/{wave}/figures/{format}", get(figures))
}

/// What the viewer may see of a release, as a file.
async fn figures(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
    Path((wave, format)): Path<(String, String)>,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    let wave: WaveId = wave.parse().map_err(|_| HttpError::NotFound)?;
    let format = match format.as_str() {
        "csv" => Format::Csv,
        "json" => Format::Json,
        "parquet" => Format::Parquet,
        _ => return Err(HttpError::NotFound),
    };
    let release = state.services.release_for(&viewer, wave).await?;
    let name = format!("soundings-{}", release.period);
    let (name, bytes) = tokio::task::spawn_blocking(move || download(&release, format, &name))
        .await
        .map_err(HttpError::internal)?
        .map_err(HttpError::internal)?;
    let kind = if format == Format::Json { "application/json" } else { "application/zip" };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// The name and the bytes of a download.
fn download(
    release: &Release,
    format: Format,
    name: &str,
) -> Result<(String, Vec<u8>), ExportError> {
    let mut files = export::files(release, format)?;
    Ok(match format {
        Format::Json => {
            (format!("{name}.json"), files.pop().map(|file| file.bytes).unwrap_or_default())
        }
        Format::Csv => (format!("{name}-csv.zip"), export::archive::zip(&files)?),
        Format::Parquet => (format!("{name}-parquet.zip"), export::archive::zip(&files)?),
    })
}

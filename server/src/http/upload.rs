//! A file that somebody sends by a form.

use super::{AppState, Fields, errors::HttpError};
use axum::{
    body::Body,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, header, request::Parts},
};
use futures::StreamExt;

/// The field of the form that carries the file.
const FILE: &str = "file";

/// Most bytes of another field: forms with a file say little else.
const LONGEST_FIELD: usize = 1024;

/// Most of those.
const MOST_FIELDS: usize = 16;

/// How many times the limit is read and thrown away before the connection is cut.
///
/// A browser that is answered while it still sends shows “connection reset” instead of the answer,
/// so a file that is somewhat too large is taken to its end and then refused.
const PATIENCE: usize = 8;

/// What came in a form's field for a file.
pub(super) struct Upload {
    /// What the file was called on the sender's machine; empty when none was chosen.
    pub(super) file_name: String,
    /// The bytes of the file. None: there are more than the limit.
    pub(super) content: Option<Vec<u8>>,
    /// What the form says before it.
    pub(super) fields: Fields,
    /// The request without its body.
    pub(super) parts: Parts,
}

impl FromRequest<AppState> for Upload {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let limit = state.services.settings.max_upload;
        let again = Request::from_parts(parts.clone(), body);
        let mut form = Multipart::from_request(again, state)
            .await
            .map_err(|_| HttpError::BadRequest("Choose a file, then press the button.".into()))?;
        let mut fields = Fields::default();
        while let Some(field) = form.next_field().await.map_err(cut_off)? {
            if field.name() == Some(FILE) {
                let file_name = base_name(field.file_name().unwrap_or_default());
                let content = read(field, limit).await?;
                return Ok(Self { file_name, content, fields, parts });
            }
            let name = field.name().unwrap_or_default().to_owned();
            let value = read(field, LONGEST_FIELD).await?.unwrap_or_default();
            if fields.0.len() < MOST_FIELDS {
                fields.0.push((name, String::from_utf8_lossy(&value).into_owned()));
            }
        }
        Ok(Self { file_name: String::new(), content: Some(Vec::new()), fields, parts })
    }
}

async fn read(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>, HttpError> {
    let mut content = Vec::new();
    let mut total = 0_usize;
    while let Some(chunk) = field.chunk().await.map_err(cut_off)? {
        total += chunk.len();
        if total <= limit {
            content.extend_from_slice(&chunk);
        } else {
            content = Vec::new();
            if total > limit.saturating_mul(PATIENCE) {
                return Err(HttpError::TooLarge(limit));
            }
        }
    }
    Ok((total <= limit).then_some(content))
}

fn cut_off(error: MultipartError) -> HttpError {
    tracing::debug!(%error, "an upload could not be read");
    HttpError::BadRequest("The file did not arrive whole. Send it again.".into())
}

/// Some browsers send the whole path, which is nobody's business here.
fn base_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    base.chars().filter(|c| !c.is_control()).collect()
}

/// Whether a request carries files, which no page could keep for later.
pub(super) fn is_upload(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.trim_start().starts_with("multipart/"))
}

/// Takes a file that is not wanted to its end, within reason, so that the answer is seen.
pub(super) async fn drain(body: Body, limit: usize) {
    let mut total = 0_usize;
    let mut stream = body.into_data_stream();
    while let Some(Ok(chunk)) = stream.next().await {
        total += chunk.len();
        if total > limit.saturating_mul(PATIENCE) {
            return;
        }
    }
}

//! Sending a roster, applying one that was looked at, and the roster as a file.

use super::{AppState, Submitted, errors::HttpError, form, upload::Upload};
use crate::service::{Error, RosterCheck, shown_problems};
use app::{
    components::{FieldError, FormState},
    domain::RosterUploadId,
    ports::{FileProblems, SAMPLE_ROSTER, Viewing},
};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::prelude::provide_context;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/roster/{upload}", post(apply))
        .route("/roster/sample.csv", get(sample))
        .route("/roster/current.csv", get(current))
}

/// Routes that take a file, which [`Upload`] bounds.
pub(super) fn uploads() -> Router<AppState> {
    Router::new().route("/roster", post(send)).layer(DefaultBodyLimit::disable())
}

async fn send(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
    upload: Upload,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    let (name, parts) = (upload.file_name, upload.parts);
    let refuse = |message: String, problems: FileProblems| {
        let errors = vec![FieldError { field: "file".into(), message }];
        let refused = FormState { errors, ..FormState::default() };
        form::render(&state, parts, StatusCode::UNPROCESSABLE_ENTITY, move || {
            provide_context(refused.clone());
            provide_context(problems.clone());
        })
    };
    let Some(content) = upload.content else {
        let most = state.services.settings.max_upload / 1024;
        let message = format!(
            "“{name}” is larger than {most} kB, which is the most that can be sent here. Leave \
             out columns, or bring it in from the command line: soundings import roster"
        );
        return Ok(refuse(message, FileProblems::default()).await);
    };
    if name.is_empty() && content.is_empty() {
        return Ok(refuse("Choose a file first".into(), FileProblems::default()).await);
    }
    match state.services.preview_roster(&viewer, &name, content).await? {
        RosterCheck::Kept(id) => Ok(Redirect::to(&format!("/roster/{id}")).into_response()),
        RosterCheck::Refused(problems) => {
            let message = match problems.count() {
                1 => format!(
                    "“{name}” has a problem, so nothing was changed. Mend it and choose the file again"
                ),
                many => format!(
                    "“{name}” has {many} problems, so nothing was changed. Mend them and choose the file again"
                ),
            };
            Ok(refuse(message, shown_problems(&problems)).await)
        }
    }
}

async fn apply(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: RosterUploadId = form.param("upload")?;
    let fingerprint = form.fields.get("fingerprint");
    match state.services.apply_roster(form.signed_in()?, id, fingerprint).await {
        // Its page says that it is applied, and that this happened once: to whoever pressed the
        // button twice as well.
        Ok(_) => Ok(Redirect::to(&format!("/roster/{id}")).into_response()),
        Err(error @ Error::Conflict(_)) => {
            let path = format!("/roster/{id}");
            Ok(form.again_at(&state, &path, StatusCode::CONFLICT, error.for_form()?).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn sample() -> Response {
    csv("roster-sample.csv", SAMPLE_ROSTER.to_owned())
}

async fn current(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    Ok(csv("roster.csv", state.services.roster_csv(&viewer).await?))
}

/// A download. The mark in front makes spreadsheets read it as UTF-8.
fn csv(name: &str, text: String) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    (headers, format!("\u{FEFF}{text}")).into_response()
}

//! Sending the transcript of an interview.

use super::{AppState, errors::HttpError, form, upload::Upload};
use app::{
    components::{FieldError, FormState},
    domain::InterviewId,
    ports::Viewing,
};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, request::Parts},
    response::Response,
    routing::post,
};
use leptos::prelude::provide_context;

/// Routes that take a file, which [`Upload`] bounds.
pub(super) fn uploads() -> Router<AppState> {
    Router::new()
        .route("/interviews/{interview}/transcript", post(send))
        .layer(DefaultBodyLimit::disable())
}

async fn send(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
    Path(interview): Path<String>,
    upload: Upload,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    let id: InterviewId = interview.parse().map_err(|_| HttpError::NotFound)?;
    let Upload { file_name: name, content, fields, parts } = upload;
    let Some(content) = content else {
        let most = state.services.settings.max_upload / 1024;
        let message = format!(
            "“{name}” is larger than {most} kB, which is the most that can be sent here. Take \
             pictures and recordings out of it, or save it as plain text"
        );
        return Ok(refuse(&state, parts, wrong_file(message)).await);
    };
    if name.is_empty() && content.is_empty() {
        return Ok(refuse(&state, parts, wrong_file("Choose a file first".to_owned())).await);
    }
    let replaces = fields.get("replaces").parse().unwrap_or_default();
    match state.services.import_transcript(&viewer, id, &name, content, replaces).await {
        // Answered with what was read, which is told this once.
        Ok(read) => {
            let more = move || provide_context(read.clone());
            Ok(form::render(&state, parts, StatusCode::OK, more).await)
        }
        Err(error) => Ok(refuse(&state, parts, error.for_form()?).await),
    }
}

fn wrong_file(message: String) -> FormState {
    let errors = vec![FieldError { field: "file".into(), message }];
    FormState { errors, ..FormState::default() }
}

async fn refuse(state: &AppState, parts: Parts, refused: FormState) -> Response {
    let more = move || provide_context(refused.clone());
    form::render(state, parts, StatusCode::UNPROCESSABLE_ENTITY, more).await
}

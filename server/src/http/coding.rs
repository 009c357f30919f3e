//! Forms for marking in interviews.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{self, MarkSent, Tagging};
use app::domain::{HighlightId, InterviewId, NotePlace};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/interviews/{interview}/coding", post(mark))
        .route("/interviews/{interview}/coding/done", post(done))
        .route("/interviews/{interview}/coding/reopen", post(reopen))
        .route("/interviews/{interview}/coding/look", post(look))
        .route("/interviews/{interview}/coding/{highlight}", post(retag))
        .route("/interviews/{interview}/coding/{highlight}/remove", post(remove))
}

fn tagging(form: &Submitted) -> Tagging {
    Tagging {
        tags: form.fields.all("tag").into_iter().map(str::to_owned).collect(),
        names: form.fields.get("tags").to_owned(),
        sentiment: form.fields.get("sentiment").to_owned(),
    }
}

/// Back to where somebody was: at the note that the form is about, or at the top.
async fn answered(
    state: &AppState,
    form: Submitted,
    id: InterviewId,
    result: service::Result<()>,
) -> Result<Response, HttpError> {
    let address =
        noted(id, form.fields.get("note")).unwrap_or_else(|| format!("/interviews/{id}/coding"));
    match result {
        Ok(()) => Ok(Redirect::to(&address).into_response()),
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let page = address.split('#').next().unwrap_or(&address);
            Ok(form.again_at(state, page, status, error.for_form()?).await)
        }
    }
}

/// Where a note is marked; none if what a form calls it is no name of one.
fn noted(interview: InterviewId, note: &str) -> Option<String> {
    let (place, author) = note.split_once('-')?;
    Some(NotePlace::parse(place)?.marked_at(interview, author.parse().ok()?))
}

async fn mark(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let sent = MarkSent {
        id: form.fields.get("id").parse().ok(),
        note: form.fields.get("note").to_owned(),
        revision: form.fields.get("revision").parse().unwrap_or_default(),
        sentences: form.fields.all("sentence").into_iter().map(str::to_owned).collect(),
        words: form.fields.get("words").to_owned(),
        tagging: tagging(&form),
    };
    let marked = state.services.mark(form.signed_in()?, id, &sent).await;
    answered(&state, form, id, marked).await
}

async fn retag(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let highlight: HighlightId = form.param("highlight")?;
    let viewer = form.signed_in()?;
    let changed = state.services.retag(viewer, id, highlight, &tagging(&form)).await;
    answered(&state, form, id, changed).await
}

async fn remove(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let highlight: HighlightId = form.param("highlight")?;
    let removed = state.services.unmark(form.signed_in()?, id, highlight).await;
    answered(&state, form, id, removed).await
}

async fn done(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let finished = state.services.finish_coding(form.signed_in()?, id).await;
    answered(&state, form, id, finished).await
}

async fn reopen(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let reopened = state.services.reopen_coding(form.signed_in()?, id).await;
    answered(&state, form, id, reopened).await
}

async fn look(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let looked = state.services.look_at_codings(form.signed_in()?, id).await;
    answered(&state, form, id, looked).await
}

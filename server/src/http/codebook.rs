//! Forms of the codebook.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{self, TagText};
use app::domain::TagId;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/codebook", post(add))
        .route("/codebook/starter", post(add_starter))
        .route("/codebook/{tag}", post(change))
        .route("/codebook/{tag}/merge", post(merge))
        .route("/codebook/{tag}/split", post(split))
        .route("/codebook/{tag}/delete", post(delete))
}

fn text(form: &Submitted) -> TagText {
    let field = |name: &str| form.fields.get(name).to_owned();
    TagText {
        id: form.fields.get("id").parse().ok(),
        name: field("name"),
        parent: field("parent"),
        description: field("description"),
    }
}

/// On to `next`, or back to the page of `path` with what was sent.
async fn answered<T>(
    state: &AppState,
    form: Submitted,
    path: &str,
    result: service::Result<T>,
    next: impl FnOnce(T) -> String,
) -> Result<Response, HttpError> {
    match result {
        Ok(done) => Ok(Redirect::to(&next(done)).into_response()),
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(form.again_at(state, path, status, error.for_form()?).await)
        }
    }
}

fn page_of(tag: TagId) -> String {
    format!("/codebook/{tag}")
}

async fn add(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let added = state.services.add_tag(form.signed_in()?, &text(&form)).await;
    answered(&state, form, "/codebook", added, |tag| format!("/codebook#tag-{tag}")).await
}

async fn add_starter(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let added = state.services.add_starter_codebook(form.signed_in()?).await;
    answered(&state, form, "/codebook", added, |()| "/codebook".to_owned()).await
}

async fn change(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let tag: TagId = form.param("tag")?;
    let seen = form.fields.get("seen").parse().unwrap_or_default();
    let changed = state.services.change_tag(form.signed_in()?, tag, seen, &text(&form)).await;
    answered(&state, form, &page_of(tag), changed, |()| page_of(tag)).await
}

async fn merge(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let tag: TagId = form.param("tag")?;
    let into = form.fields.get("into").to_owned();
    let merged = state.services.merge_tags(form.signed_in()?, tag, &into).await;
    answered(&state, form, &page_of(tag), merged, page_of).await
}

async fn split(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let tag: TagId = form.param("tag")?;
    let highlights = form.fields.all("highlight");
    let highlights: Vec<_> = highlights.into_iter().filter_map(|id| id.parse().ok()).collect();
    let new = TagText { name: form.fields.get("new-name").to_owned(), ..text(&form) };
    let split = state.services.split_tag(form.signed_in()?, tag, &new, &highlights).await;
    answered(&state, form, &page_of(tag), split, page_of).await
}

async fn delete(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let tag: TagId = form.param("tag")?;
    let deleted = state.services.delete_tag(form.signed_in()?, tag).await;
    answered(&state, form, &page_of(tag), deleted, |()| "/codebook".to_owned()).await
}

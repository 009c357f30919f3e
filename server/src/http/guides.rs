//! Forms of guides.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::GuideText;
use app::domain::GuideId;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/guides/new", post(create))
        .route("/guides/{guide}/edit", post(revise))
        .route("/guides/{guide}/retire", post(retire))
}

fn text(form: &Submitted) -> GuideText {
    let field = |name: &str| form.fields.get(name).to_owned();
    GuideText { name: field("name"), purpose: field("purpose"), outline: field("outline") }
}

async fn create(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    match state.services.create_guide(form.signed_in()?, &text(&form)).await {
        Ok(guide) => Ok(Redirect::to(&format!("/guides/{guide}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn revise(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let guide: GuideId = form.param("guide")?;
    let from = form.fields.get("from-version").parse().unwrap_or_default();
    match state.services.revise_guide(form.signed_in()?, guide, from, &text(&form)).await {
        Ok(()) => Ok(Redirect::to(&format!("/guides/{guide}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn retire(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let guide: GuideId = form.param("guide")?;
    let retired = form.fields.get("retired") == "yes";
    state.services.retire_guide(form.signed_in()?, guide, retired).await?;
    Ok(Redirect::to(&format!("/guides/{guide}")).into_response())
}

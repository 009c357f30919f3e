//! Forms of programs: making one, its settings, its items.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{ItemsEdit, ProgramSettings};
use app::domain::{ItemId, ProgramId};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/programs/new", post(create))
        .route("/programs/{program}/settings", post(update))
        .route("/programs/{program}/items", post(edit_items))
        .route("/programs/{program}/archive", post(archive))
}

fn settings(form: &Submitted) -> ProgramSettings {
    let field = |name: &str| form.fields.get(name).to_owned();
    ProgramSettings {
        name: field("name"),
        purpose: field("purpose"),
        mode: field("mode"),
        scheduled: field("schedule") == "quarterly",
        opens_after_days: field("opens-after-days"),
        open_days: field("open-days"),
        grouping: field("grouping"),
    }
}

async fn create(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let standard = form.fields.get("items") != "none";
    match state.services.create_program(form.signed_in()?, &settings(&form), standard).await {
        Ok(program) => Ok(Redirect::to(&format!("/programs/{program}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn update(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let program: ProgramId = form.param("program")?;
    match state.services.update_program(form.signed_in()?, program, &settings(&form)).await {
        Ok(()) => Ok(Redirect::to(&format!("/programs/{program}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn edit_items(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let program: ProgramId = form.param("program")?;
    let item = |name: &str| form.fields.get(name).parse::<ItemId>().ok();
    let edit = if let Some(item) = item("add") {
        ItemsEdit::Add(item)
    } else if let Some(item) = item("remove") {
        ItemsEdit::Remove(item)
    } else if let Some(item) = item("up") {
        ItemsEdit::Up(item)
    } else if let Some(item) = item("down") {
        ItemsEdit::Down(item)
    } else {
        return Err(HttpError::BadRequest("Choose an item first, then press the button.".into()));
    };
    match state.services.edit_program_items(form.signed_in()?, program, edit).await {
        Ok(()) => Ok(Redirect::to(&format!("/programs/{program}#items")).into_response()),
        Err(error) => {
            let errors = error.for_form()?;
            let path = format!("/programs/{program}");
            Ok(form.again_at(&state, &path, StatusCode::UNPROCESSABLE_ENTITY, errors).await)
        }
    }
}

async fn archive(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let program: ProgramId = form.param("program")?;
    let archived = form.fields.get("archived") == "yes";
    state.services.archive_program(form.signed_in()?, program, archived).await?;
    Ok(Redirect::to(&format!("/programs/{program}")).into_response())
}

//! Forms of teams: create, rename, move, retire, reopen.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::Error;
use app::{components::FormState, domain::TeamId};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/teams", post(create))
        .route("/teams/{team}/rename", post(rename))
        .route("/teams/{team}/move", post(relocate))
        .route("/teams/{team}/retire", post(retire))
        .route("/teams/{team}/reopen", post(reopen))
}

async fn create(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let (name, parent) = (form.fields.get("name"), form.fields.get("parent"));
    match state.services.create_team(form.signed_in()?, name, parent).await {
        Ok(team) => Ok(Redirect::to(&format!("/teams/{team}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn rename(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let team: TeamId = form.param("team")?;
    let name = form.fields.get("name");
    let renamed = state.services.rename_team(form.signed_in()?, team, name).await;
    back(&state, form, team, renamed).await
}

async fn relocate(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let team: TeamId = form.param("team")?;
    let parent = form.fields.get("parent");
    let moved = state.services.move_team(form.signed_in()?, team, parent).await;
    back(&state, form, team, moved).await
}

async fn retire(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let team: TeamId = form.param("team")?;
    let retired = state.services.retire_team(form.signed_in()?, team).await;
    back(&state, form, team, retired).await
}

async fn reopen(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let team: TeamId = form.param("team")?;
    let reopened = state.services.reopen_team(form.signed_in()?, team).await;
    back(&state, form, team, reopened).await
}

/// To the team's page, or to that page as it is with what was wrong.
async fn back(
    state: &AppState,
    form: Submitted,
    team: TeamId,
    done: Result<(), Error>,
) -> Result<Response, HttpError> {
    let path = format!("/teams/{team}");
    match done {
        Ok(()) => Ok(Redirect::to(&path).into_response()),
        Err(error) => {
            let status = match error {
                Error::Conflict(_) => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let errors: FormState = error.for_form()?;
            Ok(form.again_at(state, &path, status, errors).await)
        }
    }
}

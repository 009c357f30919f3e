//! Forms of waves: drafting, dates, and each step of their life.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{Error, WaveSettings};
use app::domain::{ProgramId, WaveId};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/programs/{program}/waves", post(create))
        .route("/waves/{wave}/times", post(set_times))
        .route("/waves/{wave}/open", post(open))
        .route("/waves/{wave}/close", post(close))
        .route("/waves/{wave}/publish", post(publish))
        .route("/waves/{wave}/delete", post(delete))
}

fn settings(form: &Submitted) -> WaveSettings {
    let field = |name: &str| form.fields.get(name).to_owned();
    WaveSettings { period: field("period"), opens: field("opens"), closes: field("closes") }
}

async fn create(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let program: ProgramId = form.param("program")?;
    match state.services.create_wave(form.signed_in()?, program, &settings(&form)).await {
        Ok(wave) => Ok(Redirect::to(&format!("/waves/{wave}")).into_response()),
        Err(error) => refused(&state, form, error, &format!("/programs/{program}")).await,
    }
}

async fn set_times(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let wave: WaveId = form.param("wave")?;
    let done = state.services.set_wave_times(form.signed_in()?, wave, &settings(&form)).await;
    advanced(&state, form, wave, done).await
}

async fn open(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let wave: WaveId = form.param("wave")?;
    let done = state.services.open_wave(form.signed_in()?, wave).await;
    advanced(&state, form, wave, done).await
}

async fn close(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let wave: WaveId = form.param("wave")?;
    let done = state.services.close_wave(form.signed_in()?, wave).await;
    advanced(&state, form, wave, done).await
}

async fn publish(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let wave: WaveId = form.param("wave")?;
    let done = state.services.publish_wave(form.signed_in()?, wave).await;
    advanced(&state, form, wave, done).await
}

async fn delete(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let wave: WaveId = form.param("wave")?;
    match state.services.delete_draft(form.signed_in()?, wave).await {
        Ok(program) => Ok(Redirect::to(&format!("/programs/{program}")).into_response()),
        Err(error) => refused(&state, form, error, &format!("/waves/{wave}")).await,
    }
}

async fn advanced(
    state: &AppState,
    form: Submitted,
    wave: WaveId,
    done: Result<(), Error>,
) -> Result<Response, HttpError> {
    let page = format!("/waves/{wave}");
    match done {
        Ok(()) => Ok(Redirect::to(&page).into_response()),
        Err(error) => refused(state, form, error, &page).await,
    }
}

async fn refused(
    state: &AppState,
    form: Submitted,
    error: Error,
    page: &str,
) -> Result<Response, HttpError> {
    let status = match error {
        Error::Conflict(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(form.again_at(state, page, status, error.for_form()?).await)
}

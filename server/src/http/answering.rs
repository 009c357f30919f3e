//! The form with which a survey is answered.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{Error, Outcome};
use app::{
    components::{FieldError, FormState},
    domain::WaveId,
};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/answer/{wave}", post(submit))
}

async fn submit(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let wave: WaveId = form.param("wave")?;
    let outcome = state.services.submit_answers(form.signed_in()?, wave, &form.fields.0).await;
    Ok(match outcome {
        Ok(Outcome::Counted) => Redirect::to(&format!("/answer/{wave}/done")).into_response(),
        Ok(Outcome::AlreadyAnswered) => {
            Redirect::to(&format!("/answer/{wave}/done?again=yes")).into_response()
        }
        Ok(Outcome::HasToken) => refused(&state, form, HAS_TOKEN).await,
        Ok(Outcome::TokensOnly) => refused(&state, form, TOKENS_ONLY).await,
        Ok(Outcome::Closed) => {
            // What was typed stays on the page, so that nobody loses a long comment.
            let closed = FormState {
                errors: vec![FieldError {
                    field: String::new(),
                    message: "This survey closed before your answers arrived, so they could not be counted. If \
                              you had sent answers before, those count. \
                              They are still below, in case you want to keep a comment."
                        .to_owned(),
                }],
                ..FormState::default()
            };
            let path = form.parts.uri.path().to_owned();
            form.again_at(&state, &path, StatusCode::CONFLICT, closed).await
        }
        Err(Error::Forbidden) => {
            // The page says why: this survey does not ask them.
            let path = form.parts.uri.path().to_owned();
            form.again_at(&state, &path, StatusCode::FORBIDDEN, FormState::default()).await
        }
        Err(Error::Store(error)) if error.is_outage() => {
            tracing::warn!(%error, "answers could not be stored");
            // Where the page can still be read, what was typed stays on it.
            let path = form.parts.uri.path().to_owned();
            form.again_at(&state, &path, StatusCode::SERVICE_UNAVAILABLE, not_now()).await
        }
        Err(error) => form.again(&state, error.for_form()?).await,
    })
}

const HAS_TOKEN: &str = "You have a token for this survey, so these answers were not stored: with both you \
    could count twice. Send them with the token, from the browser that has it.";
const TOKENS_ONLY: &str = "This survey takes answers with a token only, which needs JavaScript. Nothing was \
    stored. Switch it on for this site, load the page again and send your answers from there.";

async fn refused(state: &AppState, form: Submitted, message: &str) -> Response {
    let error = FieldError { field: String::new(), message: message.to_owned() };
    let path = form.parts.uri.path().to_owned();
    let told = FormState { errors: vec![error], ..FormState::default() };
    form.again_at(state, &path, StatusCode::CONFLICT, told).await
}

fn not_now() -> FormState {
    FormState {
        errors: vec![FieldError {
            field: String::new(),
            message: "Your answers could not be stored just now, so they do not count yet. They \
                      are all still below. Wait a minute, then send them again."
                .to_owned(),
        }],
        ..FormState::default()
    }
}

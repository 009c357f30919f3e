//! Forms of rotation, of invitations to interviews, and of the wish not to be invited.

use super::{AppState, Submitted, errors::HttpError, interviews::shown_once};
use crate::service::{Error, RulesTyped};
use app::{
    domain::{Answer, InterviewId, RotationRules},
    ports::Viewing,
};
use axum::{
    Extension, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/interviews/rotation", post(rules))
        .route("/interviews/{interview}/invite", post(invite))
        .route("/interviews/{interview}/invitation.ics", get(calendar_file))
        .route("/invitation/{token}", post(answer))
        .route("/account/invitations", post(wish))
}

async fn rules(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let field = |name: &str| form.fields.get(name).to_owned();
    let typed = RulesTyped {
        target: field(RotationRules::TARGET),
        pause: field(RotationRules::PAUSE),
        budget: field(RotationRules::BUDGET),
    };
    match state.services.set_rotation_rules(form.signed_in()?, &typed).await {
        Ok(()) => Ok(Redirect::to("/interviews/rotation?saved=yes").into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn invite(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let page = format!("/interviews/{id}");
    let seen = form.fields.get("seen").parse().ok();
    match state.services.invite_to_interview(form.signed_in()?, id, seen).await {
        Ok(Some(fresh)) => shown_once(&state, form, id, fresh).await,
        Ok(None) => Ok(Redirect::to(&page).into_response()),
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(form.again_at(&state, &page, status, error.for_form()?).await)
        }
    }
}

async fn calendar_file(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
    Path(interview): Path<String>,
) -> Result<Response, HttpError> {
    let viewer = viewer.ok_or(HttpError::Forbidden)?;
    let id: InterviewId = interview.parse().map_err(|_| HttpError::NotFound)?;
    let (method, file) = state.services.interview_calendar_file(&viewer, id).await?;
    let headers = [
        (header::CONTENT_TYPE, method.content_type()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"interview.ics\"".to_owned()),
    ];
    Ok((headers, file).into_response())
}

async fn answer(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let token: String = form.param("token")?;
    let answer = Answer::parse(form.fields.get("answer"));
    let answered = match answer.filter(|answer| *answer != Answer::Waiting) {
        Some(answer) => state.services.answer_invitation(&token, answer).await,
        None => Err(Error::invalid("answer", "Choose one of the answers")),
    };
    match answered {
        Ok(()) => Ok(Redirect::to(&format!("/invitation/{token}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn wish(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let never = form.fields.get("never") == "yes";
    state.services.wish_no_invitations(form.signed_in()?, never).await?;
    Ok(Redirect::to("/account?changed=invitations").into_response())
}

//! Forms of themes, jobs and evidence.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{Error, JobText, ThemeText};
use app::{
    domain::{EvidenceId, Finding, JobId, ThemeId},
    ports::AboutQuery,
};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/themes/new", post(create_theme))
        .route("/themes/{theme}/edit", post(change_theme))
        .route("/themes/{theme}/evidence", post(add_to_theme))
        .route("/jobs/new", post(create_job))
        .route("/jobs/{job}/edit", post(change_job))
        .route("/jobs/{job}/evidence", post(add_to_job))
        .route("/evidence", post(add_cell))
        .route("/evidence/{evidence}", post(change_evidence))
}

fn page_of(finding: Finding) -> String {
    match finding {
        Finding::Theme(id) => format!("/themes/{id}"),
        Finding::Job(id) => format!("/jobs/{id}"),
    }
}

fn theme_text(form: &Submitted) -> ThemeText {
    let field = |name: &str| form.fields.get(name).to_owned();
    ThemeText {
        title: field("title"),
        summary: field("summary"),
        retired: form.fields.get("retired") == "yes",
    }
}

fn job_text(form: &Submitted) -> JobText {
    let field = |name: &str| form.fields.get(name).to_owned();
    JobText {
        statement: field("statement"),
        importance: field("importance"),
        satisfaction: field("satisfaction"),
        retired: form.fields.get("retired") == "yes",
    }
}

fn revision(form: &Submitted) -> i64 {
    form.fields.get("from-revision").parse().unwrap_or_default()
}

async fn create_theme(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let id = form.fields.get("id").parse().ok();
    match state.services.create_theme(form.signed_in()?, id, &theme_text(&form)).await {
        Ok(id) => Ok(Redirect::to(&page_of(Finding::Theme(id))).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn change_theme(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let id: ThemeId = form.param("theme")?;
    let text = theme_text(&form);
    match state.services.change_theme(form.signed_in()?, id, revision(&form), &text).await {
        Ok(()) => Ok(Redirect::to(&page_of(Finding::Theme(id))).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn create_job(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id = form.fields.get("id").parse().ok();
    match state.services.create_job(form.signed_in()?, id, &job_text(&form)).await {
        Ok(id) => Ok(Redirect::to(&page_of(Finding::Job(id))).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn change_job(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: JobId = form.param("job")?;
    let text = job_text(&form);
    match state.services.change_job(form.signed_in()?, id, revision(&form), &text).await {
        Ok(()) => Ok(Redirect::to(&page_of(Finding::Job(id))).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

/// For it or against it.
fn supports(form: &Submitted) -> Option<bool> {
    match form.fields.get("side") {
        "for" => Some(true),
        "against" => Some(false),
        _ => None,
    }
}

async fn add_to_theme(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let finding = Finding::Theme(form.param("theme")?);
    add_highlight(state, form, finding).await
}

async fn add_to_job(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let finding = Finding::Job(form.param("job")?);
    add_highlight(state, form, finding).await
}

async fn add_highlight(
    state: AppState,
    form: Submitted,
    finding: Finding,
) -> Result<Response, HttpError> {
    let highlight = form.fields.get("highlight").parse().map_err(|_| HttpError::NotFound)?;
    let supports = supports(&form).ok_or(HttpError::NotFound)?;
    let viewer = form.signed_in()?;
    let about = AboutQuery::default();
    state.services.add_evidence(viewer, finding, Some(highlight), about, supports).await?;
    Ok(Redirect::to(&page_of(finding)).into_response())
}

async fn add_cell(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let about = AboutQuery {
        wave: form.fields.get("wave").parse().ok(),
        team: form.fields.get("team").parse().ok(),
        item: form.fields.get("item").parse().ok(),
    };
    let finding = match form.fields.get("finding").split_once('/') {
        Some(("themes", id)) => id.parse().ok().map(Finding::Theme),
        Some(("jobs", id)) => id.parse().ok().map(Finding::Job),
        _ => None,
    };
    let (Some(finding), Some(supports)) = (finding, supports(&form)) else {
        let error = Error::invalid("side", "Say whether it speaks for it or against it");
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(form.again_at(&state, "/evidence", status, error.for_form()?).await);
    };
    state.services.add_evidence(form.signed_in()?, finding, None, about, supports).await?;
    Ok(Redirect::to(&page_of(finding)).into_response())
}

async fn change_evidence(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let id: EvidenceId = form.param("evidence")?;
    let finding = state.services.change_evidence(form.signed_in()?, id, supports(&form)).await?;
    Ok(Redirect::to(&page_of(finding)).into_response())
}

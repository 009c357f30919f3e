//! Forms of interviews and of consent.

use super::{AppState, Submitted, errors::HttpError, form};
use crate::service::{ConsentTerms, InterviewPlan, NoteSaved, NoteSent, Redaction};
use app::{
    domain::{InterviewId, NotePlace},
    ports::AboutQuery,
};
use axum::{
    Form, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use leptos::prelude::provide_context;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/interviews/new", post(create))
        .route("/interviews/{interview}/plan", post(change))
        .route("/interviews/{interview}/call-off", post(call_off))
        .route("/interviews/{interview}/consent", post(consent))
        .route("/interviews/{interview}/link", post(link))
        .route("/interviews/{interview}/withdraw", post(withdraw))
        .route("/interviews/{interview}/redact", post(redact))
        .route("/interviews/{interview}/notes", post(notes))
        .route("/interviews/{interview}/note", post(note))
        .route("/consent/{token}", post(change_consent))
        .route("/consent/{token}/withdraw", post(withdraw_by_link))
}

fn plan(form: &Submitted) -> InterviewPlan {
    let field = |name: &str| form.fields.get(name).to_owned();
    InterviewPlan {
        id: form.fields.get("id").parse().ok(),
        person: field("person"),
        guide: field("guide"),
        date: field("date"),
        time: field("time"),
        minutes: field("minutes"),
        place: field("place"),
        observer: field("observer"),
        about: AboutQuery {
            wave: form.fields.get("wave").parse().ok(),
            team: form.fields.get("team").parse().ok(),
            item: form.fields.get("item").parse().ok(),
        },
    }
}

fn terms(form: &Submitted) -> ConsentTerms {
    let field = |name: &str| form.fields.get(name).to_owned();
    ConsentTerms {
        keep_days: field("keep-days"),
        readers: field("readers"),
        quotes: field("quotes"),
    }
}

fn page_of(id: InterviewId) -> String {
    format!("/interviews/{id}")
}

async fn create(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    match state.services.plan_interview(form.signed_in()?, &plan(&form)).await {
        Ok(id) => Ok(Redirect::to(&page_of(id)).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn change(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    match state.services.change_interview(form.signed_in()?, id, &plan(&form)).await {
        Ok(()) => Ok(Redirect::to(&page_of(id)).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn call_off(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let called_off = form.fields.get("called-off") != "no";
    match state.services.call_off_interview(form.signed_in()?, id, called_off).await {
        Ok(()) => Ok(Redirect::to(&page_of(id)).into_response()),
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(form.again_at(&state, &page_of(id), status, error.for_form()?).await)
        }
    }
}

/// Answers with the link and not with a redirect: it is shown this once.
pub(super) async fn shown_once(
    state: &AppState,
    form: Submitted,
    id: InterviewId,
    fresh: impl Clone + Send + Sync + 'static,
) -> Result<Response, HttpError> {
    let mut parts = form.parts;
    parts.uri = page_of(id).parse().map_err(|_| HttpError::NotFound)?;
    Ok(form::render(state, parts, StatusCode::OK, move || provide_context(fresh.clone())).await)
}

async fn consent(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let agreed = form.fields.get("agreed") == "yes";
    match state.services.record_consent(form.signed_in()?, id, &terms(&form), agreed).await {
        Ok(fresh) => shown_once(&state, form, id, fresh).await,
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(form.again_at(&state, &page_of(id), status, error.for_form()?).await)
        }
    }
}

async fn link(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let fresh = state.services.renew_consent_link(form.signed_in()?, id).await?;
    shown_once(&state, form, id, fresh).await
}

async fn withdraw(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    match state.services.withdraw_interview(form.signed_in()?, id).await {
        Ok(()) => Ok(Redirect::to(&page_of(id)).into_response()),
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(form.again_at(&state, &page_of(id), status, error.for_form()?).await)
        }
    }
}

/// What a form says is to be replaced: the suggestions that are ticked, and each line that was
/// typed.
async fn redact(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let ticked = form.fields.all("redact").into_iter().map(|number| Redaction {
        words: form.fields.get(&format!("words-{number}")).to_owned(),
        with: form.fields.get(&format!("with-{number}")).to_owned(),
        field: format!("with-{number}"),
    });
    let typed = form.fields.get("more").lines().filter(|line| !line.trim().is_empty());
    let typed = typed.map(|words| Redaction {
        words: words.trim().to_owned(),
        with: form.fields.get("more-with").to_owned(),
        field: "more".to_owned(),
    });
    let redactions: Vec<Redaction> = ticked.chain(typed).collect();
    match state.services.redact_interview(form.signed_in()?, id, &redactions).await {
        Ok(count) => {
            Ok(Redirect::to(&format!("{}/redact?replaced={count}", page_of(id))).into_response())
        }
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

/// Line breaks as they are typed, not as forms send them.
fn text(value: &str) -> String {
    value.replace("\r\n", "\n")
}

async fn notes(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let sent: Vec<NoteSent> = form
        .fields
        .0
        .iter()
        .filter_map(|(name, value)| {
            let key = name.strip_prefix("note-")?;
            let revision = form.fields.get(&format!("revision-{key}"));
            Some(NoteSent {
                place: NotePlace::parse(key)?,
                text: text(value),
                from_revision: revision.parse().unwrap_or_default(),
            })
        })
        .collect();
    match state.services.save_notes(form.signed_in()?, id, &sent).await {
        Ok(()) => Ok(Redirect::to(&page_of(id)).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

/// One note from a script, which reads the answer: 200 and the revision, or 409 and what is kept,
/// as a form has it.
async fn note(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let id: InterviewId = form.param("interview")?;
    let sent = NoteSent {
        place: NotePlace::parse(form.fields.get("place")).ok_or(HttpError::NotFound)?,
        text: text(form.fields.get("text")),
        from_revision: form.fields.get("revision").parse().unwrap_or_default(),
    };
    match state.services.save_note(form.signed_in()?, id, &sent).await? {
        NoteSaved::Kept(revision) => Ok(Form([("revision", revision)]).into_response()),
        NoteSaved::Changed { text, revision } => {
            let kept = Form([("text", text), ("revision", revision.to_string())]);
            Ok((StatusCode::CONFLICT, kept).into_response())
        }
    }
}

async fn change_consent(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let token: String = form.param("token")?;
    match state.services.change_consent(&token, &terms(&form)).await {
        Ok(()) => Ok(Redirect::to(&format!("/consent/{token}?saved=yes")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn withdraw_by_link(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let token: String = form.param("token")?;
    state.services.withdraw_by_link(&token).await?;
    Ok(Redirect::to(&format!("/consent/{token}")).into_response())
}

//! Forms about people: adding somebody, roles, one-time links, signing out, leaving.

use super::{AppState, Submitted, errors::HttpError, form};
use crate::service::{Invited, PersonDetails};
use app::{
    domain::PersonId,
    ports::{FreshLink, FreshLinks},
};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use leptos::prelude::provide_context;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/people/new", post(add))
        .route("/people/invitations", post(invite_everybody))
        .route("/people/{person}", post(change))
        .route("/people/{person}/invite", post(invite))
        .route("/people/{person}/sessions", post(end_sessions))
        .route("/people/{person}/left", post(set_left))
}

fn details(form: &Submitted) -> PersonDetails {
    let roles = form.fields.all("roles");
    PersonDetails {
        name: form.fields.get("name").to_owned(),
        email: form.fields.get("email").to_owned(),
        researcher: roles.contains(&"researcher"),
        admin: roles.contains(&"admin"),
    }
}

async fn add(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    match state.services.add_person(form.signed_in()?, &details(&form)).await {
        Ok(person) => Ok(Redirect::to(&format!("/people/{person}?done=added")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn change(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let person: PersonId = form.param("person")?;
    let (viewer, details) = (form.signed_in()?, details(&form));
    match state.services.change_person(viewer, person, &details).await {
        // Whoever gives the role away can't look at the page any more.
        Ok(()) if viewer.person == person && !details.admin => {
            Ok(Redirect::to("/").into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/people/{person}?done=saved")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

/// Answers with the page and the link in it, and not with a redirect: an address is kept in the
/// browser's history and in logs, and the link must be in neither.
async fn invite(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let person: PersonId = form.param("person")?;
    let link = state.services.invite(Some(form.signed_in()?), person).await?;
    let fresh = FreshLink { mail_failed: link.mail_failed, url: (!link.sent).then_some(link.url) };
    let mut parts = form.parts;
    parts.uri = format!("/people/{person}").parse().map_err(|_| HttpError::NotFound)?;
    Ok(form::render(&state, parts, StatusCode::OK, move || provide_context(fresh.clone())).await)
}

/// Answers with the links and not with a redirect, as [`invite`] does.
async fn invite_everybody(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let again = form.fields.get("again") == "yes";
    match state.services.invite_everybody(form.signed_in()?, again).await? {
        // The page says that nobody is left.
        Invited::Nobody => Ok(Redirect::to("/people/invitations").into_response()),
        Invited::OnTheirWay => Ok(Redirect::to("/people/invitations?sent=yes").into_response()),
        Invited::ToCopy(links) => {
            let fresh = FreshLinks(links);
            Ok(form::render(&state, form.parts, StatusCode::OK, move || {
                provide_context(fresh.clone());
            })
            .await)
        }
    }
}

async fn end_sessions(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let person: PersonId = form.param("person")?;
    state.services.end_sessions(form.signed_in()?, person).await?;
    Ok(Redirect::to(&format!("/people/{person}?done=signed-out")).into_response())
}

async fn set_left(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let person: PersonId = form.param("person")?;
    let left = form.fields.get("left") == "yes";
    state.services.set_left(form.signed_in()?, person, left).await?;
    let done = if left { "left" } else { "back" };
    Ok(Redirect::to(&format!("/people/{person}?done={done}")).into_response())
}

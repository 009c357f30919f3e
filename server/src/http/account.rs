//! Forms around one's own account: signing in and out, links, password.

use super::{
    AppState, Submitted, clear_session_cookie, client_address::ClientAddress, errors::HttpError,
    local_path::LocalPath, session_cookie,
};
use crate::{
    auth::owner,
    service::{Error, PasswordChange, SignIn},
};
use app::{
    components::{FieldError, FormState},
    domain::Viewer,
};
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use std::net::{IpAddr, Ipv4Addr};

/// The field that carries the address of a form that is sent again after signing in.
pub(super) const TARGET: &str = "resume-target";
/// Its own fields have names that no other form has.
/// The mark of the person who filled the form in; see [`owner`].
pub(super) const OWNER: &str = "resume-owner";
/// Ticked by somebody who says so, where it is not known.
const MINE: &str = "resume-mine";
const RESUME_EMAIL: &str = "resume-email";
const RESUME_PASSWORD: &str = "resume-password";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-in/link", post(send_link))
        .route("/sign-in/resume", post(resume))
        .route("/link/{token}", post(follow_link))
        .route("/sign-out", post(sign_out))
        .route("/account/password", post(change_password))
}

fn client(form: &Submitted) -> IpAddr {
    // Without a connection (a test that calls the router) everybody is the same client.
    form.parts
        .extensions
        .get::<ClientAddress>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.0)
}

/// Gives the browser its new session. The one it came with ends: nobody would ever use it again.
async fn signed_in(
    state: &AppState,
    before: Option<&Viewer>,
    sign_in: &SignIn,
    next: &str,
) -> Result<Response, HttpError> {
    if let Some(before) = before {
        state.services.sign_out(before).await?;
    }
    let cookie = session_cookie(state.services.secure_cookies(), sign_in.token.reveal());
    let mut response =
        Redirect::to(LocalPath::parse(next).unwrap_or_default().as_str()).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

fn refused() -> FormState {
    FormState {
        errors: vec![FieldError {
            field: "email".into(),
            message: "This e-mail and password do not go together. Check both, or ask for a sign-in link.".into(),
        }],
        ..FormState::default()
    }
}

async fn sign_in(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let from = client(&form);
    let attempt =
        state.services.sign_in(form.fields.get("email"), form.fields.get("password"), from).await?;
    match attempt {
        Some(sign_in) => {
            signed_in(&state, form.viewer.as_ref(), &sign_in, form.fields.get("next")).await
        }
        None => Ok(form.again(&state, refused()).await),
    }
}

async fn send_link(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let from = client(&form);
    match state.services.send_sign_in_link(form.fields.get("email"), from).await {
        Ok(()) => Ok(Redirect::to("/sign-in/sent").into_response()),
        Err(error) => {
            let errors = error.for_form()?;
            Ok(form.again_at(&state, "/sign-in", StatusCode::UNPROCESSABLE_ENTITY, errors).await)
        }
    }
}

async fn sign_out(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    if let Some(viewer) = &form.viewer {
        state.services.sign_out(viewer).await?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    let cookie = clear_session_cookie(state.services.secure_cookies());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    // No page that the person saw stays in the browser. What scripts stored is not named here: a
    // token has to stay, or the person could not change their answers any more. Drafts of answers
    // are removed by the page that signs out, see `islands/drafts.rs` in `app`.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

async fn follow_link(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let token: String = form.param("token")?;
    let fields = &form.fields;
    let followed = state
        .services
        .follow_link(&token, fields.get("email"), fields.get("name"), fields.get("password"))
        .await;
    match followed {
        Ok(sign_in) => signed_in(&state, form.viewer.as_ref(), &sign_in, "/").await,
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn change_password(
    State(state): State<AppState>,
    form: Submitted,
) -> Result<Response, HttpError> {
    let viewer = form.signed_in()?;
    let change = PasswordChange {
        old: form.fields.get("old-password").to_owned(),
        new: form.fields.get("new-password").to_owned(),
        again: form.fields.get("again-password").to_owned(),
    };
    let changed = state.services.change_password(viewer, &change, client(&form)).await;
    match changed {
        // It has ended all sessions.
        Ok(sign_in) => signed_in(&state, None, &sign_in, "/account?changed=password").await,
        Err(error) => {
            let errors = error.for_form()?;
            Ok(form.again_at(&state, "/account", StatusCode::UNPROCESSABLE_ENTITY, errors).await)
        }
    }
}

/// Signs in and sends the form again that was posted with an expired session: for the person who
/// filled it in, and nobody else.
///
/// Somebody who signed in meanwhile in another tab, by a link, just goes on.
async fn resume(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let target = LocalPath::parse(form.fields.get(TARGET))
        .filter(|target| !target.as_str().starts_with("/sign-in"))
        .ok_or(HttpError::NotFound)?;
    let mark = form.fields.get(OWNER).to_owned();
    if mark.is_empty() && form.fields.get(MINE) != "yes" {
        let unsure = "Tick this if it was you who filled in the form; if it was somebody else, it \
                      is theirs to send";
        return Ok(form.again(&state, wrong(MINE, unsure.to_owned())).await);
    }
    let email = form.fields.get(RESUME_EMAIL);
    let present = form.viewer.as_ref().filter(|_| email.is_empty());
    let (person, cookie) = if let Some(viewer) = present {
        ((viewer.person, viewer.name.clone()), None)
    } else {
        let attempt =
            state.services.sign_in(email, form.fields.get(RESUME_PASSWORD), client(&form)).await;
        match attempt {
            Ok(Some(sign_in)) => {
                if let Some(before) = &form.viewer {
                    state.services.sign_out(before).await?;
                }
                let cookie =
                    session_cookie(state.services.secure_cookies(), sign_in.token.reveal());
                ((sign_in.person.id, sign_in.person.name), Some(cookie))
            }
            Ok(None) => {
                let mut errors = refused();
                errors.errors[0].field = RESUME_EMAIL.into();
                return Ok(form.again(&state, errors).await);
            }
            Err(Error::TooMany(after)) => {
                let seconds = after.as_secs().max(1);
                let text = format!(
                    "Too many attempts. What you typed is kept here; try again in {seconds} seconds."
                );
                return Ok(form.again(&state, wrong(RESUME_EMAIL, text)).await);
            }
            Err(error) => return Err(error.into()),
        }
    };
    let (person, name) = person;
    let mut response = if mark.is_empty() || owner::is_mark_of(&mark, person) {
        // The browser posts the same fields again, to where they belong: should they be refused
        // there, the page stands at its own address, and its form goes to the right place.
        Redirect::temporary(target.as_str()).into_response()
    } else {
        let text = format!(
            "This form was filled in by somebody else than {name}, so it was not sent. Whoever \
             filled it in can sign in here and send it. If you have nothing to do with it, leave \
             this page"
        );
        form.again(&state, wrong(RESUME_EMAIL, text)).await
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn wrong(field: &str, message: String) -> FormState {
    FormState::default().with_error(field, message)
}

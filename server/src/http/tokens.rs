//! Getting a token as somebody, sending answers with it as nobody, and what everybody may know of
//! a wave.
//!
//! The requests are the browser part's and are answered in JSON (`app/token/src/wire.rs`). Nothing
//! of them is logged, see `router.rs`. Every token that isn't good is refused alike.

use super::{AppState, client_address::ClientAddress, errors::HttpError, limits::FORM_BYTES};
use crate::service::{Asked, Error, PublicWave, Redeemed, Result};
use app::{
    domain::{WaveId, WaveState},
    ports::Viewing,
};
use axum::{
    Extension, Json, Router,
    body::Bytes as Body,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Serialize;
use token::{
    encoding::encode,
    wire::{
        Bytes, FieldProblem, Problem, ResponseProblems, ResponseRequest, TokenAnswer, TokenProblem,
        TokenRequest,
    },
};
use uuid::Uuid;

/// Where answers come that nobody has signed: whoever sends them is not looked for.
pub(super) const NAMELESS: &str = "/responses/{wave}";

/// Bytes of a wish for a token, with some room.
const REQUEST_BYTES: usize = 1024;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/answer/{wave}/token", post(issue).layer(DefaultBodyLimit::max(REQUEST_BYTES)))
        .route(NAMELESS, post(redeem).layer(DefaultBodyLimit::max(FORM_BYTES)))
        .route("/.well-known/soundings/waves/{wave}", get(published))
}

async fn issue(
    State(state): State<AppState>,
    Extension(Viewing(viewer)): Extension<Viewing>,
    ClientAddress(client): ClientAddress,
    Path(wave): Path<String>,
    body: Body,
) -> Response {
    let Some(viewer) = viewer else { return bare(StatusCode::UNAUTHORIZED) };
    let (Ok(wave), Ok(asked)) = (wave.parse::<WaveId>(), TokenRequest::parse(&body)) else {
        return bare(StatusCode::BAD_REQUEST);
    };
    match state.services.issue_token(&viewer, client, wave, &asked.blinded.0).await {
        Ok(Asked::Given(told)) => {
            let answer = TokenAnswer { evaluated: Bytes(told.evaluated), proof: Bytes(told.proof) };
            Json(answer).into_response()
        }
        Ok(Asked::Issued) => problem(StatusCode::CONFLICT, Problem::Issued),
        Ok(Asked::Closed) => problem(StatusCode::GONE, Problem::Closed),
        Ok(Asked::Malformed) => bare(StatusCode::BAD_REQUEST),
        Err(Error::NotFound | Error::Forbidden) => bare(StatusCode::FORBIDDEN),
        Err(error) => failed(error),
    }
}

async fn redeem(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(wave): Path<String>,
    body: Body,
) -> Response {
    let (Ok(wave), Ok(mut sent)) = (wave.parse::<WaveId>(), ResponseRequest::parse(&body)) else {
        return bare(StatusCode::FORBIDDEN);
    };
    // Nobody types a NUL, and PostgreSQL keeps none.
    for (_, value) in &mut sent.answers {
        value.retain(|c| c != '\0');
    }
    match state.services.redeem_token(client, wave, &sent).await {
        Ok(Redeemed::Counted) => bare(StatusCode::NO_CONTENT),
        Ok(Redeemed::Closed) => problem(StatusCode::GONE, Problem::Closed),
        Ok(Redeemed::Refused) => bare(StatusCode::FORBIDDEN),
        Ok(Redeemed::Invalid(problems)) => {
            let problems = problems
                .into_iter()
                .map(|problem| FieldProblem { field: problem.field, message: problem.message })
                .collect();
            (StatusCode::UNPROCESSABLE_ENTITY, Json(ResponseProblems { problems })).into_response()
        }
        Err(error) => failed(error),
    }
}

/// An answer that is all in its status.
fn bare(status: StatusCode) -> Response {
    status.into_response()
}

fn problem(status: StatusCode, problem: Problem) -> Response {
    (status, Json(TokenProblem { problem })).into_response()
}

/// Like the pages' errors, without a page: a browser part shows its own.
fn failed(error: Error) -> Response {
    let error = HttpError::from(error);
    let status = error.status();
    let mut response = status.into_response();
    match error {
        HttpError::TooManyRequests { after } => {
            let seconds = after.as_secs() + 1;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // No number that leads from the answer to a line of the log.
        error => tracing::warn!(%error, "a token or answers with one could not be taken"),
    }
    response
}

/// A wave, for whoever wants to compare its key or count its tokens.
#[derive(Serialize)]
struct Published {
    wave: WaveId,
    period: String,
    mode: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<String>,
    /// Empty until the wave has closed.
    counts: Vec<Counts>,
}

#[derive(Serialize)]
struct Counts {
    team: Uuid,
    invited: i64,
    issued: i64,
    redeemed: i64,
}

async fn published(
    State(state): State<AppState>,
    Path(wave): Path<String>,
) -> std::result::Result<Response, HttpError> {
    let id: WaveId = wave.parse().map_err(|_| HttpError::NotFound)?;
    let wave: Result<Option<PublicWave>> = state.services.public_wave(id).await;
    let wave = wave?.ok_or(HttpError::NotFound)?;
    let told = Published {
        wave: id,
        period: wave.period.to_string(),
        mode: wave.mode.name(),
        state: wave.state.name(),
        protocol: wave.key.map(|_| "RFC 9497 POPRF, ristretto255-SHA512"),
        public_key: wave.key.map(|key| encode(&key)),
        counts: match wave.state {
            WaveState::Closed | WaveState::Published => wave
                .counts
                .iter()
                .map(|count| Counts {
                    team: count.team.0,
                    invited: count.invited,
                    issued: count.issued,
                    redeemed: count.redeemed,
                })
                .collect(),
            WaveState::Draft | WaveState::Open => Vec::new(),
        },
    };
    Ok(Json(told).into_response())
}

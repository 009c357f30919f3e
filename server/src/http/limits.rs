//! How much and how long: bounds that keep one request from harming the others.

use super::errors::HttpError;
use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::header,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use std::{any::Any, time::Duration};
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

/// Enough for a form with every comment filled in.
pub const FORM_BYTES: usize = 1024 * 1024;

/// How long a request may take, from its head to the head of the answer.
pub const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Routes that may take longer, as the router spells them: a roster of 200,000 people is read and
/// compared with those who are there when it comes, when it is looked at and when it is applied;
/// a transcript comes over a slow line, and each of its words goes into the index; a project has
/// every interview in it.
pub const SLOW: &[&str] = &[
    "/roster",
    "/roster/{upload}",
    "/interviews/{interview}/transcript",
    "/interviews/export.qdpx",
];

/// How long those may take.
pub const SLOW_TIME: Duration = Duration::from_secs(180);

/// Refuses bodies larger than `most` bytes; routes that take files get a limit of their own.
pub fn limit_body<S: Clone + Send + Sync + 'static>(router: Router<S>, most: usize) -> Router<S> {
    router
        // Ours is the limit: the 2 MB of axum's extractors would come before it.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(most))
        .layer(middleware::from_fn_with_state(most, refuse_announced))
}

/// A body that says it is too large gets a page; one that lies is cut off while it is read.
async fn refuse_announced(State(most): State<usize>, request: Request, next: Next) -> Response {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most as u64) {
        return HttpError::TooLarge(most).into_response();
    }
    next.run(request).await
}

/// Ends requests that take longer than `time`, or than [`SLOW_TIME`] at those routes; what they had
/// begun in the database never happened.
pub fn limit_time<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    time: Duration,
) -> Router<S> {
    router.layer(middleware::from_fn_with_state(time, end_in_time))
}

async fn end_in_time(State(time): State<Duration>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let slow = route.is_some_and(|route| SLOW.contains(&route));
    let time = if slow { time.max(SLOW_TIME) } else { time };
    tokio::time::timeout(time, next.run(request)).await.unwrap_or_else(|_| {
        HttpError::Unavailable(format!("no answer within {time:?}")).into_response()
    })
}

/// Makes an error page of a panic, so that it ends one request and not the connection.
pub fn catch_panics<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no text");
        HttpError::internal(format!("a panic: {text}")).into_response()
    }))
}

#[cfg(test)]
mod tests;

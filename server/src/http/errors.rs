//! What can go wrong with a request, and the answer to each: what happened, what to do next.
//!
//! A cause is logged, under a number that the page shows too, and never sent. To add a kind of
//! trouble: a variant with its meaning, and its page in [`HttpError::page`].

use super::{error_page::ErrorPage, local_path::LocalPath};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use std::{
    error::Error,
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Why a request is answered with an error page.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// There is nothing at this address, or nothing that this person may know of.
    #[error("not found")]
    NotFound,
    /// The address exists, but takes other methods.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// Signed in, but without the role that this needs.
    #[error("forbidden")]
    Forbidden,
    /// A form was sent from elsewhere than the public address, which is given.
    #[error("a form was sent from outside {0}")]
    ForeignForm(String),
    /// Nobody is signed in; after signing in the person goes on to `next`.
    #[error("not signed in")]
    Unauthenticated {
        /// Where to go on.
        next: LocalPath,
    },
    /// The request makes no sense; the text tells the person why.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// More was sent than fits; the limit is in bytes.
    #[error("larger than {0} bytes")]
    TooLarge(usize),
    /// Too many tries in a short time.
    #[error("too many requests")]
    TooManyRequests {
        /// When the next try is accepted.
        after: Duration,
    },
    /// Something changed in the meantime; the text tells the person what.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The database doesn't answer, or the work took too long; a later try may work.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A mistake of ours.
    #[error("internal error")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

impl HttpError {
    /// A mistake of ours, with its cause for the log.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden | Self::ForeignForm(_) => StatusCode::FORBIDDEN,
            Self::Unauthenticated { .. } => StatusCode::SEE_OTHER,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn page(&self, number: &str) -> ErrorPage {
        let page = ErrorPage::new(self.status());
        match self {
            Self::NotFound => page
                .title("There is no such page")
                .text("The address may be mistyped, or what it showed was removed."),
            Self::MethodNotAllowed => page
                .title("This address shows no page")
                .text("It only takes what a form sends. Go back and use the form."),
            Self::Forbidden | Self::Unauthenticated { .. } => page
                .title("You may not see this page")
                .text("It is for another role than yours.")
                .text("If you need it, ask the people who run Soundings at your company."),
            Self::ForeignForm(origin) => page
                .title("This form was not sent from Soundings")
                .text("Nothing was changed. Another site may have tried to act in your name.")
                .text(format!("If it was you: open {origin}, and fill in the form there.")),
            Self::BadRequest(reason) => {
                page.title("This request could not be understood").text(reason).back()
            }
            Self::TooLarge(limit) => page
                .title("This is too large")
                .text(format!("At most {} can be sent here. Nothing was changed.", size(*limit)))
                .text(
                    "Send a smaller file, or ask the people who run Soundings for a higher limit.",
                )
                .back(),
            Self::TooManyRequests { after } => page
                .title("Too many attempts")
                .text(format!("Wait {}, then try again.", wait(*after)))
                .back(),
            Self::Conflict(what) => {
                page.title("Something changed in the meantime").text(what).back()
            }
            Self::Unavailable(_) => page
                .title("Soundings can't answer right now")
                .text("Your request was not carried out. Wait a minute, then load the page again.")
                .text("If you sent a form, your browser sends what you typed once more.")
                .number(number),
            Self::Internal(_) => page
                .title("Something went wrong on our side")
                .text("Your request may not have been carried out. Go back and try again.")
                .text(
                    "If it happens again, tell the people who run Soundings the number below: \
                     they will find the cause in the log.",
                )
                .number(number)
                .back(),
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        if let Self::Unauthenticated { next } = &self {
            return Redirect::to(&next.by_way_of_sign_in()).into_response();
        }
        let number = error_number();
        match &self {
            Self::Internal(cause) => {
                tracing::error!(number, cause = causes(cause.as_ref()), "internal error");
            }
            Self::Unavailable(cause) => tracing::warn!(number, cause, "unavailable"),
            _ => {}
        }
        let mut response = self.page(&number).into_response();
        let retry = match &self {
            // Rounded up: a browser that comes back a moment early would be refused again.
            Self::TooManyRequests { after } => Some(after.as_secs() + 1),
            Self::Unavailable(_) => Some(30),
            _ => None,
        };
        if let Some(seconds) = retry {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A number to find a log line by.
///
/// It is not drawn from the Rng that is handed around: nothing depends on it, and an error page
/// must come out even when everything else is broken.
fn error_number() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let number = RandomState::new().hash_one(count) % 1_000_000_000_000;
    let digits = format!("{number:012}");
    format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..])
}

/// An error and what caused it, in one line.
fn causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Many errors already end with the text of their cause.
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

fn size(bytes: usize) -> String {
    match bytes {
        0..10_240 => format!("{bytes} bytes"),
        10_240..10_485_760 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes / (1024 * 1024)),
    }
}

fn wait(after: Duration) -> String {
    match after.as_secs() + 1 {
        1 => "a second".to_owned(),
        seconds @ 2..90 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use http_body_util::BodyExt;

    async fn answer(error: HttpError) -> (StatusCode, Response<()>, String) {
        let (parts, body) = error.into_response().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status, Response::from_parts(parts, ()), String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn every_error_is_a_page_of_its_own_status_with_a_way_on() {
        for error in [
            HttpError::NotFound,
            HttpError::MethodNotAllowed,
            HttpError::Forbidden,
            HttpError::ForeignForm("https://s.example.com".to_owned()),
            HttpError::BadRequest("The wave has no such item.".to_owned()),
            HttpError::TooLarge(1024),
            HttpError::TooManyRequests { after: Duration::from_secs(3) },
            HttpError::Conflict("The wave was closed.".to_owned()),
            HttpError::Unavailable("no database".to_owned()),
            HttpError::internal("boom"),
        ] {
            let expected = error.status();
            let (status, response, body) = answer(error).await;
            assert_eq!(status, expected);
            assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
            assert!(response.headers().contains_key("content-security-policy"), "{body}");
            assert!(body.contains("<h1") && body.contains("href=\"/\""), "{body}");
        }
    }

    #[tokio::test]
    async fn a_cause_stays_here_and_only_its_number_goes_out() {
        let (_, _, body) = answer(HttpError::internal("password of the database")).await;
        assert!(!body.contains("password"), "{body}");
        assert!(body.contains("Error number"), "{body}");
        let (_, _, body) = answer(HttpError::Unavailable("db.internal:5432".to_owned())).await;
        assert!(!body.contains("db.internal"), "{body}");
    }

    #[tokio::test]
    async fn texts_are_text_and_never_markup() {
        let (_, _, body) =
            answer(HttpError::BadRequest("<script>alert('1')</script>".into())).await;
        assert!(!body.contains("<script>"), "{body}");
        assert!(body.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"), "{body}");
    }

    #[tokio::test]
    async fn whoever_is_not_signed_in_is_sent_to_do_so_and_back() {
        let next = LocalPath::parse("/answer/1").unwrap();
        let (status, response, _) = answer(HttpError::Unauthenticated { next }).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(response.headers()["location"], "/sign-in?next=%2Fanswer%2F1");
    }

    #[tokio::test]
    async fn whoever_tries_too_often_is_told_how_long_to_wait() {
        let after = Duration::from_secs(59);
        let (_, response, body) = answer(HttpError::TooManyRequests { after }).await;
        assert_eq!(response.headers()["retry-after"], "60");
        assert!(body.contains("Wait 60 seconds"), "{body}");
        let after = Duration::from_secs(600);
        let (_, _, body) = answer(HttpError::TooManyRequests { after }).await;
        assert!(body.contains("Wait 11 minutes"), "{body}");
    }

    #[test]
    fn causes_are_told_once_each() {
        #[derive(Debug, thiserror::Error)]
        #[error("outer: {0}")]
        struct Outer(#[source] std::io::Error);
        let error = Outer(std::io::Error::other("inner"));
        assert_eq!(causes(&error), "outer: inner");
    }

    #[test]
    fn numbers_differ() {
        assert_ne!(error_number(), error_number());
    }
}

//! `/healthz`: the process is up. `/readyz`: it can serve, so a balancer may send requests.

use crate::stop::Stopping;
use axum::{Router, http::StatusCode, routing::get};
use std::{future::Future, time::Duration};

/// A database that takes longer than this doesn't answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Both routes. `ready` asks whatever the server depends on; its error says what is missing, in
/// words that anybody may read.
///
/// While the server is stopping it isn't ready, so a balancer turns to another node before the
/// door closes.
pub fn routes<S, F, R>(stopping: Stopping, ready: F) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    F: Fn() -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<(), String>> + Send,
{
    let readiness = async move || {
        if stopping.has_begun() {
            return unready("stopping");
        }
        match tokio::time::timeout(PATIENCE, ready()).await {
            Ok(Ok(())) => (StatusCode::OK, "ready\n".to_owned()),
            Ok(Err(reason)) => unready(&reason),
            Err(_) => unready("the database takes too long to answer"),
        }
    };
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(readiness))
}

fn unready(reason: &str) -> (StatusCode, String) {
    tracing::warn!(reason, "not ready");
    (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {reason}\n"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::stop::{Stop, stop_channel};
    use axum::{body::Body, extract::Request};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn ask<R>(
        path: &str,
        (_stop, stopping): (Stop, Stopping),
        ready: impl Fn() -> R + Clone + Send + Sync + 'static,
    ) -> (u16, String)
    where
        R: Future<Output = Result<(), String>> + Send + 'static,
    {
        let router: Router = routes(stopping, ready);
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_server_whose_database_answers_is_ready() {
        let answer = ask("/readyz", stop_channel(), async || Ok(())).await;
        assert_eq!(answer, (200, "ready\n".to_owned()));
    }

    #[tokio::test]
    async fn without_its_database_it_is_alive_but_not_ready() {
        let broken = async || Err("the database does not answer".to_owned());
        assert_eq!(ask("/healthz", stop_channel(), broken).await.0, 200);
        let (status, reason) = ask("/readyz", stop_channel(), broken).await;
        assert_eq!((status, &*reason), (503, "not ready: the database does not answer\n"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_database_that_hangs_is_not_waited_for() {
        let hanging = async || std::future::pending().await;
        assert_eq!(ask("/readyz", stop_channel(), hanging).await.0, 503);
    }

    #[tokio::test]
    async fn a_server_that_is_stopping_is_not_ready() {
        let (stop, stopping) = stop_channel();
        stop.begin();
        let (status, reason) = ask("/readyz", (stop, stopping), async || Ok(())).await;
        assert_eq!((status, &*reason), (503, "not ready: stopping\n"));
    }
}

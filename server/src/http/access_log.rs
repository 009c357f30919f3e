//! One log line a request: method, route, status, time taken. Nothing about who asked.
//!
//! The route is logged as the router spells it (`/sign-in/link`), so that no token or number from
//! an address gets into a log. Routes that take answers are left out altogether: the times of
//! their lines could be laid beside who was seen signing in.

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

/// Routes of which no line is written, as the router spells them.
pub type Quiet = &'static [&'static str];

/// Writes the line.
///
/// For [`axum::middleware::from_fn_with_state`].
pub async fn log_request(State(quiet): State<Quiet>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("unknown", MatchedPath::as_str);
    if quiet.contains(&route) {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let (start, response) = (Instant::now(), next.run(request).await);
    let status = response.status().as_u16();
    let milliseconds = start.elapsed().as_millis() as u64;
    // Files and health checks are many and tell little.
    if route.starts_with("/pkg/") || route == "/healthz" || route == "/readyz" {
        tracing::debug!(%method, route, status, milliseconds, "request");
    } else {
        tracing::info!(%method, route, status, milliseconds, "request");
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use axum::{Router, body::Body, middleware, routing::get};
    use std::{
        io,
        sync::{Arc, Mutex},
    };
    use tower::ServiceExt;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_line_names_the_route_and_nothing_from_the_request() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        let guard = tracing::subscriber::set_default(subscriber);
        let quiet: Quiet = &["/answer/{wave}"];
        let router: Router = Router::new()
            .route("/link/{token}", get(async || "x"))
            .route("/answer/{wave}", get(async || "x"))
            .layer(middleware::from_fn_with_state(quiet, log_request));
        for path in ["/link/geheim?also=geheim", "/answer/7"] {
            let request = Request::get(path).header("cookie", "geheim").body(Body::empty());
            router.clone().oneshot(request.unwrap()).await.unwrap();
        }
        drop(guard);
        let lines = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(lines.contains("route=\"/link/{token}\" status=200"), "{lines}");
        assert!(!lines.contains("geheim") && !lines.contains("answer"), "{lines}");
    }
}

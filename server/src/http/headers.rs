//! Headers that every answer carries, so that a browser does only what our pages need.

use crate::config::PublicUrl;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// How long a browser insists on TLS after a visit: two years.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// What answers without a page of their own allow: nothing.
const BARE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");

/// The same for every answer.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Not no-referrer: that would turn the Origin of our own forms into "null".
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), \
             browsing-topics=()",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// What the headers depend on.
#[derive(Clone, Copy, Debug)]
pub struct Transport {
    tls: bool,
}

impl Transport {
    /// As people reach the server, whatever proxies speak with it.
    #[must_use]
    pub fn of(url: &PublicUrl) -> Self {
        Self { tls: url.is_https() }
    }
}

/// Adds the headers; an answer that brings its own policy or caching keeps it.
///
/// For [`axum::middleware::from_fn_with_state`].
pub async fn add_security_headers(
    State(transport): State<Transport>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.extend(ALWAYS);
    if transport.tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    or_insert(headers, header::CONTENT_SECURITY_POLICY, BARE_POLICY);
    // Pages show what only their reader may see: no cache keeps them, nor the history of a
    // browser after signing out. Files with a version in their path say so themselves.
    or_insert(headers, header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn or_insert(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt;

    async fn headers(public_url: &str, path: &str) -> HeaderMap {
        let url: PublicUrl = public_url.parse().unwrap();
        let own = [(header::CACHE_CONTROL, "immutable"), (header::CONTENT_SECURITY_POLICY, "x")];
        let router: Router = Router::new()
            .route("/", get(async || "page"))
            .route("/own", get(async move || (own, "file")))
            .layer(middleware::from_fn_with_state(Transport::of(&url), add_security_headers));
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn a_page_cannot_be_framed_sniffed_cached_or_seen_by_other_sites() {
        let headers = headers("https://s.example.com", "/").await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=63072000"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(headers.contains_key("permissions-policy"));
    }

    #[tokio::test]
    async fn tls_is_not_insisted_on_where_there_is_none() {
        let headers = headers("http://127.0.0.1:3000", "/").await;
        assert!(!headers.contains_key("strict-transport-security"));
    }

    #[tokio::test]
    async fn an_answer_keeps_the_policy_and_caching_it_brings() {
        let headers = headers("https://s.example.com", "/own").await;
        assert_eq!(headers["cache-control"], "immutable");
        assert_eq!(headers["content-security-policy"], "x");
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }
}

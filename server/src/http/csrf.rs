//! No other site can act in a person's name: changes are taken from our own pages only.
//!
//! Browsers tell where a request comes from in `Sec-Fetch-Site` (all since 2023, over TLS and on
//! localhost) and `Origin` (with every POST). Both are checked when both are there; a request
//! with neither comes from no browser that we know, and is refused. So no form needs a token.
//! The session cookie is SameSite=Lax besides.

use super::errors::HttpError;
use crate::config::PublicUrl;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// What a form must have been sent from.
#[derive(Clone, Debug)]
pub struct OwnOrigin {
    public: Arc<str>,
    /// Other names of the same machine, when only that machine can reach it anyway: whoever opens
    /// localhost instead of 127.0.0.1 to try Soundings out shouldn't stumble over it.
    aliases: Arc<[String]>,
}

impl OwnOrigin {
    /// The origin of the public address.
    #[must_use]
    pub fn of(url: &PublicUrl) -> Self {
        Self { public: url.origin().into(), aliases: url.loopback_aliases().into() }
    }

    fn is(&self, origin: &[u8]) -> bool {
        let same = |own: &str| origin.eq_ignore_ascii_case(own.as_bytes());
        same(&self.public) || self.aliases.iter().any(|alias| same(alias))
    }
}

/// Refuses every request that may change something and wasn't sent by a page of ours.
///
/// For [`axum::middleware::from_fn_with_state`].
pub async fn refuse_foreign_forms(
    State(own): State<OwnOrigin>,
    request: Request,
    next: Next,
) -> Response {
    let reads_only = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads_only || is_ours(request.headers(), &own) {
        return next.run(request).await;
    }
    tracing::warn!(
        method = %request.method(),
        site = ?request.headers().get(SEC_FETCH_SITE),
        origin = ?request.headers().get(header::ORIGIN),
        own = &*own.public,
        "refused a form from outside; if people fill in forms in vain, check public_url"
    );
    HttpError::ForeignForm(own.public.to_string()).into_response()
}

fn is_ours(headers: &HeaderMap, own: &OwnOrigin) -> bool {
    // Several values of one header are as good as a wrong one.
    let only = |name: &str| {
        let mut values = headers.get_all(name).iter();
        values.next().map(|value| if values.next().is_some() { &b""[..] } else { value.as_bytes() })
    };
    let site = only(SEC_FETCH_SITE);
    let origin = only(header::ORIGIN.as_str());
    let site_fits = site.is_none_or(|site| [&b"same-origin"[..], b"none"].contains(&site));
    // An opaque origin ("null") is text that isn't ours, and so refused with the rest.
    let origin_fits = origin.is_none_or(|origin| own.is(origin));
    (site.is_some() || origin.is_some()) && site_fits && origin_fits
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use axum::{Router, body::Body, http::StatusCode, middleware, routing::any};
    use tower::ServiceExt;

    async fn status(method: Method, headers: &[(&str, &str)]) -> StatusCode {
        status_at("https://soundings.example.com", method, headers).await
    }

    async fn status_at(url: &str, method: Method, headers: &[(&str, &str)]) -> StatusCode {
        let url: PublicUrl = url.parse().unwrap();
        let router: Router = Router::new()
            .route("/", any(async || "done"))
            .layer(middleware::from_fn_with_state(OwnOrigin::of(&url), refuse_foreign_forms));
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
    }

    const OWN: (&str, &str) = ("origin", "https://soundings.example.com");

    #[tokio::test]
    async fn our_own_forms_pass() {
        for headers in [
            &[("sec-fetch-site", "same-origin"), OWN][..],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin")],
            &[OWN],
            &[("origin", "https://SOUNDINGS.example.com")],
        ] {
            assert_eq!(status(Method::POST, headers).await, StatusCode::OK, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn forms_from_anywhere_else_are_refused() {
        for headers in [
            &[][..],
            &[("sec-fetch-site", "cross-site"), OWN],
            &[("sec-fetch-site", "same-site"), OWN],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")],
            &[("origin", "null")],
            &[("sec-fetch-site", "same-origin"), ("origin", "null")],
            &[("sec-fetch-site", "none"), ("origin", "https://example.net")],
            &[("origin", "http://soundings.example.com")],
            &[("origin", "https://soundings.example.com:8443")],
            &[("origin", "https://soundings.example.com.example.net")],
            &[("origin", "https://evil.soundings.example.com")],
            &[("origin", "")],
            &[OWN, ("origin", "https://example.net")],
            &[("referer", "https://soundings.example.com/")],
        ] {
            assert_eq!(status(Method::POST, headers).await, StatusCode::FORBIDDEN, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn a_server_that_only_this_machine_reaches_goes_by_all_its_names() {
        let from = async |origin| {
            let headers = [("sec-fetch-site", "same-origin"), ("origin", origin)];
            status_at("http://127.0.0.1:3000", Method::POST, &headers).await
        };
        for name in ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"] {
            assert_eq!(from(name).await, StatusCode::OK, "{name}");
        }
        for other in ["http://localhost:3001", "https://localhost:3000", "http://localhost"] {
            assert_eq!(from(other).await, StatusCode::FORBIDDEN, "{other}");
        }
    }

    #[tokio::test]
    async fn every_method_that_may_change_something_is_checked() {
        let odd = Method::from_bytes(b"PURGE").unwrap();
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, odd] {
            assert_eq!(status(method, &[]).await, StatusCode::FORBIDDEN);
        }
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let headers = [("sec-fetch-site", "cross-site"), ("origin", "https://example.net")];
            assert_eq!(status(method, &headers).await, StatusCode::OK);
        }
    }
}

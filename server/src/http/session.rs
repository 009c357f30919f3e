//! The session cookie, and who is behind a request.

use super::{AppState, errors::HttpError, tokens};
use app::{domain::Viewer, ports::Viewing};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Behind TLS the `__Host-` prefix makes browsers refuse a cookie that another host, path or a
/// plain connection tries to plant; over plain HTTP (a trial on one's own machine) they would
/// refuse it altogether.
fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-soundings" } else { "soundings" }
}

/// The cookie that signs a browser in.
#[must_use]
pub fn session_cookie(secure: bool, token: &str) -> HeaderValue {
    cookie(secure, token, "")
}

/// The cookie that takes the session cookie away.
#[must_use]
pub fn clear_session_cookie(secure: bool) -> HeaderValue {
    cookie(secure, "", "; Max-Age=0")
}

fn cookie(secure: bool, value: &str, more: &str) -> HeaderValue {
    let name = cookie_name(secure);
    let flag = if secure { "; Secure" } else { "" };
    // Tokens are base64url, so this cannot fail; an empty cookie signs nobody in.
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{flag}{more}"))
        .unwrap_or(HeaderValue::from_static(""))
}

/// The session token that a request carries.
pub(super) fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(secure))
        .map(|(_, value)| value)
}

/// Finds out who is behind the request and leaves it in the extensions as [`Viewing`].
pub(super) async fn find_viewer(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if route == Some(tokens::NAMELESS) {
        // Even if a cookie came along: nobody is looked up, and no session notes that it was used.
        request.extensions_mut().insert(Viewing(None));
        return next.run(request).await;
    }
    let viewer: Option<Viewer> = match token(request.headers(), state.services.secure_cookies()) {
        None => None,
        Some(token) => match state.services.viewer(token).await {
            Ok(viewer) => viewer,
            Err(error) => return HttpError::from(error).into_response(),
        },
    };
    request.extensions_mut().insert(Viewing(viewer));
    next.run(request).await
}

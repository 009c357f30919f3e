//! Asking the server: JSON out, JSON in, and what can go wrong on the way.
//!
//! `wire.rs` has the same as types, for the server.

use super::unlinkable::Trouble;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReferrerPolicy, RequestCredentials, RequestInit, Response};

/// Whether the server may know who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// With the session's cookie.
    SignedIn,
    /// Without any cookie.
    Nobody,
}

/// An object of these fields.
pub(super) fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// A field, if it is a text.
pub(super) fn text(object: &JsValue, name: &str) -> Option<String> {
    field(object, name)?.as_string()
}

/// A field of whatever kind.
pub(super) fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

/// Posts JSON and returns what the server answered, whatever its status.
pub(super) async fn post(url: &str, body: &Object, who: Who) -> Result<Response, Trouble> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_credentials(match who {
        Who::SignedIn => RequestCredentials::SameOrigin,
        Who::Nobody => RequestCredentials::Omit,
    });
    // The mode stays “cors”, though nothing goes to another origin: with “same-origin” the browser
    // would send `Origin: null` along with no referrer, and the server takes only its own.
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    if let Ok(headers) = Headers::new() {
        let _ = headers.set("content-type", "application/json");
        init.set_headers(&headers);
    }
    let body = JSON::stringify(body).map_err(|_| Trouble::Server)?;
    init.set_body(&body);
    let window = web_sys::window().ok_or(Trouble::Offline)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await;
    response.ok().and_then(|response| response.dyn_into().ok()).ok_or(Trouble::Offline)
}

/// The JSON of an answer. An answer that breaks off is no answer.
pub(super) async fn json(response: &Response) -> Result<JsValue, Trouble> {
    let body = response.json().map_err(|_| Trouble::Server)?;
    JsFuture::from(body).await.map_err(|_| Trouble::Offline)
}

/// What a status means that is not the one hoped for.
pub(super) fn trouble(status: u16) -> Trouble {
    match status {
        401 => Trouble::SignedOut,
        403 => Trouble::Refused,
        410 => Trouble::Closed,
        429 => Trouble::Busy,
        _ => Trouble::Server,
    }
}

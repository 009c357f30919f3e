//! Drafts of answers in the browser's storage: their names, and that none outlives signing out.
//!
//! The server could clear everything that it ever stored in a browser when somebody signs out
//! (`Clear-Site-Data: "storage"`). It doesn't, because two things have to stay: a token, without
//! which a person could not change their answers any more, and notes of a conversation that have
//! not reached the server. So whoever signs out has their drafts removed here, by name.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, Storage};

const PREFIX: &str = "soundings-draft-";

/// Removes every draft when the form that signs out is sent, on any page.
pub(crate) fn forget_on_signing_out() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let listener = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if form.and_then(|form| form.get_attribute("action")).as_deref() == Some("/sign-out") {
            forget_all();
        }
    });
    let function = listener.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback("submit", function);
    // The page owns it until it is left.
    listener.forget();
}

fn forget_all() {
    let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten())
    else {
        return;
    };
    for name in names(&storage) {
        let _ = storage.remove_item(&name);
    }
}

/// Read before any is removed: removing moves those behind it.
fn names(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or_default();
    let all = (0..count).filter_map(|at| storage.key(at).ok().flatten());
    all.filter(|name| name.starts_with(PREFIX)).collect()
}

//! Menus that fold away by Escape and by a click beside them.
//!
//! They are `<details name>` and open and close without script; this adds what people are used to.
//! It is no island: it listens once a page, and menus need not know.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent, Node};

/// Menus that are open. Folds in the text have no name and stay as they are.
const OPEN: &str = "details[name][open]";

/// Listens for as long as the page is there.
pub(crate) fn fold_menus() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    listen(&document, "keydown", {
        let document = document.clone();
        move |event| {
            let escape =
                event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
            if escape {
                fold(&document, |menu| {
                    // Whoever was inside goes on from the button that opened it.
                    let inside = menu.contains(document.active_element().as_deref());
                    if inside && let Some(button) = button_of(menu) {
                        let _ = button.focus();
                    }
                    true
                });
            }
        }
    });
    listen(&document, "click", {
        let document = document.clone();
        move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            fold(&document, |menu| !menu.contains(target.as_ref()));
        }
    });
}

fn listen(document: &Document, event: &str, then: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(then);
    let function = listener.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback(event, function);
    // The page owns it until it is left.
    listener.forget();
}

/// Folds the open menus that `which` names.
fn fold(document: &Document, which: impl Fn(&Element) -> bool) {
    let Ok(menus) = document.query_selector_all(OPEN) else { return };
    for index in 0..menus.length() {
        let menu = menus.item(index).and_then(|menu| menu.dyn_into::<Element>().ok());
        if let Some(menu) = menu.filter(&which) {
            let _ = menu.remove_attribute("open");
        }
    }
}

fn button_of(menu: &Element) -> Option<HtmlElement> {
    menu.query_selector("summary").ok().flatten()?.dyn_into().ok()
}

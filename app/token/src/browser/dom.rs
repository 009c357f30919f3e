//! The few things that are done with a page over and over.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Storage};

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The browser's storage, unless the person has switched it off.
pub(super) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The first element of a page that fits.
pub(super) fn find<T: JsCast>(selector: &str) -> Option<T> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// The first element inside another that fits.
pub(super) fn first<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// All elements inside another that fit, in the order of the page.
pub(super) fn all<T: JsCast>(within: &Element, selector: &str) -> Vec<T> {
    let Ok(list) = within.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Calls `then` at every such event for as long as the page is there.
pub(super) fn listen(target: &EventTarget, event: &str, then: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(then);
    let function = listener.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback(event, function);
    // The page owns it until it is left.
    listener.forget();
}

/// Of the elements inside `within` that have `attribute`, shows the one with this value and hides
/// the rest; without a value, all. `within` itself is hidden with the last of them.
pub(super) fn show_one(within: &HtmlElement, attribute: &str, value: Option<&str>) {
    let mut any = false;
    for element in all::<HtmlElement>(within, &["[", attribute, "]"].concat()) {
        let fits = value.is_some() && element.get_attribute(attribute).as_deref() == value;
        element.set_hidden(!fits);
        any |= fits;
    }
    within.set_hidden(!any);
}

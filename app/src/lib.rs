//! What people see of Soundings, and the vocabulary that browser and server share.
//!
//! Rooms, from the inside out: [`domain`] (words and rules, no IO), `report` (the shapes
//! that figures travel in), `ports` (what pages ask of the server), `pages`, `charts` and
//! `components` (rendered on the server only) and [`islands`] (the only code shipped to
//! the browser).

pub mod domain;
pub mod islands;

#[cfg(feature = "ssr")]
pub mod charts;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "ssr")]
mod shell;

#[cfg(feature = "ssr")]
pub use pages::App;
#[cfg(feature = "ssr")]
pub use shell::shell;

/// What the browser runs first: brings the islands of a page to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    islands::fold_menus();
    islands::forget_on_signing_out();
}

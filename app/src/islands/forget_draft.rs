//! Removes the draft of a survey from the browser once the answers have arrived.

use leptos::prelude::*;

/// Shown on the page after sending; draws nothing.
#[island]
pub fn ForgetDraft(
    /// Names the draft in the browser's storage.
    draft: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    if let Some(storage) =
        web_sys::window().and_then(|window| window.local_storage().ok().flatten())
    {
        let _ = storage.remove_item(&super::draft_key(&draft));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = draft;
}

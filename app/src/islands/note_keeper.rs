//! Keeps notes while somebody types them: in their browser at once, on the server a moment later.
//!
//! The form works without it. What the server has not confirmed stays in the browser, through
//! reloads, lost connections and ended sessions, until it has.

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
mod field;
#[cfg(feature = "hydrate")]
mod keeper;

/// Saves the notes of the form around it, under the name `draft` in this browser.
#[island]
pub fn NoteKeeper(
    /// Names what is not saved yet in the browser's storage.
    draft: String,
) -> impl IntoView {
    // It works on the page itself, with no signals and no futures: those would be a fifth of all
    // that people download.
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| keeper::Keeper::start(&draft).is_some());
    #[cfg(not(feature = "hydrate"))]
    let _ = draft;
    view! {
        <div class="capture-bar" hidden>
            <p class="capture-words" role="status"></p>
            <button type="button" class="button button-secondary">
                "Mark the time"
            </button>
            <p class="companion-keys">
                "Keys: Alt and T marks the time, Alt with up or down goes to the note before or after."
            </p>
        </div>
    }
}

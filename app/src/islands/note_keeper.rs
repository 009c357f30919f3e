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
    let words = RwSignal::new(String::new());
    let mark = RwSignal::new(0_u32);
    #[cfg(feature = "hydrate")]
    Effect::new(move |started: Option<Option<std::rc::Rc<keeper::Keeper>>>| {
        let marks = mark.get();
        let keeper = started.unwrap_or_else(|| keeper::Keeper::start(&draft, words));
        if let Some(keeper) = keeper.as_ref().filter(|_| marks > 0) {
            keeper.mark_time();
        }
        keeper
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = draft;
    view! {
        <div class="capture-bar" hidden=move || words.get().is_empty()>
            <p class="capture-words" role="status">{move || words.get()}</p>
            <button
                type="button"
                class="button button-secondary"
                on:click=move |_| mark.update(|marks| *marks += 1)
            >
                "Mark the time"
            </button>
            <p class="companion-keys">
                "Keys: Alt and T marks the time, Alt with up or down goes to the note before or after."
            </p>
        </div>
    }
}

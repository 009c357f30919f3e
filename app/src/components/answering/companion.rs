//! What the answering page's browser part finds, see `app/token/src/browser`: hidden until it is
//! there, so that a page without script shows nothing that doesn't work.

use leptos::prelude::*;

/// Progress through the form around it, and a local draft under the name `draft`.
#[component]
pub fn Companion(
    /// Names the draft in the browser's storage.
    draft: String,
) -> impl IntoView {
    view! {
        <div class="companion" data-draft=draft hidden>
            <p class="companion-words" role="status"></p>
            <progress class="companion-bar" max="1" value="0"></progress>
            <p class="companion-keys">"Keys: digits answer and go on, arrows move. Up to 10, a 1 waits for its 0; Tab goes on."</p>
            <p class="companion-draft" hidden>
                "Your answers from before are back. They were kept in this browser only. "
                <button type="button" class="button button-quiet">
                    "Start afresh"
                </button>
            </p>
        </div>
    }
}

/// Says that a draft is of no more use: the answers have arrived, or can't any more.
#[component]
pub fn ForgetDraft(
    /// Names the draft in the browser's storage.
    draft: String,
) -> impl IntoView {
    view! { <span data-forget-draft=draft hidden></span> }
}

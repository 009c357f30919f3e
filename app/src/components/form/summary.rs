//! What is wrong with a form, at its top, with a link to each field.

use crate::components::badge::Tone;
use crate::components::{
    form_state::{FormState, field_id},
    notice::Notice,
};
use leptos::prelude::*;

/// The errors of the form in the context, and its notice. Empty for a fresh form.
///
/// It takes the focus when the page opens, so that a screen reader starts with it.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let state = FormState::from_context();
    let notice = state.notice.map(|text| view! { <Notice tone=Tone::Info>{text}</Notice> });
    let count = state.errors.len();
    let heading = if count == 1 {
        "One thing needs another look".to_owned()
    } else {
        format!("{count} things need another look")
    };
    let links = state
        .errors
        .into_iter()
        .map(|error| {
            let content = if error.field.is_empty() {
                view! { {error.message} }.into_any()
            } else {
                let href = format!("#{}", field_id(&error.field));
                view! { <a href=href>{error.message}</a> }.into_any()
            };
            view! { <li>{content}</li> }
        })
        .collect_view();
    view! {
        {notice}
        {(count > 0)
            .then(|| {
                view! {
                    <section
                        class="error-summary"
                        role="alert"
                        aria-labelledby="error-summary-title"
                        tabindex="-1"
                        autofocus
                    >
                        <h2 class="error-summary-title" id="error-summary-title">{heading}</h2>
                        <ul class="error-summary-list">{links}</ul>
                    </section>
                }
            })}
    }
    .into_any()
}

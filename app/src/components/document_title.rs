//! The title of the document: what a tab shows, and what a screen reader says first.

use super::form_state::FormState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The title, with the product's name after it, and before it that a form came back refused:
/// that is where a screen reader should hear it.
#[component]
pub fn DocumentTitle(
    /// Without the product's name.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let prefix = if FormState::from_context().errors.is_empty() { "" } else { "Error: " };
    // Leptos writes the title as it is, and a team may be named “</title>”.
    view! { <Title text=escaped(&format!("{prefix}{title} – Soundings"))/> }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_title_is_text_whatever_is_in_it() {
        assert_eq!(
            escaped("</title><script>alert('A & B')</script>"),
            "&lt;/title>&lt;script>alert('A &amp; B')&lt;/script>"
        );
    }
}

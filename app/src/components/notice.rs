//! A few sentences set apart from the page.

use super::badge::Tone;
use leptos::prelude::*;

/// A notice. `Tone::Danger` is announced at once, the others when the reader gets there.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// A heading, where the sentences are more than one.
    #[prop(optional, into)]
    title: Option<String>,
    /// The sentences.
    children: Children,
) -> impl IntoView {
    let role = match tone {
        Tone::Danger => Some("alert"),
        Tone::Success => Some("status"),
        _ => None,
    };
    let word = match tone {
        Tone::Danger => "Problem: ",
        Tone::Warning => "Warning: ",
        Tone::Success => "Done: ",
        Tone::Info | Tone::Neutral => "Note: ",
    };
    view! {
        <div class=format!("notice notice-{}", tone.name()) role=role>
            <span class="visually-hidden">{word}</span>
            {title.map(|title| view! { <p class="notice-title">{title}</p> })}
            <div class="notice-words">{children()}</div>
        </div>
    }
    .into_any()
}

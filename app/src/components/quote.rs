//! Words that somebody said.

use crate::report::Voice;
use leptos::prelude::*;

/// A quote with whence it is, and the tags on it.
pub fn quote(voice: Voice, tags: &[String]) -> AnyView {
    let tags = (!tags.is_empty()).then(|| format!(" · {}", tags.join(", ")));
    let whence = match voice.href {
        Some(href) => view! { <a href=href>{voice.whence}</a> }.into_any(),
        None => voice.whence.into_any(),
    };
    view! {
        <blockquote class="piece-words">{voice.words}</blockquote>
        <p class="hint">{whence} {tags}</p>
    }
    .into_any()
}

/// By which rule quotes are shown to everybody.
#[must_use]
pub fn quoting(people: u32) -> String {
    format!(
        "Quotes are shown where the person agreed to that, without names and in random order, each with a group of {people} people or more of whom any could have said it."
    )
}

//! Pages that explain: headings with paragraphs, and a list of them at the top.

use leptos::prelude::*;

/// A heading with its paragraphs.
pub(super) struct Chapter {
    /// How addresses name it.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The paragraphs.
    pub text: Vec<String>,
}

/// A chapter whose text is known beforehand.
pub(super) fn chapter(id: &'static str, title: &'static str, text: &[&str]) -> Chapter {
    Chapter { id, title, text: text.iter().map(|text| (*text).to_owned()).collect() }
}

/// All chapters, below links to each.
pub(super) fn chapters(all: Vec<Chapter>) -> impl IntoView {
    let contents = all
        .iter()
        .map(|chapter| {
            let href = format!("#{}", chapter.id);
            view! {
                <li>
                    <a href=href>{chapter.title}</a>
                </li>
            }
        })
        .collect_view();
    let chapters = all
        .into_iter()
        .map(|chapter| {
            let text = chapter.text.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
            view! {
                <section class="section prose" aria-labelledby=chapter.id>
                    <h2 id=chapter.id>{chapter.title}</h2>
                    {text}
                </section>
            }
        })
        .collect_view();
    view! {
        <nav aria-label="On this page">
            <ul class="contents">{contents}</ul>
        </nav>
        {chapters}
    }
}

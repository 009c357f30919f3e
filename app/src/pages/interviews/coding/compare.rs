//! Everybody's finished marks side by side, and where they differ.

use super::words::{head, lines, look, several, told, words};
use crate::{
    pages::codebook::agreement_table,
    ports::{CodedNote, CodingPage, Difference},
};
use leptos::prelude::*;

/// Every note with everybody's marks.
pub(super) fn notes(page: &CodingPage) -> impl IntoView + use<> {
    let several = several(&page.notes);
    let legend = page.coders.iter().enumerate().map(|(at, coder)| {
        let own = if coder.own { " (you)" } else { "" };
        let uncounted = if coder.blind { "" } else { ", not counted for agreement" };
        let words = format!("{}{own}: {}{uncounted}", coder.name, coder.highlights);
        view! {
            <li>
                <span class=format!("coded-tags {}", look(at))>
                    <b>{coder.letter.to_string()}</b>
                </span>
                " "
                {words}
            </li>
        }
    });
    let notes = page.notes.iter().map(|note| {
        let text = lines(note)
            .into_iter()
            .map(|line| {
                let sentences = line
                    .into_iter()
                    .map(|sentence| view! { {words(sentence, note, &page.coders)} " " });
                view! { <p class="coding-line">{sentences.collect_view()}</p> }
            })
            .collect_view();
        view! {
            <section class="coding-note" id=format!("note-{}", note.key)>
                {head(note, several)}
                <div class="coding-text">{text}</div>
                {columns(page, note)}
            </section>
        }
    });
    view! {
        <ul class="plain-list coders" aria-label="Who marked how much">{legend.collect_view()}</ul>
        {notes.collect_view()}
    }
}

/// The marks of a note, a column a coder.
fn columns(page: &CodingPage, note: &CodedNote) -> impl IntoView + use<> {
    let columns = page.coders.iter().enumerate().filter_map(|(at, coder)| {
        let own = note.highlights.iter().filter(|highlight| highlight.coder == at);
        let marks: Vec<_> =
            own.map(|mark| view! { <li class="highlight">{told(mark)}</li> }).collect();
        if marks.is_empty() {
            return None;
        }
        let name = format!("{} · {}", coder.letter, coder.name);
        Some(view! {
            <div>
                <h3 class="coder-name">{name}</h3>
                <ol class="plain-list highlights">{marks}</ol>
            </div>
        })
    });
    view! { <div class="coder-columns">{columns.collect_view()}</div> }
}

/// Where those who are done differ, and how far they agree on the whole; nothing until there are two.
pub(super) fn differences(page: &CodingPage) -> Option<AnyView> {
    let done = page.coders.len();
    if done < 2 {
        return None;
    }
    let body = if page.differences.is_empty() {
        view! { <p>"The same tags are on the same sentences throughout."</p> }.into_any()
    } else {
        let lines = page.differences.iter().map(difference).collect_view();
        view! {
            <p>"Read these together. Often a description in the codebook leaves open which of two tags is meant."</p>
            <ol class="plain-list differences">{lines}</ol>
        }
        .into_any()
    };
    let agreement = if page.agreement.is_empty() {
        view! { <p>"No figure: fewer than two of these codings were finished blind."</p> }
            .into_any()
    } else {
        view! {
            <p>"Of this interview alone. " <a href="/codebook/agreement">"All together"</a> " say more."</p>
            {agreement_table(page.agreement.clone(), false)}
        }
        .into_any()
    };
    Some(
        view! {
            <section class="section">
                <h2>"Where coders differ"</h2>
                {body}
                <h2>"How far coders agree"</h2>
                {agreement}
            </section>
        }
        .into_any(),
    )
}

fn difference(difference: &Difference) -> impl IntoView + use<> {
    let tags = difference.tags.iter().map(|(tag, with, without)| {
        let who = format!(": {}, not {}", with.join(", "), without.join(", "));
        view! { <li><strong>{tag.clone()}</strong> {who}</li> }
    });
    view! {
        <li class="difference">
            <a href=difference.href.clone()>{format!("“{}”", difference.words)}</a>
            <ul class="plain-list">{tags.collect_view()}</ul>
        </li>
    }
}

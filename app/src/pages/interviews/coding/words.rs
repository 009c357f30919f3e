//! A note's text with what is marked in it.

use crate::ports::{CodedNote, Coder, HighlightView, SentenceView};
use leptos::prelude::*;

/// Sentences by lines, as they were written.
pub(super) fn lines(note: &CodedNote) -> Vec<Vec<&SentenceView>> {
    let mut lines: Vec<Vec<&SentenceView>> = Vec::new();
    for sentence in &note.sentences {
        match lines.last_mut() {
            Some(line) if !sentence.begins_line => line.push(sentence),
            _ => lines.push(vec![sentence]),
        }
    }
    lines
}

/// The words of a sentence. What is marked stands out, and where a mark ends stand its tags; with the
/// coder's letter, where there are several coders.
pub(super) fn words(sentence: &SentenceView, note: &CodedNote, coders: &[Coder]) -> AnyView {
    sentence
        .pieces
        .iter()
        .map(|piece| {
            let text = piece.text.clone();
            let tags = piece
                .ending
                .iter()
                .filter_map(|at| note.highlights.get(*at))
                .map(|highlight| ends(highlight, coders))
                .collect_view();
            let first = piece.within.first().and_then(|at| note.highlights.get(*at));
            let marked = match (first, piece.within.len()) {
                (None, _) => text.into_any(),
                (Some(highlight), 1) => {
                    let class = format!("coded {}", look(highlight.coder));
                    view! { <mark class=class>{text}</mark> }.into_any()
                }
                (Some(_), _) => {
                    view! { <mark class="coded coded-several">{text}</mark> }.into_any()
                }
            };
            view! { {marked} {tags} }
        })
        .collect_view()
        .into_any()
}

/// How a coder's marks look; the letter beside them says whose they are.
pub(super) fn look(coder: usize) -> String {
    format!("coder-{}", coder % 4)
}

/// The tags of a mark, where it ends.
fn ends(highlight: &HighlightView, coders: &[Coder]) -> impl IntoView + use<> {
    let letter = coders.get(highlight.coder).filter(|_| coders.len() > 1).map(|coder| coder.letter);
    let letter = letter.map(|letter| view! { <b>{letter.to_string()}</b> " " });
    let tags = match highlight.tags.as_slice() {
        [] => "no tag".to_owned(),
        tags => tags.join(", "),
    };
    view! {
        <span class=format!("coded-tags {}", look(highlight.coder))>
            <span class="visually-hidden">" marked: "</span>
            {letter}
            {tags}
        </span>
    }
}

/// What a highlight says: its words, tags and sentiment.
pub(super) fn told(highlight: &HighlightView) -> impl IntoView + use<> {
    let tags = highlight.tags.clone().into_iter();
    let tags = tags.map(|tag| view! { <span class="badge badge-neutral">{tag}</span> " " });
    let sentiment = highlight.sentiment.map(|sentiment| {
        view! { <span class="hint">{sentiment.title()}</span> }
    });
    view! {
        <p class="highlight-words">{format!("“{}”", highlight.words)}</p>
        <p class="highlight-tags">{tags.collect_view()} {sentiment}</p>
    }
}

/// The head of a note: what was asked, and who wrote it down.
pub(super) fn head(note: &CodedNote, several: bool) -> impl IntoView + use<> {
    let author = several.then(|| view! { <p class="said-author">{note.author.clone()}</p> });
    view! {
        <h2 class="said-prompt">{note.asked.clone()}</h2>
        {author}
    }
}

/// Whether notes have several authors.
pub(super) fn several(notes: &[CodedNote]) -> bool {
    notes.iter().any(|note| Some(&note.author) != notes.first().map(|first| &first.author))
}

//! An interview as one plain text: each note below what was asked, and where in it highlights are.

use super::{Material, Said, Talk};
use app::domain::{NotePlace, PersonId, Span};

/// An interview's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The text; line breaks are single line feeds.
    pub text: String,
    /// Where each note begins in it, in characters.
    begins: Vec<(NotePlace, PersonId, usize)>,
}

/// The heading of a note: what was asked, and who wrote it down where several did.
pub(super) fn heading(material: &Material, talk: &Talk, said: &Said) -> String {
    let several = talk.said.iter().any(|other| other.author != said.author);
    match several {
        true => format!("{} ({})", said.prompt, material.researcher(said.author)),
        false => said.prompt.clone(),
    }
}

impl Source {
    /// The text of an interview.
    #[must_use]
    pub fn of(material: &Material, talk: &Talk) -> Self {
        let (mut text, mut length) = (String::new(), 0);
        let mut begins = Vec::with_capacity(talk.said.len());
        let mut push = |part: &str| {
            text.push_str(part);
            length += part.chars().count();
            length
        };
        for said in &talk.said {
            let begin = push(&format!("{}\n\n", heading(material, talk, said)));
            begins.push((said.place, said.author, begin));
            push(&said.text);
            push("\n\n");
        }
        Self { text, begins }
    }

    /// Where a part of a note is in the text, in characters.
    #[must_use]
    pub fn find(&self, place: NotePlace, author: PersonId, span: Span) -> Option<Span> {
        let note = self.begins.iter().find(|(at, by, _)| (*at, *by) == (place, author));
        let (_, _, begin) = note?;
        Span::new(begin + span.begins, begin + span.ends)
    }
}

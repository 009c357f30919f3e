//! A guide's prompts with what was written down at each, in the guide's order.

use crate::{
    domain::{NotePlace, guide::Outline},
    ports::NoteView,
};

/// One place of an interview, with its notes.
pub(super) struct Asked {
    pub place: NotePlace,
    /// The heading of a section, before its first prompt.
    pub section: Option<(String, Option<u32>)>,
    pub prompt: String,
    pub hint: String,
    pub notes: Vec<NoteView>,
}

/// Every prompt of a guide, and at the end what belongs to none.
pub(super) fn asked(outline: &Outline, notes: &[NoteView]) -> Vec<Asked> {
    let of = |place: NotePlace| -> Vec<NoteView> {
        notes.iter().filter(|note| note.place == place).cloned().collect()
    };
    let mut places = Vec::new();
    for (section, number) in outline.sections().iter().zip(1_u16..) {
        for (prompt, place) in section.prompts.iter().zip(1_u16..) {
            let heading = (place == 1).then(|| (section.title.clone(), section.minutes));
            let place = NotePlace::Prompt { section: number, prompt: place };
            places.push(Asked {
                place,
                section: heading,
                prompt: prompt.text.clone(),
                hint: prompt.hint.clone(),
                notes: of(place),
            });
        }
    }
    places.push(Asked {
        place: NotePlace::Else,
        section: Some(("Whatever else was said".to_owned(), None)),
        prompt: "What came up that nobody asked for?".to_owned(),
        hint: String::new(),
        notes: of(NotePlace::Else),
    });
    places
}

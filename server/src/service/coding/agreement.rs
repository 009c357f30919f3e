//! How far coders agree, tag by tag, counted in sentences: what one coder marks in three words and
//! another in a paragraph is the same find, as long as both put the tag on the sentence.

use crate::{analysis::krippendorff, service::Result, store::Tx};
use app::{
    domain::{
        Codebook, Coding, Highlight, InterviewId, Note, PersonId, Span, TagId, span::sentences,
    },
    ports::{Agreed, TagAgreement},
};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence, with the tags that each coder of its interview put on it and those above them.
pub(super) struct Unit {
    pub span: Span,
    pub said: Vec<(PersonId, BTreeSet<TagId>)>,
}

/// The sentences of a note as `coders` see them.
pub(super) fn units(
    note: &Note,
    coders: &BTreeSet<PersonId>,
    highlights: &[Highlight],
    codebook: &Codebook,
) -> Vec<Unit> {
    let marks: Vec<(&Highlight, BTreeSet<TagId>)> = highlights
        .iter()
        .filter(|highlight| highlight.place == note.place && highlight.author == note.author)
        .map(|highlight| {
            let above = highlight.tags.iter().flat_map(|tag| codebook.above(*tag));
            (highlight, above.map(|tag| tag.id).chain(highlight.tags.iter().copied()).collect())
        })
        .collect();
    let said = |coder: PersonId, span: Span| -> BTreeSet<TagId> {
        let own = marks.iter().filter(|(mark, _)| mark.coder == coder && mark.span.overlaps(span));
        own.flat_map(|(_, tags)| tags.iter().copied()).collect()
    };
    let unit = |span: Span| Unit {
        span,
        said: coders.iter().map(|coder| (*coder, said(*coder, span))).collect(),
    };
    sentences(&note.text).into_iter().map(unit).collect()
}

/// How far coders agree on a tag over some sentences.
pub(super) fn agreed(units: &[Unit], tag: TagId) -> Agreed {
    let said: Vec<Vec<Option<bool>>> = units
        .iter()
        .map(|unit| unit.said.iter().map(|(_, tags)| Some(tags.contains(&tag))).collect())
        .collect();
    match krippendorff::alpha(said.iter().map(Vec::as_slice)) {
        Some(alpha) => Agreed::Alpha(alpha),
        None if units.is_empty() => Agreed::NothingToCompare,
        None if said.iter().flatten().any(|said| *said == Some(true)) => Agreed::AlwaysUsed,
        None => Agreed::NeverUsed,
    }
}

/// Every tag with how far coders agree on it and on how many sentences each put it.
pub(super) fn by_tag(
    units: &[Unit],
    codebook: &Codebook,
    coders: &[(PersonId, String)],
) -> Vec<TagAgreement> {
    let yes = |tag: TagId, coder: PersonId| {
        let said = units.iter().flat_map(|unit| &unit.said);
        said.filter(|(who, tags)| *who == coder && tags.contains(&tag)).count()
    };
    let tags = codebook.tags().iter().map(|tag| TagAgreement {
        id: tag.id,
        name: tag.name.clone(),
        depth: codebook.depth(tag.id),
        agreed: agreed(units, tag.id),
        said: coders.iter().map(|(coder, name)| (name.clone(), yes(tag.id, *coder))).collect(),
    });
    tags.collect()
}

/// Who coded an interview blind, in the order of their ids.
pub(super) fn blind(codings: &[Coding]) -> BTreeSet<PersonId> {
    codings.iter().filter(|coding| coding.is_blind()).map(|coding| coding.coder).collect()
}

/// The sentences of all interviews that at least two coders finished blind.
pub(in crate::service) struct Compared {
    /// How many interviews.
    pub interviews: usize,
    units: Vec<Unit>,
}

impl Compared {
    pub(in crate::service) async fn read(tx: &mut Tx, codebook: &Codebook) -> Result<Self> {
        let mut by_interview: BTreeMap<InterviewId, Vec<Coding>> = BTreeMap::new();
        for coding in tx.codings().await? {
            by_interview.entry(coding.interview).or_default().push(coding);
        }
        let mut compared = Self { interviews: 0, units: Vec::new() };
        for (interview, codings) in by_interview {
            let coders = blind(&codings);
            if coders.len() < 2 {
                continue;
            }
            compared.interviews += 1;
            let highlights = tx.highlights_of(interview).await?;
            for note in tx.notes(interview).await? {
                compared.units.extend(units(&note, &coders, &highlights, codebook));
            }
        }
        Ok(compared)
    }

    /// How many sentences.
    pub(in crate::service) fn sentences(&self) -> usize {
        self.units.len()
    }

    /// How far coders agree on a tag.
    pub(in crate::service) fn agreed(&self, tag: TagId) -> Agreed {
        agreed(&self.units, tag)
    }

    /// The same for every tag, with how often each coder used it.
    pub(in crate::service) fn by_tag(
        &self,
        codebook: &Codebook,
        coders: &[(PersonId, String)],
    ) -> Vec<TagAgreement> {
        by_tag(&self.units, codebook, coders)
    }

    /// Everybody who coded one of them, by name.
    pub(in crate::service) async fn coders(&self, tx: &mut Tx) -> Result<Vec<(PersonId, String)>> {
        let coders: BTreeSet<PersonId> =
            self.units.iter().flat_map(|unit| &unit.said).map(|(coder, _)| *coder).collect();
        named(tx, coders).await
    }
}

/// People with their names, in the order of these.
pub(super) async fn named(
    tx: &mut Tx,
    people: BTreeSet<PersonId>,
) -> Result<Vec<(PersonId, String)>> {
    let mut named = Vec::new();
    for id in people {
        named.push((id, tx.person(id).await?.map(|person| person.name).unwrap_or_default()));
    }
    named.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::{HighlightId, NotePlace, Tag};
    use uuid::Uuid;

    const TEXT: &str = "They wait. They build. They wait again. They leave.";

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn id(number: u128) -> TagId {
        TagId(Uuid::from_u128(number))
    }

    fn codebook() -> Codebook {
        let tag = |number, parent: Option<u128>, name: &str| Tag {
            id: id(number),
            parent: parent.map(id),
            name: name.into(),
            description: String::new(),
        };
        Codebook::new(vec![
            tag(1, None, "Waiting"),
            tag(2, Some(1), "For a review"),
            tag(3, None, "Other"),
        ])
    }

    fn note() -> Note {
        Note { place: NotePlace::Else, author: person(9), text: TEXT.into(), revision: 1 }
    }

    fn mark(coder: u128, words: &str, tag: u128) -> Highlight {
        Highlight {
            id: HighlightId(Uuid::from_u128(1)),
            interview: InterviewId(Uuid::from_u128(1)),
            place: NotePlace::Else,
            author: person(9),
            span: Span::find(TEXT, words, None).expect("words of the text"),
            coder: person(coder),
            sentiment: None,
            tags: vec![id(tag)],
        }
    }

    #[test]
    fn a_few_words_and_a_tag_below_are_a_yes_for_their_sentence() {
        let marks = [
            mark(1, "wait", 1),
            mark(1, "They wait again.", 1),
            mark(2, "They wait. They build.", 2),
        ];
        let coders = BTreeSet::from([person(1), person(2)]);
        let units = units(&note(), &coders, &marks, &codebook());
        let yes: Vec<Vec<bool>> = units
            .iter()
            .map(|unit| unit.said.iter().map(|(_, tags)| tags.contains(&id(1))).collect())
            .collect();
        assert_eq!(yes, [[true, true], [false, true], [true, false], [false, false]]);
        // Of eight values four are yes, two of four sentences disagree: 1 - 7 * 4 / 32.
        assert_eq!(agreed(&units, id(1)), Agreed::Alpha(1.0 - 7.0 * 4.0 / 32.0));
        assert_eq!(agreed(&units, id(3)), Agreed::NeverUsed);
        assert_eq!(agreed(&[], id(1)), Agreed::NothingToCompare);
        assert_eq!(agreed(&units[..1], id(1)), Agreed::AlwaysUsed);
        let told = by_tag(&units, &codebook(), &[(person(2), "Bob".into())]);
        let below = told.iter().find(|tag| tag.id == id(2)).expect("a tag");
        assert_eq!((below.depth, below.said.clone()), (1, vec![("Bob".to_owned(), 2)]));
    }
}

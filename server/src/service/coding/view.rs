//! An interview for marking, as far as the viewer sees what is marked.

use super::{
    agreement::{Unit, blind, by_tag, named, units},
    own,
    pieces::in_pieces,
};
use crate::{
    auth::policy,
    service::{
        Error, Result, Services, calendar,
        interviews::{named as named_interview, prompt, readable},
    },
    store::Tx,
};
use app::{
    domain::{
        Codebook, Coding, Highlight, HighlightId, Interview, InterviewId, InterviewState, Note,
        PersonId, TagId, Viewer,
    },
    ports::{
        CodedNote, Coder, CodingPage, CodingPort, Difference, HighlightView, OwnCoding, PortResult,
    },
};
use async_trait::async_trait;
use std::collections::BTreeSet;

fn key(note: &Note) -> String {
    format!("{}-{}", note.place, note.author)
}

/// What is kept of an interview's coding, as far as the viewer sees it.
struct Shown {
    codebook: Codebook,
    /// Whose marks are shown, the viewer first, then by name.
    coders: Vec<(PersonId, String)>,
    highlights: Vec<Highlight>,
}

impl Shown {
    async fn read(
        tx: &mut Tx,
        viewer: &Viewer,
        id: InterviewId,
        codings: &[Coding],
    ) -> Result<Self> {
        let finished = |coder| {
            codings.iter().any(|coding| coding.coder == coder && coding.finished_at.is_some())
        };
        let others = finished(viewer.person);
        let mut highlights = tx.highlights_of(id).await?;
        highlights.retain(|highlight| {
            highlight.coder == viewer.person || (others && finished(highlight.coder))
        });
        let coders: BTreeSet<PersonId> = highlights.iter().map(|mark| mark.coder).collect();
        let mut coders = named(tx, coders).await?;
        coders.sort_by_key(|(coder, _)| *coder != viewer.person);
        Ok(Self { codebook: Codebook::new(tx.tags().await?), coders, highlights })
    }

    fn view(&self, note: &Note, highlight: &Highlight) -> HighlightView {
        let tags = self.codebook.tags().iter().filter(|tag| highlight.tags.contains(&tag.id));
        let coder = self.coders.iter().position(|(coder, _)| *coder == highlight.coder);
        HighlightView {
            id: highlight.id,
            coder: coder.unwrap_or_default(),
            words: highlight.span.of(&note.text).to_owned(),
            tags: tags.map(|tag| tag.name.clone()).collect(),
            sentiment: highlight.sentiment,
        }
    }

    fn coders(&self, viewer: &Viewer, codings: &[Coding]) -> Vec<Coder> {
        let coder = |(letter, (id, name)): (char, &(PersonId, String))| Coder {
            letter,
            name: name.clone(),
            own: *id == viewer.person,
            blind: codings.iter().any(|coding| coding.coder == *id && !coding.saw_others),
            highlights: self.highlights.iter().filter(|mark| mark.coder == *id).count(),
        };
        ('A'..='Z').cycle().zip(&self.coders).map(coder).collect()
    }

    /// The sentences on which those who finished differ, once there are two.
    fn differences(
        &self,
        interview: InterviewId,
        notes: &[Note],
        codings: &[Coding],
    ) -> Vec<Difference> {
        let finished: BTreeSet<PersonId> = self
            .coders
            .iter()
            .map(|(coder, _)| *coder)
            .filter(|coder| codings.iter().any(|it| it.coder == *coder && it.finished_at.is_some()))
            .collect();
        if finished.len() < 2 {
            return Vec::new();
        }
        let mut differences = Vec::new();
        for note in notes {
            for unit in units(note, &finished, &self.highlights, &self.codebook) {
                let tags = self.differing(&unit);
                if !tags.is_empty() {
                    let words = unit.span.of(&note.text).to_owned();
                    let href = note.place.marked_at(interview, note.author);
                    differences.push(Difference { words, href, tags });
                }
            }
        }
        differences
    }

    /// The tags on which coders of a sentence differ: who has it, and who not. Where one below it
    /// says the same, that says more.
    fn differing(&self, unit: &Unit) -> Vec<(String, Vec<String>, Vec<String>)> {
        let yes = |tag: TagId| -> Vec<PersonId> {
            let said = unit.said.iter().filter(|(_, tags)| tags.contains(&tag));
            said.map(|(coder, _)| *coder).collect()
        };
        let name = |id: PersonId| {
            let found = self.coders.iter().find(|(coder, _)| *coder == id);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        };
        let mut told = Vec::new();
        for tag in self.codebook.tags() {
            let with = yes(tag.id);
            let said_below =
                self.codebook.below(tag.id).into_iter().any(|below| yes(below.id) == with);
            if with.is_empty() || with.len() == unit.said.len() || said_below {
                continue;
            }
            let without = unit.said.iter().map(|(coder, _)| *coder);
            let without = without.filter(|coder| !with.contains(coder)).map(name).collect();
            told.push((tag.name.clone(), with.into_iter().map(name).collect(), without));
        }
        told
    }
}

/// With whom and when, in words.
async fn with(tx: &mut Tx, interview: &Interview) -> Result<String> {
    let person = match interview.person {
        Some(person) => tx.person(person).await?.map(|person| person.name),
        None => None,
    };
    let day = calendar::day(interview.starts_at);
    Ok(person.map_or_else(|| format!("Interview of {day}"), |person| format!("{person}, {day}")))
}

fn stands(coding: Option<Coding>, marked: bool) -> OwnCoding {
    match coding {
        None => OwnCoding::NotBegun,
        Some(coding) if coding.finished_at.is_none() => OwnCoding::Begun,
        Some(coding) if coding.saw_others && !marked => OwnCoding::Reading,
        Some(_) => OwnCoding::Finished,
    }
}

impl Services {
    async fn coding_page(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        part: Option<u16>,
    ) -> Result<CodingPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let (interview, consent) = readable(&mut tx, viewer, id).await?;
        let guide = tx.guide_version(interview.guide).await?.ok_or(Error::NotFound)?;
        let codings = tx.codings_of(id).await?;
        let shown = Shown::read(&mut tx, viewer, id, &codings).await?;
        let mut notes = match interview.state {
            InterviewState::Held => tx.notes(id).await?,
            _ => Vec::new(),
        };
        notes.retain(|note| !note.text.trim().is_empty());
        let authors = notes.iter().map(|note| note.author).collect();
        let authors = named(&mut tx, authors).await?;
        let with = with(&mut tx, &interview).await?;
        let own = own(&codings, viewer);
        let compares = own.is_some_and(|own| own.finished_at.is_some());
        let blind = if compares { blind(&codings) } else { BTreeSet::new() };
        let agreement = if blind.len() < 2 {
            Vec::new()
        } else {
            let said = |note| units(note, &blind, &shown.highlights, &shown.codebook);
            let said: Vec<Unit> = notes.iter().flat_map(said).collect();
            let coders = named(&mut tx, blind.clone()).await?;
            by_tag(&said, &shown.codebook, &coders)
        };
        tx.commit().await?;
        // Nobody sees the page before it is noted that they did.
        if consent.is_some() {
            let mut tx = self.store.begin().await?;
            let read = named_interview(&interview);
            self.audit(&mut tx, Some(viewer.person), "interview-read", read).await?;
            tx.commit().await?;
        }
        let differences =
            if compares { shown.differences(id, &notes, &codings) } else { Vec::new() };
        let parts: Vec<u16> =
            notes.iter().filter_map(|note| note.place.transcript_part()).collect();
        let has_notes = parts.len() < notes.len();
        let part = part.or((!has_notes && !parts.is_empty()).then_some(1));
        let marked = shown.highlights.iter().any(|mark| mark.coder == viewer.person);
        let coded = |note: &Note| {
            let marks: Vec<&Highlight> = (shown.highlights.iter())
                .filter(|mark| mark.place == note.place && mark.author == note.author)
                .collect();
            let spans: Vec<_> = marks.iter().map(|mark| mark.span).collect();
            let author = authors.iter().find(|(author, _)| *author == note.author);
            CodedNote {
                key: key(note),
                place: note.place,
                asked: prompt(&guide.current.outline, note.place),
                author: author.map(|(_, name)| name.clone()).unwrap_or_default(),
                revision: note.revision,
                sentences: in_pieces(&note.text, &spans),
                highlights: marks.into_iter().map(|mark| shown.view(note, mark)).collect(),
                next: HighlightId(self.random.uuid()),
            }
        };
        Ok(CodingPage {
            interview: id,
            state: interview.state,
            with,
            own: stands(own, marked),
            saw_others: own.is_some_and(|own| own.saw_others),
            others_finished: (codings.iter())
                .any(|coding| coding.coder != viewer.person && coding.finished_at.is_some()),
            coders: shown.coders(viewer, &codings),
            tags: (shown.codebook.tags().iter())
                .map(|tag| (tag.clone(), shown.codebook.depth(tag.id)))
                .collect(),
            has_notes,
            parts: parts.into_iter().max().unwrap_or_default(),
            part,
            notes: (notes.iter().filter(|note| note.place.transcript_part() == part))
                .map(coded)
                .collect(),
            differences,
            agreement,
        })
    }
}

#[async_trait]
impl CodingPort for Services {
    async fn coding(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        part: Option<u16>,
    ) -> PortResult<CodingPage> {
        self.coding_page(viewer, id, part).await.map_err(Error::for_page)
    }
}

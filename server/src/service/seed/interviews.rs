//! The interviews of the sample organisation, what was marked in them, and what was found.

use super::{Cast, DAY};
use crate::{
    auth::token::Token,
    sample::{
        SampleOrganisation,
        interviews::{
            SampleEvidence, SampleFigure, SampleHighlight, SampleInterview, SampleSource, codebook,
            interviewees, interviews, jobs, themes,
        },
    },
    service::{Error, Result, Services, calendar},
    store::{Tx, tags::TagChange},
};
use app::domain::{
    About, Coding, Consent, Evidence, EvidenceId, EvidenceSource, Finding, GuideVersionId,
    Highlight, HighlightId, Interview, InterviewId, InterviewState, ItemId, Job, JobId, Note,
    NotePlace, PersonId, Quotes, Readers, Schedule, Span, Tag, TagId, Theme, ThemeId,
};
use std::collections::HashMap;

const HOUR: i64 = 60 * 60 * 1000;

/// How long after an interview its researcher has marked it, and a second one has.
const CODED: [i64; 2] = [2 * DAY, 6 * DAY];

/// Teams whose engineers sit in, in turn.
const OBSERVERS: [&str; 3] = ["build-and-release", "cloud-foundations", "reliability"];

/// Where people meet.
const PLACES: [&str; 3] = ["Video call", "Small room on the second floor", "Canteen, at the back"];

/// What the parts of the story name each other by.
struct Desk<'a> {
    cast: &'a Cast,
    sample: &'a SampleOrganisation,
    now: i64,
    guides: HashMap<String, GuideVersionId>,
    items: HashMap<String, ItemId>,
    tags: HashMap<&'static str, TagId>,
    /// By key of the interview, in the order in which they are written down there.
    highlights: HashMap<&'static str, Vec<HighlightId>>,
}

/// Something that is named in one place of the sample and missing in another.
fn missing(what: &str) -> Error {
    Error::Internal(format!("the sample interviews speak of {what}, which isn't there"))
}

impl Desk<'_> {
    fn researchers(&self) -> [PersonId; 2] {
        let cast = self.sample.cast;
        [cast.researcher, cast.second_researcher].map(|index| self.cast.people[index].id)
    }

    /// When an interview begins: on a weekday, within working hours.
    fn starts_at(&self, interview: &SampleInterview, turn: usize) -> Result<i64> {
        let quarter = self.sample.quarters.get(interview.quarter);
        let quarter = quarter.ok_or_else(|| missing("a quarter"))?;
        let day = i64::from(interview.day);
        let midnight = if quarter.open {
            self.now.div_euclid(DAY) * DAY + day * DAY
        } else {
            let schedule = Schedule { opens_after_days: day, open_days: 0 };
            let window = calendar::window(quarter.period, schedule);
            window.ok_or_else(|| missing("a day beyond all calendars"))?.0
        };
        // 1 January 1970 was a Thursday: day 2 of those, and of every seven, was a Saturday.
        let weekend = match midnight.div_euclid(DAY).rem_euclid(7) {
            2 => 2,
            3 => 1,
            _ => 0,
        };
        let half_hours = 16 + (turn * 7 % 17) as i64;
        Ok(midnight + weekend * DAY + half_hours * HOUR / 2)
    }

    fn about(&self, figure: SampleFigure) -> Result<About> {
        let item = |key: &str| self.items.get(key).copied().ok_or_else(|| missing(key));
        Ok(About {
            wave: *self.cast.waves.get(figure.quarter).ok_or_else(|| missing("a wave"))?,
            team: self.cast.teams.get(figure.team).ok_or_else(|| missing(figure.team))?.id,
            item: figure.item.map(item).transpose()?,
        })
    }

    /// Who sits in: one of those who build the platform, and not the one who is asked.
    fn observer(&self, interview: &SampleInterview, asked: usize, turn: usize) -> Option<PersonId> {
        let quarter = self.sample.quarters.get(interview.quarter)?;
        let cast = self.sample.cast;
        let free =
            |person: usize| ![asked, cast.researcher, cast.second_researcher].contains(&person);
        let team = OBSERVERS[turn % OBSERVERS.len()];
        let seats: Vec<usize> = quarter
            .roster
            .iter()
            .filter(|seat| seat.team == team && free(seat.person))
            .map(|seat| seat.person)
            .collect();
        let person = seats.get(turn % seats.len().max(1))?;
        interview.observed.then(|| self.cast.people[*person].id)
    }

    /// What was agreed to, on the day or when they agreed once more.
    fn consent(&self, interview: &SampleInterview, starts_at: i64) -> Result<Option<Consent>> {
        let Some(agreed) = interview.consent else { return Ok(None) };
        let recorded_at = match agreed.renewed {
            Some(quarter) => {
                let period = self.sample.quarters.get(quarter).map(|quarter| quarter.period);
                let schedule = Schedule { opens_after_days: 4, open_days: 0 };
                let window = period.and_then(|period| calendar::window(period, schedule));
                window.ok_or_else(|| missing("a quarter"))?.0 + 10 * HOUR
            }
            None => starts_at,
        };
        Ok(Some(Consent {
            recorded_at,
            keep_days: agreed.keep_days,
            readers: if agreed.present_only { Readers::Present } else { Readers::Researchers },
            quotes: if agreed.quotes { Quotes::WithoutName } else { Quotes::No },
        }))
    }

    fn source(&self, evidence: &SampleEvidence) -> Result<EvidenceSource> {
        match evidence.source {
            SampleSource::Figure(figure) => Ok(EvidenceSource::Cell(self.about(figure)?)),
            SampleSource::Said { interview: key, words } => interviews()
                .find(|interview| interview.key == key)
                .and_then(|interview| interview.highlight(words))
                .and_then(|place| self.highlights.get(key)?.get(place))
                .map(|&highlight| EvidenceSource::Highlight(highlight))
                .ok_or_else(|| missing(words)),
        }
    }
}

impl Services {
    /// Writes all interviews down, and what was made of them, once everything else is there.
    pub(super) async fn talk(&self, cast: &Cast, sample: &SampleOrganisation) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let guides = tx.guides().await?.into_iter().map(|guide| (guide.key, guide.current.id));
        let items = tx.items().await?.into_iter().map(|item| (item.key, item.id));
        let mut desk = Desk {
            cast,
            sample,
            now: self.clock.now(),
            guides: guides.collect(),
            items: items.collect(),
            tags: HashMap::new(),
            highlights: HashMap::new(),
        };
        let mut talks = Vec::new();
        for (turn, (interview, asked)) in interviews().zip(interviewees(sample)).enumerate() {
            let asked = asked.ok_or_else(|| missing(interview.team))?;
            talks.push((desk.starts_at(interview, turn)?, turn, interview, asked));
        }
        talks.sort_by_key(|&(starts_at, turn, ..)| (starts_at, turn));
        let first = talks.first().map_or(desk.now, |&(starts_at, ..)| starts_at);
        self.write_codebook(&mut tx, &mut desk, first).await?;
        for (starts_at, turn, interview, asked) in talks {
            let observer = desk.observer(interview, asked, turn);
            let about = interview.about.map(|figure| desk.about(figure)).transpose()?;
            let guide = desk.guides.get(interview.guide).copied();
            let consent = desk.consent(interview, starts_at)?;
            let person = &cast.people[asked];
            let written = Interview {
                id: InterviewId(self.random.uuid()),
                guide: guide.ok_or_else(|| missing(interview.guide))?,
                person: Some(person.id),
                team: cast.teams.get(interview.team).map(|team| team.id),
                interviewer: desk.researchers()[0],
                observer,
                starts_at,
                minutes: interview.minutes,
                place: PLACES[turn % PLACES.len()].to_owned(),
                state: match consent {
                    Some(_) => InterviewState::Held,
                    None => InterviewState::Planned,
                },
                about,
            };
            tx.insert_interview(&written).await?;
            if let Some(consent) = consent {
                let token = Token::random(&self.random);
                tx.insert_consent(written.id, consent, token.hash().as_str()).await?;
                self.write_down(&mut tx, &mut desk, &written, interview).await?;
            }
        }
        self.write_findings(&mut tx, &desk).await?;
        Ok(tx.commit().await?)
    }

    /// The codebook, as of the first interview.
    async fn write_codebook(&self, tx: &mut Tx, desk: &mut Desk<'_>, then: i64) -> Result<()> {
        for entry in codebook() {
            let parent = entry.parent.map(|name| desk.tags.get(name).copied());
            let tag = Tag {
                id: TagId(self.random.uuid()),
                parent: parent.map(|id| id.ok_or_else(|| missing(entry.name))).transpose()?,
                name: entry.name.to_owned(),
                description: entry.description.to_owned(),
            };
            tx.insert_tag(&tag).await?;
            let change = TagChange {
                tag_id: tag.id,
                happened_at: then,
                person_id: desk.researchers()[0],
                change: "added".to_owned(),
                detail: entry.name.to_owned(),
            };
            tx.insert_tag_change(self.random.uuid(), &change).await?;
            desk.tags.insert(entry.name, tag.id);
        }
        Ok(())
    }

    /// The notes of an interview, and what one or two people marked in them.
    async fn write_down(
        &self,
        tx: &mut Tx,
        desk: &mut Desk<'_>,
        written: &Interview,
        interview: &SampleInterview,
    ) -> Result<()> {
        for (place, text) in interview.notes() {
            let note = Note {
                place: NotePlace::parse(place).ok_or_else(|| missing(place))?,
                author: written.interviewer,
                text: text.to_owned(),
                revision: 1,
            };
            tx.write_note(written.id, &note).await?;
        }
        let marked = [interview.highlights, interview.second_coder];
        for ((marked, coder), days) in marked.into_iter().zip(desk.researchers()).zip(CODED) {
            if marked.is_empty() {
                continue;
            }
            let mut ids = Vec::with_capacity(marked.len());
            for entry in marked {
                let highlight = self.highlight(desk, written, interview, entry, coder)?;
                tx.insert_highlight(&highlight, entry.words).await?;
                ids.push(highlight.id);
            }
            desk.highlights.entry(interview.key).or_insert(ids);
            let finished_at = Some((written.starts_at + days).min(desk.now));
            let coding = Coding { interview: written.id, coder, finished_at, saw_others: false };
            tx.write_coding(coding).await?;
        }
        Ok(())
    }

    fn highlight(
        &self,
        desk: &Desk<'_>,
        written: &Interview,
        interview: &SampleInterview,
        entry: &SampleHighlight,
        coder: PersonId,
    ) -> Result<Highlight> {
        let note = interview.note(entry.place);
        let span = note.and_then(|note| Span::find(note, entry.words, None));
        let tag = |name: &&str| desk.tags.get(name).copied().ok_or_else(|| missing(name));
        Ok(Highlight {
            id: HighlightId(self.random.uuid()),
            interview: written.id,
            place: NotePlace::parse(entry.place).ok_or_else(|| missing(entry.place))?,
            author: written.interviewer,
            span: span.ok_or_else(|| missing(entry.words))?,
            coder,
            sentiment: entry.sentiment,
            tags: entry.tags.iter().map(tag).collect::<Result<_>>()?,
        })
    }

    /// Themes and jobs, as of the last days, with what speaks for and against them.
    async fn write_findings(&self, tx: &mut Tx, desk: &Desk<'_>) -> Result<()> {
        let hours_ago = |hours: usize| desk.now - hours as i64 * HOUR;
        for (place, entry) in themes().iter().enumerate() {
            let theme = Theme {
                id: ThemeId(self.random.uuid()),
                title: entry.title.to_owned(),
                summary: entry.summary.to_owned(),
                created_at: hours_ago(6 * (place + 1)),
                revision: 1,
                retired: false,
                withdrawn: 0,
            };
            tx.insert_theme(&theme).await?;
            self.write_evidence(tx, desk, Finding::Theme(theme.id), entry.evidence).await?;
        }
        for (place, entry) in jobs().iter().enumerate() {
            let job = Job {
                id: JobId(self.random.uuid()),
                statement: entry.statement.to_owned(),
                importance: i64::from(entry.importance),
                satisfaction: i64::from(entry.satisfaction),
                created_at: hours_ago(place + 1),
                revision: 1,
                retired: false,
                withdrawn: 0,
            };
            tx.insert_job(&job).await?;
            self.write_evidence(tx, desk, Finding::Job(job.id), entry.evidence).await?;
        }
        Ok(())
    }

    async fn write_evidence(
        &self,
        tx: &mut Tx,
        desk: &Desk<'_>,
        finding: Finding,
        evidence: &[SampleEvidence],
    ) -> Result<()> {
        for piece in evidence {
            let evidence = Evidence {
                id: EvidenceId(self.random.uuid()),
                finding,
                source: desk.source(piece)?,
                supports: piece.supports,
            };
            tx.insert_evidence(evidence).await?;
        }
        Ok(())
    }
}

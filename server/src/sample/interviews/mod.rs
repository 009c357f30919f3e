//! Forty interviews of the sample organisation: they tell why the planted effects are there.
//!
//! Three stories run through them, each told by several people before and after the turn: checks
//! in Route Planning, releases of the Shopper App, the development container in Merchant Billing.
//! The others are what else there is: reorganisations, nights, pages, access, and the view of
//! those who build the platform. Some disagree, and some report that nothing has changed.
//!
//! Notes are texts in `notes/`, a file an interview: `# 2.1` begins the note to that prompt of the
//! guide, and each paragraph is one line, as whoever types it makes it. To add an interview: such a
//! file, and an entry in the file of its story. To add a tag: an entry in `codebook`. The tests
//! know what has to agree with what.

mod codebook;
mod figure;
mod jobs;
mod merchant_billing;
mod other_teams;
mod platform_teams;
mod route_planning;
mod shopper_app;
#[cfg(test)]
mod tests;
mod themes;

pub use figure::SampleFigure;

use super::SampleOrganisation;
use app::domain::Sentiment;
use std::collections::BTreeSet;

/// What somebody agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleConsent {
    /// For how many days it is kept.
    pub keep_days: i64,
    /// Whether only those who were there may read it.
    pub present_only: bool,
    /// Whether words may be shown to others, without a name.
    pub quotes: bool,
    /// The quarter (index) in whose first days they agreed to the same once more.
    pub renewed: Option<usize>,
}

/// A marked span of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleHighlight {
    /// The note's place.
    pub place: &'static str,
    /// The words, which the note has exactly once.
    pub words: &'static str,
    /// Names of tags.
    pub tags: &'static [&'static str],
    /// How they feel about it, where that is clear.
    pub sentiment: Option<Sentiment>,
}

/// One conversation.
#[derive(Clone, Copy, Debug)]
pub struct SampleInterview {
    /// Stable short name; also the name of its file of notes.
    pub key: &'static str,
    /// The quarter (index) in which it took place.
    pub quarter: usize,
    /// The day of that quarter, from 0; of one that is only planned, how many days from now.
    pub day: u8,
    /// Key of the team whose member it was with.
    pub team: &'static str,
    /// What that member does.
    pub persona: &'static str,
    /// Key of the guide in the bank.
    pub guide: &'static str,
    /// The figure it follows up on.
    pub about: Option<SampleFigure>,
    /// How long it took.
    pub minutes: u32,
    /// Whether somebody sat in.
    pub observed: bool,
    /// What was agreed to; nothing yet where it is only planned.
    pub consent: Option<SampleConsent>,
    /// Everything written down, one note after the other.
    pub text: &'static str,
    /// Names that are mentioned, and that whoever shows a note may want to take out.
    pub mentions: &'static [&'static str],
    /// What the researcher marked.
    pub highlights: &'static [SampleHighlight],
    /// What somebody else marked without having seen that.
    pub second_coder: &'static [SampleHighlight],
}

impl SampleInterview {
    /// The notes: each one's place, and what it says.
    pub fn notes(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.text
            .split("\n# ")
            .filter_map(|note| note.trim_start_matches("# ").split_once('\n'))
            .map(|(place, text)| (place.trim(), text.trim()))
    }

    /// What the note at a place says.
    #[must_use]
    pub fn note(&self, place: &str) -> Option<&'static str> {
        self.notes().find(|&(at, _)| at == place).map(|(_, text)| text)
    }

    /// The place, among its highlights, of the one that has these words in it.
    #[must_use]
    pub fn highlight(&self, words: &str) -> Option<usize> {
        self.highlights.iter().position(|highlight| highlight.words.contains(words))
    }
}

/// A tag of the codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleTag {
    /// Name, unique.
    pub name: &'static str,
    /// Name of the tag that it is a kind of.
    pub parent: Option<&'static str>,
    /// When to use it and when not.
    pub description: &'static str,
}

/// Where evidence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleSource {
    /// Something that was said.
    Said {
        /// Key of the interview.
        interview: &'static str,
        /// Words by which its highlight is found: see [`SampleInterview::highlight`].
        words: &'static str,
    },
    /// A published figure.
    Figure(SampleFigure),
}

/// What speaks for or against something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleEvidence {
    /// Where it comes from.
    pub source: SampleSource,
    /// Whether it speaks for it.
    pub supports: bool,
}

/// A finding.
#[derive(Clone, Copy, Debug)]
pub struct SampleTheme {
    /// The finding, as a sentence.
    pub title: &'static str,
    /// What is behind it, and what is not known.
    pub summary: &'static str,
    /// What speaks for it and against it.
    pub evidence: &'static [SampleEvidence],
}

/// Something that people try to get done.
#[derive(Clone, Copy, Debug)]
pub struct SampleJob {
    /// “When …, I want to …, so that …”.
    pub statement: &'static str,
    /// How important it is to them, 1 to 5.
    pub importance: u8,
    /// How well it is done today, 1 to 5.
    pub satisfaction: u8,
    /// What speaks for it and against it.
    pub evidence: &'static [SampleEvidence],
}

/// Every interview, story by story.
pub fn interviews() -> impl Iterator<Item = &'static SampleInterview> {
    [
        route_planning::INTERVIEWS,
        shopper_app::INTERVIEWS,
        merchant_billing::INTERVIEWS,
        platform_teams::INTERVIEWS,
        other_teams::INTERVIEWS,
    ]
    .into_iter()
    .flatten()
}

/// The tags, each after the one that it is a kind of.
#[must_use]
pub fn codebook() -> &'static [SampleTag] {
    codebook::CODEBOOK
}

/// The findings.
#[must_use]
pub fn themes() -> &'static [SampleTheme] {
    themes::THEMES
}

/// The register of jobs.
#[must_use]
pub fn jobs() -> &'static [SampleJob] {
    jobs::JOBS
}

/// Whom each interview is with, by index into the organisation's people: somebody who was on the
/// team in that quarter, does what was written down, and was in no other interview. None for an
/// interview for which nobody is left.
#[must_use]
pub fn interviewees(organisation: &SampleOrganisation) -> Vec<Option<usize>> {
    let cast = organisation.cast;
    let mut taken = BTreeSet::from([cast.admin, cast.researcher, cast.second_researcher]);
    interviews()
        .map(|interview| {
            let roster = &organisation.quarters.get(interview.quarter)?.roster;
            let free = |strict: bool| {
                roster.iter().find(|seat| {
                    let persona =
                        seat.attributes.iter().any(|&(_, value)| value == interview.persona);
                    seat.team == interview.team
                        && !taken.contains(&seat.person)
                        && (persona || !strict)
                })
            };
            let person = free(true).or_else(|| free(false))?.person;
            taken.insert(person);
            Some(person)
        })
        .collect()
}

/// Agreed to: kept for so many days, read by all researchers, quoted without a name.
const fn kept(keep_days: i64) -> SampleConsent {
    SampleConsent { keep_days, present_only: false, quotes: true, renewed: None }
}

impl SampleConsent {
    /// The same, read by those who were there only.
    const fn among_us(self) -> Self {
        Self { present_only: true, ..self }
    }

    /// The same, never quoted.
    const fn unquoted(self) -> Self {
        Self { quotes: false, ..self }
    }

    /// The same, agreed to once more in a later quarter.
    const fn renewed(self, quarter: usize) -> Self {
        Self { renewed: Some(quarter), ..self }
    }
}

/// Words that are about something good.
const fn good(
    place: &'static str,
    words: &'static str,
    tags: &'static [&'static str],
) -> SampleHighlight {
    SampleHighlight { place, words, tags, sentiment: Some(Sentiment::Positive) }
}

/// Words that are about something bad.
const fn bad(
    place: &'static str,
    words: &'static str,
    tags: &'static [&'static str],
) -> SampleHighlight {
    SampleHighlight { place, words, tags, sentiment: Some(Sentiment::Negative) }
}

/// Words that are about something both good and bad.
const fn mixed(
    place: &'static str,
    words: &'static str,
    tags: &'static [&'static str],
) -> SampleHighlight {
    SampleHighlight { place, words, tags, sentiment: Some(Sentiment::Mixed) }
}

/// Words that report something.
const fn plain(
    place: &'static str,
    words: &'static str,
    tags: &'static [&'static str],
) -> SampleHighlight {
    SampleHighlight { place, words, tags, sentiment: None }
}

/// A highlight that speaks for something.
const fn said(interview: &'static str, words: &'static str) -> SampleEvidence {
    SampleEvidence { source: SampleSource::Said { interview, words }, supports: true }
}

/// A figure that speaks for something.
const fn shown(quarter: usize, team: &'static str, item: &'static str) -> SampleEvidence {
    let figure = SampleFigure { quarter, team, item: Some(item) };
    SampleEvidence { source: SampleSource::Figure(figure), supports: true }
}

impl SampleEvidence {
    /// The same, as speaking against it.
    const fn against(self) -> Self {
        Self { supports: false, ..self }
    }
}

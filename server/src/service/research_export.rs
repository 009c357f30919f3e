//! Interviews, themes and the codebook as files, for whoever may read them.
//!
//! Without names unless somebody asks for them; whoever was interviewed is a code then, and
//! researchers are numbered. That a file was made is noted in the audit log.

mod theme;

use super::{
    Error, Result, Services, calendar,
    coding::visible,
    interviews::{named, prompt, readable},
};
use crate::{
    auth::policy,
    export::{
        ExportError,
        research::{Material, Researcher, Said, Talk, code, csv, markdown, qda},
    },
    store::Tx,
};
use app::domain::{
    Codebook, Coding, Consent, EvidenceSource, Finding, Highlight, HighlightId, Interview,
    InterviewId, InterviewState, Note, Quotes, Readers, TagId, Team, Theme, Viewer, guide::Outline,
};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResearchFormat {
    /// To be read.
    Markdown,
    /// Tables.
    Csv,
    /// A REFI-QDA codebook.
    Qdc,
}

impl ResearchFormat {
    /// Reads the ending of a file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "md" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "qdc" => Some(Self::Qdc),
            _ => None,
        }
    }
}

fn failed(error: ExportError) -> Error {
    Error::Internal(error.to_string())
}

/// What was agreed to, so that whoever has the file knows.
fn agreed(consent: Option<Consent>) -> String {
    let Some(consent) = consent else { return "Nothing was agreed to.".to_owned() };
    let readers = match consent.readers {
        Readers::Present => "whoever was there",
        Readers::Researchers => "researchers",
    };
    let quotes = match consent.quotes {
        Quotes::No => "Nothing may be quoted.",
        Quotes::WithoutName => "It may be quoted without the name.",
    };
    let until = calendar::day(consent.keep_until());
    format!("For {readers}. {quotes} To be deleted by {until}, or when it is taken back.")
}

/// What files are told with.
struct Telling {
    with_names: bool,
    teams: Vec<Team>,
    guides: HashMap<app::domain::GuideVersionId, (String, Outline)>,
}

impl Telling {
    async fn read(tx: &mut Tx, with_names: bool) -> Result<Self> {
        Ok(Self { with_names, teams: tx.teams().await?, guides: HashMap::new() })
    }

    fn team(&self, interview: &Interview) -> String {
        let team = self.teams.iter().find(|team| Some(team.id) == interview.team);
        team.map(|team| team.name.clone()).unwrap_or_default()
    }

    async fn with(&self, tx: &mut Tx, interview: &Interview) -> Result<String> {
        let Some(person) = interview.person else { return Ok("somebody".to_owned()) };
        if self.with_names {
            return Ok(tx.person(person).await?.map(|person| person.name).unwrap_or_default());
        }
        let (code, team) = (code(person), self.team(interview));
        Ok(if team.is_empty() { code } else { format!("{code} of {team}") })
    }

    async fn talk(
        &mut self,
        tx: &mut Tx,
        interview: &Interview,
        consent: Option<Consent>,
        highlights: Vec<Highlight>,
    ) -> Result<Talk> {
        if let Entry::Vacant(unknown) = self.guides.entry(interview.guide) {
            let guide = tx.guide_version(interview.guide).await?.ok_or(Error::NotFound)?;
            unknown.insert((guide.name, guide.current.outline));
        }
        let with = self.with(tx, interview).await?;
        let (guide, outline) = self.guides.get(&interview.guide).ok_or(Error::NotFound)?;
        let mut notes = tx.notes(interview.id).await?;
        notes.retain(|note| !note.text.trim().is_empty());
        let said = |note: Note| {
            let of = |mark: &&Highlight| mark.place == note.place && mark.author == note.author;
            let highlights = highlights.iter().filter(of).cloned().collect();
            let prompt = prompt(outline, note.place);
            Said { place: note.place, prompt, author: note.author, text: note.text, highlights }
        };
        Ok(Talk {
            id: interview.id,
            with,
            team: self.team(interview),
            day: calendar::day(interview.starts_at),
            guide: guide.clone(),
            agreed: agreed(consent),
            said: notes.into_iter().map(said).collect(),
        })
    }

    /// Everybody who wrote or marked something, in the order of their names or of no meaning.
    async fn researchers(&self, tx: &mut Tx, talks: &[Talk]) -> Result<Vec<Researcher>> {
        let mut ids = BTreeSet::new();
        for said in talks.iter().flat_map(|talk| &talk.said) {
            ids.insert(said.author);
            ids.extend(said.highlights.iter().map(|highlight| highlight.coder));
        }
        let mut researchers = Vec::with_capacity(ids.len());
        for (id, number) in ids.into_iter().zip(1..) {
            let name = match self.with_names {
                true => tx.person(id).await?.map(|person| person.name).unwrap_or_default(),
                false => format!("Researcher {number}"),
            };
            researchers.push(Researcher { id, name });
        }
        Ok(researchers)
    }
}

impl Services {
    /// One interview as a file.
    pub async fn export_interview(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        format: ResearchFormat,
        with_names: bool,
    ) -> Result<Vec<u8>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let (interview, consent) = readable(&mut tx, viewer, id).await?;
        if format == ResearchFormat::Qdc {
            return Err(Error::NotFound);
        }
        let codings = tx.codings_of(id).await?;
        let mut highlights = tx.highlights_of(id).await?;
        highlights.retain(|highlight| visible(viewer.person, highlight.coder, &codings));
        let mut telling = Telling::read(&mut tx, with_names).await?;
        let talk = telling.talk(&mut tx, &interview, consent, highlights).await?;
        let talks = vec![talk];
        let researchers = telling.researchers(&mut tx, &talks).await?;
        let codebook = Codebook::new(tx.tags().await?);
        let detail = format!("{}, {}", named(&interview), naming(with_names));
        self.audit(&mut tx, Some(viewer.person), "interview-exported", detail).await?;
        tx.commit().await?;
        let material = Material { codebook, talks, researchers, themes: Vec::new() };
        let talk = material.talks.first().ok_or(Error::NotFound)?;
        match format {
            ResearchFormat::Csv => csv::interview(&material, talk).map_err(failed),
            _ => Ok(markdown::interview(&material, talk).into_bytes()),
        }
    }

    /// Every interview that the viewer may read, with what is marked and what themes stand on it, as
    /// a REFI-QDA project.
    pub async fn export_interviews(&self, viewer: &Viewer, with_names: bool) -> Result<Vec<u8>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let consents: HashMap<InterviewId, Consent> = tx.consents().await?.into_iter().collect();
        let mut codings: HashMap<InterviewId, Vec<Coding>> = HashMap::new();
        for coding in tx.codings().await? {
            codings.entry(coding.interview).or_default().push(coding);
        }
        let mut marked: BTreeMap<InterviewId, Vec<Highlight>> = BTreeMap::new();
        for highlight in tx.highlights().await? {
            let codings = codings.get(&highlight.interview).map(Vec::as_slice).unwrap_or_default();
            if visible(viewer.person, highlight.coder, codings) {
                marked.entry(highlight.interview).or_default().push(highlight);
            }
        }
        let mut telling = Telling::read(&mut tx, with_names).await?;
        let mut talks = Vec::new();
        let mut interviews = tx.interviews().await?;
        interviews.reverse();
        for interview in interviews {
            let consent = consents.get(&interview.id).copied();
            let held = interview.state == InterviewState::Held;
            if held && policy::may_read_interview(viewer, &interview, consent) {
                let highlights = marked.remove(&interview.id).unwrap_or_default();
                talks.push(telling.talk(&mut tx, &interview, consent, highlights).await?);
            }
        }
        let researchers = telling.researchers(&mut tx, &talks).await?;
        let themes = themes(&mut tx).await?;
        let codebook = Codebook::new(tx.tags().await?);
        tx.commit().await?;
        let mut tx = self.store.begin().await?;
        let detail = format!("{}, {}", talks.len(), naming(with_names));
        self.audit(&mut tx, Some(viewer.person), "interviews-exported", detail).await?;
        tx.commit().await?;
        let material = Material { codebook, talks, researchers, themes };
        tokio::task::spawn_blocking(move || qda::project(&material))
            .await
            .map_err(|error| Error::Internal(error.to_string()))?
            .map_err(failed)
    }

    /// The codebook as a file. Nobody's words are in it.
    pub async fn export_codebook(
        &self,
        viewer: &Viewer,
        format: ResearchFormat,
    ) -> Result<Vec<u8>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let codebook = Codebook::new(tx.tags().await?);
        let uses: HashMap<TagId, i64> = tx.tag_uses().await?.into_iter().collect();
        tx.commit().await?;
        match format {
            ResearchFormat::Markdown => Ok(markdown::codebook(&codebook, &uses).into_bytes()),
            ResearchFormat::Csv => csv::codebook(&codebook, &uses).map_err(failed),
            ResearchFormat::Qdc => qda::codebook(&codebook).map_err(failed),
        }
    }
}

fn naming(with_names: bool) -> &'static str {
    if with_names { "with names" } else { "without names" }
}

/// Every theme in use, with the highlights that are evidence of it.
async fn themes(tx: &mut Tx) -> Result<Vec<(Theme, Vec<HighlightId>)>> {
    let mut themes: Vec<(Theme, Vec<HighlightId>)> =
        tx.themes().await?.into_iter().map(|theme| (theme, Vec::new())).collect();
    themes.retain(|(theme, _)| !theme.retired);
    for evidence in tx.evidence().await? {
        let found =
            themes.iter_mut().find(|(theme, _)| evidence.finding == Finding::Theme(theme.id));
        if let (Some((_, ids)), EvidenceSource::Highlight(id)) = (found, evidence.source) {
            ids.push(id);
        }
    }
    Ok(themes)
}

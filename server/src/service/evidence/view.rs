//! Findings as pages show them.

use super::{readable_highlight, title};
use crate::{
    auth::policy,
    search::{Question, Within},
    service::{Error, Result, Services, calendar, interviews::view::about_view},
    store::{
        Tx,
        evidence::EvidencePlace,
        search::{Scope, Subject},
    },
};
use app::{
    domain::{
        About, Codebook, Evidence, EvidenceSource, Finding, HighlightId, Job, JobId, TeamId, Theme,
        ThemeId, Viewer,
    },
    ports::{
        AboutQuery, CandidatesPage, CellPage, EvidenceView, EvidenceWords, FindingPort, Footing,
        JobPage, PortResult, ThemePage,
    },
};
use async_trait::async_trait;
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

/// Highlights that are offered at a time.
const OFFERED: i64 = 30;

/// How much each finding stands on: teams and people, each counted once however much they said.
fn footings(places: &[EvidencePlace]) -> HashMap<Finding, Footing> {
    let mut footings: HashMap<Finding, Footing> = HashMap::new();
    let mut seen: HashSet<(Finding, bool, uuid::Uuid)> = HashSet::new();
    for place in places {
        let footing = footings.entry(place.finding).or_default();
        let side = if place.supports { &mut footing.supports } else { &mut footing.against };
        *side += 1;
        if let Some(team) = place.team {
            footing.teams += usize::from(seen.insert((place.finding, true, team.0)));
        }
        if let Some(person) = place.person {
            footing.people += usize::from(seen.insert((place.finding, false, person.0)));
        }
    }
    footings
}

/// What evidence is told with.
struct Told {
    codebook: Codebook,
    teams: HashMap<TeamId, String>,
}

impl Told {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let teams = tx.teams().await?.into_iter().map(|team| (team.id, team.name)).collect();
        Ok(Self { codebook: Codebook::new(tx.tags().await?), teams })
    }

    async fn quote(&self, tx: &mut Tx, viewer: &Viewer, id: HighlightId) -> Result<EvidenceWords> {
        let Some((highlight, interview)) = readable_highlight(tx, viewer, id).await? else {
            return Ok(EvidenceWords::Hidden);
        };
        let note = tx.note(interview.id, highlight.place, highlight.author).await?;
        let words = note.map(|note| highlight.span.of(&note.text).to_owned());
        let team = interview.team.and_then(|team| self.teams.get(&team)).map(String::as_str);
        Ok(EvidenceWords::Quote {
            words: words.unwrap_or_default(),
            whence: format!(
                "{}, {}",
                team.unwrap_or("No team"),
                calendar::day(interview.starts_at)
            ),
            tags: highlight.tags.iter().map(|tag| self.codebook.path(*tag)).collect(),
            href: highlight.place.read_at(interview.id),
        })
    }

    async fn evidence(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        finding: Finding,
    ) -> Result<Vec<EvidenceView>> {
        let mut views = Vec::new();
        for evidence in tx.evidence().await? {
            if evidence.finding == finding {
                let words = self.words(tx, viewer, evidence).await?;
                views.push(EvidenceView { evidence, words });
            }
        }
        Ok(views)
    }

    async fn words(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        evidence: Evidence,
    ) -> Result<EvidenceWords> {
        match evidence.source {
            EvidenceSource::Highlight(id) => self.quote(tx, viewer, id).await,
            EvidenceSource::Cell(about) => match about_view(tx, Some(about)).await? {
                Some(view) => {
                    let figure = figure(tx, about).await?;
                    Ok(EvidenceWords::Cell { about: view, figure })
                }
                None => Ok(EvidenceWords::Hidden),
            },
        }
    }
}

/// What a published figure says, in a few words.
async fn figure(tx: &mut Tx, about: About) -> Result<String> {
    let Some(item) = about.item else { return Ok(String::new()) };
    let Some(release) = tx.release_head(about.wave).await? else { return Ok(String::new()) };
    let cells = tx.release_cells_of_team(release.id, about.team).await?;
    let cell = cells.into_iter().find(|cell| cell.item == item);
    let share = cell.as_ref().and_then(|cell| cell.shown.exact()).and_then(|cell| cell.share);
    Ok(share.map_or_else(
        || "no figure is shown".to_owned(),
        |share| format!("{:.0} % favourable", share * 100.0),
    ))
}

impl Services {
    async fn theme_rows(&self, viewer: &Viewer) -> Result<Vec<(Theme, Footing)>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let footings = footings(&tx.evidence_places().await?);
        let footing = |id| footings.get(&Finding::Theme(id)).copied().unwrap_or_default();
        let mut themes = tx.themes().await?;
        let order = |theme: &Theme| (theme.retired, Reverse(footing(theme.id).people));
        themes.sort_by_key(|theme| (order(theme), theme.created_at));
        let row = |theme: Theme| {
            let footing = footing(theme.id);
            (theme, footing)
        };
        Ok(themes.into_iter().map(row).collect())
    }

    async fn theme_page(&self, viewer: &Viewer, id: ThemeId) -> Result<ThemePage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let theme = tx.theme(id).await?.ok_or(Error::NotFound)?;
        let finding = Finding::Theme(id);
        let footing = footings(&tx.evidence_places().await?).remove(&finding).unwrap_or_default();
        let evidence = Told::read(&mut tx).await?.evidence(&mut tx, viewer, finding).await?;
        let html = crate::markdown::to_html(&theme.summary);
        Ok(ThemePage { theme, html, footing, evidence })
    }

    async fn job_rows(&self, viewer: &Viewer) -> Result<Vec<(Job, Footing)>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let footings = footings(&tx.evidence_places().await?);
        let footing = |id| footings.get(&Finding::Job(id)).copied().unwrap_or_default();
        let mut jobs = tx.jobs().await?;
        jobs.sort_by_key(|job| (job.retired, Reverse((job.gap(), job.importance)), job.created_at));
        let row = |job: Job| {
            let footing = footing(job.id);
            (job, footing)
        };
        Ok(jobs.into_iter().map(row).collect())
    }

    async fn job_page(&self, viewer: &Viewer, id: JobId) -> Result<JobPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let job = tx.job(id).await?.ok_or(Error::NotFound)?;
        let finding = Finding::Job(id);
        let footing = footings(&tx.evidence_places().await?).remove(&finding).unwrap_or_default();
        let evidence = Told::read(&mut tx).await?.evidence(&mut tx, viewer, finding).await?;
        Ok(JobPage { job, footing, evidence })
    }

    async fn candidates_page(
        &self,
        viewer: &Viewer,
        finding: Finding,
        words: &str,
    ) -> Result<CandidatesPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let title = title(&mut tx, finding).await?;
        let Some(question) = Question::parse(words) else {
            return Ok(CandidatesPage { title, found: None });
        };
        let there: HashSet<HighlightId> = (tx.evidence().await?.into_iter())
            .filter(|evidence| evidence.finding == finding)
            .filter_map(|evidence| match evidence.source {
                EvidenceSource::Highlight(id) => Some(id),
                EvidenceSource::Cell(_) => None,
            })
            .collect();
        let within = Within { kind: Some("highlight".to_owned()), ..Within::default() };
        let scope = Scope { within, ..Scope::default() };
        let told = Told::read(&mut tx).await?;
        let mut found = Vec::new();
        for subject in tx.find(&question, &scope, viewer.person, OFFERED, 0).await? {
            if let Subject::Highlight(id, _) = subject
                && !there.contains(&id)
            {
                found.push((id.to_string(), told.quote(&mut tx, viewer, id).await?));
            }
        }
        Ok(CandidatesPage { title, found: Some(found) })
    }

    async fn cell_page(&self, viewer: &Viewer, about: AboutQuery) -> Result<CellPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let about = self.checked_about(&mut tx, about).await?;
        let about = about_view(&mut tx, about).await?;
        let themes = tx.themes().await?.into_iter().filter(|theme| !theme.retired);
        let mut findings: Vec<(String, String)> =
            themes.map(|theme| (format!("themes/{}", theme.id), theme.title)).collect();
        let jobs = tx.jobs().await?.into_iter().filter(|job| !job.retired);
        findings.extend(
            jobs.map(|job| (format!("jobs/{}", job.id), format!("Job: {}", job.statement))),
        );
        Ok(CellPage { about, findings })
    }
}

#[async_trait]
impl FindingPort for Services {
    fn fresh(&self) -> String {
        self.random.uuid().to_string()
    }

    async fn themes(&self, viewer: &Viewer) -> PortResult<Vec<(Theme, Footing)>> {
        self.theme_rows(viewer).await.map_err(Error::for_page)
    }

    async fn theme(&self, viewer: &Viewer, id: ThemeId) -> PortResult<ThemePage> {
        self.theme_page(viewer, id).await.map_err(Error::for_page)
    }

    async fn jobs(&self, viewer: &Viewer) -> PortResult<Vec<(Job, Footing)>> {
        self.job_rows(viewer).await.map_err(Error::for_page)
    }

    async fn job(&self, viewer: &Viewer, id: JobId) -> PortResult<JobPage> {
        self.job_page(viewer, id).await.map_err(Error::for_page)
    }

    async fn candidates(
        &self,
        viewer: &Viewer,
        finding: Finding,
        words: &str,
    ) -> PortResult<CandidatesPage> {
        self.candidates_page(viewer, finding, words).await.map_err(Error::for_page)
    }

    async fn cell(&self, viewer: &Viewer, about: AboutQuery) -> PortResult<CellPage> {
        self.cell_page(viewer, about).await.map_err(Error::for_page)
    }
}

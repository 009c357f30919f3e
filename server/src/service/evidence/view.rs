//! Findings as pages show them.

use super::{
    cells::Cells,
    sight::{Seen, Sight, shuffled},
    tags_of, title,
};
use crate::{
    auth::policy,
    search::{Question, Within},
    service::{Error, Result, Services, calendar, interviews::view::about_view},
    store::{
        Tx,
        evidence::EvidencePlace,
        passages::Passage,
        search::{Scope, Subject},
    },
};
use app::{
    domain::{Codebook, EvidenceSource, Finding, HighlightId, Job, JobId, Theme, ThemeId, Viewer},
    ports::{
        AboutQuery, CandidateQuery, CandidatesPage, CellPage, EvidenceView, EvidenceWords,
        FindingPort, Footing, Ground, JobPage, Lean, PeopleCount, PortResult, ThemePage,
    },
};
use async_trait::async_trait;
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};
use uuid::Uuid;

/// Highlights that are offered at a time.
const OFFERED: i64 = 30;

/// What a finding stands on, each person and each team once however much they said.
#[derive(Default)]
struct Stand {
    teams: HashSet<Uuid>,
    people: HashSet<Uuid>,
    /// Who is for it and against it; each figure is one of its own.
    sides: [HashSet<Uuid>; 2],
    figures: [usize; 2],
    newest: Option<app::domain::Period>,
}

impl Stand {
    fn add(&mut self, place: &EvidencePlace) {
        let side = usize::from(!place.supports);
        self.teams.extend(place.team.map(|team| team.0));
        match place.person {
            Some(person) => {
                self.people.insert(person.0);
                self.sides[side].insert(person.0);
            }
            None => self.figures[side] += 1,
        }
        let quarter = place.starts_at.and_then(calendar::quarter_of).or(place.period);
        self.newest = self.newest.max(quarter);
    }

    /// As a viewer is told.
    fn footing(&self, sight: &Sight<'_>) -> Footing {
        let (people, minimum) = (self.people.len(), sight.rules.minimum);
        let few = !sight.viewer.roles.researcher
            && u32::try_from(people).is_ok_and(|people| people < minimum);
        let side = |side: usize| self.sides[side].len() + self.figures[side];
        Footing {
            teams: self.teams.len(),
            people: if few {
                PeopleCount::FewerThan(minimum)
            } else {
                PeopleCount::Exactly(people)
            },
            lean: Lean::of(side(0), side(1)),
            newest: self.newest,
        }
    }
}

fn stands(places: &[EvidencePlace]) -> HashMap<Finding, Stand> {
    let mut stands: HashMap<Finding, Stand> = HashMap::new();
    for place in places {
        stands.entry(place.finding).or_default().add(place);
    }
    stands
}

/// The id by which a finding's quotes are shuffled.
fn page_of(finding: Finding) -> Uuid {
    match finding {
        Finding::Theme(id) => id.0,
        Finding::Job(id) => id.0,
    }
}

fn words(seen: Seen, tags: Vec<String>) -> EvidenceWords {
    match seen {
        Seen::Read(voice) => EvidenceWords::Quote { voice, tags },
        Seen::Quoted(voice) => EvidenceWords::Quote { voice, tags: Vec::new() },
        Seen::Hidden => EvidenceWords::Hidden,
    }
}

/// What a finding stands on. Researchers are told that there is something where they may not read
/// it, so that it can still be turned or taken away; others are not.
async fn ground(tx: &mut Tx, sight: &Sight<'_>, finding: Finding) -> Result<Ground> {
    let viewer = sight.viewer;
    let researcher = viewer.roles.researcher;
    let places = tx.evidence_places().await?;
    let stand = stands(&places).remove(&finding).unwrap_or_default();
    let passages: HashMap<HighlightId, Passage> = (tx.passages_of(viewer.person, finding).await?)
        .into_iter()
        .map(|passage| (passage.highlight, passage))
        .collect();
    let mut tags = if researcher { tags_of(tx, finding).await? } else { HashMap::new() };
    let mut cells = Cells::default();
    let mut views = Vec::new();
    for piece in tx.evidence_of(finding).await? {
        let (order, words) = match piece.source {
            EvidenceSource::Highlight(id) => {
                let seen = passages.get(&id).map_or(Seen::Hidden, |passage| sight.of(passage));
                let tags = tags.remove(&id).unwrap_or_default();
                (shuffled(page_of(finding), id), words(seen, tags))
            }
            EvidenceSource::Cell(about) => {
                let view = cells.view(tx, viewer, about).await?;
                let words = view.map_or(EvidenceWords::Hidden, |(about, figure)| {
                    EvidenceWords::Cell { about, figure: figure.map(Box::new) }
                });
                // Figures first.
                ([0; 32], words)
            }
        };
        if researcher || !matches!(words, EvidenceWords::Hidden) {
            let id = researcher.then_some(piece.id);
            views.push((order, EvidenceView { id, supports: piece.supports, words }));
        }
    }
    views.sort_by_key(|(order, _)| *order);
    Ok(Ground {
        footing: stand.footing(sight),
        evidence: views.into_iter().map(|(_, view)| view).collect(),
        quoting: (!researcher).then_some(sight.rules.comments_minimum),
    })
}

impl Services {
    async fn theme_rows(&self, viewer: &Viewer) -> Result<Vec<(Theme, Footing)>> {
        policy::planner(viewer)?;
        let mut tx = self.store.read().await?;
        let sight = self.sight(&mut tx, viewer).await?;
        let mut stands = stands(&tx.evidence_places().await?);
        let row = |theme: Theme| {
            let stand = stands.remove(&Finding::Theme(theme.id)).unwrap_or_default();
            (theme, stand.footing(&sight))
        };
        let mut rows: Vec<_> = tx.themes().await?.into_iter().map(row).collect();
        rows.sort_by_key(|(theme, footing)| {
            (theme.retired, Reverse(footing.newest), Reverse(footing.teams), theme.created_at)
        });
        Ok(rows)
    }

    async fn theme_page(&self, viewer: &Viewer, id: ThemeId) -> Result<ThemePage> {
        policy::planner(viewer)?;
        let mut tx = self.store.read().await?;
        let theme = tx.theme(id).await?.ok_or(Error::NotFound)?;
        let sight = self.sight(&mut tx, viewer).await?;
        let ground = ground(&mut tx, &sight, Finding::Theme(id)).await?;
        let html = crate::markdown::to_html(&theme.summary);
        Ok(ThemePage { theme, html, ground })
    }

    async fn job_rows(&self, viewer: &Viewer) -> Result<Vec<(Job, Footing)>> {
        policy::planner(viewer)?;
        let mut tx = self.store.read().await?;
        let sight = self.sight(&mut tx, viewer).await?;
        let mut stands = stands(&tx.evidence_places().await?);
        let mut jobs = tx.jobs().await?;
        jobs.sort_by_key(|job| (job.retired, Reverse((job.gap(), job.importance)), job.created_at));
        let row = |job: Job| {
            let stand = stands.remove(&Finding::Job(job.id)).unwrap_or_default();
            (job, stand.footing(&sight))
        };
        Ok(jobs.into_iter().map(row).collect())
    }

    async fn job_page(&self, viewer: &Viewer, id: JobId) -> Result<JobPage> {
        policy::planner(viewer)?;
        let mut tx = self.store.read().await?;
        let job = tx.job(id).await?.ok_or(Error::NotFound)?;
        let sight = self.sight(&mut tx, viewer).await?;
        let ground = ground(&mut tx, &sight, Finding::Job(id)).await?;
        Ok(JobPage { job, ground })
    }

    async fn candidates_page(
        &self,
        viewer: &Viewer,
        finding: Finding,
        query: &CandidateQuery,
    ) -> Result<CandidatesPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let title = title(&mut tx, finding).await?;
        let codebook = Codebook::new(tx.tags().await?);
        let sight = self.sight(&mut tx, viewer).await?;
        let passages = match Question::parse(&query.words) {
            Some(question) => {
                let within = Within { kind: Some("highlight".to_owned()), ..Within::default() };
                let tags = query.tag.map(|tag| codebook.within(tag));
                let scope = Scope { within, tags, ..Scope::default() };
                let there: HashSet<EvidenceSource> = (tx.evidence_of(finding).await?.into_iter())
                    .map(|piece| piece.source)
                    .collect();
                let mut passages = Vec::new();
                for subject in tx.find(&question, &scope, viewer.person, OFFERED, 0).await? {
                    if let Subject::Highlight(id, _) = subject
                        && !there.contains(&EvidenceSource::Highlight(id))
                    {
                        passages.extend(tx.passage(viewer.person, id).await?);
                    }
                }
                passages
            }
            None => tx.passages_to_add(viewer.person, finding, query.tag, OFFERED).await?,
        };
        let offered = |passage: Passage| {
            let words = words(sight.of(&passage), Vec::new());
            (passage.highlight.to_string(), words)
        };
        Ok(CandidatesPage {
            title,
            tags: (codebook.tags().iter())
                .map(|tag| (tag.id.to_string(), codebook.path(tag.id)))
                .collect(),
            found: passages.into_iter().map(offered).collect(),
        })
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
        query: &CandidateQuery,
    ) -> PortResult<CandidatesPage> {
        self.candidates_page(viewer, finding, query).await.map_err(Error::for_page)
    }

    async fn cell(&self, viewer: &Viewer, about: AboutQuery) -> PortResult<CellPage> {
        self.cell_page(viewer, about).await.map_err(Error::for_page)
    }
}

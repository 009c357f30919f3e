//! The codebook as pages show it.

use crate::{
    auth::policy,
    service::{
        Error, Result, Services, calendar,
        coding::{Compared, Sight},
    },
    store::{Tx, tags::TagChange},
};
use app::{
    domain::{Codebook, InterviewId, PersonId, TagId, Viewer},
    ports::{
        AgreementPage, CodebookPage, CodebookPort, PortResult, TagEvent, TagPage, TagRow,
        TaggedWords,
    },
};
use async_trait::async_trait;
use std::collections::{HashMap, hash_map::Entry};

/// How many changes the codebook's page tells.
const NEWEST: usize = 30;

/// How many highlights a tag's page lists.
const MOST_LISTED: i64 = 200;

/// What each word says; `{}` is the detail.
const SENTENCES: [(&str, &str); 7] = [
    ("added", "added {}"),
    ("renamed", "renamed {}"),
    ("described", "changed the description of {}"),
    ("moved", "moved {}"),
    ("merged", "merged {}"),
    ("split", "split {}"),
    ("deleted", "deleted {}"),
];

/// What somebody did: `renamed Waiting to Queues`.
pub(in crate::service) fn sentence(change: &TagChange) -> String {
    let found = SENTENCES.iter().find(|(word, _)| *word == change.change);
    found.map_or("changed {}", |(_, words)| words).replace("{}", &change.detail)
}

/// Changes in words.
async fn events(tx: &mut Tx, changes: Vec<TagChange>) -> Result<Vec<TagEvent>> {
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let mut events = Vec::with_capacity(changes.len());
    for change in changes {
        if let Entry::Vacant(unknown) = names.entry(change.person_id) {
            let person = tx.person(change.person_id).await?;
            unknown.insert(person.map(|person| person.name).unwrap_or_default());
        }
        events.push(TagEvent {
            when: calendar::minute(change.happened_at),
            who: names.get(&change.person_id).cloned().unwrap_or_default(),
            what: sentence(&change),
        });
    }
    Ok(events)
}

/// Tags as a form offers them: value and path, with a predicate.
fn offered(codebook: &Codebook, which: impl Fn(TagId) -> bool) -> Vec<(String, String)> {
    let tags = codebook.tags().iter().filter(|tag| which(tag.id));
    tags.map(|tag| (tag.id.to_string(), codebook.path(tag.id))).collect()
}

/// The tags with how often and how alike they are used.
async fn rows(tx: &mut Tx, codebook: &Codebook) -> Result<Vec<TagRow>> {
    let uses: HashMap<TagId, i64> = tx.tag_uses().await?.into_iter().collect();
    let compared = Compared::read(tx, codebook).await?;
    let row = |tag: &app::domain::Tag| TagRow {
        depth: codebook.depth(tag.id),
        uses: uses.get(&tag.id).copied().unwrap_or_default(),
        agreed: compared.agreed(tag.id),
        tag: tag.clone(),
    };
    Ok(codebook.tags().iter().map(row).collect())
}

impl Services {
    async fn codebook_page(&self, viewer: &Viewer) -> Result<CodebookPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let codebook = Codebook::new(tx.tags().await?);
        let mut changes = tx.tag_changes().await?;
        changes.truncate(NEWEST);
        Ok(CodebookPage {
            rows: rows(&mut tx, &codebook).await?,
            places: offered(&codebook, |_| true),
            id: TagId(self.random.uuid()),
            events: events(&mut tx, changes).await?,
        })
    }

    async fn tag_page(&self, viewer: &Viewer, id: TagId) -> Result<TagPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let codebook = Codebook::new(tx.tags().await?);
        let row = rows(&mut tx, &codebook).await?.into_iter().find(|row| row.tag.id == id);
        let row = row.ok_or(Error::NotFound)?;
        let mut changes = tx.tag_changes().await?;
        changes.retain(|change| change.tag_id == id);
        Ok(TagPage {
            path: codebook.path(id),
            seen: changes.len(),
            below: codebook.below(id).len(),
            places: offered(&codebook, |place| codebook.may_move(id, Some(place))),
            others: offered(&codebook, |other| other != id),
            split_id: TagId(self.random.uuid()),
            highlights: tagged(&mut tx, viewer, id).await?,
            events: events(&mut tx, changes).await?,
            row,
        })
    }

    async fn agreement_page(&self, viewer: &Viewer) -> Result<AgreementPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let codebook = Codebook::new(tx.tags().await?);
        let compared = Compared::read(&mut tx, &codebook).await?;
        let coders = compared.coders(&mut tx).await?;
        Ok(AgreementPage {
            interviews: compared.interviews,
            sentences: compared.sentences(),
            tags: compared.by_tag(&codebook, &coders),
            coders: coders.into_iter().map(|(_, name)| name).collect(),
        })
    }
}

/// The highlights that have a tag, as far as the viewer sees them.
async fn tagged(tx: &mut Tx, viewer: &Viewer, id: TagId) -> Result<Vec<TaggedWords>> {
    let mut sight = Sight::new(viewer);
    let mut said: HashMap<InterviewId, String> = HashMap::new();
    let teams = tx.teams().await?;
    let mut listed = Vec::new();
    for highlight in tx.highlights_with_tag(id, MOST_LISTED).await? {
        if !sight.sees(tx, &highlight).await? {
            continue;
        }
        let interview = highlight.interview;
        let note = tx.note(interview, highlight.place, highlight.author).await?;
        if let Entry::Vacant(unknown) = said.entry(interview) {
            let found = tx.interview(interview).await?.ok_or(Error::NotFound)?;
            let team = teams.iter().find(|team| Some(team.id) == found.team);
            let team = team.map_or("No team", |team| team.name.as_str());
            unknown.insert(format!("{team}, {}", calendar::day(found.starts_at)));
        }
        listed.push(TaggedWords {
            value: highlight.id.to_string(),
            words: note.map(|note| highlight.span.of(&note.text).to_owned()).unwrap_or_default(),
            said: said.get(&interview).cloned().unwrap_or_default(),
            href: format!(
                "/interviews/{interview}/coding#note-{}-{}",
                highlight.place, highlight.author
            ),
        });
    }
    Ok(listed)
}

#[async_trait]
impl CodebookPort for Services {
    async fn codebook(&self, viewer: &Viewer) -> PortResult<CodebookPage> {
        self.codebook_page(viewer).await.map_err(Error::for_page)
    }

    async fn tag(&self, viewer: &Viewer, id: TagId) -> PortResult<TagPage> {
        self.tag_page(viewer, id).await.map_err(Error::for_page)
    }

    async fn agreement(&self, viewer: &Viewer) -> PortResult<AgreementPage> {
        self.agreement_page(viewer).await.map_err(Error::for_page)
    }
}

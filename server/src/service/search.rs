//! Finding things: notes, highlights, themes and jobs, as far as the viewer may read them.
//!
//! A hit says when and in which team something was said, and by its own words what; not by whom.
//! Opening the interview is what the audit log notes.

use super::{Error, Result, Services, calendar, interviews::prompt};
use crate::{
    auth::policy,
    search::{Question, Within},
    store::{
        Tx,
        search::{Scope, Subject},
    },
};
use app::{
    domain::{
        Codebook, InterviewId, Period, TagId, Team, TeamId, TeamTree, Viewer, guide::Outline,
    },
    ports::{PortResult, SearchChoices, SearchHit, SearchPage, SearchPort, SearchQuery},
};
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many are shown at a time.
const PAGE: u32 = 20;

/// Pages after which nobody looks any further; they would only cost.
const MOST_PAGES: u32 = 50;

/// An attribute with more values than this is no group of people, but something of each.
const MOST_VALUES: usize = 20;

/// Everything that a search is told with.
struct Surroundings {
    tree: TeamTree,
    codebook: Codebook,
}

impl Surroundings {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let tree =
            TeamTree::new(tx.teams().await?).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { tree, codebook: Codebook::new(tx.tags().await?) })
    }

    fn team(&self, id: TeamId) -> Option<&Team> {
        self.tree.get(id)
    }

    /// Teams with interviews and those above them, in reading order, indented by how deep they are.
    fn teams(&self, interviewed: &[TeamId]) -> Vec<(String, String)> {
        let mut shown = BTreeSet::new();
        for index in interviewed.iter().filter_map(|team| self.tree.index_of(*team)) {
            shown.extend(self.tree.ancestors_and_self(index));
        }
        let line = |index: usize| {
            let team = &self.tree.teams()[index];
            (team.id.to_string(), format!("{}{}", "– ".repeat(self.tree.depth(index)), team.name))
        };
        shown.into_iter().map(line).collect()
    }

    fn scope(&self, query: &SearchQuery) -> Scope {
        let team = query.team.parse::<TeamId>().ok();
        let tag = query.tag.parse::<TagId>().ok();
        let within = |top: TeamId| {
            let below = self.tree.index_of(top).map(|index| self.tree.subtree(index));
            below.into_iter().flatten().map(|index| self.tree.teams()[index].id).collect()
        };
        let attribute = query.attribute.split_once('=');
        Scope {
            within: Within {
                // Nothing else has tags.
                kind: Some(query.kind.clone())
                    .filter(|kind| !kind.is_empty())
                    .or_else(|| tag.map(|_| "highlight".to_owned())),
                teams: team.map(within),
                quarter: query.quarter.parse::<Period>().ok(),
            },
            attribute: attribute.map(|(name, value)| (name.to_owned(), value.to_owned())),
            tags: tag.map(|tag| self.codebook.within(tag)),
        }
    }
}

/// What the roster says of people, where few values are shared by many: as `name=value`.
fn attributes(combinations: Vec<Vec<(String, String)>>) -> Vec<(String, String)> {
    let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, value) in combinations.into_iter().flatten() {
        values.entry(name).or_default().insert(value);
    }
    values.retain(|_, values| values.len() <= MOST_VALUES);
    let choice = |(name, values): (String, BTreeSet<String>)| {
        values.into_iter().map(move |value| (format!("{name}={value}"), format!("{name}: {value}")))
    };
    values.into_iter().flat_map(choice).collect()
}

/// The quarters from one instant to another, the newest first.
fn quarters(times: Option<(i64, i64)>) -> Vec<(String, String)> {
    let period = |instant| calendar::quarter_of(instant);
    let Some((mut next, last)) = times.and_then(|(first, last)| period(first).zip(period(last)))
    else {
        return Vec::new();
    };
    let mut quarters = Vec::new();
    while next <= last {
        quarters.push((next.to_string(), next.title()));
        next = next.next();
    }
    quarters.reverse();
    quarters
}

impl Services {
    async fn search_page(&self, viewer: &Viewer, query: &SearchQuery) -> Result<SearchPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let surroundings = Surroundings::read(&mut tx).await?;
        let choices = SearchChoices {
            teams: surroundings.teams(&tx.interviewed_teams().await?),
            quarters: quarters(tx.interview_times().await?),
            attributes: attributes(tx.attributes().await?),
            tags: (surroundings.codebook.tags().iter())
                .map(|tag| (tag.id.to_string(), surroundings.codebook.path(tag.id)))
                .collect(),
        };
        let Some(question) = Question::parse(&query.words) else {
            return Ok(SearchPage { choices, hits: None, more: false });
        };
        let scope = surroundings.scope(query);
        let page = query.page.clamp(1, MOST_PAGES);
        // One more than is shown tells whether there are more.
        let (most, skipped) = (i64::from(PAGE) + 1, i64::from((page - 1) * PAGE));
        let mut found = tx.find(&question, &scope, viewer.person, most, skipped).await?;
        let more = found.len() > PAGE as usize && page < MOST_PAGES;
        found.truncate(PAGE as usize);
        let mut telling = Telling { question, surroundings, interviews: HashMap::new() };
        let mut hits = Vec::with_capacity(found.len());
        for subject in found {
            hits.extend(telling.hit(&mut tx, subject).await?);
        }
        Ok(SearchPage { choices, hits: Some(hits), more })
    }
}

/// Tells what was found.
struct Telling {
    question: Question,
    surroundings: Surroundings,
    /// The day and team of an interview, and its guide.
    interviews: HashMap<InterviewId, (String, Outline)>,
}

impl Telling {
    /// A subject in words; none where it went between being found and being read.
    async fn hit(&mut self, tx: &mut Tx, subject: Subject) -> Result<Option<SearchHit>> {
        let (kind, href, title, text) = match subject {
            Subject::Note(interview, place, author) => {
                let Some(note) = tx.note(interview, place, author).await? else { return Ok(None) };
                let Some((where_and_when, outline)) = self.interview(tx, interview).await? else {
                    return Ok(None);
                };
                let title = format!("{where_and_when} · {}", prompt(outline, place));
                ("Note", place.read_at(interview), title, note.text)
            }
            Subject::Highlight(id, interview) => {
                let Some(highlight) = tx.highlight(id).await? else { return Ok(None) };
                let note = tx.note(interview, highlight.place, highlight.author).await?;
                let tags: Vec<String> = highlight
                    .tags
                    .iter()
                    .map(|tag| self.surroundings.codebook.path(*tag))
                    .collect();
                let Some((where_and_when, _)) = self.interview(tx, interview).await? else {
                    return Ok(None);
                };
                let tags = (!tags.is_empty()).then(|| format!(" · {}", tags.join(", ")));
                let title = format!("{where_and_when}{}", tags.unwrap_or_default());
                let text = note.map(|note| highlight.span.of(&note.text).to_owned());
                ("Highlight", highlight.place.read_at(interview), title, text.unwrap_or_default())
            }
            Subject::Theme(id) => {
                let Some(theme) = tx.theme(id).await? else { return Ok(None) };
                ("Theme", format!("/themes/{id}"), theme.title, theme.summary)
            }
            Subject::Job(id) => {
                let Some(job) = tx.job(id).await? else { return Ok(None) };
                ("Job", format!("/jobs/{id}"), job.statement.clone(), job.statement)
            }
        };
        Ok(Some(SearchHit { kind, href, title, snippet: self.question.snippet(&text) }))
    }

    async fn interview(
        &mut self,
        tx: &mut Tx,
        id: InterviewId,
    ) -> Result<Option<&(String, Outline)>> {
        if !self.interviews.contains_key(&id) {
            let Some(interview) = tx.interview(id).await? else { return Ok(None) };
            let Some(guide) = tx.guide_version(interview.guide).await? else { return Ok(None) };
            let team = interview.team.and_then(|team| self.surroundings.team(team));
            let team = team.map_or("No team", |team| team.name.as_str());
            let told = format!("{team}, {}", calendar::day(interview.starts_at));
            self.interviews.insert(id, (told, guide.current.outline));
        }
        Ok(self.interviews.get(&id))
    }
}

#[async_trait]
impl SearchPort for Services {
    async fn search(&self, viewer: &Viewer, query: &SearchQuery) -> PortResult<SearchPage> {
        self.search_page(viewer, query).await.map_err(Error::for_page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nearly_everybody_has_alone_is_no_choice() {
        let person = |number: usize| {
            vec![
                ("desk".to_owned(), number.to_string()),
                ("persona".to_owned(), ["Backend", "Web"][number % 2].to_owned()),
            ]
        };
        let choices = attributes((0..50).map(person).collect());
        let expected = [("persona=Backend", "persona: Backend"), ("persona=Web", "persona: Web")];
        assert_eq!(choices, expected.map(|(value, name)| (value.to_owned(), name.to_owned())));
    }

    #[test]
    fn quarters_are_told_from_the_newest_to_the_oldest() {
        let at = |day| calendar::parse_date(day).expect("a day");
        let told = quarters(Some((at("2025-11-03"), at("2026-04-01"))));
        let names: Vec<_> = told.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(names, ["2026-Q2", "2026-Q1", "2025-Q4"]);
        assert!(quarters(None).is_empty());
    }
}

//! Who is due: teams in order, each with what nobody has talked about with it yet and somebody who
//! may be asked.

use super::{coverage, histories, rules, turn};
use crate::{
    auth::policy,
    service::{Error, Result, Services, calendar},
    store::Tx,
};
use app::{
    domain::{
        About, Interview, InterviewState, Person, PersonId, Team, TeamId, TeamTree, Viewer, Wave,
        WaveState,
        rotation::{History, Standing, may_ask},
    },
    ports::{DueTeam, Excerpt, OpenQuestion, RotationPage, Suggested},
    report::Verdict,
};
use std::collections::{HashMap, HashSet};

/// Teams that the page shows.
const MOST_TEAMS: usize = 50;
/// Quarters that coverage looks at, this one included.
pub(super) const QUARTERS: i32 = 4;

/// Whether an interview took place, or is going to.
pub(super) fn counts(interview: &Interview) -> bool {
    interview.state != InterviewState::CalledOff
}

/// Whether an instant lies in the quarter of `now` or, with `quarters`, in one of those before; what
/// lies ahead of it does as well.
pub(super) fn within_quarters(instant: i64, now: i64, quarters: i32) -> bool {
    let ordinal = |instant| calendar::quarter_of(instant).map(app::domain::Period::ordinal);
    ordinal(instant).zip(ordinal(now)).is_some_and(|(then, now)| now - then < quarters)
}

fn in_this_quarter(instant: i64, now: i64) -> bool {
    calendar::quarter_of(instant) == calendar::quarter_of(now)
}

/// The newest published wave of each program that still runs, if it is recent enough to act on.
async fn newest_waves(tx: &mut Tx, now: i64) -> Result<Vec<Wave>> {
    let this = calendar::quarter_of(now).map(app::domain::Period::ordinal).unwrap_or_default();
    let programs = tx.programs().await?;
    let running: HashSet<_> =
        programs.iter().filter(|program| !program.archived).map(|program| program.id).collect();
    let mut newest = HashMap::new();
    for wave in tx.waves().await? {
        let recent = this - wave.period.ordinal() <= QUARTERS;
        if wave.state == WaveState::Published && recent && running.contains(&wave.program) {
            // Oldest first: the last one stays.
            newest.insert(wave.program, wave);
        }
    }
    let mut newest: Vec<Wave> = newest.into_values().collect();
    newest.sort_by_key(|wave| (std::cmp::Reverse(wave.period), wave.id));
    Ok(newest)
}

/// Clear declines of the newest releases that no interview was planned about.
async fn open_questions(
    tx: &mut Tx,
    interviews: &[Interview],
    now: i64,
) -> Result<HashMap<TeamId, Vec<OpenQuestion>>> {
    let asked: HashSet<_> = interviews
        .iter()
        .filter(|interview| counts(interview))
        .filter_map(|interview| interview.about)
        .map(|about| (about.wave, about.team, about.item))
        .collect();
    let mut questions: HashMap<TeamId, Vec<OpenQuestion>> = HashMap::new();
    for wave in newest_waves(tx, now).await? {
        let Some(release) = tx.release_head(wave.id).await? else { continue };
        let items: HashMap<_, _> = tx
            .release_items(release.id)
            .await?
            .into_iter()
            .map(|item| (item.item, item.wording))
            .collect();
        for change in tx.release_clear_changes(release.id).await? {
            let about = About { wave: wave.id, team: change.team, item: Some(change.item) };
            let declined = change.figures.verdict == Verdict::Declined;
            if !declined || asked.contains(&(about.wave, about.team, about.item)) {
                continue;
            }
            questions.entry(change.team).or_default().push(OpenQuestion {
                about,
                wording: items.get(&change.item).cloned().unwrap_or_default(),
                delta: change.figures.delta,
                period: wave.period.title(),
            });
        }
    }
    // The largest decline first.
    for questions in questions.values_mut() {
        questions.sort_by(|one, two| {
            one.delta.total_cmp(&two.delta).then_with(|| one.wording.cmp(&two.wording))
        });
    }
    Ok(questions)
}

/// A team with what its row is made of.
struct Candidate<'a> {
    standing: Standing,
    team: &'a Team,
    /// Those who may be asked, in turn.
    askable: Vec<&'a Person>,
    recent: usize,
}

impl Services {
    pub(super) async fn rotation_page(&self, viewer: &Viewer) -> Result<RotationPage> {
        policy::interviewer(viewer)?;
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let rules = rules(&mut tx).await?;
        let tree =
            TeamTree::new(tx.teams().await?).map_err(|error| Error::Internal(error.to_string()))?;
        let mut people = tx.people().await?;
        let interviews = tx.interviews().await?;
        let histories = histories(&mut tx, &interviews, now).await?;
        let mut questions = open_questions(&mut tx, &interviews, now).await?;
        tx.commit().await?;

        let seated = |team: TeamId| tree.get(team).is_some_and(|team| !team.retired);
        people.retain(|person| !person.left && person.team.is_some_and(seated));
        let mut by_team: HashMap<TeamId, Vec<&Person>> = HashMap::new();
        for person in &people {
            if let Some(team) = person.team {
                by_team.entry(team).or_default().push(person);
            }
        }
        let mut of_team: HashMap<TeamId, Vec<&Interview>> = HashMap::new();
        for interview in interviews.iter().filter(|interview| counts(interview)) {
            if let Some(team) = interview.team {
                of_team.entry(team).or_default().push(interview);
            }
        }
        let nobody = History::default();
        let history = |person: PersonId| histories.get(&person).unwrap_or(&nobody);
        let mut candidates: Vec<Candidate<'_>> = tree
            .teams()
            .iter()
            .filter_map(|team| {
                let people = by_team.get(&team.id)?;
                let held = of_team.get(&team.id).map(Vec::as_slice).unwrap_or_default();
                let mut askable: Vec<&Person> = people
                    .iter()
                    .copied()
                    .filter(|person| {
                        person.id != viewer.person
                            && may_ask(now, history(person.id), rules).is_ok()
                    })
                    .collect();
                askable.sort_by_key(|person| turn(person.id, history(person.id), now));
                let path = path_below_root(&tree, team.id);
                let standing = Standing {
                    name: path,
                    people: people.len(),
                    last: held.iter().map(|interview| interview.starts_at).max(),
                    questions: questions.get(&team.id).map_or(0, Vec::len),
                };
                let recent = held
                    .iter()
                    .filter(|interview| within_quarters(interview.starts_at, now, QUARTERS))
                    .count();
                Some(Candidate { standing, team, askable, recent })
            })
            .collect();
        candidates.sort_by(|one, two| one.standing.compare(&two.standing, now));
        let this_quarter = of_team
            .values()
            .filter(|held| held.iter().any(|one| in_this_quarter(one.starts_at, now)))
            .count();
        let due = Excerpt {
            total: candidates.len(),
            rows: candidates
                .iter()
                .take(MOST_TEAMS)
                .map(|candidate| {
                    row(candidate, questions.remove(&candidate.team.id).unwrap_or_default(), now)
                })
                .collect(),
        };
        let recent: Vec<&Interview> = interviews
            .iter()
            .filter(|one| counts(one) && within_quarters(one.starts_at, now, QUARTERS))
            .collect();
        Ok(RotationPage {
            rules,
            quarter: calendar::quarter_of(now).map(|quarter| quarter.title()).unwrap_or_default(),
            this_quarter,
            covered: candidates.iter().filter(|candidate| candidate.recent > 0).count(),
            teams: candidates.len(),
            askable: candidates.iter().map(|candidate| candidate.askable.len()).sum(),
            people: people.len(),
            interviews: recent.len(),
            coverage: coverage::tables(&tree, &people, &recent),
            due,
        })
    }
}

/// The path of a team; where all are of one organisation, without its name before every one.
fn path_below_root(tree: &TeamTree, team: TeamId) -> String {
    let one = (0..tree.len()).filter(|&index| tree.parent(index).is_none()).count() == 1;
    let Some(path) = tree.path(team) else { return String::new() };
    match path.parts() {
        [_, below @ ..] if one && !below.is_empty() => below.join(" / "),
        parts => parts.join(" / "),
    }
}

fn row(candidate: &Candidate<'_>, questions: Vec<OpenQuestion>, now: i64) -> DueTeam {
    let standing = &candidate.standing;
    let suggested = candidate
        .askable
        .first()
        .map(|person| Suggested { name: person.name.clone(), email: person.email.to_string() });
    DueTeam {
        team: candidate.team.id,
        path: standing.name.clone(),
        people: standing.people,
        askable: candidate.askable.len(),
        last: standing.last.map(calendar::day),
        planned: standing.last.is_some_and(|last| last > now),
        recent: candidate.recent,
        questions,
        suggested,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::DAY, within_quarters};
    use crate::service::calendar::parse_date;

    #[test]
    fn four_quarters_are_this_one_and_the_three_before() {
        let at = |text: &str| parse_date(text).expect("a date");
        let now = at("2026-11-16");
        assert!(within_quarters(now, now, 4));
        assert!(within_quarters(at("2026-01-01"), now, 4));
        assert!(!within_quarters(at("2025-12-31"), now, 4));
        assert!(within_quarters(now + 90 * DAY, now, 4), "what is planned counts");
    }
}

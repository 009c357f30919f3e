//! All files together: read, checked, and ready to be counted.

use super::{
    complaints::{Complaints, quoted},
    items::Items,
    policy,
    ranks::{Ranked, parents_first},
    responses::{self, EMPTY, Known, NOT_APPLICABLE, WaveResponses},
    roster::{Roster, RosterWave},
    teams::Teams,
};
use crate::analysis::{Question, WaveAnswers};
use app::domain::{AnswerValue, DisclosurePolicy, Period};
use std::{collections::BTreeMap, path::PathBuf};

/// Where the files are.
#[derive(Clone, Debug)]
pub struct Files {
    /// `team,parent`
    pub teams: PathBuf,
    /// `wave,person,team`
    pub roster: PathBuf,
    /// `item,dimension,scale,reverse` and maybe `favourable_from`
    pub items: PathBuf,
    /// `wave,response,team,item,value`
    pub responses: PathBuf,
    /// Disclosure rules that are stricter than the usual ones.
    pub policy: Option<PathBuf>,
}

/// What the files say, with nothing wrong in it.
#[derive(Debug)]
pub struct Input {
    /// The disclosure policy.
    pub policy: DisclosurePolicy,
    /// The teams of all waves.
    pub ranked: Ranked,
    /// Names of items, sorted.
    pub items: Vec<String>,
    /// How their answers count, in the same order.
    pub questions: Vec<Question>,
    /// Names of dimensions, sorted; questions name them by their places.
    pub dimensions: Vec<String>,
    /// The waves, oldest first.
    pub waves: Vec<Wave>,
    /// What to look at although nothing is wrong, a line each.
    pub warnings: Vec<String>,
}

/// One wave.
#[derive(Debug)]
pub struct Wave {
    /// Its quarter or half-year.
    pub period: Period,
    /// People who sit in each team itself, in the order of the tree.
    invited: Vec<u32>,
    responses: WaveResponses,
}

impl Input {
    /// Reads all files.
    ///
    /// # Errors
    /// Everything that is wrong with them: `file:line: what is wrong and what to do`, a line each.
    pub fn read(files: &Files) -> Result<Self, String> {
        let mut about = [&files.teams, &files.roster, &files.items, &files.responses]
            .map(|path| Complaints::about(path.display().to_string()));
        let [of_teams, of_roster, of_items, of_responses] = &mut about;
        let teams = Teams::read(&files.teams, of_teams);
        let items = Items::read(&files.items, of_items);
        let roster = Roster::read(&files.roster, teams.as_ref(), of_roster);
        let known = Known { teams: teams.as_ref(), items: items.as_ref(), roster: roster.as_ref() };
        let mut responses = responses::read(&files.responses, known, of_responses);
        if let (Some(teams), Some(roster), true, true) =
            (&teams, &roster, of_teams.is_empty(), of_roster.is_empty())
        {
            for (wave, responses) in roster.waves.iter().zip(&mut responses) {
                more_answers_than_people(teams, wave, responses, of_responses);
                if responses.len() == 0 && of_responses.is_empty() {
                    of_responses.warn(None, format!("nobody has answered in {}", wave.period));
                }
                responses.forget_names();
            }
        }
        let mut all = Vec::from(about);
        let mut policy = DisclosurePolicy::default();
        if let Some(path) = &files.policy {
            let mut complaints = Complaints::about(path.display().to_string());
            policy = policy::read(path, &mut complaints);
            all.push(complaints);
        }
        let right = all.iter().all(Complaints::is_empty);
        let (Some(teams), Some(items), Some(roster), true) = (teams, items, roster, right) else {
            return Err(all.iter().map(ToString::to_string).collect());
        };
        let ranked = Ranked::new(&teams, &roster);
        let waves = roster.waves.into_iter().zip(responses);
        let waves = waves.map(|(wave, responses)| Wave::new(&wave, responses, &ranked)).collect();
        Ok(Self {
            policy,
            ranked,
            items: items.names,
            questions: items.questions,
            dimensions: items.dimensions,
            waves,
            warnings: all.iter().flat_map(Complaints::warnings).collect(),
        })
    }
}

impl Wave {
    fn new(roster: &RosterWave, responses: WaveResponses, ranked: &Ranked) -> Self {
        let mut invited = vec![0; ranked.tree.len()];
        for (team, &people) in roster.people.iter().enumerate() {
            invited[ranked.in_tree[team]] = people;
        }
        Self { period: roster.period, invited, responses }
    }

    /// The answers, ready to be counted: as they are needed once and take twenty times as much
    /// memory as here, this is done one wave at a time.
    #[must_use]
    pub(super) fn answers(self, ranked: &Ranked, questions: &[Question]) -> WaveAnswers {
        let Ranked { tree, in_tree, .. } = ranked;
        let mut answers =
            WaveAnswers::of_questions(tree.clone(), Some(self.invited), questions.to_vec());
        for (team, values) in self.responses.responses() {
            let given = (0..).zip(values).filter(|(_, value)| **value != EMPTY);
            let given = given.map(|(item, &value)| match value {
                NOT_APPLICABLE => (item, AnswerValue::NotApplicable),
                number => (item, AnswerValue::Number(number.into())),
            });
            let pushed = answers.push_values(in_tree[team], given.collect());
            debug_assert!(pushed.is_ok(), "every value was checked against its scale");
        }
        answers
    }
}

/// In every team with all below it there are at most as many responses as people. (A response
/// may count for a team above the one in which the person sits.)
fn more_answers_than_people(
    teams: &Teams,
    wave: &RosterWave,
    responses: &WaveResponses,
    complaints: &mut Complaints,
) {
    let mut people = wave.people.clone();
    let mut lines: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    let mut count = vec![0u32; teams.len()];
    for (team, _) in responses.teams() {
        count[team] += 1;
    }
    let order = parents_first(teams);
    for &team in order.iter().rev() {
        if count[team] > people[team] {
            lines.insert(team, Vec::new());
        }
        if let Some(parent) = teams.parents[team] {
            people[parent as usize] += people[team];
            // What is too many here is complained about here, and not in all teams above.
            count[parent as usize] += count[team].min(people[team]);
        }
    }
    if lines.is_empty() {
        return;
    }
    for (team, line) in responses.teams() {
        let mut above = Some(team);
        while let Some(team) = above {
            if let Some(lines) = lines.get_mut(&team) {
                lines.push(line);
            }
            above = teams.parents[team].map(|parent| parent as usize);
        }
    }
    for (team, mut lines) in lines {
        lines.sort_unstable();
        let people = people[team] as usize;
        let line = lines.get(people).copied();
        complaints.push(line, "people", || {
            let period = wave.period;
            format!(
                "the team {} has {} in {period} and {} in the file of rosters, teams below it \
                 included; add who is missing there, or correct the team of these responses",
                quoted(teams.names[team].as_bytes()),
                counted(lines.len(), "response", "responses"),
                counted(people, "person", "people"),
            )
        });
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

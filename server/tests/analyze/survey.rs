//! Surveys of chance: any tree, any answers, and files whose rows are in any order.

use super::Analysis;
use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// One item. Its values are those of its scale, with nothing flipped.
#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    pub dimension: String,
    pub scale: &'static str,
    pub min: i16,
    pub max: i16,
    pub reverse: bool,
    /// The lowest favourable value, after flipping.
    pub favourable_from: i16,
}

/// One line of answers; none for “does not apply”.
#[derive(Clone, Debug)]
pub struct Answer {
    pub wave: usize,
    pub response: String,
    pub team: usize,
    pub item: usize,
    pub value: Option<i16>,
}

/// Everything that the four files say.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Names of teams, and which team each belongs to.
    pub teams: Vec<(String, Option<usize>)>,
    pub items: Vec<Item>,
    /// Wave, person, team.
    pub roster: Vec<(usize, String, usize)>,
    pub answers: Vec<Answer>,
}

/// The scales with their ends and the usual lowest favourable value.
pub const SCALES: [(&str, i16, i16, i16); 5] = [
    ("likert5", 1, 5, 4),
    ("likert7", 1, 7, 6),
    ("scale10", 1, 10, 8),
    ("nps", 0, 10, 9),
    ("yesno", 0, 1, 1),
];

/// A wave's name.
pub fn period(wave: usize) -> String {
    format!("{}-Q{}", 2024 + wave / 4, wave % 4 + 1)
}

impl Survey {
    /// A survey of so many waves: up to twelve teams of up to fourteen people, some of which are
    /// tiny, some of one mind, and many of which skip items or say that they do not apply.
    pub fn of_chance(seed: u64, waves: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut teams = vec![("Root".to_owned(), None)];
        for team in 1..rng.random_range(2..=12) {
            teams.push((format!("Team {team}"), Some(rng.random_range(0..team))));
        }
        let items = (0..rng.random_range(1..=4))
            .map(|item| {
                let (scale, min, max, favourable_from) = SCALES[rng.random_range(0..SCALES.len())];
                Item {
                    name: format!("item {item}"),
                    dimension: format!("dimension {}", item / 2),
                    scale,
                    min,
                    max,
                    reverse: rng.random(),
                    favourable_from,
                }
            })
            .collect();
        let mut survey = Self { teams, items, roster: Vec::new(), answers: Vec::new() };
        let mut response = 0;
        for team in 0..survey.teams.len() {
            let people = rng.random_range(0..=14);
            let climate: f64 = [0.05, 0.3, 0.5, 0.7, 0.95][rng.random_range(0..5)];
            for person in 0..people {
                for wave in 0..waves {
                    survey.roster.push((wave, format!("{team}/{person}"), team));
                    if rng.random_bool(0.8) {
                        response += 1;
                        survey.answer(wave, response, team, climate, &mut rng);
                    }
                }
            }
        }
        if survey.answers.is_empty() {
            // Files without an answer are refused.
            return Self::of_chance(seed.wrapping_add(1), waves);
        }
        survey
    }

    fn answer(
        &mut self,
        wave: usize,
        response: u32,
        team: usize,
        climate: f64,
        rng: &mut ChaCha8Rng,
    ) {
        for (place, item) in self.items.iter().enumerate() {
            let chance: f64 = rng.random();
            if chance < 0.1 {
                continue;
            }
            let span = f64::from(item.max - item.min);
            let liked = (climate + rng.random_range(-0.35..0.35)).clamp(0.0, 1.0);
            let step = (liked * span).round() as i16;
            let value = if item.reverse { item.max - step } else { item.min + step };
            self.answers.push(Answer {
                wave,
                response: format!("response {response}"),
                team,
                item: place,
                value: (chance > 0.15).then_some(value),
            });
        }
    }

    /// The files of `soundings analyze`.
    pub fn files(&self) -> Analysis {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let team = |team: usize| quoted(&self.teams[team].0);
        let mut teams = "team,parent\n".to_owned();
        for (name, parent) in &self.teams {
            teams += &format!("{},{}\n", quoted(name), parent.map(team).unwrap_or_default());
        }
        let mut items = "item,dimension,scale,reverse,favourable_from\n".to_owned();
        for Item { name, dimension, scale, reverse, favourable_from, .. } in &self.items {
            items += &format!("{name},{dimension},{scale},{reverse},{favourable_from}\n");
        }
        let mut roster = "wave,person,team\n".to_owned();
        for (wave, person, home) in &self.roster {
            roster += &format!("{},{person},{}\n", period(*wave), team(*home));
        }
        let mut responses = "wave,response,team,item,value\n".to_owned();
        for Answer { wave, response, team: home, item, value } in &self.answers {
            let value = value.map_or_else(|| "na".to_owned(), |value| value.to_string());
            let (wave, item) = (period(*wave), &self.items[*item].name);
            responses += &format!("{wave},{response},{},{item},{value}\n", team(*home));
        }
        Analysis::empty()
            .with("teams.csv", teams)
            .with("items.csv", items)
            .with("roster.csv", roster)
            .with("responses.csv", responses)
    }

    /// The same in another order, with other names of teams and ids of responses.
    pub fn disguised(&self, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut survey = self.clone();
        let mut order: Vec<usize> = (0..self.teams.len()).collect();
        order.shuffle(&mut rng);
        // Another order of names, too.
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        survey.teams = (order.iter().enumerate())
            .map(|(new, &old)| (disguise(new, old), self.teams[old].1.map(|parent| place[parent])))
            .collect();
        for (_, _, team) in &mut survey.roster {
            *team = place[*team];
        }
        let mut ids = BTreeMap::new();
        for answer in &mut survey.answers {
            answer.team = place[answer.team];
            let id = ids.entry(answer.response.clone()).or_insert_with(|| rng.random::<u64>());
            answer.response = format!("{id:x}");
        }
        survey.roster.shuffle(&mut rng);
        survey.answers.shuffle(&mut rng);
        survey
    }

    /// The original name of a team that was disguised.
    pub fn undisguised(&self, name: &str) -> String {
        let old = name.rsplit('"').next().and_then(|old| old.parse::<usize>().ok()).unwrap();
        self.teams[old].0.clone()
    }

    /// Whether a team is another one or somewhere below it.
    pub fn is_within(&self, mut team: usize, above: usize) -> bool {
        loop {
            match self.teams[team].1 {
                _ if team == above => return true,
                Some(parent) => team = parent,
                None => return false,
            }
        }
    }
}

/// A name with everything in it that a careless reader of CSV stumbles over.
fn disguise(new: usize, old: usize) -> String {
    format!("{}, ✓\n{new} \"{old}", ["z", "a", "M"][new % 3])
}

//! What lies behind the answers: levels of dimensions, items, teams and people, in points of the
//! scale from 0 to 100.
//!
//! One answer is the sum of the dimension's level, the item's, the team's, the person's (in
//! general and for the dimension), the mood of the quarter, a planted effect if there is one, and
//! chance. Nothing but planted effects has a direction in time.

use super::PlantedEffect;
use super::chance::Chance;
use super::chart::PLANS;
use crate::bank::BankItem;
use app::domain::Dimension;
use std::collections::BTreeMap;

/// How far items of a dimension lie from each other.
const ITEMS_DIFFER: f64 = 5.0;
/// How far teams lie from each other, in general.
const TEAMS_DIFFER: f64 = 3.0;
/// How far teams lie from each other, in a dimension.
const TEAMS_DIFFER_BY_DIMENSION: f64 = 5.0;
/// How much a team goes up and down from quarter to quarter, for no reason.
const QUARTERS_DIFFER: f64 = 1.5;
/// How far people lie from each other, in general.
const PEOPLE_DIFFER: f64 = 7.0;
/// How far people lie from each other, in a dimension.
const PEOPLE_DIFFER_BY_DIMENSION: f64 = 10.0;
/// How much a person's mood differs from quarter to quarter.
const MOODS_DIFFER: f64 = 4.0;
/// What is left: how much two answers of one person to one item differ.
const ANSWERS_DIFFER: f64 = 16.0;

/// The organisation's level in a dimension. Far from the middle, ends of the scale pull answers
/// back by a point or two.
pub(super) fn level(dimension: Dimension) -> f64 {
    match dimension {
        Dimension::Satisfaction => 62.0,
        Dimension::FeedbackLoops => 57.0,
        Dimension::CognitiveLoad => 52.0,
        Dimension::Flow => 54.0,
        Dimension::Tooling => 63.0,
        Dimension::Documentation => 46.0,
        Dimension::Deployment => 60.0,
        Dimension::OnCall => 55.0,
        Dimension::Collaboration => 78.0,
        Dimension::PlatformSupport => 61.0,
    }
}

/// How a department differs from the organisation. It sticks to the teams that began there, so
/// that a team that moves changes its department and nothing else.
fn flavour(department: &str, dimension: Dimension) -> f64 {
    match (department, dimension) {
        ("shopper", Dimension::Deployment) => 5.0,
        ("shopper", Dimension::Flow) => -4.0,
        ("network", Dimension::OnCall | Dimension::Documentation) => -7.0,
        ("network", Dimension::Collaboration) => 3.0,
        ("merchant", Dimension::Documentation) => 8.0,
        ("merchant", Dimension::CognitiveLoad) => -6.0,
        ("platform", Dimension::PlatformSupport) => 12.0,
        ("platform", Dimension::Tooling | Dimension::Deployment) => 6.0,
        ("platform", Dimension::Flow) => -8.0,
        ("data", Dimension::FeedbackLoops | Dimension::Deployment) => -8.0,
        ("data", Dimension::Flow) => 8.0,
        _ => 0.0,
    }
}

/// What one person is like.
#[derive(Clone, Debug)]
pub(super) struct Temper {
    general: f64,
    by_dimension: BTreeMap<Dimension, f64>,
    /// How much more or less likely than others to answer at all.
    pub(super) responds: f64,
    /// Where they stand among their colleagues in using each gated thing, 0 to 1.
    pub(super) usage: BTreeMap<&'static str, f64>,
}

impl Temper {
    /// Draws a person.
    pub(super) fn draw(chance: &mut Chance, gates: &[&'static str]) -> Self {
        Self {
            general: chance.normal(PEOPLE_DIFFER),
            by_dimension: Dimension::ALL
                .into_iter()
                .map(|dimension| (dimension, chance.normal(PEOPLE_DIFFER_BY_DIMENSION)))
                .collect(),
            responds: chance.normal(0.1),
            usage: gates.iter().map(|&gate| (gate, chance.share())).collect(),
        }
    }
}

/// The levels of teams and items.
#[derive(Clone, Debug)]
pub(super) struct Climate<'a> {
    teams: BTreeMap<(&'static str, Dimension), f64>,
    items: BTreeMap<&'static str, f64>,
    /// Ups and downs without a reason, by quarter.
    restless: Vec<BTreeMap<(&'static str, Dimension), f64>>,
    effects: &'a [PlantedEffect],
}

impl<'a> Climate<'a> {
    /// Draws the levels of `quarters` quarters.
    pub(super) fn draw(
        chance: &mut Chance,
        items: &[BankItem],
        effects: &'a [PlantedEffect],
        quarters: usize,
    ) -> Self {
        let mut teams = BTreeMap::new();
        for plan in &PLANS {
            let department = plan.parent.filter(|&parent| parent != "company").unwrap_or(plan.key);
            let general = chance.normal(TEAMS_DIFFER);
            for dimension in Dimension::ALL {
                let own = general + chance.normal(TEAMS_DIFFER_BY_DIMENSION);
                let drawn = level(dimension) + flavour(department, dimension) + own;
                // Planted teams start where there is room for the effect.
                let planted = effects
                    .iter()
                    .find(|effect| effect.team == plan.key && effect.dimension == dimension)
                    .map(|effect| effect.starts_at);
                teams.insert((plan.key, dimension), planted.unwrap_or(drawn));
            }
        }
        let restless = (0..quarters)
            .map(|_| teams.keys().map(|&key| (key, chance.normal(QUARTERS_DIFFER))).collect())
            .collect();
        Self { teams, items: item_levels(chance, items), restless, effects }
    }

    /// Where a person in a team stands in a dimension in a quarter.
    pub(super) fn stand(
        &self,
        temper: &Temper,
        mood: f64,
        team: &'static str,
        dimension: Dimension,
        quarter: usize,
    ) -> f64 {
        let at = |levels: &BTreeMap<_, f64>| levels.get(&(team, dimension)).copied();
        let restless = self.restless.get(quarter).and_then(at).unwrap_or_default();
        let planted: f64 = self
            .effects
            .iter()
            .filter(|effect| effect.team == team && effect.dimension == dimension)
            .map(|effect| effect.shift * effect.course.share(quarter))
            .sum();
        let own = temper.by_dimension.get(&dimension).copied().unwrap_or_default();
        at(&self.teams).unwrap_or_default() + restless + planted + temper.general + own + mood
    }

    /// What somebody who stands at `stand` answers to one item, in points; can lie off the scale.
    pub(super) fn answer(&self, chance: &mut Chance, item: &BankItem, stand: f64) -> f64 {
        let item = self.items.get(item.key).copied().unwrap_or_default();
        stand + item + chance.normal(ANSWERS_DIFFER)
    }
}

/// The mood of one person in one quarter.
pub(super) fn mood(chance: &mut Chance) -> f64 {
    chance.normal(MOODS_DIFFER)
}

/// How far each item lies from its dimension; over the items of a dimension they add up to 0, so
/// that the dimension's level is what it says.
fn item_levels(chance: &mut Chance, items: &[BankItem]) -> BTreeMap<&'static str, f64> {
    let mut levels = BTreeMap::new();
    for dimension in Dimension::ALL {
        let numbers: Vec<&BankItem> = items
            .iter()
            .filter(|item| item.dimension == dimension && item.scale.scale().range().is_some())
            .collect();
        let drawn: Vec<f64> = numbers.iter().map(|_| chance.normal(ITEMS_DIFFER)).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len().max(1) as f64;
        levels.extend(numbers.iter().zip(drawn).map(|(item, level)| (item.key, level - mean)));
    }
    levels
}

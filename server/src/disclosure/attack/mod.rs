//! Attacks on releases: what all viewers together can work out from everything that is shown.
//!
//! The plain attack subtracts published teams from each other. The linear one takes every
//! weighted sum of shown scores into account, of items and dimensions together, and asks for
//! every group below the minimum whether one of them leaves that group's answers bare. Each
//! must fail, and succeed as soon as the rule against it is switched off.

mod thresholds;

use super::{
    linear::{Row, one_over, smallest_isolated},
    rules::Rules,
    testing::{Case, POLICY, gated_wave, survey, wave},
};
use crate::analysis::testing::*;
use app::{
    domain::{AnswerValue, Dimension, DisclosurePolicy, ItemId, Scale, TeamId},
    report::{CellFigures, DimensionFigures, Release},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a viewer of everything holds in their hands.
struct Attacker<'a> {
    release: &'a Release,
    parent: HashMap<TeamId, Option<TeamId>>,
}

impl<'a> Attacker<'a> {
    fn new(release: &'a Release) -> Self {
        let parent = release.teams.iter().map(|team| (team.team, team.parent)).collect();
        Self { release, parent }
    }

    fn item(&self, item: ItemId) -> BTreeMap<TeamId, &'a CellFigures> {
        let cells = self.release.cells.iter().filter(|cell| cell.item == item);
        cells.filter_map(|cell| Some((cell.team, cell.shown.exact()?))).collect()
    }

    fn dimension(&self, dimension: Dimension) -> BTreeMap<TeamId, &'a DimensionFigures> {
        let cells = self.release.dimensions.iter().filter(|cell| cell.dimension == dimension);
        cells.filter_map(|cell| Some((cell.team, cell.shown.exact()?))).collect()
    }

    fn above(&self, team: TeamId) -> impl Iterator<Item = TeamId> + '_ {
        std::iter::successors(self.parent[&team], |team| self.parent[team])
    }

    /// Each shown team's number minus those of the largest shown teams below it.
    fn remainders(&self, shown: &BTreeMap<TeamId, i64>) -> Vec<i64> {
        let mut left = shown.clone();
        for (&team, number) in shown {
            if let Some(above) = self.above(team).find(|above| shown.contains_key(above)) {
                *left.entry(above).or_default() -= number;
            }
        }
        left.into_values().collect()
    }

    /// The smallest group of answers to one item, or of one dimension's respondents, that
    /// subtracting gives.
    fn smallest_remainder(&self) -> Option<i64> {
        let items = self.release.items.iter().map(|asked| {
            let cells = self.item(asked.item);
            cells.into_iter().map(|(team, cell)| (team, i64::from(cell.answered))).collect()
        });
        let dimensions = Dimension::ALL.into_iter().map(|dimension| {
            let cells = self.dimension(dimension);
            cells.into_iter().map(|(team, cell)| (team, i64::from(cell.answered))).collect()
        });
        items
            .chain(dimensions)
            .flat_map(|shown: BTreeMap<_, _>| self.remainders(&shown))
            .filter(|&people| people != 0)
            .min()
    }

    /// The smallest group below the minimum that any weighted sum of scores isolates. Who has
    /// answered what is taken from the responses: an attacker may know that much.
    fn smallest_mixture(&self, dimension: Dimension, case: &Case) -> Option<u32> {
        let asked: Vec<_> =
            self.release.items.iter().filter(|item| item.dimension == dimension).collect();
        // People of one team who answered the same items enter every figure alike.
        let mut alike: BTreeMap<(TeamId, Vec<bool>), u32> = BTreeMap::new();
        for (team, sheet) in &case.responses {
            let number = |value| matches!(value, Some(&AnswerValue::Number(_)));
            let answered = asked.iter().map(|item| number(sheet.0.get(&item.version))).collect();
            *alike.entry((*team, answered)).or_default() += 1;
        }
        let people: Vec<u32> = alike.values().copied().collect();
        let columns: Vec<(usize, usize, TeamId, u64)> = (alike.keys().enumerate())
            .flat_map(|(owner, (team, answered))| {
                let all = answered.iter().filter(|&&answered| answered).count() as u64;
                let given = (0..asked.len()).filter(|&item| answered[item]);
                given.map(move |item| (owner, item, *team, all))
            })
            .collect();
        let within =
            |team: TeamId, top: TeamId| team == top || self.above(team).any(|above| above == top);
        let mut rows: Vec<Row> = Vec::new();
        for (item, asked) in asked.iter().enumerate() {
            for (top, figures) in self.item(asked.item) {
                if figures.score.is_some() || asked.scale == Scale::Yesno {
                    let weight = |at, team| u64::from(at == item && within(team, top));
                    rows.push(columns.iter().map(|&(_, at, team, _)| weight(at, team)).collect());
                }
            }
        }
        for top in self.dimension(dimension).into_keys() {
            let weight = |team, all| {
                let counts = 2 * all >= asked.len() as u64 && within(team, top);
                if counts { one_over(all) } else { 0 }
            };
            rows.push(columns.iter().map(|&(_, _, team, all)| weight(team, all)).collect());
        }
        let owner: Vec<usize> = columns.iter().map(|&(owner, ..)| owner).collect();
        smallest_isolated(rows, &owner, &people, POLICY.minimum)
    }

    fn mixtures(&self, case: &Case) -> Vec<u32> {
        [Dimension::Tooling, Dimension::Flow, Dimension::OnCall]
            .into_iter()
            .filter_map(|dimension| self.smallest_mixture(dimension, case))
            .collect()
    }
}

/// How many of 100 random waves an attack gets through in.
fn successes(
    waves: impl Strategy<Value = Case>,
    rules: &Rules,
    attack: impl Fn(&Attacker<'_>, &Case) -> bool,
) -> usize {
    let mut runner = TestRunner::deterministic();
    (0..100)
        .filter(|_| {
            let case = waves.new_tree(&mut runner).expect("a wave").current();
            attack(&Attacker::new(&case.release(rules)), &case)
        })
        .count()
}

fn subtracting(attacker: &Attacker<'_>, _: &Case) -> bool {
    attacker.smallest_remainder().is_some_and(|people| people < i64::from(POLICY.minimum))
}

fn mixing(attacker: &Attacker<'_>, case: &Case) -> bool {
    !attacker.mixtures(case).is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_group_below_the_minimum_can_be_reached(case in prop_oneof![wave(), gated_wave()]) {
        let release = case.release(&POLICY.into());
        let attacker = Attacker::new(&release);
        let smallest = attacker.smallest_remainder();
        prop_assert!(smallest.is_none_or(|people| people >= 3), "{:?}", smallest);
        prop_assert_eq!(attacker.mixtures(&case), Vec::<u32>::new());
    }

    #[test]
    fn a_distribution_or_does_not_apply_is_never_that_of_a_few(case in wave()) {
        let release = case.release(&POLICY.into());
        let attacker = Attacker::new(&release);
        for asked in &release.items {
            let cells = attacker.item(asked.item);
            let with = |number: fn(&CellFigures) -> Option<u32>| {
                let shown = cells.iter();
                let shown = shown.filter_map(|(&team, cell)| Some((team, i64::from(number(cell)?))));
                attacker.remainders(&shown.collect())
            };
            let answers = with(|cell| cell.distribution.as_ref().map(|_| cell.answered));
            prop_assert!(answers.iter().all(|&n| n == 0 || n >= 5), "{:?}", answers);
            let beside = with(|cell| cell.not_applicable.map(|_| cell.answered));
            let does_not_apply = with(|cell| cell.not_applicable);
            for (answered, not) in beside.into_iter().zip(does_not_apply) {
                prop_assert!(answered >= 3 || (answered == 0 && not == 0), "{answered} {not}");
            }
        }
    }

    #[test]
    fn the_order_of_responses_changes_nothing(case in wave()) {
        let mut backwards = case.clone();
        backwards.responses.reverse();
        prop_assert_eq!(case.release(&POLICY.into()), backwards.release(&POLICY.into()));
    }
}

#[test]
fn without_d2_subtracting_gets_through() {
    let off = Rules { check_differences: false, ..POLICY.into() };
    assert!(successes(wave(), &off, subtracting) > 50);
    assert_eq!(successes(wave(), &POLICY.into(), subtracting), 0);
}

#[test]
fn without_d1_and_d2_single_cells_are_bare() {
    // D2 alone would still hold a small cell back: a team with none below is its own remainder.
    // D4 as well: whoever is alone is of one mind.
    let off = Rules {
        check_cells: false,
        check_differences: false,
        check_unanimous: false,
        ..POLICY.into()
    };
    let bare = |attacker: &Attacker<'_>, _: &Case| {
        let mut cells = attacker.release.cells.iter().filter_map(|cell| cell.shown.exact());
        cells.any(|cell| cell.answered < POLICY.minimum)
    };
    assert!(successes(wave(), &off, bare) > 50);
    let d2_alone = Rules { check_cells: false, ..POLICY.into() };
    assert_eq!(successes(wave(), &d2_alone, bare), 0);
}

/// Whether somewhere everybody of a group said the same, as told by scores that are shown or that
/// subtracting gives.
fn of_one_mind(attacker: &Attacker<'_>, _: &Case) -> bool {
    let items = attacker.release.items.iter().any(|asked| {
        let cells = attacker.item(asked.item);
        let with_score = |number: fn(&CellFigures) -> Option<u32>| {
            let shown = cells.iter().filter(|(_, cell)| cell.score.is_some());
            let shown = shown.filter_map(|(&team, cell)| Some((team, i64::from(number(cell)?))));
            attacker.remainders(&shown.collect())
        };
        let all = with_score(|cell| Some(cell.answered));
        let favourable = with_score(|cell| cell.favourable);
        all.into_iter().zip(favourable).any(|(all, some)| all > 0 && (some == 0 || some == all))
    });
    let mut dimensions = attacker.release.dimensions.iter().filter_map(|cell| cell.shown.exact());
    items || dimensions.any(|figures| figures.deviation == 0.0)
}

#[test]
fn without_d4_it_shows_where_everybody_said_the_same() {
    let off = Rules { check_unanimous: false, ..POLICY.into() };
    assert!(successes(wave(), &off, of_one_mind) > 50);
    assert_eq!(successes(wave(), &POLICY.into(), of_one_mind), 0);
}

/// Seven teams below a root, of which the last is too small to be shown; `favourable` of its
/// three people are.
fn with_a_small_team(favourable: usize) -> Case {
    let sizes = [0, 8, 8, 9, 9, 9, 9, 3];
    let values = |team: usize, person: usize| match team {
        7 => person < favourable,
        team => person % 7 < team - 1,
    };
    let people = sizes.iter().enumerate().flat_map(|(team, &size)| {
        (0..size).map(move |person| {
            let value = if values(team, person) { 5 } else { 1 };
            (team_id(team as u128), sheet(&[(1, AnswerValue::Number(value))]))
        })
    });
    let items = vec![item(1, Dimension::Tooling, Scale::Likert5, false)];
    Case { tree: tree_below(&[0; 7]), items, responses: people.collect() }
}

#[test]
fn pooled_estimates_do_not_tell_the_answers_of_a_withheld_team() {
    let pooled = |favourable, policy: DisclosurePolicy| {
        let release = with_a_small_team(favourable).release(&policy.into());
        let cells = release.cells.iter().filter_map(|cell| cell.shown.exact()?.pooled);
        cells.collect::<Vec<_>>()
    };
    let policy = DisclosurePolicy { minimum: 5, ..POLICY };
    assert!(pooled(0, policy).len() >= 5);
    assert_eq!(pooled(0, policy), pooled(3, policy));
    // Were it pooled with the others, anybody could tell which of the four it was.
    let shown = DisclosurePolicy { minimum: 1, ..POLICY };
    let of_others = |favourable| pooled(favourable, shown)[..5].to_vec();
    for other in 2..4 {
        assert_ne!(of_others(1), of_others(other));
    }
}

#[test]
fn without_the_rule_on_mixtures_weighted_sums_get_through() {
    let off = Rules { check_mixtures: false, ..POLICY.into() };
    assert!(successes(wave(), &off, mixing) > 20);
    let gated = successes(gated_wave(), &off, mixing);
    assert!(gated > 8, "{gated} of 100");
    assert_eq!(successes(wave(), &POLICY.into(), mixing), 0);
    assert_eq!(successes(gated_wave(), &POLICY.into(), mixing), 0);
}

#[test]
fn the_rule_on_mixtures_costs_hardly_a_dimension() {
    let shown = |rules: &Rules| {
        let mut runner = TestRunner::deterministic();
        let figures = (0..100).map(|_| {
            let case = wave().new_tree(&mut runner).expect("a wave").current();
            let release = case.release(rules);
            release.dimensions.iter().filter(|cell| cell.shown.exact().is_some()).count()
        });
        figures.sum::<usize>()
    };
    let off = Rules { check_mixtures: false, ..POLICY.into() };
    let (with, without) = (shown(&POLICY.into()), shown(&off));
    assert!(without > 200 && 10 * with > 9 * without, "{with} of {without}");
}

/// Eight people of one team; the last of them skips the second of two items.
fn one_skips_an_item() -> Case {
    let values = [4, 2, 5, 3, 4, 1, 5, 2];
    let answers = (0i16..).zip(values).map(|(person, value)| {
        let mut answers = vec![(4, AnswerValue::Number(value))];
        if person < 7 {
            answers.push((5, AnswerValue::Number(person + 4)));
        }
        (team_id(0), sheet(&answers))
    });
    Case { tree: tree_below(&[]), items: survey(), responses: answers.collect() }
}

/// Twice the dimension's sum minus its items' sums, on the 0-100 scale.
fn left_over(release: &Release) -> Option<f64> {
    let attacker = Attacker::new(release);
    let sum = |cell: &CellFigures| Some(f64::from(cell.answered) * cell.score?);
    let dimension = *attacker.dimension(Dimension::Flow).get(&team_id(0))?;
    let mut left = 2.0 * f64::from(dimension.answered) * dimension.score;
    for asked in release.items.iter().filter(|item| item.dimension == Dimension::Flow) {
        left -= sum(attacker.item(asked.item).get(&team_id(0))?)?;
    }
    Some(left)
}

#[test]
fn whoever_skips_one_item_of_two_would_give_away_their_other_answer() {
    let off = Rules { check_mixtures: false, ..POLICY.into() };
    let bare = left_over(&one_skips_an_item().release(&off)).expect("all scores are shown");
    // They ticked 2 of 1 to 5, and the item is reversed: 75 of 100.
    assert!((bare - 75.0).abs() < 1e-9);
}

#[test]
fn so_one_item_keeps_its_score_back_and_everything_else_stays() {
    let release = one_skips_an_item().release(&POLICY.into());
    assert_eq!(left_over(&release), None);
    let attacker = Attacker::new(&release);
    assert!(attacker.dimension(Dimension::Flow).contains_key(&team_id(0)));
    let flow = release.items.iter().filter(|item| item.dimension == Dimension::Flow);
    let cells: Vec<_> = flow.map(|item| attacker.item(item.item)[&team_id(0)]).collect();
    assert!(cells.iter().all(|cell| cell.share.is_some() && cell.process_interval.is_some()));
    assert_eq!(cells.iter().filter(|cell| cell.score.is_none()).count(), 1);
}

#[test]
fn a_withheld_cell_has_no_figure_and_every_team_has_every_cell() {
    let release = one_skips_an_item().release(&POLICY.into());
    let cells: HashSet<_> = release.cells.iter().map(|cell| (cell.team, cell.item)).collect();
    assert_eq!(cells.len(), release.teams.len() * release.items.len());
    assert_eq!(release.dimensions.len(), release.teams.len() * 3);
}

//! Large teams by groups of their people: newcomers and old hands, say, as they themselves said.
//!
//! The grouping is an answer and not the roster's: nothing but a team is kept beside a response.
//! A group has the favourable share alone. Scores and distributions of groups could be mixed with
//! those of teams and dimensions in ways that [`grouping`](super::grouping) does not look at, and
//! so could the answers of yes-no items, which are their own share.

use super::{
    figures::WaveFigures,
    grouping::{Grouped, decide},
    rules::Rules,
};
use crate::analysis::{WaveAnswers, wave::Question, wilson};
use app::{
    domain::{AnswerValue, Scale},
    report::{Band, Banded, GroupCell, GroupFigures, Shown, Withheld},
};

/// Every group of every team that is broken down; none where the wave has no grouping.
pub(super) fn groups(
    answers: &WaveAnswers,
    figures: &WaveFigures,
    rules: &Rules,
) -> Vec<GroupCell> {
    let Some(grouping) = answers.grouping() else { return Vec::new() };
    let options = answers.questions()[grouping].scale.options().len();
    let places: Vec<usize> = (0..answers.questions().len())
        .filter(|&item| {
            let scale = &answers.questions()[item].scale;
            scale.favourable_from().is_some() && *scale != Scale::Yesno
        })
        .collect();
    let counts = Counts::of(answers, grouping, options, &places);
    let mut cells = Vec::new();
    for (at, &item) in places.iter().enumerate() {
        cells.extend(groups_of_item(answers, figures, item, counts.item(at), options, rules));
    }
    cells
}

/// How many answered, and how many of those favourably.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    answered: u32,
    favourable: u32,
}

/// Counts of the people who answer for each team itself, items x teams x (options + 1); the last
/// are those who did not say which group they are of.
struct Counts {
    per_item: usize,
    counts: Vec<Count>,
}

impl Counts {
    fn of(answers: &WaveAnswers, grouping: usize, options: usize, places: &[usize]) -> Self {
        let width = options + 1;
        let per_item = answers.tree().len() * width;
        let mut counts = vec![Count::default(); places.len() * per_item];
        let mut at = vec![None; answers.questions().len()];
        for (index, &item) in places.iter().enumerate() {
            at[item] = Some(index);
        }
        for response in answers.responses() {
            let group = response.answers().find_map(|(item, value)| match value {
                AnswerValue::Choice(option) if item == grouping => Some(usize::from(*option)),
                _ => None,
            });
            let column = response.team() * width + group.unwrap_or(options);
            for (item, value) in response.answers() {
                if let (Some(index), AnswerValue::Number(value)) = (at[item], value) {
                    let count = &mut counts[index * per_item + column];
                    count.answered += 1;
                    count.favourable +=
                        u32::from(is_favourable(&answers.questions()[item], *value));
                }
            }
        }
        Self { per_item, counts }
    }

    fn item(&self, at: usize) -> &[Count] {
        &self.counts[at * self.per_item..][..self.per_item]
    }
}

fn is_favourable(question: &Question, value: i16) -> bool {
    let value = crate::analysis::tally::oriented(value, &question.scale, question.reverse);
    question.favourable_from.is_some_and(|from| value >= from)
}

fn groups_of_item(
    answers: &WaveAnswers,
    figures: &WaveFigures,
    item: usize,
    own: &[Count],
    options: usize,
    rules: &Rules,
) -> Vec<GroupCell> {
    let (tree, width) = (answers.tree(), options + 1);
    let published: Vec<bool> =
        (0..tree.len()).map(|team| figures.cell(team, item).withheld().is_none()).collect();
    let people: Vec<u32> = own.iter().map(|count| count.answered).collect();
    let grouped = Grouped { tree, published: &published, own: &people, groups: options };
    let decided = decide(grouped, rules);
    let mut cells = Vec::new();
    for (place, decided) in decided.into_iter().enumerate() {
        let Some(withheld) = decided else { continue };
        let (team, option) = (place / options, place % options);
        let shown = withheld.map_or_else(
            || {
                let below = tree.subtree(team).map(|below| own[below * width + option]);
                let total = below.fold(Count::default(), |sum, count| Count {
                    answered: sum.answered + count.answered,
                    favourable: sum.favourable + count.favourable,
                });
                figures_of(total, rules)
            },
            Shown::Withheld,
        );
        cells.push(GroupCell {
            team: tree.teams()[team].id,
            item: answers.items()[item].item,
            option: u16::try_from(option).unwrap_or(u16::MAX),
            shown,
        });
    }
    cells
}

fn figures_of(Count { answered, favourable }: Count, rules: &Rules) -> Shown<GroupFigures> {
    let band = match favourable {
        0 => Some(Band::Low),
        all if all == answered => Some(Band::High),
        _ => None,
    };
    if let (Some(band), true) = (band, rules.check_unanimous) {
        return Shown::Banded(Banded { band, answered });
    }
    match wilson::interval(favourable, answered) {
        Some(interval) => Shown::Exact(GroupFigures {
            answered,
            favourable,
            share: f64::from(favourable) / f64::from(answered),
            interval,
        }),
        None => Shown::Withheld(Withheld::TooFewAnswers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{
        audit::Auditor,
        linear::smallest_isolated,
        testing::{Case, POLICY, grouped_wave},
    };
    use app::{
        domain::{ItemId, TeamId},
        report::Release,
    };
    use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

    fn rules() -> Rules {
        Rules { grouping_minimum: 8, ..POLICY.into() }
    }

    /// Who answered an item, each with their team and group.
    fn people(case: &Case, item: ItemId) -> Vec<(usize, Option<u16>, i16)> {
        let asked = case.items.iter().find(|asked| asked.item == item).expect("an item");
        let of = |(team, sheet): &(TeamId, app::domain::AnswerSheet)| {
            let Some(AnswerValue::Number(value)) = sheet.0.get(&asked.version) else {
                return None;
            };
            let group = sheet.0.get(&case.items[2].version).map(|value| match value {
                AnswerValue::Choice(option) => *option,
                other => panic!("{other:?} is no choice"),
            });
            Some((case.tree.index_of(*team).expect("a team"), group, *value))
        };
        case.responses.iter().filter_map(of).collect()
    }

    /// The smallest group that any weighted sum of the counts isolates that a release shows of
    /// one item, in teams and in groups.
    fn smallest(case: &Case, release: &Release, item: ItemId) -> Option<u32> {
        let people = people(case, item);
        let within = |team: usize, top: TeamId| {
            let top = case.tree.index_of(top).expect("a team");
            case.tree.subtree(top).contains(&team)
        };
        let cells = release.cells.iter().filter(|cell| cell.item == item);
        let cells = cells.filter(|cell| cell.shown.withheld().is_none());
        let groups = release.groups.iter().filter(|cell| cell.item == item);
        let groups = groups.filter(|cell| cell.shown.withheld().is_none());
        let totals = cells
            .map(|cell| (cell.team, None))
            .chain(groups.map(|cell| (cell.team, Some(cell.option))));
        let rows: Vec<Vec<u64>> = totals
            .map(|(top, option)| {
                let counts = |&(team, group, _): &(usize, Option<u16>, i16)| {
                    u64::from(within(team, top) && (option.is_none() || option == group))
                };
                people.iter().map(counts).collect()
            })
            .collect();
        let mut kinds: Vec<(Vec<u64>, u32)> = Vec::new();
        for at in 0..people.len() {
            let column: Vec<u64> = rows.iter().map(|row| row[at]).collect();
            match kinds.iter_mut().find(|(kind, _)| *kind == column) {
                Some((_, people)) => *people += 1,
                None => kinds.push((column, 1)),
            }
        }
        let rows = (0..rows.len())
            .map(|row| kinds.iter().map(|(column, _)| column[row]).collect())
            .collect();
        let owner: Vec<usize> = (0..kinds.len()).collect();
        let sizes: Vec<u32> = kinds.iter().map(|(_, people)| *people).collect();
        smallest_isolated(rows, &owner, &sizes, POLICY.minimum)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn no_combination_of_what_is_published_isolates_a_small_group(case in grouped_wave()) {
            let release = case.release(&rules());
            for asked in &release.items[..2] {
                prop_assert_eq!(smallest(&case, &release, asked.item), None);
            }
            let audit = Auditor::new(&release, None).look_at_all();
            prop_assert!(audit.holds(), "{:?}", audit);
        }

        #[test]
        fn figures_are_those_of_the_people_of_a_group(case in grouped_wave()) {
            let release = case.release(&rules());
            for cell in &release.groups {
                let top = case.tree.index_of(cell.team).expect("a team");
                let of_group: Vec<i16> = people(&case, cell.item)
                    .into_iter()
                    .filter(|&(team, group, _)| {
                        case.tree.subtree(top).contains(&team) && group == Some(cell.option)
                    })
                    .map(|(.., value)| value)
                    .collect();
                // The second item is reversed, on a scale of ten.
                let first = cell.item == case.items[0].item;
                let good = |value: &&i16| if first { **value >= 4 } else { 11 - **value >= 8 };
                let favourable = of_group.iter().filter(good).count();
                match &cell.shown {
                    Shown::Exact(figures) => {
                        prop_assert_eq!(figures.answered as usize, of_group.len());
                        prop_assert_eq!(figures.favourable as usize, favourable);
                        prop_assert!(0 < favourable && favourable < of_group.len());
                    }
                    Shown::Banded(banded) => {
                        prop_assert_eq!(banded.answered as usize, of_group.len());
                        let all = if banded.band == Band::High { of_group.len() } else { 0 };
                        prop_assert_eq!(favourable, all);
                    }
                    Shown::Withheld(_) => {}
                }
            }
        }
    }

    #[test]
    fn without_the_rule_the_attack_and_the_audit_get_through() {
        let mut runner = TestRunner::deterministic();
        let off = Rules { check_groups: false, ..rules() };
        let (mut attacked, mut audited, mut shown) = (0, 0, 0);
        for _ in 0..200 {
            let case = grouped_wave().new_tree(&mut runner).expect("a wave").current();
            let release = case.release(&off);
            attacked += u32::from(smallest(&case, &release, release.items[0].item).is_some());
            audited += u32::from(!Auditor::new(&release, None).look_at_all().holds());
            let protected = case.release(&rules());
            shown += protected.groups.iter().filter(|cell| cell.shown.withheld().is_none()).count();
        }
        assert!(attacked > 100 && audited > 100, "{attacked} {audited}");
        assert!(shown > 200, "only {shown} groups are shown: there is nothing to attack");
    }
}

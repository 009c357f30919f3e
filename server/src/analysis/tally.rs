//! Counts a wave once, for every team at the same time.
//!
//! Each response is counted in its reporting team, then every team's counts are added to the
//! team above, from the leaves up: the work grows with answers plus teams x items, not with
//! answers x depth. All counts are integers; they add up to the same whatever the order.

use super::{cell::ItemTally, dimension::DimensionTally, wave::WaveAnswers};
use app::domain::{AnswerValue, Scale, TeamTree};
use std::ops::Range;

/// A table of integers with one row for each team.
#[derive(Clone, Debug)]
struct Table<T> {
    width: usize,
    values: Vec<T>,
}

impl<T: Copy + Default + std::ops::AddAssign> Table<T> {
    fn new(teams: usize, width: usize) -> Self {
        Self { width, values: vec![T::default(); teams * width] }
    }

    fn row(&self, team: usize) -> &[T] {
        &self.values[team * self.width..][..self.width]
    }

    fn row_mut(&mut self, team: usize) -> &mut [T] {
        &mut self.values[team * self.width..][..self.width]
    }

    /// Adds every team to the one above; parents come before children, so this goes backwards.
    fn roll_up(&mut self, tree: &TeamTree) {
        for team in (0..tree.len()).rev() {
            if let Some(parent) = tree.parent(team) {
                let (above, below) = self.values.split_at_mut(team * self.width);
                let sums = &mut above[parent * self.width..][..self.width];
                for (sum, value) in sums.iter_mut().zip(&*below) {
                    *sum += *value;
                }
            }
        }
    }
}

/// The items of one dimension whose answers are numbers, and how respondents are told apart.
#[derive(Clone, Debug)]
pub struct DimensionItems {
    /// The dimension, as the questions number it.
    pub dimension: usize,
    /// Indices of its number items, in survey order; never empty.
    pub items: Vec<usize>,
    /// One point on the dimension's common scale is 100 / `unit` of the 0-100 scale: the least
    /// common multiple of the items' ranges, so that every answer is a whole number of them.
    pub unit: u64,
    sums_at: usize,
    kinds_at: usize,
}

impl DimensionItems {
    /// Fewest answered items that make somebody a respondent of the dimension: half of those
    /// asked in the wave. The same number for everybody: an item that a gate kept from
    /// somebody, or that does not apply to them, is one they have not answered.
    #[must_use]
    pub fn half(&self) -> usize {
        self.items.len().div_ceil(2)
    }

    /// Kinds of people with any answer: 0 for those below half, else 1 + (answered - half).
    #[must_use]
    pub fn kinds(&self) -> usize {
        self.items.len() - self.half() + 2
    }

    fn kind(&self, answered: usize) -> usize {
        (answered + 1).saturating_sub(self.half())
    }
}

/// Counts of every team, with all teams below it.
#[derive(Clone, Debug)]
pub struct Tallies {
    responses: Table<u32>,
    invited: Option<Table<u32>>,
    counts: Table<u32>,
    columns: Vec<Range<usize>>,
    dimensions: Vec<DimensionItems>,
    sums: Table<u64>,
    kinds: Table<u32>,
}

/// Width of an item in the table of counts: n, not applicable, then one for each value.
const HEAD: usize = 2;
/// Sums kept for respondents of one kind: how many, their sum, their sum of squares.
const SUMS: usize = 3;

impl Tallies {
    /// Counts a wave.
    #[must_use]
    pub fn of(wave: &WaveAnswers) -> Self {
        let teams = wave.tree().len();
        let columns = columns(wave);
        let dimensions = dimensions(wave);
        let width = |last: Option<usize>| last.unwrap_or(0);
        let sums_width = width(dimensions.last().map(|d| d.sums_at + SUMS * (d.kinds() - 1)));
        let kinds_width = width(dimensions.last().map(|d| d.kinds_at + d.items.len() * d.kinds()));
        let mut tallies = Self {
            responses: Table::new(teams, 1),
            invited: wave.invited().map(|invited| Table { width: 1, values: invited.to_vec() }),
            counts: Table::new(teams, columns.last().map_or(0, |last| last.end)),
            columns,
            sums: Table::new(teams, sums_width),
            kinds: Table::new(teams, kinds_width),
            dimensions,
        };
        tallies.count(wave);
        tallies.responses.roll_up(wave.tree());
        tallies.counts.roll_up(wave.tree());
        tallies.sums.roll_up(wave.tree());
        tallies.kinds.roll_up(wave.tree());
        if let Some(invited) = &mut tallies.invited {
            invited.roll_up(wave.tree());
        }
        tallies
    }

    fn count(&mut self, wave: &WaveAnswers) {
        let mut values: Vec<Option<i16>> = vec![None; wave.questions().len()];
        for response in wave.responses() {
            let team = response.team();
            self.responses.row_mut(team)[0] += 1;
            values.fill(None);
            let row = self.counts.row_mut(team);
            for (item, value) in response.answers() {
                let asked = &wave.questions()[item];
                let cell = &mut row[self.columns[item].clone()];
                match value {
                    AnswerValue::Number(given) => {
                        let min = asked.scale.range().map_or(0, |(min, _)| min);
                        let flipped = oriented(*given, &asked.scale, asked.reverse) - min;
                        cell[0] += 1;
                        cell[HEAD + usize::from(flipped.unsigned_abs())] += 1;
                        values[item] = Some(flipped);
                    }
                    AnswerValue::NotApplicable => cell[1] += 1,
                    AnswerValue::Choice(option) => {
                        cell[0] += 1;
                        cell[HEAD + usize::from(*option)] += 1;
                    }
                    AnswerValue::Choices(options) => {
                        cell[0] += 1;
                        for option in options {
                            cell[HEAD + usize::from(*option)] += 1;
                        }
                    }
                    AnswerValue::Text(_) => {}
                }
            }
            for dimension in &self.dimensions {
                let answered =
                    dimension.items.iter().filter(|&&item| values[item].is_some()).count();
                if answered == 0 {
                    continue;
                }
                let kind = dimension.kind(answered);
                let row = self.kinds.row_mut(team);
                let mut sum = 0;
                for (place, &item) in dimension.items.iter().enumerate() {
                    if let Some(value) = values[item] {
                        row[dimension.kinds_at + place * dimension.kinds() + kind] += 1;
                        let span = self.columns[item].len() - HEAD - 1;
                        sum += u64::from(value.unsigned_abs()) * (dimension.unit / span as u64);
                    }
                }
                if kind > 0 {
                    let at = dimension.sums_at + SUMS * (kind - 1);
                    let row = &mut self.sums.row_mut(team)[at..at + SUMS];
                    row[0] += 1;
                    row[1] += sum;
                    row[2] += sum * sum;
                }
            }
        }
    }

    /// Responses of a team.
    #[must_use]
    pub fn responses(&self, team: usize) -> u32 {
        self.responses.row(team)[0]
    }

    /// People whose answers can count in a team, where there was a roster.
    #[must_use]
    pub fn invited(&self, team: usize) -> Option<u32> {
        self.invited.as_ref().map(|invited| invited.row(team)[0])
    }

    /// The counts of one team and item.
    #[must_use]
    pub fn item(&self, team: usize, item: usize) -> ItemTally<'_> {
        let cell = &self.counts.row(team)[self.columns[item].clone()];
        ItemTally { answered: cell[0], not_applicable: cell[1], counts: &cell[HEAD..] }
    }

    /// The dimensions that have number items, in the order of their numbers.
    #[must_use]
    pub fn dimensions(&self) -> &[DimensionItems] {
        &self.dimensions
    }

    /// The sums of one team and dimension; `dimension` counts in [`dimensions`](Self::dimensions).
    #[must_use]
    pub fn dimension(&self, team: usize, dimension: usize) -> DimensionTally<'_> {
        let items = &self.dimensions[dimension];
        DimensionTally {
            unit: items.unit,
            half: items.half(),
            sums: &self.sums.row(team)[items.sums_at..][..SUMS * (items.kinds() - 1)],
        }
    }

    /// How many people of each kind answered the item at `place` of a dimension.
    ///
    /// What a dimension's score can be mixed with its items' scores to depends on these:
    /// see `disclosure::detail`.
    #[must_use]
    pub fn kinds(&self, team: usize, dimension: usize, place: usize) -> &[u32] {
        let items = &self.dimensions[dimension];
        &self.kinds.row(team)[items.kinds_at + place * items.kinds()..][..items.kinds()]
    }
}

/// A number answer as figures see it: flipped where the item is reversed.
pub(crate) fn oriented(value: i16, scale: &Scale, reverse: bool) -> i16 {
    match (reverse, scale.range()) {
        (true, Some((min, max))) => max + min - value,
        _ => value,
    }
}

fn columns(wave: &WaveAnswers) -> Vec<Range<usize>> {
    let mut next = 0;
    wave.questions()
        .iter()
        .map(|item| {
            let values = match item.scale.range() {
                Some((min, max)) => usize::from((max - min).unsigned_abs()) + 1,
                None => item.scale.options().len(),
            };
            let start = next;
            next += HEAD + values;
            start..next
        })
        .collect()
}

fn dimensions(wave: &WaveAnswers) -> Vec<DimensionItems> {
    let (mut sums_at, mut kinds_at) = (0, 0);
    let mut found = Vec::new();
    let last = wave.questions().iter().map(|question| question.dimension).max();
    for dimension in 0..last.map_or(0, |last| last + 1) {
        let mut items = Vec::new();
        let mut unit = 1;
        for (index, item) in wave.questions().iter().enumerate() {
            if let (true, Some((min, max))) = (item.dimension == dimension, item.scale.range()) {
                items.push(index);
                unit = least_common_multiple(unit, u64::from((max - min).unsigned_abs()));
            }
        }
        if items.is_empty() {
            continue;
        }
        let next = DimensionItems { dimension, items, unit, sums_at, kinds_at };
        sums_at += SUMS * (next.kinds() - 1);
        kinds_at += next.items.len() * next.kinds();
        found.push(next);
    }
    found
}

fn least_common_multiple(one: u64, other: u64) -> u64 {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    one / a * other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{cell, dimension, testing::*};
    use app::domain::{AnswerSheet, Dimension};

    /// Engineering (1) with Payments (2, has Checkout 3) and Search (4).
    fn tree() -> TeamTree {
        tree_of(&[(1, None), (2, Some(1)), (3, Some(2)), (4, Some(1))])
    }

    fn wave() -> WaveAnswers {
        let items = vec![
            item(1, Dimension::Tooling, Scale::Likert5, false),
            item(2, Dimension::Tooling, Scale::Scale10, true),
            item(3, Dimension::Tooling, Scale::Nps, false),
            item(
                4,
                Dimension::Flow,
                Scale::Choice { options: vec!["a".into(), "b".into()] },
                false,
            ),
            item(5, Dimension::Flow, Scale::Text, false),
        ];
        WaveAnswers::new(tree(), Some(vec![0, 2, 3, 4]), items)
    }

    fn number(value: i16) -> AnswerValue {
        AnswerValue::Number(value)
    }

    fn answers() -> Vec<(u128, AnswerSheet)> {
        vec![
            (3, sheet(&[(1, number(5)), (2, number(1)), (3, number(10))])),
            (3, sheet(&[(1, number(4)), (2, AnswerValue::NotApplicable)])),
            (2, sheet(&[(1, number(2)), (3, number(0)), (4, AnswerValue::Choice(1))])),
            (4, sheet(&[(2, number(10)), (5, AnswerValue::Text("slow builds".into()))])),
        ]
    }

    fn counted(answers: Vec<(u128, AnswerSheet)>) -> Tallies {
        let mut wave = wave();
        for (team, sheet) in answers {
            wave.push(team_id(team), sheet).expect("part of the wave");
        }
        Tallies::of(&wave)
    }

    #[test]
    fn a_team_counts_with_all_teams_below_it() {
        let tallies = counted(answers());
        assert_eq!([0, 1, 2, 3].map(|team| tallies.responses(team)), [4, 3, 2, 1]);
        assert_eq!([0, 1, 2, 3].map(|team| tallies.invited(team)), [9, 5, 3, 4].map(Some));
        assert_eq!(tallies.item(0, 0).counts, [0, 1, 0, 1, 1]);
        assert_eq!(tallies.item(2, 0).counts, [0, 0, 0, 1, 1]);
        assert_eq!(tallies.item(0, 3).counts, [0, 1]);
    }

    #[test]
    fn reversed_items_are_flipped_and_does_not_apply_is_no_answer() {
        let tallies = counted(answers());
        let reversed = tallies.item(2, 1);
        assert_eq!((reversed.answered, reversed.not_applicable), (1, 1));
        let figures = cell::figures(&wave().questions()[1], reversed, None).expect("one answer");
        assert_eq!(figures.mean, Some(10.0));
    }

    #[test]
    fn only_those_with_half_of_the_items_asked_are_respondents_of_a_dimension() {
        let tallies = counted(answers());
        let tooling = tallies.dimension(0, 0);
        // Three items were asked, so two must be answered: the first and the third response.
        assert_eq!(tooling.answered(), 2);
        let sample = tooling.sample().expect("two respondents");
        let (first, third) = (100.0, (25.0 + 0.0) / 2.0);
        assert!((sample.mean - (first + third) / 2.0).abs() < 1e-12);
        let deviation = (first - third) / 2f64.sqrt();
        assert!((sample.deviation - deviation).abs() < 1e-12);
        assert_eq!(dimension::figures(&tallies.dimension(2, 0), None), None);
    }

    #[test]
    fn the_order_of_rows_makes_no_difference_at_all() {
        let forwards = counted(answers());
        let backwards = counted(answers().into_iter().rev().collect());
        assert_eq!(forwards.counts.values, backwards.counts.values);
        assert_eq!(forwards.sums.values, backwards.sums.values);
        assert_eq!(forwards.kinds.values, backwards.kinds.values);
    }

    #[test]
    fn people_are_told_apart_by_how_many_items_of_a_dimension_they_answered() {
        let tallies = counted(answers());
        // Kinds: below half, two, three. The first item was answered by one of each.
        assert_eq!(tallies.kinds(0, 0, 0), [1, 1, 1]);
        assert_eq!(tallies.kinds(0, 0, 1), [1, 0, 1]);
    }
}

//! The figures of one wave: what its counts give, cut down to what may be shown.

use super::{comparison::Side, dimension::decide_dimension, items::ItemPlan, rules::Rules};
use crate::analysis::{Favourable, Tallies, WaveAnswers, beta_binomial, dimension};
use app::{
    domain::TeamTree,
    report::{CellFigures, DimensionFigures, Shown, Withheld},
};

/// All figures of a wave by place: teams in the tree's order, questions in the survey's.
#[derive(Clone, Debug)]
pub struct WaveFigures {
    questions: usize,
    cells: Vec<Shown<CellFigures>>,
    dimension_count: usize,
    dimensions: Vec<Shown<DimensionFigures>>,
}

impl WaveFigures {
    /// Decides what may be shown of a wave that was counted, and makes the figures of that.
    #[must_use]
    pub fn of(answers: &WaveAnswers, tallies: &Tallies, rules: &Rules) -> Self {
        let (tree, questions) = (answers.tree(), answers.questions());
        let mut plans: Vec<ItemPlan> = (questions.iter().enumerate())
            .map(|(item, question)| ItemPlan::new(tree, tallies, item, question, rules))
            .collect();
        let dimension_count = tallies.dimensions().len();
        let dimension_plans: Vec<Vec<Option<Withheld>>> = (0..dimension_count)
            .map(|dimension| {
                decide_dimension(tree, tallies, dimension, questions, &mut plans, rules)
            })
            .collect();
        let mut cells = Vec::with_capacity(tree.len() * questions.len());
        let mut dimensions = Vec::with_capacity(tree.len() * dimension_count);
        for team in 0..tree.len() {
            for (item, question) in questions.iter().enumerate() {
                cells.push(plans[item].figures(tallies, team, item, question));
            }
            for (dimension, plan) in dimension_plans.iter().enumerate() {
                dimensions.push(match plan[team] {
                    Some(reason) => Shown::Withheld(reason),
                    None => dimension_figures(tallies, team, dimension),
                });
            }
        }
        let mut figures = Self { questions: questions.len(), cells, dimension_count, dimensions };
        for item in 0..questions.len() {
            figures.pool(tree, item);
        }
        figures
    }

    /// What is shown of one team and question.
    #[must_use]
    pub fn cell(&self, team: usize, question: usize) -> &Shown<CellFigures> {
        &self.cells[team * self.questions + question]
    }

    /// This wave as one side of a comparison; `tallies` are its own.
    #[must_use]
    pub fn side<'a>(&'a self, tallies: &'a Tallies) -> Side<'a> {
        Side { tallies, cells: &self.cells, questions: self.questions }
    }

    /// What is shown of one team and dimension; dimensions as [`Tallies::dimensions`] has them.
    #[must_use]
    pub fn dimension(&self, team: usize, dimension: usize) -> &Shown<DimensionFigures> {
        &self.dimensions[team * self.dimension_count + dimension]
    }

    /// Gives every team without teams below its pooled estimate for one question.
    ///
    /// Only cells that are shown exactly are pooled, and only from each other. The fit depends on
    /// every count that goes into it, to the last digit: with those of all other teams at hand,
    /// anybody could try the few counts that a withheld team may have until the published
    /// estimates come out.
    fn pool(&mut self, tree: &TeamTree, item: usize) {
        let place = |team: usize| team * self.questions + item;
        let (places, counts): (Vec<usize>, Vec<Favourable>) = (0..tree.len())
            .filter(|&team| tree.children(team).next().is_none())
            .filter_map(|team| {
                let CellFigures { answered, favourable, .. } = *self.cells[place(team)].exact()?;
                Some((place(team), Favourable { count: favourable?, answered }))
            })
            .unzip();
        for (place, pooled) in places.into_iter().zip(beta_binomial::pool(&counts)) {
            if let (Shown::Exact(figures), Some(pooled)) = (&mut self.cells[place], pooled) {
                figures.pooled = Some(pooled.share);
                figures.pooled_interval = pooled.interval;
            }
        }
    }
}

fn dimension_figures(tallies: &Tallies, team: usize, dimension: usize) -> Shown<DimensionFigures> {
    let population = tallies.invited(team);
    match dimension::figures(&tallies.dimension(team, dimension), population) {
        Some(figures) => Shown::Exact(figures),
        // A single respondent has no interval; only a policy with a minimum of one comes here.
        None => Shown::Withheld(Withheld::TooFewAnswers),
    }
}

//! What may be shown of one dimension.
//!
//! A dimension's score is a sum over items, so a withheld item must not be what is left when the
//! shown ones are taken away from it. Conservative, and on purpose:
//!
//! - It is shown only for teams where every item of it that anybody answered is shown. Then
//!   the groups that can be told apart by it are unions of those that each item tells apart.
//! - Its own respondents satisfy D1 and D2 in the tree, as those of an item do.
//! - What remains are mixtures of its score with its items' scores: see [`detail`].
//! - The score comes with a deviation (its interval could not be drawn without). Over several
//!   items that says little about any of them. Over a single one, mean and deviation
//!   together give the distribution away among a handful of answers, so such a dimension needs as
//!   many as a distribution does (D5), and that the item shows its own score (D4).
//! - Where everybody's mean is the same, the score would be each one's own: it is withheld.

use super::{
    detail,
    items::ItemPlan,
    rules::Rules,
    tree::{Behind, publishable},
};
use crate::analysis::{Question, Tallies};
use app::{domain::TeamTree, report::Withheld};

/// For each team, why the dimension is withheld; none where it may be shown. May keep back
/// values of the dimension's items.
pub(super) fn decide_dimension(
    tree: &TeamTree,
    tallies: &Tallies,
    dimension: usize,
    questions: &[Question],
    plans: &mut [ItemPlan],
    rules: &Rules,
) -> Vec<Option<Withheld>> {
    let asked = &tallies.dimensions()[dimension];
    let respondents: Vec<u32> =
        (0..tree.len()).map(|team| tallies.dimension(team, dimension).answered()).collect();
    let sample = |team| tallies.dimension(team, dimension).sample();
    let mut withheld: Vec<Option<Withheld>> = (0..tree.len())
        .map(|team| {
            let answered =
                || asked.items.iter().filter(move |&&item| tallies.item(team, item).answered > 0);
            let least = match answered().count() {
                _ if !rules.check_cells => 1,
                0 | 1 => rules.distribution_minimum,
                _ => rules.minimum,
            };
            if respondents[team] < least {
                Some(Withheld::TooFewAnswers)
            } else if answered().any(|&item| plans[item].withheld[team].is_some())
                || (answered().count() == 1
                    && answered().any(|&item| !plans[item].shows_values(team)))
            {
                Some(Withheld::ItemWithheld)
            } else if rules.check_unanimous
                && sample(team).is_some_and(|sample| sample.deviation == 0.0)
            {
                Some(Withheld::AllAlike)
            } else {
                None
            }
        })
        .collect();
    let candidates: Vec<bool> = withheld.iter().map(Option::is_none).collect();
    let behind: Vec<Behind> = respondents.into_iter().map(Behind::from).collect();
    let minimum = if asked.items.len() == 1 { rules.distribution_minimum } else { rules.minimum };
    let mut published = publishable(tree, &candidates, &behind, minimum.into(), rules);
    detail::unmix(tree, tallies, dimension, questions, plans, &mut published, rules);
    for (reason, published) in withheld.iter_mut().zip(published) {
        if !published {
            reason.get_or_insert(Withheld::WouldRevealOthers);
        }
    }
    withheld
}

//! What a dimension's score and its items' scores would give away together.
//!
//! Rule D2 looks at one item at a time. A dimension's score mixes items: it is the sum over
//! people of (what they answered, added up) / (how many items they answered). For those who
//! answered all of, say, four items that is a quarter of their part in the items' sums. So
//! four times the dimension's sum minus all items' sums cancels everybody who answered all
//! four, and leaves those who skipped one. If that is one person, their answers are bare.
//!
//! Nothing cancels unless the sum of *every* item is known. So where too few people would be
//! left, one item of the dimension keeps its score, mean and distribution to itself; its share
//! of favourable answers is still shown. That costs far less than the dimension.
//!
//! **Who can be cancelled.** In a mixture with weight a for a group's dimension score and b for
//! the sum of item i among some people, a person who answered i vanishes only if b = a / (their
//! number of answered items), or b = 0 if they answered too few to count. So of those who
//! answered i, at most one *kind* (people with equally many answers) vanishes, and at least the
//! others are left. That holds for each item and for each atom of its tree, so a group's
//! largest such number is a floor for what is left of it: here, its *exceptions*. No exceptions
//! at all is fine: the dimension then says nothing that its items do not.
//!
//! **Where an item's sum is kept back.** The groups between which it is not told apart must all be
//! cancelled at once or not at all, so their exceptions add up, just as remainders do in
//! [`tree`](super::tree): teams that show everything are chosen by the same rule. It needs
//! enough people in each such group who answered the item kept back, as they are what
//! remains of any mixture without it. Where no item has that, all items of the dimension keep
//! theirs back. (The share of yes is the mean of yes or no: a dimension with such an item is
//! withheld instead.)

use super::{
    items::ItemPlan,
    rules::Rules,
    tree::{Behind, nearest_published, publishable, remainders},
};
use crate::analysis::{Question, Tallies, tally::DimensionItems};
use app::domain::{Scale, TeamTree};

/// Looks at one dimension that may be shown for the teams in `published`: keeps values of one
/// of its items back where that is needed, and takes teams out of `published` where it
/// does not help.
pub(super) fn unmix(
    tree: &TeamTree,
    tallies: &Tallies,
    dimension: usize,
    questions: &[Question],
    plans: &mut [ItemPlan],
    published: &mut [bool],
    rules: &Rules,
) {
    if !rules.check_mixtures {
        return;
    }
    let asked = &tallies.dimensions()[dimension];
    loop {
        let behind: Vec<Behind> = exceptions(tree, tallies, dimension, plans, published)
            .into_iter()
            .map(Behind::from)
            .collect();
        let full = publishable(tree, published, &behind, rules.minimum.into(), rules);
        if full == published {
            return;
        }
        let group = nearest_published(tree, published);
        let region = nearest_published(tree, &full);
        // Groups that are not told apart from another, or from people nothing is shown of.
        let mut shared = vec![false; tree.len()];
        for team in (0..tree.len()).filter(|&team| published[team] && !full[team]) {
            shared[team] = true;
            if let Some(top) = region[team] {
                shared[top] = true;
            }
        }
        let places = match place_to_keep_back(
            tree, tallies, dimension, questions, published, &shared, rules,
        ) {
            Some(place) => place..place + 1,
            // A dimension tells more than its items' scores do, so all of those give way to it.
            // Then no item's sum is known of these groups, and nothing can be cancelled.
            None if asked.items.iter().all(|&item| questions[item].scale != Scale::Yesno) => {
                0..asked.items.len()
            }
            None => {
                published.copy_from_slice(&full);
                continue;
            }
        };
        for place in places {
            let back = &mut plans[asked.items[place]].keep_values_back;
            for team in 0..tree.len() {
                back[team] |= !full[team] && group[team].is_none_or(|group| shared[group]);
            }
        }
        return;
    }
}

/// The exceptions of each published team's group, added up over all teams below.
fn exceptions(
    tree: &TeamTree,
    tallies: &Tallies,
    dimension: usize,
    plans: &[ItemPlan],
    published: &[bool],
) -> Vec<u32> {
    let asked = &tallies.dimensions()[dimension];
    let kinds = asked.kinds();
    let group = nearest_published(tree, published);
    let mut exceptions = vec![0u32; tree.len()];
    for (place, &item) in asked.items.iter().enumerate() {
        let atoms = remainders(tree, &plans[item].shown(), kinds, |team| {
            tallies.kinds(team, dimension, place)
        });
        let mut left = vec![0; tree.len()];
        for (team, atom) in atoms.chunks_exact(kinds).enumerate() {
            if let Some(group) = group[team] {
                left[group] += atom.iter().sum::<u32>() - atom.iter().max().copied().unwrap_or(0);
            }
        }
        for (most, left) in exceptions.iter_mut().zip(left) {
            *most = left.max(*most);
        }
    }
    for team in (0..tree.len()).rev() {
        if let Some(parent) = tree.parent(team) {
            exceptions[parent] += exceptions[team];
        }
    }
    exceptions
}

/// The item (by its place in the dimension) whose values can be kept back: the last in the survey that
/// enough people answered in every group that needs it. By place, because a choice that went by
/// answers would jump from wave to wave and tear holes into every trend.
fn place_to_keep_back(
    tree: &TeamTree,
    tallies: &Tallies,
    dimension: usize,
    questions: &[Question],
    published: &[bool],
    shared: &[bool],
    rules: &Rules,
) -> Option<usize> {
    let asked: &DimensionItems = &tallies.dimensions()[dimension];
    let kinds = asked.kinds();
    let respondents: Vec<u32> =
        (0..tree.len()).map(|team| tallies.dimension(team, dimension).answered()).collect();
    // A group without respondents of the dimension, such as a team whose people all sit further
    // down, has no part in its score, so there is nothing to protect.
    let respondents =
        remainders(tree, published, 1, |team| std::slice::from_ref(&respondents[team]));
    (0..asked.items.len()).rev().find(|&place| {
        // The share of yes is the mean of yes or no: there is nothing to keep back.
        let hides = questions[asked.items[place]].scale != Scale::Yesno;
        let groups =
            remainders(tree, published, kinds, |team| tallies.kinds(team, dimension, place));
        let enough = |team: usize| {
            let counting = &groups[team * kinds..][1..kinds];
            counting.iter().sum::<u32>() >= rules.minimum
        };
        hides && (0..tree.len()).all(|team| !shared[team] || respondents[team] == 0 || enough(team))
    })
}

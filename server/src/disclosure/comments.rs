//! D6: where a comment may be read.
//!
//! A comment stands at the smallest team that may show it, so whoever reads it knows that one of
//! that team's *remainder* wrote it: those counted in the team but in no smaller team that shows
//! comments. The minimum for comments therefore holds for remainders as well as for teams,
//! stricter than the difference of D2: text can give its writer away by itself.
//!
//! Comments come in random order, with no number, time or score, each on its own. Nothing says
//! that two of them are one person's.

use super::{
    rules::Rules,
    tree::{Behind, nearest_published, publishable},
};
use crate::analysis::{Tallies, WaveAnswers};
use app::report::ReleaseComment;
use rand::{Rng, seq::SliceRandom};

/// The comments that may be read, in random order.
pub(super) fn comments<R: Rng + ?Sized>(
    wave: &WaveAnswers,
    tallies: &Tallies,
    rules: &Rules,
    rng: &mut R,
) -> Vec<ReleaseComment> {
    let tree = wave.tree();
    let responses: Vec<u32> = (0..tree.len()).map(|team| tallies.responses(team)).collect();
    let large: Vec<bool> = responses.iter().map(|&n| n >= rules.comments_minimum).collect();
    let behind: Vec<Behind> = responses.into_iter().map(Behind::from).collect();
    let showing = publishable(tree, &large, &behind, rules.comments_minimum.into(), rules);
    let place = nearest_published(tree, &showing);
    let mut comments: Vec<(usize, usize, &str)> = wave
        .comments()
        .filter_map(|(team, item, text)| place[team].map(|team| (team, item, text)))
        .collect();
    // First into an order that no longer depends on that of the responses, so that a weak
    // source of randomness could not bring one person's comments back together.
    comments.sort_unstable();
    comments.shuffle(rng);
    comments
        .into_iter()
        .map(|(team, item, text)| ReleaseComment {
            team: tree.teams()[team].id,
            item: wave.items()[item].item,
            text: text.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::*;
    use app::domain::{AnswerSheet, AnswerValue, Dimension, DisclosurePolicy, Scale};
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use std::collections::HashMap;

    /// How many comments stand at which team, when each of so many people writes one.
    fn places(parents: &[usize], writers: &[u32]) -> HashMap<u128, usize> {
        let mut places = HashMap::new();
        for comment in written(parents, writers, 1) {
            *places.entry(comment.team.0.as_u128()).or_default() += 1;
        }
        places
    }

    fn written(parents: &[usize], writers: &[u32], seed: u64) -> Vec<ReleaseComment> {
        let items = vec![item(1, Dimension::Flow, Scale::Text, false)];
        let mut wave = WaveAnswers::new(tree_below(parents), None, items);
        for (team, &count) in (0u128..).zip(writers) {
            for number in 0..count {
                let text = AnswerValue::Text(format!("{team} {number}"));
                wave.push(team_id(team), sheet(&[(1, text)])).expect("part of the wave");
            }
        }
        let rules = DisclosurePolicy::default().into();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        comments(&wave, &Tallies::of(&wave), &rules, &mut rng)
    }

    #[test]
    fn a_comment_stands_at_the_smallest_team_that_may_show_it() {
        assert_eq!(places(&[0, 0, 0], &[0, 12, 6, 7]), HashMap::from([(1, 12), (0, 13)]));
    }

    #[test]
    fn a_few_people_beside_a_large_team_are_not_told_apart_by_their_comments() {
        assert_eq!(places(&[0, 0], &[0, 12, 6]), HashMap::from([(0, 18)]));
    }

    #[test]
    fn nine_responses_show_no_comment() {
        assert!(places(&[0, 0], &[0, 4, 5]).is_empty());
    }

    #[test]
    fn their_order_is_the_random_source_s_and_their_set_is_not() {
        let texts = |seed| -> Vec<String> {
            written(&[0], &[0, 30], seed).into_iter().map(|comment| comment.text).collect()
        };
        let (mut one, mut other) = (texts(1), texts(2));
        assert_ne!(one, other);
        one.sort();
        other.sort();
        assert_eq!(one, other);
    }

    #[test]
    fn people_who_wrote_nothing_count_as_responses() {
        let items = vec![item(1, Dimension::Flow, Scale::Text, false)];
        let mut wave = WaveAnswers::new(tree_below(&[]), None, items);
        for _ in 0..9 {
            wave.push(team_id(0), AnswerSheet::default()).expect("part of the wave");
        }
        let text = AnswerValue::Text("one".into());
        wave.push(team_id(0), sheet(&[(1, text)])).expect("part of the wave");
        let rules = DisclosurePolicy::default().into();
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        assert_eq!(comments(&wave, &Tallies::of(&wave), &rules, &mut rng).len(), 1);
    }
}

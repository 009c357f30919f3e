//! Random trees for the property tests of this room.

use crate::analysis::testing::tree_below;
use app::domain::TeamTree;
use proptest::prelude::*;

/// A tree with one root and up to `teams` teams, and a number up to `most` for each of them;
/// many of the numbers are small, as trouble is.
pub(crate) fn tree_with_counts(
    teams: usize,
    most: u32,
) -> impl Strategy<Value = (TeamTree, Vec<u32>)> {
    let count = prop_oneof![2 => Just(0), 3 => 1u32..5, 3 => 0..=most];
    (1..=teams)
        .prop_flat_map(move |teams| {
            let parents: Vec<_> = (1..teams).map(|team| 0..team).collect();
            (parents, prop::collection::vec(count.clone(), teams))
        })
        .prop_map(|(parents, counts)| (tree_below(&parents), counts))
}

//! How far coders agree, beyond what chance would give them.

use std::collections::BTreeMap;

/// Krippendorff's alpha for nominal data with gaps: 1 minus the disagreement observed within
/// units over the disagreement expected if the same categories were dealt out at random.
///
/// `units` are the things that were coded (passages, interviews), each a row with one place per
/// coder: the category, or `None` where that coder said nothing about the unit. Any number of
/// coders, and rows needn't be equally long. A category is anything that can be compared; an
/// index, or `true` and `false` for “has this tag” and “has it not”. Units with fewer than two
/// categories have nothing to pair and are left out.
///
/// 1 is perfect agreement, 0 is what chance gives, and below 0 coders agree less than chance
/// would have them. `None` where alpha is undefined: fewer than two values can be paired, or all
/// of them are the same category. In the second case coders did agree, but nothing shows that
/// they would have told a difference had there been one; say that instead of a figure.
///
/// Source: K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (University of
/// Pennsylvania, 2011), section C, where four coders and twelve units give 0.743.
///
/// ```
/// use soundings::analysis::krippendorff;
/// let coders = ["123321412---", "1233224125-3", "-3332342251-", "12332441251-"];
/// let units: Vec<Vec<Option<u32>>> = (0..12)
///     .map(|unit| coders.map(|coder| coder[unit..].chars().next()?.to_digit(10)).to_vec())
///     .collect();
/// let alpha = krippendorff::alpha(units.iter().map(Vec::as_slice)).expect("they differ");
/// assert!((alpha - 0.743).abs() < 0.0005);
/// ```
#[must_use]
pub fn alpha<'a, Category: Copy + Ord + 'a>(
    units: impl IntoIterator<Item = &'a [Option<Category>]>,
) -> Option<f64> {
    // A unit's disagreeing pairs weigh 1/(values - 1). Pairs are added up as integers for each
    // number of values, so that the order of units can't change the last digit.
    let mut disagreeing: BTreeMap<u64, u64> = BTreeMap::new();
    let mut totals: BTreeMap<Category, u64> = BTreeMap::new();
    let mut values: Vec<Category> = Vec::new();
    for unit in units {
        values.clear();
        values.extend(unit.iter().flatten());
        if values.len() < 2 {
            continue;
        }
        values.sort_unstable();
        let count = values.len() as u64;
        let mut pairs = count * count;
        for same in values.chunk_by(Category::eq) {
            let size = same.len() as u64;
            pairs -= size * size;
            *totals.entry(same[0]).or_default() += size;
        }
        *disagreeing.entry(count).or_default() += pairs;
    }
    let all: u64 = totals.values().sum();
    let expected = all * all - totals.values().map(|&total| total * total).sum::<u64>();
    if expected == 0 {
        return None;
    }
    let observed: f64 =
        disagreeing.iter().map(|(&count, &pairs)| pairs as f64 / (count - 1) as f64).sum();
    Some(1.0 - (all - 1) as f64 * observed / expected as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Units = Vec<Vec<Option<u32>>>;

    fn of(units: &Units) -> Option<f64> {
        alpha(units.iter().map(Vec::as_slice))
    }

    /// One line a coder, one letter a unit, `-` for a gap.
    fn from_coders(coders: &[&str]) -> Units {
        let category = |letter: char| (letter != '-').then_some(u32::from(letter));
        let coders: Vec<Vec<_>> =
            coders.iter().map(|coder| coder.chars().map(category).collect()).collect();
        (0..coders[0].len()).map(|unit| coders.iter().map(|coder| coder[unit]).collect()).collect()
    }

    #[test]
    fn published_examples_come_out() {
        for (source, coders, expected, digits) in [
            // Krippendorff 2011: two coders, two categories; two coders, five; four coders, gaps.
            ("section A", &["0100000010", "1110010000"][..], 0.095, 3),
            ("section B", &["aabbdcccedda", "babbbccceddd"], 0.692, 3),
            (
                "section C",
                &["123321412---", "1233224125-3", "-3332342251-", "12332441251-"],
                0.743,
                3,
            ),
            // The data set in the docstring of Python's fast-krippendorff, which the example of
            // Wikipedia's “Krippendorff's alpha” shares; there it is 0.691.
            (
                "fast-krippendorff",
                &["-----34121133-3", "1-213343-------", "--21344-21133-4"],
                0.691_358,
                6,
            ),
        ] {
            let alpha = of(&from_coders(coders)).expect("coders differ");
            let off = (alpha - expected).abs();
            assert!(off < 0.5 * 0.1_f64.powi(digits), "{source}: {alpha}, not {expected}");
        }
    }

    #[test]
    fn what_cannot_be_compared_has_no_alpha() {
        assert_eq!(of(&from_coders(&["--", "--"])), None, "nothing said");
        assert_eq!(of(&from_coders(&["ab--", "--ba"])), None, "no unit has two values");
        assert_eq!(of(&from_coders(&["aaa", "aaa"])), None, "no variation");
        assert_eq!(of(&from_coders(&["aab", "aa-"])), None, "none among what is paired");
        assert_eq!(of(&Vec::new()), None);
        assert_eq!(of(&from_coders(&["a", "b"])), Some(0.0), "two values that differ");
    }

    #[test]
    fn a_tag_that_is_there_or_not_needs_no_index() {
        let units = [[Some(true), Some(true)], [Some(false), Some(true)], [Some(false), None]];
        // Pairs: yes with yes, no with yes. Of four values three are yes.
        let alpha = alpha(units.iter().map(<[_; 2]>::as_slice)).expect("both were said");
        assert!((alpha - (1.0 - 3.0 * 2.0 / 6.0)).abs() < 1e-12, "{alpha}");
    }

    /// The definition, by the matrix of coincidences: slow, and nothing in common with `alpha`.
    fn by_coincidences(units: &Units) -> Option<f64> {
        let mut coincidences: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for unit in units {
            let said = unit.iter().flatten().count();
            for (one, first) in unit.iter().enumerate() {
                for (other, second) in unit.iter().enumerate() {
                    if let (Some(first), Some(second), true) = (first, second, one != other) {
                        *coincidences.entry((*first, *second)).or_default() +=
                            1.0 / (said - 1) as f64;
                    }
                }
            }
        }
        let total = |category: u32| -> f64 {
            coincidences.iter().filter(|(pair, _)| pair.0 == category).map(|(_, n)| n).sum()
        };
        let n: f64 = coincidences.values().sum();
        let (mut observed, mut expected) = (0.0, 0.0);
        for first in 0..4 {
            for second in (0..4).filter(|&second| second != first) {
                observed += coincidences.get(&(first, second)).copied().unwrap_or_default();
                expected += total(first) * total(second) / (n - 1.0);
            }
        }
        (expected > 0.0).then(|| 1.0 - observed / expected)
    }

    /// Up to 12 units coded by up to 5 with four categories; gaps are frequent.
    fn units() -> impl Strategy<Value = Units> {
        (1usize..6).prop_flat_map(|coders| {
            let place = prop::option::weighted(0.7, 0u32..4);
            prop::collection::vec(prop::collection::vec(place, coders), 0..13)
        })
    }

    proptest! {
        #[test]
        fn it_is_what_the_matrix_of_coincidences_gives(units in units()) {
            match (of(&units), by_coincidences(&units)) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-9),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }

        #[test]
        fn no_order_and_no_name_changes_it(
            (units, shuffled) in units().prop_flat_map(|units| (Just(units.clone()), Just(units).prop_shuffle())),
            turn in 0usize..5,
            names in Just(vec![7u32, 1, 900, 3]).prop_shuffle(),
        ) {
            let other: Units = shuffled
                .iter()
                .map(|unit| {
                    let mut unit: Vec<_> =
                        unit.iter().map(|said| said.map(|category| names[category as usize])).collect();
                    let by = turn % unit.len();
                    unit.rotate_left(by);
                    unit
                })
                .collect();
            // To the last digit.
            prop_assert_eq!(of(&units), of(&other));
        }

        #[test]
        fn whoever_agrees_in_everything_has_1(
            coder in prop::collection::vec(0u32..4, 2..20),
            coders in 2usize..5,
        ) {
            let units: Units = coder.iter().map(|&said| vec![Some(said); coders]).collect();
            let varied = coder.iter().any(|&said| said != coder[0]);
            prop_assert_eq!(of(&units), varied.then_some(1.0));
        }

        #[test]
        fn it_is_a_number_and_at_most_1(units in units()) {
            if let Some(alpha) = of(&units) {
                prop_assert!(alpha.is_finite() && alpha <= 1.0, "{}", alpha);
            }
        }

        #[test]
        fn a_coder_who_says_nothing_changes_nothing(units in units()) {
            let wider: Units =
                units.iter().map(|unit| unit.iter().copied().chain([None]).collect()).collect();
            prop_assert_eq!(of(&units), of(&wider));
        }
    }
}

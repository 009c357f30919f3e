//! Whether the items of a dimension go together well enough to be one figure.

/// Cronbach's alpha, k/(k - 1) (1 - Σ s²(item) / s²(sum)), for the answers of each respondent
/// to the same k items in the same order.
///
/// Give values as they go into the dimension's score (0 to 100, reversed items flipped): items
/// on different scales would otherwise weigh by their number of steps. Respondents who left an
/// item out are left out (listwise), those with another number of items too.
///
/// At most 1. Below 0 where items contradict each other, often because one was not flipped:
/// such a value is given as it is. None with fewer than two items or complete respondents,
/// where the sums do not differ, or a value is no finite number.
///
/// Source: L. J. Cronbach, “Coefficient alpha and the internal structure of tests”,
/// Psychometrika 16 (1951). Reference: pingouin's `cronbach_alpha` on its data set
/// `cronbach_wide_missing` with listwise deletion (R: `psych::alpha(use = "complete.obs")`):
/// 0.8016949152542373.
///
/// ```
/// use soundings::analysis::cronbach;
/// let rows = [
///     "11111111111", "11111111010", "-011-111100", "11101101100", "11111000100", "01-01111000",
///     "11110010000", "11111000000", "01011000010", "10010100-00", "11100000000", "10010000000",
/// ];
/// let rows: Vec<Vec<Option<f64>>> = rows
///     .iter()
///     .map(|row| row.chars().map(|c| c.to_digit(10).map(f64::from)).collect())
///     .collect();
/// let alpha = cronbach::alpha(rows.iter().map(Vec::as_slice)).expect("eleven items");
/// assert!((alpha - 0.8016949152542373).abs() < 1e-14);
/// ```
#[must_use]
pub fn alpha<'a>(respondents: impl IntoIterator<Item = &'a [Option<f64>]>) -> Option<f64> {
    let mut sums: Vec<Spread> = Vec::new();
    let mut total = Spread::default();
    let mut complete = Vec::new();
    for respondent in respondents {
        complete.clear();
        complete.extend(respondent.iter().flatten());
        if sums.is_empty() {
            sums.resize(respondent.len(), Spread::default());
        }
        if complete.len() == respondent.len() && respondent.len() == sums.len() {
            for (item, &value) in sums.iter_mut().zip(&complete) {
                item.add(value);
            }
            total.add(complete.iter().sum());
        }
    }
    let items = sums.len() as f64;
    if items < 2.0 || total.n < 2.0 || !(total.squares > 0.0 && total.squares.is_finite()) {
        return None;
    }
    let parts: f64 = sums.iter().map(|item| item.squares).sum();
    Some(items / (items - 1.0) * (1.0 - parts / total.squares))
}

/// Values' mean and the sum of squared deviations from it (Welford's way, which does not
/// lose digits when values are large and alike).
#[derive(Clone, Copy, Default)]
struct Spread {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f64) {
        self.n += 1.0;
        let off = value - self.mean;
        self.mean += off / self.n;
        self.squares += off * (value - self.mean);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[f64]]) -> Option<f64> {
        let rows: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        alpha(rows.iter().map(Vec::as_slice))
    }

    #[test]
    fn items_that_say_the_same_have_1_and_ones_that_contradict_go_below_0() {
        let same = of(&[&[1.0, 1.0, 1.0], &[4.0, 4.0, 4.0], &[2.0, 2.0, 2.0]]);
        assert!((same.expect("three items") - 1.0).abs() < 1e-12);
        let contrary = of(&[&[1.0, 5.0], &[2.0, 4.0], &[3.0, 2.0], &[5.0, 1.0]]);
        assert!(contrary.expect("two items") < 0.0);
    }

    #[test]
    fn a_reversed_scale_changes_nothing_when_all_items_are_reversed() {
        let rows: [[f64; 3]; 4] =
            [[1.0, 2.0, 2.0], [4.0, 3.0, 5.0], [2.0, 2.0, 1.0], [5.0, 4.0, 4.0]];
        let turned = rows.map(|row| row.map(|value| 6.0 - value));
        let one = of(&rows.each_ref().map(<[f64; 3]>::as_slice)).expect("three items");
        let other = of(&turned.each_ref().map(<[f64; 3]>::as_slice)).expect("three items");
        assert!((one - other).abs() < 1e-12);
    }

    #[test]
    fn too_little_has_none() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[&[1.0, 2.0]]), None);
        assert_eq!(of(&[&[1.0], &[2.0]]), None);
        assert_eq!(of(&[&[3.0, 3.0], &[3.0, 3.0]]), None);
        assert_eq!(of(&[&[f64::NAN, 3.0], &[2.0, 1.0]]), None);
        assert_eq!(of(&[&[f64::INFINITY, 3.0], &[2.0, 1.0]]), None);
        assert_eq!(alpha([[Some(1.0), None].as_slice(), [None, Some(2.0)].as_slice()]), None);
    }
}

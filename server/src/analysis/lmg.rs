//! Whose merit is R²? Predictors overlap, so each one's part depends on who comes first; here
//! every order counts once.

/// Below this part of its own variance a predictor is what others together already say.
const NOTHING_NEW: f64 = 1e-9;

/// R² of a regression and every predictor's part in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The share of the outcome's variance that all predictors together explain, 0 to 1.
    pub r_squared: f64,
    /// Each predictor's part; together they are `r_squared`.
    pub parts: Vec<f64>,
}

/// What each predictor adds to R², averaged over all orders in which predictors can come in
/// (Lindeman, Merenda and Gold; the Shapley value of R²).
///
/// `covariances` is the symmetric matrix of the predictors and, last, the outcome; covariances,
/// correlations or sums of products alike. A constant predictor has no part; ones that say the
/// same share theirs, and one that others together make up adds nothing where those are in.
///
/// It looks at all 2^p sets of p predictors, so 12 take less than a millisecond.
///
/// None without predictors or with more than 20, for a matrix that is not square, of numbers
/// that are not finite, or where the outcome is constant.
///
/// Source: R. H. Lindeman, P. F. Merenda and R. Z. Gold, *Introduction to Bivariate and
/// Multivariate Analysis* (1980), p. 119 ff.; U. Grömping, Journal of Statistical Software 17
/// (2006). Reference: R package relaimpo, `calc.relimp(lm(Fertility ~ ., swiss))`: R² 0.706735,
/// lmg 0.0570912, 0.1711730, 0.2601347, 0.1055702, 0.1127659.
///
/// ```
/// use soundings::analysis::lmg;
/// let swiss: Vec<Vec<f64>> = vec![
///     vec![1.0, -0.686542208617, -0.639522518948, 0.401095053049, -0.060858608417, 0.35307918362],
///     vec![-0.686542208617, 1.0, 0.698415296288, -0.572741806064, -0.114021596482, -0.645882706457],
///     vec![-0.639522518948, 0.698415296288, 1.0, -0.153858917091, -0.099321845821, -0.663788857035],
///     vec![0.401095053049, -0.572741806064, -0.153858917091, 1.0, 0.175495907597, 0.463684700652],
///     vec![-0.060858608417, -0.114021596482, -0.099321845821, 0.175495907597, 1.0, 0.416556031435],
///     vec![0.35307918362, -0.645882706457, -0.663788857035, 0.463684700652, 0.416556031435, 1.0],
/// ];
/// let parts = lmg::parts(&swiss).expect("five predictors");
/// assert!((parts.r_squared - 0.706735001593).abs() < 1e-9);
/// let theirs =
///     [0.0570912207681, 0.1711730289002, 0.2601346786244, 0.1055701503735, 0.1127659229265];
/// assert!(parts.parts.iter().zip(theirs).all(|(ours, theirs)| (ours - theirs).abs() < 1e-9));
/// ```
#[must_use]
pub fn parts(covariances: &[Vec<f64>]) -> Option<Parts> {
    let size = covariances.len();
    let predictors = size.checked_sub(1).filter(|&count| (1..=20).contains(&count))?;
    let sound = |row: &Vec<f64>| row.len() == size && row.iter().all(|value| value.is_finite());
    if !covariances.iter().all(sound) || covariances[predictors][predictors] <= 0.0 {
        return None;
    }
    // As correlations, so that what is next to nothing is so on every scale.
    let scale: Vec<f64> = (0..size)
        .map(|i| covariances[i][i])
        .map(|variance| if variance > 0.0 { 1.0 / variance.sqrt() } else { 0.0 })
        .collect();
    // One matrix for each depth of the search.
    let mut matrices = vec![Matrix { size, cells: vec![0.0; size * size] }; size];
    for (cell, correlation) in matrices[0].cells.iter_mut().enumerate() {
        let (i, j) = (cell / size, cell % size);
        *correlation = covariances[i][j] * scale[i] * scale[j];
    }
    let mut sets = Sets { explained: vec![0.0; 1 << predictors] };
    sets.visit(0, 0, &mut matrices);
    Some(sets.parts(predictors))
}

/// What every set of predictors explains; bit j of the index says whether j is in.
struct Sets {
    explained: Vec<f64>,
}

impl Sets {
    /// Fills in `set` and all sets that add predictors from `next` on. The first of the matrices
    /// holds what these predictors and the outcome have left after taking out what the set
    /// explains; the others are room to work in.
    fn visit(&mut self, set: usize, next: usize, matrices: &mut [Matrix]) {
        let Some((matrix, room)) = matrices.split_first_mut() else { return };
        let outcome = matrix.size - 1;
        self.explained[set] = (1.0 - matrix.at(outcome, outcome)).clamp(0.0, 1.0);
        for taken in 0..outcome {
            if let Some(rest) = room.first_mut() {
                matrix.take_out(taken, rest);
            }
            self.visit(set | 1 << (next + taken), next + taken + 1, room);
        }
    }

    fn parts(&self, predictors: usize) -> Parts {
        // A set of s others comes before a predictor in s! (p - s - 1)! of p! orders.
        let mut weights = vec![1.0 / predictors as f64];
        for s in 1..predictors {
            weights.push(weights[s - 1] * s as f64 / (predictors - s) as f64);
        }
        let part = |predictor: usize| -> f64 {
            let bit = 1 << predictor;
            let without = (0..self.explained.len()).filter(|set| set & bit == 0);
            without
                .map(|set| {
                    let gain = self.explained[set | bit] - self.explained[set];
                    weights[set.count_ones() as usize] * gain
                })
                .sum::<f64>()
                .max(0.0)
        };
        Parts {
            r_squared: self.explained.last().copied().unwrap_or(0.0),
            parts: (0..predictors).map(part).collect(),
        }
    }
}

/// A symmetric matrix, row after row; only the upper half is read.
#[derive(Clone)]
struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    /// Into `rest`: what those after `taken` have left once `taken` has explained its share of
    /// them, one step of Gauss's elimination.
    fn take_out(&self, taken: usize, rest: &mut Self) {
        rest.size = self.size - taken - 1;
        let own = self.at(taken, taken);
        for row in 0..rest.size {
            let i = taken + 1 + row;
            let slope = if own > NOTHING_NEW { self.at(taken, i) / own } else { 0.0 };
            for column in row..rest.size {
                let j = taken + 1 + column;
                rest.cells[row * rest.size + column] = self.at(i, j) - slope * self.at(taken, j);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(ours: &[f64], theirs: &[f64]) {
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert!((ours - theirs).abs() < 1e-12, "{ours} {theirs}");
        }
    }

    #[test]
    fn two_predictors_are_as_worked_out_by_hand() {
        // R² = (0.36 + 0.16 - 2 * 0.6 * 0.4 * 0.5) / (1 - 0.25); the first explains 0.36 alone
        // and R² - 0.16 when it comes second.
        let r_squared = 0.28 / 0.75;
        let matrix = [vec![1.0, 0.5, 0.6], vec![0.5, 1.0, 0.4], vec![0.6, 0.4, 1.0]];
        let ours = parts(&matrix).expect("two predictors");
        let first = f64::midpoint(0.36, r_squared - 0.16);
        close(&ours.parts, &[first, r_squared - first]);
        assert!((ours.r_squared - r_squared).abs() < 1e-15);
    }

    #[test]
    fn a_predictor_given_twice_shares_its_part_with_itself() {
        let once = [vec![1.0, 0.5, 0.6], vec![0.5, 1.0, 0.4], vec![0.6, 0.4, 1.0]];
        let once = parts(&once).expect("two predictors");
        let twice = [
            vec![1.0, 1.0, 0.5, 0.6],
            vec![1.0, 1.0, 0.5, 0.6],
            vec![0.5, 0.5, 1.0, 0.4],
            vec![0.6, 0.6, 0.4, 1.0],
        ];
        let twice = parts(&twice).expect("three predictors");
        assert!((once.r_squared - twice.r_squared).abs() < 1e-12);
        assert!((twice.parts[0] - twice.parts[1]).abs() < 1e-12);
        assert!((twice.parts.iter().sum::<f64>() - twice.r_squared).abs() < 1e-12);
    }

    #[test]
    fn a_constant_predictor_has_no_part() {
        let matrix = [vec![4.0, 0.0, 1.0], vec![0.0, 0.0, 0.0], vec![1.0, 0.0, 1.0]];
        let ours = parts(&matrix).expect("two predictors");
        close(&ours.parts, &[0.25, 0.0]);
    }

    #[test]
    fn without_predictors_or_spread_of_the_outcome_there_are_none() {
        assert_eq!(parts(&[]), None);
        assert_eq!(parts(&[vec![1.0]]), None);
        assert_eq!(parts(&[vec![1.0, 0.0], vec![0.0, 0.0]]), None);
        assert_eq!(parts(&[vec![1.0, f64::NAN], vec![f64::NAN, 1.0]]), None);
        assert_eq!(parts(&[vec![1.0, 0.1], vec![0.1]]), None);
    }
}

//! Which items go with an outcome item, and how sure one can be of it.
//!
//! People who answer one item favourably tend to answer others so, too: items overlap, and
//! none of this says that one causes the other. A page says “goes with”.

use super::lmg;
pub use app::report::drivers::FEWEST_RESPONSES;
use app::report::{Driver, Drivers, Interval};
use rand::{Rng, seq::SliceRandom};

/// Most items beside the outcome.
pub const MOST_PREDICTORS: usize = 12;

/// Replicates for a percentile interval that a page can print.
pub const REPLICATES: u32 = 1000;

/// Up to so many responses are drawn one by one; more are drawn in so many groups.
const MOST_GROUPS: usize = 1000;

/// Each item's share of R² when the outcome is regressed on all of them, averaged over all
/// orders ([`lmg`]), with its bootstrap percentile interval.
///
/// A response is the outcome's value followed by the items' values, each on any scale. Those
/// with an answer missing are left out (listwise), so that every order compares the same
/// people; ones with another number of items too.
///
/// None below [`FEWEST_RESPONSES`] complete responses, without items or with more than
/// [`MOST_PREDICTORS`], where the outcome is constant, or where the items say nothing at all
/// about it. Constant items have share 0.
///
/// The bootstrap draws as many responses as there are, with replacement, `replicates` times
/// ([`REPLICATES`] will do). Beyond a thousand, responses are first put into a thousand groups
/// at random and groups are drawn: sums of independent groups vary as the responses they are
/// made of, and 50,000 take no longer than 1,000. A share cannot be below 0, so an interval that
/// comes close to 0 does not say that there is something.
///
/// Source: [`lmg`]; B. Efron, “Bootstrap methods”, Annals of Statistics 7 (1979). Reference: by
/// hand, two uncorrelated items of which one accounts for four times the other's variance.
///
/// ```
/// use rand::SeedableRng;
/// use soundings::analysis::drivers::drivers;
/// let rows: Vec<[Option<f64>; 3]> = (0..100)
///     .map(|i| [f64::from(i % 2), f64::from(i / 2 % 2)])
///     .map(|[a, b]| [Some(2.0 * a + b), Some(a), Some(b)])
///     .collect();
/// let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
/// let rows = rows.iter().map(<[_; 3]>::as_slice);
/// let drivers = drivers(rows, 200, &mut rng).expect("a hundred responses");
/// assert!((drivers.r_squared - 1.0).abs() < 1e-12);
/// assert!((drivers.drivers[0].share - 0.8).abs() < 1e-12);
/// let interval = drivers.drivers[0].interval.expect("200 replicates");
/// assert!(interval.low < 0.8 && 0.8 < interval.high);
/// ```
#[must_use]
pub fn drivers<'a>(
    responses: impl IntoIterator<Item = &'a [Option<f64>]>,
    replicates: u32,
    rng: &mut impl Rng,
) -> Option<Drivers> {
    let mut rows = complete(responses);
    let size = rows.first()?.len();
    if rows.len() < FEWEST_RESPONSES || !(2..=MOST_PREDICTORS + 1).contains(&size) {
        return None;
    }
    centre(&mut rows);
    let mut all = Sums::of(size);
    rows.iter().for_each(|row| all.add(row));
    let lmg::Parts { r_squared, .. } = lmg::parts(&all.covariances())?;
    let shares = all.shares()?;
    let groups = groups(&mut rows, size, rng);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::new(); shares.len()];
    for _ in 0..replicates {
        // A replicate in which the outcome does not vary says nothing about shares.
        if let Some(shares) = draw(&groups, size, rng).shares() {
            drawn.iter_mut().zip(shares).for_each(|(drawn, share)| drawn.push(share));
        }
    }
    let answered = u32::try_from(rows.len()).ok()?;
    let drivers = shares
        .into_iter()
        .zip(drawn)
        .map(|(share, drawn)| Driver { share, interval: percentiles(drawn) })
        .collect();
    Some(Drivers { answered, r_squared, drivers })
}

/// The responses that have everything, with the outcome moved to the end.
fn complete<'a>(responses: impl IntoIterator<Item = &'a [Option<f64>]>) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for response in responses {
        let row: Option<Vec<f64>> = response.iter().copied().collect();
        let Some(mut row) = row.filter(|row| row.iter().all(|value| value.is_finite())) else {
            continue;
        };
        if !row.is_empty() && rows.first().is_none_or(|first| first.len() == row.len()) {
            row.rotate_left(1);
            rows.push(row);
        }
    }
    rows
}

/// Takes each column's mean out, so that products are small and keep their digits, and what is
/// constant is exactly 0.
fn centre(rows: &mut [Vec<f64>]) {
    let n = rows.len() as f64;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let first = rows[0][column];
        let constant = rows.iter().all(|row| row[column] == first);
        let sum: f64 = rows.iter().map(|row| row[column]).sum();
        let mean = if constant { first } else { sum / n };
        rows.iter_mut().for_each(|row| row[column] -= mean);
    }
}

/// Sums over responses: how many, of each column, and of each two columns' products.
#[derive(Clone)]
struct Sums {
    size: usize,
    values: Vec<f64>,
}

impl Sums {
    fn of(size: usize) -> Self {
        Self { size, values: vec![0.0; 1 + size + size * (size + 1) / 2] }
    }

    fn add(&mut self, row: &[f64]) {
        self.values[0] += 1.0;
        let (sums, products) = self.values[1..].split_at_mut(self.size);
        let mut products = products.iter_mut();
        for (i, &one) in row.iter().enumerate() {
            sums[i] += one;
            // The row first: the other way round the end of each row would eat a product.
            for (&other, product) in row[i..].iter().zip(products.by_ref()) {
                *product += one * other;
            }
        }
    }

    fn covariances(&self) -> Vec<Vec<f64>> {
        let n = self.values[0];
        let (sums, products) = self.values[1..].split_at(self.size);
        let mut covariances = vec![vec![0.0; self.size]; self.size];
        let mut products = products.iter();
        for i in 0..self.size {
            for (j, product) in (i..self.size).zip(products.by_ref()) {
                let covariance = product - sums[i] * sums[j] / n;
                covariances[i][j] = covariance;
                covariances[j][i] = covariance;
            }
        }
        // What is left of a column that happens to be constant among those drawn is rounding.
        for i in 0..self.size {
            let square = covariances[i][i] + sums[i] * sums[i] / n;
            if covariances[i][i] <= square * 1e-12 {
                covariances[i][i] = 0.0;
            }
        }
        covariances
    }

    fn shares(&self) -> Option<Vec<f64>> {
        let parts = lmg::parts(&self.covariances())?.parts;
        let whole: f64 = parts.iter().sum();
        (whole > 1e-12).then(|| parts.iter().map(|part| part / whole).collect())
    }
}

/// The responses one by one, or in [`MOST_GROUPS`] random groups.
fn groups(rows: &mut [Vec<f64>], size: usize, rng: &mut impl Rng) -> Vec<Sums> {
    if rows.len() > MOST_GROUPS {
        rows.shuffle(rng);
    }
    let mut groups = vec![Sums::of(size); rows.len().min(MOST_GROUPS)];
    for (index, row) in rows.iter().enumerate() {
        let group = index % groups.len();
        groups[group].add(row);
    }
    groups
}

/// As many groups as there are, with replacement.
fn draw(groups: &[Sums], size: usize, rng: &mut impl Rng) -> Sums {
    let mut times = vec![0u32; groups.len()];
    for _ in groups {
        times[rng.random_range(0..groups.len())] += 1;
    }
    let mut drawn = Sums::of(size);
    for (group, &times) in groups.iter().zip(&times).filter(|(_, times)| **times > 0) {
        let times = f64::from(times);
        drawn.values.iter_mut().zip(&group.values).for_each(|(sum, value)| *sum += times * value);
    }
    drawn
}

/// The 2.5 and 97.5 % percentiles, between two values in proportion (R's default, type 7).
fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let at = |probability: f64| {
        let place = probability * last as f64;
        let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
        below + (above - below) * place.fract()
    };
    Some(Interval { low: at(0.025), high: at(0.975) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    /// The provinces of Switzerland `times` over: repeating all leaves every share as it is.
    fn swiss(times: usize) -> Vec<Vec<Option<f64>>> {
        let rows = include_str!("testing/swiss.txt").lines().filter(|line| !line.starts_with('#'));
        let row = |line: &str| line.split_whitespace().map(|value| value.parse().ok()).collect();
        let rows: Vec<Vec<Option<f64>>> = rows.map(row).collect();
        rows.iter().cloned().cycle().take(rows.len() * times).collect()
    }

    fn of(rows: &[Vec<Option<f64>>], replicates: u32, seed: u64) -> Option<Drivers> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        drivers(rows.iter().map(Vec::as_slice), replicates, &mut rng)
    }

    #[test]
    fn it_gives_what_relaimpo_gives() {
        let ours = of(&swiss(3), 0, 1).expect("141 responses");
        assert_eq!(ours.answered, 141);
        assert!((ours.r_squared - 0.706_735_001_593).abs() < 1e-11);
        // calc.relimp(lm(Fertility ~ ., swiss), rela = TRUE)$lmg
        let theirs = [
            0.080_781_651_735_7,
            0.242_202_563_216_0,
            0.368_079_517_836_4,
            0.149_377_277_389_1,
            0.159_558_989_822_8,
        ];
        for (ours, theirs) in ours.drivers.iter().zip(theirs) {
            assert!((ours.share - theirs).abs() < 1e-12, "{ours:?} {theirs}");
            assert_eq!(ours.interval, None);
        }
    }

    #[test]
    fn below_a_hundred_complete_responses_there_is_nothing() {
        assert_eq!(of(&swiss(2), 10, 1), None);
        let mut rows = swiss(3);
        for row in rows.iter_mut().take(42) {
            row[2] = None;
        }
        assert_eq!(of(&rows, 10, 1), None);
        rows[0][2] = Some(15.0);
        assert_eq!(of(&rows, 10, 1).map(|drivers| drivers.answered), Some(100));
    }

    #[test]
    fn the_bootstrap_can_be_repeated_and_holds_the_share() {
        let rows = swiss(4);
        let ours = of(&rows, 300, 7).expect("188 responses");
        assert_eq!(Some(&ours), of(&rows, 300, 7).as_ref());
        for driver in &ours.drivers {
            let interval = driver.interval.expect("300 replicates");
            assert!(0.0 <= interval.low && interval.low < driver.share);
            assert!(driver.share < interval.high && interval.high <= 1.0);
        }
    }

    #[test]
    fn drawing_groups_is_as_wide_as_drawing_responses() {
        // 45 times the provinces are more than a thousand; 21 times are not.
        let width = |times: usize| {
            let ours = of(&swiss(times), 400, 3).expect("enough responses");
            let interval = ours.drivers[2].interval.expect("400 replicates");
            (interval.high - interval.low) * (times as f64).sqrt()
        };
        let ratio = width(45) / width(21);
        assert!((0.8..1.25).contains(&ratio), "{ratio}");
    }

    #[test]
    fn constant_items_have_no_share_and_a_constant_outcome_has_no_drivers() {
        let mut rows = swiss(3);
        rows.iter_mut().for_each(|row| row[3] = Some(0.1));
        let ours = of(&rows, 20, 1).expect("141 responses");
        assert_eq!(ours.drivers[2].share, 0.0);
        assert!((ours.drivers.iter().map(|driver| driver.share).sum::<f64>() - 1.0).abs() < 1e-12);
        rows.iter_mut().for_each(|row| row[0] = Some(0.1));
        assert_eq!(of(&rows, 20, 1), None);
    }

    #[test]
    fn without_items_or_with_too_many_there_are_none() {
        let rows = |size| vec![vec![Some(1.0); size]; 120];
        assert_eq!(of(&[], 10, 1), None);
        assert_eq!(of(&rows(0), 10, 1), None);
        assert_eq!(of(&rows(1), 10, 1), None);
        assert_eq!(of(&rows(14), 10, 1), None);
    }
}

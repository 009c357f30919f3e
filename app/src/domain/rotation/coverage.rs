//! Whether a group of people is heard as often as its number would have it.

/// The largest probability, over all groups of one comparison, of calling a fair rotation unfair.
const LARGEST_DOUBT: f64 = 0.05;

/// How often a group was heard, beside how large it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing speaks against a fair rotation.
    Fairly,
    /// So seldom that a fair rotation would hardly ever do it.
    Less,
    /// There were so few interviews that not even none with this group would say anything.
    CannotTell,
}

/// Compares a group's interviews with its share of the people.
///
/// In a fair rotation each interview is with somebody drawn at random, so the interviews of a group
/// are binomial. A group is called heard less when so few would come up with a probability below
/// 5 %, divided by the number of groups that are looked at together: of twenty fair tables, at most
/// one accuses anybody.
///
/// ```
/// use app::domain::rotation::{Heard, heard};
/// // Half of the people, none of six interviews, two groups: 0.5^6 = 1.6 % is below 2.5 %.
/// assert_eq!(heard(50, 100, 0, 6, 2), Heard::Less);
/// // With five, 3.1 % is not: nothing could be told from so few.
/// assert_eq!(heard(50, 100, 0, 5, 2), Heard::CannotTell);
/// assert_eq!(heard(50, 100, 3, 6, 2), Heard::Fairly);
/// ```
#[must_use]
pub fn heard(people: usize, of: usize, interviews: usize, all: usize, groups: usize) -> Heard {
    if people == 0 || of == 0 {
        return Heard::CannotTell;
    }
    let share = people as f64 / of as f64;
    let doubt = LARGEST_DOUBT / groups.max(1) as f64;
    if at_most(0, all, share) >= doubt {
        Heard::CannotTell
    } else if at_most(interviews, all, share) < doubt {
        Heard::Less
    } else {
        Heard::Fairly
    }
}

/// The probability of at most `successes` in `trials`, each with this probability.
fn at_most(successes: usize, trials: usize, probability: f64) -> f64 {
    if successes >= trials {
        return 1.0;
    }
    // In logarithms: a thousand interviews would underflow.
    let (hit, miss) = (probability.ln(), (1.0 - probability).ln());
    if !miss.is_finite() {
        return 0.0;
    }
    let mut ways = 0.0;
    let mut sum = 0.0;
    for hits in 0..=successes {
        if hits > 0 {
            ways += ((trials - hits + 1) as f64).ln() - (hits as f64).ln();
        }
        sum += (ways + hits as f64 * hit + (trials - hits) as f64 * miss).exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::at_most;

    #[test]
    fn the_binomial_tail_is_that_of_the_tables() {
        // NIST/SEMATECH e-Handbook 1.3.6.6.18 and any printed table: n = 10, p = 0.5 and 0.3.
        for (successes, trials, probability, expected) in
            [(3, 10, 0.5, 0.171_875), (0, 10, 0.5, 0.000_976_562_5), (2, 10, 0.3, 0.382_782_786_4)]
        {
            let found = at_most(successes, trials, probability);
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        assert!((at_most(5, 5, 0.4) - 1.0).abs() < 1e-12);
        assert!(at_most(2, 5, 1.0).abs() < 1e-12);
        let many = at_most(400, 2_000, 0.3);
        assert!(many > 0.0 && many < 1e-15, "{many}");
    }
}

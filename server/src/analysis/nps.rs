//! The net promoter score, where there are answers enough for one.

use app::report::NetPromoter;

/// Fewest answers for a score. With 30 its standard error is still up to 18 points.
pub const SCORE_FROM: u64 = 30;

/// The net promoter score 100 (p - d), where p is the share of answers 9 and 10 and d that of 0
/// to 6, with its standard error 100 √((p + d - (p - d)²) / n); below [`SCORE_FROM`] answers the
/// three shares.
///
/// `counts` are the answers by value from 0 to 10. None where nobody answered or there are not
/// eleven values.
///
/// Source: F. F. Reichheld, “The one number you need to grow”, Harvard Business Review, December
/// 2003; the error is that of a mean of answers worth 1, 0 and -1. Reference: half promoters, a
/// third passives, a sixth detractors have a score of 33.3 and a variance of 5/9 an answer (W.
/// Huber, stats.stackexchange.com, “margin of error in a NPS”).
///
/// ```
/// use app::report::NetPromoter;
/// use soundings::analysis::nps;
/// let answers = [0, 0, 10, 0, 20, 20, 4, 60, 48, 100, 62];
/// let Some(NetPromoter::Score { score, standard_error }) = nps::net_promoter(&answers) else {
///     panic!("324 answers are enough");
/// };
/// assert!((score - 100.0 / 3.0).abs() < 1e-12);
/// assert!((standard_error - 100.0 * (5.0 / 9.0 / 324.0f64).sqrt()).abs() < 1e-12);
/// ```
#[must_use]
pub fn net_promoter(counts: &[u32]) -> Option<NetPromoter> {
    if counts.len() != 11 {
        return None;
    }
    let answers = |range: std::ops::Range<usize>| -> u64 {
        counts[range].iter().map(|&count| u64::from(count)).sum()
    };
    let (detractors, passives, promoters) = (answers(0..7), answers(7..9), answers(9..11));
    let n = detractors + passives + promoters;
    if n == 0 {
        return None;
    }
    let share = |answers: u64| answers as f64 / n as f64;
    if n < SCORE_FROM {
        return Some(NetPromoter::Shares {
            promoters: share(promoters),
            passives: share(passives),
            detractors: share(detractors),
        });
    }
    let mean = (promoters as f64 - detractors as f64) / n as f64;
    // Never below 0, though rounding could take it there when all answers are alike.
    let variance = (share(promoters + detractors) - mean * mean).max(0.0);
    let standard_error = 100.0 * (variance / n as f64).sqrt();
    Some(NetPromoter::Score { score: 100.0 * mean, standard_error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_30_answers_there_are_shares_and_from_30_on_a_score() {
        let few = net_promoter(&[1, 0, 0, 0, 0, 0, 9, 5, 4, 5, 5]);
        let NetPromoter::Shares { promoters, passives, detractors } = few.expect("answers") else {
            panic!("29 answers are too few");
        };
        assert_eq!(promoters, 10.0 / 29.0);
        assert_eq!(passives, 9.0 / 29.0);
        assert_eq!(detractors, 10.0 / 29.0);
        let enough = net_promoter(&[2, 0, 0, 0, 0, 0, 9, 5, 4, 5, 5]);
        let Some(NetPromoter::Score { score, .. }) = enough else { panic!("30 are enough") };
        assert!((score + 100.0 / 30.0).abs() < 1e-12);
    }

    #[test]
    fn answers_all_alike_have_no_error() {
        let all = |place: usize| {
            let mut counts = [0; 11];
            counts[place] = 40;
            net_promoter(&counts)
        };
        let score = |score| Some(NetPromoter::Score { score, standard_error: 0.0 });
        assert_eq!((all(10), all(8), all(0)), (score(100.0), score(0.0), score(-100.0)));
    }

    #[test]
    fn without_answers_or_on_another_scale_there_is_none() {
        assert_eq!(net_promoter(&[0; 11]), None);
        assert_eq!(net_promoter(&[10; 5]), None);
    }
}

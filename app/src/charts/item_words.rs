//! What is said of one item of one team: how many people, what changed, where it is going.

use super::words;
use crate::{
    domain::Period,
    report::{CellFigures, ChangeFigures, Composition, NetPromoter, Trend, TrendVerdict, Verdict},
};

/// Up to so many people are counted; of more, shares say the same in less room.
const COUNTED: u32 = 60;

/// What any team of some size could show goes unsaid.
const WORTH_SAYING: f64 = 0.15;

/// How small a part of a change that comes of another mix of teams goes unsaid.
const SMALL_MIX: f64 = 0.02;

/// From where to where the favourable may be among all whom the item applies to: in people where
/// those are few, and in shares otherwise.
#[must_use]
pub fn people(figures: &CellFigures) -> Option<String> {
    let likely = figures.population.and(figures.interval).or(figures.process_interval);
    people_counted(figures).or_else(|| likely.map(words::between_shares))
}

/// The same in people alone: “5 to 7 of 9 people”; nothing where they are too many to count.
#[must_use]
pub fn people_counted(figures: &CellFigures) -> Option<String> {
    let (interval, people) = (figures.interval?, figures.population?);
    if people > COUNTED {
        return None;
    }
    let count = |share: f64| (share * f64::from(people)).round() as u32;
    let (low, high) = (count(interval.low), count(interval.high));
    Some(if low == high {
        format!("{low} of {people} people")
    } else {
        format!("{low} to {high} of {people} people")
    })
}

/// The pooled estimate, where it reads differently from the share itself.
#[must_use]
pub fn pooled(figures: &CellFigures) -> Option<String> {
    let (share, pooled) = (words::percent(figures.share?), words::percent(figures.pooled?));
    (share != pooled).then(|| format!("pooled {pooled}"))
}

/// Points of a difference of shares, without a sign.
fn points(difference: f64) -> String {
    let points = (100.0 * difference.abs()).round() as i64;
    if points == 1 { "1 point".to_owned() } else { format!("{points} points") }
}

/// A verdict on a change, in a few words: never a direction that isn't sure.
#[must_use]
pub fn change(figures: &ChangeFigures, since: Period) -> String {
    let since = since.title();
    match figures.verdict {
        Verdict::Improved => format!("Improved by {} since {since}", points(figures.delta)),
        Verdict::Declined => format!("Declined by {} since {since}", points(figures.delta)),
        Verdict::NoClearChange => format!("No clear change since {since}"),
    }
}

/// What so few answers could have shown at all; for beside “no clear change”, where it is a limit
/// that matters.
#[must_use]
pub fn detectable(figures: &ChangeFigures) -> Option<String> {
    match (figures.verdict, figures.detectable) {
        (Verdict::NoClearChange, None) => Some("So few answers can’t show any change.".to_owned()),
        (Verdict::NoClearChange, Some(least)) if least >= WORTH_SAYING => {
            Some(format!("So few answers only show changes of {} or more.", points(least)))
        }
        _ => None,
    }
}

/// A verdict on a trend, in a few words.
#[must_use]
pub fn trend(trend: &Trend) -> String {
    let quarters = trend.waves;
    match trend.verdict {
        TrendVerdict::Rising => format!("Rising over {quarters} quarters"),
        TrendVerdict::Falling => format!("Falling over {quarters} quarters"),
        TrendVerdict::NoClearTrend => format!("No clear trend over {quarters} quarters"),
        TrendVerdict::TooFewWaves if quarters == 1 => "A single quarter".to_owned(),
        TrendVerdict::TooFewWaves => format!("{quarters} quarters: too few for a trend"),
    }
}

/// That a change comes of other teams making up more or less of the answers, where it does.
#[must_use]
pub fn mix(composition: &Composition) -> Option<String> {
    (composition.mix.abs() >= SMALL_MIX).then(|| {
        format!(
            "{} points from how teams answered, {} from which teams answered more or less.",
            words::points(100.0 * composition.within),
            words::points(100.0 * composition.mix)
        )
    })
}

/// The net promoter score, or why there are three shares instead.
#[must_use]
pub fn net_promoter(figures: &NetPromoter) -> String {
    match figures {
        NetPromoter::Score { score, standard_error } => format!(
            "Net promoter score {}, give or take {}",
            words::points(*score),
            words::score(2.0 * standard_error)
        ),
        NetPromoter::Shares { promoters, passives, detractors } => format!(
            "{} promoters, {} passives, {} detractors; a score needs 30 answers",
            words::percent(*promoters),
            words::percent(*passives),
            words::percent(*detractors)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Interval;

    fn since() -> Period {
        Period::quarter(2026, 2).expect("a quarter")
    }

    fn compared(verdict: Verdict, delta: f64, detectable: Option<f64>) -> ChangeFigures {
        ChangeFigures { delta, cliffs_delta: None, p: None, q: None, verdict, detectable }
    }

    #[test]
    fn small_teams_are_counted_in_people_and_large_ones_in_shares() {
        let figures = |low, high, people| CellFigures {
            interval: Some(Interval { low, high }),
            population: Some(people),
            ..CellFigures::default()
        };
        assert_eq!(
            people(&figures(6.0 / 9.0, 7.0 / 9.0, 9)).as_deref(),
            Some("6 to 7 of 9 people")
        );
        assert_eq!(people(&figures(0.5, 0.5, 8)).as_deref(), Some("4 of 8 people"));
        assert_eq!(people(&figures(0.4, 0.52, 180)).as_deref(), Some("between 40% and 52%"));
    }

    #[test]
    fn without_a_clear_change_it_says_what_could_have_shown() {
        let unclear = compared(Verdict::NoClearChange, 0.14, Some(5.0 / 7.0));
        assert_eq!(change(&unclear, since()), "No clear change since Q2 2026");
        assert_eq!(
            detectable(&unclear).as_deref(),
            Some("So few answers only show changes of 71 points or more.")
        );
        assert_eq!(detectable(&compared(Verdict::NoClearChange, 0.01, Some(0.03))), None);
        let clear = compared(Verdict::Declined, -0.27, Some(0.2));
        assert_eq!(change(&clear, since()), "Declined by 27 points since Q2 2026");
        assert_eq!(detectable(&clear), None);
    }

    #[test]
    fn a_small_mix_goes_unsaid() {
        assert_eq!(mix(&Composition { within: 0.1, mix: 0.01 }), None);
        assert_eq!(
            mix(&Composition { within: 0.10, mix: -0.04 }).as_deref(),
            Some("+10 points from how teams answered, −4 from which teams answered more or less.")
        );
    }
}

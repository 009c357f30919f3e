use super::{
    scale::range_of,
    series::{Mark, Series, Unit},
    *,
};
use crate::{
    domain::{Dimension, Period, ProgramId, Scale, TeamId, WaveId},
    report::{
        DimensionFigures, Interval, ReleaseTeam, Shown, Withheld,
        views::{DimensionTrend, HeatCell, TeamRow, TrendPoint, WaveHead},
    },
};
use leptos::prelude::*;
use uuid::Uuid;

fn quarter(number: u8) -> Period {
    Period::quarter(2026, number).expect("a quarter")
}

fn figures(score: f64) -> Shown<DimensionFigures> {
    let interval = Interval { low: score - 10.0, high: score + 10.0 };
    Shown::Exact(DimensionFigures { answered: 12, score, deviation: 20.0, interval })
}

fn withheld() -> Shown<DimensionFigures> {
    Shown::Withheld(Withheld::TooFewAnswers)
}

fn series(points: Vec<(u8, Shown<DimensionFigures>)>) -> Series {
    let points = points
        .into_iter()
        .map(|(number, shown)| TrendPoint { period: quarter(number), shown })
        .collect();
    let trend =
        DimensionTrend { dimension: Dimension::Flow, points, change: None, not_comparable: 0 };
    Series::of_dimension(&trend, &[1, 2, 3, 4].map(quarter))
}

fn html<View: IntoView + 'static>(view: impl FnOnce() -> View) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn head() -> WaveHead {
    WaveHead {
        program: ProgramId(Uuid::nil()),
        program_name: "Quarterly".into(),
        wave: WaveId(Uuid::nil()),
        period: quarter(4),
        minimum: 5,
        distribution_minimum: 10,
        comments_minimum: 10,
        imported: false,
        waves: vec![],
    }
}

#[test]
fn a_line_is_never_drawn_over_a_gap() {
    let series =
        series(vec![(1, figures(50.0)), (2, figures(52.0)), (3, withheld()), (4, figures(60.0))]);
    assert_eq!(series.stretches(), [0..2, 3..4]);
    let page = html(|| view! { <Trend id="t" title="Flow" series range=None/> });
    assert_eq!(page.matches("class=\"trend-line\"").count(), 1, "{page}");
    assert_eq!(page.matches("class=\"trend-bar\"").count(), 1, "the lone wave keeps its interval");
    assert!(page.contains(">withheld<"), "{page}");
}

#[test]
fn a_wave_without_the_team_is_a_gap_too() {
    let series = series(vec![(1, figures(50.0)), (3, figures(52.0)), (4, figures(54.0))]);
    assert_eq!(series.marks[1], (quarter(2), Mark::Missing));
    assert_eq!(series.stretches(), [0..1, 2..4]);
}

#[test]
fn a_trend_says_its_finding_in_words() {
    let series =
        series(vec![(1, withheld()), (2, figures(52.0)), (3, figures(55.4)), (4, figures(60.0))]);
    let finding = "60 in Q4 2026, between 50 and 70. Withheld in Q1 2026.";
    assert_eq!(series.finding(), finding);
    let page = html(|| view! { <Trend id="t" title="Flow in Checkout" series range=None/> });
    assert!(page.contains("role=\"img\" aria-labelledby=\"t-title t-desc\""), "{page}");
    assert!(page.contains(&format!("<desc id=\"t-desc\">{finding}</desc>")), "{page}");
}

#[test]
fn a_trend_with_nothing_to_show_says_so() {
    let series = series(vec![(1, withheld())]);
    assert_eq!(series.finding(), "No figure may be shown in any wave.");
    assert_eq!(range_of(series.extent(), 40.0), (0.0, 100.0));
    let page = html(|| view! { <Trend id="t" title="Flow" series range=None/> });
    assert!(!page.contains("NaN"), "{page}");
}

#[test]
fn a_single_wave_is_drawn_without_a_line() {
    let one = Series {
        marks: vec![(quarter(1), series(vec![(1, figures(40.0))]).marks[0].1.clone())],
        unit: Unit::Score,
        missing: "",
    };
    let page = html(|| view! { <Trend id="t" title="Flow" series=one range=None/> });
    assert!(!page.contains("NaN") && !page.contains("trend-line"), "{page}");
    assert!(page.contains("trend-dot-now"), "{page}");
}

fn team(name: &str) -> TeamRow {
    TeamRow {
        team: ReleaseTeam {
            team: TeamId(Uuid::nil()),
            parent: None,
            name: name.into(),
            position: 0,
            depth: 1,
            invited: None,
            participation: None,
            responses: None,
        },
        within_reach: true,
    }
}

#[test]
fn a_heat_map_prints_every_number_and_says_why_one_is_missing() {
    let columns = vec![Dimension::Flow, Dimension::Tooling];
    let cell = |shown| HeatCell { shown, change: None };
    let rows = vec![
        (team("Check<out>"), vec![cell(figures(61.6)), cell(withheld())]),
        (team("Ledger"), vec![cell(withheld()), cell(withheld())]),
    ];
    let page = html(|| view! { <HeatMap head=head() columns rows link=|_| "/t".to_owned()/> });
    assert!(page.contains("62"), "{page}");
    assert!(page.contains("Check&lt;out&gt;"), "{page}");
    assert!(page.contains("colspan=\"2\""), "one reason for the whole row is said once: {page}");
    assert!(page.contains("Withheld: fewer than 5 answers"), "{page}");
    assert!(!page.contains("style="), "{page}");
}

#[test]
fn a_turned_question_is_labelled_by_what_was_ticked() {
    let counts = vec![1, 2, 3, 4, 5];
    let page = html(|| view! { <DistributionBar scale=Scale::Likert5 reverse=true counts/> });
    assert!(page.contains("<title>Strongly disagree: 5 answers</title>"), "{page}");
    assert!(page.contains("60% of 15 answers favourable."), "{page}");
}

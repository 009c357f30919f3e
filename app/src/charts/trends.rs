//! Trends with their heading, their change and the numbers behind them.

use super::{
    change::ChangeMark,
    numbers::Numbers,
    scale::range_of,
    series::{Mark, Series},
    trend::Trend,
    verdict::TrendChip,
    withheld::WithheldNote,
    words,
};
use crate::{
    domain::Period,
    report::{
        CellFigures, Shown, Withheld,
        views::{DimensionTrend, WaveHead},
    },
};
use leptos::prelude::*;

/// The rows of the table behind a trend.
fn rows(series: &Series, minimum: u32) -> Vec<Vec<String>> {
    let with_mean = has_mean(series);
    series
        .marks
        .iter()
        .map(|(period, mark)| {
            let mut row = vec![period.title()];
            match mark {
                Mark::Value { value, interval, answered, mean } => {
                    row.push(series.unit.write(*value));
                    row.push(interval.map(words::ends).unwrap_or_default());
                    if with_mean {
                        row.push(mean.map(words::mean).unwrap_or_default());
                    }
                    row.push(answered.to_string());
                }
                Mark::Banded(band) => row.push(words::band(*band).to_owned()),
                Mark::Withheld(reason) => row.push(words::reason(*reason, minimum)),
                Mark::Missing => row.push(series.missing.to_owned()),
            }
            row
        })
        .collect()
}

fn has_mean(series: &Series) -> bool {
    series.marks.iter().any(|(_, mark)| matches!(mark, Mark::Value { mean: Some(_), .. }))
}

/// The heads of that table.
fn head(series: &Series, figure: &str) -> Vec<String> {
    let mut head = vec!["Quarter".to_owned(), figure.to_owned(), "95% interval".to_owned()];
    if has_mean(series) {
        head.push("Mean".to_owned());
    }
    head.push("Answers".to_owned());
    head
}

/// Why a team has no trend at all: the latest reason, where not one figure of it may be shown.
fn nothing_shown(all: &[(DimensionTrend, Series)]) -> Option<Withheld> {
    if all.iter().any(|(_, series)| series.latest().is_some()) {
        return None;
    }
    all.iter().find_map(|(trend, _)| trend.points.last()?.shown.withheld())
}

/// One small chart a dimension, all on one axis, so that the eye can go from one to the next.
#[component]
pub fn DimensionTrends(
    /// The wave shown and its neighbours.
    head: WaveHead,
    /// The team's name.
    #[prop(into)]
    team: String,
    /// The trends, in the order they are shown.
    trends: Vec<DimensionTrend>,
    /// The nearest team with figures: its name and address.
    look_instead: Option<(String, String)>,
) -> impl IntoView {
    // A page about an earlier quarter says nothing of later ones.
    let waves = head.waves.iter().filter(|(_, period)| *period <= head.period);
    let periods: Vec<Period> = waves.map(|(_, period)| *period).collect();
    let all: Vec<(DimensionTrend, Series)> = trends
        .into_iter()
        .map(|trend| {
            let series = Series::of_dimension(&trend, &periods);
            (trend, series)
        })
        .collect();
    if let Some(reason) = nothing_shown(&all) {
        return view! {
            <div class="notice notice-neutral">
                <p class="notice-title">{format!("No figure of {team} may be shown.")}</p>
                <WithheldNote reason minimum=head.minimum look_instead/>
            </div>
        }
        .into_any();
    }
    let range = range_of(all.iter().flat_map(|(_, series)| series.extent()), 50.0);
    let minimum = head.minimum;
    let cards = all
        .into_iter()
        .map(|(trend, series)| {
            let id = format!("trend-{}", trend.dimension.name());
            let name = trend.dimension.title();
            let title = format!("{name} in {team}, by quarter");
            let latest = trend.points.last().map(|point| point.shown.clone());
            let beside = match latest {
                Some(Shown::Withheld(reason)) => view! {
                    <WithheldNote reason minimum look_instead=look_instead.clone()/>
                }
                .into_any(),
                _ => view! { <ChangeMark change=trend.change/> }.into_any(),
            };
            let finding = match &trend.change {
                Some(change) => format!("{} {}", series.finding(), words::change_long(change)),
                None => series.finding(),
            };
            let numbers = rows(&series, minimum);
            let heads = self::head(&series, "Score");
            let chart = series.latest().is_some().then(|| {
                let (id, title) = (format!("{id}-chart"), title.clone());
                view! { <Trend id title finding series range=Some(range)/> }
            });
            view! {
                <figure class="trend-card" id=id.clone()>
                    <figcaption class="trend-caption">
                        <h3>{name}</h3>
                        {beside}
                        {words::not_comparable(trend.not_comparable)
                            .map(|text| view! { <p class="trend-aside">{text}</p> })}
                    </figcaption>
                    {chart}
                    <Numbers caption=title head=heads rows=numbers/>
                </figure>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <div class="trend-cards">{cards}</div>
        <p class="chart-note">
            "The orange dot is the latest quarter that may be shown."
        </p>
    }
    .into_any()
}

/// The trend of one item over all comparable waves.
#[component]
pub fn ItemTrend(
    /// Whose answers: a team's or the organisation's name.
    #[prop(into)]
    whose: String,
    /// The wave shown and its neighbours.
    head: WaveHead,
    /// The figures, oldest first.
    trend: Vec<(Period, Shown<CellFigures>)>,
    /// What may be said about it.
    verdict: Option<crate::report::Trend>,
) -> impl IntoView {
    let series = Series::of_item(&trend, &[]);
    let title = format!("Favourable answers in {whose}, by quarter");
    let numbers = rows(&series, head.minimum);
    let heads = self::head(&series, "Favourable");
    let known = series.latest().is_some();
    let finding = series.finding();
    view! {
        <figure class="trend-card trend-card-wide">
            <figcaption class="trend-caption">
                <h3>{title.clone()}</h3>
                <p class="trend-finding">{finding}</p>
                {verdict.map(|trend| view! { <TrendChip trend/> })}
            </figcaption>
            {known.then(|| view! { <Trend id="item-trend" title=title.clone() series range=None/> })}
            <Numbers caption=title head=heads rows=numbers/>
        </figure>
    }
    .into_any()
}

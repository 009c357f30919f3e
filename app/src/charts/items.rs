//! The questions of a team: share favourable with its interval, and how the answers spread.

use super::{
    distribution::DistributionBar,
    figure_details::FigureDetails,
    interval_row::{IntervalPlot, PlotAxis, Plotted},
    item_words,
    options::OptionBars,
    series::Unit,
    verdict::{ChangeChip, TrendChip},
    withheld::WithheldNote,
    words,
};
use crate::{
    domain::{Dimension, ItemId, Scale},
    report::{CellFigures, Interval, Shown, TrendVerdict, Withheld, views::ItemRow},
};
use leptos::prelude::*;

/// An interval of shares, in percent.
pub fn in_percent(interval: Interval) -> Interval {
    Interval { low: 100.0 * interval.low, high: 100.0 * interval.high }
}

/// The interval that a row draws, in percent: of this quarter's people where it is known who they
/// are.
pub(super) fn likely(figures: &CellFigures) -> Option<Interval> {
    figures.interval.or(figures.process_interval).map(in_percent)
}

/// What a row draws of a cell with a share.
fn plotted(row: &ItemRow, figures: &CellFigures, share: f64) -> Plotted {
    let before = row
        .before
        .as_ref()
        .and_then(|(_, shown)| shown.exact())
        .and_then(|figures| figures.share)
        .map(|share| 100.0 * share);
    Plotted::Value { value: 100.0 * share, interval: likely(figures), before }
}

/// The words after a figure: how many answered, and the share before.
fn note(row: &ItemRow, figures: &CellFigures) -> String {
    let mut text = words::answers(figures.answered);
    if let Some(count) = figures.not_applicable.filter(|count| *count > 0) {
        text.push_str(&format!(", {count} not applicable"));
    }
    if let Some((period, shown)) = &row.before {
        match shown.exact().and_then(|figures| figures.share) {
            Some(share) => {
                text.push_str(&format!("; {} in {}", words::percent(share), period.title()));
            }
            None => {
                let words = shown.banded().map_or("withheld", |banded| words::band(banded.band));
                text.push_str(&format!("; {words} in {}", period.title()));
            }
        }
    }
    text
}

/// The cells of one question.
fn cells(
    row: &ItemRow,
    minimum: u32,
    distribution_minimum: u32,
    look_instead: Option<&(String, String)>,
) -> AnyView {
    let figures = match &row.now {
        Shown::Banded(banded) => {
            return view! {
                <td class="plot-cell plot-withheld" colspan="3">{words::banded(*banded)}</td>
            }
            .into_any();
        }
        Shown::Withheld(reason) => {
            let look_instead = look_instead.cloned();
            return view! {
                <td class="plot-cell plot-withheld" colspan="3">
                    <WithheldNote reason=*reason minimum look_instead/>
                </td>
            }
            .into_any();
        }
        Shown::Exact(figures) => figures,
    };
    let scale = row.item.scale.clone();
    let reverse = row.item.reverse;
    let Some(share) = figures.share else {
        let bars = match (&scale, figures.distribution.clone()) {
            (Scale::Choice { options } | Scale::MultiChoice { options }, Some(counts)) => view! {
                <OptionBars
                    caption=row.item.wording.clone()
                    options=options.clone()
                    counts
                    answered=figures.answered
                />
            }
            .into_any(),
            _ => {
                let text = format!("A breakdown by option needs {distribution_minimum} answers.");
                view! { <span class="quiet small">{text}</span> }.into_any()
            }
        };
        return view! {
            <td class="plot-cell plot-options" colspan="2">{bars}</td>
            <td class="plot-note">{words::answers(figures.answered)}</td>
        }
        .into_any();
    };
    let spread = figures
        .distribution
        .clone()
        .map(|counts| view! { <DistributionBar scale reverse counts/> });
    view! {
        <td class="plot-cell plot-axis-cell"><IntervalPlot plotted=plotted(row, figures, share) reference=None/></td>
        <td class="plot-figure">
            <strong>{words::percent(share)}</strong>
            {item_words::pooled(figures)
                .map(|text| view! { " " <span class="plot-ends">{text}</span> })}
            {item_words::people(figures)
                .map(|text| view! { <span class="figure-people">{text}</span> })}
        </td>
        <td class="plot-note">
            {spread}
            {row.change
                .zip(row.before.as_ref())
                .map(|(figures, (since, _))| view! { <ChangeChip figures since=*since/> })}
            {row.trend
                .filter(|trend| matches!(trend.verdict, TrendVerdict::Rising | TrendVerdict::Falling))
                .map(|trend| view! { <TrendChip trend/> })}
            {row.composition
                .as_ref()
                .and_then(item_words::mix)
                .map(|text| view! { <span class="chip-aside">{text}</span> })}
            <span class="plot-count">{note(row, figures)}</span>
            <FigureDetails row=row.clone() figures=figures.clone()/>
        </td>
    }
    .into_any()
}

/// The reason that all questions share, where not one may be shown: said once, not thirty times.
fn one_reason(rows: &[ItemRow]) -> Option<Withheld> {
    let reason = |row: &ItemRow| row.now.withheld();
    let mut reasons = rows.iter().filter(|row| row.item.scale != Scale::Text).map(reason);
    let first = reasons.next()??;
    reasons.all(|other| other == Some(first)).then_some(first)
}

/// All questions but comments, under their dimensions.
#[component]
pub fn ItemRows<Link>(
    /// What the table shows, of whom.
    #[prop(into)]
    caption: String,
    /// The questions, in order; those of a dimension stand together.
    rows: Vec<ItemRow>,
    /// The fewest answers that are ever shown.
    minimum: u32,
    /// The fewest answers for how many chose which value.
    distribution_minimum: u32,
    /// The nearest team with figures: its name and address.
    look_instead: Option<(String, String)>,
    /// The address of an item's page.
    link: Link,
) -> impl IntoView
where
    Link: Fn(ItemId) -> String,
{
    if let Some(reason) = one_reason(&rows) {
        return view! { <WithheldNote reason minimum look_instead/> }.into_any();
    }
    let mut groups: Vec<(Dimension, Vec<ItemRow>)> = Vec::new();
    for row in rows.into_iter().filter(|row| row.item.scale != Scale::Text) {
        match groups.iter_mut().find(|(dimension, _)| *dimension == row.item.dimension) {
            Some((_, group)) => group.push(row),
            None => groups.push((row.item.dimension, vec![row])),
        }
    }
    let body = groups
        .into_iter()
        .map(|(dimension, rows)| {
            let rows = rows
                .into_iter()
                .map(|row| {
                    let href = link(row.item.item);
                    let inside = cells(&row, minimum, distribution_minimum, look_instead.as_ref());
                    view! {
                        <tr>
                            <th scope="row" class="plot-name plot-question">
                                <a href=href>{row.item.wording}</a>
                                {row
                                    .item
                                    .reverse
                                    .then(|| {
                                        view! { <span class="plot-turned">"Turned: disagreeing is favourable."</span> }
                                    })}
                            </th>
                            {inside}
                        </tr>
                    }
                })
                .collect_view();
            view! {
                <tbody>
                    <tr class="plot-group">
                        <th scope="rowgroup" colspan="4">{dimension.title()}</th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <div class="plot-frame">
            <table class="plot-table plot-items">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Question"</th>
                        <th scope="col" class="plot-cell">
                            <span class="visually-hidden">"On an axis"</span>
                            <PlotAxis unit=Unit::Percent/>
                        </th>
                        <th scope="col">"Favourable" <span class="plot-ends">" and how sure"</span></th>
                        <th scope="col">"Answers"</th>
                    </tr>
                </thead>
                {body}
            </table>
        </div>
        <ul class="chart-note plot-legend">
            <li>
                <span class="plot-key plot-key-now" aria-hidden="true"></span>
                "This quarter, and where the share of everybody asked lies, 19 times out of 20"
            </li>
            <li>
                <span class="plot-key plot-key-before" aria-hidden="true"></span>
                "The quarter before"
            </li>
            <li>
                {format!(
                    "Bars: all answers, unfavourable on the left; shown from {distribution_minimum} answers on",
                )}
            </li>
        </ul>
    }
    .into_any()
}

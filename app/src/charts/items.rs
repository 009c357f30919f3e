//! The questions of a team: share favourable with its interval, and how the answers spread.

use super::{
    distribution::DistributionBar,
    interval_row::{IntervalPlot, PlotAxis, Plotted},
    options::OptionBars,
    series::Unit,
    words,
};
use crate::{
    domain::{Dimension, ItemId, Scale},
    report::{CellFigures, Interval, Shown, Withheld, views::ItemRow},
};
use leptos::prelude::*;

/// A share's interval, in percent.
pub(super) fn in_percent(interval: Interval) -> Interval {
    Interval { low: 100.0 * interval.low, high: 100.0 * interval.high }
}

/// What a row draws of a cell with a share.
fn plotted(row: &ItemRow, figures: &CellFigures, share: f64) -> Plotted {
    let before = row
        .before
        .as_ref()
        .and_then(|(_, shown)| shown.exact())
        .and_then(|figures| figures.share)
        .map(|share| 100.0 * share);
    Plotted::Value { value: 100.0 * share, interval: figures.interval.map(in_percent), before }
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
fn cells(row: &ItemRow, minimum: u32) -> AnyView {
    let figures = match &row.now {
        Shown::Banded(banded) => {
            return view! {
                <td class="plot-cell plot-withheld" colspan="3">{words::banded(*banded)}</td>
            }
            .into_any();
        }
        Shown::Withheld(reason) => {
            return view! {
                <td class="plot-cell plot-withheld" colspan="3">{words::reason(*reason, minimum)}</td>
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
            _ => view! { <span class="quiet small">"Too few answers for a breakdown by option."</span> }
                .into_any(),
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
            {figures
                .interval
                .map(|ends| view! { " " <span class="plot-ends">{words::ends(in_percent(ends))}</span> })}
        </td>
        <td class="plot-note">
            {spread}
            <span>{note(row, figures)}</span>
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
    /// The address of an item's page.
    link: Link,
) -> impl IntoView
where
    Link: Fn(ItemId) -> String,
{
    if let Some(reason) = one_reason(&rows) {
        let text = format!("{}, for every question.", words::reason(reason, minimum));
        return view! { <p class="withheld-note">{text}</p> }.into_any();
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
                    let inside = cells(&row, minimum);
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
                        <th scope="col">"Favourable" <span class="plot-ends">" 95% interval"</span></th>
                        <th scope="col">"Answers"</th>
                    </tr>
                </thead>
                {body}
            </table>
        </div>
        <ul class="chart-note plot-legend">
            <li>
                <span class="plot-key plot-key-now" aria-hidden="true"></span>
                "This quarter, with its 95% interval"
            </li>
            <li>
                <span class="plot-key plot-key-before" aria-hidden="true"></span>
                "The quarter before"
            </li>
            <li>"Bars: all answers, unfavourable on the left; shown from ten answers on"</li>
        </ul>
    }
    .into_any()
}

//! A trend the size of a word: the shape only, for beside a number.

use super::{
    scale::{Linear, range_of},
    series::{Mark, Series},
};
use leptos::prelude::*;

/// A line without axis or labels. What it says is in `label`, for those who don't see it.
#[component]
pub fn Sparkline(
    /// The finding in words.
    #[prop(into)]
    label: String,
    /// The figures.
    series: Series,
) -> impl IntoView {
    let count = series.marks.len();
    let x = Linear::new((0.0, count.saturating_sub(1) as f64), (4.0, 96.0));
    let y = Linear::new(range_of(series.extent(), 40.0), (24.0, 4.0));
    let value = |index: usize| match &series.marks[index].1 {
        Mark::Value { value, .. } => Some(*value),
        Mark::Banded(_) | Mark::Withheld(_) | Mark::Missing => None,
    };
    let path: String = series
        .stretches()
        .into_iter()
        .map(|run| {
            let points: Vec<String> = run
                .filter_map(|index| {
                    value(index)
                        .map(|value| format!("{:.1} {:.1}", x.at(index as f64), y.at(value)))
                })
                .collect();
            // A single wave still shows: a line of no length with round ends is a dot.
            let lone = if points.len() == 1 { "h0" } else { "" };
            format!("M{}{lone}", points.join("L"))
        })
        .collect();
    let last = (0..count).rev().find_map(|index| value(index).map(|value| (index, value)));
    let dot = last.map(|(index, value)| {
        view! {
            <circle class="trend-dot-now" cx=format!("{:.1}", x.at(index as f64)) cy=format!("{:.1}", y.at(value)) r="3"/>
        }
    });
    view! {
        <svg class="sparkline" viewBox="0 0 100 28" width="100" height="28" role="img" aria-label=label>
            <path class="sparkline-line" d=path/>
            {dot}
        </svg>
    }
    .into_any()
}

//! The dimensions of the organisation, a row each.

use super::{
    interval_row::{IntervalRow, IntervalRows, Plotted},
    series::Unit,
    words,
};
use crate::report::{
    Shown,
    views::{DimensionRow, WaveHead},
};
use leptos::prelude::*;

/// Every dimension on one axis, with its change since the wave before.
#[component]
pub fn DimensionRows(
    /// The wave shown.
    head: WaveHead,
    /// Whose: the organisation's name.
    #[prop(into)]
    whose: String,
    /// The dimensions.
    rows: Vec<DimensionRow>,
) -> impl IntoView {
    // Ten rows need not say ten times since when.
    let mut quarters = rows.iter().filter_map(|row| Some(row.change?.since));
    let since = quarters.next().filter(|first| quarters.all(|other| other == *first));
    let rows = rows
        .into_iter()
        .map(|row| {
            let plotted = match row.now {
                Shown::Exact(figures) => Plotted::Value {
                    value: figures.score,
                    interval: Some(figures.interval),
                    before: row.change.map(|change| figures.score - change.points),
                },
                Shown::Banded(banded) => Plotted::Words(words::banded(banded)),
                Shown::Withheld(reason) => Plotted::Words(words::reason(reason, head.minimum)),
            };
            IntervalRow {
                label: row.dimension.title().to_owned(),
                href: None,
                depth: 0,
                plotted,
                note: row
                    .change
                    .map(|change| match since {
                        Some(_) => words::change_alone(&change),
                        None => words::change_short(&change),
                    })
                    .unwrap_or_else(|| "nothing to compare with".to_owned()),
            }
        })
        .collect();
    let caption = format!("Dimensions of {whose} in {}, scores from 0 to 100", head.period.title());
    let note = match since {
        Some(since) => format!("Change since {}", since.title()),
        None => "Change".to_owned(),
    };
    view! { <IntervalRows caption of="Dimension" unit=Unit::Score note rows reference=None/> }
        .into_any()
}

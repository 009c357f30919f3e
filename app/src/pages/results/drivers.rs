//! What goes with overall satisfaction, and how far the questions of a dimension go together.

use crate::{
    charts::{IntervalRow, IntervalRows, Numbers, Plotted, Unit, words},
    report::{OutcomeDrivers, ReleaseItem, Reliability},
};
use leptos::prelude::*;

/// Below this, questions of a dimension say rather different things.
const LOOSE: f64 = 0.6;

/// A section of the overview.
#[component]
pub fn Drivers(
    /// The question about overall satisfaction.
    item: ReleaseItem,
    /// What goes with it.
    drivers: OutcomeDrivers,
    /// How far the questions of each dimension go together.
    reliability: Vec<Reliability>,
) -> impl IntoView {
    let rows = drivers
        .dimensions
        .into_iter()
        .map(|(dimension, driver)| IntervalRow {
            label: dimension.title().to_owned(),
            href: None,
            depth: 0,
            plotted: Plotted::Value {
                value: 100.0 * driver.share,
                interval: driver.interval.map(crate::charts::items::in_percent),
                before: None,
            },
            note: together(&reliability, dimension),
        })
        .collect();
    let lead = format!(
        "Together, the dimensions account for {} of the differences in “{}” between the {} people who answered everything. This is how that part divides among them. People who like one thing tend to like others, and nothing here says what causes what.",
        words::percent(drivers.r_squared),
        item.wording.trim_end_matches('.'),
        drivers.answered
    );
    let numbers: Vec<Vec<String>> = reliability
        .iter()
        .map(|row| {
            vec![
                row.dimension.title().to_owned(),
                format!("{:.2}", row.alpha),
                row.items.to_string(),
                row.answered.to_string(),
            ]
        })
        .collect();
    let heads = ["Dimension", "Cronbach’s alpha", "Questions", "People"].map(str::to_owned);
    view! {
        <section class="section" aria-labelledby="drivers">
            <h2 id="drivers">"What goes with overall satisfaction"</h2>
            <p class="section-lead">{lead}</p>
            <IntervalRows
                caption="Dimensions by their share of what goes with overall satisfaction"
                of="Dimension"
                unit=Unit::Percent
                figure="Share"
                note="Its questions"
                rows
                reference=None
            />
            <Numbers caption="How far the questions of each dimension go together" head=heads.to_vec() rows=numbers/>
        </section>
    }
    .into_any()
}

/// Whether the questions of a dimension make one figure, in a few words.
fn together(reliability: &[Reliability], dimension: crate::domain::Dimension) -> String {
    match reliability.iter().find(|row| row.dimension == dimension) {
        Some(row) if row.alpha < LOOSE => {
            format!("say rather different things (alpha {:.2})", row.alpha)
        }
        Some(row) => format!("go together (alpha {:.2})", row.alpha),
        None => String::new(),
    }
}

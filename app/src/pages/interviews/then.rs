//! What the survey said of a team when one of its people was interviewed.

use crate::{
    charts::words::{between, reason, score},
    domain::Dimension,
    ports::TeamThen,
    report::{DimensionFigures, Shown},
};
use leptos::prelude::*;

/// The team's scores in the newest survey that was not later.
pub(super) fn then(then: TeamThen) -> AnyView {
    let rows = then
        .scores
        .into_iter()
        .map(|(dimension, shown)| row(dimension, &shown, then.minimum))
        .collect_view();
    view! {
        <section class="section" aria-labelledby="then">
            <h2 id="then">"The team’s figures at that time"</h2>
            <p class="section-lead">
                <a href=then.href>{then.whose}</a>
                ", scores from 0 to 100. They are of the whole team: what one person answered nobody knows."
            </p>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}

fn row(
    dimension: Dimension,
    shown: &Shown<DimensionFigures>,
    minimum: u32,
) -> impl IntoView + use<> {
    let words = match shown {
        Shown::Exact(figures) => {
            format!("{}, {}", score(figures.score), between(figures.interval))
        }
        Shown::Withheld(why) => reason(*why, minimum),
        Shown::Banded(_) => "Withheld".to_owned(),
    };
    view! { <div><dt>{dimension.title()}</dt><dd>{words}</dd></div> }
}

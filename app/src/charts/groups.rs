//! One question by groups of people within large teams.

use super::{
    interval_row::{IntervalRow, IntervalRows, Plotted},
    items::in_percent,
    series::Unit,
    words,
};
use crate::report::{
    GroupFigures, Shown,
    views::{ItemGroups, TeamGroups},
};
use leptos::prelude::*;

/// The groups of every team that is broken down: those of the first in sight, the others folded.
#[component]
pub fn GroupRows(
    /// The groups and what they answered.
    groups: ItemGroups,
    /// The fewest answers that are ever shown.
    minimum: u32,
) -> impl IntoView {
    let ItemGroups { question, options, teams } = groups;
    teams
        .into_iter()
        .enumerate()
        .map(|(place, team)| {
            let name = team.team.team.name.clone();
            let rows =
                view! { <OneTeam question=question.clone() options=options.clone() team minimum/> };
            if place == 0 {
                return rows.into_any();
            }
            view! {
                <details class="fold">
                    <summary>{name}</summary>
                    {rows}
                </details>
            }
            .into_any()
        })
        .collect_view()
}

#[component]
fn OneTeam(
    question: String,
    options: Vec<String>,
    team: TeamGroups,
    minimum: u32,
) -> impl IntoView {
    let name = team.team.team.name;
    let rows = options
        .into_iter()
        .zip(&team.groups)
        .map(|(label, shown)| {
            let (plotted, note) = drawn(shown, minimum);
            IntervalRow { label, href: None, depth: 0, plotted, note }
        })
        .collect();
    let caption = format!("{name}, by what people answered to “{question}”");
    let reference = team.share.map(|share| (100.0 * share, name));
    view! {
        <IntervalRows caption of="Answer" unit=Unit::Percent note="Answers" rows reference/>
    }
    .into_any()
}

fn drawn(shown: &Shown<GroupFigures>, minimum: u32) -> (Plotted, String) {
    match shown {
        Shown::Exact(figures) => {
            let plotted = Plotted::Value {
                value: 100.0 * figures.share,
                interval: Some(in_percent(figures.interval)),
                before: None,
            };
            (plotted, words::answers(figures.answered))
        }
        Shown::Banded(banded) => (Plotted::Words(words::banded(*banded)), String::new()),
        Shown::Withheld(reason) => (Plotted::Words(words::reason(*reason, minimum)), String::new()),
    }
}

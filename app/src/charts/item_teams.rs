//! One question over all teams a viewer may see.

use super::{
    interval_row::{IntervalRow, IntervalRows, Plotted},
    item_words,
    items::likely,
    series::Unit,
    words,
};
use crate::{
    domain::{Period, Scale, TeamId},
    report::{
        CellFigures, ChangeFigures, Shown, Verdict,
        views::{ItemTeamRow, TeamRow},
    },
};
use leptos::prelude::*;

/// All teams in the order they come: never a raw ranking, for most of its places would be chance.
#[component]
pub fn ItemTeamRows<Link>(
    /// What the table shows: the question.
    #[prop(into)]
    caption: String,
    /// What could be answered.
    scale: Scale,
    /// The teams.
    rows: Vec<ItemTeamRow>,
    /// The fewest answers that are ever shown.
    minimum: u32,
    /// The address of a team's page.
    link: Link,
) -> impl IntoView
where
    Link: Fn(TeamId) -> String,
{
    let link = |row: &TeamRow| row.within_reach.then(|| link(row.team.team));
    if let Scale::Choice { options } | Scale::MultiChoice { options } = scale {
        return option_table(caption, options, rows, minimum, link);
    }
    let reference = rows.iter().find(|row| row.team.team.parent.is_none()).and_then(|row| {
        let share = row.shown.exact()?.share?;
        Some((100.0 * share, row.team.team.name.clone()))
    });
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = link(&row.team);
            let (plotted, note) = match &row.shown {
                Shown::Exact(figures) => drawn(figures, row.change),
                Shown::Banded(banded) => (Plotted::Words(words::banded(*banded)), String::new()),
                Shown::Withheld(reason) => {
                    (Plotted::Words(words::reason(*reason, minimum)), String::new())
                }
            };
            let depth = usize::try_from(row.team.team.depth).unwrap_or_default();
            IntervalRow { label: row.team.team.name, href, depth, plotted, note }
        })
        .collect();
    view! { <IntervalRows caption of="Team" unit=Unit::Percent note="Answers" rows reference/> }
        .into_any()
}

/// The figure of one team and the words after it.
fn drawn(figures: &CellFigures, change: Option<(Period, ChangeFigures)>) -> (Plotted, String) {
    let mut note = match figures.mean {
        Some(mean) => format!("{}, mean {mean:.2}", words::answers(figures.answered)),
        None => words::answers(figures.answered),
    };
    let people = item_words::people_counted(figures).map(|people| format!("{people} favourable"));
    for words in [item_words::pooled(figures), people].into_iter().flatten() {
        note.push_str(&format!("; {words}"));
    }
    if let Some((since, figures)) = change.filter(|(_, it)| it.verdict != Verdict::NoClearChange) {
        note.push_str(&format!(". {}", item_words::change(&figures, since)));
    }
    let plotted = match figures.share {
        Some(share) => {
            Plotted::Value { value: 100.0 * share, interval: likely(figures), before: None }
        }
        None => Plotted::Words("This question has no favourable answers".to_owned()),
    };
    (plotted, note)
}

/// A column an option, for questions whose answers are words.
fn option_table(
    caption: String,
    options: Vec<String>,
    rows: Vec<ItemTeamRow>,
    minimum: u32,
    link: impl Fn(&TeamRow) -> Option<String>,
) -> AnyView {
    let columns = (options.len() + 1).to_string();
    let head = options
        .into_iter()
        .map(|option| view! { <th scope="col" class="number">{option}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let name = match link(&row.team) {
                Some(href) => view! { <a href=href>{row.team.team.name}</a> }.into_any(),
                None => row.team.team.name.into_any(),
            };
            let span = |text: String| {
                let columns = columns.clone();
                view! { <td class="plot-withheld" colspan=columns>{text}</td> }.into_any()
            };
            let cells = match row.shown {
                Shown::Banded(banded) => span(words::banded(banded)),
                Shown::Withheld(reason) => span(words::reason(reason, minimum)),
                Shown::Exact(CellFigures { answered, distribution: Some(counts), .. }) => {
                    let shares = counts
                        .into_iter()
                        .map(|count| {
                            let share = f64::from(count) / f64::from(answered.max(1));
                            view! { <td class="number">{words::percent(share)}</td> }
                        })
                        .collect_view();
                    view! {
                        {shares}
                        <td class="number">{answered}</td>
                    }
                    .into_any()
                }
                Shown::Exact(_) => span("Too few answers for a breakdown by option".to_owned()),
            };
            let depth = format!("plot-name depth-{}", row.team.team.depth.clamp(0, 5));
            view! {
                <tr>
                    <th scope="row" class=depth>{name}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let label = caption.clone();
    view! {
        <div class="table-frame" role="region" aria-label=label tabindex="0">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Team"</th>
                        {head}
                        <th scope="col" class="number">"Answers"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

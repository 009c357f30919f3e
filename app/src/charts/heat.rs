//! The heat map: teams down, dimensions across, a real table whose numbers are always printed.

use super::words;
use crate::{
    domain::{Dimension, TeamId},
    report::{
        Shown, Withheld,
        views::{HeatCell, TeamRow, WaveHead},
    },
};
use leptos::prelude::*;

/// Where the tints change, and what the legend calls them.
const BUCKETS: [(i64, &str); 6] = [
    (i64::MIN, "under 40"),
    (40, "40–49"),
    (50, "50–59"),
    (60, "60–69"),
    (70, "70–79"),
    (80, "80 and over"),
];

/// The tint of a score, by the number that is printed, from 1.
fn bucket(score: f64) -> usize {
    let printed = score.round() as i64;
    BUCKETS.iter().filter(|(from, _)| printed >= *from).count()
}

/// The reason that all cells of a team share, if they do.
fn one_reason(cells: &[HeatCell]) -> Option<Withheld> {
    let first = cells.first()?.shown.withheld()?;
    cells.iter().all(|cell| cell.shown.withheld() == Some(first)).then_some(first)
}

/// One cell.
fn cell(cell: &HeatCell, minimum: u32) -> AnyView {
    match &cell.shown {
        Shown::Exact(figures) => {
            let clear = cell.change.filter(crate::report::views::Change::is_clear);
            let arrow = clear.map(|change| {
                let sign = if change.points > 0.0 { "▲" } else { "▼" };
                view! {
                    <span class="heat-arrow" aria-hidden="true">{sign}</span>
                    <span class="visually-hidden">{format!(", {}", words::change_short(&change))}</span>
                }
            });
            let title = format!(
                "{}; {}",
                words::between(figures.interval),
                words::answers(figures.answered)
            );
            view! {
                <td class=format!("heat-cell heat-{}", bucket(figures.score)) title=title>
                    {words::score(figures.score)}
                    {arrow}
                </td>
            }
            .into_any()
        }
        Shown::Banded(banded) => {
            view! { <td class="heat-cell">{words::band(banded.band)}</td> }.into_any()
        }
        Shown::Withheld(reason) => {
            let text = words::reason(*reason, minimum);
            let title = text.clone();
            view! {
                <td class="heat-cell heat-withheld" title=title>
                    <span class="visually-hidden">{text}</span>
                </td>
            }
            .into_any()
        }
    }
}

/// What the tints, the hatching and the arrows mean.
#[component]
fn HeatLegend(
    /// The wave before, where there was one to compare with.
    since: Option<String>,
    minimum: u32,
) -> impl IntoView {
    let tints = BUCKETS
        .iter()
        .enumerate()
        .map(|(index, (_, words))| {
            let class = format!("swatch heat-{}", index + 1);
            view! {
                <li>
                    <span class=class aria-hidden="true"></span>
                    {*words}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="heat-legend">
            <ul class="heat-tints" aria-label="Scores by tint">
                {tints}
                <li>
                    <span class="swatch heat-withheld" aria-hidden="true"></span>
                    "withheld"
                </li>
            </ul>
            {since
                .map(|since| {
                    view! { <p>{format!("▲ ▼ a clear change since {since}. Small moves are left out: most of them are chance.")}</p> }
                })}
            <p>
                {format!(
                    "Withheld: fewer than {minimum} answers, or a figure from which a smaller group could be worked out. Look at a larger team, or at the organisation, instead.",
                )}
            </p>
        </div>
    }
    .into_any()
}

/// Teams by dimensions.
#[component]
pub fn HeatMap<Link>(
    /// The wave shown.
    head: WaveHead,
    /// The dimensions across.
    columns: Vec<Dimension>,
    /// The teams down, in reading order, with a cell a dimension.
    rows: Vec<(TeamRow, Vec<HeatCell>)>,
    /// The address of a team's page.
    link: Link,
) -> impl IntoView
where
    Link: Fn(TeamId) -> String,
{
    let minimum = head.minimum;
    let since = rows
        .iter()
        .flat_map(|(_, cells)| cells)
        .find_map(|cell| cell.change.map(|change| change.since.title()));
    let caption = format!("Scores by team and dimension, {}", head.period.title());
    let width = columns.len().to_string();
    let heads = columns
        .iter()
        .map(|dimension| {
            view! {
                <th scope="col" class="heat-column">
                    <span>{dimension.title()}</span>
                </th>
            }
        })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|(row, cells)| {
            let name = row.team.name.clone();
            let name = if row.within_reach {
                view! { <a href=link(row.team.team)>{name}</a> }.into_any()
            } else {
                name.into_any()
            };
            let inside = match one_reason(&cells) {
                Some(reason) => view! {
                    <td class="heat-cell heat-withheld heat-all" colspan=width.clone()>
                        <span class="heat-reason">{words::reason(reason, minimum)}</span>
                    </td>
                }
                .into_any(),
                None => cells.iter().map(|one| cell(one, minimum)).collect_view().into_any(),
            };
            let class = format!("heat-team depth-{}", row.team.depth.clamp(0, 5));
            view! {
                <tr>
                    <th scope="row" class=class>{name}</th>
                    {inside}
                </tr>
            }
        })
        .collect_view();
    let label = caption.clone();
    view! {
        <figure class="heat">
            <div class="heat-frame" role="region" aria-label=label tabindex="0">
                <table class="heat-table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="heat-corner">"Team"</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <HeatLegend since minimum/>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::bucket;

    #[test]
    fn a_tint_follows_the_number_that_is_printed() {
        assert_eq!(bucket(39.4), 1);
        assert_eq!(bucket(39.6), 2);
        assert_eq!(bucket(80.0), 6);
        assert_eq!((bucket(0.0), bucket(100.0)), (1, 6));
    }
}

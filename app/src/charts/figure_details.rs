//! Everything behind one figure, folded away: how many, how it is worked out, how sure it is.

use super::{item_words, words};
use crate::report::{CellFigures, Interval, views::ItemRow};
use leptos::prelude::*;

/// Where figures are explained.
const METHOD: &str = "/method";

/// The lines of the fold: what it is, and what it comes to.
fn lines(row: &ItemRow, figures: &CellFigures) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let shares = |interval: Interval| words::between_shares(interval);
    lines.push((
        "Answers",
        match figures.population {
            Some(people) => format!("{} of {people} people it applies to", figures.answered),
            None => format!("{}; how many were asked is not known", figures.answered),
        },
    ));
    if let Some(count) = figures.not_applicable {
        lines.push(("Doesn’t apply", format!("{count}, not part of any share")));
    }
    if let (Some(favourable), Some(share)) = (figures.favourable, figures.share) {
        let text = format!("{favourable} of {} = {}", figures.answered, words::percent(share));
        lines.push(("Favourable", text));
    }
    if let Some(interval) = figures.interval {
        let text = format!(
            "{} of everybody it applies to (exact 95% interval for a group of known size)",
            shares(interval)
        );
        lines.push(("How sure", text));
    }
    if let Some(bounds) = figures.bounds {
        let text = format!("{}: certain, whatever those think who did not answer", shares(bounds));
        lines.push(("At the most", text));
    }
    if let Some(interval) = figures.process_interval {
        let text = format!("{} (Wilson’s 95% interval, drawn in trends)", shares(interval));
        lines.push(("As a climate", text));
    }
    if let Some(pooled) = figures.pooled {
        let interval = figures.pooled_interval.map(|interval| format!(", {}", shares(interval)));
        let text = format!(
            "{}{}: drawn towards the other teams as far as chance explains the difference",
            words::percent(pooled),
            interval.unwrap_or_default()
        );
        lines.push(("Pooled", text));
    }
    if let Some(score) = figures.score {
        lines.push(("Score", format!("{} on a scale from 0 to 100", words::score(score))));
    }
    if let (Some(change), Some((since, _))) = (&row.change, &row.before) {
        let mut text =
            format!("{} points since {}", words::points(100.0 * change.delta), since.title());
        if let (Some(delta), Some(p), Some(q)) = (change.cliffs_delta, change.p, change.q) {
            text.push_str(&format!(
                "; Cliff’s delta {delta:.2}, exact p {p:.3}, {q:.3} after Benjamini and Hochberg"
            ));
        }
        lines.push(("Change", text));
    }
    if let Some(trend) = row.trend {
        let mut text = item_words::trend(&trend);
        if let (Some(slope), Some(p)) = (trend.slope, trend.p) {
            text.push_str(&format!(
                ": {:+.1} points a quarter (Theil and Sen), p {p:.3} (Mann and Kendall)",
                100.0 * slope
            ));
        }
        lines.push(("Trend", text));
    }
    if let Some(figures) = &row.net_promoter {
        lines.push(("Recommendation", item_words::net_promoter(figures)));
    }
    lines
}

/// A fold with everything behind the figure of one item.
#[component]
pub(super) fn FigureDetails(row: ItemRow, figures: CellFigures) -> impl IntoView {
    let lines = lines(&row, &figures)
        .into_iter()
        .map(|(name, text)| {
            view! {
                <dt>{name}</dt>
                <dd>{text}</dd>
            }
        })
        .collect_view();
    view! {
        <details class="figure-details">
            <summary>"How this is known" <span class="visually-hidden">{format!(": {}", row.item.wording)}</span></summary>
            <dl class="figure-lines">{lines}</dl>
            <p class="figure-method">
                <a href=METHOD>"How figures are made"</a>
            </p>
        </details>
    }
    .into_any()
}

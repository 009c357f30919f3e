//! A line over the waves of a program, with how sure each point is drawn around it.

use super::{
    places::{BOTTOM, FIRST, HEIGHT, LAST, Places, TOP, percent, pixels},
    scale::ticks,
    series::{Mark, Series},
};
use leptos::prelude::*;

/// A trend. The smallest chart that says: where it stands, how sure that is, whence it came.
#[component]
pub fn Trend(
    /// Unique on the page; names the parts of the drawing.
    #[prop(into)]
    id: String,
    /// What is drawn, of whom.
    #[prop(into)]
    title: String,
    /// The finding in plain words; by default the latest figure.
    #[prop(optional, into)]
    finding: Option<String>,
    /// The figures.
    series: Series,
    /// The part of 0 to 100 on the axis, the same for charts side by side; none fits this one.
    range: Option<(f64, f64)>,
) -> impl IntoView {
    let places = Places::new(&series, range);
    let finding = finding.unwrap_or_else(|| series.finding());
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let labelled = format!("{title_id} {desc_id}");
    view! {
        <svg
            class="trend"
            width="100%"
            height=HEIGHT.to_string()
            role="img"
            aria-labelledby=labelled
        >
            <title id=title_id>{title}</title>
            <desc id=desc_id>{finding}</desc>
            {grid(&series, &places)}
            {gaps(&series, &places, &id)}
            {lines(&series, &places)}
            {dots(&series, &places)}
            {labels(&series, &places)}
        </svg>
    }
    .into_any()
}

/// Horizontal lines with their values, a tick a wave, and the first and the last quarter.
fn grid(series: &Series, places: &Places) -> AnyView {
    let parts = if places.range.1 - places.range.0 < 80.0 { 3 } else { 4 };
    let lines = ticks(places.range.0, places.range.1, parts)
        .into_iter()
        .map(|value| {
            let y = places.y.at(value);
            view! {
                <line class="trend-grid" x1="0" x2="100%" y1=pixels(y) y2=pixels(y)/>
                <text class="trend-axis" x="0" y=pixels(y - 4.0)>{series.unit.write(value)}</text>
            }
        })
        .collect_view();
    let waves = places
        .x
        .iter()
        .map(|x| {
            view! { <line class="trend-tick" x1=percent(*x) x2=percent(*x) y1=pixels(BOTTOM + 3.0) y2=pixels(BOTTOM + 8.0)/> }
        })
        .collect_view();
    let last = series.marks.len().saturating_sub(1);
    let ends = if last == 0 { vec![0] } else { vec![0, last] };
    let quarters = ends
        .into_iter()
        .filter_map(|index| series.marks.get(index).map(|(period, _)| (index, period)))
        .map(|(index, period)| {
            let class = if index == last { "trend-quarter trend-now" } else { "trend-quarter" };
            view! {
                <text class=class text-anchor="middle" x=percent(places.x[index]) y=pixels(HEIGHT - 8.0)>
                    {period.title()}
                </text>
            }
        })
        .collect_view();
    view! { <g aria-hidden="true">{lines} {waves} {quarters}</g> }.into_any()
}

/// Waves without a figure: hatched where it is withheld, empty with a word where there was none.
fn gaps(series: &Series, places: &Places, id: &str) -> AnyView {
    let hatch = format!("{id}-hatch");
    let withheld = series
        .runs(|mark| matches!(mark, Mark::Banded(_) | Mark::Withheld(_)))
        .into_iter()
        .map(|run| {
            let (left, right) = places.around(run.start, run.end);
            let width = right - left;
            view! {
                <rect
                    class="trend-gap"
                    x=percent(left)
                    width=percent(width)
                    y=pixels(TOP)
                    height=pixels(BOTTOM - TOP)
                    fill=format!("url(#{hatch})")
                />
                {gap_word("withheld", left, right)}
            }
        })
        .collect_view();
    let missing = series
        .runs(|mark| matches!(mark, Mark::Missing))
        .into_iter()
        .map(|run| {
            let (left, right) = places.around(run.start, run.end);
            gap_word(series.missing, left, right)
        })
        .collect_view();
    view! {
        <g aria-hidden="true">
            <defs>
                <pattern
                    id=hatch.clone()
                    width="7"
                    height="7"
                    patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)"
                >
                    <line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/>
                </pattern>
            </defs>
            {withheld}
            {missing}
        </g>
    }
    .into_any()
}

/// A word at the foot of a gap, kept inside the drawing.
fn gap_word(word: &'static str, left: f64, right: f64) -> AnyView {
    let (anchor, x) = if left <= FIRST {
        ("start", left + 0.8)
    } else if right >= LAST {
        ("end", 100.0)
    } else {
        ("middle", f64::midpoint(left, right))
    };
    view! {
        <text class="trend-gap-word" text-anchor=anchor x=percent(x) y=pixels(BOTTOM - 6.0)>
            {word}
        </text>
    }
    .into_any()
}

/// Bands and lines, in a drawing of their own that stretches to the width.
fn lines(series: &Series, places: &Places) -> AnyView {
    // A thousand units across: percentages times ten.
    let point = |index: usize, value: f64| {
        format!("{:.1} {:.1}", places.x[index] * 10.0, places.y.within(value))
    };
    let figure = |index: usize| match &series.marks[index].1 {
        Mark::Value { value, interval, .. } => Some((*value, *interval)),
        Mark::Banded(_) | Mark::Withheld(_) | Mark::Missing => None,
    };
    let shapes = series
        .stretches()
        .into_iter()
        .filter(|run| run.len() > 1)
        .map(|run| {
            let known: Vec<_> =
                run.filter_map(|index| figure(index).map(|(value, interval)| (index, value, interval))).collect();
            let line: Vec<String> =
                known.iter().map(|(index, value, _)| point(*index, *value)).collect();
            let upper = known.iter().filter_map(|(i, _, interval)| interval.map(|ends| point(*i, ends.high)));
            let lower =
                known.iter().rev().filter_map(|(i, _, interval)| interval.map(|ends| point(*i, ends.low)));
            let band: Vec<String> = upper.chain(lower).collect();
            let band = (!band.is_empty()).then(|| {
                view! { <path class="trend-band" d=format!("M{}Z", band.join("L"))/> }
            });
            view! {
                {band}
                <path class="trend-line" vector-effect="non-scaling-stroke" d=format!("M{}", line.join("L"))/>
            }
        })
        .collect_view();
    // A wave alone between gaps has no band to be part of: its interval is a bar.
    let bars = series
        .stretches()
        .into_iter()
        .filter(|run| run.len() == 1)
        .filter_map(|run| {
            figure(run.start).and_then(|(_, interval)| interval).map(|ends| (run.start, ends))
        })
        .map(|(index, ends)| {
            let x = percent(places.x[index]);
            view! {
                <line
                    class="trend-bar"
                    x1=x.clone()
                    x2=x
                    y1=pixels(places.y.within(ends.high))
                    y2=pixels(places.y.within(ends.low))
                />
            }
        })
        .collect_view();
    view! {
        <svg
            class="trend-shapes"
            viewBox=format!("0 0 1000 {HEIGHT}")
            preserveAspectRatio="none"
            width="100%"
            height=HEIGHT.to_string()
            aria-hidden="true"
        >
            {shapes}
        </svg>
        {bars}
    }
    .into_any()
}

/// A dot a wave, each with its figure to be read under the pointer.
fn dots(series: &Series, places: &Places) -> AnyView {
    let latest = series.latest().map(|(period, ..)| period);
    series
        .marks
        .iter()
        .enumerate()
        .filter_map(|(index, (period, mark))| match mark {
            Mark::Value { value, interval, answered, .. } => {
                let mut text = format!("{}: {}", period.title(), series.unit.write(*value));
                if let Some(interval) = interval {
                    text.push_str(&format!(", {}", series.unit.between(*interval)));
                }
                text.push_str(&format!("; {}", super::words::answers(*answered)));
                let (x, y) = (percent(places.x[index]), pixels(places.y.within(*value)));
                let now = Some(*period) == latest;
                let class = if now { "trend-dot trend-dot-now" } else { "trend-dot" };
                let radius = if now { "5" } else { "3" };
                Some(view! {
                    <circle class=class cx=x.clone() cy=y.clone() r=radius/>
                    <circle class="trend-touch" cx=x cy=y r="13">
                        <title>{text}</title>
                    </circle>
                })
            }
            Mark::Banded(_) | Mark::Withheld(_) | Mark::Missing => None,
        })
        .collect_view()
        .into_any()
}

/// The first and the last figure, beside their dots.
fn labels(series: &Series, places: &Places) -> AnyView {
    let known: Vec<(usize, f64)> = series
        .marks
        .iter()
        .enumerate()
        .filter_map(|(index, (_, mark))| match mark {
            Mark::Value { value, .. } => Some((index, *value)),
            Mark::Banded(_) | Mark::Withheld(_) | Mark::Missing => None,
        })
        .collect();
    let last = known.last().map(|&(index, value)| {
        let y = places.y.within(value);
        // Beside the dot where the drawing ends, above it where something follows.
        let (dx, dy, anchor) = if index + 1 == places.x.len() { ("11", 6.0, "start") } else { ("0", -12.0, "middle") };
        view! {
            <text class="trend-latest" text-anchor=anchor x=percent(places.x[index]) dx=dx y=pixels(y + dy)>
                {series.unit.write(value)}
            </text>
        }
    });
    let first = (known.len() > 1).then(|| known.first()).flatten().map(|&(index, value)| {
        let y = places.y.within(value) - 10.0;
        view! {
            <text class="trend-first" text-anchor="start"
                    dx="-5" x=percent(places.x[index]) y=pixels(y)>
                {series.unit.write(value)}
            </text>
        }
    });
    view! { <g aria-hidden="true">{first} {last}</g> }.into_any()
}

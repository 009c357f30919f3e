//! What happened to a team, on one axis: a lane for each kind of thing.

use super::{
    numbers::Numbers,
    places::{percent, pixels},
    scale::Linear,
};
use crate::{
    domain::Period,
    report::{Event, Lane, Timeline},
};
use leptos::prelude::*;

/// Where the axis begins and ends, in percent of the width; what is left of it is for names.
const FIRST: f64 = 14.0;
const LAST: f64 = 99.0;
/// Height of a lane, and of the axis below them, in pixels.
const LANE: f64 = 44.0;
const AXIS: f64 = 26.0;
/// So many quarters have their names below the axis; of more, every second or third has.
const MOST_NAMES: i32 = 6;

/// The axis of a timeline: from the first instant of a quarter to the last of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    first: i32,
    last: i32,
    along: Linear,
}

impl Axis {
    /// The axis from one quarter to another, both on it as a whole.
    ///
    /// ```
    /// use app::charts::timeline::Axis;
    /// let quarter = |text: &str| text.parse().unwrap();
    /// let axis = Axis::new(quarter("2025-Q1"), quarter("2025-Q4"));
    /// assert_eq!((axis.at(2025.0 * 4.0), axis.at(2026.0 * 4.0)), (14.0, 99.0));
    /// assert_eq!(axis.at(2025.0 * 4.0 + 2.0), 56.5);
    /// ```
    #[must_use]
    pub fn new(from: Period, to: Period) -> Self {
        let (first, last) = (from.ordinal(), to.ordinal().max(from.ordinal()));
        let ends = (f64::from(first), f64::from(last) + 1.0);
        Self { first, last, along: Linear::new(ends, (FIRST, LAST)) }
    }

    /// The place of an instant given in quarters since the year 0, in percent of the width.
    #[must_use]
    pub fn at(&self, quarters: f64) -> f64 {
        self.along.within(quarters)
    }

    /// Where quarters begin, and where the last one ends.
    pub fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        (self.first..=self.last + 1).map(|ordinal| self.at(f64::from(ordinal)))
    }

    /// The quarters that are named, with the middle of each.
    #[must_use]
    pub fn names(&self) -> Vec<(String, f64)> {
        let step = (self.last - self.first) / MOST_NAMES + 1;
        (self.first..=self.last)
            .rev()
            .step_by(usize::try_from(step).unwrap_or(1))
            .map(|ordinal| {
                let name = format!("Q{} {}", ordinal.rem_euclid(4) + 1, ordinal.div_euclid(4));
                (name, self.at(f64::from(ordinal) + 0.5))
            })
            .collect()
    }
}

/// A timeline with a table of the same things.
#[component]
pub fn TeamTimeline(
    /// Whose it is.
    #[prop(into)]
    whose: String,
    /// What happened.
    timeline: Timeline,
) -> impl IntoView {
    let axis = Axis::new(timeline.from, timeline.to);
    let height = LANE * timeline.lanes.len() as f64 + AXIS;
    let label =
        format!("Timeline of {whose}, {} to {}", timeline.from.title(), timeline.to.title());
    let lanes = timeline
        .lanes
        .iter()
        .zip(0_u8..)
        .map(|(lane, number)| draw_lane(lane, axis, LANE * (f64::from(number) + 0.5)))
        .collect_view();
    let bottom = height - AXIS;
    let ticks = axis
        .ticks()
        .map(|x| {
            view! { <line class="timeline-tick" x1=percent(x) x2=percent(x) y1="4" y2=pixels(bottom + 4.0)/> }
        })
        .collect_view();
    let names = axis
        .names()
        .into_iter()
        .map(|(name, x)| {
            view! { <text class="timeline-quarter" text-anchor="middle" x=percent(x) y=pixels(height - 6.0)>{name}</text> }
        })
        .collect_view();
    view! {
        <figure>
            <div class="timeline-frame" role="region" aria-label="Timeline" tabindex="0">
                <svg class="timeline" width="100%" height=pixels(height) role="group" aria-label=label.clone()>
                    <g aria-hidden="true">{ticks} {names}</g>
                    {lanes}
                </svg>
            </div>
            {timeline.note.clone().map(|note| view! { <p class="hint">{note}</p> })}
            {table(label, &timeline)}
        </figure>
    }
    .into_any()
}

fn draw_lane(lane: &Lane, axis: Axis, y: f64) -> impl IntoView + use<> {
    let marks = lane.marks.iter().map(|event| draw_mark(event, axis, y)).collect_view();
    view! {
        <text class="timeline-lane" x="0" y=pixels(y + 4.0) aria-hidden="true">{lane.name}</text>
        <line class="timeline-line" x1=percent(FIRST) x2=percent(LAST) y1=pixels(y) y2=pixels(y) aria-hidden="true"/>
        {marks}
    }
    .into_any()
}

fn draw_mark(event: &Event, axis: Axis, y: f64) -> AnyView {
    let x = percent(axis.at(event.at));
    let (words, label) = (event.words.clone(), event.words.clone());
    let shape = match &event.label {
        Some(short) => view! {
            <circle class="timeline-dot" cx=x.clone() cy=pixels(y) r="5"/>
            <text class="timeline-label" text-anchor="middle" x=x.clone() y=pixels(y - 9.0)>{short.clone()}</text>
        }
        .into_any(),
        None => view! {
            <line class="timeline-held" x1=x.clone() x2=x.clone() y1=pixels(y - 8.0) y2=pixels(y + 8.0)/>
        }
        .into_any(),
    };
    match event.href.clone() {
        Some(href) => view! {
            <a href=href class="timeline-link" aria-label=label>
                <title>{words}</title>
                {shape}
                <circle class="timeline-touch" cx=x cy=pixels(y) r="12"/>
            </a>
        }
        .into_any(),
        None => view! {
            <g role="img" aria-label=label>
                <title>{words}</title>
                {shape}
            </g>
        }
        .into_any(),
    }
}

/// The same by quarter, the newest first.
fn table(caption: String, timeline: &Timeline) -> impl IntoView + use<> {
    let mut periods: Vec<Period> = timeline
        .lanes
        .iter()
        .flat_map(|lane| lane.marks.iter().map(|event| event.period))
        .collect();
    periods.sort_unstable();
    periods.dedup();
    let cell = |lane: &Lane, period: Period| {
        let words: Vec<&str> = lane
            .marks
            .iter()
            .filter(|event| event.period == period)
            .map(|event| event.words.as_str())
            .collect();
        words.join("; ")
    };
    let rows = periods
        .into_iter()
        .rev()
        .map(|period| {
            let cells = timeline.lanes.iter().map(|lane| cell(lane, period));
            std::iter::once(period.title()).chain(cells).collect()
        })
        .collect();
    let lanes = timeline.lanes.iter().map(|lane| lane.name.to_owned());
    let head = std::iter::once("Quarter".to_owned()).chain(lanes).collect();
    view! { <Numbers caption head rows/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: &str, to: &str) -> Axis {
        Axis::new(from.parse().expect("a quarter"), to.parse().expect("a quarter"))
    }

    #[test]
    fn a_quarter_alone_fills_the_axis() {
        let axis = axis("2026-Q4", "2026-Q4");
        assert_eq!(axis.ticks().collect::<Vec<_>>(), [FIRST, LAST]);
        assert_eq!(axis.names(), [("Q4 2026".to_owned(), f64::midpoint(FIRST, LAST))]);
    }

    #[test]
    fn of_many_quarters_a_few_are_named_the_last_among_them() {
        let names = axis("2023-Q1", "2026-Q4").names();
        assert!(names.len() <= 8, "{names:?}");
        assert_eq!(names[0].0, "Q4 2026");
    }

    #[test]
    fn what_lies_beyond_the_axis_is_kept_at_its_end() {
        let axis = axis("2025-Q1", "2025-Q2");
        assert_eq!((axis.at(0.0), axis.at(1e6)), (FIRST, LAST));
    }
}

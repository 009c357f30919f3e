//! Dots with their intervals on one axis, a row each: for comparing without ranking.

use super::{scale::Linear, series::Unit};
use crate::report::Interval;
use leptos::prelude::*;

/// What a row draws. Values are 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub enum Plotted {
    /// A figure.
    Value {
        /// The figure.
        value: f64,
        /// How sure it is.
        interval: Option<Interval>,
        /// The figure of the wave before, drawn as a ring.
        before: Option<f64>,
    },
    /// Words in its place: why there is none, or on which side of the scale it is.
    Words(String),
}

/// A row: what it is of, what is drawn, and a few words after it.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalRow {
    /// What it is of.
    pub label: String,
    /// Where the label leads, if anywhere.
    pub href: Option<String>,
    /// How far the label is set in: a team's depth.
    pub depth: usize,
    /// What is drawn.
    pub plotted: Plotted,
    /// A few words, such as a change or the number of answers; may be empty.
    pub note: String,
}

/// Percent of the width of a plot, with air at the ends for the dots.
fn along() -> Linear {
    Linear::new((0.0, 100.0), (2.0, 98.0))
}

fn x(value: f64) -> String {
    format!("{:.2}%", along().within(value))
}

/// The drawing of one row: an axis, an interval, a ring for before and a dot for now.
#[component]
pub(super) fn IntervalPlot(
    plotted: Plotted,
    /// A value to compare with, drawn through all rows.
    reference: Option<f64>,
) -> impl IntoView {
    let reference = reference.map(|value| {
        view! { <line class="plot-reference" x1=x(value) x2=x(value) y1="-6" y2="34"/> }
    });
    let inside = match plotted {
        Plotted::Words(_) => ().into_any(),
        Plotted::Value { value, interval, before } => {
            let bar = interval.map(|ends| {
                view! { <line class="plot-interval" x1=x(ends.low) x2=x(ends.high) y1="50%" y2="50%"/> }
            });
            let ring = before.map(|value| {
                view! { <circle class="plot-before" cx=x(value) cy="50%" r="4.5"/> }
            });
            view! {
                {bar}
                {ring}
                <circle class="plot-dot" cx=x(value) cy="50%" r="5.5"/>
            }
            .into_any()
        }
    };
    view! {
        <svg class="plot" width="100%" height="28" aria-hidden="true" focusable="false">
            {reference}
            {inside}
        </svg>
    }
    .into_any()
}

/// The axis above the rows.
#[component]
pub(super) fn PlotAxis(unit: Unit) -> impl IntoView {
    let marks = [(0.0, "start"), (50.0, "middle"), (100.0, "end")]
        .into_iter()
        .map(|(value, anchor)| {
            view! {
                <text class="plot-axis" x=x(value) y="12" text-anchor=anchor>
                    {unit.write(value)}
                </text>
            }
        })
        .collect_view();
    view! { <svg width="100%" height="16" aria-hidden="true" focusable="false">{marks}</svg> }
        .into_any()
}

/// Rows on one axis, as a table whose numbers are there to be read.
#[component]
pub fn IntervalRows(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// What a row is: “Team”, “Dimension”.
    #[prop(into)]
    of: String,
    /// What the values are.
    unit: Unit,
    /// The head of the figures, where they are neither favourable answers nor scores.
    #[prop(optional, into)]
    figure: Option<String>,
    /// The head of the words after each row: “Change”, “Answers”.
    #[prop(into)]
    note: String,
    /// The rows, in reading order.
    rows: Vec<IntervalRow>,
    /// A value to compare with and whose it is.
    reference: Option<(f64, String)>,
) -> impl IntoView {
    let value = reference.as_ref().map(|(value, _)| *value);
    let line = reference.map(|(value, whose)| {
        view! {
            <p class="chart-note">
                <span class="plot-key plot-key-reference" aria-hidden="true"></span>
                {format!("The dashed line is {whose}: {}.", unit.write(value))}
            </p>
        }
    });
    let note_label = note.clone();
    let body = rows
        .into_iter()
        .map(|row| {
            let label = match row.href {
                Some(href) => view! { <a href=href>{row.label}</a> }.into_any(),
                None => row.label.into_any(),
            };
            let depth = format!("plot-name depth-{}", row.depth.min(5));
            let cells = match &row.plotted {
                Plotted::Words(reason) => view! {
                    <td class="plot-cell plot-withheld" colspan="3">{reason.clone()}</td>
                }
                .into_any(),
                Plotted::Value { value: figure, interval, .. } => {
                    let text = unit.write(*figure);
                    let ends = interval.map(super::words::ends);
                    let plotted = row.plotted.clone();
                    view! {
                        <td class="plot-cell plot-axis-cell"><IntervalPlot plotted reference=value/></td>
                        <td class="plot-figure">
                            <strong>{text}</strong>
                            {ends.map(|ends| view! { " " <span class="plot-ends">{ends}</span> })}
                        </td>
                        <td class="plot-note" data-label=note_label.clone()>{row.note}</td>
                    }
                    .into_any()
                }
            };
            view! {
                <tr>
                    <th scope="row" class=depth>{label}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="plot-frame">
            <table class="plot-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{of}</th>
                        <th scope="col" class="plot-cell">
                            <span class="visually-hidden">"On an axis"</span>
                            <PlotAxis unit/>
                        </th>
                        <th scope="col">
                            {figure
                                .unwrap_or_else(|| {
                                    if unit == Unit::Percent { "Favourable" } else { "Score" }.to_owned()
                                })}
                            <span class="plot-ends">" 95% interval"</span>
                        </th>
                        <th scope="col">{note}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {line}
    }
    .into_any()
}

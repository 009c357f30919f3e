//! How fairly people are heard: shares of people beside shares of interviews.

use crate::{
    charts::words,
    components::{Badge, Column, DataTable, Td, Tone, counted},
    domain::rotation::Heard,
    ports::{Coverage, CoveredGroup},
};
use leptos::prelude::*;

/// The tables, or why there are none.
pub(super) fn coverage(tables: Vec<Coverage>) -> AnyView {
    if tables.is_empty() {
        return ().into_any();
    }
    let tables = tables.into_iter().map(table).collect_view();
    view! {
        <section>
            <h2>"Who is heard"</h2>
            <p class="section-lead">
                "Interviews of this quarter and the three before, held or planned, beside who is here today."
            </p>
            {tables}
            <details class="fold">
                <summary>"What “clearly less” means"</summary>
                <p>
                    "If each interview were with somebody drawn at random, a table like this would call any of its groups “clearly less” in fewer than one of twenty cases. Where even no interview at all with a group could have been chance, the table says that it is too early to tell; with few interviews that is the honest answer. An interview that was withdrawn counts for its part of the organisation only: whom it was with is not kept."
                </p>
            </details>
        </section>
    }
    .into_any()
}

fn table(coverage: Coverage) -> impl IntoView {
    let Coverage { by, people, interviews, groups } = coverage;
    let about = format!(
        "{}, {}",
        counted(people, "person", "people"),
        counted(interviews, "interview", "interviews")
    );
    let label = by.clone();
    let rows = groups
        .into_iter()
        .map(|group| row(group, people, interviews, label.clone()))
        .collect_view();
    view! {
        <DataTable
            caption=format!("{by}: {about}")
            stack=true
            columns=vec![
                Column::text(by),
                Column::text("Of the people"),
                Column::text("Of the interviews"),
                Column::text("Heard"),
            ]
        >
            {rows}
        </DataTable>
    }
}

fn row(group: CoveredGroup, people: usize, interviews: usize, label: String) -> impl IntoView {
    let heard = match group.heard {
        Heard::Less => view! { <Badge tone=Tone::Warning>"Clearly less"</Badge> }.into_any(),
        Heard::Fairly => "As expected".into_any(),
        Heard::CannotTell => view! { <span class="hint">"Too early to tell"</span> }.into_any(),
    };
    view! {
        <tr>
            <Td label=label>{group.name}</Td>
            <Td label="People">{share(group.people, people, "share-people")}</Td>
            <Td label="Interviews">{share(group.interviews, interviews, "share-interviews")}</Td>
            <Td label="Heard">{heard}</Td>
        </tr>
    }
}

/// A share as a small bar, with its numbers.
fn share(part: usize, whole: usize, look: &'static str) -> impl IntoView {
    let share = if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let text =
        if whole == 0 { "–".to_owned() } else { format!("{} ({part})", words::percent(share)) };
    view! {
        <span class="share">
            <svg class="share-bar" width="100%" height="8" aria-hidden="true" focusable="false">
                <rect class="share-all" width="100%" height="8" rx="4"/>
                <rect class=look width=format!("{:.1}%", 100.0 * share) height="8" rx="4"/>
            </svg>
            <span class="share-words">{text}</span>
        </span>
    }
}

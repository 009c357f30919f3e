//! The fields that a new program and a program's settings share.

use crate::{
    components::{Choice, Radios, TextArea, TextField},
    domain::Schedule,
};
use leptos::prelude::*;

/// Name, purpose and schedule.
#[component]
pub fn ProgramFields(
    /// What is stored.
    #[prop(optional, into)]
    name: Option<String>,
    /// What is stored.
    #[prop(optional, into)]
    purpose: Option<String>,
    /// What is stored.
    #[prop(optional_no_strip)]
    schedule: Option<Schedule>,
) -> impl IntoView {
    let days = schedule.unwrap_or_default();
    let runs = if schedule.is_some() { "quarterly" } else { "by-hand" };
    view! {
        <TextField name="name" label="Name" value=name.unwrap_or_default()/>
        <TextArea
            name="purpose"
            label="What it is for"
            hint="Developers read this above the first question. Say what happens with their answers."
            value=purpose.unwrap_or_default()
            rows=3
        />
        <Radios
            name="schedule"
            label="When it runs"
            value=runs
            choices=vec![
                Choice::new("by-hand", "When you open a wave by hand"),
                Choice::new("quarterly", "Every quarter, by itself")
                    .with_hint("Waves are drafted, opened and closed on the days below. Publishing stays with you."),
            ]
        />
        <TextField
            name="opens-after-days"
            label="Opens so many days into the quarter"
            hint="0 to 75; counts for the quarterly schedule only."
            value=days.opens_after_days.to_string()
            inputmode="numeric"
            width="short"
        />
        <TextField
            name="open-days"
            label="Stays open for so many days"
            hint="1 to 60. Two weeks let people who are away answer too."
            value=days.open_days.to_string()
            inputmode="numeric"
            width="short"
        />
    }
}

//! The fields that a new program and a program's settings share.

use crate::{
    components::{Choice, Radios, Select, TextArea, TextField},
    domain::{Item, ItemId, Mode, Schedule},
};
use leptos::prelude::*;

/// Name, purpose, mode and schedule.
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
    /// What is stored, or proposed.
    #[prop(optional)]
    mode: Mode,
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
            name="mode"
            label="How answers are kept apart from people"
            value=mode.name()
            choices=vec![
                Choice::new(Mode::Unlinkable.name(), "Unlinkable")
                    .with_hint("Once a survey has closed nobody can tell which answers are whose, whoever has the database included. Needs JavaScript; answers can be changed until the survey closes."),
                Choice::new(Mode::Either.name(), "Unlinkable, or confidential for whoever chooses that")
                    .with_hint("For when some of your people have no JavaScript. The page says which of the two it is."),
                Choice::new(Mode::Confidential.name(), "Confidential")
                    .with_hint("Who answered is known until the survey closes. Stored apart from the answers, but whoever has the database meanwhile could work out more."),
            ]
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

/// By which question large teams are broken down.
#[component]
pub fn GroupingField(
    /// What the program asks.
    items: Vec<Item>,
    /// What is stored.
    grouping: Option<ItemId>,
    /// Fewest answers of a team that is broken down.
    minimum: u32,
) -> impl IntoView {
    let mut choices = vec![Choice::new("", "By none")];
    choices.extend(
        (items.into_iter().filter(Item::can_group))
            .map(|item| Choice::new(item.id.to_string(), item.current.wording)),
    );
    view! {
        <Select
            name="grouping"
            label="Break large teams down by the answers to"
            hint=format!(
                "Where a team has {minimum} answers or more, as far as nobody can be told from it. A wave keeps what was chosen when it opened, and says so before the first question.",
            )
            value=grouping.map(|item| item.to_string()).unwrap_or_default()
            choices=choices
        />
    }
}

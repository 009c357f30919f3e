//! The fields that planning an interview and changing its plan share, and those of consent.

use crate::{
    components::{Choice, Radios, TextField},
    domain::{Consent, Quotes, Readers, interview::KEEPING},
};
use leptos::prelude::*;

/// When, how long, where and who sits in.
#[component]
pub fn PlanFields(
    /// Day as a date field has it.
    #[prop(optional, into)]
    date: String,
    /// Minute of the day as a time field has it.
    #[prop(optional, into)]
    time: String,
    /// Minutes.
    #[prop(default = 45)]
    minutes: u32,
    /// A room or a link.
    #[prop(optional, into)]
    place: String,
    /// Who sits in, by address.
    #[prop(optional, into)]
    observer: String,
) -> impl IntoView {
    view! {
        <TextField name="date" label="Day" kind="date" value=date width="short"/>
        <TextField name="time" label="Begins at" hint="In UTC, as all times here." kind="time" value=time width="short"/>
        <TextField
            name="minutes"
            label="Takes so many minutes"
            value=minutes.to_string()
            inputmode="numeric"
            width="short"
        />
        <TextField name="place" label="Where" hint="A room, or a link to a call." value=place optional=true/>
        <TextField
            name="observer"
            label="Who sits in"
            hint="An engineer who listens learns more than from any report. Address or full name."
            value=observer
            optional=true
        />
    }
}

/// What somebody agrees to.
#[component]
pub fn ConsentFields(
    /// What is recorded.
    #[prop(optional_no_strip)]
    consent: Option<Consent>,
) -> impl IntoView {
    let days = consent.map(|consent| consent.keep_days.to_string()).unwrap_or_default();
    let readers = consent.map(|consent| consent.readers.name()).unwrap_or_default();
    let quotes = consent.map(|consent| consent.quotes.name()).unwrap_or_default();
    let keeping =
        KEEPING.iter().map(|(days, words)| Choice::new(days.to_string(), *words)).collect();
    view! {
        <Radios name="keep-days" label="For how long are the notes kept?" value=days choices=keeping/>
        <Radios
            name="readers"
            label="Who may read them, with the name?"
            value=readers
            choices=vec![
                Choice::new(Readers::Present.name(), "Only who was there"),
                Choice::new(Readers::Researchers.name(), "All researchers")
                    .with_hint("The people who run surveys and interviews here. Managers and administrators are not among them."),
            ]
        />
        <Radios
            name="quotes"
            label="May words be shown to others?"
            value=quotes
            choices=vec![
                Choice::new(Quotes::No.name(), "No"),
                Choice::new(Quotes::WithoutName.name(), "Yes, without the name")
                    .with_hint("And never so that somebody in a small team could be recognised."),
            ]
        />
    }
}

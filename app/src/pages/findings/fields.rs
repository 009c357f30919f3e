//! The fields that writing a finding down and changing it share.

use crate::components::{Choice, Radios, TextArea, TextField};
use leptos::prelude::*;

/// A theme's fields.
#[component]
pub fn ThemeFields(
    /// What is stored.
    #[prop(optional, into)]
    title: String,
    /// What is stored.
    #[prop(optional, into)]
    summary: String,
) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="What was found"
            hint="A sentence that could be wrong: “Reviews wait because nobody in particular has them”."
            value=title
        />
        <TextArea
            name="summary"
            label="What it means"
            hint="For whom, how often, what it costs; and what you don’t know. Markdown works. No names."
            value=summary
            rows=8
            optional=true
        />
    }
}

fn one_to_five(low: &'static str, high: &'static str) -> Vec<Choice> {
    (1..=5)
        .map(|rating| match rating {
            1 => Choice::new("1", format!("1 {low}")),
            5 => Choice::new("5", format!("5 {high}")),
            rating => Choice::new(rating.to_string(), rating.to_string()),
        })
        .collect()
}

/// A job's fields.
#[component]
pub fn JobFields(
    /// What is stored.
    #[prop(optional, into)]
    statement: String,
    /// What is stored.
    #[prop(optional)]
    importance: Option<i64>,
    /// What is stored.
    #[prop(optional)]
    satisfaction: Option<i64>,
) -> impl IntoView {
    let rating = |rating: Option<i64>| rating.map(|rating| rating.to_string()).unwrap_or_default();
    view! {
        <TextArea
            name="statement"
            label="What people try to get done"
            hint="One sentence: “When …, I want to …, so that …”."
            value=statement
            rows=3
        />
        <Radios
            name="importance"
            label="How important is it to them?"
            value=rating(importance)
            choices=one_to_five("hardly", "very")
            inline=true
        />
        <Radios
            name="satisfaction"
            label="How well is it done today?"
            value=rating(satisfaction)
            choices=one_to_five("badly", "well")
            inline=true
        />
    }
}

//! The fields that a new guide and the next version of one share.

use crate::components::{TextArea, TextField};
use leptos::prelude::*;

/// What a new guide begins with.
pub(super) const FIRST_OUTLINE: &str = "# Before you begin (5 min)
- Thank you for your time. What are you working on these days?
  A hint for yourself: what to say first, what to listen for.

# The last time (20 min)
- When did you last …? Take me through it.

# Looking back (5 min)
- What did I not ask that I should have?
";

/// Name, purpose and outline.
#[component]
pub fn GuideFields(
    /// What is stored.
    #[prop(optional, into)]
    name: Option<String>,
    /// What is stored.
    #[prop(optional, into)]
    purpose: Option<String>,
    /// What is stored.
    #[prop(into)]
    outline: String,
) -> impl IntoView {
    view! {
        <TextField name="name" label="Name" value=name.unwrap_or_default()/>
        <TextArea
            name="purpose"
            label="What it is good for"
            hint="For whoever chooses a guide: when to use it."
            value=purpose.unwrap_or_default()
            rows=3
            optional=true
        />
        <TextArea
            name="outline"
            label="Sections and questions"
            hint="A line with # begins a section, with its minutes in brackets if you like. A line with - is a question. What follows a question is a hint that only the interviewer sees."
            value=outline
            rows=24
        />
    }
}

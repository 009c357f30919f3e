//! Small words on a tint that say what state something is in. Never the colour alone.

use crate::domain::WaveState;
use leptos::prelude::*;

/// What a tint means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Just so you know.
    #[default]
    Neutral,
    /// Something to know before going on.
    Info,
    /// Something worked, or is running well.
    Success,
    /// Something to look at.
    Warning,
    /// Something failed or cannot be undone.
    Danger,
}

impl Tone {
    /// The class suffix in the style sheet.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// One or two words on a tint.
#[component]
pub fn Badge(
    /// What the tint means.
    #[prop(optional)]
    tone: Tone,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class=format!("badge badge-{}", tone.name())>{children()}</span> }.into_any()
}

/// The state of a wave.
#[component]
pub fn WaveBadge(
    /// The state.
    state: WaveState,
) -> impl IntoView {
    let (tone, word) = match state {
        WaveState::Draft => (Tone::Neutral, "Draft"),
        WaveState::Open => (Tone::Success, "Open"),
        WaveState::Closed => (Tone::Warning, "Closed"),
        WaveState::Published => (Tone::Info, "Published"),
    };
    view! { <Badge tone>{word}</Badge> }.into_any()
}

//! From a figure to a conversation: surveys say what moved, interviews say why.

use crate::{
    domain::{ItemId, TeamId, Viewer, WaveId},
    ports::PortResult,
};
use leptos::prelude::*;

/// Whether the viewer runs interviews.
pub(super) fn may_interview(viewer: &PortResult<Viewer>) -> bool {
    viewer.as_ref().is_ok_and(|viewer| viewer.roles.researcher)
}

/// The way to an interview about what this page shows.
pub(super) fn follow_up(wave: WaveId, team: TeamId, item: Option<ItemId>) -> impl IntoView {
    let item = item.map(|item| format!("&item={item}")).unwrap_or_default();
    view! {
        <section class="section" aria-labelledby="why">
            <h2 id="why">"Why is it so?"</h2>
            <p class="section-lead">"Figures say what moved. Ask somebody why; never what they answered."</p>
            <p>
                <a class="button button-secondary" href=format!("/interviews/new?wave={wave}&team={team}{item}")>
                    "Plan an interview about this"
                </a>
                " "
                <a class="button button-secondary" href=format!("/evidence?wave={wave}&team={team}{item}")>
                    "Add to a theme"
                </a>
            </p>
        </section>
    }
}

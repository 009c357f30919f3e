//! Themes and jobs: what interviews and figures say together, and what that stands on.

mod cell;
mod evidence;
mod fields;
mod job;
mod job_edit;
mod jobs;
mod theme;
mod theme_edit;
mod themes;

pub(super) use cell::CellEvidence;
pub(super) use evidence::{JobEvidence, ThemeEvidence};
pub(super) use job::JobView;
pub(super) use job_edit::{EditJob, NewJob};
pub(super) use jobs::Jobs;
pub(super) use theme::ThemeView;
pub(super) use theme_edit::{EditTheme, NewTheme};
pub(super) use themes::Themes;

use crate::{
    components::counted,
    pages::viewer,
    ports::{Footing, Lean, PeopleCount},
};

/// Whether whoever looks at the page may change what is on it.
fn may_change() -> bool {
    viewer().is_ok_and(|viewer| viewer.roles.researcher)
}

/// How much a finding stands on: never how many quotes, of which one person may have many.
fn rests_on(footing: &Footing) -> String {
    if footing.lean == Lean::Nothing {
        return "Nothing yet".to_owned();
    }
    let people = match footing.people {
        PeopleCount::Exactly(people) => counted(people, "person", "people"),
        PeopleCount::FewerThan(minimum) => format!("fewer than {minimum} people"),
    };
    format!("{}, {people}", counted(footing.teams, "team", "teams"))
}

/// The same as a sentence, with the way it leans.
fn stands_on(footing: &Footing) -> String {
    let rests = format!("Rests on: {}.", rests_on(footing).to_lowercase());
    let newest = footing.newest.map(|quarter| format!(", the newest of {}", quarter.title()));
    match footing.lean {
        Lean::Nothing => rests,
        lean => format!("{rests} {}{}.", lean.title(), newest.unwrap_or_default()),
    }
}

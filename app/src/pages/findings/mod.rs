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

use crate::{components::counted, ports::Footing};

/// How much a finding stands on: never how many quotes, of which one person may have many.
fn rests_on(footing: Footing) -> String {
    if footing == Footing::default() {
        return "Nothing yet".to_owned();
    }
    let teams = counted(footing.teams, "team", "teams");
    format!("{teams}, {}", counted(footing.people, "person", "people"))
}

//! Rosters from files: sending one, looking at what it would change, applying it.

mod changes;
mod home;
mod problems;
mod upload;

pub(super) use home::Roster;
pub(super) use upload::Upload;

//! Teams as they are today: the tree, and a page for each.

mod forms;
mod team;
mod tree;

pub(super) use team::Team;
pub(super) use tree::Teams;

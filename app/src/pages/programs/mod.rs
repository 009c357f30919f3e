//! Programs: all of them, a new one, one with its builder and waves, its settings.

mod fields;
mod list;
mod new;
mod program;
mod settings;

pub(super) use list::Programs;
pub(super) use new::NewProgram;
pub(super) use program::Program;
pub(super) use settings::Settings;

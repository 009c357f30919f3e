//! The words of Soundings as types: parsed once at the border, valid ever after.
//!
//! Nothing here reads a clock, a file or a database. To add a noun: one file, a
//! newtype or struct whose constructor returns `Result`, and a re-export below.

pub mod answer;
pub mod email;
pub mod guide;
pub mod ids;
pub mod interview;
pub mod item;
pub mod labels;
pub mod period;
pub mod person;
pub mod policy;
pub mod program;
pub mod rotation;
pub mod team;
pub mod wave;

pub use answer::{AnswerSheet, AnswerValue};
pub use email::Email;
pub use guide::{Guide, GuideVersion, Outline};
pub use ids::{
    GuideId, GuideVersionId, InterviewId, InvitationId, ItemId, ItemVersionId, PersonId, ProgramId,
    ReleaseId, ResponseId, RosterUploadId, SessionId, TeamId, WaveId,
};
pub use interview::{About, Consent, Interview, InterviewState, Note, NotePlace, Quotes, Readers};
pub use item::{Dimension, Gate, Item, ItemVersion, Scale};
pub use period::Period;
pub use person::{Person, Role, Roles, Viewer};
pub use policy::DisclosurePolicy;
pub use program::{Mode, Program, Schedule};
pub use rotation::{Answer, Invited, RotationRules};
pub use team::{Team, TeamPath, TeamTree};
pub use wave::{Wave, WaveState};

//! The words of Soundings as types: parsed once at the border, valid ever after.
//!
//! Nothing here reads a clock, a file or a database. To add a noun: one file, a
//! newtype or struct whose constructor returns `Result`, and a re-export below.

pub mod answer;
pub mod email;
pub mod evidence;
pub mod guide;
pub mod highlight;
pub mod ids;
pub mod interview;
pub mod item;
pub mod job;
pub mod labels;
pub mod period;
pub mod person;
pub mod policy;
pub mod program;
pub mod rotation;
pub mod span;
pub mod tag;
pub mod team;
pub mod theme;
pub mod wave;

pub use answer::{AnswerSheet, AnswerValue};
pub use email::Email;
pub use evidence::{Evidence, EvidenceSource, Finding};
pub use guide::{Guide, GuideVersion, Outline};
pub use highlight::{Coding, Highlight, Sentiment};
pub use ids::{
    EvidenceId, GuideId, GuideVersionId, HighlightId, InterviewId, InvitationId, ItemId,
    ItemVersionId, JobId, PersonId, ProgramId, ReleaseId, ResponseId, RosterUploadId, SessionId,
    TagId, TeamId, ThemeId, WaveId,
};
pub use interview::{About, Consent, Interview, InterviewState, Note, NotePlace, Quotes, Readers};
pub use item::{Dimension, Gate, Item, ItemVersion, Scale};
pub use job::Job;
pub use period::Period;
pub use person::{Person, Role, Roles, Viewer};
pub use policy::DisclosurePolicy;
pub use program::{Mode, Program, Schedule};
pub use rotation::{Answer, Invited, RotationRules};
pub use span::Span;
pub use tag::{Codebook, Tag};
pub use team::{Team, TeamPath, TeamTree};
pub use theme::Theme;
pub use wave::{Wave, WaveState};

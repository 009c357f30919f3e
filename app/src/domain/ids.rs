//! Identifiers: a UUID each, told apart by type so that no call mixes two of them up.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[doc = $doc:literal] $name:ident),+ $(,)?) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

id! {
    /// One [`Person`](super::Person).
    PersonId,
    /// One [`Team`](super::Team).
    TeamId,
    /// One [`Program`](super::Program).
    ProgramId,
    /// One [`Item`](super::Item), the same through all its wordings.
    ItemId,
    /// One wording of an item.
    ItemVersionId,
    /// One [`Wave`](super::Wave).
    WaveId,
    /// One response; random, and never kept beside a person.
    ResponseId,
    /// One published release.
    ReleaseId,
    /// One signed-in browser.
    SessionId,
    /// One invitation or one-time link.
    InvitationId,
    /// One [`Guide`](super::Guide), the same through all its versions.
    GuideId,
    /// One version of a guide.
    GuideVersionId,
    /// One [`Interview`](super::Interview).
    InterviewId,
    /// One roster file that waits to be applied.
    RosterUploadId,
    /// One [`Tag`](super::Tag) of the codebook.
    TagId,
    /// One [`Highlight`](super::Highlight).
    HighlightId,
    /// One [`Theme`](super::Theme).
    ThemeId,
    /// One [`Job`](super::Job).
    JobId,
    /// One piece of [`Evidence`](super::Evidence).
    EvidenceId,
}

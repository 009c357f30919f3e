//! Guides for interviews, as researchers see them.

use super::PortResult;
use crate::domain::{Guide, GuideId, Viewer};
use async_trait::async_trait;

/// A guide's page.
#[derive(Clone, Debug)]
pub struct GuidePage {
    /// All its versions, newest first; never empty.
    pub versions: Vec<Guide>,
    /// The one to show; one of [`Self::versions`].
    pub shown: Guide,
}

impl GuidePage {
    /// The version that the next interview uses.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.versions.first().is_some_and(|newest| newest.current.id == self.shown.current.id)
    }
}

/// Questions about guides.
#[async_trait]
pub trait GuidePort: Send + Sync {
    /// All guides, retired ones last.
    async fn guides(&self, viewer: &Viewer) -> PortResult<Vec<Guide>>;
    /// One guide in a version of it, or in the newest.
    async fn guide(
        &self,
        viewer: &Viewer,
        id: GuideId,
        version: Option<i64>,
    ) -> PortResult<GuidePage>;
}

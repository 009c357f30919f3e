//! Published results, as far as the viewer's reach goes.

use super::PortResult;
use crate::{
    domain::{DisclosurePolicy, ItemId, Period, ProgramId, TeamId, Viewer, WaveId},
    report::views::{ItemView, OverviewView, TeamView},
};
use async_trait::async_trait;

/// A program that has published something.
#[derive(Clone, Debug)]
pub struct PublishedProgram {
    /// The program.
    pub program: ProgramId,
    /// Its name.
    pub name: String,
    /// Its published waves, oldest first; never empty.
    pub waves: Vec<(WaveId, Period)>,
}

/// Questions about published results. What a viewer may not see is [`NotFound`]: that a team
/// exists is nobody's secret, but one answer for both is simpler to keep right.
///
/// [`NotFound`]: super::PortError::NotFound
#[async_trait]
pub trait ResultsPort: Send + Sync {
    /// The disclosure policy of waves that open now.
    fn policy(&self) -> DisclosurePolicy;
    /// The programs that have published something, the most recently published first.
    async fn published(&self, viewer: &Viewer) -> PortResult<Vec<PublishedProgram>>;
    /// The organisation in one wave.
    async fn overview(&self, viewer: &Viewer, wave: WaveId) -> PortResult<OverviewView>;
    /// One team in one wave, with its trends up to that wave.
    async fn team(&self, viewer: &Viewer, wave: WaveId, team: TeamId) -> PortResult<TeamView>;
    /// One item in one wave, for all teams in reach.
    async fn item_results(
        &self,
        viewer: &Viewer,
        wave: WaveId,
        item: ItemId,
    ) -> PortResult<ItemView>;
}

//! What each results page is given: everything it shows, nothing it may not.

use super::{
    CellFigures, ChangeFigures, Composition, DimensionFigures, GroupFigures, Interval, NetPromoter,
    OutcomeDrivers, ReleaseItem, ReleaseTeam, Reliability, Shown, Timeline, Trend, Voices,
};
use crate::domain::{Dimension, Period, ProgramId, WaveId};

/// The wave a page is about, and its neighbours.
#[derive(Clone, Debug)]
pub struct WaveHead {
    /// The program.
    pub program: ProgramId,
    /// Its name.
    pub program_name: String,
    /// The wave shown.
    pub wave: WaveId,
    /// Its quarter.
    pub period: Period,
    /// The fewest answers that are ever shown.
    pub minimum: u32,
    /// The fewest answers for how many chose which value.
    pub distribution_minimum: u32,
    /// The fewest responses of a team that shows comments.
    pub comments_minimum: u32,
    /// Whether it came from another tool.
    pub imported: bool,
    /// All published waves of the program, oldest first.
    pub waves: Vec<(WaveId, Period)>,
}

/// A change between two waves, with how sure one can be of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Points now minus before, on the 0-100 scale.
    pub points: f64,
    /// 95 % interval of the change (Welch's t).
    pub interval: Interval,
    /// The period compared with.
    pub since: Period,
}

impl Change {
    /// Whether the interval excludes no change at all.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.interval.low > 0.0 || self.interval.high < 0.0
    }
}

/// A team's name and where it is, for links and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamRow {
    /// The team as it stood in the wave.
    pub team: ReleaseTeam,
    /// Whether the viewer may open its page.
    pub within_reach: bool,
}

/// One line of the overview: a dimension of the organisation.
#[derive(Clone, Debug)]
pub struct DimensionRow {
    /// The dimension.
    pub dimension: Dimension,
    /// The figure now.
    pub now: Shown<DimensionFigures>,
    /// The change since the wave before, where both are shown and comparable.
    pub change: Option<Change>,
}

/// A point of a trend line.
#[derive(Clone, Debug)]
pub struct TrendPoint {
    /// The quarter.
    pub period: Period,
    /// The figure, or why there is none.
    pub shown: Shown<DimensionFigures>,
}

/// The trend of one dimension of one team over all published waves.
#[derive(Clone, Debug)]
pub struct DimensionTrend {
    /// The dimension.
    pub dimension: Dimension,
    /// One a wave, oldest first; waves that did not have the team are left out.
    pub points: Vec<TrendPoint>,
    /// The change since the wave before, where both are shown.
    pub change: Option<Change>,
    /// Waves left out because they asked other questions of this dimension.
    pub not_comparable: u32,
}

/// One cell of the heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    /// Score 0-100, or why there is none.
    pub shown: Shown<DimensionFigures>,
    /// The change since the wave before, where both are shown.
    pub change: Option<Change>,
}

/// The overview of one wave.
#[derive(Clone, Debug)]
pub struct OverviewView {
    /// Which wave.
    pub head: WaveHead,
    /// The organisation (a root of the tree).
    pub organisation: ReleaseTeam,
    /// Its dimensions.
    pub dimensions: Vec<DimensionRow>,
    /// The dimensions that are columns of the heat map, in order.
    pub columns: Vec<Dimension>,
    /// The teams within the viewer's reach, in reading order, with one heat cell a column.
    pub heat: Vec<(TeamRow, Vec<HeatCell>)>,
    /// What changed clearly since the wave before, in the teams within the viewer's reach.
    pub clear_changes: Vec<ClearChange>,
    /// How many comparisons with the wave before there were in those teams.
    pub compared: u32,
    /// What goes with overall satisfaction: the question, and the dimensions.
    pub drivers: Option<(ReleaseItem, OutcomeDrivers)>,
    /// How far the items of each dimension go together.
    pub reliability: Vec<Reliability>,
    /// Items of the organisation, in survey order within their dimension.
    pub items: Vec<ItemRow>,
}

/// A change that is called one.
#[derive(Clone, Debug)]
pub struct ClearChange {
    /// The team.
    pub team: TeamRow,
    /// The item.
    pub item: ReleaseItem,
    /// The wave it is compared with.
    pub since: Period,
    /// How it compares.
    pub figures: ChangeFigures,
}

/// One item of one team.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// The item as it was asked.
    pub item: ReleaseItem,
    /// The figures now.
    pub now: Shown<CellFigures>,
    /// The same item in the wave before, where it is the same series.
    pub before: Option<(Period, Shown<CellFigures>)>,
    /// How the two compare, where both are shown.
    pub change: Option<ChangeFigures>,
    /// Where the change comes from, for a team that contains teams.
    pub composition: Option<Composition>,
    /// The trend over all comparable waves, for scales with favourable answers.
    pub trend: Option<Trend>,
    /// Promoters and detractors, where the item asks for a recommendation and shows how many
    /// chose which value.
    pub net_promoter: Option<NetPromoter>,
}

/// The comments to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentGroup {
    /// The question as it was asked.
    pub wording: String,
    /// What was written, in the random order of the release.
    pub texts: Vec<String>,
}

/// The page of one team.
#[derive(Clone, Debug)]
pub struct TeamView {
    /// Which wave.
    pub head: WaveHead,
    /// The team as it stood then.
    pub team: ReleaseTeam,
    /// The teams above it, from the root, with whether the viewer may open them.
    pub above: Vec<TeamRow>,
    /// The teams directly below that the viewer may open.
    pub below: Vec<TeamRow>,
    /// Dimensions over all waves.
    pub trends: Vec<DimensionTrend>,
    /// Items of this wave.
    pub items: Vec<ItemRow>,
    /// Comments that may be read, by question in survey order.
    pub comments: Vec<CommentGroup>,
    /// The nearest team above with figures, to look at instead of withheld ones.
    pub look_instead: Option<TeamRow>,
    /// What people of the team said in the quarter.
    pub voices: Voices,
    /// Surveys and interviews on one axis; none where there is only one survey.
    pub timeline: Option<Timeline>,
}

/// One team's line on an item page.
#[derive(Clone, Debug)]
pub struct ItemTeamRow {
    /// The team.
    pub team: TeamRow,
    /// Its figures.
    pub shown: Shown<CellFigures>,
    /// The change since the wave before, where both are shown.
    pub change: Option<(Period, ChangeFigures)>,
}

/// The page of one item.
#[derive(Clone, Debug)]
pub struct ItemView {
    /// Which wave.
    pub head: WaveHead,
    /// The item as it was asked.
    pub item: ReleaseItem,
    /// The organisation's figures over all comparable waves, oldest first.
    pub trend: Vec<(Period, Shown<CellFigures>)>,
    /// What may be said about that trend.
    pub verdict: Option<Trend>,
    /// All teams within reach: those that contain teams in reading order, then the others by
    /// their pooled estimate, the highest first, and last those that show none.
    pub teams: Vec<ItemTeamRow>,
    /// The same by groups of people, where there are teams large enough.
    pub groups: Option<ItemGroups>,
    /// What was said in the quarter for or against themes that the item's figures are evidence of.
    pub voices: Voices,
}

/// One item by the answers to another.
#[derive(Clone, Debug)]
pub struct ItemGroups {
    /// The question by whose answers people are grouped.
    pub question: String,
    /// Its options.
    pub options: Vec<String>,
    /// The teams that are broken down, in reading order; never empty.
    pub teams: Vec<TeamGroups>,
}

/// The groups of one team.
#[derive(Clone, Debug)]
pub struct TeamGroups {
    /// The team.
    pub team: TeamRow,
    /// The whole team's share of favourable answers, 0 to 1, where it is shown.
    pub share: Option<f64>,
    /// One for each option.
    pub groups: Vec<Shown<GroupFigures>>,
}

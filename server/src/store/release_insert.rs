//! Writing a release, all of it at once.

use super::{Result, Tx, on_db, statements, to_json};
use app::{
    domain::ReleaseId,
    report::{Cell, DimensionCell, Interval, Release, Withheld},
};

statements! {
    INSERT = "INSERT INTO releases (id, wave_id, policy, grouping_item_id) VALUES ($1, $2, $3, $4)";
}

const TEAM_COLUMNS: [&str; 9] = [
    "release_id",
    "team_id",
    "parent_id",
    "name",
    "position",
    "depth",
    "invited",
    "participation",
    "responses",
];
const ITEM_COLUMNS: [&str; 10] = [
    "release_id",
    "item_id",
    "item_version_id",
    "series",
    "key",
    "wording",
    "dimension",
    "scale",
    "reverse",
    "position",
];
const CELL_COLUMNS: [&str; 22] = [
    "release_id",
    "team_id",
    "item_id",
    "withheld",
    "band",
    "answered",
    "not_applicable",
    "favourable",
    "share",
    "population",
    "exact_low",
    "exact_high",
    "bound_low",
    "bound_high",
    "low",
    "high",
    "pooled",
    "pooled_low",
    "pooled_high",
    "score",
    "mean",
    "distribution",
];
const DIMENSION_COLUMNS: [&str; 9] = [
    "release_id",
    "team_id",
    "dimension",
    "withheld",
    "answered",
    "score",
    "deviation",
    "low",
    "high",
];
const COMMENT_COLUMNS: [&str; 5] = ["release_id", "position", "team_id", "item_id", "comment"];

impl Tx {
    /// Writes a whole release.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the wave has one already.
    pub async fn insert_release(&mut self, id: ReleaseId, release: &Release) -> Result<()> {
        let policy = to_json(&release.policy)?;
        on_db!(self, |db| sqlx::query(INSERT)
            .bind(id)
            .bind(release.wave)
            .bind(&policy)
            .bind(release.grouping)
            .execute(db)
            .await
            .map(|_| ()))?;
        let teams = release.teams.iter().map(|team| {
            [
                id.into(),
                team.team.into(),
                team.parent.into(),
                team.name.as_str().into(),
                team.position.into(),
                team.depth.into(),
                team.invited.into(),
                team.participation.into(),
                team.responses.into(),
            ]
        });
        self.insert_rows("release_teams", TEAM_COLUMNS, Box::new(teams)).await?;
        let items = release
            .items
            .iter()
            .map(|item| {
                Ok([
                    id.into(),
                    item.item.into(),
                    item.version.into(),
                    item.series.into(),
                    item.key.as_str().into(),
                    item.wording.as_str().into(),
                    item.dimension.name().into(),
                    to_json(&item.scale)?.into(),
                    item.reverse.into(),
                    item.position.into(),
                ])
            })
            .collect::<Result<Vec<_>>>()?;
        self.insert_rows("release_items", ITEM_COLUMNS, Box::new(items.into_iter())).await?;
        self.insert_cells(id, &release.cells).await?;
        self.insert_dimension_cells(id, &release.dimensions).await?;
        self.insert_groups(id, &release.groups).await?;
        self.insert_changes(id, &release.changes).await?;
        self.insert_across(id, release).await?;
        let comments = (0_i64..).zip(&release.comments).map(|(position, comment)| {
            [
                id.into(),
                position.into(),
                comment.team.into(),
                comment.item.into(),
                comment.text.as_str().into(),
            ]
        });
        self.insert_rows("release_comments", COMMENT_COLUMNS, Box::new(comments)).await
    }

    async fn insert_cells(&mut self, id: ReleaseId, cells: &[Cell]) -> Result<()> {
        let mut cells: Vec<&Cell> = cells.iter().collect();
        cells.sort_unstable_by_key(|cell| (cell.team, cell.item));
        let distributions = cells
            .iter()
            .map(|cell| cell.shown.exact()?.distribution.as_ref().map(to_json))
            .map(Option::transpose)
            .collect::<Result<Vec<_>>>()?;
        let low = |interval: Option<Interval>| interval.map(|interval| interval.low);
        let high = |interval: Option<Interval>| interval.map(|interval| interval.high);
        let rows = cells.into_iter().zip(distributions).map(|(cell, distribution)| {
            let (exact, banded) = (cell.shown.exact(), cell.shown.banded());
            let answered = exact.map(|figures| figures.answered);
            // A cell that is not shown has no figures: every column of it is empty.
            let figures = exact.cloned().unwrap_or_default();
            [
                id.into(),
                cell.team.into(),
                cell.item.into(),
                cell.shown.withheld().map(Withheld::name).into(),
                banded.map(|cell| cell.band.name()).into(),
                answered.or(banded.map(|cell| cell.answered)).into(),
                figures.not_applicable.into(),
                figures.favourable.into(),
                figures.share.into(),
                figures.population.into(),
                low(figures.interval).into(),
                high(figures.interval).into(),
                low(figures.bounds).into(),
                high(figures.bounds).into(),
                low(figures.process_interval).into(),
                high(figures.process_interval).into(),
                figures.pooled.into(),
                low(figures.pooled_interval).into(),
                high(figures.pooled_interval).into(),
                figures.score.into(),
                figures.mean.into(),
                distribution.into(),
            ]
        });
        self.insert_rows("release_cells", CELL_COLUMNS, Box::new(rows)).await
    }

    async fn insert_dimension_cells(
        &mut self,
        id: ReleaseId,
        cells: &[DimensionCell],
    ) -> Result<()> {
        let mut cells: Vec<&DimensionCell> = cells.iter().collect();
        cells.sort_unstable_by_key(|cell| (cell.team, cell.dimension.name()));
        let rows = cells.into_iter().map(|cell| {
            let figures = cell.shown.exact();
            [
                id.into(),
                cell.team.into(),
                cell.dimension.name().into(),
                cell.shown.withheld().map(Withheld::name).into(),
                figures.map(|figures| figures.answered).into(),
                figures.map(|figures| figures.score).into(),
                figures.map(|figures| figures.deviation).into(),
                figures.map(|figures| figures.interval.low).into(),
                figures.map(|figures| figures.interval.high).into(),
            ]
        });
        self.insert_rows("release_dimensions", DIMENSION_COLUMNS, Box::new(rows)).await
    }
}

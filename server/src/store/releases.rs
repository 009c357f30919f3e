//! Releases: the frozen, published tables of a wave. Written once (see `release_insert`), only ever read after.

use super::{Result, StoreError, Tx, from_json, on_db, statements};
use app::{
    domain::{Dimension, ItemId, ItemVersionId, Period, ProgramId, ReleaseId, TeamId, WaveId},
    report::{
        Band, Banded, Cell, CellFigures, DimensionCell, DimensionFigures, Interval, ReleaseComment,
        ReleaseItem, ReleaseTeam, Shown, Withheld,
    },
};

statements! {
    OF_WAVE = "SELECT id, policy, grouping_item_id FROM releases WHERE wave_id = $1";
    TEAMS = "SELECT team_id, parent_id, name, position, depth, invited, participation, responses
        FROM release_teams WHERE release_id = $1 ORDER BY position";
    // One look into the key of each release of the program.
    TEAM_OVER_TIME = "SELECT r.wave_id, t.participation FROM waves w
        JOIN releases r ON r.wave_id = w.id
        JOIN release_teams t ON t.release_id = r.id AND t.team_id = $2
        WHERE w.program_id = $1";
    NEWEST_OF_TEAM = "SELECT w.id FROM waves w JOIN releases r ON r.wave_id = w.id
        JOIN release_teams t ON t.release_id = r.id AND t.team_id = $1
        WHERE w.state = 'published' AND w.period_ordinal <= $2
        ORDER BY w.period_ordinal DESC, w.id LIMIT 1";
    ITEMS = "SELECT item_id, item_version_id, series, key, wording, dimension, scale, reverse, position
        FROM release_items WHERE release_id = $1 ORDER BY position";
    CELLS = "SELECT team_id, item_id, withheld, band, answered, not_applicable, favourable, share, population,
        exact_low, exact_high, bound_low, bound_high, low, high, pooled, pooled_low, pooled_high, score, mean,
        distribution FROM release_cells WHERE release_id = $1";
    EXACT_CELLS = "SELECT team_id, item_id, answered, share, pooled, score FROM release_cells
        WHERE release_id = $1 AND withheld IS NULL AND band IS NULL";
    CELLS_OF_TEAM = "SELECT team_id, item_id, withheld, band, answered, not_applicable, favourable, share, population,
        exact_low, exact_high, bound_low, bound_high, low, high, pooled, pooled_low, pooled_high, score, mean,
        distribution FROM release_cells WHERE release_id = $1 AND team_id = $2";
    CELLS_OF_ITEM = "SELECT team_id, item_id, withheld, band, answered, not_applicable, favourable, share, population,
        exact_low, exact_high, bound_low, bound_high, low, high, pooled, pooled_low, pooled_high, score, mean,
        distribution FROM release_cells WHERE release_id = $1 AND item_id = $2";
    ROOT_CELL = "SELECT team_id, item_id, withheld, band, answered, not_applicable, favourable, share, population,
        exact_low, exact_high, bound_low, bound_high, low, high, pooled, pooled_low, pooled_high, score, mean,
        distribution FROM release_cells WHERE release_id = $1 AND item_id = $2 AND team_id =
        (SELECT team_id FROM release_teams WHERE release_id = $1 ORDER BY position LIMIT 1)";
    DIMENSIONS = "SELECT team_id, dimension, withheld, answered, score, deviation, low, high
        FROM release_dimensions WHERE release_id = $1";
    DIMENSIONS_OF_TEAM = "SELECT team_id, dimension, withheld, answered, score, deviation, low, high
        FROM release_dimensions WHERE release_id = $1 AND team_id = $2";
    COMMENTS_OF_TEAM = "SELECT team_id, item_id, comment FROM release_comments
        WHERE release_id = $1 AND team_id = $2 ORDER BY position";
    COMMENTS = "SELECT team_id, item_id, comment FROM release_comments
        WHERE release_id = $1 ORDER BY position";
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    id: ReleaseId,
    policy: String,
    grouping_item_id: Option<ItemId>,
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    team_id: TeamId,
    parent_id: Option<TeamId>,
    name: String,
    position: i64,
    depth: i64,
    invited: Option<i64>,
    participation: Option<f64>,
    responses: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    item_id: ItemId,
    item_version_id: ItemVersionId,
    series: i64,
    key: String,
    wording: String,
    dimension: String,
    scale: String,
    reverse: bool,
    position: i64,
}

#[derive(sqlx::FromRow)]
struct CellRow {
    team_id: TeamId,
    item_id: ItemId,
    withheld: Option<String>,
    band: Option<String>,
    answered: Option<i64>,
    not_applicable: Option<i64>,
    favourable: Option<i64>,
    share: Option<f64>,
    population: Option<i64>,
    exact_low: Option<f64>,
    exact_high: Option<f64>,
    bound_low: Option<f64>,
    bound_high: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    pooled: Option<f64>,
    pooled_low: Option<f64>,
    pooled_high: Option<f64>,
    score: Option<f64>,
    mean: Option<f64>,
    distribution: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ComparedRow {
    team_id: TeamId,
    item_id: ItemId,
    answered: Option<i64>,
    share: Option<f64>,
    pooled: Option<f64>,
    score: Option<f64>,
}

#[derive(sqlx::FromRow)]
struct DimensionRow {
    team_id: TeamId,
    dimension: String,
    withheld: Option<String>,
    answered: Option<i64>,
    score: Option<f64>,
    deviation: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(sqlx::FromRow)]
struct CommentRow {
    team_id: TeamId,
    item_id: ItemId,
    comment: String,
}

fn count(value: Option<i64>) -> Option<u32> {
    value.and_then(|value| u32::try_from(value).ok())
}

fn reason(text: &str) -> Result<Withheld> {
    Withheld::parse(text).ok_or_else(|| StoreError::Corrupt(format!("reason {text}")))
}

fn dimension(text: &str) -> Result<Dimension> {
    Dimension::parse(text).ok_or_else(|| StoreError::Corrupt(format!("dimension {text}")))
}

fn interval(low: Option<f64>, high: Option<f64>) -> Option<Interval> {
    low.zip(high).map(|(low, high)| Interval { low, high })
}

fn missing() -> StoreError {
    StoreError::Corrupt("a shown cell without figures".to_owned())
}

fn cell(row: CellRow) -> Result<Cell> {
    let answered = || count(row.answered).ok_or_else(missing);
    let shown = match (row.withheld, row.band) {
        (Some(text), _) => Shown::Withheld(reason(&text)?),
        (None, Some(text)) => {
            let band = Band::parse(&text)
                .ok_or_else(|| StoreError::Corrupt(format!("side of a scale {text}")))?;
            Shown::Banded(Banded { band, answered: answered()? })
        }
        (None, None) => Shown::Exact(CellFigures {
            answered: answered()?,
            not_applicable: count(row.not_applicable),
            favourable: count(row.favourable),
            share: row.share,
            population: count(row.population),
            interval: interval(row.exact_low, row.exact_high),
            bounds: interval(row.bound_low, row.bound_high),
            process_interval: interval(row.low, row.high),
            pooled: row.pooled,
            pooled_interval: interval(row.pooled_low, row.pooled_high),
            score: row.score,
            mean: row.mean,
            distribution: row.distribution.as_deref().map(from_json).transpose()?,
        }),
    };
    Ok(Cell { team: row.team_id, item: row.item_id, shown })
}

fn dimension_cell(row: DimensionRow) -> Result<DimensionCell> {
    let shown = match row.withheld {
        Some(text) => Shown::Withheld(reason(&text)?),
        None => Shown::Exact(DimensionFigures {
            answered: count(row.answered).ok_or_else(missing)?,
            score: row.score.ok_or_else(missing)?,
            deviation: row.deviation.ok_or_else(missing)?,
            interval: interval(row.low, row.high).ok_or_else(missing)?,
        }),
    };
    Ok(DimensionCell { team: row.team_id, dimension: dimension(&row.dimension)?, shown })
}

fn comment(row: CommentRow) -> ReleaseComment {
    ReleaseComment { team: row.team_id, item: row.item_id, text: row.comment }
}

/// A release without its cells, which are read by what a page needs.
#[derive(Clone, Debug)]
pub struct ReleaseHead {
    /// Identity.
    pub id: ReleaseId,
    /// The rules it was made by.
    pub policy: app::domain::DisclosurePolicy,
    /// The item by which large teams are broken down.
    pub grouping: Option<ItemId>,
}

impl Tx {
    /// The release of a wave, if it is published.
    pub async fn release_head(&mut self, wave: WaveId) -> Result<Option<ReleaseHead>> {
        let row: Option<HeadRow> =
            on_db!(self, |db| sqlx::query_as(OF_WAVE).bind(wave).fetch_optional(db).await)?;
        row.map(|row| {
            let policy = from_json(&row.policy)?;
            Ok(ReleaseHead { id: row.id, policy, grouping: row.grouping_item_id })
        })
        .transpose()
    }

    /// The teams of a release, in reading order.
    pub async fn release_teams(&mut self, id: ReleaseId) -> Result<Vec<ReleaseTeam>> {
        let rows: Vec<TeamRow> =
            on_db!(self, |db| sqlx::query_as(TEAMS).bind(id).fetch_all(db).await)?;
        let team = |row: TeamRow| ReleaseTeam {
            team: row.team_id,
            parent: row.parent_id,
            name: row.name,
            position: row.position,
            depth: row.depth,
            invited: count(row.invited),
            participation: row.participation,
            responses: count(row.responses),
        };
        Ok(rows.into_iter().map(team).collect())
    }

    /// The published waves of a program that had a team, and how many of it took part where that is
    /// told.
    pub async fn release_team_over_time(
        &mut self,
        program: ProgramId,
        team: TeamId,
    ) -> Result<Vec<(WaveId, Option<f64>)>> {
        on_db!(self, |db| sqlx::query_as(TEAM_OVER_TIME)
            .bind(program)
            .bind(team)
            .fetch_all(db)
            .await)
    }

    /// The newest published wave that had a team and is not of a later period than this one.
    pub async fn newest_release_of_team(
        &mut self,
        team: TeamId,
        until: Period,
    ) -> Result<Option<WaveId>> {
        let row: Option<(WaveId,)> = on_db!(self, |db| sqlx::query_as(NEWEST_OF_TEAM)
            .bind(team)
            .bind(i64::from(until.ordinal()))
            .fetch_optional(db)
            .await)?;
        Ok(row.map(|(wave,)| wave))
    }

    /// The items of a release, in survey order.
    pub async fn release_items(&mut self, id: ReleaseId) -> Result<Vec<ReleaseItem>> {
        let rows: Vec<ItemRow> =
            on_db!(self, |db| sqlx::query_as(ITEMS).bind(id).fetch_all(db).await)?;
        rows.into_iter()
            .map(|row| {
                Ok(ReleaseItem {
                    item: row.item_id,
                    version: row.item_version_id,
                    series: row.series,
                    key: row.key,
                    wording: row.wording,
                    dimension: dimension(&row.dimension)?,
                    scale: from_json(&row.scale)?,
                    reverse: row.reverse,
                    position: row.position,
                })
            })
            .collect()
    }

    /// All cells of a release.
    pub async fn release_cells(&mut self, id: ReleaseId) -> Result<Vec<Cell>> {
        let rows: Vec<CellRow> =
            on_db!(self, |db| sqlx::query_as(CELLS).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(cell).collect()
    }

    /// The cells that are shown exactly, with as much of their figures as changes are made of:
    /// answers, share, pooled share and score. All of it is much more in a large organisation.
    pub async fn release_cells_to_compare(&mut self, id: ReleaseId) -> Result<Vec<Cell>> {
        let rows: Vec<ComparedRow> =
            on_db!(self, |db| sqlx::query_as(EXACT_CELLS).bind(id).fetch_all(db).await)?;
        rows.into_iter()
            .map(|row| {
                let figures = CellFigures {
                    answered: count(row.answered).ok_or_else(missing)?,
                    share: row.share,
                    pooled: row.pooled,
                    score: row.score,
                    ..CellFigures::default()
                };
                let shown = Shown::Exact(figures);
                Ok(Cell { team: row.team_id, item: row.item_id, shown })
            })
            .collect()
    }

    /// The cells of one team.
    pub async fn release_cells_of_team(
        &mut self,
        id: ReleaseId,
        team: TeamId,
    ) -> Result<Vec<Cell>> {
        let rows: Vec<CellRow> = on_db!(self, |db| sqlx::query_as(CELLS_OF_TEAM)
            .bind(id)
            .bind(team)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(cell).collect()
    }

    /// The cells of one item.
    pub async fn release_cells_of_item(
        &mut self,
        id: ReleaseId,
        item: ItemId,
    ) -> Result<Vec<Cell>> {
        let rows: Vec<CellRow> = on_db!(self, |db| sqlx::query_as(CELLS_OF_ITEM)
            .bind(id)
            .bind(item)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(cell).collect()
    }

    /// One item of the whole organisation.
    pub async fn release_root_cell(
        &mut self,
        id: ReleaseId,
        item: ItemId,
    ) -> Result<Option<Shown<CellFigures>>> {
        let row: Option<CellRow> = on_db!(self, |db| sqlx::query_as(ROOT_CELL)
            .bind(id)
            .bind(item)
            .fetch_optional(db)
            .await)?;
        row.map(|row| Ok(cell(row)?.shown)).transpose()
    }

    /// All dimension cells of a release.
    pub async fn release_dimensions(&mut self, id: ReleaseId) -> Result<Vec<DimensionCell>> {
        let rows: Vec<DimensionRow> =
            on_db!(self, |db| sqlx::query_as(DIMENSIONS).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(dimension_cell).collect()
    }

    /// The dimension cells of one team.
    pub async fn release_dimensions_of_team(
        &mut self,
        id: ReleaseId,
        team: TeamId,
    ) -> Result<Vec<DimensionCell>> {
        let rows: Vec<DimensionRow> = on_db!(self, |db| sqlx::query_as(DIMENSIONS_OF_TEAM)
            .bind(id)
            .bind(team)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(dimension_cell).collect()
    }

    /// The comments that may be read in one team, in their random order.
    pub async fn release_comments_of_team(
        &mut self,
        id: ReleaseId,
        team: TeamId,
    ) -> Result<Vec<ReleaseComment>> {
        let rows: Vec<CommentRow> = on_db!(self, |db| sqlx::query_as(COMMENTS_OF_TEAM)
            .bind(id)
            .bind(team)
            .fetch_all(db)
            .await)?;
        Ok(rows.into_iter().map(comment).collect())
    }

    /// All comments of a release, in their random order.
    pub async fn release_comments(&mut self, id: ReleaseId) -> Result<Vec<ReleaseComment>> {
        let rows: Vec<CommentRow> =
            on_db!(self, |db| sqlx::query_as(COMMENTS).bind(id).fetch_all(db).await)?;
        Ok(rows.into_iter().map(comment).collect())
    }
}

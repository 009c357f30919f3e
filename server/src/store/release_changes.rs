//! What a release says beyond its cells: changes since the wave before, and across items.

use super::{Result, StoreError, Tx, on_db, statements};
use app::{
    domain::{Dimension, ItemId, ReleaseId, TeamId},
    report::{
        ChangeFigures, Driver, Interval, OutcomeDrivers, Release, ReleaseChange, Reliability,
        Verdict,
    },
};

statements! {
    CHANGES = "SELECT team_id, item_id, since, delta, cliffs_delta, p, q, verdict, detectable
        FROM release_changes WHERE release_id = $1";
    CHANGES_OF_TEAM = "SELECT team_id, item_id, since, delta, cliffs_delta, p, q, verdict, detectable
        FROM release_changes WHERE release_id = $1 AND team_id = $2";
    CHANGES_OF_ITEM = "SELECT team_id, item_id, since, delta, cliffs_delta, p, q, verdict, detectable
        FROM release_changes WHERE release_id = $1 AND item_id = $2";
    CLEAR_CHANGES = "SELECT team_id, item_id, since, delta, cliffs_delta, p, q, verdict, detectable
        FROM release_changes WHERE release_id = $1 AND verdict <> 'no-clear-change'";
    COMPARISONS = "SELECT team_id, COUNT(*) FROM release_changes WHERE release_id = $1 GROUP BY team_id";
    RELIABILITY = "SELECT dimension, items, answered, alpha FROM release_reliability
        WHERE release_id = $1 ORDER BY dimension";
    DRIVERS = "SELECT dimension, outcome_item_id, answered, r_squared, share, low, high
        FROM release_drivers WHERE release_id = $1 ORDER BY share DESC, dimension";
    INSERT_RELIABILITY = "INSERT INTO release_reliability (release_id, dimension, items, answered, alpha)
        VALUES ($1, $2, $3, $4, $5)";
    INSERT_DRIVER = "INSERT INTO release_drivers (release_id, dimension, outcome_item_id, answered,
        r_squared, share, low, high) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

const COLUMNS: [&str; 10] = [
    "release_id",
    "team_id",
    "item_id",
    "since",
    "delta",
    "cliffs_delta",
    "p",
    "q",
    "verdict",
    "detectable",
];

#[derive(sqlx::FromRow)]
struct ChangeRow {
    team_id: TeamId,
    item_id: ItemId,
    since: String,
    delta: f64,
    cliffs_delta: Option<f64>,
    p: Option<f64>,
    q: Option<f64>,
    verdict: String,
    detectable: Option<f64>,
}

#[derive(sqlx::FromRow)]
struct ReliabilityRow {
    dimension: String,
    items: i64,
    answered: i64,
    alpha: f64,
}

#[derive(sqlx::FromRow)]
struct DriverRow {
    dimension: String,
    outcome_item_id: ItemId,
    answered: i64,
    r_squared: f64,
    share: f64,
    low: Option<f64>,
    high: Option<f64>,
}

fn corrupt(what: impl Into<String>) -> StoreError {
    StoreError::Corrupt(what.into())
}

fn count(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| corrupt(format!("a count of {value}")))
}

fn dimension(text: &str) -> Result<Dimension> {
    Dimension::parse(text).ok_or_else(|| corrupt(format!("dimension {text}")))
}

fn change(row: ChangeRow) -> Result<ReleaseChange> {
    Ok(ReleaseChange {
        team: row.team_id,
        item: row.item_id,
        since: row.since.parse().map_err(|_| corrupt(format!("period {}", row.since)))?,
        figures: ChangeFigures {
            delta: row.delta,
            cliffs_delta: row.cliffs_delta,
            p: row.p,
            q: row.q,
            verdict: Verdict::parse(&row.verdict)
                .ok_or_else(|| corrupt(format!("verdict {}", row.verdict)))?,
            detectable: row.detectable,
        },
    })
}

impl Tx {
    pub(super) async fn insert_changes(
        &mut self,
        id: ReleaseId,
        changes: &[ReleaseChange],
    ) -> Result<()> {
        let mut changes: Vec<&ReleaseChange> = changes.iter().collect();
        changes.sort_unstable_by_key(|change| (change.team, change.item));
        let rows = changes.into_iter().map(|change| {
            let figures = &change.figures;
            [
                id.into(),
                change.team.into(),
                change.item.into(),
                change.since.to_string().into(),
                figures.delta.into(),
                figures.cliffs_delta.into(),
                figures.p.into(),
                figures.q.into(),
                figures.verdict.name().into(),
                figures.detectable.into(),
            ]
        });
        self.insert_rows("release_changes", COLUMNS, Box::new(rows)).await
    }

    pub(super) async fn insert_across(&mut self, id: ReleaseId, release: &Release) -> Result<()> {
        for row in &release.reliability {
            on_db!(self, |db| sqlx::query(INSERT_RELIABILITY)
                .bind(id)
                .bind(row.dimension.name())
                .bind(i64::from(row.items))
                .bind(i64::from(row.answered))
                .bind(row.alpha)
                .execute(db)
                .await
                .map(|_| ()))?;
        }
        let Some(drivers) = &release.drivers else { return Ok(()) };
        for (dimension, driver) in &drivers.dimensions {
            on_db!(self, |db| sqlx::query(INSERT_DRIVER)
                .bind(id)
                .bind(dimension.name())
                .bind(drivers.outcome)
                .bind(i64::from(drivers.answered))
                .bind(drivers.r_squared)
                .bind(driver.share)
                .bind(driver.interval.map(|interval| interval.low))
                .bind(driver.interval.map(|interval| interval.high))
                .execute(db)
                .await
                .map(|_| ()))?;
        }
        Ok(())
    }

    /// All changes of a release.
    pub async fn release_changes(&mut self, id: ReleaseId) -> Result<Vec<ReleaseChange>> {
        let rows: Vec<ChangeRow> =
            on_db!(self, |db| sqlx::query_as(CHANGES).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(change).collect()
    }

    /// The changes of one team.
    pub async fn release_changes_of_team(
        &mut self,
        id: ReleaseId,
        team: TeamId,
    ) -> Result<Vec<ReleaseChange>> {
        let rows: Vec<ChangeRow> = on_db!(self, |db| sqlx::query_as(CHANGES_OF_TEAM)
            .bind(id)
            .bind(team)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(change).collect()
    }

    /// The changes of one item.
    pub async fn release_changes_of_item(
        &mut self,
        id: ReleaseId,
        item: ItemId,
    ) -> Result<Vec<ReleaseChange>> {
        let rows: Vec<ChangeRow> = on_db!(self, |db| sqlx::query_as(CHANGES_OF_ITEM)
            .bind(id)
            .bind(item)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(change).collect()
    }

    /// The changes of a release that are clear, up or down.
    pub async fn release_clear_changes(&mut self, id: ReleaseId) -> Result<Vec<ReleaseChange>> {
        let rows: Vec<ChangeRow> =
            on_db!(self, |db| sqlx::query_as(CLEAR_CHANGES).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(change).collect()
    }

    /// How many comparisons each team of a release has.
    pub async fn release_comparisons(&mut self, id: ReleaseId) -> Result<Vec<(TeamId, u32)>> {
        let rows: Vec<(TeamId, i64)> =
            on_db!(self, |db| sqlx::query_as(COMPARISONS).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(|(team, comparisons)| Ok((team, count(comparisons)?))).collect()
    }

    /// How far the items of each dimension go together.
    pub async fn release_reliability(&mut self, id: ReleaseId) -> Result<Vec<Reliability>> {
        let rows: Vec<ReliabilityRow> =
            on_db!(self, |db| sqlx::query_as(RELIABILITY).bind(id).fetch_all(db).await)?;
        let row = |row: ReliabilityRow| {
            Ok(Reliability {
                dimension: dimension(&row.dimension)?,
                items: count(row.items)?,
                answered: count(row.answered)?,
                alpha: row.alpha,
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// What goes with overall satisfaction, where enough people answered to tell.
    pub async fn release_drivers(&mut self, id: ReleaseId) -> Result<Option<OutcomeDrivers>> {
        let rows: Vec<DriverRow> =
            on_db!(self, |db| sqlx::query_as(DRIVERS).bind(id).fetch_all(db).await)?;
        let Some(first) = rows.first() else { return Ok(None) };
        Ok(Some(OutcomeDrivers {
            outcome: first.outcome_item_id,
            answered: count(first.answered)?,
            r_squared: first.r_squared,
            dimensions: rows
                .iter()
                .map(|row| {
                    let interval = row.low.zip(row.high);
                    let interval = interval.map(|(low, high)| Interval { low, high });
                    Ok((dimension(&row.dimension)?, Driver { share: row.share, interval }))
                })
                .collect::<Result<_>>()?,
        }))
    }
}

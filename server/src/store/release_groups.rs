//! Figures of groups within large teams, part of a release.

use super::{Result, StoreError, Tx, on_db, statements};
use app::{
    domain::{ItemId, ReleaseId, TeamId},
    report::{Band, Banded, GroupCell, GroupFigures, Interval, Shown, Withheld},
};

statements! {
    ALL = "SELECT team_id, item_id, choice, withheld, band, answered, favourable, share, low, high
        FROM release_groups WHERE release_id = $1 ORDER BY item_id, team_id, choice";
    OF_ITEM = "SELECT team_id, item_id, choice, withheld, band, answered, favourable, share, low, high
        FROM release_groups WHERE release_id = $1 AND item_id = $2 ORDER BY team_id, choice";
}

const COLUMNS: [&str; 11] = [
    "release_id",
    "team_id",
    "item_id",
    "choice",
    "withheld",
    "band",
    "answered",
    "favourable",
    "share",
    "low",
    "high",
];

#[derive(sqlx::FromRow)]
struct GroupRow {
    team_id: TeamId,
    item_id: ItemId,
    choice: i64,
    withheld: Option<String>,
    band: Option<String>,
    answered: Option<i64>,
    favourable: Option<i64>,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl TryFrom<GroupRow> for GroupCell {
    type Error = StoreError;

    fn try_from(row: GroupRow) -> Result<Self> {
        let corrupt = || StoreError::Corrupt("a group without figures".to_owned());
        let count = |value: Option<i64>| {
            value.and_then(|value| u32::try_from(value).ok()).ok_or_else(corrupt)
        };
        let shown = match (row.withheld, row.band) {
            (Some(reason), _) => Shown::Withheld(
                Withheld::parse(&reason)
                    .ok_or_else(|| StoreError::Corrupt(format!("reason {reason}")))?,
            ),
            (None, Some(band)) => Shown::Banded(Banded {
                band: Band::parse(&band)
                    .ok_or_else(|| StoreError::Corrupt(format!("side of a scale {band}")))?,
                answered: count(row.answered)?,
            }),
            (None, None) => Shown::Exact(GroupFigures {
                answered: count(row.answered)?,
                favourable: count(row.favourable)?,
                share: row.share.ok_or_else(corrupt)?,
                interval: Interval {
                    low: row.low.ok_or_else(corrupt)?,
                    high: row.high.ok_or_else(corrupt)?,
                },
            }),
        };
        let option = u16::try_from(row.choice).map_err(|_| corrupt())?;
        Ok(Self { team: row.team_id, item: row.item_id, option, shown })
    }
}

impl Tx {
    pub(super) async fn insert_groups(
        &mut self,
        id: ReleaseId,
        groups: &[GroupCell],
    ) -> Result<()> {
        let rows = groups.iter().map(|group| {
            let (exact, banded) = (group.shown.exact(), group.shown.banded());
            let answered = exact.map(|figures| figures.answered);
            [
                id.into(),
                group.team.into(),
                group.item.into(),
                i64::from(group.option).into(),
                group.shown.withheld().map(Withheld::name).into(),
                banded.map(|banded| banded.band.name()).into(),
                answered.or(banded.map(|banded| banded.answered)).into(),
                exact.map(|figures| figures.favourable).into(),
                exact.map(|figures| figures.share).into(),
                exact.map(|figures| figures.interval.low).into(),
                exact.map(|figures| figures.interval.high).into(),
            ]
        });
        self.insert_rows("release_groups", COLUMNS, Box::new(rows)).await
    }

    /// All groups of a release.
    pub async fn release_groups(&mut self, id: ReleaseId) -> Result<Vec<GroupCell>> {
        let rows: Vec<GroupRow> =
            on_db!(self, |db| sqlx::query_as(ALL).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(GroupCell::try_from).collect()
    }

    /// The groups of one item.
    pub async fn release_groups_of_item(
        &mut self,
        id: ReleaseId,
        item: ItemId,
    ) -> Result<Vec<GroupCell>> {
        let rows: Vec<GroupRow> =
            on_db!(self, |db| sqlx::query_as(OF_ITEM).bind(id).bind(item).fetch_all(db).await)?;
        rows.into_iter().map(GroupCell::try_from).collect()
    }
}

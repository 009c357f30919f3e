//! Writing a release, all of it at once.

use super::{Result, Tx, on_db, statements, to_json};
use app::{
    domain::ReleaseId,
    report::{Cell, DimensionCell, Interval, Release, Withheld},
};

statements! {
    INSERT = "INSERT INTO releases (id, wave_id, policy, grouping_item_id) VALUES ($1, $2, $3, $4)";
}

/// Rows of one INSERT; 22 columns of 1,400 rows stay below every driver's limit of parameters.
const CHUNK: usize = 1_400;

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
        for chunk in release.teams.chunks(CHUNK) {
            on_db!(self, |db| sqlx::QueryBuilder::new(
                "INSERT INTO release_teams (release_id, team_id, parent_id, name, position, depth, \
                 invited, participation, responses) "
            )
            .push_values(chunk, |mut row, team| {
                row.push_bind(id)
                    .push_bind(team.team)
                    .push_bind(team.parent)
                    .push_bind(team.name.clone())
                    .push_bind(team.position)
                    .push_bind(team.depth)
                    .push_bind(team.invited.map(i64::from))
                    .push_bind(team.participation)
                    .push_bind(team.responses.map(i64::from));
            })
            .build()
            .execute(db)
            .await
            .map(|_| ()))?;
        }
        let items = release
            .items
            .iter()
            .map(|item| Ok((item, to_json(&item.scale)?)))
            .collect::<Result<Vec<_>>>()?;
        for chunk in items.chunks(CHUNK) {
            on_db!(self, |db| {
                sqlx::QueryBuilder::new(
                "INSERT INTO release_items (release_id, item_id, item_version_id, series, key, wording, \
                 dimension, scale, reverse, position) "
            )
            .push_values(chunk, |mut row, (item, scale)| {
                row.push_bind(id)
                    .push_bind(item.item)
                    .push_bind(item.version)
                    .push_bind(item.series)
                    .push_bind(item.key.clone())
                    .push_bind(item.wording.clone())
                    .push_bind(item.dimension.name())
                    .push_bind(scale.clone())
                    .push_bind(item.reverse)
                    .push_bind(item.position);
            })
            .build()
            .execute(db)
            .await
            .map(|_| ())
            })?;
        }
        self.insert_cells(id, &release.cells).await?;
        self.insert_dimension_cells(id, &release.dimensions).await?;
        self.insert_groups(id, &release.groups).await?;
        self.insert_changes(id, &release.changes).await?;
        self.insert_across(id, release).await?;
        let comments: Vec<_> = (0_i64..).zip(&release.comments).collect();
        for chunk in comments.chunks(CHUNK) {
            on_db!(self, |db| sqlx::QueryBuilder::new(
                "INSERT INTO release_comments (release_id, position, team_id, item_id, comment) "
            )
            .push_values(chunk, |mut row, (position, comment)| {
                row.push_bind(id)
                    .push_bind(*position)
                    .push_bind(comment.team)
                    .push_bind(comment.item)
                    .push_bind(comment.text.clone());
            })
            .build()
            .execute(db)
            .await
            .map(|_| ()))?;
        }
        Ok(())
    }

    async fn insert_cells(&mut self, id: ReleaseId, cells: &[Cell]) -> Result<()> {
        // In the order of the key, so that the database appends instead of seeking.
        let mut cells: Vec<&Cell> = cells.iter().collect();
        cells.sort_unstable_by_key(|cell| (cell.team, cell.item));
        let rows = cells
            .into_iter()
            .map(|cell| {
                let figures = cell.shown.exact();
                let distribution = figures
                    .and_then(|figures| figures.distribution.as_ref())
                    .map(to_json)
                    .transpose()?;
                Ok((cell, figures, distribution))
            })
            .collect::<Result<Vec<_>>>()?;
        let low = |interval: Option<Interval>| interval.map(|interval| interval.low);
        let high = |interval: Option<Interval>| interval.map(|interval| interval.high);
        for chunk in rows.chunks(CHUNK) {
            on_db!(self, |db| {
                sqlx::QueryBuilder::new(
                "INSERT INTO release_cells (release_id, team_id, item_id, withheld, band, answered, \
                 not_applicable, favourable, share, population, exact_low, exact_high, bound_low, \
                 bound_high, low, high, pooled, pooled_low, pooled_high, score, mean, distribution) "
            )
            .push_values(chunk, |mut row, (cell, figures, distribution)| {
                let banded = cell.shown.banded();
                let answered =
                    figures.map(|figures| figures.answered).or(banded.map(|cell| cell.answered));
                // A cell that is not shown has no figures: every column of it is empty.
                let figures = figures.cloned().unwrap_or_default();
                row.push_bind(id)
                    .push_bind(cell.team)
                    .push_bind(cell.item)
                    .push_bind(cell.shown.withheld().map(Withheld::name))
                    .push_bind(banded.map(|cell| cell.band.name()))
                    .push_bind(answered.map(i64::from))
                    .push_bind(figures.not_applicable.map(i64::from))
                    .push_bind(figures.favourable.map(i64::from))
                    .push_bind(figures.share)
                    .push_bind(figures.population.map(i64::from))
                    .push_bind(low(figures.interval))
                    .push_bind(high(figures.interval))
                    .push_bind(low(figures.bounds))
                    .push_bind(high(figures.bounds))
                    .push_bind(low(figures.process_interval))
                    .push_bind(high(figures.process_interval))
                    .push_bind(figures.pooled)
                    .push_bind(low(figures.pooled_interval))
                    .push_bind(high(figures.pooled_interval))
                    .push_bind(figures.score)
                    .push_bind(figures.mean)
                    .push_bind(distribution.clone());
            })
            .build()
            .execute(db)
            .await
            .map(|_| ())
            })?;
        }
        Ok(())
    }

    async fn insert_dimension_cells(
        &mut self,
        id: ReleaseId,
        cells: &[DimensionCell],
    ) -> Result<()> {
        for chunk in cells.chunks(CHUNK) {
            on_db!(self, |db| {
                sqlx::QueryBuilder::new(
                "INSERT INTO release_dimensions (release_id, team_id, dimension, withheld, answered, \
                 score, deviation, low, high) "
            )
            .push_values(chunk, |mut row, cell| {
                let figures = cell.shown.exact();
                row.push_bind(id)
                    .push_bind(cell.team)
                    .push_bind(cell.dimension.name())
                    .push_bind(cell.shown.withheld().map(Withheld::name))
                    .push_bind(figures.map(|figures| i64::from(figures.answered)))
                    .push_bind(figures.map(|figures| figures.score))
                    .push_bind(figures.map(|figures| figures.deviation))
                    .push_bind(figures.map(|figures| figures.interval.low))
                    .push_bind(figures.map(|figures| figures.interval.high));
            })
            .build()
            .execute(db)
            .await
            .map(|_| ())
            })?;
        }
        Ok(())
    }
}

//! The page of one team in one wave.

use super::{
    Asked, DimensionCells, Published, by_team, change, item_rows, timeline::quarters,
    voices::stretch,
};
use crate::{
    auth::policy,
    service::{Error, Result, Services},
    store::Tx,
};
use app::{
    domain::{Dimension, TeamId, Viewer, WaveId},
    report::{
        ReleaseComment, Timeline, Voices,
        views::{CommentGroup, DimensionTrend, TeamRow, TeamView, TrendPoint, WaveHead},
    },
};

impl Services {
    pub(super) async fn team_view(
        &self,
        viewer: &Viewer,
        id: WaveId,
        team: TeamId,
    ) -> Result<TeamView> {
        let mut tx = self.store.read().await?;
        let head = self.wave_head(&mut tx, id).await?;
        let now = Published::load(&mut tx, &head).await?;
        if !policy::may_see_team(viewer, &now.tree, team) {
            return Err(Error::NotFound);
        }
        let shown_team = now.team(team).ok_or(Error::NotFound)?.clone();
        let earlier = Asked::before(&mut tx, &head).await?;
        let mut earlier_figures = Vec::new();
        for asked in &earlier {
            let figures = tx.release_dimensions_of_team(asked.head.id, team).await?;
            earlier_figures.push(by_team(figures));
        }
        let figures = by_team(tx.release_dimensions_of_team(now.asked.head.id, team).await?);
        let trends = Dimension::ALL
            .into_iter()
            .filter_map(|dimension| {
                let earlier = earlier.iter().zip(&earlier_figures);
                trend(team, dimension, &now, &figures, earlier)
            })
            .collect();
        let items = item_rows::of_team(&mut tx, &now, &earlier, team).await?;
        let comments = comments(&now, tx.release_comments_of_team(now.asked.head.id, team).await?);
        let index = now.tree.index_of(team).ok_or(Error::NotFound)?;
        let row = |at: usize| now.team(now.tree.teams()[at].id).map(|team| now.row(viewer, team));
        let mut above: Vec<TeamRow> =
            now.tree.ancestors_and_self(index).skip(1).filter_map(row).collect();
        above.reverse();
        let below =
            now.tree.children(index).filter_map(row).filter(|row| row.within_reach).collect();
        let look_instead = nearest_shown(&mut tx, &now, &above).await?;
        let (voices, timeline) = self.beside(&mut tx, viewer, &head, &now, team).await?;
        Ok(TeamView {
            head,
            team: shown_team,
            above,
            below,
            trends,
            items,
            comments,
            look_instead,
            voices,
            timeline,
        })
    }

    /// What stands beside the figures: what was said, and when surveys and interviews were.
    async fn beside(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        head: &WaveHead,
        now: &Published,
        team: TeamId,
    ) -> Result<(Voices, Option<Timeline>)> {
        let sight = self.sight(tx, viewer).await?;
        let Some((from, to)) = quarters(head, self.clock.now()) else {
            return Ok(Default::default());
        };
        let (Some((begins, _)), Some((_, ends))) = (stretch(from), stretch(to)) else {
            return Ok(Default::default());
        };
        let held = tx.interviews_held_in_team((begins, ends), team).await?;
        let timeline = self.timeline(tx, &sight, head, team, (from, to), &held).await?;
        let of_quarter: Vec<_> = match stretch(head.period) {
            Some((begins, ends)) => {
                held.into_iter().filter(|held| (begins..ends).contains(&held.starts_at)).collect()
            }
            None => Vec::new(),
        };
        let voices = self.voices_of_team(tx, &sight, now, team, &of_quarter).await?;
        Ok((voices, timeline))
    }
}

/// The nearest team above that the viewer may open and that has at least one figure.
async fn nearest_shown(tx: &mut Tx, now: &Published, above: &[TeamRow]) -> Result<Option<TeamRow>> {
    for row in above.iter().rev().filter(|row| row.within_reach) {
        let cells = tx.release_dimensions_of_team(now.asked.head.id, row.team.team).await?;
        if cells.iter().any(|cell| cell.shown.exact().is_some()) {
            return Ok(Some(row.clone()));
        }
    }
    Ok(None)
}

/// Comments under their questions, in survey order; those of a question stay in random order.
fn comments(now: &Published, comments: Vec<ReleaseComment>) -> Vec<CommentGroup> {
    let texts = |item| {
        comments
            .iter()
            .filter(|comment| comment.item == item)
            .map(|comment| comment.text.clone())
            .collect::<Vec<_>>()
    };
    now.asked
        .items
        .iter()
        .map(|item| CommentGroup { wording: item.wording.clone(), texts: texts(item.item) })
        .filter(|group| !group.texts.is_empty())
        .collect()
}

/// One dimension of one team over all waves up to the one shown; none where it was never asked.
fn trend<'a>(
    team: TeamId,
    dimension: Dimension,
    now: &Published,
    figures: &DimensionCells,
    earlier: impl Iterator<Item = (&'a Asked, &'a DimensionCells)>,
) -> Option<DimensionTrend> {
    let key = (team, dimension);
    let present = figures.get(&key)?;
    let makeup = now.asked.makeup(dimension);
    let mut points = Vec::new();
    let mut not_comparable = 0;
    let (mut last, mut newest_earlier) = (None, None);
    for (published, cells) in earlier {
        newest_earlier = Some(published.period);
        let Some(shown) = cells.get(&key) else { continue };
        if published.makeup(dimension) == makeup {
            points.push(TrendPoint { period: published.period, shown: shown.clone() });
            last = Some((published.period, shown));
        } else {
            not_comparable += 1;
            last = None;
        }
    }
    // Compared with the wave just before, or with nothing: an older one would be another question.
    let change = last
        .filter(|(period, _)| Some(*period) == newest_earlier)
        .and_then(|(period, shown)| change(present, shown, period));
    points.push(TrendPoint { period: now.asked.period, shown: present.clone() });
    Some(DimensionTrend { dimension, points, change, not_comparable })
}

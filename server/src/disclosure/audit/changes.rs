//! Working out the wave before: a change and this wave's share give that wave's share.

use super::{Audit, Auditor, Telltale, of};
use app::{domain::TeamId, report::CellFigures};

pub(super) fn changes(auditor: &Auditor<'_>, teams: &[TeamId], audit: &mut Audit) {
    for change in of(&auditor.changes, teams) {
        audit.tried += 1;
        let place = (change.team, change.item);
        let (now, before) = (auditor.exact_now.get(&place), auditor.exact_before.get(&place));
        let share = |cell: Option<&&CellFigures>| cell.and_then(|figures| figures.share);
        let score = |cell: Option<&&CellFigures>| cell.and_then(|figures| figures.score);
        let figures = &change.figures;
        let spread = figures.p.is_some() || figures.q.is_some() || figures.cliffs_delta.is_some();
        let what = match (share(now), share(before)) {
            (None, Some(_)) => "this wave's share, which is withheld",
            (Some(_), None) => "the earlier wave's share, which is withheld there",
            (None, None) => "how two withheld shares differ",
            (Some(_), Some(_)) if spread && (score(now).is_none() || score(before).is_none()) => {
                "how answers spread, where a score is kept back"
            }
            (Some(_), Some(_)) => continue,
        };
        let item = auditor.key(change.item).to_owned();
        audit.telltales.push(Telltale { item, team: change.team, what });
    }
}

//! What people said in a quarter, beside its figures. Interviews and surveys meet on a page here and
//! nowhere else: by team and time, never by person.

use super::Published;
use crate::{
    auth::policy,
    service::{
        Result, Services, calendar,
        evidence::sight::{Sight, shuffled},
    },
    store::{Tx, held::HeldInterview, passages::Passage},
};
use app::{
    domain::{HighlightId, ItemId, Period, TeamId, ThemeId, Viewer},
    report::{HeldOn, Voice, Voices, voices::MOST_QUOTES},
};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Interviews that are listed for researchers.
const MOST_INTERVIEWS: usize = 12;

/// From the first instant of a quarter or half-year to the first one after it.
pub(super) fn stretch(period: Period) -> Option<(i64, i64)> {
    calendar::begins(period).zip(calendar::begins(period.next()))
}

/// An interview for whoever may go there.
pub(super) fn held_on(viewer: &Viewer, held: &HeldInterview) -> HeldOn {
    let there = [Some(held.interviewer), held.observer];
    let may_read = policy::may_read_said(viewer, there, held.readers);
    HeldOn {
        day: calendar::day(held.starts_at),
        href: may_read.then(|| format!("/interviews/{}", held.id)),
    }
}

/// Listed for researchers only: whom else it concerns is told how many there were.
fn listed(voices: &mut Voices, viewer: &Viewer, held: &[HeldInterview]) {
    if viewer.roles.researcher {
        let shown = held.iter().rev().take(MOST_INTERVIEWS);
        voices.interviews = shown.map(|held| held_on(viewer, held)).collect();
        voices.more_interviews = held.len().saturating_sub(MOST_INTERVIEWS);
    }
}

/// The quotes in their random order, each once however many themes rest on it.
fn quotes(sight: &Sight<'_>, page: Uuid, passages: &[(ThemeId, Passage)]) -> Vec<Voice> {
    let mut seen: HashSet<HighlightId> = HashSet::new();
    let mut quotes: BTreeMap<[u8; 32], Voice> = BTreeMap::new();
    for (_, passage) in passages {
        if seen.insert(passage.highlight)
            && let Some(voice) = sight.of(passage).voice()
        {
            quotes.insert(shuffled(page, passage.highlight), voice);
        }
    }
    quotes.into_values().take(MOST_QUOTES).collect()
}

/// The themes by what they say, with the way there for whoever may open it.
async fn titles(
    tx: &mut Tx,
    viewer: &Viewer,
    wanted: &HashSet<ThemeId>,
) -> Result<Vec<(String, Option<String>)>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let may_open = policy::planner(viewer).is_ok();
    let themes = tx.themes().await?.into_iter();
    let themes = themes.filter(|theme| wanted.contains(&theme.id) && !theme.retired);
    Ok(themes
        .map(|theme| (theme.title, may_open.then(|| format!("/themes/{}", theme.id))))
        .collect())
}

impl Services {
    /// What stands beside the figures of a team. `held` are the interviews of the quarter.
    pub(super) async fn voices_of_team(
        &self,
        tx: &mut Tx,
        sight: &Sight<'_>,
        now: &Published,
        team: TeamId,
        held: &[HeldInterview],
    ) -> Result<Voices> {
        let viewer = sight.viewer;
        let Some(stretch) = stretch(now.asked.period) else { return Ok(Voices::default()) };
        let mut passages = tx.passages_of_team(viewer.person, stretch, team).await?;
        // To stand on a team's page is to be told with that team.
        passages.retain(|(_, passage)| {
            sight.may_read(passage) || !passage.blind && sight.is_told_within(passage.team, team)
        });
        let mut themes: HashSet<ThemeId> = passages.iter().map(|(theme, _)| *theme).collect();
        for (theme, of, _) in tx.themes_of_wave(now.wave).await? {
            if now.tree.is_within(of, team) && policy::may_see_team(viewer, &now.tree, of) {
                themes.insert(theme);
            }
        }
        let mut voices = Voices {
            themes: titles(tx, viewer, &themes).await?,
            quotes: quotes(sight, team.0, &passages),
            quoting: (!viewer.roles.researcher).then_some(sight.rules.comments_minimum),
            ..Voices::default()
        };
        listed(&mut voices, viewer, held);
        Ok(voices)
    }

    /// What stands beside the figures of an item.
    pub(super) async fn voices_of_item(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        now: &Published,
        item: ItemId,
    ) -> Result<Voices> {
        let Some(stretch) = stretch(now.asked.period) else { return Ok(Voices::default()) };
        let mut themes = HashSet::new();
        for (theme, of, about) in tx.themes_of_wave(now.wave).await? {
            if about == Some(item) && policy::may_see_team(viewer, &now.tree, of) {
                themes.insert(theme);
            }
        }
        let mut voices = Voices::default();
        if !themes.is_empty() {
            let sight = self.sight(tx, viewer).await?;
            let mut passages = tx.passages_of_item(viewer.person, stretch, now.wave, item).await?;
            passages.retain(|(theme, _)| themes.contains(theme));
            voices.themes = titles(tx, viewer, &themes).await?;
            voices.quotes = quotes(&sight, item.0, &passages);
            voices.quoting = (!viewer.roles.researcher).then_some(sight.rules.comments_minimum);
        }
        if viewer.roles.researcher {
            listed(&mut voices, viewer, &tx.interviews_held_about_item(stretch, item).await?);
        }
        Ok(voices)
    }
}

//! What somebody sees of what was said. Whoever may not read an interview is told of it by groups
//! of people only (D10), and its words only where the person agreed to that.

use crate::{
    auth::policy,
    disclosure::QuoteGroups,
    service::{Error, Result, Services, calendar},
    store::{Tx, passages::Passage},
};
use app::{
    domain::{DisclosurePolicy, HighlightId, Period, Quotes, TeamId, TeamTree, Viewer},
    report::Voice,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A viewer, the teams of today, and the groups with which things are told.
pub(in crate::service) struct Sight<'a> {
    pub(in crate::service) viewer: &'a Viewer,
    pub(in crate::service) rules: DisclosurePolicy,
    tree: TeamTree,
    groups: QuoteGroups,
}

/// What a viewer is shown of a passage.
pub(in crate::service) enum Seen {
    /// It is theirs to read.
    Read(Voice),
    /// By the rule for everybody.
    Quoted(Voice),
    /// Nothing.
    Hidden,
}

impl Seen {
    /// The words, whichever way they are shown.
    pub(in crate::service) fn voice(self) -> Option<Voice> {
        match self {
            Self::Read(voice) | Self::Quoted(voice) => Some(voice),
            Self::Hidden => None,
        }
    }
}

impl<'a> Sight<'a> {
    pub(in crate::service) fn team_name(&self, id: TeamId) -> Option<&str> {
        self.tree.get(id).map(|team| team.name.as_str())
    }

    /// Where the viewer is told that something was said.
    fn told(&self, team: Option<TeamId>) -> Option<usize> {
        let at = self.tree.index_of(team?)?;
        let may_see =
            |at: usize| policy::may_see_team(self.viewer, &self.tree, self.tree.teams()[at].id);
        self.groups.told(&self.tree, at, may_see)
    }

    /// Whether the viewer is told that something was said within `top`.
    pub(in crate::service) fn is_told_within(&self, team: Option<TeamId>, top: TeamId) -> bool {
        let top = self.tree.index_of(top).map(|top| self.tree.subtree(top));
        self.told(team).zip(top).is_some_and(|(told, top)| top.contains(&told))
    }

    /// Whether a passage is the viewer's to read, with the interview around it.
    pub(in crate::service) fn may_read(&self, passage: &Passage) -> bool {
        let there = [Some(passage.interviewer), passage.observer];
        policy::may_read_said(self.viewer, there, Some(passage.readers)) && !passage.blind
    }

    /// What the viewer is shown of a passage.
    pub(in crate::service) fn of(&self, passage: &Passage) -> Seen {
        if self.may_read(passage) {
            let words = passage.words.clone();
            let team = passage.team.and_then(|team| self.team_name(team)).unwrap_or("No team");
            let whence = format!("{team}, {}", calendar::day(passage.starts_at));
            let href = Some(passage.place.read_at(passage.interview));
            return Seen::Read(Voice { words, whence, href });
        }
        match self.quoted(passage) {
            Some((team, quarter)) => {
                let whence = format!("{team}, {}", quarter.title());
                Seen::Quoted(Voice { words: passage.words.clone(), whence, href: None })
            }
            None => Seen::Hidden,
        }
    }

    /// The team and the quarter with which a passage may be quoted, by the rule for everybody. None
    /// where nobody agreed to that, or too few people could have said it; and whoever codes an
    /// interview sees nothing of others' marks in it, however they are told.
    pub(in crate::service) fn quoted(&self, passage: &Passage) -> Option<(&str, Period)> {
        if passage.quotes != Quotes::WithoutName || passage.blind {
            return None;
        }
        let team = &self.tree.teams()[self.told(passage.team)?];
        Some((&team.name, calendar::quarter_of(passage.starts_at)?))
    }
}

impl Services {
    /// How the viewer sees what was said.
    pub(in crate::service) async fn sight<'a>(
        &self,
        tx: &mut Tx,
        viewer: &'a Viewer,
    ) -> Result<Sight<'a>> {
        let rules = self.settings.policy.in_force();
        let tree = TeamTree::new(tx.teams().await?);
        let tree = tree.map_err(|error| Error::Internal(error.to_string()))?;
        let people = tx.people_by_team().await?;
        let headcount: Vec<u32> = (tree.teams().iter())
            .map(|team| people.get(&team.id).and_then(|count| u32::try_from(*count).ok()))
            .map(Option::unwrap_or_default)
            .collect();
        let groups = QuoteGroups::new(&tree, &headcount, rules.comments_minimum);
        Ok(Sight { viewer, rules, tree, groups })
    }
}

/// The place of a quote on a page: random, and the same each time, so that neighbours tell nothing.
pub(in crate::service) fn shuffled(page: Uuid, highlight: HighlightId) -> [u8; 32] {
    Sha256::new().chain_update(page).chain_update(highlight.0).finalize().into()
}

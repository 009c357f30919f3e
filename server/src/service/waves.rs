//! Waves: drafting and opening. Closing is in `closing.rs`, publishing in `publish.rs`.

use super::{Error, Problem, Result, Services, calendar};
use crate::{
    auth::policy,
    disclosure::reporting_teams,
    store::{Tx, waves::RosterPlace},
};
use app::{
    domain::{
        Item, ItemId, Period, PersonId, ProgramId, Team, TeamId, TeamTree, Viewer, Wave, WaveId,
        WaveState,
    },
    ports::WavePage,
    report::TokenCounts,
};
use token::KeyPair;

/// A wave as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct WaveSettings {
    /// The period, as typed.
    pub period: String,
    /// The day it opens by itself, as typed; empty: by hand.
    pub opens: String,
    /// The day after which it is closed, as typed; empty: by hand.
    pub closes: String,
}

/// What a wave asks, of whom: as it would be frozen now.
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    pub(super) grouping: Option<ItemId>,
    pub(super) teams: Vec<Team>,
    pub(super) roster: Vec<RosterPlace>,
    pub(super) obstacles: Vec<String>,
}

impl Services {
    /// Drafts a wave by hand.
    pub async fn create_wave(
        &self,
        viewer: &Viewer,
        program: ProgramId,
        settings: &WaveSettings,
    ) -> Result<WaveId> {
        policy::researcher(viewer)?;
        let mut problems = Vec::new();
        let period: Option<Period> = match settings.period.parse() {
            Ok(period) => Some(period),
            Err(error) => {
                problems.push(Problem::new(
                    "period",
                    app::domain::period::PeriodError::to_string(&error),
                ));
                None
            }
        };
        let (opens_at, closes_at) = self.check_times(settings, &mut problems);
        let (Some(period), true) = (period, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let mut tx = self.store.begin().await?;
        let program = tx.program(program).await?.ok_or(Error::NotFound)?;
        let wave = Wave {
            id: WaveId(self.random.uuid()),
            program: program.id,
            period,
            state: WaveState::Draft,
            mode: program.mode,
            opens_at,
            closes_at,
            imported: false,
        };
        if !tx.insert_wave(&wave).await? {
            let taken = format!("{} already has a wave for {}", program.name, period.title());
            return Err(Error::invalid("period", taken));
        }
        self.audit_wave(&mut tx, Some(viewer.person), "wave-drafted", &wave).await?;
        tx.commit().await?;
        Ok(wave.id)
    }

    fn check_times(
        &self,
        settings: &WaveSettings,
        problems: &mut Vec<Problem>,
    ) -> (Option<i64>, Option<i64>) {
        let mut day = |field: &str, text: &str| {
            if text.trim().is_empty() {
                return None;
            }
            let instant = calendar::parse_date(text);
            if instant.is_none() {
                problems
                    .push(Problem::new(field, "Give a date like 2026-11-30, or leave it empty"));
            }
            instant
        };
        let (opens, closes) = (day("opens", &settings.opens), day("closes", &settings.closes));
        let starts = opens.unwrap_or_else(|| self.clock.now());
        if closes.is_some_and(|closes| closes <= starts) {
            problems
                .push(Problem::new("closes", "It has to close after it opens, and in the future"));
        }
        (opens, closes)
    }

    /// Sets when a draft or an open wave opens and closes by itself.
    pub async fn set_wave_times(
        &self,
        viewer: &Viewer,
        id: WaveId,
        settings: &WaveSettings,
    ) -> Result<()> {
        policy::researcher(viewer)?;
        let mut problems = Vec::new();
        let (opens_at, closes_at) = self.check_times(settings, &mut problems);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let mut tx = self.store.begin().await?;
        let wave = tx.lock_wave(id).await?.ok_or(Error::NotFound)?;
        let opens_at = match wave.state {
            WaveState::Draft => opens_at,
            WaveState::Open => wave.opens_at,
            WaveState::Closed | WaveState::Published => {
                return Err(Error::Conflict(
                    "This wave is over; its dates can't change any more.".into(),
                ));
            }
        };
        tx.set_wave_times(id, opens_at, closes_at).await?;
        Ok(tx.commit().await?)
    }

    /// Throws a draft away.
    pub async fn delete_draft(&self, viewer: &Viewer, id: WaveId) -> Result<ProgramId> {
        policy::researcher(viewer)?;
        let mut tx = self.store.begin().await?;
        let wave = tx.wave(id).await?.ok_or(Error::NotFound)?;
        if !tx.delete_draft_wave(id).await? {
            return Err(Error::Conflict(
                "This wave has opened; it can’t be thrown away any more.".into(),
            ));
        }
        self.audit_wave(&mut tx, Some(viewer.person), "wave-deleted", &wave).await?;
        tx.commit().await?;
        Ok(wave.program)
    }

    /// Opens a wave: freezes items, teams, roster, reporting teams and policy, once.
    pub async fn open_wave(&self, viewer: &Viewer, id: WaveId) -> Result<()> {
        policy::researcher(viewer)?;
        self.open(Some(viewer.person), id).await
    }

    pub(super) async fn open(&self, by: Option<PersonId>, id: WaveId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let wave = tx.lock_wave(id).await?.ok_or(Error::NotFound)?;
        if wave.state != WaveState::Draft {
            return Err(Error::Conflict("This wave has been opened already.".into()));
        }
        let plan = self.plan(&mut tx, &wave).await?;
        if let Some(obstacle) = plan.obstacles.first() {
            return Err(Error::Conflict(obstacle.clone()));
        }
        tx.freeze_wave_items(id, &plan.items).await?;
        tx.freeze_wave_teams(id, &plan.teams).await?;
        tx.freeze_wave_roster(id, &plan.roster).await?;
        tx.set_wave_rules(id, &self.settings.policy, plan.grouping).await?;
        if wave.mode.takes_tokens() {
            let key = KeyPair::generate(|bytes| self.random.fill(bytes));
            tx.insert_wave_key(id, &key.public_key(), &key.secret()).await?;
        }
        // A wave opened by hand after its planned end would close again within the minute.
        let now = self.clock.now();
        let closes_at = wave.closes_at.filter(|&closes| closes > now);
        tx.set_wave_times(id, Some(now), closes_at).await?;
        if !tx.advance_wave(id, WaveState::Draft, WaveState::Open).await? {
            return Err(Error::Conflict("This wave has been opened already.".into()));
        }
        self.audit_wave(&mut tx, by, "wave-opened", &wave).await?;
        Ok(tx.commit().await?)
    }

    /// What opening would freeze now, and what keeps it from opening.
    pub(super) async fn plan(&self, tx: &mut Tx, wave: &Wave) -> Result<Plan> {
        let items = tx.program_items(wave.program).await?;
        let mut teams = tx.teams().await?;
        teams.retain(|team| !team.retired);
        let tree =
            TeamTree::new(teams.clone()).map_err(|error| Error::Internal(error.to_string()))?;
        let people: Vec<(PersonId, TeamId)> = tx
            .people()
            .await?
            .into_iter()
            .filter(|person| !person.left)
            .filter_map(|person| {
                person.team.filter(|&team| tree.get(team).is_some()).map(|team| (person.id, team))
            })
            .collect();
        let mut direct = vec![0_u32; tree.len()];
        for (_, team) in &people {
            if let Some(index) = tree.index_of(*team) {
                direct[index] += 1;
            }
        }
        let reporting = reporting_teams(&tree, &direct, self.settings.policy.minimum);
        let roster: Vec<RosterPlace> = people
            .into_iter()
            .filter_map(|(person_id, team_id)| {
                let reporting_team_id = tree.teams()[reporting[tree.index_of(team_id)?]].id;
                Some(RosterPlace { person_id, team_id, reporting_team_id, answered: false })
            })
            .collect();
        let mut obstacles = Vec::new();
        let program = tx.program(wave.program).await?.ok_or(Error::NotFound)?;
        // A program may have stopped asking it since.
        let grouping = program.grouping.filter(|id| items.iter().any(|item| item.id == *id));
        if program.archived {
            obstacles.push("The program is archived. Take it out of the archive first.".to_owned());
        }
        if items.is_empty() {
            obstacles.push("The program asks nothing yet. Add items to it first.".to_owned());
        }
        if roster.is_empty() {
            obstacles.push(
                "Nobody is on the roster yet. An administrator brings it in under Roster."
                    .to_owned(),
            );
        }
        Ok(Plan { items, grouping, teams, roster, obstacles })
    }

    pub(super) async fn wave_page(&self, viewer: &Viewer, id: WaveId) -> Result<WavePage> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let wave = tx.wave(id).await?.ok_or(Error::NotFound)?;
        let program = tx.program(wave.program).await?.ok_or(Error::NotFound)?;
        let (items, teams, roster, obstacles) = if wave.state == WaveState::Draft {
            let plan = self.plan(&mut tx, &wave).await?;
            (plan.items, plan.teams, plan.roster, plan.obstacles)
        } else {
            let roster = tx.wave_roster(id).await?;
            (tx.wave_items(id).await?, tx.wave_teams(id).await?, roster, Vec::new())
        };
        let policy = tx.wave_policy(id).await?.unwrap_or(self.settings.policy);
        let answered = usize::try_from(tx.count_responses(id).await?).unwrap_or_default();
        let participation = (wave.state != WaveState::Draft && !wave.imported)
            .then(|| rounded_participation(answered, roster.len(), policy.minimum))
            .flatten();
        let merged = merged(&teams, &roster);
        let public_key = tx.wave_key(id).await?.map(|key| token::encoding::encode(&key));
        let mut tokens: Vec<(String, TokenCounts)> = tx
            .token_counts(id)
            .await?
            .into_iter()
            .map(|count| {
                let team = teams.iter().find(|team| team.id == count.team);
                (team.map_or_else(String::new, |team| team.name.clone()), count)
            })
            .collect();
        tokens.sort_by(|one, two| one.0.cmp(&two.0));
        Ok(WavePage {
            program,
            row: Self::wave_row(wave),
            items,
            invited: roster.len(),
            merged,
            participation,
            obstacles,
            minimum: policy.minimum,
            public_key,
            tokens,
        })
    }
}

/// Rule D7: while a wave is open, participation only as a share rounded to ten points, and not of
/// a handful of people.
fn rounded_participation(answered: usize, invited: usize, minimum: u32) -> Option<u32> {
    let invited = u32::try_from(invited).ok().filter(|&invited| invited >= minimum)?;
    let answered = u32::try_from(answered).ok()?;
    Some(((answered * 10 + invited / 2) / invited) * 10)
}

/// Teams whose people answer for a team above: each with the team it answers for.
fn merged(teams: &[Team], roster: &[RosterPlace]) -> Vec<(String, String)> {
    let name = |id: TeamId| {
        teams.iter().find(|team| team.id == id).map_or(String::new(), |team| team.name.clone())
    };
    let mut merged: Vec<(String, String)> = roster
        .iter()
        .filter(|place| place.team_id != place.reporting_team_id)
        .map(|place| (name(place.team_id), name(place.reporting_team_id)))
        .collect();
    merged.sort();
    merged.dedup();
    merged
}

#[cfg(test)]
mod tests {
    use super::rounded_participation;

    #[test]
    fn participation_is_rounded_to_ten_points_and_never_told_of_a_handful() {
        assert_eq!(rounded_participation(7, 9, 5), Some(80));
        assert_eq!(rounded_participation(0, 9, 5), Some(0));
        assert_eq!(rounded_participation(9, 9, 5), Some(100));
        assert_eq!(rounded_participation(2, 4, 5), None);
    }
}

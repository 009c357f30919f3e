//! The quarterly schedule: drafts, opens and closes waves by itself.
//!
//! Every node ticks; the database decides which of them acts. A wave is drafted under a unique
//! key, and its state only advances from the state that was seen, so each thing happens once.

use super::{Error, Result, Services, calendar};
use crate::stop::Stopping;
use app::domain::{Program, Schedule, Wave, WaveId, WaveState};
use std::time::Duration;

/// How often a node looks at the calendar.
const EVERY: Duration = Duration::from_secs(30);

impl Services {
    /// Looks at the calendar until told to stop.
    pub async fn run_schedule(self, stopping: Stopping) {
        loop {
            if let Err(error) = self.tick().await {
                tracing::error!(?error, "the schedule could not be followed; it will try again");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stopping.begun() => return,
            }
        }
    }

    /// Does what is due now. Doing it twice, or on two nodes at once, does it once.
    pub async fn tick(&self) -> Result<()> {
        let now = self.clock.now();
        self.forget_old_rosters().await?;
        self.forget_old_interviews().await?;
        self.forget_old_contacts().await?;
        self.tidy().await;
        let (programs, waves) = {
            let mut tx = self.store.read().await?;
            (tx.programs().await?, tx.waves().await?)
        };
        for program in programs.iter().filter(|program| !program.archived) {
            if let Some(schedule) = program.schedule {
                self.draft_next(program, schedule, now).await?;
            }
        }
        for wave in waves {
            let due = |instant: Option<i64>| instant.is_some_and(|instant| instant <= now);
            let done = match wave.state {
                // A window that passed while no node ran is left to the researcher.
                WaveState::Draft if due(wave.opens_at) && !due(wave.closes_at) => {
                    self.open(None, wave.id).await
                }
                WaveState::Open if due(wave.closes_at) => self.close(None, wave.id).await,
                _ => Ok(()),
            };
            match done {
                Ok(()) => {}
                // Another node was faster, or something keeps the wave from opening; its page says what.
                Err(Error::Conflict(why)) => {
                    tracing::debug!(wave = %wave.id, why, "nothing to do for a wave")
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Drafts the next wave that has not begun. A program that gets its schedule in the middle of
    /// a window starts with the next one: nobody expects a survey to go out on saving a form.
    async fn draft_next(&self, program: &Program, schedule: Schedule, now: i64) -> Result<()> {
        let Some(mut period) = calendar::quarter_of(now) else { return Ok(()) };
        let Some(mut window) = calendar::window(period, schedule) else { return Ok(()) };
        if window.0 <= now {
            period = period.next();
            match calendar::window(period, schedule) {
                Some(next) => window = next,
                None => return Ok(()),
            }
        }
        let mut tx = self.store.read().await?;
        if tx.waves_of(program.id).await?.iter().any(|wave| wave.period == period) {
            return Ok(());
        }
        tx.commit().await?;
        let wave = Wave {
            id: WaveId(self.random.uuid()),
            program: program.id,
            period,
            state: WaveState::Draft,
            mode: program.mode,
            opens_at: Some(window.0),
            closes_at: Some(window.1),
            imported: false,
        };
        let mut tx = self.store.begin().await?;
        if tx.insert_wave(&wave).await? {
            self.audit_wave(&mut tx, None, "wave-drafted", &wave).await?;
        }
        Ok(tx.commit().await?)
    }
}

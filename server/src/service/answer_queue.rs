//! What makes taking thousands of answers at once quick: each waits for its turn to write, and what a
//! wave asks is read once.

use crate::store::{Result, Store, Tx};
use app::domain::{Item, WaveId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Waves whose items are kept in memory; more are open at once nowhere.
const WAVES: usize = 16;

/// Shared by all requests.
pub struct AnswerQueue {
    turns: Semaphore,
    items: Mutex<HashMap<WaveId, Arc<[Item]>>>,
}

impl AnswerQueue {
    /// SQLite lets one write at a time, and whoever finds it busy sleeps and tries again, ever
    /// longer: a queue wakes the next at once. PostgreSQL does that by itself.
    pub(super) fn new(store: &Store) -> Self {
        let turns = match store {
            Store::Sqlite(_) => 1,
            Store::Postgres(_) => Semaphore::MAX_PERMITS,
        };
        Self { turns: Semaphore::new(turns), items: Mutex::default() }
    }

    /// Waits for the turn to write; it ends with what is returned. None only where nobody waits
    /// any more, as the queue is never closed.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turns.acquire().await.ok()
    }

    /// What an open wave asks: it was frozen when it opened.
    pub(super) async fn items(&self, tx: &mut Tx, open: WaveId) -> Result<Arc<[Item]>> {
        let known = self.known().get(&open).cloned();
        if let Some(items) = known {
            return Ok(items);
        }
        let items: Arc<[Item]> = tx.wave_items(open).await?.into();
        let mut known = self.known();
        if known.len() >= WAVES {
            known.clear();
        }
        known.insert(open, Arc::clone(&items));
        Ok(items)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<WaveId, Arc<[Item]>>> {
        // Whoever panicked in between left a whole map.
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

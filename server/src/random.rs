//! Where random bytes come from: one generator that is handed in, so that a test can repeat a run.
//!
//! In production it is ChaCha20 seeded by the operating system, which is fit for tokens and
//! salts. Nothing in Soundings draws from a global generator.

use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// A random number generator that many parts of the program share; cheap to clone.
#[derive(Clone)]
pub struct SharedRng(Arc<Mutex<ChaCha20Rng>>);

impl SharedRng {
    /// Seeded by the operating system.
    #[must_use]
    pub fn from_os() -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_os_rng())))
    }

    /// Gives the same bytes each time: for tests and sample data only.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// Fills a buffer.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.lock().fill_bytes(bytes);
    }

    /// Some random bytes, for salts and tokens.
    #[must_use]
    pub fn bytes<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        self.fill(&mut bytes);
        bytes
    }

    /// A random (version 4) identifier.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// A generator of its own for one piece of work, such as shuffling or simulating.
    ///
    /// Work that draws a lot then holds up nobody else, and what it draws doesn't depend on
    /// what others draw in between.
    #[must_use]
    pub fn fork(&self) -> Box<dyn RngCore + Send> {
        Box::new(ChaCha20Rng::from_seed(self.bytes()))
    }

    /// A thread that panicked while drawing left the generator as good as before.
    fn lock(&self) -> MutexGuard<'_, ChaCha20Rng> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The state predicts every token to come, so it is never printed.
impl fmt::Debug for SharedRng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedRng")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_sequence() {
        let (one, two) = (SharedRng::seeded(7), SharedRng::seeded(7));
        assert_eq!(one.bytes::<32>(), two.bytes::<32>());
        assert_eq!(one.uuid(), two.uuid());
        assert_eq!(one.fork().next_u64(), two.fork().next_u64());
    }

    #[test]
    fn clones_go_on_where_the_other_stopped() {
        let one = SharedRng::seeded(7);
        let two = one.clone();
        assert_ne!(one.bytes::<16>(), two.bytes::<16>());
    }

    #[test]
    fn the_operating_system_seeds_differently_each_time() {
        assert_ne!(SharedRng::from_os().bytes::<32>(), SharedRng::from_os().bytes::<32>());
    }

    #[test]
    fn identifiers_say_that_they_are_random_ones() {
        assert_eq!(SharedRng::from_os().uuid().get_version_num(), 4);
    }

    #[test]
    fn printing_a_generator_tells_nothing_about_its_state() {
        assert_eq!(format!("{:?}", SharedRng::seeded(1)), "SharedRng");
    }
}

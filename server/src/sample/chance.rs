//! Randomness from a seed, in separate streams.
//!
//! A part of the generator that draws more numbers than before does not shuffle the others: a new
//! comment leaves everybody's name and answers as they were.

use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// The parts that draw.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    /// Who works here, and where.
    Staffing = 1,
    /// What teams, items and people are like.
    Climate = 2,
    /// Who answers what.
    Answers = 3,
    /// Who comments what.
    Comments = 4,
}

/// Draws of one stream.
#[derive(Clone, Debug)]
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream's first draw is the same for the same seed.
    pub(super) fn new(seed: u64, stream: Stream) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream as u64);
        Self(random)
    }

    /// Uniform from 0 to just below 1.
    pub(super) fn share(&mut self) -> f64 {
        self.0.random()
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Bell-shaped around 0.
    ///
    /// Twelve uniform draws instead of a logarithm and a cosine: additions give the same bits on
    /// every machine, and tails that end at six deviations suit answers better anyway.
    pub(super) fn normal(&mut self, deviation: f64) -> f64 {
        deviation * ((0..12).map(|_| self.share()).sum::<f64>() - 6.0)
    }

    /// An index below `count`, which must not be 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0.random_range(0..count)
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, among: &[T]) -> Option<T> {
        if among.is_empty() { None } else { Some(among[self.below(among.len())]) }
    }

    /// Brings things into a random order.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        things.shuffle(&mut self.0);
    }
}

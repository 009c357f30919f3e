//! Random bytes from whoever calls, in the form that `voprf` asks for.

use rand_core::{CryptoRng, Error, RngCore};

/// Anything that fills a buffer.
///
/// The server's generator and the one of the browser have no trait in common with each other, nor
/// with the release of `rand_core` that `voprf` was written for; all can fill a buffer.
pub(crate) struct Filling<F>(pub(crate) F);

impl<F: FnMut(&mut [u8])> RngCore for Filling<F> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill_bytes(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

/// The caller's word: every function that takes random bytes says what they have to be.
impl<F> CryptoRng for Filling<F> {}

//! Telling whether what is about to be applied is what a person has looked at.

use super::RosterPlan;
use sha2::{Digest, Sha256};
use std::io::BufWriter;

impl RosterPlan {
    /// A short text that differs whenever anything differs that this plan would change, or from
    /// what: somebody's team before a move counts as much as the team after it.
    ///
    /// It is compared with one that was made minutes ago, never kept for long: how it is made may
    /// change with any version.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // Written in large pieces: a hash of single words takes longer than all the rest.
        let mut text = BufWriter::with_capacity(1 << 16, Sha256::new());
        // Neither maps with keys other than text nor broken writers are involved, so there is no
        // error; if there were one, a plan would have another fingerprint than it had before.
        let written = serde_json::to_writer(&mut text, self);
        let (mut hash, rest) = text.into_parts();
        hash.update(rest.unwrap_or_default());
        if let Err(error) = written {
            hash.update(error.to_string());
        }
        hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

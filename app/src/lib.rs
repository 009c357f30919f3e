//! What people see of Soundings, and the vocabulary that browser and server share.
//!
//! Rooms, from the inside out: [`domain`] (words and rules, no IO), [`report`] (the
//! shapes that figures travel in), `ports` (what pages ask of the server), `pages`,
//! `charts` and `components` (rendered on the server only) and `islands` (the only
//! code shipped to the browser).

pub mod domain;
#[cfg(feature = "ssr")]
pub mod report;

//! Answers that nobody can tie to a person: who may have a token, what one is worth, and whether
//! what is kept afterwards adds up. Pure; the curve is in `app/token`.
//!
//! Whoever is signed in has something blinded evaluated ([`issuing`]). Answers come later with the
//! token that was made of it, and without a person ([`redeeming`]). When the wave is over, anybody
//! with the published key can check what is left ([`verifying`]).

pub mod issuing;
pub mod redeeming;
pub mod verifying;

//! A token lets somebody answer a survey once without being known (RFC 9497, mode POPRF,
//! ristretto255-SHA512), and the browser part of the page on which they do.
//!
//! Somebody who is signed in has a random input evaluated under a blind ([`client`]); the server
//! ([`issuer`]) sees who asks and nothing of the input. Later the answers arrive with input and
//! output, and without the person: the server can tell that its own key made the output, for this
//! wave and this reporting team ([`info`]), and not for whom.
//!
//! Both ends use this one crate. What only the server calls is not in what the browser downloads:
//! the linker leaves out what nothing reaches.

pub mod client;
pub mod encoding;
pub mod info;
pub mod issuer;
pub mod kept;
mod random;
pub mod redemption;
#[cfg(feature = "json")]
pub mod wire;

#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod browser;

pub use client::{Blinding, ClientError};
pub use info::info;
pub use issuer::{Evaluation, IssuerError, KeyPair};
pub use kept::{Token, TokenError};
pub use redemption::Redemption;

/// Bytes of the secret input that a browser makes up.
pub const INPUT: usize = 32;
/// Bytes of a group element: what is blinded, what is evaluated, and a public key.
pub const ELEMENT: usize = 32;
/// Bytes of a proof: two scalars.
pub const PROOF: usize = 64;
/// Bytes of an output: a SHA-512 hash.
pub const OUTPUT: usize = 64;

/// The one suite that is used.
type Suite = voprf::Ristretto255;

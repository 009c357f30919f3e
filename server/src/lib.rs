//! The program `soundings`: use cases, figures, storage and HTTP.
//!
//! Data flows one way: store -> analysis -> disclosure -> release -> report -> page.

pub mod analysis;
pub mod bank;
pub mod disclosure;
pub mod import;
pub mod sample;
pub mod store;

//! The program `soundings`: use cases, figures, storage and HTTP.
//!
//! Data flows one way: store -> analysis -> disclosure -> release -> report -> page.

pub mod analysis;
pub mod analyze;
pub mod anonymity;
pub mod auth;
pub mod bank;
pub mod calendar_file;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod disclosure;
pub mod export;
pub mod http;
pub mod import;
pub mod logging;
pub mod mail;
pub mod markdown;
pub mod random;
pub mod redaction;
pub mod sample;
pub mod search;
pub mod secret;
pub mod service;
pub mod stop;
pub mod store;

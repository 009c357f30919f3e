//! Tells cargo when the web files that a release build carries inside have changed.
//!
//! A development build reads them from disk when it starts (see `src/http/assets.rs`), so it must
//! not be compiled again because a style sheet changed, nor fail because there is none yet.

use std::env;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The same condition by which rust-embed decides where it reads from.
    if env::var_os("CARGO_CFG_DEBUG_ASSERTIONS").is_some() {
        return;
    }
    println!("cargo::rerun-if-changed=../target/site");
    if !Path::new("../target/site/pkg").is_dir() {
        println!(
            "cargo::error=the web files that belong into a release are missing: build it with \
             `cargo xtask build --release`, which makes them first"
        );
    }
}

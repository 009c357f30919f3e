//! The only code that is shipped to the browser. A page must work without any of it.
//!
//! To add an island: one file with an `#[island]`, whose props are visible in the HTML and
//! therefore hold nothing secret.

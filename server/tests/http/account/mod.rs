//! Signing in and out, sessions, one-time links, and going on after a session has ended.

mod links;
mod resume;
mod session;
mod sign_in;

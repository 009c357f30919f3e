//! Signing in, links, and one's own account.

mod link;
mod own;
mod resume;
mod sign_in;

pub(super) use link::Link;
pub(super) use own::Account;
pub(super) use resume::Resume;
pub(super) use sign_in::{LinkSent, SignIn};

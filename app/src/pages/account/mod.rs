//! Signing in, links, and one's own account.

mod kept;
mod link;
mod own;
mod resume;
mod sign_in;

pub(super) use kept::KeptAboutMe;
pub(super) use link::Link;
pub(super) use own::Account;
pub(super) use resume::Resume;
pub(super) use sign_in::{LinkSent, SignIn};

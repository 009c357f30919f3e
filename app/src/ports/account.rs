//! One's own account, and one-time links.

use super::{Kept, PortResult};
use crate::domain::{Email, Viewer};
use async_trait::async_trait;

/// What a one-time link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkView {
    /// Creates the first admin of a new server.
    FirstAdmin,
    /// Lets an invited person in and offers to set a password.
    Invitation {
        /// The invited person's name.
        name: String,
        /// Their address.
        email: Email,
        /// Whether links can be sent by e-mail, to sign in without a password later.
        by_mail: bool,
    },
    /// Signs a person in once.
    SignIn {
        /// The person's name.
        name: String,
    },
    /// Used, expired or never made: told apart for nobody.
    Dead,
}

/// Questions about one's own account.
#[async_trait]
pub trait AccountPort: Send + Sync {
    /// What a one-time link would do. Looking does not use it up.
    async fn link(&self, token: &str) -> PortResult<LinkView>;
    /// Whether the viewer has a password.
    async fn has_password(&self, viewer: &Viewer) -> PortResult<bool>;
    /// Everything that is kept about the viewer.
    async fn kept(&self, viewer: &Viewer) -> PortResult<Kept>;
    /// Whether this server can send e-mail.
    fn can_send_mail(&self) -> bool;
}

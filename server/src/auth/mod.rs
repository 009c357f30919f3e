//! Passwords, tokens, sessions and who may do what.

pub mod answer_limits;
pub mod attempts;
pub mod owner;
pub mod password;
pub mod policy;
pub mod token;

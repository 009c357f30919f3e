//! Why a use case did not do what was asked.

use crate::{
    auth::{attempts::RetryAfter, password::PasswordFailure, policy},
    mail::MailError,
    store::StoreError,
};
use app::{components::FormState, ports::PortError};

/// One thing wrong with a form: which field, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name; empty when it is about the whole form.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// Something wrong with one field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the viewer may not know of it.
    #[error("there is no such thing")]
    NotFound,
    /// The viewer may not do this.
    #[error("you may not do this")]
    Forbidden,
    /// What was sent cannot be accepted; all problems at once.
    #[error("{} problems with what was sent", .0.len())]
    Invalid(Vec<Problem>),
    /// It was too late: somebody or something else changed it first. The text says what to do.
    #[error("{0}")]
    Conflict(String),
    /// Too many attempts; when the next one is accepted.
    #[error("too many attempts")]
    TooMany(std::time::Duration),
    /// The e-mail could not be sent.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// A password could not be hashed or compared.
    #[error(transparent)]
    Password(#[from] PasswordFailure),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that cannot happen did; the text is for the log.
    #[error("{0}")]
    Internal(String),
}

impl From<RetryAfter> for Error {
    fn from(RetryAfter(after): RetryAfter) -> Self {
        Self::TooMany(after)
    }
}

impl From<policy::Forbidden> for Error {
    fn from(policy::Forbidden: policy::Forbidden) -> Self {
        Self::Forbidden
    }
}

impl Error {
    /// One problem with one field.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![Problem::new(field, message)])
    }

    /// As a page that only reads sees it; the cause is logged here, never shown.
    #[must_use]
    pub fn for_page(self) -> PortError {
        match self {
            Self::NotFound => PortError::NotFound,
            Self::Forbidden => PortError::Forbidden,
            other => {
                tracing::error!(error = ?other, "a page could not be answered");
                PortError::Unavailable
            }
        }
    }

    /// As a form sees it.
    ///
    /// # Errors
    /// Gives the error back when it is not about what was typed.
    pub fn for_form(self) -> std::result::Result<FormState, Self> {
        match self {
            Self::Invalid(problems) => Ok(FormState {
                errors: problems
                    .into_iter()
                    .map(|problem| app::components::FieldError {
                        field: problem.field,
                        message: problem.message,
                    })
                    .collect(),
                ..FormState::default()
            }),
            Self::Conflict(message) => Ok(FormState {
                errors: vec![app::components::FieldError { field: String::new(), message }],
                ..FormState::default()
            }),
            other => Err(other),
        }
    }
}

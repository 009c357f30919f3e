//! How the failure of a use case answers a request.

use super::errors::HttpError;
use crate::service::Error;

impl From<Error> for HttpError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden,
            Error::TooMany(after) => Self::TooManyRequests { after },
            Error::Conflict(text) => Self::Conflict(text),
            Error::Invalid(problems) => Self::BadRequest(
                problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join(" "),
            ),
            Error::Mail(error) => Self::Unavailable(error.to_string()),
            Error::Store(error) if error.is_outage() => Self::Unavailable(error.to_string()),
            other => Self::internal(other),
        }
    }
}

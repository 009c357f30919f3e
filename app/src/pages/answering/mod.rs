//! Answering a survey: the form, what comes after it, and the same form as a preview.

mod done;
mod form;
mod preview;
mod promise;

pub(super) use done::Done;
pub(super) use form::Answer;
pub(super) use preview::Preview;

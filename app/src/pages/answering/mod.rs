//! Answering a survey: the form, what comes after it, and the same form as a preview.

mod done;
mod form;
mod preview;
mod promise;
mod seen;

pub(super) use done::Done;
pub(super) use form::Answer;
pub(super) use preview::Preview;
pub(super) use seen::Seen;

use crate::{domain::WaveId, pages::viewing};

/// What the browser keeps a draft under: by wave and person, so that whoever signs in next in the
/// same browser is not given somebody else's answers.
fn draft_name(wave: WaveId) -> String {
    let person = viewing().0.map(|viewer| viewer.person.to_string()).unwrap_or_default();
    format!("{wave}-{person}")
}

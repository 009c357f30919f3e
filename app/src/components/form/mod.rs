//! Form fields. Each reads the [`FormState`] in the context: it echoes what was sent and says
//! what is wrong with it, tied to the control by `aria-describedby`.
//!
//! To add a field: a component around [`FieldFrame`] whose control has the id
//! [`field_id`](super::form_state::field_id), so that the error summary can link to it.

pub mod choice;
pub mod confirm;
pub mod frame;
pub mod submit;
pub mod summary;
pub mod text;

pub use choice::{Checkbox, Checkboxes, Choice, Radios, Select};
pub use confirm::ConfirmBox;
pub use frame::{FieldFrame, Hint};
pub use submit::{HiddenField, SubmitButton};
pub use summary::ErrorSummary;
pub use text::{FileField, PasswordField, TextArea, TextField};

#[cfg(test)]
mod tests;

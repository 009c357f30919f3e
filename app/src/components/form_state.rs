//! What a form was sent with and what is wrong with it, handed from the handler that refused
//! it to the page that shows it again, so that nothing typed is lost.

use leptos::prelude::use_context;

/// One thing that is wrong, and the field it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's `name`.
    pub field: String,
    /// What to do about it, as a sentence.
    pub message: String,
}

/// The values and errors of a form that is shown again. The default is a fresh form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// What was sent, in order; a name can come several times.
    pub values: Vec<(String, String)>,
    /// What is wrong, in the order of the fields.
    pub errors: Vec<FieldError>,
    /// A sentence about the whole form, such as “You were signed out; nothing is lost.”
    pub notice: Option<String>,
}

impl FormState {
    /// A refused form with what was sent.
    #[must_use]
    pub fn sent(values: Vec<(String, String)>) -> Self {
        Self { values, ..Self::default() }
    }

    /// The state that the handler put into the context, or that of a fresh form.
    #[must_use]
    pub fn from_context() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    /// The same with one more error.
    #[must_use]
    pub fn with_error(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push(FieldError { field: field.into(), message: message.into() });
        self
    }

    /// Whether somebody sent this form; then a missing value is one that was cleared.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        !self.values.is_empty() || !self.errors.is_empty()
    }

    /// The first value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field, such as the ticked boxes of a group.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.values
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The first error of a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == name).map(|error| error.message.as_str())
    }

    /// What a field shows: what was sent, or on a fresh form what is stored.
    #[must_use]
    pub fn shown(&self, name: &str, stored: Option<String>) -> String {
        if self.is_sent() {
            self.value(name).unwrap_or_default().to_owned()
        } else {
            stored.unwrap_or_default()
        }
    }

    /// What a group of boxes shows as ticked.
    #[must_use]
    pub fn ticked(&self, name: &str, stored: Vec<String>) -> Vec<String> {
        if self.is_sent() {
            self.values(name).into_iter().map(str::to_owned).collect()
        } else {
            stored
        }
    }
}

/// The id of the control that an error about `name` links to.
#[must_use]
pub fn field_id(name: &str) -> String {
    format!("field-{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused() -> FormState {
        FormState::sent(vec![
            ("team".into(), "a".into()),
            ("team".into(), "b".into()),
            ("name".into(), String::new()),
        ])
        .with_error("name", "Enter a name.")
    }

    #[test]
    fn a_fresh_form_shows_what_is_stored() {
        assert_eq!(FormState::default().shown("name", Some("Ada".into())), "Ada");
        assert_eq!(FormState::default().ticked("team", vec!["a".into()]), ["a"]);
    }

    #[test]
    fn a_refused_form_shows_what_was_sent_even_if_that_is_nothing() {
        assert_eq!(refused().shown("name", Some("Ada".into())), "");
        assert_eq!(refused().ticked("box", vec!["a".into()]), Vec::<String>::new());
    }

    #[test]
    fn every_value_of_a_name_is_kept() {
        assert_eq!(refused().values("team"), ["a", "b"]);
        assert_eq!(refused().value("team"), Some("a"));
    }

    #[test]
    fn errors_are_found_by_field() {
        assert_eq!(refused().error("name"), Some("Enter a name."));
        assert_eq!(refused().error("team"), None);
    }
}

//! Redaction: which names could be replaced in what was said.

use super::InterviewRow;

/// A name or an address that occurs in the notes.
#[derive(Clone, Debug)]
pub struct SuggestionView {
    /// The words.
    pub words: String,
    /// What would stand in their place.
    pub with: String,
    /// How often they occur.
    pub count: usize,
    /// The first place: what is before it, and after it.
    pub around: (String, String),
    /// Whether it is a name or an address for certain.
    pub certain: bool,
}

/// What could be redacted in an interview.
#[derive(Clone, Debug)]
pub struct RedactionPage {
    /// The interview.
    pub row: InterviewRow,
    /// Names and addresses, those for certain first.
    pub suggestions: Vec<SuggestionView>,
    /// How many more there are than can be shown.
    pub more: usize,
}

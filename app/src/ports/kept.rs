//! Everything that is kept about somebody, as they see it and take it along.

/// One thing that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptEntry {
    /// What it is, where there are several: “14 December 2026, with Rita”.
    pub title: String,
    /// What is known of it: names and values.
    pub facts: Vec<(String, String)>,
    /// What was written down: what was asked, by whom, and the text.
    pub notes: Vec<KeptNote>,
}

/// Something that was written down about a talk with somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNote {
    /// What was asked.
    pub prompt: String,
    /// Who wrote it down.
    pub author: String,
    /// As it was typed.
    pub text: String,
    /// As it is shown; safe.
    pub html: String,
    /// Whether it is a part of a transcript, which is too long for a page.
    pub is_transcript: bool,
}

/// Things of one kind that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSection {
    /// Its name in files.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is in it, what for, and for how long.
    pub lead: &'static str,
    /// What is kept.
    pub entries: Vec<KeptEntry>,
}

/// Everything that is kept about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// When this was put together, in words.
    pub at: String,
    /// The sections, in order; one with nothing in it says so.
    pub sections: Vec<KeptSection>,
}

//! What researchers gathered, as files for other tools.
//!
//! | file | what is in it |
//! |---|---|
//! | [`source`] | an interview as one plain text, and where in it each highlight is |
//! | [`markdown`] | an interview, a theme or the codebook, to be read |
//! | [`csv`] | the same as tables |
//! | [`qda`] | REFI-QDA: the codebook (`.qdc`) and everything (`.qdpx`) |
//!
//! Files leave the house. So whoever was interviewed is a [`code`] in them unless somebody asked
//! for names, no address is in any of them, and a file says what was agreed to. Names within what
//! was said stay as they are.

pub mod csv;
pub mod markdown;
pub mod qda;
pub mod source;

use app::domain::{
    Codebook, Highlight, HighlightId, InterviewId, NotePlace, PersonId, Theme, ThemeId,
};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// One note, with what is marked in it.
#[derive(Clone, Debug)]
pub struct Said {
    /// Where it was written down.
    pub place: NotePlace,
    /// What was asked there.
    pub prompt: String,
    /// Who wrote it.
    pub author: PersonId,
    /// Markdown.
    pub text: String,
    /// What is marked in it.
    pub highlights: Vec<Highlight>,
}

/// One interview.
#[derive(Clone, Debug)]
pub struct Talk {
    /// The interview.
    pub id: InterviewId,
    /// Whom it was with: a code and a team, or a name.
    pub with: String,
    /// The team, if there was one.
    pub team: String,
    /// The day, in words.
    pub day: String,
    /// The guide's name.
    pub guide: String,
    /// What was agreed to, as a sentence.
    pub agreed: String,
    /// What was written down, in the guide's order.
    pub said: Vec<Said>,
}

/// Somebody who wrote notes or marked something, as files call them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Researcher {
    /// Identity.
    pub id: PersonId,
    /// A name, or “Researcher 1”.
    pub name: String,
}

/// What a theme stands on, as a file tells it.
#[derive(Clone, Debug)]
pub struct Ground {
    /// For the theme, or against it.
    pub supports: bool,
    /// Among whom it was said, or that it is a figure.
    pub from: String,
    /// When, as exactly as may be told; empty for not at all.
    pub when: String,
    /// The words, or why they are not here.
    pub words: String,
    /// Tags on them.
    pub tags: Vec<String>,
    /// The highlight, if it is one.
    pub highlight: Option<HighlightId>,
}

/// A theme with what it stands on.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// The theme.
    pub theme: Theme,
    /// Its evidence.
    pub grounds: Vec<Ground>,
}

/// Everything that a researcher may read.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// The tags.
    pub codebook: Codebook,
    /// The interviews, oldest first.
    pub talks: Vec<Talk>,
    /// Everybody who wrote or marked something in them.
    pub researchers: Vec<Researcher>,
    /// Themes, with the highlights that are evidence of them.
    pub themes: Vec<(Theme, Vec<HighlightId>)>,
}

impl Material {
    /// How a file calls somebody.
    #[must_use]
    pub fn researcher(&self, id: PersonId) -> &str {
        let found = self.researchers.iter().find(|researcher| researcher.id == id);
        found.map_or("", |researcher| &researcher.name)
    }

    /// The themes that a highlight is evidence of.
    fn themes_of(&self, id: HighlightId) -> impl Iterator<Item = ThemeId> {
        let of = move |(theme, ids): &(Theme, Vec<_>)| ids.contains(&id).then_some(theme.id);
        self.themes.iter().filter_map(of)
    }
}

/// What stands for somebody in files: the same in each, and no name. Whoever has the roster can
/// find out whose it is, as with any code that stays the same.
///
/// ```
/// use soundings::export::research::code;
/// let somebody = app::domain::PersonId(uuid::Uuid::from_u128(7));
/// assert_eq!(code(somebody), code(somebody));
/// assert_eq!(code(somebody).len(), 10);
/// ```
#[must_use]
pub fn code(person: PersonId) -> String {
    let digest = Sha256::new_with_prefix(b"soundings-person").chain_update(person.0).finalize();
    digest.iter().take(4).fold("P-".to_owned(), |code, byte| format!("{code}{byte:02x}"))
}

/// An identifier made of others: the same things give the same one.
fn derived(parts: &[&[u8]]) -> Uuid {
    let hashed = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hashed.finalize()).for_each(|(byte, hash)| *byte = hash);
    Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests;

//! The codebook and how far coders agree, as researchers see them.

use super::PortResult;
use crate::domain::{Tag, TagId, Viewer};
use async_trait::async_trait;

/// How far coders agree on a tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreed {
    /// Krippendorff's alpha.
    Alpha(f64),
    /// No interview has two blind codings.
    NothingToCompare,
    /// Nobody put the tag on any of the sentences that are compared.
    NeverUsed,
    /// Everybody put it on all of them.
    AlwaysUsed,
}

/// A tag among the others.
#[derive(Clone, Debug)]
pub struct TagRow {
    /// The tag.
    pub tag: Tag,
    /// How far below the top.
    pub depth: usize,
    /// How many highlights have it itself.
    pub uses: i64,
    /// How far coders agree on it and those below it.
    pub agreed: Agreed,
}

/// Something that was done to the codebook, in words.
#[derive(Clone, Debug)]
pub struct TagEvent {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What they did.
    pub what: String,
}

/// The codebook.
#[derive(Clone, Debug)]
pub struct CodebookPage {
    /// The tags, parents before children.
    pub rows: Vec<TagRow>,
    /// Where a tag can be: value and path.
    pub places: Vec<(String, String)>,
    /// What the next tag is going to be called: sent twice, it is made once.
    pub id: TagId,
    /// What was done last, newest first.
    pub events: Vec<TagEvent>,
}

/// A highlight that has a tag.
#[derive(Clone, Debug)]
pub struct TaggedWords {
    /// The highlight, as a form names it.
    pub value: String,
    /// Its words.
    pub words: String,
    /// The interview's team and day.
    pub said: String,
    /// Where it is coded.
    pub href: String,
}

/// One tag.
#[derive(Clone, Debug)]
pub struct TagPage {
    /// The tag with its uses and agreement.
    pub row: TagRow,
    /// Its name with those above it.
    pub path: String,
    /// How often it was changed: what the form was drawn from.
    pub seen: usize,
    /// How many tags are right below it.
    pub below: usize,
    /// Where it could be: value and path.
    pub places: Vec<(String, String)>,
    /// What it could be merged into: value and path.
    pub others: Vec<(String, String)>,
    /// What a tag that is split off is going to be called.
    pub split_id: TagId,
    /// Its highlights as far as the viewer sees them.
    pub highlights: Vec<TaggedWords>,
    /// What was done to it and to those that became part of it, newest first.
    pub events: Vec<TagEvent>,
}

/// How coders used a tag.
#[derive(Clone, Debug)]
pub struct TagAgreement {
    /// The tag.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// How far below the top.
    pub depth: usize,
    /// How far they agree.
    pub agreed: Agreed,
    /// Sentences on which each coder, by name, put it, in the order of the coders' names.
    pub said: Vec<(String, usize)>,
}

/// How far coders agree.
#[derive(Clone, Debug, Default)]
pub struct AgreementPage {
    /// Interviews that two or more finished blind.
    pub interviews: usize,
    /// Sentences in them.
    pub sentences: usize,
    /// Who coded them.
    pub coders: Vec<String>,
    /// The tags, parents before children.
    pub tags: Vec<TagAgreement>,
}

/// Questions about the codebook.
#[async_trait]
pub trait CodebookPort: Send + Sync {
    /// All tags.
    async fn codebook(&self, viewer: &Viewer) -> PortResult<CodebookPage>;
    /// One tag.
    async fn tag(&self, viewer: &Viewer, id: TagId) -> PortResult<TagPage>;
    /// How far coders agree on each tag.
    async fn agreement(&self, viewer: &Viewer) -> PortResult<AgreementPage>;
}

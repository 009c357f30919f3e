//! One entry of the bank, written so that the whole bank is a constant.

use app::domain::{Dimension, Scale};

/// The options of every gate: how often something was used, from not at all to all the time.
pub const USAGE: &[&str] = &["Not in the last quarter", "A few times", "Most weeks", "Most days"];

/// The options of [`USAGE`] that mean it was used.
pub const USED: &[u16] = &[1, 2, 3];

/// A question that a program can take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BankItem {
    /// Short, stable name, unique in the bank.
    pub key: &'static str,
    /// The group it belongs to.
    pub dimension: Dimension,
    /// What an answer can be.
    pub scale: BankScale,
    /// Whether agreement is bad news.
    pub reverse: bool,
    /// The question as it is asked.
    pub wording: &'static str,
    /// A sentence of help below it; mostly empty.
    pub help: &'static str,
    /// The key of the choice item that decides whether this one is asked, and the options
    /// (counted from 0) with which it is.
    pub gate: Option<(&'static str, &'static [u16])>,
}

/// A [`Scale`] that can be a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankScale {
    /// 1 (strongly disagree) to 5 (strongly agree).
    Likert5,
    /// 0 to 10.
    Nps,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Any number of these.
    MultiChoice(&'static [&'static str]),
    /// A comment.
    Text,
}

impl BankScale {
    /// The scale as programs know it.
    #[must_use]
    pub fn scale(self) -> Scale {
        let owned = |options: &[&str]| options.iter().map(|&option| option.to_owned()).collect();
        match self {
            Self::Likert5 => Scale::Likert5,
            Self::Nps => Scale::Nps,
            Self::Choice(options) => Scale::Choice { options: owned(options) },
            Self::MultiChoice(options) => Scale::MultiChoice { options: owned(options) },
            Self::Text => Scale::Text,
        }
    }
}

impl BankItem {
    /// An item on any scale.
    pub(super) const fn new(
        dimension: Dimension,
        scale: BankScale,
        key: &'static str,
        wording: &'static str,
    ) -> Self {
        Self { key, dimension, scale, reverse: false, wording, help: "", gate: None }
    }

    /// A statement to agree or disagree with.
    pub(super) const fn rating(
        dimension: Dimension,
        key: &'static str,
        wording: &'static str,
    ) -> Self {
        Self::new(dimension, BankScale::Likert5, key, wording)
    }

    /// A question of how often something was used, which can gate others.
    pub(super) const fn usage(
        dimension: Dimension,
        key: &'static str,
        wording: &'static str,
    ) -> Self {
        Self::new(dimension, BankScale::Choice(USAGE), key, wording)
    }

    /// A question for a comment.
    pub(super) const fn comment(
        dimension: Dimension,
        key: &'static str,
        wording: &'static str,
    ) -> Self {
        Self::new(dimension, BankScale::Text, key, wording)
    }

    /// Agreement is bad news.
    pub(super) const fn reversed(self) -> Self {
        Self { reverse: true, ..self }
    }

    /// With a sentence of help.
    pub(super) const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// Asked only of those whose answer to the usage item `gate` was one of [`USED`].
    pub(super) const fn if_used(self, gate: &'static str) -> Self {
        Self { gate: Some((gate, USED)), ..self }
    }
}

//! Cognitive load: how much one has to hold in mind to get something done.

use super::BankItem;
use app::domain::Dimension::CognitiveLoad as D;

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::rating(
        D,
        "fits-in-mind",
        "I could keep in mind everything that a usual change of mine touches.",
    ),
    BankItem::rating(
        D,
        "far-afield",
        "To change one thing, I first had to understand a lot of unrelated code.",
    )
    .reversed(),
    BankItem::rating(
        D,
        "known-steps",
        "I knew which steps a change has to go through before it counts as done.",
    ),
    BankItem::rating(D, "juggling", "I had more tasks going at once than I could keep track of.")
        .reversed(),
    BankItem::rating(D, "tool-hopping", "Even a small task sent me through many different tools.")
        .reversed(),
    BankItem::rating(D, "predictable-code", "The code I worked on behaved the way I expected."),
];

//! Collaboration: working with other people and teams.

use super::BankItem;
use app::domain::Dimension::Collaboration as D;

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::rating(D, "admit", "I could admit that I did not understand something."),
    BankItem::rating(D, "time-for-me", "When I was stuck, somebody in my team had time for me."),
    BankItem::rating(D, "review-value", "Review comments made my changes better."),
    BankItem::rating(D, "across-teams", "Work that needed another team moved forward as agreed."),
    BankItem::rating(
        D,
        "told-in-time",
        "I heard of decisions about my work before they took effect.",
    ),
    BankItem::rating(D, "heard", "When I disagreed with a technical plan, I was heard."),
];

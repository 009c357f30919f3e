//! Flow: time and quiet for work that needs thinking.

use super::{BankItem, BankScale};
use app::domain::Dimension::Flow as D;

const INTERRUPTIONS: &[&str] = &[
    "Chat messages",
    "Meetings in the middle of the day",
    "Alerts or incidents",
    "Questions from other teams",
    "Broken builds or environments",
    "Changed priorities",
    "Hardly anything",
];

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::rating(
        D,
        "two-hours",
        "On most days I had at least two hours in a row for focused work.",
    ),
    BankItem::rating(
        D,
        "pulled-away",
        "Requests from outside my team pulled me away from my work.",
    )
    .reversed(),
    BankItem::rating(D, "meetings", "My meetings left me enough of the day for my own work."),
    BankItem::rating(D, "clear-next", "When I finished a task, it was clear what came next."),
    BankItem::rating(D, "pushed-aside", "Unplanned work pushed aside what we had set out to do.")
        .reversed(),
    BankItem::rating(D, "stalled", "I lost whole days waiting for somebody outside my team.")
        .reversed(),
    BankItem::new(
        D,
        BankScale::MultiChoice(INTERRUPTIONS),
        "interruptions",
        "What broke into your focused work in most weeks of the last quarter?",
    )
    .help("Tick all that did."),
];

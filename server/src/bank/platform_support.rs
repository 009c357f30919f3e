//! Platform team support: what it is like to be helped by the platform team.

use super::{BankItem, BankScale};
use app::domain::Dimension::PlatformSupport as D;

const WAYS: &[&str] = &[
    "The help channel in chat",
    "A ticket",
    "Office hours",
    "The documentation alone",
    "Somebody I happen to know",
    "I needed no help",
];

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::usage(
        D,
        "platform-use",
        "How often did you turn to the platform team in the last quarter?",
    )
    .help("With a question, a request or a problem."),
    BankItem::rating(D, "platform-answer", "The platform team's answers solved my problem.")
        .if_used("platform-use"),
    BankItem::rating(
        D,
        "platform-wait",
        "The platform team answered soon enough for me to go on with my work.",
    )
    .if_used("platform-use"),
    BankItem::rating(
        D,
        "platform-fit",
        "What the platform team builds fits the problems my team has.",
    ),
    BankItem::rating(
        D,
        "platform-warning",
        "Changes to the platform were announced early enough for us to adapt.",
    ),
    BankItem::rating(
        D,
        "platform-plans",
        "I know what the platform team means to do in the coming quarter.",
    ),
    BankItem::new(
        D,
        BankScale::MultiChoice(WAYS),
        "platform-ways",
        "How did you get help with the platform in the last quarter?",
    )
    .help("Tick all that apply."),
    BankItem::comment(D, "platform-wish", "What should the platform team work on next?"),
];

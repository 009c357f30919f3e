//! Overall satisfaction: the quarter as a whole.

use super::{BankItem, BankScale};
use app::domain::Dimension::Satisfaction as D;

const COSTLY: &[&str] = &[
    "Slow builds or test runs",
    "Waiting for a review",
    "Finding out how something works",
    "Trouble with my local environment",
    "Deployment steps done by hand",
    "Incidents or alerts",
    "Waiting for another team",
    "Work that was dropped later",
    "None of these",
];

const TENURE: &[&str] = &["Less than a year", "1 to 3 years", "4 to 9 years", "10 years or more"];

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::rating(
        D,
        "good-quarter",
        "All things considered, this was a good quarter to be a developer here.",
    ),
    BankItem::rating(
        D,
        "worth-the-effort",
        "What I got done in the last quarter was worth the effort it took.",
    ),
    BankItem::rating(
        D,
        "getting-easier",
        "Building software here became easier for me in the last quarter.",
    ),
    BankItem::new(
        D,
        BankScale::Nps,
        "recommend",
        "A friend who writes software thinks of joining us. How likely are you to advise it?",
    )
    .help("0: certainly not. 10: certainly."),
    BankItem::new(
        D,
        BankScale::MultiChoice(COSTLY),
        "costly",
        "Which of these cost you a day or more in the last quarter?",
    )
    .help("Tick all that did."),
    BankItem::new(D, BankScale::Choice(TENURE), "tenure", "How long have you worked here?"),
    BankItem::comment(
        D,
        "keep-this",
        "What worked so well in the last quarter that we should leave it alone?",
    ),
    BankItem::comment(
        D,
        "one-change",
        "If you could change one thing about how we build software, what would it be?",
    )
    .help("Comments are read by people. Leave out names and anything that gives somebody away."),
];

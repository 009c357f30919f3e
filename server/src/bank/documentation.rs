//! Documentation: whether what one needs to know can be found, and is true.

use super::BankItem;
use app::domain::Dimension::Documentation as D;

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::usage(
        D,
        "portal-use",
        "How often did you use the developer portal in the last quarter?",
    )
    .help("The site with our technical documentation and a page for each service."),
    BankItem::rating(D, "portal-find", "I found what I was looking for in the developer portal.")
        .if_used("portal-use"),
    BankItem::rating(D, "portal-true", "What I read in the developer portal was still true.")
        .if_used("portal-use"),
    BankItem::rating(
        D,
        "portal-example",
        "The developer portal had an example close to what I needed.",
    )
    .if_used("portal-use"),
    BankItem::rating(
        D,
        "newcomer-ready",
        "A newcomer could run my team's services by what is written down.",
    ),
    BankItem::rating(
        D,
        "nothing-written",
        "I had to ask a person because nothing was written down.",
    )
    .reversed(),
    BankItem::rating(D, "reasons", "I could find out why a technical decision had been made."),
    BankItem::comment(
        D,
        "docs-gap",
        "What did you look for in our documentation without finding it?",
    ),
];

//! Deployment and release: getting a change to users.

use super::{BankItem, BankScale};
use app::domain::Dimension::Deployment as D;

const RHYTHM: &[&str] = &[
    "Less than once a month",
    "About once a month",
    "About once a week",
    "About once a day",
    "Several times a day",
    "I don't know",
];

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::usage(
        D,
        "pipeline-use",
        "How often did you use the deployment pipeline in the last quarter?",
    )
    .help("Directly, or by merging a change that it then deployed."),
    BankItem::rating(
        D,
        "deploy-effort",
        "Getting a finished change into production took little effort.",
    )
    .if_used("pipeline-use"),
    BankItem::rating(
        D,
        "deploy-confidence",
        "I was confident that my deployments would not break anything.",
    )
    .if_used("pipeline-use"),
    BankItem::rating(D, "rollback", "I could have undone a bad deployment within minutes.")
        .if_used("pipeline-use"),
    BankItem::rating(D, "deploy-wait", "Finished changes sat around before they went live.")
        .reversed()
        .if_used("pipeline-use"),
    BankItem::rating(D, "deploy-by-hand", "I did deployment steps by hand that a script could do.")
        .reversed()
        .if_used("pipeline-use"),
    BankItem::rating(D, "small-audience", "I could release a new feature to a few users first."),
    BankItem::new(
        D,
        BankScale::Choice(RHYTHM),
        "deploy-rhythm",
        "How often did your team's main service go to production in the last quarter?",
    )
    .help("An estimate is fine."),
];

//! Tooling: what one works with all day.

use super::BankItem;
use app::domain::Dimension::Tooling as D;

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::usage(
        D,
        "local-use",
        "How often did you run our software on your own machine in the last quarter?",
    ),
    BankItem::rating(D, "local-start", "Getting my local environment to run took little effort.")
        .if_used("local-use"),
    BankItem::rating(
        D,
        "local-faithful",
        "What worked in my local environment also worked after it was deployed.",
    )
    .if_used("local-use"),
    BankItem::rating(
        D,
        "local-breaks",
        "My local environment stopped working although I had changed nothing.",
    )
    .reversed()
    .if_used("local-use"),
    BankItem::rating(D, "editor", "My editor kept up with the size of our code."),
    BankItem::rating(D, "machine", "My computer was fast enough for what I do."),
    BankItem::rating(D, "access", "When I needed access to a system, I had it within a day."),
    BankItem::usage(
        D,
        "assistant-use",
        "How often did you use an AI coding assistant in the last quarter?",
    ),
    BankItem::rating(
        D,
        "assistant-worth",
        "The coding assistant saved me more time than it cost me.",
    )
    .if_used("assistant-use"),
    BankItem::rating(
        D,
        "assistant-trust",
        "I could tell good suggestions of the coding assistant from bad ones.",
    )
    .if_used("assistant-use"),
    BankItem::comment(D, "tool-moment", "Describe one moment when a tool got in your way."),
];

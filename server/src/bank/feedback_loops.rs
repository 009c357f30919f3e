//! Feedback loops: how soon, and how clearly, one learns whether a change works.

use super::BankItem;
use app::domain::Dimension::FeedbackLoops as D;

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::usage(D, "ci-use", "How often did you use the CI system in the last quarter?")
        .help("CI: the machines that build and test every change."),
    BankItem::rating(
        D,
        "ci-speed",
        "CI gave me its verdict while my change was still fresh in my mind.",
    )
    .if_used("ci-use"),
    BankItem::rating(
        D,
        "ci-trust",
        "When CI turned red, there was a real problem with the change.",
    )
    .if_used("ci-use"),
    BankItem::rating(D, "ci-message", "When CI turned red, its output told me where to look.")
        .if_used("ci-use"),
    BankItem::rating(D, "ci-rerun", "I restarted failed checks just to see them pass.")
        .reversed()
        .if_used("ci-use"),
    BankItem::rating(D, "review-wait", "My changes got a first review before I lost the thread."),
    BankItem::rating(D, "try-early", "I could try out an idea without involving anybody else."),
    BankItem::rating(
        D,
        "seen-in-production",
        "After a release, I could see whether my change did what it was meant to do.",
    ),
];

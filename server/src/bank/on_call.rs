//! On-call: being responsible for what runs.

use super::BankItem;
use app::domain::Dimension::OnCall as D;

pub(super) const ITEMS: &[BankItem] = &[
    BankItem::usage(
        D,
        "on-call-use",
        "How often did you handle on-call alerts in the last quarter?",
    ),
    BankItem::rating(D, "alert-worth", "The alerts that reached me needed somebody to act.")
        .if_used("on-call-use"),
    BankItem::rating(D, "first-step", "When an alert reached me, I knew what to do first.")
        .if_used("on-call-use"),
    BankItem::rating(
        D,
        "backup",
        "When I could not solve an alert alone, I reached somebody who could.",
    )
    .if_used("on-call-use"),
    BankItem::rating(D, "rest", "After a disturbed night I could catch up on sleep.")
        .if_used("on-call-use"),
    BankItem::rating(D, "on-call-cost", "Alerts kept me from the work I had planned.")
        .reversed()
        .if_used("on-call-use"),
    BankItem::rating(
        D,
        "lasting-fix",
        "After an incident, we removed its cause and not just its effects.",
    ),
];

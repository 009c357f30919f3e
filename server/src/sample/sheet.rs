//! How one person fills in one survey: gates, skips, “doesn't apply”, numbers and options.

use super::chance::Chance;
use super::chart::plan_of;
use super::climate::{Climate, Temper, mood};
use crate::bank::{BankItem, BankScale};
use app::domain::{AnswerValue, Dimension};
use std::collections::BTreeMap;

/// Chance that somebody leaves out an item they could answer.
const SKIPS: f64 = 0.012;
/// Points by which the recommendation lies above the rest of its dimension.
const ADVISED_BETTER: f64 = 8.0;

/// A filled-in survey, still without comments.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Answers by key of the item, in the order of the items.
    pub(super) answers: Vec<(&'static str, AnswerValue)>,
    /// Where the person stands in each dimension that they were asked ratings of.
    pub(super) stands: BTreeMap<Dimension, f64>,
}

/// Who fills in, where and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Respondent<'a> {
    /// What they are like.
    pub(super) temper: &'a Temper,
    /// Key of their team.
    pub(super) team: &'static str,
    /// Whether they lead it.
    pub(super) lead: bool,
    /// The quarter (index).
    pub(super) quarter: usize,
}

/// Fills in everything but comments.
pub(super) fn fill_in(
    chance: &mut Chance,
    climate: &Climate<'_>,
    items: &[BankItem],
    respondent: Respondent<'_>,
) -> Sheet {
    let mood = mood(chance);
    let mut sheet = Sheet { answers: Vec::new(), stands: BTreeMap::new() };
    for item in items {
        if !is_asked(item, &sheet.answers) {
            continue;
        }
        let Respondent { temper, team, quarter, .. } = respondent;
        let stand = climate.stand(temper, mood, team, item.dimension, quarter);
        if item.scale == BankScale::Likert5 {
            sheet.stands.insert(item.dimension, stand);
        }
        if chance.happens(SKIPS) {
            continue;
        }
        let value = match item.scale {
            BankScale::Text => continue,
            BankScale::Choice(_) => AnswerValue::Choice(usage(chance, item.key, respondent)),
            BankScale::MultiChoice(options) => ticks(chance, options.len(), stand),
            _ if chance.happens(does_not_apply(item.key)) => AnswerValue::NotApplicable,
            BankScale::Likert5 => {
                let points = oriented(item, climate.answer(chance, item, stand));
                AnswerValue::Number((1.0 + points / 25.0).round().clamp(1.0, 5.0) as i16)
            }
            BankScale::Nps => {
                // People advise their friends a little better than they rate their own quarter.
                let points = oriented(item, climate.answer(chance, item, stand + ADVISED_BETTER));
                AnswerValue::Number((points / 10.0).round().clamp(0.0, 10.0) as i16)
            }
        };
        sheet.answers.push((item.key, value));
    }
    sheet
}

/// Whether an item is asked after what was answered so far.
pub(super) fn is_asked(item: &BankItem, answers: &[(&'static str, AnswerValue)]) -> bool {
    item.gate.is_none_or(|(gate, asked_if)| {
        answers.iter().any(|(key, value)| {
            *key == gate
                && matches!(value, AnswerValue::Choice(option) if asked_if.contains(option))
        })
    })
}

/// Agreement with a reversed statement is a low value of what it is about.
fn oriented(item: &BankItem, points: f64) -> f64 {
    if item.reverse { 100.0 - points } else { points }
}

/// How often somebody used the thing a gate asks about: where they stand among their colleagues,
/// give or take a little, on what is usual for that thing.
fn usage(chance: &mut Chance, gate: &'static str, respondent: Respondent<'_>) -> u16 {
    let on_call = plan_of(respondent.team).map_or(0.0, |plan| plan.on_call);
    // Shares of: not at all, a few times, most weeks. The rest is most days.
    let usual = match gate {
        "ci-use" => [0.02, 0.12, 0.30],
        "local-use" => [0.03, 0.15, 0.30],
        "portal-use" => [0.06, 0.50, 0.30],
        "pipeline-use" => [0.03, 0.25, 0.40],
        "on-call-use" => [1.0 - on_call, on_call * 0.6, on_call * 0.3],
        "platform-use" => [0.07, 0.63, 0.24],
        _ => [0.2, 0.3, 0.3],
    };
    let place = respondent.temper.usage.get(gate).copied().unwrap_or(0.5);
    // Leads touch tools less often than those they lead.
    let place = if respondent.lead { place * 0.8 } else { place };
    let place = (place + chance.normal(0.05)).clamp(0.0, 0.999);
    let mut sum = 0.0;
    let mut option = 0;
    for share in usual {
        sum += share;
        if place >= sum {
            option += 1;
        }
    }
    option
}

/// How long somebody has worked here after so many quarters.
pub(super) fn tenure(quarters: i32) -> AnswerValue {
    AnswerValue::Choice(match quarters {
        ..4 => 0,
        4..16 => 1,
        16..40 => 2,
        _ => 3,
    })
}

/// Which interruptions somebody ticks: more where they stand low. The last option is “none”.
fn ticks(chance: &mut Chance, options: usize, stand: f64) -> AnswerValue {
    let restless = ((100.0 - stand) / 100.0).clamp(0.05, 0.95);
    let mut ticked: Vec<u16> = (0..options as u16 - 1)
        .filter(|option| {
            let common = [1.1, 0.8, 0.5, 0.6, 0.4, 0.7, 0.4, 0.3];
            let common = common.get(usize::from(*option)).copied().unwrap_or(0.3);
            chance.happens(restless * common)
        })
        .collect();
    if ticked.is_empty() {
        ticked.push(options as u16 - 1);
    }
    AnswerValue::Choices(ticked)
}

/// How many of those asked say that an item doesn't apply to them.
fn does_not_apply(key: &str) -> f64 {
    match key {
        // Some never had to.
        "rollback" => 0.04,
        "local-faithful" => 0.02,
        // Some work within their team only.
        "across-teams" => 0.03,
        "pushed-aside" => 0.01,
        _ => 0.004,
    }
}

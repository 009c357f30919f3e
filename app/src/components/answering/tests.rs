#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use crate::{
    components::form_state::FormState,
    domain::{Gate, ItemId, ItemVersion, Scale},
};
use leptos::prelude::*;
use uuid::Uuid;

fn item(number: u128, scale: Scale, gate: Option<Gate>) -> ItemVersion {
    ItemVersion {
        id: ItemVersionId(Uuid::from_u128(number)),
        item: ItemId(Uuid::from_u128(number + 1000)),
        version: 1,
        series: 1,
        wording: format!("Question {number}"),
        help: String::new(),
        scale,
        reverse: false,
        gate,
    }
}

fn choice(options: &[&str]) -> Scale {
    Scale::Choice { options: options.iter().map(|&option| option.to_owned()).collect() }
}

fn html(state: FormState, item: ItemVersion, stored: Vec<String>) -> String {
    Owner::new().with(|| {
        provide_context(state);
        view! { <AnswerField item stored/> }.to_html()
    })
}

#[test]
fn every_value_of_a_scale_is_a_radio_of_the_same_name() {
    let item = item(7, Scale::Nps, None);
    let name = format!("name=\"{}\"", answer_name(item.id));
    let page = html(FormState::default(), item, Vec::new());
    // 0 to 10, “doesn't apply”, “no answer”.
    assert_eq!(page.matches(&name).count(), 13);
    assert_eq!(page.matches(" checked").count(), 0);
}

#[test]
fn a_stored_answer_is_ticked_and_a_sent_one_wins_over_it() {
    let item = item(7, Scale::Likert5, None);
    let name = answer_name(item.id);
    let stored = html(FormState::default(), item.clone(), vec!["4".into()]);
    assert!(stored.contains("value=\"4\" checked"), "{stored}");
    let sent = html(FormState::sent(vec![(name, "2".into())]), item, vec!["4".into()]);
    assert!(sent.contains("value=\"2\" checked"), "{sent}");
    assert!(!sent.contains("value=\"4\" checked"), "{sent}");
}

#[test]
fn a_comment_cannot_leave_its_box() {
    let item = item(7, Scale::Text, None);
    let evil = "\n</textarea><script>alert(1)</script>&lt;".to_owned();
    let page = html(FormState::default(), item, vec![evil]);
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("\n\n&lt;/textarea>"), "{page}");
    assert!(page.contains("&amp;lt;</textarea>"), "{page}");
}

#[test]
fn an_error_is_tied_to_its_question() {
    let item = item(7, Scale::Likert5, None);
    let name = answer_name(item.id);
    let state = FormState::default().with_error(name.clone(), "Choose one.");
    let page = html(state, item, Vec::new());
    assert!(page.contains(&format!("aria-describedby=\"field-{name}-error\"")), "{page}");
    assert!(page.contains(&format!("id=\"field-{name}-error\"")), "{page}");
}

#[test]
fn gated_questions_move_below_the_one_that_decides() {
    let gate = item(1, choice(&["Never", "Weekly"]), None);
    let plain = item(2, Scale::Likert5, None);
    let gated = item(3, Scale::Likert5, Some(Gate { item: gate.item, asked_if: vec![1] }));
    let orphan =
        item(4, Scale::Likert5, Some(Gate { item: ItemId(Uuid::from_u128(9)), asked_if: vec![1] }));
    let blocks = arrange(&[gate.clone(), plain.clone(), gated.clone(), orphan.clone()]);
    let order: Vec<_> = blocks.iter().map(|block| block.item.id).collect();
    assert_eq!(order, [gate.id, plain.id, orphan.id]);
    assert_eq!(blocks[0].gated[0].item, gated);

    let page = Owner::new().with(|| {
        let block = blocks[0].clone();
        view! { <GateGroup block stored=|_| Vec::new()/> }.to_html()
    });
    assert!(page.contains("data-asked=\"1\""), "{page}");
}

#[test]
fn nothing_has_an_inline_style_or_handler() {
    for scale in [Scale::Likert7, Scale::Yesno, choice(&["A"]), Scale::Text] {
        let page = html(FormState::default(), item(1, scale, None), Vec::new());
        assert!(!page.contains("style=") && !page.contains(" on"), "{page}");
    }
}

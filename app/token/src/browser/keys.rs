//! Answering by keyboard: digits answer the question that has the focus and go on to the next.
//!
//! Arrows up and down between options are left to the radios; Enter never sends by accident.

use super::{dom, survey::Survey};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

/// Listens in the form for as long as the page is there.
pub(super) fn listen(survey: &Survey) {
    let form = survey.form().clone();
    let survey = survey.clone();
    let mut half_a_ten = None;
    dom::listen(&form, "keydown", move |event| {
        let before = half_a_ten.take();
        half_a_ten =
            event.dyn_ref::<KeyboardEvent>().and_then(|event| press(&survey, event, before));
    });
}

/// `half_a_ten` is the question in which the key before was a 1 that may become a 10; the
/// same is returned for the next key.
fn press(survey: &Survey, event: &KeyboardEvent, half_a_ten: Option<String>) -> Option<String> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if target.tag_name() == "TEXTAREA" {
        return None;
    }
    let key = event.key();
    if key == "Enter" && target.tag_name() == "INPUT" {
        event.prevent_default();
        return None;
    }
    let question = target.closest("[data-question]").ok()??;
    if key.len() != 1 || !key.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let name = question.get_attribute("data-question").unwrap_or_default();
    let scale = question.get_attribute("data-scale").unwrap_or_default();
    let ends_at_ten = matches!(scale.as_str(), "scale10" | "nps");
    // Options are counted from 1 for whoever presses keys, and scales by their own values.
    let value = match (scale.as_str(), key.as_str()) {
        ("multi-choice", _) => return None,
        ("choice", digit) => digit.parse::<u16>().ok()?.checked_sub(1)?.to_string(),
        ("nps", "0") if half_a_ten.as_ref() == Some(&name) => "10".to_owned(),
        ("scale10", "0") => "10".to_owned(),
        (_, digit) => digit.to_owned(),
    };
    let selector = ["input[value=\"", &value, "\"]"].concat();
    let input: HtmlInputElement = dom::first(&question, &selector)?;
    event.prevent_default();
    input.click();
    if ends_at_ten && key == "1" {
        let _ = input.focus();
        return Some(name);
    }
    go_on(survey, &question);
    None
}

/// Puts the focus on the next question that is in sight.
fn go_on(survey: &Survey, from: &Element) -> Option<()> {
    let questions = survey.questions();
    let at = questions.iter().position(|question| question.is_same_node(Some(from)))?;
    let next = questions.get(at + 1)?;
    let control: HtmlElement =
        dom::first(next, "input:checked").or_else(|| dom::first(next, "input, textarea"))?;
    control.focus().ok()
}

//! The survey's form as the browser has it, and its draft.

use super::dom;
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, UrlSearchParams,
};

/// The form and where its draft is kept.
#[derive(Clone)]
pub(super) struct Survey {
    form: HtmlFormElement,
    key: String,
}

/// Under which name the browser keeps the draft of a survey.
fn draft_key(draft: &str) -> String {
    ["soundings-draft-", draft].concat()
}

/// Removes drafts that the page names as of no more use.
pub(super) fn forget_drafts() {
    if let Some(mark) = dom::find::<HtmlElement>("[data-forget-draft]")
        && let Some(draft) = mark.get_attribute("data-forget-draft")
    {
        forget_draft(&draft);
    }
}

/// Removes a draft from the browser.
pub(super) fn forget_draft(draft: &str) {
    if let Some(storage) = dom::storage() {
        let _ = storage.remove_item(&draft_key(draft));
    }
}

impl Survey {
    pub(super) fn find(draft: &str) -> Option<Self> {
        Some(Self { form: dom::find("#survey")?, key: draft_key(draft) })
    }

    pub(super) fn form(&self) -> &HtmlFormElement {
        &self.form
    }

    /// Questions that are in sight, gates considered, in order.
    pub(super) fn questions(&self) -> Vec<HtmlElement> {
        let mut questions: Vec<HtmlElement> = dom::all(&self.form, "[data-question]");
        questions.retain(|question| question.offset_parent().is_some());
        questions
    }

    /// Whether the server sent nothing back into it.
    pub(super) fn is_fresh(&self) -> bool {
        dom::find::<HtmlElement>(".error-summary:not([hidden])").is_none()
    }

    /// How many of the questions in sight have an answer, and how many there are.
    pub(super) fn progress(&self) -> (usize, usize) {
        let questions = self.questions();
        let done = questions.iter().filter(|question| is_answered(question)).count();
        (done, questions.len())
    }

    /// Names and values of all that is answered, as the form would send them.
    pub(super) fn answers(&self) -> Vec<(String, String)> {
        let chosen = self.inputs().into_iter().filter(HtmlInputElement::checked);
        let typed = self.areas().into_iter().filter(|area| !area.value().is_empty());
        let mut answers: Vec<_> = chosen.map(|input| (input.name(), input.value())).collect();
        answers.extend(typed.map(|area| (area.name(), area.value())));
        answers
    }

    /// Keeps what is filled in; false when the browser allows no storage.
    pub(super) fn keep(&self) -> bool {
        let Ok(lines) = UrlSearchParams::new() else { return false };
        for (name, value) in self.answers() {
            lines.append(&name, &value);
        }
        let text = String::from(lines.to_string());
        dom::storage().is_some_and(|storage| storage.set_item(&self.key, &text).is_ok())
    }

    /// Whether somebody filled in anything since the page came.
    pub(super) fn is_changed(&self) -> bool {
        self.inputs().iter().any(is_chosen_anew) || self.areas().iter().any(is_typed_anew)
    }

    /// Fills in what was kept, except where somebody has answered since the page came; false
    /// when there was nothing to fill in.
    pub(super) fn restore(&self) -> bool {
        let kept = dom::storage().and_then(|storage| storage.get_item(&self.key).ok().flatten());
        let Some(Ok(lines)) = kept.map(|kept| UrlSearchParams::new_with_str(&kept)) else {
            return false;
        };
        let mut any = false;
        let inputs = self.inputs();
        let newer: Vec<String> = inputs
            .iter()
            .filter(|input| is_chosen_anew(input))
            .map(HtmlInputElement::name)
            .collect();
        for input in inputs {
            if newer.contains(&input.name()) {
                continue;
            }
            let values = lines.get_all(&input.name());
            if values.iter().any(|value| value.as_string().as_ref() == Some(&input.value())) {
                input.set_checked(true);
                any = true;
            }
        }
        for area in self.areas().into_iter().filter(|area| !is_typed_anew(area)) {
            if let Some(value) = lines.get(&area.name()) {
                area.set_value(&value);
                any = true;
            }
        }
        any
    }

    /// Empties the form and removes the draft.
    pub(super) fn forget(&self) {
        self.form.reset();
        if let Some(storage) = dom::storage() {
            let _ = storage.remove_item(&self.key);
        }
    }

    /// Radios and boxes with a value; the quiet “no answer” radio has none.
    fn inputs(&self) -> Vec<HtmlInputElement> {
        let mut inputs: Vec<HtmlInputElement> =
            dom::all(&self.form, "input[type=radio], input[type=checkbox]");
        inputs.retain(|input| !input.value().is_empty());
        inputs
    }

    fn areas(&self) -> Vec<HtmlTextAreaElement> {
        dom::all(&self.form, "textarea")
    }
}

fn is_chosen_anew(input: &HtmlInputElement) -> bool {
    input.checked() != input.default_checked()
}

fn is_typed_anew(area: &HtmlTextAreaElement) -> bool {
    area.default_value().is_ok_and(|sent| sent != area.value())
}

fn is_answered(question: &HtmlElement) -> bool {
    if let Ok(Some(area)) = question.query_selector("textarea") {
        return area
            .dyn_into::<HtmlTextAreaElement>()
            .is_ok_and(|area| !area.value().trim().is_empty());
    }
    // The quiet “no answer” radio has an empty value.
    question.query_selector("input:checked:not([value=''])").ok().flatten().is_some()
}

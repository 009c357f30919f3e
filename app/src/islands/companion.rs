//! The companion of somebody who answers: progress, keyboard, and a draft in their own browser.
//!
//! The form works without it. The draft never leaves the browser; it is removed when the answers
//! have arrived, when the person asks, and with everything else on signing out.

use leptos::prelude::*;

/// Progress through the form around it, and a local draft under the name `draft`.
#[island]
pub fn Companion(
    /// Names the draft in the browser's storage.
    draft: String,
) -> impl IntoView {
    let answered = RwSignal::new(0_usize);
    let total = RwSignal::new(0_usize);
    let restored = RwSignal::new(false);
    let kept = RwSignal::new(false);

    // After hydration: what is set before, the browser takes for what the server sent.
    #[cfg(feature = "hydrate")]
    Effect::new({
        let draft = draft.clone();
        move |_| {
            let Some(form) = form::Form::find(&draft) else { return };
            // Somebody may have begun before the script came.
            let begun = form.is_changed();
            // A form that came back from the server holds what was sent, newer than any draft.
            if form.is_fresh() && form.restore() {
                restored.set(true);
            }
            let refresh = {
                let form = form.clone();
                move || {
                    let (done, all) = form.progress();
                    answered.set(done);
                    total.set(all);
                }
            };
            refresh();
            if begun {
                kept.set(form.keep());
            }
            form.on_change({
                let form = form.clone();
                move || {
                    refresh();
                    kept.set(form.keep());
                }
            });
            form.on_key();
        }
    });

    let forget = move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(form) = form::Form::find(&draft) {
            form.forget();
            let (done, all) = form.progress();
            answered.set(done);
            total.set(all);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &draft;
        kept.set(false);
        restored.set(false);
    };
    view! {
        <div class="companion" hidden=move || total.get() == 0>
            <p class="companion-words" role="status">
                {move || format!("{} of {} answered", answered.get(), total.get())}
                {move || kept.get().then_some(" · kept in this browser")}
            </p>
            <progress class="companion-bar" max=move || total.get().to_string() value=move || answered.get().to_string()></progress>
            <p class="companion-keys">"Keys: digits answer and go on, arrows move. Up to 10, a 1 waits for its 0; Tab goes on."</p>
            <p class="companion-draft" hidden=move || !restored.get()>
                "Your answers from before are back. They were kept in this browser only. "
                <button type="button" class="button button-quiet" on:click=forget>
                    "Start afresh"
                </button>
            </p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod form {
    //! The form as the browser has it.

    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{
        Document, Element, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement,
        KeyboardEvent, Storage, UrlSearchParams,
    };

    /// The survey's form and where its draft is kept.
    #[derive(Clone)]
    pub(super) struct Form {
        element: HtmlFormElement,
        key: String,
    }

    fn document() -> Option<Document> {
        web_sys::window()?.document()
    }

    fn storage() -> Option<Storage> {
        web_sys::window()?.local_storage().ok().flatten()
    }

    impl Form {
        pub(super) fn find(draft: &str) -> Option<Self> {
            let element = document()?.get_element_by_id("survey")?.dyn_into().ok()?;
            Some(Self { element, key: crate::islands::draft_key(draft) })
        }

        fn all(&self, selector: &str) -> Vec<Element> {
            let Ok(list) = self.element.query_selector_all(selector) else { return Vec::new() };
            (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
        }

        /// Questions that are in sight, gates considered, in order.
        fn questions(&self) -> Vec<HtmlElement> {
            self.all("[data-question]")
                .into_iter()
                .filter_map(|element| element.dyn_into::<HtmlElement>().ok())
                .filter(|element| element.offset_parent().is_some())
                .collect()
        }

        /// Whether the server sent nothing back into it.
        pub(super) fn is_fresh(&self) -> bool {
            document().is_some_and(|document| {
                document.query_selector(".error-summary").ok().flatten().is_none()
            })
        }

        /// How many of the questions in sight have an answer, and how many there are.
        pub(super) fn progress(&self) -> (usize, usize) {
            let questions = self.questions();
            let done = questions.iter().filter(|question| is_answered(question)).count();
            (done, questions.len())
        }

        /// Keeps what is filled in; false when the browser allows no storage.
        pub(super) fn keep(&self) -> bool {
            let Ok(lines) = UrlSearchParams::new() else { return false };
            for input in self.inputs().into_iter().filter(HtmlInputElement::checked) {
                lines.append(&input.name(), &input.value());
            }
            for area in self.areas().into_iter().filter(|area| !area.value().is_empty()) {
                lines.append(&area.name(), &area.value());
            }
            let text = String::from(lines.to_string());
            storage().is_some_and(|storage| storage.set_item(&self.key, &text).is_ok())
        }

        /// Whether somebody filled in anything since the page came.
        pub(super) fn is_changed(&self) -> bool {
            self.inputs().iter().any(is_chosen_anew) || self.areas().iter().any(is_typed_anew)
        }

        /// Fills in what was kept, except where somebody has answered since the page came; false
        /// when there was nothing to fill in.
        pub(super) fn restore(&self) -> bool {
            let kept = storage().and_then(|storage| storage.get_item(&self.key).ok().flatten());
            let Some(Ok(lines)) = kept.map(|kept| UrlSearchParams::new_with_str(&kept)) else {
                return false;
            };
            let mut any = false;
            let inputs = self.inputs();
            let newer: Vec<String> = inputs
                .iter()
                .filter(|input| is_chosen_anew(input))
                .map(|input| input.name())
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

        /// Radios and boxes with a value; the quiet “no answer” radio has none.
        fn inputs(&self) -> Vec<HtmlInputElement> {
            self.all("input[type=radio], input[type=checkbox]")
                .into_iter()
                .filter_map(|element| element.dyn_into::<HtmlInputElement>().ok())
                .filter(|input| !input.value().is_empty())
                .collect()
        }

        fn areas(&self) -> Vec<HtmlTextAreaElement> {
            self.all("textarea").into_iter().filter_map(|element| element.dyn_into().ok()).collect()
        }

        /// Empties the form and removes the draft.
        pub(super) fn forget(&self) {
            self.element.reset();
            if let Some(storage) = storage() {
                let _ = storage.remove_item(&self.key);
            }
        }

        pub(super) fn on_change(&self, then: impl FnMut() + 'static) {
            let listener = Closure::<dyn FnMut()>::new(then);
            let function = listener.as_ref().unchecked_ref();
            let _ = self.element.add_event_listener_with_callback("input", function);
            // The page owns it until it is left.
            listener.forget();
        }

        /// Digits answer the question that has the focus and go on to the next; arrows up and down
        /// between questions are left to the radios, Enter never sends by accident.
        pub(super) fn on_key(&self) {
            let form = self.clone();
            let mut half_a_ten = None;
            let listener = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
                half_a_ten = form.press(&event, half_a_ten.take());
            });
            let function = listener.as_ref().unchecked_ref();
            let _ = self.element.add_event_listener_with_callback("keydown", function);
            listener.forget();
        }

        /// `half_a_ten` is the question in which the key before was a 1 that may become a 10; the
        /// same is returned for the next key.
        fn press(&self, event: &KeyboardEvent, half_a_ten: Option<String>) -> Option<String> {
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
            if key.len() != 1 || !key.chars().all(|digit| digit.is_ascii_digit()) {
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
            let selector = format!("input[value=\"{value}\"]");
            let input = question.query_selector(&selector).ok()??;
            let input = input.dyn_into::<HtmlInputElement>().ok()?;
            event.prevent_default();
            input.click();
            if ends_at_ten && key == "1" {
                let _ = input.focus();
                return Some(name);
            }
            self.go_on(&question);
            None
        }

        /// Puts the focus on the next question that is in sight.
        fn go_on(&self, from: &Element) {
            let questions = self.questions();
            let Some(at) = questions.iter().position(|question| question.is_same_node(Some(from)))
            else {
                return;
            };
            let Some(next) = questions.get(at + 1) else { return };
            let control = next
                .query_selector("input:checked")
                .ok()
                .flatten()
                .or_else(|| next.query_selector("input, textarea").ok().flatten());
            if let Some(control) =
                control.and_then(|control| control.dyn_into::<HtmlElement>().ok())
            {
                let _ = control.focus();
            }
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
}

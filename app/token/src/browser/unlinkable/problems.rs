//! What went wrong, shown as the server's own pages show it.

use crate::browser::dom;
use web_sys::{Document, Element, HtmlElement};

/// Shows the sentence of this name, or none.
pub(super) fn say(name: Option<&str>) {
    if let Some(place) = dom::find::<HtmlElement>("#unlinkable-problem") {
        dom::show_one(&place, "data-problem", name);
        if name.is_some() {
            place.scroll_into_view();
        }
    }
}

/// Takes away all that an earlier try has left.
pub(super) fn clear() {
    say(None);
    if let Some(summary) = dom::find::<HtmlElement>("#unlinkable-errors") {
        summary.set_hidden(true);
    }
    let Some(form) = dom::find::<Element>("#survey") else { return };
    for error in dom::all::<Element>(&form, ".field-error") {
        error.remove();
    }
    for question in dom::all::<Element>(&form, ".field-wrong") {
        let _ = question.class_list().remove_1("field-wrong");
        let described = dom::first::<Element>(&question, "textarea").unwrap_or(question);
        let _ = described.remove_attribute("aria-invalid");
        let before = described.get_attribute("data-described");
        let _ = match before {
            Some(before) if !before.is_empty() => {
                described.set_attribute("aria-describedby", &before)
            }
            _ => described.remove_attribute("aria-describedby"),
        };
    }
}

/// Shows each sentence at its field, and all of them in the summary, which takes the focus.
pub(super) fn show(problems: &[(String, String)]) -> Option<()> {
    let document = dom::document()?;
    let summary: HtmlElement = dom::find("#unlinkable-errors")?;
    let list: Element = dom::first(&summary, "ul")?;
    list.set_text_content(None);
    for (field, message) in problems {
        let line = document.create_element("li").ok()?;
        if at_field(&document, field, message).is_some() {
            let link = document.create_element("a").ok()?;
            link.set_attribute("href", &["#field-", field].concat()).ok()?;
            link.set_text_content(Some(message));
            line.append_child(&link).ok()?;
        } else {
            line.set_text_content(Some(message));
        }
        list.append_child(&line).ok()?;
    }
    summary.set_hidden(false);
    summary.focus().ok()
}

/// Puts a sentence in front of the control of its question, and ties the two together.
fn at_field(document: &Document, field: &str, message: &str) -> Option<()> {
    // A field is told by the server, and looked for by walking, not by a selector made of it.
    let form: Element = dom::find("#survey")?;
    let question = dom::all::<Element>(&form, "[data-question]")
        .into_iter()
        .find(|question| question.get_attribute("data-question").as_deref() == Some(field))?;
    let id = ["field-", field, "-error"].concat();
    let error = document.create_element("p").ok()?;
    error.set_class_name("field-error");
    error.set_id(&id);
    error.set_text_content(Some(message));
    let area: Option<Element> = dom::first(&question, "textarea");
    // After the question and its hint, which stand first; before all else in it.
    let before: Option<Element> = dom::first(&question, ":scope > :not(legend, label, .hint)");
    question.insert_before(&error, before.as_deref()).ok()?;
    question.class_list().add_1("field-wrong").ok()?;
    let described = area.clone().unwrap_or(question);
    let already = described.get_attribute("aria-describedby").unwrap_or_default();
    let _ = described.set_attribute("data-described", &already);
    let together = if already.is_empty() { id } else { [&already, " ", &id].concat() };
    let _ = described.set_attribute("aria-describedby", &together);
    if let Some(area) = area {
        let _ = area.set_attribute("aria-invalid", "true");
    }
    Some(())
}

//! One note: its field, and what the server has of it.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlInputElement, HtmlTextAreaElement};

pub(super) struct Field {
    pub(super) area: HtmlTextAreaElement,
    /// What the form itself would send as the revision, for whoever presses its button.
    hidden: Option<HtmlInputElement>,
    pub(super) place: String,
    pub(super) revision: i64,
    /// The text that the server has.
    pub(super) saved: String,
}

impl Field {
    pub(super) fn of(area: HtmlTextAreaElement, document: &Document) -> Option<Self> {
        let place = area.get_attribute("data-note")?;
        let revision = area.get_attribute("data-revision")?.parse().ok()?;
        let hidden = document.query_selector(&format!("input[name='revision-{place}']"));
        let hidden = hidden.ok().flatten().and_then(|input| input.dyn_into().ok());
        Some(Self {
            saved: area.default_value().unwrap_or_default(),
            area,
            hidden,
            place,
            revision,
        })
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.area.value() != self.saved
    }

    /// The server has `text` now, as `revision`.
    pub(super) fn is_saved(&mut self, text: String, revision: i64) {
        self.saved = text;
        self.revision = revision;
        if let Some(hidden) = &self.hidden {
            hidden.set_value(&revision.to_string());
        }
    }

    /// Puts a text of another window, or of before, together with what stands here.
    pub(super) fn join(&self, first: &str, second: &str) {
        let joined = if second.contains(first) {
            second.to_owned()
        } else if first.contains(second) {
            first.to_owned()
        } else {
            format!("{first}\n\n{second}")
        };
        self.area.set_value(&joined);
    }

    /// Writes at the cursor and puts it behind.
    pub(super) fn write(&self, text: &str) {
        let _ = self.area.focus();
        let at = self.area.selection_start().ok().flatten().unwrap_or_default();
        if self.area.set_range_text(text).is_ok() {
            let behind = at + text.encode_utf16().count() as u32;
            let _ = self.area.set_selection_range(behind, behind);
        }
    }
}

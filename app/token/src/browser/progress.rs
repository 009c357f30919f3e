//! How much of the survey is answered, in words and as a bar.

use super::dom;
use web_sys::{Element, HtmlElement};

/// Where it is shown.
pub(super) struct Progress {
    words: Element,
    bar: Element,
}

impl Progress {
    pub(super) fn within(companion: &HtmlElement) -> Option<Self> {
        Some(Self {
            words: dom::first(companion, ".companion-words")?,
            bar: dom::first(companion, "progress")?,
        })
    }

    pub(super) fn show(&self, answered: usize, asked: usize, kept: bool) {
        let (answered, asked) = (answered.to_string(), asked.to_string());
        let kept = if kept { " · kept in this browser" } else { "" };
        let words = [&answered, " of ", &asked, " answered", kept].concat();
        // Written only when it is news: a screen reader reads it out every time.
        if self.words.text_content().as_deref() != Some(&words) {
            self.words.set_text_content(Some(&words));
        }
        let _ = self.bar.set_attribute("max", &asked);
        let _ = self.bar.set_attribute("value", &answered);
    }
}

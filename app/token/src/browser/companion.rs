//! The companion of somebody who answers: progress, keyboard, and a draft in their own browser.
//!
//! The form works without it. The draft never leaves the browser; it is removed when the answers
//! have arrived, when the person asks, and on signing out.

use super::{dom, keys, progress::Progress, survey::Survey};
use std::{cell::Cell, rc::Rc};
use web_sys::HtmlElement;

/// The bar above the questions, and what it says.
struct Companion {
    survey: Survey,
    bar: HtmlElement,
    progress: Progress,
    kept: Cell<bool>,
}

/// Brings the companion of this page to life, if it has one.
pub(super) fn start() -> Option<()> {
    let bar: HtmlElement = dom::find(".companion")?;
    let survey = Survey::find(&bar.get_attribute("data-draft")?)?;
    let progress = Progress::within(&bar)?;
    let companion = Rc::new(Companion { survey, bar, progress, kept: Cell::new(false) });

    // Somebody may have begun before the script came.
    let begun = companion.survey.is_changed();
    // A form that came back from the server holds what was sent, newer than any draft.
    if companion.survey.is_fresh() && companion.survey.restore() {
        companion.show_restored(true);
    }
    if begun {
        companion.kept.set(companion.survey.keep());
    }
    companion.refresh();
    companion.listen();
    keys::listen(&companion.survey);
    Some(())
}

impl Companion {
    fn listen(self: &Rc<Self>) {
        dom::listen(self.survey.form(), "input", {
            let companion = Rc::clone(self);
            move |_| {
                companion.kept.set(companion.survey.keep());
                companion.refresh();
            }
        });
        if let Some(button) = dom::first::<HtmlElement>(&self.bar, ".companion-draft button") {
            let companion = Rc::clone(self);
            dom::listen(&button, "click", move |_| {
                companion.survey.forget();
                companion.kept.set(false);
                companion.show_restored(false);
                companion.refresh();
            });
        }
    }

    fn refresh(&self) {
        let (answered, asked) = self.survey.progress();
        self.bar.set_hidden(asked == 0);
        self.progress.show(answered, asked, self.kept.get());
    }

    fn show_restored(&self, restored: bool) {
        if let Some(words) = dom::first::<HtmlElement>(&self.bar, ".companion-draft") {
            words.set_hidden(!restored);
        }
    }
}

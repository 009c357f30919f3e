//! The token in sight: a copy of it to keep, and a copy to come back with.

use super::{memory::Memory, problems};
use crate::{TokenError, browser::dom};
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, File, HtmlElement, HtmlInputElement};

/// What the page says of the token.
pub(super) struct Panel {
    element: HtmlElement,
    memory: Rc<Memory>,
}

impl Panel {
    pub(super) fn start(element: HtmlElement, memory: Rc<Memory>) -> Rc<Self> {
        let panel = Rc::new(Self { element, memory });
        if let Some(input) = dom::first::<HtmlInputElement>(&panel.element, "input[type=file]") {
            let panel = Rc::clone(&panel);
            dom::listen(&input.clone(), "change", move |_| {
                let file = input.files().and_then(|files| files.get(0));
                if let Some(file) = file {
                    let panel = Rc::clone(&panel);
                    spawn_local(async move { panel.restore(&file).await });
                }
                // So that the same file can be chosen again after it was repaired.
                input.set_value("");
            });
        }
        panel.refresh();
        panel
    }

    /// Shows what there is now.
    pub(super) fn refresh(&self) {
        let token = self.memory.token();
        self.part("kept", token.is_some());
        self.part("missing", token.is_none());
        self.part("sent", token.is_some() && self.memory.is_sent());
        self.element.set_hidden(false);
        if let Some(token) = token
            && let Some(link) = dom::first::<Element>(&self.element, "a[download]")
        {
            // The file is the link: it is made here, and nothing is asked of the server.
            let text = String::from(js_sys::encode_uri_component(&token.to_json()));
            let _ = link.set_attribute("href", &["data:application/json,", &text].concat());
        }
    }

    async fn restore(&self, file: &File) {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        let token = text.ok_or(TokenError::NotOurs).and_then(|text| self.memory.read_token(&text));
        let problem = match token {
            Ok(token) if self.memory.keep_token(&token) => None,
            Ok(_) => Some("storage"),
            Err(TokenError::NotOurs) => Some("file-not-ours"),
            Err(TokenError::Newer) => Some("file-newer"),
            Err(TokenError::Damaged) => Some("file-damaged"),
            Err(TokenError::Another) => Some("file-another"),
        };
        problems::say(problem);
        self.refresh();
        self.part("restored", problem.is_none());
    }

    fn part(&self, name: &str, shown: bool) {
        let selector = ["[data-token=", name, "]"].concat();
        if let Some(part) = dom::first::<HtmlElement>(&self.element, &selector) {
            part.set_hidden(!shown);
        }
    }
}

//! Answers that nobody can tie to a person: get a token as somebody, send answers as nobody.
//!
//! Opening the page asks nothing and leaves no trace on the server. The token is asked for with the
//! first answer, so that minutes lie between asking as somebody and answering as nobody, in which
//! others do the same. What goes wrong is said by a sentence that the server rendered, one for each [`Trouble`], in
//! `app/src/components/answering/unlinkable.rs`.

mod issue;
mod memory;
mod panel;
mod problems;
mod redeem;

use super::{dom, survey::Survey};
use crate::encoding::decode;
use memory::Memory;
use panel::Panel;
use std::{cell::Cell, rc::Rc};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

pub(super) use issue::blind;

/// Why answers are not stored, or a token is not there. The page has a sentence for each.
pub(super) enum Trouble {
    /// A token went to this person already, and it is not in this browser.
    Issued,
    /// The wave takes no more answers.
    Closed,
    /// Another key than the published one was used.
    ProofWrong,
    /// Nothing came back.
    Offline,
    /// The session is over.
    SignedOut,
    /// Too often.
    Busy,
    /// The server does not take this token.
    Refused,
    /// The server failed, or answered what makes no sense.
    Server,
    /// The browser keeps nothing or has no random numbers.
    NoStorage,
    /// Some answers need another look: the field and the sentence for each.
    Answers(Vec<(String, String)>),
}

impl Trouble {
    /// The `data-problem` of its sentence.
    fn name(&self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Closed => "closed",
            Self::ProofWrong => "proof",
            Self::Offline => "offline",
            Self::SignedOut => "signed-out",
            Self::Busy => "busy",
            Self::Refused => "refused",
            Self::Server => "server",
            Self::NoStorage => "storage",
            Self::Answers(_) => "answers",
        }
    }
}

/// For which token a page is.
struct Terms {
    wave: Uuid,
    team: Uuid,
    key: [u8; 32],
}

impl Terms {
    fn of(element: &Element) -> Option<Self> {
        let read = |name| element.get_attribute(name);
        Some(Self {
            wave: Uuid::try_parse(&read("data-wave")?).ok()?,
            team: Uuid::try_parse(&read("data-team")?).ok()?,
            key: decode(&read("data-key")?)?,
        })
    }
}

/// The form, and what is needed to send it.
struct Sending {
    survey: Survey,
    draft: String,
    memory: Rc<Memory>,
    panel: Option<Rc<Panel>>,
    button: HtmlButtonElement,
}

/// Brings the token panel of this page to life, and sending, where the page is about a wave that
/// is answered like this.
pub(super) fn start() -> Option<()> {
    let form = dom::find::<HtmlElement>("#survey[data-mode=unlinkable]");
    let panel = dom::find::<HtmlElement>("#unlinkable-token");
    let place = form.clone().or_else(|| panel.clone())?;
    // By person, where the page says who, so that whoever signs in next in the same browser does
    // not send with somebody else's token.
    let named = dom::find::<Element>(".companion").or_else(|| panel.clone().map(Into::into));
    let draft = named.and_then(|element| element.get_attribute("data-draft"));
    let memory = Rc::new(Memory::new(Terms::of(&place)?, draft.as_deref()));
    let panel = panel.map(|element| Panel::start(element, Rc::clone(&memory)));

    let form = form?;
    if !memory.works() {
        problems::say(Some(Trouble::NoStorage.name()));
        return None;
    }
    let draft = draft.unwrap_or_default();
    let survey = Survey::find(&draft)?;
    let button = dom::first::<HtmlButtonElement>(&form, "button[type=submit]")?;
    button.set_disabled(false);
    say_status("ready");
    let sending = Rc::new(Sending { survey, draft, memory, panel, button });
    let ahead = Cell::new(false);
    dom::listen(&form, "input", {
        let sending = Rc::clone(&sending);
        move |_| {
            if !ahead.replace(true) && sending.memory.token().is_none() {
                let sending = Rc::clone(&sending);
                spawn_local(async move { sending.prepare().await });
            }
        }
    });
    // Browsers look at what is required and too long before there is such an event.
    dom::listen(&form, "submit", move |event| {
        event.prevent_default();
        if !sending.button.disabled() {
            sending.button.set_disabled(true);
            let sending = Rc::clone(&sending);
            spawn_local(async move { sending.run().await });
        }
    });
    Some(())
}

impl Sending {
    /// Gets the token ahead of sending. If that fails, sending tries again, and says why.
    async fn prepare(&self) {
        if issue::token(&self.memory).await.is_ok()
            && let Some(panel) = &self.panel
        {
            panel.refresh();
        }
    }

    async fn run(&self) {
        problems::clear();
        say_status("sending");
        let sent = self.send().await;
        if let Some(panel) = &self.panel {
            panel.refresh();
        }
        match sent {
            Ok(()) => {
                super::survey::forget_draft(&self.draft);
                if let Some(window) = web_sys::window() {
                    let _ = window.location().assign(&self.memory.address("/answer/", "/done"));
                }
            }
            Err(trouble) => {
                say_status("ready");
                self.button.set_disabled(false);
                problems::say(Some(trouble.name()));
                if let Trouble::Answers(answers) = &trouble {
                    problems::show(answers);
                }
            }
        }
    }

    async fn send(&self) -> Result<(), Trouble> {
        let token = match self.memory.token() {
            Some(token) => token,
            None => issue::token(&self.memory).await?,
        };
        redeem::answers(&self.memory, &token, self.survey.answers()).await
    }
}

fn say_status(name: &str) {
    if let Some(status) = dom::find::<HtmlElement>("#unlinkable-status") {
        dom::show_one(&status, "data-status", Some(name));
    }
}

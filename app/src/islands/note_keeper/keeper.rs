//! When notes are saved, and what happens when they can't be.

use super::field::Field;
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, HtmlTextAreaElement, KeyboardEvent, RequestInit, Response, Storage, UrlSearchParams,
    Window,
};

/// Milliseconds after the last key until a note is saved.
const PAUSE: i32 = 700;
/// Milliseconds until the next try without a connection, and signed out.
const NEXT_TRY: i32 = 3_000;

const SAVED: &str = "All notes are saved";
const SAVING: &str = "Saving …";
const OFFLINE: &str =
    "No connection. What you type is kept in this browser, and saved when it is back.";
const SIGNED_OUT: &str = "You are signed out. What you type is kept in this browser: sign in in another tab, and it is saved.";
const JOINED: &str = "Another window had changed a note. Both texts stand in it now.";
const REFUSED: &str = "The server takes no notes for this interview any more. What it does not have is kept in this browser only: copy it before you leave.";

pub(super) struct Keeper {
    window: Window,
    url: String,
    key: String,
    words: RwSignal<String>,
    fields: RefCell<Vec<Field>>,
    /// The note that had the focus last.
    at: Cell<usize>,
    timer: Cell<Option<i32>>,
    saving: Cell<bool>,
}

/// What the server said to one note.
enum Answer {
    Kept(i64),
    Changed(String, i64),
    SignedOut,
    Refused,
    Unreachable,
}

impl Keeper {
    pub(super) fn start(draft: &str, words: RwSignal<String>) -> Option<Rc<Self>> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let form = document.get_element_by_id("notes")?;
        let areas = form.query_selector_all("textarea[data-note]").ok()?;
        let fields: Vec<Field> = (0..areas.length())
            .filter_map(|index| areas.item(index)?.dyn_into::<HtmlTextAreaElement>().ok())
            .filter_map(|area| Field::of(area, &document))
            .collect();
        let keeper = Rc::new(Self {
            url: form.get_attribute("data-save")?,
            key: format!("soundings-notes-{draft}"),
            words,
            fields: RefCell::new(fields),
            at: Cell::new(0),
            timer: Cell::new(None),
            saving: Cell::new(false),
            window,
        });
        keeper.restore();
        keeper.minutes();
        keeper.listen(&form);
        words.set(SAVED.to_owned());
        // What was kept, or typed before the script came.
        keeper.changed();
        Some(keeper)
    }

    fn storage(&self) -> Option<Storage> {
        self.window.local_storage().ok().flatten()
    }

    /// Puts back what the server never confirmed.
    fn restore(&self) {
        let Some(Ok(Some(kept))) = self.storage().map(|storage| storage.get_item(&self.key)) else {
            return;
        };
        let Ok(kept) = UrlSearchParams::new_with_str(&kept) else { return };
        for field in self.fields.borrow().iter() {
            let Some(text) = kept.get(&field.place) else { continue };
            let revision = kept.get(&format!("revision-{}", field.place));
            let ours = revision.and_then(|revision| revision.parse().ok()) == Some(field.revision);
            if ours && !field.is_dirty() {
                field.area.set_value(&text);
            } else {
                field.join(&field.area.value(), &text);
            }
        }
    }

    /// Keeps in the browser whatever the server does not have.
    fn remember(&self) {
        let Some(storage) = self.storage() else { return };
        let Ok(kept) = UrlSearchParams::new() else { return };
        let fields = self.fields.borrow();
        let mut any = false;
        for field in fields.iter().filter(|field| field.is_dirty()) {
            any = true;
            kept.append(&field.place, &field.area.value());
            kept.append(&format!("revision-{}", field.place), &field.revision.to_string());
        }
        let _ = if any {
            storage.set_item(&self.key, &String::from(kept.to_string()))
        } else {
            storage.remove_item(&self.key)
        };
    }

    fn listen(self: &Rc<Self>, form: &Element) {
        let on = |target: &web_sys::EventTarget, event: &str, then: Rc<dyn Fn(KeyboardEvent)>| {
            let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event| then(event));
            let function = listener.as_ref().unchecked_ref();
            let _ = target.add_event_listener_with_callback(event, function);
            // The page owns it until it is left.
            listener.forget();
        };
        let keeper = Rc::clone(self);
        on(form, "input", Rc::new(move |_| keeper.changed()));
        let keeper = Rc::clone(self);
        on(form, "focusin", Rc::new(move |event| keeper.note_focus(&event)));
        let keeper = Rc::clone(self);
        on(form, "keydown", Rc::new(move |event| keeper.press(&event)));
        let keeper = Rc::clone(self);
        on(&self.window, "online", Rc::new(move |_| keeper.save_in(0)));
    }

    fn note_focus(&self, event: &KeyboardEvent) {
        let target =
            event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        let fields = self.fields.borrow();
        if let Some(at) = fields.iter().position(|field| Some(&field.area) == target.as_ref()) {
            self.at.set(at);
        }
    }

    fn press(self: &Rc<Self>, event: &KeyboardEvent) {
        if !event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let to = match event.code().as_str() {
            "KeyT" => {
                event.prevent_default();
                return self.mark_time();
            }
            "ArrowUp" => self.at.get().checked_sub(1),
            "ArrowDown" => Some(self.at.get() + 1),
            _ => return,
        };
        event.prevent_default();
        if let Some(field) = to.and_then(|to| self.fields.borrow().get(to).map(|f| f.area.clone()))
        {
            let _ = field.focus();
        }
    }

    /// Minutes and seconds since notes were first taken in this window.
    fn minutes(&self) -> String {
        let now = js_sys::Date::now();
        let key = format!("{}-began", self.key);
        let storage = self.window.session_storage().ok().flatten();
        let began = storage.as_ref().and_then(|storage| storage.get_item(&key).ok().flatten());
        let began = began.and_then(|began| began.parse::<f64>().ok()).unwrap_or_else(|| {
            if let Some(storage) = &storage {
                let _ = storage.set_item(&key, &now.to_string());
            }
            now
        });
        let seconds = ((now - began) / 1000.0).max(0.0) as u32;
        format!("{:02}:{:02}", seconds / 60, seconds % 60)
    }

    /// Writes the time into the note that had the focus last.
    pub(super) fn mark_time(self: &Rc<Self>) {
        if let Some(field) = self.fields.borrow().get(self.at.get()) {
            field.write(&format!("[{}] ", self.minutes()));
        }
        self.changed();
    }

    fn changed(self: &Rc<Self>) {
        self.remember();
        if self.fields.borrow().iter().any(Field::is_dirty) {
            self.save_in(PAUSE);
        }
    }

    fn save_in(self: &Rc<Self>, milliseconds: i32) {
        if let Some(timer) = self.timer.take() {
            self.window.clear_timeout_with_handle(timer);
        }
        let keeper = Rc::clone(self);
        let then = Closure::once_into_js(move || leptos::task::spawn_local(keeper.save()));
        let timer = self.window.set_timeout_with_callback_and_timeout_and_arguments_0(
            then.unchecked_ref(),
            milliseconds,
        );
        self.timer.set(timer.ok());
    }

    /// Saves one note after the other until the server has all.
    async fn save(self: Rc<Self>) {
        if self.saving.replace(true) {
            return;
        }
        let mut told = SAVED;
        let next_try = loop {
            let next = {
                let fields = self.fields.borrow();
                let next = fields.iter().enumerate().find(|(_, field)| field.is_dirty());
                next.map(|(at, field)| {
                    (at, field.place.clone(), field.area.value(), field.revision)
                })
            };
            let Some((at, place, text, revision)) = next else { break None };
            self.words.set(SAVING.to_owned());
            let answer = self.send(&place, &text, revision).await;
            match answer {
                Answer::Kept(revision) => self.fields.borrow_mut()[at].is_saved(text, revision),
                Answer::Changed(theirs, revision) => {
                    let field = &mut self.fields.borrow_mut()[at];
                    field.join(&theirs, &field.area.value());
                    field.is_saved(theirs, revision);
                    told = JOINED;
                }
                Answer::SignedOut => break Some((SIGNED_OUT, NEXT_TRY)),
                Answer::Unreachable => break Some((OFFLINE, NEXT_TRY)),
                Answer::Refused => {
                    told = REFUSED;
                    break None;
                }
            }
            self.remember();
        };
        self.saving.set(false);
        if let Some((words, milliseconds)) = next_try {
            told = words;
            self.save_in(milliseconds);
        }
        self.words.set(told.to_owned());
    }

    async fn send(&self, place: &str, text: &str, revision: i64) -> Answer {
        self.try_to_send(place, text, revision).await.unwrap_or(Answer::Unreachable)
    }

    async fn try_to_send(&self, place: &str, text: &str, revision: i64) -> Result<Answer, JsValue> {
        let body = UrlSearchParams::new()?;
        body.append("place", place);
        body.append("text", text);
        body.append("revision", &revision.to_string());
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&body);
        let response = JsFuture::from(self.window.fetch_with_str_and_init(&self.url, &request));
        let response: Response = response.await?.dyn_into()?;
        match response.status() {
            200 | 409 => {}
            401 => return Ok(Answer::SignedOut),
            500.. | 408 | 429 => return Ok(Answer::Unreachable),
            _ => return Ok(Answer::Refused),
        }
        // A conflict about the interview itself comes as a page, not as a text and a revision.
        let Ok(answer) = JsFuture::from(response.json()?).await else { return Ok(Answer::Refused) };
        let part = |name: &str| js_sys::Reflect::get(&answer, &name.into());
        let revision = part("revision")?.as_f64().unwrap_or_default() as i64;
        match part("text")?.as_string() {
            Some(text) if response.status() == 409 => Ok(Answer::Changed(text, revision)),
            _ => Ok(Answer::Kept(revision)),
        }
    }
}

//! When notes are saved, and what happens when they can't be.

use super::field::Field;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, EventTarget, HtmlTextAreaElement, KeyboardEvent, Storage, UrlSearchParams, Window,
    XmlHttpRequest,
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
const TOO_LONG: &str = "A note is too long to be saved. What the server does not have is kept in this browser: put some of it elsewhere.";
const REFUSED: &str = "The server takes no notes for this interview any more. What it does not have is kept in this browser only: copy it before you leave.";

pub(super) struct Keeper {
    window: Window,
    url: String,
    key: String,
    /// Where it says how things stand.
    words: Element,
    fields: RefCell<Vec<Field>>,
    /// The note that had the focus last.
    at: Cell<usize>,
    timer: Cell<Option<i32>>,
    /// The request that is on its way.
    sending: RefCell<Option<Sending>>,
    /// Whether texts of two windows were put together since all was saved last.
    joined: Cell<bool>,
}

/// A note on its way to the server.
struct Sending {
    request: XmlHttpRequest,
    at: usize,
    text: String,
}

impl Keeper {
    pub(super) fn start(draft: &str) -> Option<Rc<Self>> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let form = document.get_element_by_id("notes")?;
        let bar = form.query_selector(".capture-bar").ok()??;
        let areas = form.query_selector_all("textarea[data-note]").ok()?;
        let fields: Vec<Field> = (0..areas.length())
            .filter_map(|index| areas.item(index)?.dyn_into::<HtmlTextAreaElement>().ok())
            .filter_map(|area| Field::of(area, &document))
            .collect();
        let keeper = Rc::new(Self {
            url: form.get_attribute("data-save")?,
            key: format!("soundings-notes-{draft}"),
            words: bar.query_selector("[role=status]").ok()??,
            fields: RefCell::new(fields),
            at: Cell::new(0),
            timer: Cell::new(None),
            sending: RefCell::new(None),
            joined: Cell::new(false),
            window,
        });
        keeper.restore();
        keeper.minutes();
        keeper.listen(&form, &bar);
        keeper.say(SAVED);
        let _ = bar.remove_attribute("hidden");
        // What was kept, or typed before the script came.
        keeper.changed();
        Some(keeper)
    }

    fn say(&self, words: &str) {
        self.words.set_text_content(Some(words));
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

    fn listen(self: &Rc<Self>, form: &Element, bar: &Element) {
        self.on(form, "input", |keeper, _| keeper.changed());
        self.on(form, "focusin", |keeper, event| keeper.note_focus(event));
        self.on(form, "keydown", |keeper, event| keeper.press(event));
        self.on(&self.window, "online", |keeper, _| keeper.save());
        if let Ok(Some(mark)) = bar.query_selector("button") {
            self.on(&mark, "click", |keeper, _| keeper.mark_time());
        }
    }

    fn on(self: &Rc<Self>, target: &EventTarget, event: &str, then: fn(&Rc<Self>, &KeyboardEvent)) {
        let keeper = Rc::clone(self);
        let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event| then(&keeper, &event));
        let function = listener.as_ref().unchecked_ref();
        let _ = target.add_event_listener_with_callback(event, function);
        // The page owns it until it is left.
        listener.forget();
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
        // Whole numbers: reading and writing fractions would be a tenth of all that is downloaded.
        let now = js_sys::Date::now() as i64;
        let key = format!("{}-began", self.key);
        let storage = self.window.session_storage().ok().flatten();
        let began = storage.as_ref().and_then(|storage| storage.get_item(&key).ok().flatten());
        let began = began.and_then(|began| began.parse::<i64>().ok()).unwrap_or_else(|| {
            if let Some(storage) = &storage {
                let _ = storage.set_item(&key, &now.to_string());
            }
            now
        });
        let seconds = (now - began).max(0) / 1000;
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
            // Nobody is to close the window on a word that was read too soon.
            if self.sending.borrow().is_none()
                && self.words.text_content().as_deref() == Some(SAVED)
            {
                self.say(SAVING);
            }
            self.save_in(PAUSE);
        }
    }

    fn save_in(self: &Rc<Self>, milliseconds: i32) {
        if let Some(timer) = self.timer.take() {
            self.window.clear_timeout_with_handle(timer);
        }
        let keeper = Rc::clone(self);
        let then = Closure::once_into_js(move || keeper.save());
        let timer = self.window.set_timeout_with_callback_and_timeout_and_arguments_0(
            then.unchecked_ref(),
            milliseconds,
        );
        self.timer.set(timer.ok());
    }

    /// Saves one note after the other until the server has all.
    fn save(self: &Rc<Self>) {
        if self.sending.borrow().is_some() {
            return;
        }
        let next = {
            let fields = self.fields.borrow();
            let next = fields.iter().enumerate().find(|(_, field)| field.is_dirty());
            next.map(|(at, field)| (at, field.place.clone(), field.area.value(), field.revision))
        };
        let Some((at, place, text, revision)) = next else {
            return self.say(if self.joined.take() { JOINED } else { SAVED });
        };
        self.say(SAVING);
        match self.send(&place, &text, revision) {
            Ok(request) => *self.sending.borrow_mut() = Some(Sending { request, at, text }),
            Err(_) => self.try_again(OFFLINE),
        }
    }

    fn try_again(self: &Rc<Self>, words: &str) {
        self.say(words);
        self.save_in(NEXT_TRY);
    }

    fn send(
        self: &Rc<Self>,
        place: &str,
        text: &str,
        revision: i64,
    ) -> Result<XmlHttpRequest, JsValue> {
        let body = UrlSearchParams::new()?;
        body.append("place", place);
        body.append("text", text);
        body.append("revision", &revision.to_string());
        let request = XmlHttpRequest::new()?;
        request.open("POST", &self.url)?;
        request.set_request_header("Content-Type", "application/x-www-form-urlencoded")?;
        // Comes for every end, good or bad.
        self.on(&request, "loadend", |keeper, _| keeper.answered());
        request.send_with_opt_str(Some(&String::from(body.to_string())))?;
        Ok(request)
    }

    fn answered(self: &Rc<Self>) {
        let Some(Sending { request, at, text }) = self.sending.take() else { return };
        let answer = request.response_text().ok().flatten().unwrap_or_default();
        let answer = UrlSearchParams::new_with_str(&answer).ok();
        let part = |name: &str| answer.as_ref().and_then(|answer| answer.get(name));
        let revision = part("revision").and_then(|revision| revision.parse().ok());
        // 0: there was no answer.
        match (request.status().unwrap_or(0), revision, part("text")) {
            (200, Some(revision), _) => self.fields.borrow_mut()[at].is_saved(text, revision),
            (409, Some(revision), Some(theirs)) => {
                let field = &mut self.fields.borrow_mut()[at];
                field.join(&theirs, &field.area.value());
                field.is_saved(theirs, revision);
                self.joined.set(true);
            }
            (401, ..) => return self.try_again(SIGNED_OUT),
            (0 | 408 | 429 | 500.., ..) => return self.try_again(OFFLINE),
            (400, ..) => return self.say(TOO_LONG),
            // About the interview itself: it was withdrawn, say.
            _ => return self.say(REFUSED),
        }
        self.remember();
        self.save();
    }
}

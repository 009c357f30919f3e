//! The page of an error: whole in itself, so that it looks right even when nothing else works.
//!
//! It is written by hand and not by Leptos, because it must also come out of a layer that knows
//! no page, and after a panic in one.

use super::assets;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// In the colours and letters of the style sheet where that is loaded, else in ones like them. It
/// stands in no cascade layer, so nothing in the style sheet undoes the layout.
const STYLE: &str = ":root{color-scheme:light dark;\
--error-paper:var(--paper,#f6f8f6);--error-ink:var(--ink,#0b2932);\
--error-quiet:var(--ink-quiet,#546b73);--error-link:var(--teal,#0b5f6c)}\
@media (prefers-color-scheme:dark){:root{\
--error-paper:var(--paper,#071d24);--error-ink:var(--ink,#e4efee);\
--error-quiet:var(--ink-quiet,#93abb0);--error-link:var(--teal,#6fc3cc)}}\
body{margin:0;font:1rem/1.55 var(--sans,system-ui,sans-serif);\
color:var(--error-ink);background:var(--error-paper);overflow-wrap:break-word}\
.error-page{max-width:38rem;margin:0 auto;padding:max(2rem,14vh) 1.5rem 3rem}\
.error-page p{margin:0 0 .75rem}\
.error-page a{color:var(--error-link);text-underline-offset:.2em}\
.error-page a:focus-visible{outline:3px solid var(--focus,var(--error-link));outline-offset:3px}\
.error-page .error-page-brand{margin:0 0 2.5rem;font:500 1.25rem/1 var(--serif,Georgia,serif)}\
.error-page .error-page-brand a{color:inherit;text-decoration:none}\
.error-page .error-page-status,.error-page .error-page-number{font-size:.875rem;color:var(--error-quiet)}\
.error-page .error-page-status{margin:0}\
.error-page h1{margin:.25rem 0 1rem;font:500 clamp(1.75rem,1.5rem + 1vw,2.25rem)/1.15 var(--serif,Georgia,serif);text-wrap:balance}\
.error-page code{font:.875rem var(--mono,monospace);user-select:all}\
.error-page .error-page-ways{margin:2rem 0 0}";

/// The hash lets this one inline style through; scripts don't run here at all.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'self' 'sha256-{hash}'; font-src 'self'; img-src 'self' \
         data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).ok()
});

/// An error page under construction.
pub(super) struct ErrorPage {
    status: StatusCode,
    title: String,
    texts: Vec<String>,
    number: Option<String>,
    back: bool,
}

impl ErrorPage {
    pub(super) fn new(status: StatusCode) -> Self {
        Self { status, title: String::new(), texts: Vec::new(), number: None, back: false }
    }

    /// What happened, in a few words.
    pub(super) fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// One paragraph more: what it means, what to do.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.texts.push(text.into());
        self
    }

    /// The number under which the cause is in the log.
    pub(super) fn number(mut self, number: &str) -> Self {
        self.number = Some(number.to_owned());
        self
    }

    /// Reminds that the browser's back button keeps what was typed.
    pub(super) fn back(mut self) -> Self {
        self.back = true;
        self
    }

    fn html(&self) -> String {
        let title = escape(&self.title);
        let texts: String =
            self.texts.iter().map(|text| format!("<p>{}</p>\n", escape(text))).collect();
        let number = self.number.as_ref().map_or_else(String::new, |number| {
            format!(
                "<p class=\"error-page-number\">Error number <code>{}</code></p>\n",
                escape(number)
            )
        });
        let back = if self.back {
            "<p>Your browser's back button brings back what you typed.</p>\n"
        } else {
            ""
        };
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <title>{title} – Soundings</title>\n<style>{STYLE}</style>\n\
             <link rel=\"stylesheet\" href=\"{stylesheet}\">\n</head>\n<body>\n\
             <main class=\"error-page\" id=\"main\">\n\
             <p class=\"error-page-brand\"><a href=\"/\">Soundings</a></p>\n\
             <p class=\"error-page-status\">Error {status}</p>\n\
             <h1>{title}</h1>\n{texts}{back}{number}\
             <p class=\"error-page-ways\"><a href=\"/\">Go to the start page</a></p>\n\
             </main>\n</body>\n</html>\n",
            stylesheet = assets::url("soundings.css"),
            status = self.status.as_u16(),
        )
    }
}

impl IntoResponse for ErrorPage {
    fn into_response(self) -> Response {
        let mut response = (self.status, Html(self.html())).into_response();
        if let Some(policy) = &*POLICY {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        }
        response
    }
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
        escaped
    })
}

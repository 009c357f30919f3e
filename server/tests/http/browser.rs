//! A browser: it keeps cookies, says where its forms come from, and reads answers.

use crate::html;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header, request},
};
use http_body_util::BodyExt;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tower::ServiceExt;

/// A browser; a clone is another tab of the same one.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    origin: String,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// What came, where it is no text.
    pub bytes: Vec<u8>,
}

impl Browser {
    pub fn new(router: Router, origin: &str) -> Self {
        Self { router, origin: origin.to_owned(), cookies: Arc::default() }
    }

    /// Loads a page. Redirects are not followed.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form, as a page of this server would.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::ORIGIN, &self.origin)
            .header("sec-fetch-site", "same-origin");
        self.send_form(request, fields).await
    }

    /// Sends JSON, as the browser part of a page of this server would.
    pub async fn post_json(&self, path: &str, body: impl Into<Body>) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::ORIGIN, &self.origin)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Sends a form with headers of one's own choice; none says where it comes from.
    pub async fn send_form(&self, request: request::Builder, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends a form with a file in it, as a page of this server would.
    pub async fn post_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        content: &[u8],
    ) -> Answer {
        const LINE: &str = "----a-line-that-no-file-has";
        let mut body = Vec::new();
        for (field, value) in fields {
            let head = format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{field}\"");
            body.extend_from_slice(format!("{head}\r\n\r\n{value}\r\n").as_bytes());
        }
        let head = format!(
            "--{LINE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{LINE}--\r\n").as_bytes());
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={LINE}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A request with this browser's cookies and nothing else.
    pub fn request(&self, method: Method, path: &str) -> request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder().method(method).uri(path);
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            if attributes.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    /// Keeps a session's cookie as if it had been set by an answer.
    pub fn keep_cookie(&self, secure: bool, token: &str) {
        let name = if secure { "__Host-soundings" } else { "soundings" };
        self.cookies.lock().unwrap().insert(name.to_owned(), token.to_owned());
    }

    /// What the session's cookie holds.
    pub fn cookie(&self) -> Option<String> {
        self.cookies.lock().unwrap().values().next().cloned()
    }
}

impl Answer {
    /// The value of a header; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// What a person reads, with one space wherever there is none, one or several; nothing where
    /// the answer is a file to download.
    pub fn text(&self) -> String {
        let is_page = self.header("content-type").starts_with("text/html");
        if is_page { html::text(&self.body) } else { String::new() }
    }

    /// Whether a person reads this.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// What the form that is sent to `action` (empty: to its own page) would send as it stands.
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        html::form(&self.body, action)
            .unwrap_or_else(|| panic!("no form to {action:?} in: {}", self.text()))
    }

    /// What a field of the page holds; the first of this name, in whatever form it is.
    pub fn field(&self, name: &str) -> Option<String> {
        html::fields(&self.body)
            .into_iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value)
    }

    /// Fails, with what the page says, when the status is another.
    #[track_caller]
    pub fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{} {}", self.location(), self.text());
        self
    }

    /// Fails when the answer is no redirect to this address.
    #[track_caller]
    pub fn expect_redirect(self, location: &str) -> Self {
        let answer = self.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), location);
        answer
    }
}

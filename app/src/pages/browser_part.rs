//! Which code the browser gets along with a page.

use leptos::prelude::*;

/// There are two, and a page loads one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserPart {
    /// The islands, `app/src/islands`.
    Islands,
    /// The answering pages' own, `app/token`, which is small: everybody who answers pays for it,
    /// often on a phone, and it has to be read by whoever wants to know what it sends.
    Answering,
}

impl BrowserPart {
    /// The part of the page that is being rendered.
    ///
    /// It is told by the address, because the head of a document is written before its page is
    /// drawn: what a page puts into the context comes too late to decide what its head loads.
    #[must_use]
    pub fn of_this_request() -> Self {
        use_context::<http::request::Parts>()
            .map_or(Self::Islands, |parts| Self::of(parts.uri.path()))
    }

    fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["answer", _] | ["answer", _, "done"] | ["programs", _, "preview"] => Self::Answering,
            _ => Self::Islands,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_a_survey_load_the_small_part() {
        for path in ["/answer/1", "/answer/1/", "/answer/1/done", "/programs/1/preview"] {
            assert_eq!(BrowserPart::of(path), BrowserPart::Answering, "{path}");
        }
        for path in ["/", "/answer", "/answer/1/more", "/programs/1", "/waves/1", "/sign-in"] {
            assert_eq!(BrowserPart::of(path), BrowserPart::Islands, "{path}");
        }
    }
}

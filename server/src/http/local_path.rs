//! A path on this server, such as the page to go on to after signing in.

use std::fmt;
use url::form_urlencoded;

/// Where to go next, never to another site: a link to us can't be made to lead elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    /// Reads what came back from a browser; anything but a plain path of ours is `None`.
    ///
    /// ```
    /// use soundings::http::local_path::LocalPath;
    /// assert!(LocalPath::parse("/waves/3?tab=2").is_some());
    /// assert!(LocalPath::parse("//example.net/").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Browsers read a backslash as a slash and skip tabs and line breaks.
        let odd = |c: char| c == '\\' || c.is_control();
        let local = text.starts_with('/') && !text.starts_with("//") && !text.contains(odd);
        (local && text.len() <= 2_000).then(|| Self(text.to_owned()))
    }

    /// The address of the sign-in page that leads here afterwards.
    #[must_use]
    pub fn by_way_of_sign_in(&self) -> String {
        if self.0 == "/" {
            return "/sign-in".to_owned();
        }
        let next: String = form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        format!("/sign-in?next={next}")
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LocalPath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl fmt::Display for LocalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_followed() {
        for fine in ["/", "/results", "/results?wave=1&next=//x", "/teams/ünder"] {
            assert!(LocalPath::parse(fine).is_some(), "{fine}");
        }
        for wrong in [
            "",
            "results",
            "//example.net",
            "/\\example.net",
            "\\\\example.net",
            "https://example.net",
            "javascript:alert(1)",
            "/\t/example.net",
            "/a\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(LocalPath::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_sign_in_page_is_told_where_to_go_on() {
        let path = LocalPath::parse("/a?b=c&d=e").expect("a path");
        assert_eq!(path.by_way_of_sign_in(), "/sign-in?next=%2Fa%3Fb%3Dc%26d%3De");
        assert_eq!(LocalPath::default().by_way_of_sign_in(), "/sign-in");
    }
}

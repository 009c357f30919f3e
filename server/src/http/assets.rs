//! The files a browser fetches: script, wasm, style sheet, and whatever else lies in `style/`.
//!
//! `cargo xtask build` puts them into `target/site/pkg`, each with a brotli-compressed copy beside
//! it. A release build carries them inside. A development build reads them from there when it
//! starts, so that a changed style sheet needs a restart and no compiler.
//!
//! Their addresses carry one version, a hash over all of them: `/pkg/<version>/soundings.js`. A
//! browser may keep such a file for ever, and never mixes the script of one release with the wasm
//! of another. The version stands in the path and not in a query because the script that Leptos
//! writes into the page can only be told a directory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../target/site/pkg"]
#[allow_missing = true]
struct Embedded;

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    Assets::collect(
        Embedded::iter().filter_map(|name| Some((name.clone(), Embedded::get(&name)?.data))),
    )
});

/// The directory of this version without slashes around it, for `LeptosOptions::site_pkg_dir`.
pub fn directory() -> &'static str {
    &ASSETS.directory
}

/// The address of one file, such as `/pkg/<version>/soundings.css`.
pub fn url(name: &str) -> String {
    format!("/{}/{name}", ASSETS.directory)
}

/// The route that serves them.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(
        "/pkg/{version}/{*name}",
        get(async |Path((version, name)): Path<(String, String)>, headers: HeaderMap| {
            ASSETS.respond(&version, &name, &headers)
        }),
    )
}

struct Assets {
    directory: String,
    version: String,
    files: BTreeMap<String, File>,
}

struct File {
    content: Cow<'static, [u8]>,
    compressed: Option<Cow<'static, [u8]>>,
    tag: String,
    kind: &'static str,
}

impl Assets {
    fn collect(files: impl Iterator<Item = (Cow<'static, str>, Cow<'static, [u8]>)>) -> Self {
        let mut all: BTreeMap<String, Cow<'static, [u8]>> =
            files.map(|(name, content)| (name.into_owned(), content)).collect();
        let names: Vec<String> =
            all.keys().filter(|name| !name.ends_with(".br")).cloned().collect();
        let mut version = Sha256::new();
        let mut files = BTreeMap::new();
        for name in names {
            let Some(content) = all.remove(&name) else { continue };
            let compressed = all.remove(&format!("{name}.br"));
            let tag = short(Sha256::digest(&content).as_slice());
            version.update(name.as_bytes());
            version.update(tag.as_bytes());
            files.insert(name.clone(), File { content, compressed, tag, kind: kind(&name) });
        }
        let version = short(version.finalize().as_slice());
        Self { directory: format!("pkg/{version}"), version, files }
    }

    fn respond(&self, version: &str, name: &str, request: &HeaderMap) -> Response {
        let Some(file) = self.files.get(name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let compressed = file.compressed.as_ref().filter(|_| accepts_brotli(request));
        let tag = match compressed {
            Some(_) => format!("\"{}-br\"", file.tag),
            None => format!("\"{}\"", file.tag),
        };
        // A page of the release before this one still finds its style sheet while nodes are
        // replaced one by one, but must not keep this file under that name.
        let keep = if version == self.version {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let known = request
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
        let headers = [
            (header::CACHE_CONTROL, keep),
            (header::ETAG, &tag),
            (header::VARY, "accept-encoding"),
        ];
        if known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let content = compressed.unwrap_or(&file.content).clone();
        let mut response = (headers, [(header::CONTENT_TYPE, file.kind)], content).into_response();
        if compressed.is_some() {
            let brotli = HeaderValue::from_static("br");
            response.headers_mut().insert(header::CONTENT_ENCODING, brotli);
        }
        response
    }
}

/// Sixteen hexadecimal digits: enough to tell two files apart, short enough to read in a log.
fn short(hash: &[u8]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether `br` is among the encodings and its weight is not zero.
fn accepts_brotli(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let refused = |part: &str| {
                part.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32))
            };
            parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br")) && !parts.any(refused)
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn assets(style: &'static str) -> Assets {
        let files =
            [("soundings.css", style), ("soundings.css.br", "squeezed"), ("dot.svg", "<svg/>")];
        Assets::collect(
            files.into_iter().map(|(name, content)| (name.into(), content.as_bytes().into())),
        )
    }

    fn request(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    fn sent<'a>(response: &'a Response, name: &header::HeaderName) -> &'a str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn a_browser_that_takes_brotli_gets_the_compressed_copy() {
        let assets = assets("body {}");
        let ask = |accepted| {
            let headers = request(header::ACCEPT_ENCODING, accepted);
            assets.respond(&assets.version, "soundings.css", &headers)
        };
        assert_eq!(sent(&ask("gzip, br"), &header::CONTENT_ENCODING), "br");
        assert_eq!(sent(&ask("gzip, br;q=0"), &header::CONTENT_ENCODING), "");
        assert_eq!(sent(&ask("gzip"), &header::CONTENT_ENCODING), "");
        assert_ne!(sent(&ask("br"), &header::ETAG), sent(&ask("gzip"), &header::ETAG));
        assert_eq!(sent(&ask("br"), &header::CONTENT_TYPE), "text/css; charset=utf-8");
    }

    #[test]
    fn only_the_address_of_this_version_may_be_kept_for_ever() {
        let assets = assets("body {}");
        let ask = |version| assets.respond(version, "dot.svg", &HeaderMap::new());
        assert!(sent(&ask(&assets.version), &header::CACHE_CONTROL).ends_with("immutable"));
        assert_eq!(sent(&ask("an-older-one"), &header::CACHE_CONTROL), "no-cache");
        assert_eq!(ask("an-older-one").status(), StatusCode::OK);
    }

    #[test]
    fn a_file_that_the_browser_has_is_not_sent_again() {
        let assets = assets("body {}");
        let first = assets.respond(&assets.version, "dot.svg", &HeaderMap::new());
        let headers = request(header::IF_NONE_MATCH, sent(&first, &header::ETAG));
        let second = assets.respond(&assets.version, "dot.svg", &headers);
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn the_version_changes_with_the_content() {
        assert_eq!(assets("body {}").version, assets("body {}").version);
        assert_ne!(assets("body {}").version, assets("main {}").version);
    }

    #[test]
    fn nothing_but_the_collected_files_is_served() {
        let assets = assets("body {}");
        for name in ["soundings.css.br", "../Cargo.toml", "", "nothing.js"] {
            let response = assets.respond(&assets.version, name, &HeaderMap::new());
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }
}

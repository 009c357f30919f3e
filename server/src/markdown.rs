//! Notes written in Markdown, as HTML that is safe to put into a page.
//!
//! Two guards, either of which would do alone. `pulldown-cmark` reads the Markdown, and nothing
//! but the elements below leaves this file: HTML that somebody typed becomes text. `ammonia` then
//! parses what came out as a browser does and keeps what is allowed.
//!
//! Links go to the web and to mailboxes only; pictures become links, for a picture tells its
//! server who reads a note and when; headings begin at `h4`, below those of the page.

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// How deep lists and quotations go; beyond that they are flat. Browsers and `ammonia` take time
/// that grows with the square of the depth.
const DEEPEST: usize = 24;

/// Where a link may go.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// What keeps the safe part of HTML; made once, since it is the same for every note.
static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener nofollow"));
    builder
});

/// Turns Markdown into HTML. Any text will do: what is no Markdown is a paragraph.
///
/// Understood are CommonMark, tables, `~~struck out~~` and `- [ ]` tasks.
///
/// ```
/// use soundings::markdown::to_html;
/// assert_eq!(
///     to_html("# Builds\n*Slow*, see [the wiki](https://example.com) <script>alert(1)</script>"),
///     "<h4>Builds</h4>\n<p><em>Slow</em>, see <a href=\"https://example.com\" \
///      rel=\"noopener nofollow\">the wiki</a> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
/// );
/// ```
#[must_use]
pub fn to_html(text: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut safe = Rewriter::default();
    let mut rough = String::with_capacity(text.len() * 2);
    let events = Parser::new_ext(text, options).filter_map(|event| safe.rewrite(event));
    html::push_html(&mut rough, events);
    SAFE.clean(&rough).to_string()
}

/// Turns what the Markdown says into what a note may say.
#[derive(Default)]
struct Rewriter {
    /// Every element that is open, and what closes it; `None` for one that was left out.
    open: Vec<Option<TagEnd>>,
    /// How many of them are links.
    links: usize,
}

impl Rewriter {
    fn rewrite<'t>(&mut self, event: Event<'t>) -> Option<Event<'t>> {
        match event {
            Event::Start(tag) => {
                let tag = self.allowed(tag);
                self.open.push(tag.as_ref().map(Tag::to_end));
                self.links += usize::from(matches!(tag, Some(Tag::Link { .. })));
                tag.map(Event::Start)
            }
            Event::End(_) => {
                let end = self.open.pop().flatten()?;
                self.links -= usize::from(end == TagEnd::Link);
                Some(Event::End(end))
            }
            Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
            Event::TaskListMarker(done) => {
                Some(Event::Text(CowStr::Borrowed(if done { "☑ " } else { "☐ " })))
            }
            other => Some(other),
        }
    }

    /// The element to write in place of `tag`, if any.
    fn allowed<'t>(&self, tag: Tag<'t>) -> Option<Tag<'t>> {
        match tag {
            Tag::Heading { level, .. } => {
                let level = match level {
                    HeadingLevel::H1 => HeadingLevel::H4,
                    HeadingLevel::H2 => HeadingLevel::H5,
                    _ => HeadingLevel::H6,
                };
                Some(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item if self.open.len() >= DEEPEST => None,
            // The kind of a quotation and the language of code would become classes.
            Tag::BlockQuote(_) => Some(Tag::BlockQuote(None)),
            Tag::CodeBlock(_) => Some(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented)),
            Tag::HtmlBlock => Some(Tag::Paragraph),
            // The sides of columns would become styles, which no page allows.
            Tag::Table(sides) => {
                Some(Tag::Table(vec![pulldown_cmark::Alignment::None; sides.len()]))
            }
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, dest_url, title),
            // Its description is the text of the link.
            Tag::Image { dest_url, title, .. } => self.link(LinkType::Inline, dest_url, title),
            other => Some(other),
        }
    }

    /// A link, where it goes to a place that links may go to and is not inside another.
    fn link<'t>(&self, link_type: LinkType, url: CowStr<'t>, title: CowStr<'t>) -> Option<Tag<'t>> {
        // An address in angle brackets is written without its scheme.
        let goes = link_type == LinkType::Email || may_go_to(&url);
        (goes && self.links == 0).then_some(Tag::Link {
            link_type,
            dest_url: url,
            title,
            id: CowStr::Borrowed(""),
        })
    }
}

/// Whether a link may go there.
///
/// The scheme is compared as it stands: browsers skip line breaks and tabs inside `java\nscript:`,
/// but no text with one in it is equal to a scheme that is allowed.
fn may_go_to(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, rest)| {
        SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
            && (scheme.eq_ignore_ascii_case("mailto") || rest.starts_with("//"))
    })
}

#[cfg(test)]
mod tests;

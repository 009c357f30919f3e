use super::*;
use proptest::prelude::*;

/// Elements that may come out, with the attributes that each may have.
const ALLOWED: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "rel"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    ("del", &[]),
    ("em", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("strong", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[]),
    ("th", &[]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// What is unsafe in some HTML, by reading every tag in it.
///
/// No text and no attribute can fool this, for `<` and `>` are escaped in both: what looks like a
/// tag here is one for a browser.
fn unsafe_parts(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in html.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else {
            found.push(format!("<{part} never ends"));
            continue;
        };
        let tag = tag.trim_start_matches('/');
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let Some((_, attributes)) = ALLOWED.iter().find(|(allowed, _)| *allowed == name) else {
            found.push(format!("<{tag}>"));
            continue;
        };
        while let Some((attribute, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            let safe = match attribute.trim() {
                "href" => ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|start| value.to_ascii_lowercase().starts_with(start)),
                "rel" => value == "noopener nofollow",
                other => attributes.contains(&other),
            };
            if !safe || !attributes.contains(&attribute.trim()) {
                found.push(format!("{attribute}=\"{value}\""));
            }
            rest = after;
        }
        if !rest.trim().is_empty() {
            found.push(format!("<{tag}> has more: {rest}"));
        }
        if name == "a" && part.starts_with('a') && !tag.contains(" rel=\"noopener nofollow\"") {
            found.push(format!("<{tag}> lacks rel"));
        }
    }
    found
}

#[test]
fn the_check_itself_finds_what_is_unsafe() {
    for html in [
        "<script>x</script>",
        "<p onclick=\"x\">",
        "<a href=\"javascript:x\" rel=\"noopener nofollow\">",
        "<a href=\"https://example.com\">x</a>",
        "<img src=\"x\">",
        "<h1>x</h1>",
        "<p style=\"x\">",
        "<p hidden>",
        "<p",
    ] {
        assert_ne!(unsafe_parts(html), Vec::<String>::new(), "{html}");
    }
}

#[test]
fn notes_are_formatted() {
    for (text, html) in [
        ("", ""),
        ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
        (
            "**a** *b* ~~c~~ `d`",
            "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>\n",
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>\n"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("```rust\nlet a: Vec<u8>;\n```", "<pre><code>let a: Vec&lt;u8&gt;;\n</code></pre>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
        ("---", "<hr>\n"),
        (
            "|a|b|\n|:-:|--:|\n|1|2|",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n\
             <tr><td>1</td><td>2</td></tr>\n</tbody></table>\n",
        ),
    ] {
        assert_eq!(to_html(text), html, "{text}");
    }
}

#[test]
fn headings_stay_below_those_of_the_page() {
    let text = "# a\n## b\n### c\n#### d\n###### f\ng\n===";
    let html = "<h4>a</h4>\n<h5>b</h5>\n<h6>c</h6>\n<h6>d</h6>\n<h6>f</h6>\n<h4>g</h4>\n";
    assert_eq!(to_html(text), html);
}

#[test]
fn links_go_to_the_web_and_to_mailboxes() {
    let rel = "rel=\"noopener nofollow\"";
    for (text, html) in [
        (
            "[a](https://example.com/?a=1&b=2)",
            format!("<a href=\"https://example.com/?a=1&amp;b=2\" {rel}>a</a>"),
        ),
        (
            "[a](HTTP://example.com \"t\")",
            format!("<a href=\"HTTP://example.com\" title=\"t\" {rel}>a</a>"),
        ),
        (
            "<https://example.com>",
            format!("<a href=\"https://example.com\" {rel}>https://example.com</a>"),
        ),
        (
            "<ada@example.com>",
            format!("<a href=\"mailto:ada@example.com\" {rel}>ada@example.com</a>"),
        ),
        ("[a](mailto:ada@example.com)", format!("<a href=\"mailto:ada@example.com\" {rel}>a</a>")),
        (
            "[a][r]\n\n[r]: https://example.com",
            format!("<a href=\"https://example.com\" {rel}>a</a>"),
        ),
        // The text stays where the link cannot.
        ("[a](javascript:alert(1))", "a".into()),
        ("[a](ftp://example.com)", "a".into()),
        ("[a](/admin/delete)", "a".into()),
        ("[a](//example.com)", "a".into()),
        ("[a](#top)", "a".into()),
        ("[a](https:evil)", "a".into()),
    ] {
        assert_eq!(to_html(text), format!("<p>{html}</p>\n"), "{text}");
    }
}

#[test]
fn pictures_call_nobody() {
    let link = |url: &str, text: &str| {
        format!("<p><a href=\"{url}\" rel=\"noopener nofollow\">{text}</a></p>\n")
    };
    let url = "https://example.com/pixel.gif";
    assert_eq!(to_html(&format!("![a *b*]({url})")), link(url, "a <em>b</em>"));
    assert_eq!(to_html("![a](data:image/png;base64,AAAA)"), "<p>a</p>\n");
    let inside = to_html(&format!("[![a]({url})](https://example.org)"));
    assert_eq!(inside, link("https://example.org", "a"));
    assert!(!to_html(&format!("<img src=\"{url}\">")).contains("<img"));
}

#[test]
fn typed_html_is_text() {
    for (text, html) in [
        ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"),
        ("<div>\nx\n</div>", "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n"),
        ("<!-- x -->", "<p>&lt;!-- x --&gt;</p>\n"),
        ("use Vec<String>", "<p>use Vec&lt;String&gt;</p>\n"),
    ] {
        assert_eq!(to_html(text), html, "{text}");
    }
}

/// From OWASP's cheat sheet on filter evasion and from Markdown libraries' own advisories.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\"\\>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<body onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href=\"https://evil.example/\">",
    "<form action=\"https://evil.example/\"><button>x",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](https://example.com\"onmouseover=\"alert(1))",
    "[x](https://example.com 'a\" onmouseover=\"alert(1)')",
    "[x](https://example.com \"</a><script>alert(1)</script>\")",
    "![x\" onerror=\"alert(1)](https://example.com)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "```\"><script>alert(1)</script>\nx\n```",
    "```x\" onclick=\"alert(1)\nx\n```",
    "`<script>alert(1)</script>`",
    "# x {#id onclick=alert(1)}",
    "|<script>|\n|-|\n|[x](javascript:alert(1))|",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u{0}<script\u{0}>alert(1)</script>",
    "</p></div></main><script>alert(1)</script>",
    "<plaintext>",
    "<textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
];

#[test]
fn known_attacks_do_nothing() {
    for attack in ATTACKS {
        for text in [(*attack).to_owned(), format!("> - *{attack}*"), format!("a {attack} b")] {
            let html = to_html(&text);
            assert_eq!(unsafe_parts(&html), Vec::<String>::new(), "{text:?} became {html}");
        }
    }
}

#[test]
fn nesting_without_end_takes_no_time() {
    for bad in [">", "- ", "* ", "1. ", "[", "![", "*", "<", "`", "&", "_a_*", "|", "\t"] {
        let text = bad.repeat(10_000);
        let html = to_html(&text);
        assert_eq!(unsafe_parts(&html), Vec::<String>::new());
        assert!(html.matches("<blockquote>").count() <= DEEPEST);
        assert!(html.matches("<ul>").count() <= DEEPEST);
    }
}

/// Markdown and HTML in pieces, so that chance puts them together in ways nobody thought of.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<", ">", "\"", "'", "=", "/", "\\", "&", ";", ":", "(", ")", "[", "]", "![", "](", "#", "`",
    "```", "*", "_", "~~", "|", "-", "\n", "\n\n", "    ", "> ", "<script", "</script>", "<img ",
    "<svg ", "<style>", "<a ", "<!--", "-->", "<![CDATA[", "href=", "src=", " onerror=",
    " onclick=\"", "style=\"", "javascript:", "JAVASCRIPT:", "data:", "https://", "mailto:",
    "&#106;", "&#x0A;", "&lt;", "&quot;", "\u{0}", "\t", "x", "[x]: ",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(ToOwned::to_owned),
        1 => prop::sample::select(ATTACKS).prop_map(ToOwned::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nothing_unsafe_ever_comes_out(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let html = to_html(&text);
        prop_assert_eq!(unsafe_parts(&html), Vec::<String>::new(), "{} became {}", text, html);
        prop_assert!(!html.to_ascii_lowercase().contains("<script"));
        // What is clean stays as it is: a browser would see the same.
        prop_assert_eq!(SAFE.clean(&html).to_string(), html);
    }

    #[test]
    fn plain_words_come_out_as_they_are(words in "[a-zäöü0-9][a-zäöü0-9 ,]{0,60}[a-z]") {
        prop_assume!(!words.contains("  "));
        prop_assert_eq!(to_html(&words), format!("<p>{words}</p>\n"));
    }
}

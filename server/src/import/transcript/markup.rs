//! What is written inside a cue: voices, tags and entities.
//!
//! Only tags that the formats know are taken out. Developers talk about `Vec<String>`, and
//! recorders that write SubRip do not escape it.

/// A stretch of a cue that one voice says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// The name in `<v Name>`.
    pub speaker: Option<String>,
    /// The text without markup.
    pub text: String,
}

/// Tags of WebVTT, and those of HTML that subtitles use.
const TAGS: &[&str] =
    &["b", "br", "c", "em", "font", "i", "lang", "rt", "ruby", "s", "span", "strong", "u", "v"];

/// How far the end of a tag is looked for, in bytes.
const LONGEST_TAG: usize = 300;

/// Longest entity, in bytes: `#x10FFFF`.
const LONGEST_ENTITY: usize = 8;

/// The text of a cue by voices, in order.
pub(super) fn pieces(payload: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::default()];
    let mut rest = payload;
    while let Some(at) = rest.find(['<', '&', '{']) {
        push(&mut pieces, &rest[..at]);
        rest = &rest[at..];
        let known = match rest.as_bytes()[0] {
            b'<' => tag(rest).map(|(inside, after)| (voice(inside), after)),
            b'&' => entity(rest).map(|(character, after)| {
                push(&mut pieces, character.encode_utf8(&mut [0; 4]));
                (Voice::Same, after)
            }),
            _ => style(rest).map(|after| (Voice::Same, after)),
        };
        match known {
            Some((Voice::Same, after)) => rest = after,
            Some((Voice::Break, after)) => {
                push(&mut pieces, "\n");
                rest = after;
            }
            Some((Voice::Of(speaker), after)) => {
                pieces.push(Piece { speaker, text: String::new() });
                rest = after;
            }
            None => {
                push(&mut pieces, &rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    push(&mut pieces, rest);
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}

fn push(pieces: &mut [Piece], text: &str) {
    if let Some(piece) = pieces.last_mut() {
        piece.text.push_str(text);
    }
}

/// What a tag means for who speaks.
enum Voice {
    Same,
    Break,
    Of(Option<String>),
}

fn voice(inside: &str) -> Voice {
    let name = inside.split(['.', ' ', '\t', '\n', '/']).next().unwrap_or_default();
    match name {
        // `<v.loud.first Ada>`: classes, then the name.
        "v" => {
            let named = inside.split_once([' ', '\t', '\n']).map(|(_, name)| decoded(name));
            Voice::Of(named.filter(|name| !name.is_empty()))
        }
        "" if inside == "/v" => Voice::Of(None),
        "br" => Voice::Break,
        _ => Voice::Same,
    }
}

/// The inside of the known tag, or of the `<00:01.000>`, at the start of a text, and what follows.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inside = inside(text, b'<', b'>')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let name = name.split(['.', ' ', '\t', '\n', '/']).next().unwrap_or_default();
    let known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    let timed = super::time::leading(inside).is_some_and(|mark| mark.rest.is_empty());
    (known || timed).then(|| (inside, &text[inside.len() + 2..]))
}

/// What is between the sign at the start of a text and the one that closes it.
///
/// Another opening sign before that ends the search, so that a file of nothing but `<` takes no
/// longer than any other.
fn inside(text: &str, open: u8, close: u8) -> Option<&str> {
    let mut bytes = text.bytes().take(LONGEST_TAG).skip(1);
    let length = bytes.position(|byte| byte == open || byte == close)?;
    (text.as_bytes()[length + 1] == close).then(|| &text[1..=length])
}

/// What follows `{\an8}`, which SubRip took over from another format.
fn style(text: &str) -> Option<&str> {
    let inside = inside(text, b'{', b'}')?;
    inside.starts_with('\\').then(|| &text[inside.len() + 2..])
}

/// The character of the entity at the start of a text, and what follows.
fn entity(text: &str) -> Option<(char, &str)> {
    let end = text.bytes().take(LONGEST_ENTITY + 2).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "lrm" => '\u{200E}',
        "rlm" => '\u{200F}',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?)?
        }
    };
    Some((character, &text[end + 1..]))
}

/// A name with its entities decoded.
fn decoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let (character, after) = entity(&rest[at..]).unwrap_or(('&', &rest[at + 1..]));
        text.push(character);
        rest = after;
    }
    text.push_str(rest);
    super::paragraphs::clean(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(payload: &str) -> Vec<(Option<String>, String)> {
        pieces(payload).into_iter().map(|piece| (piece.speaker, piece.text)).collect()
    }

    fn one(payload: &str) -> String {
        let pieces = pieces(payload);
        assert_eq!(pieces.len(), 1, "{payload}");
        pieces[0].text.clone()
    }

    #[test]
    fn voices_are_told_apart() {
        let ada = || Some("Ada Lovelace".to_owned());
        assert_eq!(told("<v Ada Lovelace>Hi</v>"), [(ada(), "Hi".into())]);
        assert_eq!(
            told("<v.loud.first Ada Lovelace>Hi <v Grace &amp; Co>Yes"),
            [(ada(), "Hi ".into()), (Some("Grace & Co".into()), "Yes".into())]
        );
        assert_eq!(
            told("<v Ada Lovelace>Hi</v> all"),
            [(ada(), "Hi".into()), (None, " all".into())]
        );
        assert_eq!(told("<v>Hi"), [(None, "Hi".into())]);
    }

    #[test]
    fn tags_go_and_code_stays() {
        assert_eq!(
            one("<i>so</i> <c.yellow.bg_blue>we</c> <00:19.000><lang en-GB>go</lang>"),
            "so we go"
        );
        assert_eq!(one("<FONT color=\"#ff0\">red</FONT>{\\an8} tape"), "red tape");
        assert_eq!(
            one("a Vec<String> is <3 if a < b && b > c"),
            "a Vec<String> is <3 if a < b && b > c"
        );
        assert_eq!(one("if x { y }"), "if x { y }");
        assert_eq!(one("<b"), "<b");
        assert_eq!(one("one<br/>two"), "one\ntwo");
    }

    #[test]
    fn entities_are_decoded_once_and_after_tags() {
        assert_eq!(one("R&amp;D &lt;i&gt; &#39;x&#x27; &quot;"), "R&D <i> 'x' \"");
        assert_eq!(one("&amp;lt;"), "&lt;");
        assert_eq!(one("a & b &unknown; &#xD800; &"), "a & b &unknown; &#xD800; &");
    }

    #[test]
    fn nothing_but_open_brackets_is_text_and_takes_no_time() {
        for bad in ["<", "&", "{", "<v", "&#"] {
            let payload = bad.repeat(200_000);
            assert_eq!(one(&payload), payload);
        }
    }
}

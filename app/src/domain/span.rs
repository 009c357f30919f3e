//! A span of a text: what is marked stays marked when the text around it changes.

/// A part of a text, in characters (Unicode scalar values) from its beginning; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first character.
    pub begins: usize,
    /// The one after the last.
    pub ends: usize,
}

impl Span {
    /// A span, if it is not empty.
    #[must_use]
    pub fn new(begins: usize, ends: usize) -> Option<Self> {
        (begins < ends).then_some(Self { begins, ends })
    }

    /// The words that it marks; empty where the text has no such part.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        let mut bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let begin = bytes.nth(self.begins);
        let end = bytes.nth(self.ends - self.begins - 1);
        begin.zip(end).and_then(|(begin, end)| text.get(begin..end)).unwrap_or_default()
    }

    /// Whether two spans share a character.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.begins < other.ends && other.begins < self.ends
    }

    /// Where some words stand in a text: the first time within `within`, or else at all.
    #[must_use]
    pub fn find(text: &str, words: &str, within: Option<Self>) -> Option<Self> {
        let from = within.map_or(0, |span| span.begins);
        let begin_byte = text.char_indices().nth(from).map_or(text.len(), |(at, _)| at);
        let found = text.get(begin_byte..)?.find(words)? + begin_byte;
        let begins = text.get(..found)?.chars().count();
        let span = Self::new(begins, begins + words.chars().count())?;
        within.is_none_or(|within| span.ends <= within.ends).then_some(span)
    }

    /// Where this span of `before` is in `after`. None when all of its words are gone.
    ///
    /// What two texts share at their beginning and at their end is unchanged; between them lies
    /// what somebody changed. A span that reaches into that part keeps the rest of itself, and one
    /// around it takes in what was written anew.
    ///
    /// ```
    /// use app::domain::Span;
    /// let before = "It was slow. They waited for a review.";
    /// let after = "It was very slow. They waited for a review.";
    /// let span = Span::find(before, "They waited", None).unwrap();
    /// assert_eq!(span.after_edit(before, after).unwrap().of(after), "They waited");
    /// ```
    #[must_use]
    pub fn after_edit(self, before: &str, after: &str) -> Option<Self> {
        let (old, new): (Vec<char>, Vec<char>) =
            (before.chars().collect(), after.chars().collect());
        let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev());
        let tail = tail.take(most).take_while(|(old, new)| old == new).count();
        let (old_end, new_end) = (old.len() - tail, new.len() - tail);
        let moved = |at: usize| at - old_end + new_end;
        let begins = match self.begins {
            at if at < head => at,
            at if at >= old_end => moved(at),
            // It began among what was changed: what is left of it comes after.
            _ => new_end,
        };
        let ends = match self.ends {
            at if at <= head => at,
            at if at >= old_end => moved(at),
            _ => head,
        };
        Self::new(begins, ends)
    }
}

/// The sentences of a text, in order: what coders mark, and what their agreement is counted in.
///
/// A line break ends a sentence, and so does a full stop, a question or exclamation mark with a
/// space after it. Lines that are empty, and marks of lists and quotes alone, are none.
///
/// ```
/// use app::domain::span::sentences;
/// let text = "We waited. For 3.5 hours!\n\n- a list";
/// let words: Vec<_> = sentences(text).into_iter().map(|span| span.of(text)).collect();
/// assert_eq!(words, ["We waited.", "For 3.5 hours!", "- a list"]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let characters: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    let mut begin = 0;
    for (at, &character) in characters.iter().enumerate() {
        let next = characters.get(at + 1).copied();
        let closing = matches!(character, '”' | '"' | '’' | ')' | '*' | '_')
            && at > begin
            && matches!(characters[at - 1], '.' | '?' | '!' | '…');
        let stop = closing || matches!(character, '.' | '?' | '!' | '…');
        if character == '\n' || (stop && next.is_none_or(char::is_whitespace)) {
            push(&characters, begin, at + 1, &mut spans);
            begin = at + 1;
        }
    }
    push(&characters, begin, characters.len(), &mut spans);
    spans
}

/// A short name for some words, to recognise them by after the text around them changed. Two texts
/// that share one are rare enough for a box that stays ticked.
///
/// ```
/// use app::domain::span::fingerprint;
/// assert_eq!(fingerprint("They waited."), fingerprint("They waited."));
/// assert_ne!(fingerprint("They waited."), fingerprint("They wait."));
/// ```
#[must_use]
pub fn fingerprint(words: &str) -> u32 {
    // FNV-1a: the same on every machine and in every version of Rust.
    words.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Adds what is between two places without the space around it, if any of it is a word.
fn push(characters: &[char], mut begin: usize, mut end: usize, spans: &mut Vec<Span>) {
    while begin < end && characters[begin].is_whitespace() {
        begin += 1;
    }
    while begin < end && characters[end - 1].is_whitespace() {
        end -= 1;
    }
    if characters[begin..end].iter().any(|character| character.is_alphanumeric()) {
        spans.extend(Span::new(begin, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, words: &str) -> Span {
        Span::find(text, words, None).expect("words of the text")
    }

    #[test]
    fn a_span_is_counted_in_characters() {
        let text = "Für Łukasz war es “zäh”.";
        assert_eq!(span(text, "“zäh”"), Span { begins: 18, ends: 23 });
        assert_eq!(span(text, "“zäh”").of(text), "“zäh”");
        assert_eq!(Span { begins: 20, ends: 90 }.of(text), "", "it reaches beyond the text");
        assert_eq!(Span::new(3, 3), None);
    }

    #[test]
    fn words_that_come_twice_are_found_where_they_were_marked() {
        let text = "They wait. Then they wait. They wait.";
        let last = Span { begins: 26, ends: 37 };
        assert_eq!(Span::find(text, "They wait", Some(last)).map(|found| found.begins), Some(27));
        assert_eq!(Span::find(text, "Then", Some(last)), None);
    }

    #[test]
    fn an_edit_leaves_what_is_marked_marked() {
        let before = "One two three four.";
        let marked = span(before, "two three");
        for (after, expected) in [
            ("One two three four.", Some("two three")),
            ("Zero. One two three four.", Some("two three")),
            ("One two three four. Five.", Some("two three")),
            ("One two and three four.", Some("two and three")),
            ("One three four.", Some("three")),
            ("One two four.", Some("two ")),
            ("One four.", None),
            ("", None),
        ] {
            let now = marked.after_edit(before, after);
            assert_eq!(now.map(|span| span.of(after)), expected, "{after}");
        }
    }

    #[test]
    fn words_written_beside_a_span_are_not_taken_in() {
        let (before, after) = ("They waited.", "They waited. A lot.");
        assert_eq!(
            span(before, "They waited.").after_edit(before, after).map(|s| s.of(after)),
            Some("They waited.")
        );
        let after = "Yes. They waited.";
        assert_eq!(
            span(before, "They waited.").after_edit(before, after).map(|s| s.of(after)),
            Some("They waited.")
        );
    }

    #[test]
    fn sentences_are_what_a_reader_would_call_them() {
        let text = "At 9.30 it began… Then?\n> “Nobody knew.” she said. \n\n---\n*Really.* Yes";
        let found: Vec<_> = sentences(text).into_iter().map(|span| span.of(text)).collect();
        let expected =
            ["At 9.30 it began…", "Then?", "> “Nobody knew.”", "she said.", "*Really.*", "Yes"];
        assert_eq!(found, expected);
        assert_eq!(sentences(" \n "), []);
    }
}

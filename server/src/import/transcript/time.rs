//! Marks such as `1:02:03.450`: how far into the recording something was said.

/// A mark that was found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    /// Milliseconds since the start.
    pub at: u32,
    /// Whether hours are written out: what is said hardly ever begins like that.
    pub hours: bool,
    /// What follows it.
    pub rest: &'t str,
}

/// The mark at the very start of `text`: `m:ss` or `h:mm:ss`, with a fraction or without.
///
/// One digit is enough in every place, since recorders write `0:0:3.1`; hours go to 999. The
/// fraction's sign may be a point (WebVTT) or a comma (SubRip), whatever the file.
pub(super) fn leading(text: &str) -> Option<Mark<'_>> {
    let (first, mut rest) = number(text, 3)?;
    let mut places = vec![first];
    while let Some((place, after)) =
        rest.strip_prefix(':').filter(|_| places.len() < 3).and_then(|after| number(after, 2))
    {
        places.push(place);
        rest = after;
    }
    let (hours, minutes, seconds) = match places.as_slice() {
        [minutes, seconds] => (0, *minutes, *seconds),
        [hours, minutes, seconds] if *minutes < 60 => (*hours, *minutes, *seconds),
        _ => return None,
    };
    let mut thousandths = 0;
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        for (place, digit) in fraction.bytes().take(digits.min(3)).enumerate() {
            thousandths += u32::from(digit - b'0') * [100, 10, 1][place];
        }
        if digits > 0 {
            rest = &fraction[digits..];
        }
    }
    let apart = !rest.starts_with(|next: char| next.is_alphanumeric() || next == ':');
    (seconds < 60 && apart).then(|| Mark {
        at: ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths,
        hours: places.len() == 3,
        rest,
    })
}

/// The number at the start of `text`, with up to `most` digits, and what follows.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| digits <= most)?;
    Some((number, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Option<u32> {
        leading(text).filter(|mark| mark.rest.is_empty()).map(|mark| mark.at)
    }

    #[test]
    fn marks_are_read_as_recorders_write_them() {
        for (text, expected) in [
            ("00:00:00.000", 0),
            ("00:01.500", 1_500),
            ("01:02:03,456", 3_723_456),
            ("0:0:3.1", 3_100),
            ("0:03", 3_000),
            ("75:10", 4_510_000),
            ("1:00:00", 3_600_000),
            ("00:00:01.1234567", 1_123),
            ("999:59:59.999", 3_599_999_999),
        ] {
            assert_eq!(at(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_mark_is_left_alone() {
        for text in [
            "",
            "12",
            "1:60",
            "1:60:00",
            "1:2:3:4",
            "1000:00:00",
            "10:30am",
            ":30",
            "1:",
            "a:30",
            "1:234",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
        let mark = leading("00:03. Then").expect("a mark");
        assert_eq!((mark.at, mark.rest), (3_000, ". Then"));
    }

    proptest! {
        #[test]
        fn every_mark_comes_back(ms in 0u32..3_600_000_000) {
            let (seconds, fraction) = (ms / 1000, ms % 1000);
            let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            prop_assert_eq!(at(&format!("{h:02}:{m:02}:{s:02}.{fraction:03}")), Some(ms));
            prop_assert_eq!(at(&format!("{h}:{m}:{s},{fraction:03}")), Some(ms));
        }
    }
}

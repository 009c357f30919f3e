//! Bytes as text: base64 with `-` and `_`, without padding, one text for one value.

use base64ct::{Base64UrlUnpadded, Encoding};

/// The text of some bytes. Takes the same time whatever they are.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// The bytes of a text, if it is the text of exactly so many.
#[must_use]
pub fn decode<const SIZE: usize>(text: &str) -> Option<[u8; SIZE]> {
    let mut bytes = [0; SIZE];
    // With room for so many and no more, a longer text is refused before it is read.
    let length = Base64UrlUnpadded::decode(text, &mut bytes).ok()?.len();
    (length == SIZE).then_some(bytes)
}

/// The bytes of a text, however many.
#[must_use]
pub fn decode_all(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(bytes: [u8; 32]) {
            prop_assert_eq!(decode::<32>(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn whatever_is_read_has_this_one_text(text in "[A-Za-z0-9_=+/-]{40,46}") {
            if let Some(bytes) = decode::<32>(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = decode::<32>(&text);
        }
    }

    #[test]
    fn a_byte_more_or_less_is_refused() {
        assert_eq!(decode::<32>(&encode(&[7; 31])), None);
        assert_eq!(decode::<32>(&encode(&[7; 33])), None);
        assert_eq!(decode::<32>(""), None);
    }
}

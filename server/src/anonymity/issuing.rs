//! Who may have a token.

use token::ELEMENT;

/// What is to be done with a wish for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuing {
    /// Give them their token, and note that they got it.
    First,
    /// The same was asked before: evaluate it again, which makes the same token.
    Again,
    /// They have a token of something else, or have answered by name.
    Refused,
}

/// Whether `blinded` may be evaluated for somebody on the roster: `answered` by name or not, and
/// with the blinded element for which they got a token `before`.
#[must_use]
pub fn issuing(answered: bool, before: Option<&[u8; ELEMENT]>, blinded: &[u8; ELEMENT]) -> Issuing {
    match before {
        _ if answered => Issuing::Refused,
        None => Issuing::First,
        Some(before) if before == blinded => Issuing::Again,
        Some(_) => Issuing::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever somebody asks for in whatever order, one element is theirs.
        #[test]
        fn nobody_has_two_tokens(asked in prop::collection::vec(0..4_u8, 0..20)) {
            let mut given: Option<[u8; ELEMENT]> = None;
            let mut evaluated = std::collections::BTreeSet::new();
            for blinded in asked.into_iter().map(|seed| [seed; ELEMENT]) {
                match issuing(false, given.as_ref(), &blinded) {
                    Issuing::First => given = Some(blinded),
                    Issuing::Again => {}
                    Issuing::Refused => continue,
                }
                evaluated.insert(blinded);
            }
            prop_assert!(evaluated.len() <= 1);
        }
    }

    #[test]
    fn whoever_has_answered_by_name_gets_none() {
        assert_eq!(issuing(true, None, &[1; ELEMENT]), Issuing::Refused);
        assert_eq!(issuing(true, Some(&[1; ELEMENT]), &[1; ELEMENT]), Issuing::Refused);
    }
}

//! What is public about a token: for which wave and which reporting team it was made.
//!
//! The key mixes these bytes into every output, so a token of one wave or team is none of
//! another's. Layout, every part after its length in one byte:
//!
//! | bytes | what |
//! |---|---|
//! | 1 + 18 | `soundings token v1`, so that nothing else that a key may ever be used for is mistaken for a token |
//! | 1 + 16 | the wave's id |
//! | 1 + 16 | the reporting team's id |

use uuid::Uuid;

const DOMAIN: &[u8] = b"soundings token v1";

/// How many bytes [`info`] has.
pub const INFO: usize = 1 + DOMAIN.len() + 2 * (1 + 16);

/// The public tag of a token for this wave and reporting team.
#[must_use]
pub fn info(wave: Uuid, team: Uuid) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(INFO);
    for part in [DOMAIN, wave.as_bytes(), team.as_bytes()] {
        // No part is longer than the domain's name.
        bytes.push(part.len() as u8);
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ids that share bytes, which is where a layout without lengths would go wrong.
    fn near() -> impl Strategy<Value = Uuid> {
        prop_oneof![
            any::<u128>().prop_map(Uuid::from_u128),
            (0..4_u128).prop_map(Uuid::from_u128),
            (0..4_u128).prop_map(|id| Uuid::from_u128(id << 120)),
        ]
    }

    proptest! {
        #[test]
        fn two_pairs_never_have_the_same_bytes(one in (near(), near()), two in (near(), near())) {
            prop_assert_eq!(one == two, info(one.0, one.1) == info(two.0, two.1));
        }
    }

    #[test]
    fn the_layout_is_the_one_above() {
        let bytes = info(Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(bytes.len(), INFO);
        assert_eq!(&bytes[..19], b"\x12soundings token v1");
        assert_eq!((bytes[19], bytes[35], bytes[36], bytes[52]), (16, 1, 16, 2));
    }
}

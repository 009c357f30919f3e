//! What a token is worth: one response, that can be replaced while the wave is open.

use app::domain::{ResponseId, TeamId, WaveId};
use sha2::{Digest, Sha256};
use token::{INPUT, KeyPair, OUTPUT, info};

/// The name under which the answers that come with a token are stored, if the wave's key made it
/// for this team. Any other token is refused alike: forged, of another wave, of another team.
///
/// How long it takes does not depend on how much of the output is right.
#[must_use]
pub fn redeem(
    key: &KeyPair,
    wave: WaveId,
    team: TeamId,
    input: &[u8; INPUT],
    output: &[u8; OUTPUT],
) -> Option<ResponseId> {
    key.redeems(input, output, &info(wave.0, team.0)).then(|| response_name(output))
}

/// A hash of the output, so that whoever reads the table has no tokens to answer with; the same
/// each time, so that answers which come again replace those of before.
#[must_use]
pub fn response_name(output: &[u8; OUTPUT]) -> ResponseId {
    let hash = Sha256::new().chain_update(b"soundings response v1").chain_update(output).finalize();
    let mut name = [0; 16];
    name.copy_from_slice(&hash[..16]);
    ResponseId(uuid::Builder::from_random_bytes(name).into_uuid())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn key(seed: u8) -> KeyPair {
        KeyPair::generate(|bytes| bytes.fill(seed))
    }

    proptest! {
        #[test]
        fn a_token_has_one_name_and_is_of_one_key_wave_and_team(
            wave: u128, team: u128, other: u128, input: [u8; INPUT], made_up in any::<[[u8; 32]; 2]>()
        ) {
            let (wave, team, other) = (
                WaveId(Uuid::from_u128(wave)),
                TeamId(Uuid::from_u128(team)),
                Uuid::from_u128(other),
            );
            let output = key(1).output(&input, &info(wave.0, team.0)).unwrap();
            let name = redeem(&key(1), wave, team, &input, &output);
            prop_assert!(name.is_some());
            prop_assert_eq!(redeem(&key(1), wave, team, &input, &output), name);
            prop_assert_eq!(redeem(&key(2), wave, team, &input, &output), None);
            if other != wave.0 {
                prop_assert_eq!(redeem(&key(1), WaveId(other), team, &input, &output), None);
            }
            if other != team.0 {
                prop_assert_eq!(redeem(&key(1), wave, TeamId(other), &input, &output), None);
            }
            let made_up: [u8; OUTPUT] = made_up.concat().try_into().unwrap();
            prop_assert_eq!(redeem(&key(1), wave, team, &input, &made_up), None);
        }
    }
}

//! Whether what a wave left behind adds up: everything here can be checked with the published key
//! alone.

use app::{
    domain::{Mode, TeamId, WaveId},
    report::TokenCounts,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroUsize,
    thread,
};
use thiserror::Error;
use token::{ELEMENT, Redemption, info};

/// What is left of a wave that is over.
#[derive(Clone, Debug)]
pub struct Remains {
    /// The wave.
    pub wave: WaveId,
    /// How its answers were kept apart from people.
    pub mode: Mode,
    /// The key that was published.
    pub public_key: [u8; ELEMENT],
    /// The counts that were published.
    pub counts: Vec<TokenCounts>,
    /// Of each token that came with answers: the team that it counts for, and its redemption.
    pub redemptions: Vec<(TeamId, Redemption)>,
    /// How many people of the frozen roster report for each team.
    pub invited: BTreeMap<TeamId, i64>,
    /// How many responses are stored for each team.
    pub responses: BTreeMap<TeamId, i64>,
}

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum Flaw {
    /// A published count is not what is stored.
    #[error("team {0}: {1} are said to have been asked, the frozen roster has {2}")]
    Invited(TeamId, i64, i64),
    /// There are more tokens than people, or more that came back than were given out.
    #[error("team {0}: {1} tokens came with answers, {2} were given out, {3} people were asked")]
    TooMany(TeamId, i64, i64, i64),
    /// The published number of tokens is not the number of those that are kept.
    #[error("team {0}: {1} tokens are said to have come with answers, {2} are kept")]
    Redeemed(TeamId, i64, i64),
    /// A response has no token, or a token no response.
    #[error("team {0}: {1} responses are stored, and {2} tokens")]
    Responses(TeamId, i64, i64),
    /// There are more responses than people.
    #[error("team {0}: {1} responses are stored, and {2} people were asked")]
    Crowd(TeamId, i64, i64),
    /// The published key did not make this token.
    #[error("team {0}: {1} tokens were not made by the published key")]
    Forged(TeamId, i64),
    /// One token stands there twice.
    #[error("{0} tokens are there more than once")]
    Twice(usize),
}

/// Everything that does not add up, in the order of the teams; nothing, if all is well.
#[must_use]
pub fn verify(remains: &Remains) -> Vec<Flaw> {
    let mut flaws = BTreeSet::new();
    let mut tokens: BTreeMap<TeamId, i64> = BTreeMap::new();
    for (team, _) in &remains.redemptions {
        *tokens.entry(*team).or_default() += 1;
    }
    let of = |map: &BTreeMap<TeamId, i64>, team: TeamId| map.get(&team).copied().unwrap_or(0);
    for count in &remains.counts {
        let TokenCounts { team, invited, issued, redeemed } = *count;
        if invited != of(&remains.invited, team) {
            flaws.insert(Flaw::Invited(team, invited, of(&remains.invited, team)));
        }
        if redeemed > issued || issued > invited {
            flaws.insert(Flaw::TooMany(team, redeemed, issued, invited));
        }
        if redeemed != of(&tokens, team) {
            flaws.insert(Flaw::Redeemed(team, redeemed, of(&tokens, team)));
        }
    }
    let teams: BTreeSet<TeamId> = tokens.keys().chain(remains.responses.keys()).copied().collect();
    for team in teams {
        let (stored, with_token) = (of(&remains.responses, team), of(&tokens, team));
        let fits = match remains.mode {
            Mode::Unlinkable => stored == with_token,
            // What came without a token was sent by somebody who was signed in.
            Mode::Either => stored >= with_token,
            Mode::Confidential => with_token == 0,
        };
        if !fits {
            flaws.insert(Flaw::Responses(team, stored, with_token));
        }
        if stored > of(&remains.invited, team) {
            flaws.insert(Flaw::Crowd(team, stored, of(&remains.invited, team)));
        }
    }
    for (team, forged) in forged(remains) {
        flaws.insert(Flaw::Forged(team, forged));
    }
    let different: BTreeSet<[u8; 32]> =
        remains.redemptions.iter().map(|(_, redemption)| redemption.input).collect();
    if different.len() < remains.redemptions.len() {
        flaws.insert(Flaw::Twice(remains.redemptions.len() - different.len()));
    }
    flaws.into_iter().collect()
}

/// How many tokens of each team the published key did not make.
fn forged(remains: &Remains) -> BTreeMap<TeamId, i64> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = remains.redemptions.len().div_ceil(threads).max(1);
    let mut found: BTreeMap<TeamId, i64> = BTreeMap::new();
    thread::scope(|scope| {
        let look = |part: &[(TeamId, Redemption)]| -> Vec<TeamId> {
            let is_forged = |(team, redemption): &&(TeamId, Redemption)| {
                let tag = info(remains.wave.0, team.0);
                redemption.output(&remains.public_key, &tag).is_none()
            };
            part.iter().filter(is_forged).map(|(team, _)| *team).collect()
        };
        let parts: Vec<_> =
            remains.redemptions.chunks(share).map(|part| scope.spawn(move || look(part))).collect();
        for (part, redemptions) in parts.into_iter().zip(remains.redemptions.chunks(share)) {
            // A thread that fell over has checked nothing.
            let teams =
                part.join().unwrap_or_else(|_| redemptions.iter().map(|(t, _)| *t).collect());
            for team in teams {
                *found.entry(team).or_default() += 1;
            }
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use token::KeyPair;
    use uuid::Uuid;

    const WAVE: WaveId = WaveId(Uuid::from_u128(7));

    fn team(number: u128) -> TeamId {
        TeamId(Uuid::from_u128(number))
    }

    fn key() -> KeyPair {
        KeyPair::generate(|bytes| bytes.fill(3))
    }

    fn redemption(of: TeamId, seed: u8) -> (TeamId, Redemption) {
        let made = key().redemption([seed; 32], &info(WAVE.0, of.0), |bytes| bytes.fill(9));
        (of, made.expect("a proof"))
    }

    /// Two teams: of seven, five got a token and four used it; of six, nobody did.
    fn remains() -> Remains {
        let (one, two) = (team(1), team(2));
        Remains {
            wave: WAVE,
            mode: Mode::Unlinkable,
            public_key: key().public_key(),
            counts: vec![
                TokenCounts { team: one, invited: 7, issued: 5, redeemed: 4 },
                TokenCounts { team: two, invited: 6, issued: 0, redeemed: 0 },
            ],
            redemptions: (1..=4).map(|seed| redemption(one, seed)).collect(),
            invited: [(one, 7), (two, 6)].into(),
            responses: [(one, 4)].into(),
        }
    }

    #[test]
    fn a_wave_that_adds_up_has_no_flaw() {
        assert_eq!(verify(&remains()), []);
        let either = Remains { mode: Mode::Either, responses: [(team(1), 6)].into(), ..remains() };
        assert_eq!(verify(&either), [], "two answered by name");
    }

    #[test]
    fn every_way_of_not_adding_up_is_told() {
        let one = team(1);
        let with = |change: fn(&mut Remains)| {
            let mut remains = remains();
            change(&mut remains);
            verify(&remains)
        };
        assert_eq!(with(|it| it.counts[0].invited = 8), [Flaw::Invited(one, 8, 7)]);
        assert_eq!(with(|it| it.counts[0].issued = 3), [Flaw::TooMany(one, 4, 3, 7)]);
        assert_eq!(with(|it| it.counts[0].issued = 8), [Flaw::TooMany(one, 4, 8, 7)]);
        assert_eq!(with(|it| it.counts[0].redeemed = 5), [Flaw::Redeemed(one, 5, 4)]);
        // A response slipped in, one taken away.
        assert_eq!(
            with(|it| *it.responses.entry(team(1)).or_default() += 1),
            [Flaw::Responses(one, 5, 4)]
        );
        assert_eq!(
            with(|it| *it.responses.entry(team(2)).or_default() += 1),
            [Flaw::Responses(team(2), 1, 0)]
        );
        assert_eq!(with(|it| it.responses.clear()), [Flaw::Responses(one, 0, 4)]);
        // More answered by name than there are.
        let crowd = with(|it| {
            it.mode = Mode::Either;
            it.responses = [(team(1), 8)].into();
        });
        assert_eq!(crowd, [Flaw::Crowd(one, 8, 7)]);
    }

    #[test]
    fn a_token_of_another_key_team_or_input_is_told() {
        let one = team(1);
        let other = KeyPair::generate(|bytes| bytes.fill(4)).public_key();
        assert_eq!(verify(&Remains { public_key: other, ..remains() }), [Flaw::Forged(one, 4)]);
        let mut moved = remains();
        moved.redemptions[0] = (one, redemption(team(2), 1).1);
        assert_eq!(verify(&moved), [Flaw::Forged(one, 1)]);
        let mut twice = remains();
        twice.redemptions[0] = twice.redemptions[1];
        assert_eq!(verify(&twice), [Flaw::Twice(1)]);
    }
}

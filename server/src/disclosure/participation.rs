//! D7: how many answered.
//!
//! Nothing at all while a wave is open: these figures exist only in a release, and a release
//! only after closing. Two looks at a running count would tell who answered in between.

use super::rules::Rules;
use crate::analysis::Tallies;
use app::{domain::TeamTree, report::ReleaseTeam};

/// A team as it stands in the release.
///
/// The number of invited people is no secret (the team pages show who is on a team) but is left
/// out below the minimum, together with participation, which would say who answered. Below
/// a root participation is rounded to tenths; at a root the responses are given, if they are the
/// minimum or more, and then nothing is gained by rounding.
pub(super) fn team(tree: &TeamTree, tallies: &Tallies, index: usize, rules: &Rules) -> ReleaseTeam {
    let team = &tree.teams()[index];
    let responses = tallies.responses(index);
    let invited = tallies.invited(index).filter(|&invited| invited >= rules.minimum);
    let counted = tree.parent(index).is_none() && responses >= rules.minimum;
    let participation = invited.map(|invited| {
        let share = f64::from(responses) / f64::from(invited);
        if counted { share.min(1.0) } else { tenths(responses, invited) }
    });
    ReleaseTeam {
        team: team.id,
        parent: team.parent,
        name: team.name.clone(),
        position: i64::try_from(index).unwrap_or(i64::MAX),
        depth: i64::try_from(tree.depth(index)).unwrap_or(i64::MAX),
        invited,
        participation,
        responses: counted.then_some(responses),
    }
}

/// `part` of `whole`, rounded to tenths, halves up.
fn tenths(part: u32, whole: u32) -> f64 {
    let (part, whole) = (u64::from(part), u64::from(whole));
    let tenths = (20 * part + whole) / (2 * whole);
    tenths.min(10) as f64 / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{WaveAnswers, testing::*};
    use app::domain::{AnswerSheet, DisclosurePolicy};

    fn teams(invited: Option<Vec<u32>>, responses: &[u32]) -> Vec<ReleaseTeam> {
        let tree = tree_below(&[0, 0]);
        let mut wave = WaveAnswers::new(tree.clone(), invited, Vec::new());
        for (team, &count) in (0u128..).zip(responses) {
            for _ in 0..count {
                wave.push(team_id(team), AnswerSheet::default()).expect("part of the wave");
            }
        }
        let tallies = Tallies::of(&wave);
        let rules = DisclosurePolicy::default().into();
        (0..3).map(|index| team(&tree, &tallies, index, &rules)).collect()
    }

    #[test]
    fn a_team_shows_its_participation_in_tenths_and_no_count() {
        let teams = teams(Some(vec![0, 9, 20]), &[0, 4, 17]);
        assert_eq!((teams[1].invited, teams[1].participation), (Some(9), Some(0.4)));
        assert_eq!((teams[2].participation, teams[2].responses), (Some(0.9), None));
    }

    #[test]
    fn the_organisation_shows_its_count() {
        let teams = teams(Some(vec![0, 9, 20]), &[0, 4, 17]);
        assert_eq!((teams[0].invited, teams[0].responses), (Some(29), Some(21)));
        assert_eq!(teams[0].participation, Some(21.0 / 29.0));
    }

    #[test]
    fn a_team_below_the_minimum_shows_nothing() {
        let teams = teams(Some(vec![0, 4, 20]), &[0, 4, 17]);
        assert_eq!((teams[1].invited, teams[1].participation), (None, None));
    }

    #[test]
    fn an_organisation_with_hardly_any_response_shows_no_count() {
        let teams = teams(Some(vec![0, 9, 20]), &[0, 1, 2]);
        assert_eq!((teams[0].participation, teams[0].responses), (Some(0.1), None));
    }

    #[test]
    fn a_wave_without_a_roster_shows_only_its_responses() {
        let teams = teams(None, &[0, 9, 20]);
        assert_eq!((teams[0].invited, teams[0].participation), (None, None));
        assert_eq!(teams[0].responses, Some(29));
    }
}

//! What a release would show of a group of the smallest size: made-up answers, run through the code
//! that makes the real one.

use super::{WaveFigures, rules::Rules};
use crate::analysis::{Question, Tallies, WaveAnswers};
use app::{
    domain::{AnswerValue, DisclosurePolicy, Scale, Team, TeamId, TeamTree},
    report::Preview,
};
use uuid::Uuid;

/// So many of a group that is as large as the minimum do not answer.
const SILENT: u32 = 2;

/// Groups that answer a question on a scale of five: one answer too few; as few as are shown, one of
/// them unlike the others; as few, and all alike.
#[must_use]
pub fn preview(policy: DisclosurePolicy) -> Vec<Preview> {
    let minimum = policy.in_force().minimum;
    let alike = |count: u32| vec![4; usize::try_from(count).unwrap_or_default()];
    let unlike = [vec![2], alike(minimum.saturating_sub(1))].concat();
    [alike(minimum.saturating_sub(1)), unlike, alike(minimum)]
        .into_iter()
        .filter_map(|values| shown(values, minimum + SILENT, policy))
        .collect()
}

/// One team of `people`, of whom some chose these values.
fn shown(values: Vec<i16>, people: u32, policy: DisclosurePolicy) -> Option<Preview> {
    let team = Team { id: TeamId(Uuid::nil()), parent: None, name: String::new(), retired: false };
    let tree = TeamTree::new(vec![team]).ok()?;
    let scale = Scale::Likert5;
    let question =
        Question { favourable_from: scale.favourable_from(), scale, reverse: false, dimension: 0 };
    let mut answers = WaveAnswers::of_questions(tree, Some(vec![people]), vec![question]);
    for value in &values {
        answers.push_values(0, vec![(0, AnswerValue::Number(*value))]).ok()?;
    }
    let tallies = Tallies::of(&answers);
    let figures = WaveFigures::of(&answers, &tallies, &Rules::from(policy));
    Some(Preview { values, people, shown: figures.cell(0, 0).clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::report::{Band, Shown, Withheld};

    #[test]
    fn one_answer_too_few_is_withheld_one_unlike_the_others_is_no_more_than_a_share() {
        let previews = preview(DisclosurePolicy::default());
        let [few, unlike, alike] = previews.as_slice() else { panic!("{previews:?}") };
        assert_eq!(few.shown, Shown::Withheld(Withheld::TooFewAnswers));
        let figures = unlike.shown.exact().expect("as many as are shown");
        assert_eq!((unlike.values.len(), unlike.people), (5, 7));
        assert_eq!((figures.share, &figures.distribution), (Some(0.8), &None));
        assert_eq!(alike.shown.banded().map(|banded| banded.band), Some(Band::High));
    }

    #[test]
    fn a_stricter_policy_has_larger_groups() {
        let strict = DisclosurePolicy { minimum: 8, ..DisclosurePolicy::default() };
        let sizes: Vec<usize> = preview(strict).iter().map(|it| it.values.len()).collect();
        assert_eq!(sizes, [7, 8, 8]);
    }
}

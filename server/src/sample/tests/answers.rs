//! What comes in: how much of it, and whether it could have been asked and answered.

use super::*;
use crate::bank::bank;
use std::collections::BTreeSet;

#[test]
fn teams_differ_in_how_many_answer() {
    let mut rates: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (seed, organisation) in samples() {
        for quarter in &organisation.quarters {
            let answered: BTreeSet<usize> =
                quarter.responses.iter().map(|response| response.person).collect();
            assert_eq!(answered.len(), quarter.responses.len(), "one response a person");
            let share = answered.len() as f64 / quarter.roster.len() as f64;
            let expected = if quarter.open { 0.22..0.50 } else { 0.62..0.89 };
            assert!(expected.contains(&share), "seed {seed} {}: {share}", quarter.period);
            for seat in quarter.roster.iter().filter(|_| !quarter.open) {
                let (all, responded) = rates.entry(seat.team).or_default();
                *all += 1;
                *responded += usize::from(answered.contains(&seat.person));
            }
        }
    }
    let shares: Vec<f64> = rates.values().map(|&(all, did)| did as f64 / all as f64).collect();
    assert!(shares.iter().all(|share| (0.58..=0.88).contains(share)), "{rates:?}");
    let spread =
        shares.iter().copied().fold(0.0, f64::max) - shares.iter().copied().fold(1.0, f64::min);
    assert!(spread > 0.12, "{rates:?}");
}

#[test]
fn every_answer_fits_its_scale_and_was_asked_for() {
    let items: BTreeMap<&str, BankItem> = bank().into_iter().map(|item| (item.key, item)).collect();
    let asked: BTreeSet<&str> = survey().iter().map(|item| item.key).collect();
    let (mut numbers, mut inapplicable, mut comments) = (0, 0, 0);
    for (_, organisation) in samples() {
        for response in organisation.quarters.iter().flat_map(|quarter| &quarter.responses) {
            let keys: BTreeSet<&str> = response.answers.iter().map(|(key, _)| *key).collect();
            assert_eq!(keys.len(), response.answers.len(), "one answer an item");
            for (key, value) in &response.answers {
                assert!(asked.contains(key), "{key} is not in the set");
                let item = items[key];
                assert!(value.fits(&item.scale.scale()), "{key}: {value:?}");
                assert!(sheet::is_asked(&item, &response.answers), "{key} was not asked");
                match value {
                    AnswerValue::Number(_) => numbers += 1,
                    AnswerValue::NotApplicable => inapplicable += 1,
                    AnswerValue::Text(_) => comments += 1,
                    _ => {}
                }
            }
        }
    }
    assert!(numbers > 0 && comments > 0);
    let share = f64::from(inapplicable) / f64::from(numbers);
    assert!((0.003..0.03).contains(&share), "{share} do not apply");
}

#[test]
fn somebody_who_does_not_use_a_thing_is_not_asked_about_it() {
    let organisation = sample(2);
    let gates: BTreeSet<&str> =
        starter().iter().filter_map(|item| item.gate).map(|gate| gate.0).collect();
    for gate in gates {
        let closed = organisation
            .quarters
            .iter()
            .flat_map(|quarter| &quarter.responses)
            .filter(|response| response.answers.contains(&(gate, AnswerValue::Choice(0))))
            .collect::<Vec<_>>();
        assert!(!closed.is_empty(), "everybody uses {gate}");
        for item in starter().iter().filter(|item| item.gate.is_some_and(|it| it.0 == gate)) {
            assert!(
                closed
                    .iter()
                    .all(|response| { response.answers.iter().all(|(key, _)| *key != item.key) })
            );
        }
    }
}

#[test]
fn comments_are_many_various_and_never_twice_in_a_wave() {
    let questions = ["keep-this", "one-change", "platform-wish"];
    let pools: Vec<_> = questions.iter().flat_map(|question| comments::pool(question)).collect();
    let texts: BTreeSet<&str> = pools.iter().map(|comment| comment.text).collect();
    assert_eq!(texts.len(), pools.len());
    assert!(texts.len() >= 80, "{}", texts.len());
    let lengths: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
    assert!(lengths.iter().any(|&length| length < 40) && lengths.iter().any(|&it| it > 110));
    for question in questions {
        for dimension in Dimension::ALL {
            let about = comments::pool(question).iter().any(|comment| comment.about == dimension);
            assert!(about, "nothing to write about {} to {question}", dimension.name());
        }
    }

    let organisation = sample(1);
    let mut written = 0;
    let mut respondents = 0;
    for quarter in &organisation.quarters {
        let mut seen = BTreeSet::new();
        respondents += quarter.responses.len();
        for (key, value) in quarter.responses.iter().flat_map(|response| &response.answers) {
            if let AnswerValue::Text(text) = value {
                written += 1;
                assert!(texts.contains(text.as_str()));
                assert!(seen.insert((*key, text)), "“{text}” twice in {}", quarter.period);
            }
        }
    }
    let rate = f64::from(written) / (respondents * questions.len()) as f64;
    assert!((0.10..=0.17).contains(&rate), "{rate}");
}

#[test]
fn stories_are_told_by_their_team_in_their_time() {
    for (seed, organisation) in samples() {
        let mut told = BTreeSet::new();
        for (index, quarter) in organisation.quarters.iter().enumerate() {
            let teams: BTreeMap<usize, &str> =
                quarter.roster.iter().map(|seat| (seat.person, seat.team)).collect();
            for response in &quarter.responses {
                for (key, value) in &response.answers {
                    let AnswerValue::Text(text) = value else { continue };
                    let comment = comments::pool(key).iter().find(|comment| comment.text == text);
                    let Some((team, when)) = comment.and_then(|comment| comment.story.clone())
                    else {
                        continue;
                    };
                    assert_eq!(teams.get(&response.person), Some(&team));
                    assert!(when.contains(&index), "{text}");
                    told.insert(team);
                }
            }
        }
        assert_eq!(told.len(), 3, "seed {seed}: {told:?}");
    }
}

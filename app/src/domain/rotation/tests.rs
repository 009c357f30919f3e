#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use proptest::prelude::*;
use std::cmp::Ordering;
use uuid::Uuid;

const NOW: i64 = 20_000 * DAY;

fn rules() -> RotationRules {
    RotationRules::default()
}

fn asked(days_ago: i64) -> History {
    History { last_asked: Some(NOW - days_ago * DAY), ..History::default() }
}

#[test]
fn names_are_read_as_they_are_written() {
    for answer in Answer::ALL {
        assert_eq!(Answer::parse(answer.name()), Some(answer));
    }
    for kind in [ContactKind::Interview, ContactKind::Reminder] {
        assert_eq!(ContactKind::parse(kind.name()), Some(kind));
    }
    assert_eq!(Answer::parse("perhaps"), None);
}

#[test]
fn whoever_was_never_asked_may_be() {
    assert_eq!(may_ask(NOW, &History::default(), rules()), Ok(()));
}

#[test]
fn nobody_is_asked_twice_within_the_pause() {
    assert_eq!(may_ask(NOW, &asked(179), rules()), Err(WhyNot::Asked(NOW + DAY)));
    assert_eq!(may_ask(NOW, &asked(180), rules()), Ok(()));
    let ahead = may_ask(NOW, &asked(-30), rules());
    assert_eq!(ahead, Err(WhyNot::Asked(NOW + 210 * DAY)), "an interview lies ahead");
}

#[test]
fn a_wish_comes_before_everything() {
    let never = Wish { never: true, not_before: None };
    assert_eq!(may_ask(NOW, &History { wish: never, ..asked(1) }, rules()), Err(WhyNot::Never));
    let later = Wish { never: false, not_before: Some(NOW + 5) };
    let history = History { wish: later, ..History::default() };
    assert_eq!(may_ask(NOW, &history, rules()), Err(WhyNot::NotNow(NOW + 5)));
    assert_eq!(may_ask(NOW + 5, &history, rules()), Ok(()));
}

#[test]
fn the_budget_has_room_again_when_its_oldest_contact_no_longer_counts() {
    let contacts = [80, 60, 40, 20].map(|days| NOW - days * DAY).to_vec();
    let history = History { contacts, ..History::default() };
    assert_eq!(may_ask(NOW, &history, rules()), Err(WhyNot::Budget(NOW + 10 * DAY)));
    assert_eq!(may_ask(NOW + 10 * DAY, &history, rules()), Ok(()));
    let strict = RotationRules { budget: 2, ..rules() };
    assert_eq!(may_ask(NOW, &history, strict), Err(WhyNot::Budget(NOW + 50 * DAY)));
}

#[test]
fn of_two_reasons_the_one_that_holds_longer_is_told() {
    let contacts = vec![NOW - DAY; 4];
    let history = History { contacts: contacts.clone(), ..asked(179) };
    assert_eq!(may_ask(NOW, &history, rules()), Err(WhyNot::Budget(NOW + 89 * DAY)));
    let history = History { contacts, ..asked(10) };
    assert_eq!(may_ask(NOW, &history, rules()), Err(WhyNot::Asked(NOW + 170 * DAY)));
}

#[test]
fn a_contact_is_kept_by_its_day() {
    assert_eq!(contact_day(NOW + 5), NOW);
    assert_eq!(contact_day(NOW), NOW);
}

#[test]
fn what_the_score_says_is_what_the_module_says() {
    let team = |days: Option<i64>, questions| Standing {
        name: "A".into(),
        people: 8,
        last: days.map(|days| NOW - days * DAY),
        questions,
    };
    for (days, questions, score) in [
        (None, 0, 8),
        (Some(10_000), 0, 8),
        (Some(0), 0, 0),
        (Some(-20), 0, 0),
        (Some(91), 0, 1),
        (Some(90), 2, 2),
        (None, 9, 12),
    ] {
        assert_eq!(team(days, questions).score(NOW), score, "{days:?} {questions}");
    }
}

fn standing() -> impl Strategy<Value = Standing> {
    let last = proptest::option::of(-400_i64..2_000);
    ("[a-c]", 1_usize..40, last, 0_usize..12).prop_map(|(name, people, last, questions)| Standing {
        name,
        people,
        last: last.map(|days| NOW - days * DAY),
        questions,
    })
}

proptest! {
    #[test]
    fn a_team_never_heard_comes_before_an_equal_one_that_was(team in standing(), days in 0_i64..720) {
        let never = Standing { last: None, ..team.clone() };
        let heard = Standing { last: Some(NOW - days * DAY), ..team };
        prop_assert_eq!(never.compare(&heard, NOW), Ordering::Less);
    }

    #[test]
    fn one_more_question_or_person_never_makes_a_team_wait_longer(
        team in standing(), other in standing()
    ) {
        let asked = Standing { questions: team.questions + 1, ..team.clone() };
        let larger = Standing { people: team.people + 1, ..team.clone() };
        if team.compare(&other, NOW) == Ordering::Less {
            prop_assert_eq!(asked.compare(&other, NOW), Ordering::Less);
            prop_assert_eq!(larger.compare(&other, NOW), Ordering::Less);
        }
    }

    #[test]
    fn no_number_of_questions_brings_a_team_just_heard_before_one_never_heard(
        team in standing(), other in standing()
    ) {
        let heard = Standing { last: Some(NOW), ..team };
        let never = Standing { last: None, ..other };
        prop_assert_eq!(never.compare(&heard, NOW), Ordering::Less);
    }

    #[test]
    fn the_order_is_one(one in standing(), two in standing(), three in standing()) {
        let order = |a: &Standing, b: &Standing| a.compare(b, NOW);
        prop_assert_eq!(order(&one, &two), order(&two, &one).reverse());
        if order(&one, &two) != Ordering::Greater && order(&two, &three) != Ordering::Greater {
            prop_assert_ne!(order(&one, &three), Ordering::Greater);
        }
    }

    #[test]
    fn a_lot_is_the_same_all_day_and_another_the_next(number in any::<u128>(), at in 0..DAY) {
        let person = Uuid::from_u128(number);
        prop_assert_eq!(lot(person, NOW + at), lot(person, NOW));
        prop_assert_ne!(lot(person, NOW + DAY), lot(person, NOW));
    }

    #[test]
    fn whoever_may_be_asked_again_at_an_instant_may_be_then(
        last in proptest::option::of(0_i64..400),
        contacts in proptest::collection::vec(0_i64..120, 0..8),
    ) {
        let history = History {
            wish: Wish::default(),
            last_asked: last.map(|days| NOW - days * DAY),
            contacts: contacts.into_iter().map(|days| NOW - days * DAY).collect(),
        };
        if let Err(why) = may_ask(NOW, &history, rules()) {
            let until = why.until().unwrap();
            prop_assert!(until > NOW);
            prop_assert_eq!(may_ask(until, &history, rules()), Ok(()));
            prop_assert!(may_ask(until - 1, &history, rules()).is_err());
        }
    }
}

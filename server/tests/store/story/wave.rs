//! A wave is drafted, opened, answered and closed.

use super::{START, id, organisation::Organisation, survey::Survey, tokens};
use app::domain::{
    AnswerSheet, AnswerValue, DisclosurePolicy, Mode, PersonId, ResponseId, TeamId, Wave, WaveId,
    WaveState,
};
use soundings::store::{Store, responses::StoredResponse, tidying::Tidied, waves::RosterPlace};

pub async fn runs(store: &Store, organisation: &Organisation, survey: &Survey) -> WaveId {
    let wave = is_drafted(store, survey).await;
    is_opened(store, organisation, survey, &wave).await;
    is_answered(store, organisation, survey, &wave).await;
    tokens::are_given(store, organisation, &wave).await;
    tokens::replace_answers(store, organisation, &wave).await;
    is_closed(store, &wave).await;
    tokens::are_over(store, organisation, &wave).await;
    wave.id
}

async fn is_drafted(store: &Store, survey: &Survey) -> Wave {
    let wave = Wave {
        id: WaveId(id(0x300)),
        program: survey.program.id,
        period: "2026-Q3".parse().unwrap(),
        state: WaveState::Draft,
        mode: Mode::Confidential,
        opens_at: Some(START),
        closes_at: None,
        imported: false,
    };
    let twin = Wave { id: WaveId(id(0x301)), ..wave.clone() };
    let earlier = Wave {
        id: WaveId(id(0x302)),
        period: "2021-H2".parse().unwrap(),
        imported: true,
        opens_at: None,
        ..wave.clone()
    };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_wave(&wave).await.unwrap());
    assert!(!tx.insert_wave(&twin).await.unwrap(), "one wave a program and period");
    assert!(tx.insert_wave(&earlier).await.unwrap());
    tx.set_wave_times(wave.id, Some(START + 1), Some(START + 2)).await.unwrap();
    tx.commit().await.unwrap();

    let wave = Wave { opens_at: Some(START + 1), closes_at: Some(START + 2), ..wave };
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.wave(wave.id).await.unwrap(), Some(wave.clone()));
    assert_eq!(tx.wave(twin.id).await.unwrap(), None);
    assert_eq!(tx.waves().await.unwrap(), [earlier.clone(), wave.clone()], "oldest first");
    assert_eq!(tx.waves_of(wave.program).await.unwrap(), [earlier.clone(), wave.clone()]);
    assert_eq!(tx.lock_wave(wave.id).await.unwrap(), Some(wave.clone()));
    assert_eq!(tx.lock_wave(twin.id).await.unwrap(), None);
    assert_eq!(tx.lock_wave_shared(earlier.id).await.unwrap(), Some(earlier.clone()));
    assert!(tx.delete_draft_wave(earlier.id).await.unwrap());
    assert!(!tx.delete_draft_wave(earlier.id).await.unwrap());
    tx.commit().await.unwrap();
    wave
}

async fn is_opened(store: &Store, organisation: &Organisation, survey: &Survey, wave: &Wave) {
    let policy = DisclosurePolicy { minimum: 7, ..DisclosurePolicy::default() };
    let place = |person: PersonId, team: TeamId, reporting: TeamId| RosterPlace {
        person_id: person,
        team_id: team,
        reporting_team_id: reporting,
        answered: false,
    };
    let (engineering, payments) = (&organisation.engineering, &organisation.payments);
    let places = [
        place(organisation.ada.id, payments.id, engineering.id),
        place(organisation.bela.id, engineering.id, engineering.id),
    ];
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.wave_policy(wave.id).await.unwrap(), None);
    assert_eq!(tx.wave_grouping(wave.id).await.unwrap(), None);
    assert!(tx.open_waves_for(organisation.ada.id).await.unwrap().is_empty());
    tx.freeze_wave_items(wave.id, &survey.items).await.unwrap();
    tx.freeze_wave_teams(wave.id, &[payments.clone(), engineering.clone()]).await.unwrap();
    tx.freeze_wave_roster(wave.id, &places).await.unwrap();
    tx.set_wave_rules(wave.id, &policy, Some(survey.items[0].id)).await.unwrap();
    assert!(tx.advance_wave(wave.id, WaveState::Draft, WaveState::Open).await.unwrap());
    assert!(!tx.advance_wave(wave.id, WaveState::Draft, WaveState::Open).await.unwrap());
    assert!(!tx.delete_draft_wave(wave.id).await.unwrap(), "it is no draft any more");
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.wave_policy(wave.id).await.unwrap(), Some(policy));
    assert_eq!(tx.wave_grouping(wave.id).await.unwrap(), Some(survey.items[0].id));
    assert_eq!(tx.wave_items(wave.id).await.unwrap(), survey.items);
    let mut teams = tx.wave_teams(wave.id).await.unwrap();
    teams.sort_by_key(|team| team.id);
    assert_eq!(teams.iter().map(|team| team.id).collect::<Vec<_>>(), [engineering.id, payments.id]);
    assert_eq!(teams[1].parent, Some(engineering.id));
    assert!(!teams[1].retired, "a team of a wave is as it was then");
    assert_eq!(tx.wave_roster(wave.id).await.unwrap(), places, "by person");
    for (team, people) in tx.wave_invited(wave.id).await.unwrap() {
        let report = places.iter().filter(|place| place.reporting_team_id == team).count();
        assert_eq!(usize::try_from(people).unwrap(), report);
    }
    let ada = tx.roster_place(wave.id, organisation.ada.id).await.unwrap();
    assert_eq!(ada, Some(places[0].clone()));
    assert_eq!(tx.roster_place(wave.id, PersonId(id(0xdead))).await.unwrap(), None);
    let open = tx.open_waves_for(organisation.ada.id).await.unwrap();
    assert_eq!(open, [Wave { state: WaveState::Open, ..wave.clone() }]);
    assert!(tx.open_waves_for(PersonId(id(0xdead))).await.unwrap().is_empty());
    assert_eq!(tx.waves_asking(organisation.ada.id).await.unwrap(), open);
    assert!(tx.waves_asking(PersonId(id(0xdead))).await.unwrap().is_empty());
}

async fn is_answered(store: &Store, organisation: &Organisation, survey: &Survey, wave: &Wave) {
    let [uses, slow, comment] = survey.items.as_slice() else { panic!("three items") };
    let response = |number: u128, text: &str| StoredResponse {
        id: ResponseId(id(number)),
        team: organisation.engineering.id,
        answers: AnswerSheet(
            [
                (uses.current.id, AnswerValue::Choice(1)),
                (slow.current.id, AnswerValue::NotApplicable),
                (comment.current.id, AnswerValue::Text(text.into())),
            ]
            .into(),
        ),
    };
    let (first, second) = (response(0x402, "Ça va 🚢"), response(0x401, "it's \"fine\"; \\o/"));
    let mut tx = store.begin().await.unwrap();
    assert!(tx.mark_answered(wave.id, organisation.ada.id).await.unwrap());
    assert!(
        !tx.mark_answered(wave.id, organisation.ada.id).await.unwrap(),
        "of two tabs, one wins"
    );
    tx.insert_response(wave.id, &first).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.insert_responses(wave.id, std::slice::from_ref(&second)).await.unwrap();
    tx.insert_responses(wave.id, &[]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.count_responses(wave.id).await.unwrap(), 2);
    assert_eq!(tx.responses(wave.id).await.unwrap(), [second, first], "by their random ids");
    let answered = |place: Option<RosterPlace>| place.unwrap().answered;
    assert!(answered(tx.roster_place(wave.id, organisation.ada.id).await.unwrap()));
    assert!(!answered(tx.roster_place(wave.id, organisation.bela.id).await.unwrap()));
}

async fn is_closed(store: &Store, wave: &Wave) {
    let mut tx = store.begin().await.unwrap();
    assert!(tx.advance_wave(wave.id, WaveState::Open, WaveState::Closed).await.unwrap());
    let responses = tx.responses(wave.id).await.unwrap();
    tx.delete_responses(wave.id).await.unwrap();
    assert_eq!(tx.count_responses(wave.id).await.unwrap(), 0);
    tx.insert_responses(wave.id, &responses).await.unwrap();
    tx.forget_who_answered(wave.id).await.unwrap();
    tx.mark_tidy_due(wave.id.0).await.unwrap();
    tx.commit().await.unwrap();

    let mut reader = store.read().await.unwrap();
    let mark = reader.tidy_due().await.unwrap().unwrap();
    assert!(mark.starts_with(&wave.id.to_string()), "{mark}");
    let mut tx = store.begin().await.unwrap();
    tx.tidying_is_done("another mark").await.unwrap();
    tx.commit().await.unwrap();
    reader.commit().await.unwrap();
    // Other tests write to the same PostgreSQL at the same time.
    let mut tidied = Tidied::NotYet;
    for _ in 0..20 {
        tidied = store.tidy().await.unwrap();
        if tidied == Tidied::Done {
            break;
        }
    }
    assert_eq!(tidied, Tidied::Done);
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.tidy_due().await.unwrap(), None);
    assert_eq!(tx.responses(wave.id).await.unwrap(), responses);
    assert!(tx.wave_roster(wave.id).await.unwrap().iter().all(|place| !place.answered));
    assert_eq!(tx.wave(wave.id).await.unwrap().unwrap().state, WaveState::Closed);
}

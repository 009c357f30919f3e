//! `soundings verify-wave`: whether a wave that is over kept its promise.

use super::Place;
use app::domain::{Email, Mode, Person, PersonId, Roles, SessionId, Team, TeamId, Viewer, WaveId};
use soundings::{
    clock::SystemClock,
    config::{Config, Settings},
    random::SharedRng,
    service::{Asked, ProgramSettings, Redeemed, Services, WaveSettings},
    store::Store,
};
use sqlx::{AssertSqlSafe, Executor};
use std::{net::IpAddr, sync::Arc};
use token::{
    Blinding, info,
    wire::{Bytes, ResponseRequest},
};

const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

#[tokio::test]
async fn a_wave_that_adds_up_is_told_so_and_one_that_was_tampered_with_is_found_out() {
    let place = Place::new();
    let (services, researcher, wave) = an_open_wave(&place, Mode::Unlinkable).await;
    let early = place.run(&["verify-wave", &wave.to_string()]);
    assert_eq!(early.code, Some(2), "{}{}", early.out, early.err);
    assert!(early.err.contains("not over yet"), "{}", early.err);
    services.close_wave(&researcher, wave).await.unwrap();

    let log = "2026-11-16T08:00:00Z  INFO request method=GET route=\"/results\" status=200\n";
    place.write("server.log", log);
    let verify = ["verify-wave", &wave.to_string(), "--log", "server.log"];
    let fine = place.run(&verify);
    assert_eq!(fine.code, Some(0), "{}{}", fine.out, fine.err);
    for told in [
        "Published counts: 7 people asked, 7 tokens given out, 6 came with answers.",
        "Stored: 6 responses, 6 tokens.",
        "soundings.db.",
        "Looked through server.log.",
        "All is as it should be.",
    ] {
        assert!(fine.out.contains(told), "{told}: {}", fine.out);
    }

    let line =
        "2026-11-16T08:00:01Z  INFO request method=POST route=\"/responses/{wave}\" status=204\n";
    place.write("server.log", &format!("{log}{line}"));
    let logged = place.run(&verify);
    assert_eq!(logged.code, Some(1), "{}", logged.out);
    assert!(logged.out.contains("server.log has a line of a request with answers: line 2"));
    place.write("server.log", log);

    let Store::Sqlite(pool) = &services.store else { panic!("this is SQLite") };
    for (tampering, undoing, told) in [
        (
            "UPDATE wave_counts SET issued = 5",
            "UPDATE wave_counts SET issued = 7",
            "FLAW: team “Engineering”: 6 tokens came with answers, 5 were given out",
        ),
        (
            "INSERT INTO wave_secrets SELECT wave_id, public_key FROM wave_keys",
            "DELETE FROM wave_secrets",
            "TRACE: the secret of the key is still there",
        ),
        (
            "UPDATE wave_redemptions SET proof = (SELECT MAX(proof) FROM wave_redemptions)",
            "SELECT 1",
            "FLAW: team “Engineering”: 5 tokens were not made by the published key",
        ),
        (
            "DELETE FROM responses WHERE id = (SELECT MIN(id) FROM responses)",
            "SELECT 1",
            "FLAW: team “Engineering”: 5 responses are stored, and 6 tokens",
        ),
        (
            "ALTER TABLE responses ADD COLUMN moment BIGINT",
            "SELECT 1",
            "TRACE: the table responses has the column moment",
        ),
    ] {
        pool.execute(tampering).await.unwrap();
        let found = place.run(&verify);
        assert_eq!(found.code, Some(1), "{tampering}: {}", found.out);
        assert!(found.out.contains(told), "{told}: {}", found.out);
        pool.execute(AssertSqlSafe(undoing)).await.unwrap();
    }
}

#[tokio::test]
async fn old_pages_with_tokens_are_found() {
    let place = Place::new();
    let (services, researcher, wave) = an_open_wave(&place, Mode::Unlinkable).await;
    services.close_wave(&researcher, wave).await.unwrap();
    let Store::Sqlite(pool) = &services.store else { panic!("this is SQLite") };
    // Written once more, without overwriting what is deleted, so that both copies are there.
    let mut connection = pool.acquire().await.unwrap();
    connection.execute("PRAGMA secure_delete = OFF").await.unwrap();
    connection.execute("CREATE TABLE copy AS SELECT * FROM wave_redemptions").await.unwrap();
    connection.execute("DROP TABLE copy").await.unwrap();
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    drop(connection);
    let found = place.run(&["verify-wave", &wave.to_string()]);
    assert_eq!(found.code, Some(1), "{}", found.out);
    assert!(found.out.contains("has old copies of 6 tokens in unused pages"), "{}", found.out);
}

#[tokio::test]
async fn a_wave_that_took_no_tokens_and_one_that_is_none_are_told() {
    let place = Place::new();
    let ended = place.run(&["verify-wave", "quarterly"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("“quarterly” is no wave"), "{}", ended.err);
    let (services, researcher, wave) = an_open_wave(&place, Mode::Confidential).await;
    services.close_wave(&researcher, wave).await.unwrap();
    let ended = place.run(&["verify-wave", &wave.to_string()]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("This wave is confidential"), "{}", ended.err);
    let ended = place.run(&["verify-wave", "00000000-0000-0000-0000-000000000000"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("this wave does not exist"), "{}", ended.err);
}

/// Seven people of one team; where tokens are taken all have one, and six have answered.
async fn an_open_wave(place: &Place, mode: Mode) -> (Services, Viewer, WaveId) {
    let url = format!("sqlite:{}", place.path().join("soundings.db").display());
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    let config = Config::from_settings(&Settings::default()).unwrap();
    let random = SharedRng::from_os();
    let services = Services::new(&config, store, Arc::new(SystemClock), random.clone()).unwrap();
    let team = Team {
        id: TeamId(random.uuid()),
        parent: None,
        name: "Engineering".into(),
        retired: false,
    };
    let viewer = |number: usize| Viewer {
        person: PersonId(random.uuid()),
        session: SessionId(random.uuid()),
        email: Email::parse(&format!("p{number}@example.com")).unwrap(),
        name: format!("Person {number}"),
        team: (number > 0).then_some(team.id),
        roles: Roles { researcher: number == 0, ..Roles::default() },
    };
    let viewers: Vec<Viewer> = (0..8).map(viewer).collect();
    let mut tx = services.store.begin().await.unwrap();
    tx.insert_team(&team).await.unwrap();
    for viewer in &viewers {
        let person = Person {
            id: viewer.person,
            email: viewer.email.clone(),
            name: viewer.name.clone(),
            team: viewer.team,
            roles: viewer.roles,
            attributes: Vec::new(),
            left: false,
        };
        tx.insert_person(&person).await.unwrap();
    }
    tx.commit().await.unwrap();
    services.ensure_bank().await.unwrap();
    let researcher = viewers[0].clone();
    let settings = ProgramSettings {
        name: "Quarterly".into(),
        purpose: "To be checked.".into(),
        mode: mode.name().into(),
        ..ProgramSettings::default()
    };
    let program = services.create_program(&researcher, &settings, true).await.unwrap();
    let period = WaveSettings { period: "2026-Q4".into(), ..WaveSettings::default() };
    let wave = services.create_wave(&researcher, program, &period).await.unwrap();
    services.open_wave(&researcher, wave).await.unwrap();
    let mut tx = services.store.read().await.unwrap();
    let key = tx.wave_key(wave).await.unwrap();
    let items = tx.wave_items(wave).await.unwrap();
    drop(tx);
    let Some(key) = key else { return (services, researcher, wave) };
    let editor = items.iter().find(|item| item.key == "editor").unwrap();
    for (number, viewer) in viewers.iter().enumerate().skip(1) {
        let input: [u8; 32] = random.bytes();
        let blinding = Blinding::new(&input, |bytes| random.fill(bytes)).unwrap();
        let asked = services.issue_token(viewer, HOME, wave, &blinding.element()).await.unwrap();
        let Asked::Given(told) = asked else { panic!("{asked:?}") };
        let tag = info(wave.0, team.id.0);
        let output = blinding.finish(&told.evaluated, &told.proof, &key, &tag).unwrap();
        let sent = ResponseRequest {
            team: team.id.0,
            input: Bytes(input),
            output: Bytes(output),
            answers: vec![(format!("a.{}", editor.current.id), "4".into())],
        };
        if number > 1 {
            let redeemed = services.redeem_token(HOME, wave, &sent).await.unwrap();
            assert_eq!(redeemed, Redeemed::Counted);
        }
    }
    (services, researcher, wave)
}

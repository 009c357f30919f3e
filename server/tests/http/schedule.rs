//! The schedule, with a clock that is moved by hand: no route, but what every node does by itself.

use crate::{app::TestApp, support::on_each_database, waves::noted};
use app::domain::{ProgramId, Wave, WaveState};
use soundings::service::ProgramSettings;

on_each_database![
    a_wave_is_drafted_opened_and_closed_by_itself_each_once,
    the_next_draft_is_made_once_however_often_and_wherever_the_clock_strikes,
    a_window_that_was_missed_is_left_to_the_researcher,
    an_archived_program_drafts_and_opens_nothing_and_still_closes,
    a_program_without_items_waits_and_opens_once_it_has_some,
];

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Midnight of 1 January 2027, UTC.
const YEAR: i64 = 1_798_761_600_000;
/// When a wave of the first quarter opens and closes: after 30 days, for 14.
const OPENS: i64 = YEAR + 30 * DAY;
const CLOSES: i64 = OPENS + 14 * DAY;

fn scheduled() -> ProgramSettings {
    ProgramSettings {
        name: "Quarterly".to_owned(),
        purpose: "We plan from what you say.".to_owned(),
        scheduled: true,
        opens_after_days: "30".to_owned(),
        open_days: "14".to_owned(),
        ..ProgramSettings::default()
    }
}

/// A program with a schedule, in the fourth quarter of 2026, whose window is over.
async fn with_schedule(app: &TestApp) -> ProgramId {
    app.with_roster(&[("Engineering", 8)]).await;
    app.services.ensure_bank().await.unwrap();
    app.services.create_program(&app.researcher().await, &scheduled(), true).await.unwrap()
}

async fn waves(app: &TestApp, program: ProgramId) -> Vec<Wave> {
    app.services.store.read().await.unwrap().waves_of(program).await.unwrap()
}

async fn states(app: &TestApp, program: ProgramId) -> Vec<(String, WaveState)> {
    let waves = waves(app, program).await;
    waves.into_iter().map(|wave| (wave.period.to_string(), wave.state)).collect()
}

async fn tick_at(app: &TestApp, instant: i64) {
    app.clock.set(instant);
    app.services.tick().await.unwrap();
}

fn expected(waves: &[(&str, WaveState)]) -> Vec<(String, WaveState)> {
    waves.iter().map(|(period, state)| ((*period).to_owned(), *state)).collect()
}

async fn a_wave_is_drafted_opened_and_closed_by_itself_each_once(app: TestApp) {
    use WaveState::{Closed, Draft, Open};
    let program = with_schedule(&app).await;
    app.services.tick().await.unwrap();
    let first = waves(&app, program).await.remove(0);
    assert_eq!((first.opens_at, first.closes_at), (Some(OPENS), Some(CLOSES)));
    let steps: [(i64, &[(&str, WaveState)]); 6] = [
        (YEAR, &[("2027-Q1", Draft)]),
        (OPENS - 1, &[("2027-Q1", Draft)]),
        (OPENS, &[("2027-Q1", Open), ("2027-Q2", Draft)]),
        (CLOSES - 1, &[("2027-Q1", Open), ("2027-Q2", Draft)]),
        (CLOSES, &[("2027-Q1", Closed), ("2027-Q2", Draft)]),
        (CLOSES + 30 * DAY, &[("2027-Q1", Closed), ("2027-Q2", Draft)]),
    ];
    for (instant, then) in steps {
        tick_at(&app, instant).await;
        assert_eq!(states(&app, program).await, expected(then), "{instant}");
        tick_at(&app, instant).await;
        assert_eq!(states(&app, program).await, expected(then), "{instant}, a second time");
    }
    for (action, times) in [("wave-drafted", 2), ("wave-opened", 1), ("wave-closed", 1)] {
        assert_eq!(noted(&app, action).await, times, "{action}");
    }
}

async fn the_next_draft_is_made_once_however_often_and_wherever_the_clock_strikes(app: TestApp) {
    let program = with_schedule(&app).await;
    let other = app.second_node().await;
    for instant in [YEAR - 30 * DAY, YEAR, OPENS, CLOSES, YEAR + 100 * DAY] {
        app.clock.set(instant);
        let (one, two, three) =
            tokio::join!(app.services.tick(), other.services.tick(), app.services.tick());
        for done in [one, two, three] {
            done.unwrap();
        }
    }
    use WaveState::{Closed, Draft};
    let then = expected(&[("2027-Q1", Closed), ("2027-Q2", Draft)]);
    assert_eq!(states(&app, program).await, then);
    for (action, times) in [("wave-drafted", 2), ("wave-opened", 1), ("wave-closed", 1)] {
        assert_eq!(noted(&app, action).await, times, "{action}");
    }
    // One that was thrown away comes back: the calendar still says so.
    let draft = waves(&app, program).await.pop().unwrap();
    app.services.delete_draft(&app.researcher().await, draft.id).await.unwrap();
    app.services.tick().await.unwrap();
    assert_eq!(states(&app, program).await, then);
}

async fn a_window_that_was_missed_is_left_to_the_researcher(app: TestApp) {
    let program = with_schedule(&app).await;
    app.services.tick().await.unwrap();
    // No node ran until a day after the end.
    tick_at(&app, CLOSES + DAY).await;
    use WaveState::{Closed, Draft, Open};
    let missed = [("2027-Q1", Draft), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&missed));
    let wave = waves(&app, program).await.remove(0);
    app.services.open_wave(&app.researcher().await, wave.id).await.unwrap();
    tick_at(&app, CLOSES + 2 * DAY).await;
    let open = [("2027-Q1", Open), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&open), "its old end does not close it");
    app.services.close_wave(&app.researcher().await, wave.id).await.unwrap();
    let closed = [("2027-Q1", Closed), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&closed));

    // A node that comes back while the window is open opens it late, with its own end.
    let second = waves(&app, program).await.remove(1);
    let (opens, closes) = (second.opens_at.unwrap(), second.closes_at.unwrap());
    tick_at(&app, opens + 5 * DAY).await;
    let wave = waves(&app, program).await.remove(1);
    assert_eq!((wave.state, wave.closes_at), (Open, Some(closes)));
}

async fn an_archived_program_drafts_and_opens_nothing_and_still_closes(app: TestApp) {
    use WaveState::{Closed, Draft, Open};
    let program = with_schedule(&app).await;
    let researcher = app.researcher().await;
    app.services.tick().await.unwrap();
    app.services.archive_program(&researcher, program, true).await.unwrap();
    tick_at(&app, OPENS).await;
    assert_eq!(states(&app, program).await, expected(&[("2027-Q1", Draft)]));
    let wave = waves(&app, program).await.remove(0);
    let by_hand = app.services.open_wave(&researcher, wave.id).await.unwrap_err();
    assert!(by_hand.to_string().contains("archived"), "{by_hand}");

    app.services.archive_program(&researcher, program, false).await.unwrap();
    tick_at(&app, OPENS + DAY).await;
    let both = [("2027-Q1", Open), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&both));
    app.services.archive_program(&researcher, program, true).await.unwrap();
    tick_at(&app, CLOSES).await;
    let then = [("2027-Q1", Closed), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&then), "people were told when it ends");
    tick_at(&app, YEAR + 365 * DAY).await;
    assert_eq!(states(&app, program).await, expected(&then));
}

async fn a_program_without_items_waits_and_opens_once_it_has_some(app: TestApp) {
    app.with_roster(&[("Engineering", 8)]).await;
    app.services.ensure_bank().await.unwrap();
    let researcher = app.researcher().await;
    let program = app.services.create_program(&researcher, &scheduled(), false).await.unwrap();
    app.services.tick().await.unwrap();
    tick_at(&app, OPENS).await;
    use WaveState::{Draft, Open};
    let both = [("2027-Q1", Draft), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&both), "and no tick fails");
    let mut tx = app.services.store.begin().await.unwrap();
    let item = tx.items().await.unwrap().remove(0);
    tx.set_program_items(program, &[item.id]).await.unwrap();
    tx.commit().await.unwrap();
    tick_at(&app, OPENS + DAY).await;
    let open = [("2027-Q1", Open), ("2027-Q2", Draft)];
    assert_eq!(states(&app, program).await, expected(&open));
}

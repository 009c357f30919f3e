//! An attack on unlinkable answers by somebody who has everything: after a wave of fifty people,
//! all of one reporting team, they have the database's files with journals, backups, the log at its
//! most talkative, the table of who got a token, and even the order in which people asked for one.
//! They try to say whose each answer is.
//!
//! **Statistics.** Each of the attacker's many ways to put the answers in an order (`attack.rs`) is
//! laid beside the order of asking, from both ends. Counted are *hits*, how many of fifty people get
//! their own answers, and Kendall's *tau* of the two orders. By chance hits are distributed like
//! Poisson(1) and tau like a normal with deviation 0.098 for n = 50. A way succeeds with 11 hits or
//! more (by chance 1 in 10^8) or |tau| of 0.55 or more (5.6 deviations, 1 in 5 × 10^7), so that even
//! a thousand ways together fail by chance less than once in 10,000 runs.
//!
//! Each protection is then switched off alone, and the attack has to succeed. A protection that can
//! be left out without anybody noticing protects nobody. (Without rewriting it is only a stolen
//! token that finds people on SQLite, where rows lie in the order of their random names anyway.)
//!
//! Not attacked are files that somebody copied from PostgreSQL while the wave was open: its tables
//! and its journal tell the order of every write then. `/anonymity` says so.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

#[path = "../support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "other tests use more of it")]
mod support;

mod attack;
mod closing;
mod log;
mod loot;
mod wave;

use attack::{Success, attack};
use std::fmt::Write as _;
use support::{Database, Kind};
use wave::{Off, Over};

/// Runs a whole wave with one protection off, and attacks what it leaves.
fn attacked(kind: Kind, off: Off) -> Option<(Over, Vec<Success>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let log = log::Log::default();
    // What happens on this thread, which is all that the server does here, is written down.
    let _guard = tracing::subscriber::set_default(log.subscriber());
    runtime.block_on(async {
        let database = Database::create(kind).await?;
        let over = wave::run(&database, off, &log).await;
        let successes = attack(&over);
        database.remove().await;
        Some((over, successes))
    })
}

fn told(successes: &[Success]) -> String {
    let mut text = String::new();
    for success in successes {
        let _ = writeln!(text, "{}: {} hits, tau {:.2}", success.way, success.hits, success.tau);
    }
    text
}

/// With all protections nothing is better than chance.
fn nobody_is_found(kind: Kind, off: Off) {
    let Some((over, successes)) = attacked(kind, off) else {
        return eprintln!("left out: SOUNDINGS_TEST_POSTGRES names no server");
    };
    let best = successes.iter().filter(|success| success.is_more_than_chance());
    let best: Vec<Success> = best.cloned().collect();
    assert!(best.is_empty(), "{:?} {off:?}\n{}", kind, told(&best));
    println!("{kind:?} {off:?}:\n{}", told(&successes));
    assert!(successes.len() > 20, "only {} ways were tried", successes.len());
    over.the_secret_is_gone();
}

/// With this one off, somebody is.
fn they_are_found(kind: Kind, off: Off) {
    let Some((_, successes)) = attacked(kind, off) else {
        return eprintln!("left out: SOUNDINGS_TEST_POSTGRES names no server");
    };
    let best: Vec<Success> =
        successes.iter().filter(|success| success.is_more_than_chance()).cloned().collect();
    assert!(!best.is_empty(), "{kind:?} without {off:?}: the attack fails\n{}", told(&successes));
    println!("{kind:?} without {off:?}:\n{}", told(&best));
}

macro_rules! protections {
    ($($name:ident: $off:ident;)+) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                super::they_are_found(super::Kind::Sqlite, super::Off::$off);
            }

            #[test]
            fn on_postgres() {
                super::they_are_found(super::Kind::Postgres, super::Off::$off);
            }
        }
    )+};
}

protections! {
    without_blinding_everybody_is_found: Blinding;
    with_names_that_count_up_everybody_is_found: RandomNames;
    with_names_that_stay_a_stolen_token_leads_to_its_answers: NewNames;
    written_anew_in_their_order_people_are_found: RandomOrder;
    without_rewriting_people_are_found: Rewriting;
    without_tidying_old_pages_find_people: Tidying;
    with_a_log_of_requests_sizes_find_people: QuietLog;
}

mod with_all_protections_nobody_is_found {
    #[test]
    fn on_sqlite() {
        super::nobody_is_found(super::Kind::Sqlite, super::Off::Nothing);
    }

    #[test]
    fn on_postgres() {
        super::nobody_is_found(super::Kind::Postgres, super::Off::Nothing);
    }
}

/// The closing that is taken apart here protects as well as the real one does: what the tests above
/// find is due to what they leave out.
mod the_closing_of_these_tests_is_as_good_as_the_real_one {
    #[test]
    fn on_sqlite() {
        super::nobody_is_found(super::Kind::Sqlite, super::Off::OnlyTheService);
    }

    #[test]
    fn on_postgres() {
        super::nobody_is_found(super::Kind::Postgres, super::Off::OnlyTheService);
    }
}

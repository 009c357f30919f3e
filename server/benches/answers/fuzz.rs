//! The parsers of what strangers send: requests that are random, or good ones that were changed.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use soundings::random::SharedRng;
use std::{num::NonZeroUsize, thread, time::Instant};
use token::{
    KeyPair, Redemption, Token,
    encoding::encode,
    wire::{ResponseRequest, TokenRequest},
};
use uuid::Uuid;

/// What means something in such requests, and what never does.
const SIGNS: &[u8] = b"{}[]\",:\\0-_=\0\xff";

/// Requests for each parser.
const CASES: u64 = 1_000_000;

/// How many were taken for requests, of all.
#[derive(Default)]
struct Counts {
    cases: u64,
    taken: u64,
}

/// Tries them all; whatever panics, or reads what it would not write, ends the bench.
pub fn run() -> bool {
    let seed = u64::from(u32::from_le_bytes(SharedRng::from_os().bytes()));
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get) as u64;
    let begun = Instant::now();
    let counts: Vec<Counts> = thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| scope.spawn(move || fuzz(seed + part, CASES.div_ceil(threads))))
            .collect();
        parts.into_iter().filter_map(|part| part.join().ok()).collect()
    });
    let all: u64 = counts.iter().map(|counts| counts.cases).sum();
    let taken: u64 = counts.iter().map(|counts| counts.taken).sum();
    println!(
        "Parsers: {all} requests (seed {seed}), {taken} of them good, in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    // Where none is good the changes are too wild to try anything, and where all are, too tame.
    all >= 3 * CASES && taken > 1_000 && taken < all / 2
}

fn fuzz(seed: u64, cases: u64) -> Counts {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = Counts::default();
    let key = KeyPair::generate(|bytes| bytes.fill(7));
    for case in 0..cases {
        let bytes = changed(&mut rng, &wish);
        let asked = TokenRequest::parse(&bytes);
        if let Ok(asked) = &asked {
            let written = serde_json::to_vec(asked).expect("JSON");
            assert_eq!(TokenRequest::parse(&written).as_ref(), Ok(asked));
            // Whatever was let in is evaluated or refused.
            if case % 16 == 0 {
                let _ = key.evaluate(&asked.blinded.0, b"info", |bytes| bytes.fill(3));
            }
        }
        let bytes = changed(&mut rng, &answers);
        let sent = ResponseRequest::parse(&bytes);
        if let Ok(sent) = &sent {
            let written = serde_json::to_vec(sent).expect("JSON");
            assert_eq!(ResponseRequest::parse(&written).as_ref(), Ok(sent));
            if case % 16 == 0 {
                assert!(!key.redeems(&sent.input.0, &sent.output.0, b"info"), "a forged token");
            }
        }
        let bytes = changed(&mut rng, &file);
        let text = String::from_utf8_lossy(&bytes);
        let kept = Token::parse(&text);
        if let Ok(kept) = &kept {
            assert_eq!(Token::parse(&kept.to_json()).as_ref(), Ok(kept));
        }
        let [one, two, three] = [0, 1, 2].map(|_| encode(&rng.random::<[u8; 32]>()));
        let _ = Redemption::from_texts([&one, &two, &three]);
        counts.cases += 3;
        counts.taken +=
            u64::from(asked.is_ok()) + u64::from(sent.is_ok()) + u64::from(kept.is_ok());
    }
    counts
}

fn wish(rng: &mut ChaCha8Rng) -> Vec<u8> {
    format!("{{\"blinded\":\"{}\"}}", encode(&rng.random::<[u8; 32]>())).into_bytes()
}

fn output(rng: &mut ChaCha8Rng) -> [u8; 64] {
    let mut output = [0; 64];
    rng.fill(&mut output[..]);
    output
}

fn answers(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let answers: Vec<(String, String)> = (0..rng.random_range(0..4))
        .map(|number| (format!("a.{number}"), "ä\"\\\u{1f6a2}".repeat(rng.random_range(0..4))))
        .collect();
    let sent = serde_json::json!({
        "team": Uuid::from_u128(rng.random()),
        "input": encode(&rng.random::<[u8; 32]>()),
        "output": encode(&output(rng)),
        "answers": answers,
    });
    sent.to_string().into_bytes()
}

fn file(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let token = Token {
        wave: Uuid::from_u128(rng.random()),
        team: Uuid::from_u128(rng.random()),
        key: rng.random(),
        input: rng.random(),
        output: output(rng),
    };
    token.to_json().into_bytes()
}

/// A good one with some of it changed, cut off, doubled or put elsewhere; or only bytes.
fn changed(rng: &mut ChaCha8Rng, good: &dyn Fn(&mut ChaCha8Rng) -> Vec<u8>) -> Vec<u8> {
    let mut bytes = good(rng);
    for _ in 0..rng.random_range(0..3) {
        let at = rng.random_range(0..=bytes.len());
        match rng.random_range(0..7) {
            0 if at < bytes.len() => bytes[at] = rng.random(),
            1 if at < bytes.len() => bytes[at] ^= 1 << rng.random_range(0..8),
            2 => bytes.truncate(at),
            3 => bytes.insert(at, SIGNS[rng.random_range(0..SIGNS.len())]),
            4 => {
                let piece = bytes[..at].to_vec();
                bytes.extend_from_slice(&piece);
            }
            5 => bytes.rotate_left(at),
            _ => bytes = (0..at).map(|_| rng.random()).collect(),
        }
    }
    bytes
}

//! Looking through bytes for what lines up.

/// Bytes as text, one sign for each: the standard library searches text fast, in any build.
pub fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// Every place at which `word` stands, in order.
pub fn places(text: &str, word: &str) -> Vec<usize> {
    text.match_indices(word).map(|(at, _)| at).collect()
}

/// How far two orders agree: 1 for the same, -1 for the reverse, about 0 for unrelated ones
/// (Kendall's tau). `ranks` are those of the one, in the order of the other.
pub fn agreement(ranks: &[usize]) -> f64 {
    let mut balance = 0_i64;
    let mut pairs = 0_i64;
    for (at, first) in ranks.iter().enumerate() {
        for second in &ranks[at + 1..] {
            balance += if first < second { 1 } else { -1 };
            pairs += 1;
        }
    }
    balance as f64 / pairs as f64
}

/// Fails when two orders agree, or contradict each other, more than chance ever makes them: five
/// standard deviations are less than one test in a million.
#[track_caller]
pub fn unrelated(what: &str, ranks: &[usize]) {
    let n = ranks.len() as f64;
    assert!(n >= 20.0, "{what}: {n} are too few to tell");
    let most = 5.0 * (2.0 * (2.0 * n + 5.0) / (9.0 * n * (n - 1.0))).sqrt();
    let found = agreement(ranks);
    assert!(found.abs() < most, "{what}: the orders agree by {found:.2}: {ranks:?}");
}

/// Fails when those marked stand before or behind the others more than chance ever puts them.
#[track_caller]
pub fn mixed(what: &str, marked: &[bool]) {
    let ones = marked.iter().filter(|mark| **mark).count() as f64;
    let others = marked.len() as f64 - ones;
    assert!(ones >= 10.0 && others >= 10.0, "{what}: too few to tell");
    let mut behind = 0.0;
    let mut before = 0.0;
    for mark in marked {
        if *mark {
            behind += before;
        } else {
            before += 1.0;
        }
    }
    let share = behind / (ones * others);
    let most = 5.0 * ((ones + others + 1.0) / (12.0 * ones * others)).sqrt();
    assert!((share - 0.5).abs() < most, "{what}: of all pairs {share:.2} are in order");
}

/// Every instant between the two, in milliseconds, however a database or a log writes numbers.
pub fn instants(bytes: &[u8], from: i64, to: i64) -> Vec<usize> {
    let within = |value: i64| (from..=to).contains(&value);
    let mut found = Vec::new();
    for at in 0..bytes.len().saturating_sub(8) {
        let word = &bytes[at..at + 8];
        let number = |bytes: [u8; 8]| i64::from_be_bytes(bytes);
        let eight: [u8; 8] = word.try_into().unwrap();
        // SQLite keeps today's instants in six bytes.
        let six = [0, 0, word[0], word[1], word[2], word[3], word[4], word[5]];
        if within(number(eight)) || within(i64::from_le_bytes(eight)) || within(number(six)) {
            found.push(at);
        }
    }
    for (at, digits) in bytes.windows(13).enumerate() {
        let number = std::str::from_utf8(digits).ok().and_then(|text| text.parse::<i64>().ok());
        if number.is_some_and(within) {
            found.push(at);
        }
    }
    found
}

#[test]
fn what_lines_up_is_found() {
    let same: Vec<usize> = (0..30).collect();
    let mixture: Vec<usize> = (0..30).map(|n| n * 7 % 30).collect();
    assert!((agreement(&same) - 1.0).abs() < 1e-9);
    unrelated("a mixture", &mixture);
    assert!(std::panic::catch_unwind(|| unrelated("the same order", &same)).is_err());
    let moved: Vec<bool> = (0..40).map(|n| n >= 20).collect();
    let turns: Vec<bool> = (0..40).map(|n| n % 2 == 0).collect();
    mixed("turns", &turns);
    assert!(std::panic::catch_unwind(|| mixed("at the end", &moved)).is_err());
    let now = 1_794_816_000_123_i64;
    for written in [
        now.to_be_bytes().to_vec(),
        now.to_le_bytes().to_vec(),
        now.to_be_bytes()[2..].to_vec(),
        now.to_string().into_bytes(),
    ] {
        let bytes = [b"before ".as_slice(), &written, b" and after"].concat();
        assert!(!instants(&bytes, now - 5, now + 5).is_empty(), "{written:?}");
        assert!(instants(&bytes, now + 5, now + 9).is_empty(), "{written:?}");
    }
    assert_eq!(places(&text(b"\xffabc\x00abc"), "bc").len(), 2);
    assert_eq!(places(&text(b"a\xff\x00\xfe"), &text(b"\xff\x00")).len(), 1);
}

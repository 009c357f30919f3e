use super::{
    suggest::{Somebody, Suggestion, suggest},
    *,
};
use app::domain::PersonId;
use proptest::prelude::*;
use std::time::{Duration, Instant};
use uuid::Uuid;

fn redacted(text: &str, names: &[&str]) -> String {
    let hits = Finder::new(names.iter().copied()).find(text);
    let with: Vec<String> = (0..names.len()).map(|number| format!("[{number}]")).collect();
    Redacted::new(text, &hits, &with).text
}

#[test]
fn whole_words_are_replaced_whatever_the_size_of_their_letters() {
    for (text, expected) in [
        ("Ada said so.", "[0] said so."),
        ("ADA and ada's plan", "[0] and [0]'s plan"),
        ("Adam, Nada and Canada", "Adam, Nada and Canada"),
        ("**Ada:** [0:01] Hi", "**[0]:** [0:01] Hi"),
        ("(Ada)", "([0])"),
        ("", ""),
    ] {
        assert_eq!(redacted(text, &["Ada"]), expected);
    }
}

#[test]
fn a_full_name_comes_before_its_parts_and_over_any_space() {
    let names = ["Ada", "Ada Lovelace", "Łukasz Żak", "Anne-Marie", "ada@example.com"];
    for (text, expected) in [
        ("Ada Lovelace and Ada", "[1] and [0]"),
        ("ada \u{A0} lovelace", "[1]"),
        ("Ada\nLovelace", "[1]"),
        ("Ada. Lovelace", "[0]. Lovelace"),
        ("łukasz żak, Lukasz Zak", "[2], Lukasz Zak"),
        ("Anne-Marie, Anne Marie", "[3], Anne Marie"),
        ("Write to Ada@Example.com!", "Write to [4]!"),
        ("Ada Ada Lovelace", "[0] [1]"),
    ] {
        assert_eq!(redacted(text, &names), expected);
    }
}

#[test]
fn capitals_have_neither_accents_nor_letters_of_their_own() {
    let names = ["Νίκος", "Straß", "Işık", "İlker"];
    for (text, expected) in [
        ("ΝΙΚΟΣ, Νίκος και νίκος", "[0], [0] και [0]"),
        ("STRASS and Straß and STRAẞ", "[1] and [1] and [1]"),
        ("IŞIK, ışık", "[2], [2]"),
        ("İLKER, ilker", "[3], [3]"),
    ] {
        assert_eq!(redacted(text, &names), expected);
    }
}

#[test]
fn what_markdown_escapes_is_what_it_shows() {
    let names = ["AT&T", "ada_l@example.com", "C:\\Ada"];
    for (text, expected) in [
        (r"They left AT\&T.", "They left [0]."),
        ("They left AT&T.", "They left [0]."),
        (r"Mail ada\_l@example.com", "Mail [1]"),
        (r"in C:\\Ada and C:\Ada", "in [2] and [2]"),
        (r"AT\\&T", r"AT\\&T"),
    ] {
        assert_eq!(redacted(text, &names), expected, "{text}");
    }
}

#[test]
fn highlights_stay_where_they_belong() {
    let before = "Ada 🦀 told Bo that Ada waits.";
    let hits = Finder::new(["Ada", "Bo"]).find(before);
    let after = Redacted::new(before, &hits, &["[person A]", "[B]"]);
    assert_eq!(
        (after.text.as_str(), after.count()),
        ("[person A] 🦀 told [B] that [person A] waits.", 3)
    );
    for (words, expected) in [
        ("🦀 told", "🦀 told"),
        ("told Bo that", "told [B] that"),
        ("Ada", "[person A]"),
        ("da 🦀 told B", "[person A] 🦀 told [B]"),
        (" waits.", " waits."),
        ("o", "[B]"),
    ] {
        let from = if words == "o" { Span::find(before, "Bo", None) } else { None };
        let span = from.map_or_else(
            || Span::find(before, words, None),
            |span| Span::new(span.begins + 1, span.ends),
        );
        let moved = after.moved(span.expect("words of the text")).expect("it is not gone");
        assert_eq!(moved.of(&after.text), expected, "{words}");
    }
}

fn id(number: usize) -> PersonId {
    PersonId(Uuid::from_u128(number as u128))
}

fn somebody(number: usize, name: &str) -> Somebody {
    Somebody { id: id(number), name: name.into(), email: format!("p{number}@example.com") }
}

fn told(suggestions: &[Suggestion]) -> Vec<(&str, &str, usize, bool)> {
    suggestions
        .iter()
        .map(|one| (one.words.as_str(), one.with.as_str(), one.count, one.certain))
        .collect()
}

#[test]
fn the_interviewee_comes_first_and_guesses_last() {
    let roster = [
        somebody(1, "Grace Hopper"),
        somebody(2, "Ada Lovelace"),
        somebody(3, "Mark May"),
        somebody(4, "Ada Byron"),
        somebody(5, "Nobody Else"),
    ];
    let text = "I asked Grace Hopper, then Grace again; p1@example.com and x@y.example.\n\
                Mark said we may mark it. Ada agreed with Lovelace.";
    let found = suggest(&[text], &roster, Some(id(2)));
    assert_eq!(
        told(&found),
        [
            ("Ada", "[person A]", 1, true),
            ("Lovelace", "[person A]", 1, true),
            ("Grace Hopper", "[person B]", 1, true),
            ("p1@example.com", "[person B]", 1, true),
            ("x@y.example", "[person C]", 1, true),
            ("Grace", "[person B]", 1, false),
            ("Mark", "[person D]", 2, false),
        ]
    );
    let around = &found[0].around;
    assert_eq!(
        (around.0.as_str(), around.1.as_str()),
        ("Mark said we may mark it. ", " agreed with Lovelace.")
    );
    let unknown = suggest(&[text], &roster, None);
    assert!(!unknown.iter().any(|one| one.words == "Ada" && one.certain), "it could be two");
    assert_eq!(suggest(&[], &roster, None), []);
}

#[test]
fn a_long_transcript_and_a_large_house_take_no_time() {
    let roster: Vec<Somebody> = (0..50_000)
        .map(|number| somebody(number, &format!("First{} Family{number}", number % 3_000)))
        .collect();
    let text = (0..13_000).fold(String::new(), |mut text, turn| {
        let name = turn * 7 % 50_000;
        text.push_str(&format!(
            "First{} Family{name} waited for the build, and then for somebody to look.\n\n",
            name % 3_000
        ));
        text
    });
    assert!(text.len() > 900_000);
    let start = Instant::now();
    let found = suggest(&[&text], &roster, Some(id(7)));
    let names: Vec<&str> = found.iter().map(|one| one.words.as_str()).collect();
    let hits = Finder::new(names.iter().copied()).find(&text);
    assert!(found.len() > 7_000 && hits.len() >= 13_000, "{} {}", found.len(), hits.len());
    assert!(start.elapsed() < Duration::from_secs(20), "unoptimised: {:?}", start.elapsed());
}

/// Texts of few words, so that names occur.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof!["[abABé]{1,2}", Just("🦀".to_owned()), Just("ab@ba.a".to_owned())];
    let gap = prop_oneof![Just(" "), Just("\n"), Just(". "), Just("-"), Just("  ")];
    proptest::collection::vec((word, gap), 0..12)
        .prop_map(|pieces| pieces.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

proptest! {
    #[test]
    fn nothing_but_whole_words_is_replaced_and_no_name_is_left(
        text in texts(),
        names in proptest::collection::vec("[abé]{1,2}( [abé]{1,2})?", 1..4),
    ) {
        let finder = Finder::new(names.iter().map(String::as_str));
        let hits = finder.find(&text);
        let after = Redacted::new(&text, &hits, &vec!["[person X]"; names.len()]);
        prop_assert!(finder.find(&after.text).is_empty(), "{} became {}", text, after.text);
        // Everything else is as it was, and begins and ends with a whole word.
        let mut rest = text.clone();
        for hit in hits.iter().rev() {
            let before = text[..hit.begins].chars().next_back();
            let behind = text[hit.ends..].chars().next();
            prop_assert!(!before.is_some_and(char::is_alphanumeric), "{}", text);
            prop_assert!(!behind.is_some_and(char::is_alphanumeric), "{}", text);
            let folded = text[hit.begins..hit.ends].to_lowercase();
            let same = folded.split_whitespace().eq(names[hit.name].split_whitespace());
            prop_assert!(same, "{} is not {}", folded, names[hit.name]);
            rest.replace_range(hit.begins..hit.ends, "[person X]");
        }
        prop_assert_eq!(rest, after.text);
    }

    #[test]
    fn whatever_is_marked_keeps_its_words(text in texts(), from in 0..20_usize, length in 1..9_usize) {
        let hits = Finder::new(["ab", "a b"]).find(&text);
        let after = Redacted::new(&text, &hits, &["[X]", "[Y]"]);
        let Some(span) = Span::new(from, from + length) else { return Ok(()) };
        let words = span.of(&text);
        if words.is_empty() {
            return Ok(());
        }
        let moved = after.moved(span).map(|moved| moved.of(&after.text).to_owned());
        let alone = Finder::new(["ab", "a b"]);
        let within = Redacted::new(words, &alone.find(words), &["[X]", "[Y]"]).text;
        // A span that cuts no word through has exactly what its words became.
        let cut = |at: usize| {
            let (before, behind) = (text.chars().nth(at.wrapping_sub(1)), text.chars().nth(at));
            before.is_some_and(char::is_alphanumeric) && behind.is_some_and(char::is_alphanumeric)
        };
        let inside = |at: usize| {
            let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
            hits.iter().any(|hit| hit.begins < byte && byte < hit.ends)
        };
        let ends = [span.begins, span.ends];
        if !ends.into_iter().any(|at| cut(at) || inside(at)) && !text.contains("a b") {
            prop_assert_eq!(moved, Some(within));
        } else {
            prop_assert!(moved.is_some_and(|words| !words.is_empty()));
        }
    }
}

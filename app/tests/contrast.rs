//! Every text colour of the style sheet can be read on every ground it stands on, in both
//! schemes: WCAG 2.2 AA, 4.5:1 for text and 3:1 for what marks an edge or a state.

use std::{collections::HashMap, fs, path::Path};

type Tokens = HashMap<String, [f64; 3]>;

/// The `--name: #rrggbb;` lines of a text.
fn colours(css: &str) -> Tokens {
    css.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"))
        .filter(|(_, hex)| hex.len() == 6)
        .map(|(name, hex)| {
            let channel = |at: usize| {
                let value = u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
                let share = f64::from(value) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            (name.to_owned(), [channel(0), channel(2), channel(4)])
        })
        .collect()
}

/// The tokens of the light scheme, and of the dark one on top of them.
fn schemes() -> [(&'static str, Tokens); 2] {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style/tokens.css");
    let css = fs::read_to_string(path).expect("the tokens are beside the app");
    let (light, dark) = css.split_once("@media").expect("the dark scheme follows the light one");
    let light = colours(light);
    let mut all = light.clone();
    all.extend(colours(dark));
    [("light", light), ("dark", all)]
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |[red, green, blue]: [f64; 3]| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Checks pairs of names against a ratio and lists all that fall short.
fn assert_ratio(pairs: &[(&str, &str)], least: f64) {
    let mut short = Vec::new();
    for (scheme, tokens) in schemes() {
        for (ink, ground) in pairs {
            let ratio = contrast(tokens[*ink], tokens[*ground]);
            if ratio < least {
                short.push(format!("{scheme}: --{ink} on --{ground} is {ratio:.2}:1"));
            }
        }
    }
    assert!(short.is_empty(), "below {least}:1:\n{}", short.join("\n"));
}

#[test]
fn contrast_of_black_and_white_is_21() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn words_can_be_read_on_every_ground() {
    let inks = ["ink", "ink-soft", "ink-quiet", "teal", "teal-strong", "danger", "better", "worse"];
    let grounds = ["paper", "surface", "sunken"];
    let mut pairs: Vec<(&str, &str)> =
        inks.iter().flat_map(|ink| grounds.map(|ground| (*ink, ground))).collect();
    pairs.extend([
        ("on-teal", "teal"),
        ("on-teal", "teal-strong"),
        ("on-danger", "danger"),
        ("on-danger", "danger-strong"),
        ("on-deep", "deep"),
        ("on-deep-quiet", "deep"),
        ("teal-strong", "teal-tint"),
        ("ink", "teal-tint"),
        ("ink-soft", "teal-tint"),
        ("buoy", "surface"),
        ("buoy", "paper"),
    ]);
    for (tone, tint) in [
        ("info", "info-tint"),
        ("success", "success-tint"),
        ("warning", "warning-tint"),
        ("danger", "danger-tint"),
    ] {
        pairs.extend([(tone, tint), ("ink", tint)]);
    }
    pairs.extend([
        ("heat-1-ink", "heat-1"),
        ("heat-2-ink", "heat-2"),
        ("heat-3-ink", "heat-3"),
        ("heat-4-ink", "heat-4"),
        ("heat-5-ink", "heat-5"),
        ("heat-6-ink", "heat-6"),
    ]);
    assert_ratio(&pairs, 4.5);
}

#[test]
fn edges_and_marks_can_be_seen() {
    let marks = ["line-strong", "focus", "data", "data-before", "buoy", "danger"];
    let grounds = ["paper", "surface", "sunken"];
    let pairs: Vec<(&str, &str)> =
        marks.iter().flat_map(|mark| grounds.map(|ground| (*mark, ground))).collect();
    assert_ratio(&pairs, 3.0);
}

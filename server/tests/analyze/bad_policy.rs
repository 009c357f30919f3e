//! `policy.toml`: stricter, or refused.

use super::Analysis;
use serde_json::json;

#[track_caller]
fn refused(policy: &str, lines: &[&str]) {
    Analysis::example().with("policy.toml", policy).refused(&["--policy", "policy.toml"], lines);
}

#[test]
fn rules_that_are_laxer_or_none() {
    refused(
        "# ours\nminimum = 4\ndistribution_minimum = 9\ncomments_minimum = -1\n",
        &[
            "policy.toml:2: minimum = 4: the disclosure rules may be made stricter, not laxer; \
             write 5 or more",
            "policy.toml:3: distribution_minimum = 9: the disclosure rules may be made stricter, \
             not laxer; write 10 or more",
            "policy.toml:4: comments_minimum = -1: the disclosure rules may be made stricter, not \
             laxer; write 10 or more",
        ],
    );
    refused(
        "minimun = 8\nminimum = \"8\"\n",
        &[
            "policy.toml:1: there is no rule “minimun”; the rules are minimum, \
             distribution_minimum, comments_minimum",
            "policy.toml:2: minimum is no whole number from 5 to 1000000; write minimum = 5",
        ],
    );
}

#[test]
fn a_file_that_is_no_toml() {
    let ended = Analysis::example().with("policy.toml", "minimum 8\n");
    let ended = ended.run(&["--policy", "policy.toml"]);
    assert!(ended.err.starts_with("policy.toml:1: this is no TOML: "), "{}", ended.err);
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    Analysis::example().refused(
        &["--policy", "none.toml"],
        &["none.toml: cannot be read: No such file or directory (os error 2); check the path"],
    );
}

#[test]
fn stricter_rules_withhold_more() {
    let analysis = Analysis::example().with("policy.toml", "minimum = 8\n");
    let figures = analysis.figures(&["--policy", "policy.toml"]);
    assert_eq!(figures["policy"]["minimum"], 8);
    let cell = [("wave", "2025-Q1"), ("team", "Payments"), ("item", "speed")];
    let cell = super::row(&figures, "cells", &cell);
    assert_eq!((&cell["shown"], &cell["answered"]), (&json!("withheld"), &json!(null)));
    // What is in force: below the minimum nothing is shown, whatever the others say.
    let analysis = Analysis::example().with("policy.toml", "minimum = 12\n");
    let figures = analysis.figures(&["--policy", "policy.toml"]);
    assert_eq!(
        figures["policy"],
        json!({
            "minimum": 12, "distribution_minimum": 12, "comments_minimum": 12, "unsafe_all": false
        })
    );
}

//! `roster.csv` that says what cannot be.

use super::Analysis;

#[test]
fn rosters_that_cannot_be() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "2025-Q1,Search-1,Payments\n",
            &[
                "roster.csv:44: the person “Search-1” is already in 2025-Q1 on line 11; keep one of \
               the two",
            ],
        ),
        (
            "2025-Q1,new,Serach\n",
            &["roster.csv:44: the team “Serach” is not in the file of teams; add it there or \
               correct the name"],
        ),
        ("2025-Q1,new,\n", &["roster.csv:44: the team is missing"]),
        ("2025-Q1,,Search\n", &["roster.csv:44: the person is missing"]),
        (
            "2025-5,new,Search\n",
            &["roster.csv:44: “2025-5” is no wave; write a quarter like 2026-Q3 or a half-year \
               like 2026-H1"],
        ),
        (
            "2025-Q03,new,Search\n",
            &["roster.csv:44: “2025-Q03” is no wave; write a quarter like 2026-Q3 or a half-year \
               like 2026-H1"],
        ),
        (
            "2025-H2,new,Search\n2025-H2,new2,Search\n",
            &[
                "roster.csv:44: 2025-H2 and 2025-Q1 are not of the same length; a trend needs either \
               quarters or half-years, so analyse them apart",
            ],
        ),
    ];
    for (rows, lines) in cases {
        Analysis::example().with_more("roster.csv", rows).refused(&[], lines);
    }
}

#[test]
fn a_person_may_be_in_several_waves_and_change_team() {
    let ended =
        Analysis::example().with_more("roster.csv", "2025-Q2,x,Search\n2025-Q1,x,Payments\n");
    assert_eq!(ended.run(&[]).code, Some(0));
}

#[test]
fn a_wave_that_nobody_answered_is_warned_of() {
    let ended = Analysis::example().with_more("roster.csv", "2025-Q3,x,Search\n").run(&[]);
    assert_eq!(ended.err, "responses.csv: warning: nobody has answered in 2025-Q3\n");
    assert_eq!(ended.code, Some(0));
}

#[test]
fn half_years_alone_are_fine() {
    let analysis = Analysis::example();
    let halved = |name: &str| {
        let text = std::fs::read_to_string(analysis.path().join(name)).unwrap();
        text.replace("-Q", "-H")
    };
    let (roster, responses) = (halved("roster.csv"), halved("responses.csv"));
    let analysis = analysis.with("roster.csv", roster).with("responses.csv", responses);
    assert_eq!(analysis.figures(&[])["waves"], serde_json::json!(["2025-H1", "2025-H2"]));
}

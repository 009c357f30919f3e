//! `teams.csv` and `items.csv` that say what cannot be.

use super::Analysis;

fn with(teams: &str) -> Analysis {
    Analysis::example()
        .with("teams.csv", format!("team,parent\n{teams}"))
        .with("roster.csv", "wave,person,team\n2025-Q1,a,A\n")
        .with("responses.csv", "wave,response,team,item,value\n2025-Q1,1,A,speed,3\n")
}

#[test]
fn teams_that_cannot_be() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "A,\nB,A\nA,B\n",
            &["teams.csv:4: the team “A” is already on line 2; keep one of the two"],
        ),
        (
            "A,\nB,Z\n",
            &[
                "teams.csv:3: the parent “Z” is not a team of this file; add a line for it or correct \
               the name",
            ],
        ),
        ("A,\n,A\n", &["teams.csv:3: the team has no name; give it one"]),
        (
            "A,\nB,B\n",
            &[
                "teams.csv:3: the team “B” is its own parent; name another one, or none if it is the \
               root",
            ],
        ),
        (
            "A,\nX,C\nB,X\nC,B\nD,C\n",
            &[
                "teams.csv:3: the teams “X”, “C”, “B” are inside each other in a circle; give one of \
               them a parent outside of it, or none if it is the root",
            ],
        ),
        (
            "A,B\nB,A\n",
            &[
                "teams.csv:1: no team is the root; leave the parent of the topmost team empty",
                "teams.csv:2: the teams “A”, “B” are inside each other in a circle; give one of \
                 them a parent outside of it, or none if it is the root",
            ],
        ),
        (
            "A,\nB,C\nC,B\nD,E\nE,D\nB,A\n",
            &[
                "teams.csv:3: the teams “B”, “C” are inside each other in a circle; give one of \
                 them a parent outside of it, or none if it is the root",
                "teams.csv:5: the teams “D”, “E” are inside each other in a circle; give one of \
                 them a parent outside of it, or none if it is the root",
                "teams.csv:7: the team “B” is already on line 3; keep one of the two",
            ],
        ),
    ];
    for (teams, lines) in cases {
        with(teams).refused(&[], lines);
    }
}

#[test]
fn items_that_cannot_be() {
    let cases: [(&str, &[&str]); 8] = [
        (
            "load,flow,likert5,true",
            &["items.csv:4: the item “load” is already on line 3; keep one of the two"],
        ),
        (
            "load,flow,likert7,true",
            &[
                "items.csv:4: the item “load” is already on line 3; an item whose scale or direction \
               changed inside its series cannot be compared over time, so give the later one a \
               name of its own",
            ],
        ),
        (
            "x,flow,likert6,true",
            &["items.csv:4: there is no scale “likert6”; write one of likert5, likert7, scale10, \
               nps, yesno"],
        ),
        (
            "x,flow,choice,true",
            &["items.csv:4: there is no scale “choice”; write one of likert5, likert7, scale10, \
               nps, yesno"],
        ),
        (
            "x,flow,nps,maybe",
            &[
                "items.csv:4: reverse is “maybe”; write true if a high value is bad news, else false",
            ],
        ),
        (
            "x,,nps,true",
            &["items.csv:4: the dimension is missing; name the group of items that \
                           this one belongs to"],
        ),
        (",flow,nps,true", &["items.csv:4: the item has no name; give it one"]),
        (
            ",,x,",
            &[
                "items.csv:4: the item has no name; give it one",
                "items.csv:4: the dimension is missing; name the group of items that this one \
                 belongs to",
                "items.csv:4: there is no scale “x”; write one of likert5, likert7, scale10, nps, \
                 yesno",
                "items.csv:4: reverse is “”; write true if a high value is bad news, else false",
            ],
        ),
    ];
    for (row, lines) in cases {
        Analysis::example().with_more("items.csv", &format!("{row}\n")).refused(&[], lines);
    }
}

#[test]
fn favourable_values_that_are_off_their_scale() {
    let items = "item,dimension,scale,reverse,favourable_from\nspeed,flow,likert5,false,6\n\
                 load,flow,likert5,true,high\n";
    Analysis::example().with("items.csv", items).refused(
        &[],
        &[
            "items.csv:2: favourable_from is “6”, which is not on likert5; write a whole number \
             from 1 to 5, or nothing for the usual",
            "items.csv:3: favourable_from is “high”, which is not on likert5; write a whole number \
             from 1 to 5, or nothing for the usual",
        ],
    );
}

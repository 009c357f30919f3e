//! Mapping files, good and bad.

use crate::told;
use soundings::import::mapping::Mapping;

const ITEM: &str = "[[items]]\ncolumn = 1\nseries = \"speed\"\ndimension = \"flow\"\n";

#[test]
fn a_typing_error_is_told_with_its_line() {
    assert_eq!(
        told(Mapping::parse("header_rows = 1\nrot = \"drop\"\n")),
        "line 2: unknown field `rot`, expected one of `header_rows`, `cut_from_wordings`, \
         `drop`, `skip`, `teams`, `items`, `comments`"
    );
    assert!(told(Mapping::parse("header_rows = \n")).starts_with("line 1: "));
    let one_sided = format!("[teams]\ncolumns = {{ first = 3 }}\n{ITEM}scale = \"nps\"\n");
    let told = told(Mapping::parse(&one_sided));
    assert!(told.contains("columns are a number, a heading, or a range"), "{told}");
    assert!(told.starts_with("line 2: "), "{told}");
}

#[test]
fn everything_that_makes_no_sense_is_told_at_once() {
    let told = told(Mapping::parse(
        r#"header_rows = 9
drop = "all"
[teams]
root = "A / / B"
column = 1
columns = 2
separators = [""]
[teams.aliases]
X = ""
y = "Why"
Y = "Because"

[[items]]
column = 1
series = "Build speed"
dimension = "flow"
scale = "nps"

[[items]]
column = 2
series = "a"
dimension = "happiness"
scale = "nps"

[[items]]
column = 3
series = "b"
dimension = "flow"
scale = "stars"

[[items]]
column = 3
series = "c"
dimension = "flow"
scale = "choice"
options = ["Yes", "YES"]

[[items]]
column = 3
series = "d"
dimension = "flow"
scale = "likert5"
values = { "Very" = 6 }

[[items]]
column = 3
series = "e"
dimension = "flow"
scale = "text"

[[items]]
column = 3
series = "f"
dimension = "flow"
scale = "nps"

[[comments]]
column = 4
of = "g"

[[comments]]
column = 4
series = "f"
dimension = "flow"
"#,
    ));
    let expected = "\
header_rows is a number from 1 to 5
line 13: “Build speed” is no series; write one like build-speed, in lower case
line 19: item “a”: “happiness” is no dimension; there are satisfaction, feedback-loops, \
cognitive-load, flow, tooling, documentation, deployment, on-call, collaboration, platform-support
line 25: item “b”: “stars” is no scale; there are likert5, likert7, scale10, nps, yesno, choice \
and multi-choice
line 31: item “c”: two options are the same
line 38: item “d”: “Very” stands for a value that the scale does not have
line 45: item “e”: text goes under [[comments]]
line 57: a comment is of “g”, but there is no such item
two columns have the series “f”; each needs its own
drop is a list of columns in [brackets], or the word \"rest\"
teams.root: the team path “A / / B” has an empty part
teams.separators: an empty text separates nothing
give either teams.column or teams.columns, not both
teams.aliases: “X” stands for nothing; use ignore
teams.aliases: “y” is there twice, case aside";
    assert_eq!(told, expected);
}

#[test]
fn somebody_has_to_say_which_team_a_response_counts_for() {
    let told = told(Mapping::parse(&format!("{ITEM}scale = \"nps\"\n")));
    assert!(told.starts_with("say under [teams] where teams are named"), "{told}");
    let rooted = format!("[teams]\nroot = \"Everybody\"\n{ITEM}scale = \"nps\"\n");
    assert!(Mapping::parse(&rooted).is_ok());
    let nothing = crate::told(Mapping::parse("[teams]\nroot = \"Everybody\"\n"));
    assert_eq!(nothing, "there are no [[items]], so there is nothing to import");
}

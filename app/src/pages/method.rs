//! `/method`: what every figure means and when it is withheld, in plain words.

use crate::{
    components::{Crumb, Page},
    domain::DisclosurePolicy,
    pages::{
        chapters::{Chapter, chapter, chapters},
        ports,
    },
    report::{
        change::{LARGEST_Q, SMALLEST_CHANGE},
        drivers::FEWEST_RESPONSES,
        trend::FEWEST_WAVES,
    },
};
use leptos::prelude::*;

fn figures() -> Vec<Chapter> {
    let points = (100.0 * SMALLEST_CHANGE).round();
    let one_in = (1.0 / LARGEST_Q).round();
    vec![
        chapter(
            "share",
            "Favourable answers",
            &[
                "The share of answers on the good side of the scale: 4 and 5 of five, 8 to 10 of ten, 9 and 10 for a recommendation. Questions where agreeing is bad news are turned around first. Skipped questions and “doesn’t apply to me” are no part of it.",
                "A score from 0 to 100 uses all answers: 0 where everybody chose the worst value, 100 where everybody chose the best.",
            ],
        ),
        chapter(
            "sure",
            "How sure a figure is",
            &[
                "Not everybody answers. If 4 of the 7 who answered in a team of 9 are favourable, the two who are silent could be anything. “4 to 6 of 9 people” says where the whole team lies, 19 times out of 20, if who answered is a matter of chance. It is counted out exactly for a group of known size (the hypergeometric distribution), because the usual formulas are wrong for groups this small. Where everybody answered there is nothing left to be unsure about.",
                "If silence is no matter of chance, because the unhappy keep quiet, say, only the bounds are certain: as if all the silent were unfavourable, and as if all were favourable. They stand in the fold under each figure.",
                "Trend charts ask another question: not what these nine people think this quarter, but what the team’s climate is. A band there is Wilson’s interval, without taking into account how few people there are to ask.",
            ],
        ),
        chapter(
            "pooled",
            "Pooled figures",
            &[
                "Sort teams by their plain shares, and the smallest fill both ends of the list: with five people, one more or less is twenty points. A pooled figure draws each team towards all the others, a small team a lot and a large one hardly, by as much as chance explains the differences between teams (empirical Bayes, with a beta-binomial model). Lists of teams are ordered by it. Only teams whose figures are shown are pooled, and only with each other.",
            ],
        ),
        chapter(
            "change",
            "What counts as a change",
            &[
                format!(
                    "“Improved” and “declined” need two things: that chance would hardly have made the difference, and that it is at least {points} points. For the first, all ways in which the answers of both quarters could have been dealt out are counted (an exact permutation test of Mann and Whitney’s U). Who looks at hundreds of teams and questions will find some that look rare by chance alone, so the bar is raised until at most one in {one_in} of what is called a change is expected to be false (Benjamini and Hochberg)."
                )
                .as_str(),
                "“No clear change” does not mean that nothing changed. With seven answers each, only a change of 71 points could have shown at all; what your team could have shown stands beside the words.",
                "People answer in both quarters, but nobody can know which answers belong together. They are treated as strangers, which makes the test more careful than it need be.",
                "Where a team contains teams, its change can come from them answering differently, or from other teams making up more of the answers. Where the second is more than two points, it says so (Kitagawa’s decomposition).",
            ],
        ),
        chapter(
            "trend",
            "What counts as a trend",
            &[
                format!(
                    "Of fewer than {FEWEST_WAVES} quarters nothing is called a trend, however straight the line: of four quarters in a row, chance alone orders one in twelve perfectly up or down. From {FEWEST_WAVES} on, “rising” and “falling” mean that chance would have made so steady a line at most once in twenty times (Mann and Kendall’s test, counted out exactly up to nine quarters). The slope is the median of those between all pairs of quarters (Theil and Sen), so that one odd quarter does not bend it. A question whose meaning changed begins a new line."
                )
                .as_str(),
            ],
        ),
        chapter(
            "drivers",
            "What goes with satisfaction",
            &[
                format!(
                    "From {FEWEST_RESPONSES} people on who answered everything, the overview shows which dimensions go with overall satisfaction: each one’s share of the differences between people that all of them together account for, averaged over every order of looking at them (Lindeman, Merenda and Gold). The bar is a bootstrap interval. It says what goes together, never what causes what."
                )
                .as_str(),
                "Cronbach’s alpha says how far the questions of a dimension go together. Near 1 they say nearly the same; below 0.6 a single score for them hides more than it tells.",
            ],
        ),
    ]
}

fn rules(policy: DisclosurePolicy) -> Vec<Chapter> {
    let DisclosurePolicy { minimum, distribution_minimum, comments_minimum } = policy;
    vec![Chapter {
        id: "withheld",
        title: "Why a figure is withheld",
        text: vec![
            format!(
                "Fewer than {minimum} answers to a question are never shown, whatever the number of responses to the survey.",
            ),
            format!(
                "Nor is a figure that, taken away from another one that is shown, would leave a group of fewer than {minimum}: a division less its other teams, for instance. Where one team is too small, a second one beside it is therefore withheld, too: the smallest, so that as few answers as possible are lost.",
            ),
            "Where everybody in a team is on the same side of the scale, or nobody on the good side, only that is shown (“90% or more”, “10% or less”), without a score: a score would tell what each person said. That all are on one side is known then, but not how far.".to_owned(),
            format!(
                "How many chose which value is shown from {distribution_minimum} answers on. Comments are shown from {comments_minimum} responses on, with the smallest team that has as many, in random order, without a time, and with nothing that links two of them. Words of interviews are quoted by the same number: each with a group of {comments_minimum} people or more of whom any could have said it, and only where the person agreed to that.",
            ),
            format!(
                "A program may break its large teams down by what people answer to one question, such as how long they have worked here. A group is shown only if no sum or difference of anything published, of teams and groups together, leaves fewer than {minimum} people; this is worked out completely, not tried on examples.",
            ),
            "A change is shown only where both quarters are. Nothing is shown while a survey is open but participation, rounded to ten points. Each wave is published once, for everybody together, by the teams as they stood when it opened; nobody can filter it any further.".to_owned(),
        ],
    }]
}

fn check() -> Chapter {
    chapter(
        "check",
        "Checking a figure",
        &[
            "Anybody can check how these figures are made: the command “soundings analyze” makes them, by the same methods and the same rules, from four CSV files with no server and no database, so that any other tool can be put beside it.",
        ],
    )
}

/// The page.
#[component]
pub fn Method() -> impl IntoView {
    let all: Vec<Chapter> =
        figures().into_iter().chain(rules(ports().results.policy())).chain([check()]).collect();
    view! {
        <Page
            title="How figures are made"
            heading="How figures are made"
            breadcrumbs=vec![Crumb::new("Results", "/results")]
        >
            <p class="section-lead">
                "What each figure in the results means, how sure it is, and why some are withheld."
            </p>
            {chapters(all)}
        </Page>
    }
}

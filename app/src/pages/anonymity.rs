//! `/anonymity`: for whoever does not believe it, how answers are kept apart from people, where that
//! ends, and how to check it.

use crate::{
    components::Page,
    domain::DisclosurePolicy,
    pages::{
        chapters::{Chapter, chapter, chapters},
        ports,
    },
};
use leptos::prelude::*;

fn how(minimum: u32) -> Vec<Chapter> {
    vec![
        chapter(
            "problem",
            "The problem",
            &[
                "A survey that lets everybody answer once, and counts each answer for the right team, has to know who answers. A survey that nobody can be tied to must not. Most tools solve this by promising to look away: the server knows, and hides it from your manager for ever.",
                "Here it does not know for ever. What could tie an answer to you is never written down, or is destroyed when the survey closes, before anybody sees a figure.",
            ],
        ),
        chapter(
            "storage",
            "What is stored, and what is not",
            &[
                "The form is sent with your sign-in. In one step the server marks you as having answered and stores the answers without you; the two have nothing in common. With the answers: the survey, the reporting team, and what you answered. No name, no time, no address, no browser, no language, no number that counts up. On the roster: that you have answered, not when.",
                "At closing, that you answered is forgotten. All answers are written anew in random order, under new random names, and the old pages of the database are cleared.",
            ],
        ),
        Chapter {
            id: "groups",
            title: "What is shown",
            text: vec![
                format!(
                    "Figures about groups of {minimum} answers or more, and none that, taken away from another, would leave fewer. The smallest group that your answers can be told from is your reporting team: everybody who shares it fits your answers as well as you do. If your own team is smaller, the reporting team is the nearest one above that is not."
                ),
                "Before the first question of each survey stands which groups your answers count in, how large each is, and who can read its figures.".to_owned(),
            ],
        },
        chapter(
            "ends",
            "Where it ends",
            &[
                "While a survey is open, somebody who has the database itself could work out which answers are yours by the order in which they were written. At closing that order is gone from the database, but not from copies that somebody made before.",
                "Whoever runs this server could change the program, and whoever watches the network could see that you were here.",
                "What you write can give you away: a project that only you know, a phrase that only you use. And if everybody in a group says the same, the group’s figure says what each of them said, which is why only “90% or more” is shown then.",
            ],
        ),
        chapter(
            "check",
            "How to check",
            &[
                "The command “soundings audit-release” with a survey’s number attacks its published figures, with everything that a reader could subtract from everything else, and says how small a group it could single out.",
                "The program is open: what is stored of an answer is one table of four columns.",
            ],
        ),
    ]
}

/// The page.
#[component]
pub fn Anonymity() -> impl IntoView {
    let DisclosurePolicy { minimum, .. } = ports().results.policy();
    view! {
        <Page title="Who can tie answers to you">
            <p class="section-lead">
                "Nobody should have to take this on trust. Here is how it works, what it does not protect from, and what you can check yourself."
            </p>
            {chapters(how(minimum))}
        </Page>
    }
}

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
                "A survey that lets everybody answer once, and counts each answer for the right team, has to know who answers. A survey that nobody can be tied to must not. Most tools solve this by promising to look away: the server knows, and hides it from your manager.",
                "Here the server that knows who you are never learns what you answered, and the part that takes the answers never learns who you are. A token stands between the two.",
            ],
        ),
        chapter(
            "token",
            "How a token works",
            &[
                "When you begin to answer, your browser makes up a random number, hides it under a second one (it is blinded), and asks for the hidden number to be stamped. The server knows you by your sign-in, sees that you are on the survey’s roster and were not given a stamp before, and stamps what it cannot read.",
                "Your browser takes the hiding off. What is left is a token: a number with a stamp on it that the server has never seen. The answers go out with it once you send them, without a cookie, to an address that asks for nobody’s name. The server recognises its own stamp, sees that the token is a new one, and stores the answers for the team that the stamp stands for. It cannot tell which of the hidden numbers it once stamped this was: every one of them fits every token equally well, so no computer, however fast, can work it out.",
                "The stamp is an oblivious pseudorandom function with a public part, standardised as RFC 9497 (POPRF, ristretto255, SHA-512). The public part is the survey and your reporting team, so a token of one team can’t be used in another. With each stamp comes a proof that it was made with the one key that is published for this survey. A server that used a key of its own for you, to know you again, has no such proof, and your browser sends nothing.",
            ],
        ),
        chapter(
            "storage",
            "What is stored, and what is not",
            &[
                "With the answers: the survey, the reporting team, what shows that a token was valid, and what you answered. No name, no time, no address, no browser, no language, no number that counts up. On the roster: that a token was given to you, not when; that is forgotten when the survey closes.",
                "At closing the secret of the key is destroyed and all answers are written anew in random order, under new random names, and the old pages of the database are cleared. A token is worth nothing from then on.",
                "Answers can be changed from the browser that has the token, or with the copy of it that you kept in a file, as long as the survey is open. They replace those of before; nobody is counted twice.",
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
            "confidential",
            "Confidential surveys",
            &[
                "A survey can be confidential instead, or leave you the choice. Then the form is sent like any other, with your sign-in; the server marks you as having answered and stores the answers without you, in the same moment. That works without script. Whoever has the database while the survey is open could work out which answers are yours by the order in which they were written; at closing that order is destroyed. Which kind a survey is stands above its first question.",
            ],
        ),
        chapter(
            "ends",
            "Where it ends",
            &[
                "Whoever runs this server could change the program before you open the page, and send your browser another one. Whoever watches the network could see that you were here, and when answers arrived. While a survey is open, a database that keeps a journal of every change, or copies of it from two moments, says in which order things were written; whoever has that can guess whose answers they are by who came when. At closing those orders are gone from the database itself, but not from copies that somebody made before: backups, and journals that are archived.",
                "What you write can give you away: a project that only you know, a phrase that only you use. And if everybody in a group says the same, the group’s figure says what each of them said, which is why only “90% or more” is shown then.",
                "It also can’t help who looks over your shoulder.",
            ],
        ),
        chapter(
            "check",
            "How to check",
            &[
                "The public key of a survey is at /.well-known/soundings/waves/ with the survey’s number after it. Ask colleagues whether theirs is the same as yours.",
                "The command “soundings verify-wave” with the survey’s number checks what is stored: that for each reporting team no more answers count than tokens were given, and no more tokens were given than there are people; that every stored answer carries a token which the published key made; and that no column, no order on disk and no line of a log tells who or when. “soundings audit-release” attacks the published figures themselves and says how small a group it could single out.",
                "The program is open. The part that runs in your browser on these pages is small, and does nothing else.",
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

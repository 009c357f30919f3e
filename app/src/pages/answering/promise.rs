//! Before the first question: who will see what. Computed by the code that makes the release.

use crate::{
    components::{Column, DataTable, Td, counted},
    domain::Mode,
    report::{Audience, AudienceGroup, Readers},
};
use leptos::prelude::*;

/// The whole promise, in sight of whoever is about to answer, and where it ends.
#[component]
pub(super) fn Promise(
    /// How answers are kept apart from people.
    mode: Mode,
    /// The groups the answers will count in.
    audience: Option<Audience>,
    /// Until when the survey is open.
    closes: Option<String>,
) -> impl IntoView {
    let Some(audience) = audience else { return ().into_any() };
    let minimum = audience.minimum;
    let answers_for = audience.groups.first().map(|group| group.name.clone()).unwrap_or_default();
    let further_up = audience.counted_further_up.then(|| {
        view! {
            <p>
                "Your own team is too small to be shown alone, so your answers count for "
                <strong>{answers_for.clone()}</strong> "."
            </p>
        }
    });
    let groups = audience.groups.iter().map(|group| line(group, minimum)).collect_view();
    view! {
        <section class="promise" aria-labelledby="promise-title">
            <h2 class="promise-title" id="promise-title">
                "Who will see what"
            </h2>
            <p>
                "Your answers are shown only as part of a group, never for fewer than "
                <strong>{format!("{minimum} answers")}</strong> "."
            </p>
            {further_up}
            <DataTable
                caption="Groups your answers count in"
                quiet_caption=true
                stack=true
                columns=vec![
                    Column::text("Group"),
                    Column::number("People"),
                    Column::text("Who can read its figures"),
                ]
            >
                {groups}
            </DataTable>
            <p class="hint">"Researchers and administrators read every figure that is shown."</p>
            <dl class="promise-terms">
                <div>
                    <dt>"Mode"</dt>
                    <dd>{how(mode)}</dd>
                </div>
                <div>
                    <dt>"Kept"</dt>
                    <dd>
                        {format!("Your answers and the team they count for, {answers_for}, {}. No name, no time, no address.", shared_with(audience.among))}
                    </dd>
                </div>
                <div>
                    <dt>"When"</dt>
                    <dd>{until(closes)}</dd>
                </div>
                <div>
                    <dt>"Comments"</dt>
                    <dd>
                        {format!(
                            "Shown only for groups of {} responses or more, in random order, apart from your other answers. Your way of writing can still give you away.",
                            audience.comments_minimum,
                        )}
                    </dd>
                </div>
                {audience.grouping.map(|question| by_group(&question, audience.grouping_minimum))}
                <div>
                    <dt>"Not covered"</dt>
                    <dd>{limits(mode)}</dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}

fn how(mode: Mode) -> &'static str {
    match mode {
        Mode::Unlinkable => {
            "Unlinkable: your browser gets a token that this server has signed without seeing it, one a person. Your answers are sent with the token, without your name and without your sign-in."
        }
        Mode::Either => {
            "Your choice: unlinkable, with a token that this server has signed without seeing it, or confidential, with your sign-in. Both are counted together."
        }
        Mode::Confidential => {
            "Confidential: that you have answered is noted, so that you are asked only once. Your answers are stored apart from that, without your name."
        }
    }
}

/// What one of the questions is used for, beside being one.
fn by_group(question: &str, minimum: u32) -> impl IntoView + use<> {
    let told = format!(
        "Where a team has {minimum} answers or more, its figures are also shown by what people answered to “{question}”. If you skip that question, you count in no such group."
    );
    view! {
        <div>
            <dt>"Groups"</dt>
            <dd>{told}</dd>
        </div>
    }
}

fn shared_with(among: u32) -> String {
    match among.saturating_sub(1) {
        0 => "which you share with nobody".to_owned(),
        others => {
            format!("which you share with {}", counted(others, "other person", "other people"))
        }
    }
}

fn until(closes: Option<String>) -> String {
    match closes {
        Some(closes) => format!("Open until {closes}. Nobody sees any figure before it closes."),
        None => "Nobody sees any figure before the survey closes.".to_owned(),
    }
}

/// Where the promise ends, in the words of somebody who would want to know.
fn limits(mode: Mode) -> &'static str {
    match mode {
        Mode::Unlinkable | Mode::Either => {
            "Your reporting team is known with each answer: the fewer you share it with, the less it hides you. Whoever runs this server could change the program, or record the network or every change of the database while the survey is open."
        }
        // Both rows of a submission are written by one transaction, and a database can show in
        // which order rows were written; closing is what undoes that.
        Mode::Confidential => {
            "Until the survey closes, somebody who has the database itself could work out which answers are yours. At closing they are shuffled and who answered is forgotten. Whoever runs this server could also change the program or watch the network."
        }
    }
}

fn line(group: &AudienceGroup, minimum: u32) -> impl IntoView + use<> {
    let readers = match (group.can_be_shown, group.readers) {
        (false, _) => format!("Nobody: it has fewer than {minimum} people"),
        (true, Readers::Everyone) => "Everybody who can sign in".to_owned(),
        (true, Readers::TeamAndManagers) => {
            "Its own people, its managers and those above".to_owned()
        }
    };
    let (name, people) = (group.name.clone(), group.people);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <Td label="People" number=true>{people}</Td>
            <Td label="Readers">{readers}</Td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TeamId;
    use uuid::Uuid;

    fn page(among: u32, people: u32) -> String {
        page_of(Mode::Confidential, among, people)
    }

    fn page_of(mode: Mode, among: u32, people: u32) -> String {
        let group = |number, name: &str, people, readers| AudienceGroup {
            team: TeamId(Uuid::from_u128(number)),
            name: name.to_owned(),
            people,
            can_be_shown: people >= 5,
            readers,
        };
        let audience = Audience {
            groups: vec![
                group(1, "Checkout", people, Readers::TeamAndManagers),
                group(2, "Engineering", 178, Readers::Everyone),
            ],
            among,
            counted_further_up: false,
            minimum: 5,
            distribution_minimum: 10,
            comments_minimum: 12,
            grouping: Some("How long have you worked here?".to_owned()),
            grouping_minimum: 50,
        };
        Owner::new().with(|| {
            let closes = Some("28 November 2026, 18:00".to_owned());
            view! { <Promise mode=mode audience=Some(audience) closes=closes/> }.to_html()
        })
    }

    #[test]
    fn groups_sizes_readers_mode_and_what_is_kept_are_in_sight() {
        let page = page(9, 9);
        assert!(!page.contains("<details"), "nothing of it is folded away");
        for told in [
            "never for fewer than <strong>5 answers",
            "Checkout",
            ">178<",
            "Everybody who can sign in",
            "its managers and those above",
            "Confidential: that you have answered is noted",
            "Your answers and the team they count for, Checkout",
            "No name, no time, no address.",
            "groups of 12 responses or more",
            "Where a team has 50 answers or more",
            "answered to “How long have you worked here?”",
            "Open until 28 November 2026, 18:00.",
        ] {
            assert!(page.contains(told), "{told} is missing in {page}");
        }
    }

    #[test]
    fn an_open_confidential_survey_promises_no_more_than_is_true() {
        let page = page(9, 9);
        assert!(page.contains("Until the survey closes, somebody who has the database itself"));
        assert!(page.contains("At closing they are shuffled and who answered is forgotten."));
        assert!(!page.contains("leads back"), "{page}");
    }

    #[test]
    fn each_mode_says_which_it_is() {
        for (mode, told) in [
            (Mode::Unlinkable, "Unlinkable: your browser gets a token"),
            (Mode::Either, "Your choice: unlinkable"),
            (Mode::Confidential, "Confidential: that you have answered is noted"),
        ] {
            assert!(page_of(mode, 9, 9).contains(told), "{told}");
        }
    }

    #[test]
    fn one_other_person_is_not_one_other_people() {
        assert!(page(9, 9).contains("share with 8 other people"));
        assert!(page(2, 9).contains("share with 1 other person."));
        assert!(page(1, 9).contains("share with nobody"));
        assert!(page(4, 4).contains("Nobody: it has fewer than 5 people"));
    }
}

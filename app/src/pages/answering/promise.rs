//! Before the first question: who will see what. Computed by the code that makes the release.

use crate::{
    domain::Mode,
    report::{Audience, AudienceGroup, Readers},
};
use leptos::prelude::*;

/// The promise, in short and then in full.
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
    let among = audience.among;
    let further_up = audience.counted_further_up.then(|| {
        view! {
            <p>
                "Your own team is too small to be shown alone, so your answers count for "
                <strong>{audience.groups.first().map(|group| group.name.clone())}</strong> "."
            </p>
        }
    });
    let groups = audience.groups.iter().map(|group| line(group, minimum)).collect_view();
    let mode = match mode {
        Mode::Confidential => {
            "This survey is confidential. The server notes that you have answered, so that you are not asked twice, and stores the answers without your name, without a time, and with nothing that leads back to you."
        }
    };
    let until = match closes {
        Some(closes) => format!("Open until {closes}. Nobody sees any figure before it closes."),
        None => "Nobody sees any figure before the survey closes.".to_owned(),
    };
    view! {
        <section class="promise" aria-labelledby="promise-title">
            <h2 class="promise-title" id="promise-title">
                "Who will see what"
            </h2>
            <p class="promise-lead">
                "Your answers are only ever shown as part of a group, never for fewer than "
                <strong>{format!("{minimum} answers")}</strong> ". Beside them we keep one thing: the team they count for, which you share with "
                <strong>{format!("{} other people", among.saturating_sub(1))}</strong> "."
            </p>
            {further_up}
            <details class="fold">
                <summary>"Every group, who reads it, and what is kept"</summary>
                <table class="table">
                    <caption class="visually-hidden">"Groups your answers count in"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Group"</th>
                            <th scope="col" class="number">"People"</th>
                            <th scope="col">"Who can read its figures"</th>
                        </tr>
                    </thead>
                    <tbody>{groups}</tbody>
                </table>
                <ul class="prose-list">
                    <li>{mode}</li>
                    <li>
                        {format!(
                            "Comments are shown only for groups of {} responses or more, in random order, and never together with other answers of the same person. Still, your way of writing can give you away: leave out names and details that only you know.",
                            audience.comments_minimum,
                        )}
                    </li>
                    <li>{until}</li>
                    <li>
                        "What this does not protect from: whoever runs this server could change the program or watch the network while you send."
                    </li>
                </ul>
            </details>
        </section>
    }
    .into_any()
}

fn line(group: &AudienceGroup, minimum: u32) -> impl IntoView + use<> {
    let readers = match (group.can_be_shown, group.readers) {
        (false, _) => format!("nobody: it has fewer than {minimum} people"),
        (true, Readers::Everyone) => "everybody who can sign in".to_owned(),
        (true, Readers::TeamAndManagers) => {
            "people of the team, managers of it and of the teams above, researchers, administrators"
                .to_owned()
        }
    };
    view! {
        <tr>
            <th scope="row">{group.name.clone()}</th>
            <td class="number">{group.people}</td>
            <td>{readers}</td>
        </tr>
    }
}

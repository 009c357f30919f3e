//! `/answer/:wave/seen`: what can be seen of whoever answers, worked out by what makes the results.

use super::promise::Promise;
use crate::{
    charts::words::{favourable, reason},
    components::{Column, Crumb, DataTable, EmptyState, Page, Td},
    domain::Mode,
    pages::{answer, param, ports, viewer},
    ports::SeenPage,
    report::{Preview, Shown},
};
use leptos::prelude::*;

/// Who sees what, what it looks like, and what is kept.
#[component]
pub fn Seen() -> impl IntoView {
    let (port, viewer, wave) = (ports().answering, viewer(), param("wave"));
    let page = Suspend::new(async move {
        let page = match (viewer, wave) {
            (Ok(viewer), Ok(wave)) => port.seen(&viewer, wave).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: SeenPage) -> AnyView {
    let SeenPage { answering, previews } = page;
    let survey = format!("{}, {}", answering.program_name, answering.period.title());
    let breadcrumbs = vec![Crumb::new(survey, format!("/answer/{}", answering.wave))];
    let Some(audience) = answering.audience else {
        return view! {
            <Page title="What can be seen of you" width="narrow" breadcrumbs=breadcrumbs>
                <EmptyState title="This survey does not ask you">
                    <p>"You were not on its roster when it opened, so there is nothing of you in it."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    };
    let (minimum, comments) = (audience.minimum, audience.comments_minimum);
    view! {
        <Page
            title="What can be seen of you"
            lead="Worked out by the same program that makes the results, for you and for this survey."
            width="narrow"
            breadcrumbs=breadcrumbs
        >
            <Promise mode=answering.mode audience=Some(audience) closes=answering.closes/>
            <section class="section" aria-labelledby="smallest">
                <h2 id="smallest">"At the smallest size"</h2>
                <p class="section-lead">
                    "What would be shown of a group as small as one can be, on a scale of five. The answers are made up, the figures are not."
                </p>
                {made_up(previews, minimum)}
                <p class="hint">
                    {format!("Who reads the second line knows that somebody is unhappy, and not who of the {minimum}: nothing that is shown tells them apart. Comments are another matter. They appear from {comments} responses on, but whoever knows how you write may know them for yours.")}
                </p>
            </section>
            {kept(answering.mode)}
            <p><a href="/anonymity">"How this works, where it ends, and how to check it"</a></p>
        </Page>
    }
    .into_any()
}

fn made_up(previews: Vec<Preview>, minimum: u32) -> impl IntoView {
    let rows = previews
        .into_iter()
        .map(|preview| {
            let values: Vec<String> = preview.values.iter().map(ToString::to_string).collect();
            let group = format!("{} of {} people", values.len(), preview.people);
            let shown = match &preview.shown {
                Shown::Withheld(withheld) => Some(reason(*withheld, minimum)),
                shown => favourable(shown),
            };
            view! {
                <tr>
                    <th scope="row">{group}</th>
                    <Td label="They answer">{values.join(", ")}</Td>
                    <Td label="What is shown">{shown.unwrap_or_default()}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable
            caption="What is shown of small groups"
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Answered"),
                Column::text("They answer"),
                Column::text("What is shown"),
            ]
        >
            {rows}
        </DataTable>
    }
}

/// What lies where, and for how long.
fn kept(mode: Mode) -> impl IntoView {
    let by_token = [
        (
            "On the survey’s roster",
            "Your name, your team, and whether you were given a token; not when. With it what your browser had hidden, so that asking again gives the same.",
            "That you were given one is forgotten when the survey closes.",
        ),
        (
            "With the answers",
            "The team they count for, and what you answered. No name, no time, no address, no browser. Apart from that, what shows that this server signed the token.",
            "As long as the survey’s results.",
        ),
        (
            "In your browser",
            "Your token, by which you can change your answers while the survey is open, and a draft until you send it.",
            "The token until you clear the browser’s storage.",
        ),
    ];
    let by_name = [
        (
            "On the survey’s roster",
            "Your name, your team, and whether you have answered; not when.",
            "Whether you answered is forgotten when the survey closes.",
        ),
        (
            "With the answers",
            "The team they count for, and what you answered. No name, no time, no address, no browser.",
            "As long as the survey’s results.",
        ),
        ("In your browser", "A draft, until you send it.", "Until you send it or sign out."),
    ];
    let of_mode = if mode.takes_tokens() { by_token } else { by_name };
    let rows = of_mode
        .into_iter()
        .map(|(place, what, until)| {
            view! {
                <tr>
                    <th scope="row">{place}</th>
                    <Td label="What">{what}</Td>
                    <Td label="Until when">{until}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="kept">
            <h2 id="kept">"What is kept"</h2>
            <DataTable
                caption="What is kept of you and of your answers"
                quiet_caption=true
                stack=true
                columns=vec![Column::text("Where"), Column::text("What"), Column::text("Until when")]
            >
                {rows}
            </DataTable>
            {(mode == Mode::Either)
                .then(|| {
                    view! {
                        <p class="hint">
                            "Whoever answers confidentially instead has no token: the roster then has whether they have answered, until the survey closes."
                        </p>
                    }
                })}
            <p class="hint">
                "The log of requests has neither your name nor your address. What else is kept of you, beside surveys, stands on "
                <a href="/account/kept">"your own page"</a> "."
            </p>
        </section>
    }
}

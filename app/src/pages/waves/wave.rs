//! `/waves/:wave`: a wave's life, one confirmed step at a time.

use crate::{
    components::{
        Badge, Column, ConfirmBox, Crumb, DataTable, ErrorSummary, KeyFigure, KeyFigures, Notice,
        Page, SubmitButton, Td, TextField, Tone, WaveBadge,
    },
    domain::{Mode, WaveState},
    pages::{answer, param, ports, viewer},
    ports::WavePage,
};
use leptos::prelude::*;

/// One wave.
#[component]
pub fn Wave() -> impl IntoView {
    let (port, viewer, wave) = (ports().programs, viewer(), param("wave"));
    let page = Suspend::new(async move {
        let page = match (viewer, wave) {
            (Ok(viewer), Ok(wave)) => port.wave(&viewer, wave).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: WavePage) -> impl IntoView {
    let wave = page.row.wave.clone();
    let program = page.program.clone();
    let participation = match page.participation {
        Some(points) => format!("about {points}%"),
        None if wave.imported => "not known".to_owned(),
        None if wave.state == WaveState::Draft => "–".to_owned(),
        None => "not shown".to_owned(),
    };
    let invited = if wave.imported { "not known".to_owned() } else { page.invited.to_string() };
    let questions = page.items.len().to_string();
    let note = (wave.state == WaveState::Open).then(|| {
        view! {
            <p class="hint">
                "Rounded to ten points, and no other figure: two looks at an open survey could show one person’s answers."
            </p>
        }
    });
    let minimum = page.minimum;
    let (opens, closes) = (page.row.opens.clone(), page.row.closes.clone());
    let (merged, tokens) = (page.clone(), page.clone());
    view! {
        <Page
            title=format!("Wave: {}, {}", program.name, wave.period.title())
            heading=wave.period.title()
            eyebrow=program.name.clone()
            width="narrow"
            breadcrumbs=vec![
                Crumb::new("Programs", "/programs"),
                Crumb::new(program.name, format!("/programs/{}", program.id)),
            ]
        >
            <p>
                <WaveBadge state=wave.state/>
                " "
                {wave.imported.then(|| view! { <Badge>"Imported"</Badge> })}
            </p>
            <ErrorSummary/>
            <KeyFigures>
                <KeyFigure label="Invited" value=invited/>
                <KeyFigure label="Took part" value=participation/>
                <KeyFigure label="Questions" value=questions/>
            </KeyFigures>
            {note}
            <dl class="facts">
                <div>
                    <dt>{if wave.state == WaveState::Draft { "Opens" } else { "Opened" }}</dt>
                    <dd>{opens.unwrap_or_else(|| "by hand".into())}</dd>
                </div>
                <div>
                    <dt>{if wave.state <= WaveState::Open { "Closes" } else { "Closed" }}</dt>
                    <dd>{closes.unwrap_or_else(|| "by hand".into())}</dd>
                </div>
                <div>
                    <dt>"Smallest group ever shown"</dt>
                    <dd>{format!("{minimum} answers")}</dd>
                </div>
                {(!wave.imported).then(|| view! {
                    <div>
                        <dt>"Answers are"</dt>
                        <dd>{mode(wave.mode)}</dd>
                    </div>
                })}
            </dl>
            <Merged page=merged/>
            <Step page/>
            <Tokens page=tokens/>
        </Page>
    }
}

/// Teams that are too small to be shown alone.
#[component]
fn Merged(page: WavePage) -> impl IntoView {
    if page.merged.is_empty() || page.row.wave.imported {
        return ().into_any();
    }
    let lines = page
        .merged
        .into_iter()
        .map(|(team, above)| view! { <li>{format!("{team}, with {above}")}</li> })
        .collect_view();
    view! {
        <details class="fold">
            <summary>"Teams that answer together with the team above"</summary>
            <p>{format!("They have fewer than {} people, so their answers count for the team above them.", page.minimum)}</p>
            <ul class="prose-list">{lines}</ul>
        </details>
    }
    .into_any()
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Unlinkable => "unlinkable",
        Mode::Either => "unlinkable or confidential, as each chooses",
        Mode::Confidential => "confidential",
    }
}

fn slipped_in(mode: Mode) -> &'static str {
    match mode {
        Mode::Either => {
            "Answers without a token came from people who chose to be confidential. Together there are never more than people, and no token was given twice."
        }
        _ => "Nobody can slip answers in: none counts without a token, and none was given twice.",
    }
}

/// The key that everybody can compare, and how many tokens there were once it is over.
#[component]
fn Tokens(page: WavePage) -> impl IntoView {
    let Some(key) = page.public_key else { return ().into_any() };
    let wave = page.row.wave;
    let rows = page
        .tokens
        .into_iter()
        .map(|(team, counts)| {
            view! {
                <tr>
                    <th scope="row">{team}</th>
                    <Td label="Invited" number=true>{counts.invited}</Td>
                    <Td label="Tokens given" number=true>{counts.issued}</Td>
                    <Td label="Came with answers" number=true>{counts.redeemed}</Td>
                </tr>
            }
        })
        .collect_view();
    let counts = (wave.state >= WaveState::Closed).then(|| {
        view! {
            <DataTable
                caption="Tokens of each reporting team"
                stack=true
                columns=vec![
                    Column::text("Team"),
                    Column::number("Invited"),
                    Column::number("Tokens given"),
                    Column::number("Came with answers"),
                ]
            >
                {rows}
            </DataTable>
            <p class="hint">
                {slipped_in(wave.mode)}
                " Anybody who runs this server can check it with “soundings verify-wave” and the number in this page’s address."
            </p>
        }
    });
    let href = format!("/.well-known/soundings/waves/{}", wave.id);
    view! {
        <section class="section" aria-labelledby="tokens">
            <h2 id="tokens">"Tokens"</h2>
            <p>"The public key of this wave, the same for everybody: " <code class="key">{key}</code></p>
            <p class="hint">
                <a href=href rel="external">"The same for programs"</a>
                ", without signing in. Each browser checks that its token was made with this key."
            </p>
            {counts}
        </section>
    }
    .into_any()
}

/// The one thing that can be done next.
#[component]
fn Step(page: WavePage) -> impl IntoView {
    let wave = page.row.wave;
    let href = format!("/waves/{}", wave.id);
    match wave.state {
        WaveState::Draft => {
            let obstacles = page
                .obstacles
                .iter()
                .map(|obstacle| view! { <li>{obstacle.clone()}</li> })
                .collect_view();
            let open = if page.obstacles.is_empty() {
                view! {
                    <ConfirmBox
                        summary="Open this wave"
                        heading=format!("Open it to {} people now?", page.invited)
                        action=format!("{href}/open")
                        confirm="Yes, open it"
                    >
                        <p>
                            "What it asks, who is on which team and the smallest group that is shown are frozen at this moment and can’t be changed afterwards."
                        </p>
                    </ConfirmBox>
                }
                .into_any()
            } else {
                view! {
                    <Notice tone=Tone::Warning title="It can’t open yet">
                        <ul class="prose-list">{obstacles}</ul>
                    </Notice>
                }
                .into_any()
            };
            view! {
                <h2>"Next step"</h2>
                {open}
                <h2>"Dates"</h2>
                <Dates href=href.clone() dates=page.row.dates draft=true/>
                <h2>"Throw away"</h2>
                <ConfirmBox
                    summary="Throw this draft away"
                    heading="Throw it away?"
                    action=format!("{href}/delete")
                    confirm="Yes, throw it away"
                    danger=true
                >
                    <p>"Nothing was asked yet, so nothing is lost but the dates."</p>
                </ConfirmBox>
            }
            .into_any()
        }
        WaveState::Open => view! {
            <h2>"Next step"</h2>
            <ConfirmBox
                summary="Close this wave"
                heading="Close it now?"
                action=format!("{href}/close")
                confirm="Yes, close it"
                danger=true
            >
                <p>
                    "Nobody can answer any more, whoever is typing right now included, and it can’t be opened again. The stored answers are put into random order, and the secret of the key is destroyed."
                </p>
            </ConfirmBox>
            <h2>"Dates"</h2>
            <Dates href=href dates=page.row.dates draft=false/>
        }
        .into_any(),
        WaveState::Closed => view! {
            <h2>"Next step"</h2>
            <ConfirmBox
                summary="Publish the results"
                heading="Publish now?"
                action=format!("{href}/publish")
                confirm="Yes, publish"
            >
                <p>
                    "Figures are made once, for everybody together, and are final. Developers see the organisation’s and their own team’s, managers those of all their teams. Groups that are too small are withheld."
                </p>
            </ConfirmBox>
        }
        .into_any(),
        WaveState::Published => view! {
            <h2>"Results"</h2>
            <p>
                <a class="button button-primary" href=format!("/results/{}", wave.id)>"See the results"</a>
            </p>
        }
        .into_any(),
    }
}

#[component]
fn Dates(href: String, dates: (String, String), draft: bool) -> impl IntoView {
    let (opens, closes) = dates;
    view! {
        <form method="post" action=format!("{href}/times") class="form">
            {draft
                .then(|| {
                    view! {
                        <TextField name="opens" value=opens label="Opens on" kind="date" width="medium" hint="Leave empty to open it by hand." optional=true/>
                    }
                })}
            <TextField name="closes" value=closes label="Closes on" kind="date" width="medium" hint="At the beginning of that day, UTC. Leave empty to close it by hand." optional=true/>
            <SubmitButton label="Save the dates" look="secondary"/>
        </form>
    }
}

//! `/`: what awaits whoever is signed in.

use super::{answer_part, ports, viewing};
use crate::{
    components::{Badge, CardLink, EmptyState, Page, Tone},
    domain::Viewer,
    ports::OpenWave,
};
use leptos::prelude::*;

/// The start page. The policy sends whoever is not signed in to do that first.
#[component]
pub fn Home() -> impl IntoView {
    let Some(viewer) = viewing().0 else { return ().into_any() };
    let port = ports().answering;
    let hello =
        format!("Good to see you, {}", viewer.name.split(' ').next().unwrap_or(&viewer.name));
    let page = Suspend::new(async move {
        let open = port.open_waves(&viewer).await;
        answer_part(open, |open| draw(&viewer, open))
    });
    view! {
        <Page title="Start" heading=hello width="narrow">
            <Suspense>{page}</Suspense>
        </Page>
    }
    .into_any()
}

fn draw(viewer: &Viewer, open: Vec<OpenWave>) -> impl IntoView + use<> {
    let roles = viewer.roles;
    let surveys = if open.is_empty() {
        view! {
            <EmptyState title="No survey is waiting for you">
                <p>"When the next one opens, you will find it here."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        open.into_iter().map(survey).collect_view().into_any()
    };
    view! {
        <h2>"Surveys"</h2>
        <div class="stack">{surveys}</div>
        <h2>"More"</h2>
        <div class="card-grid">
            <CardLink href="/results" title="Results">
                <p>"What developers said, quarter by quarter."</p>
            </CardLink>
            {(roles.researcher || roles.admin)
                .then(|| {
                    view! {
                        <CardLink href="/programs" title="Programs">
                            <p>"Build surveys, schedule their waves, publish what came in."</p>
                        </CardLink>
                    }
                })}
            {roles
                .admin
                .then(|| {
                    view! {
                        <CardLink href="/roster" title="Roster">
                            <p>"Bring in who is on which team."</p>
                        </CardLink>
                        <CardLink href="/people" title="People">
                            <p>"Roles and invitations."</p>
                        </CardLink>
                    }
                })}
        </div>
    }
}

fn survey(open: OpenWave) -> impl IntoView {
    let title = format!("{}, {}", open.program_name, open.period.title());
    let until = open.closes.map(|closes| format!(" Open until {closes}.")).unwrap_or_default();
    if open.answered {
        view! {
            <div class="card">
                <h3 class="card-title">{title}</h3>
                <p>
                    <Badge tone=Tone::Success>"Answered"</Badge>
                    " Thank you. The results come when the survey is published."
                </p>
            </div>
        }
        .into_any()
    } else if open.issued {
        view! {
            <CardLink href=format!("/answer/{}", open.wave) title=title>
                <p>
                    <Badge tone=Tone::Info>"You have a token"</Badge>
                    {format!(" Only your browser knows whether you have answered. Go on there, or change what you sent.{until}")}
                </p>
            </CardLink>
        }
        .into_any()
    } else {
        let kept = if open.mode.takes_tokens() {
            "Answers are sent without your name."
        } else {
            "Answers are stored without your name."
        };
        view! {
            <CardLink href=format!("/answer/{}", open.wave) title=title>
                <p>{format!("About {} minutes.{until} {kept}", open.minutes)}</p>
            </CardLink>
        }
        .into_any()
    }
}

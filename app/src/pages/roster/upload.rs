//! `/roster/:upload`: what a file would change, and applying it; or that it was applied.

use super::changes::{PeopleChanges, Sides, TeamChanges};
use crate::{
    components::{
        ConfirmBox, Crumb, EmptyState, ErrorSummary, KeyFigure, KeyFigures, Notice, Page, Tone,
    },
    domain::RosterUploadId,
    pages::{answer, param, ports, viewer},
    ports::{RosterApplied, RosterPreview, RosterUploaded},
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// One uploaded file.
#[component]
pub fn Upload() -> impl IntoView {
    let (port, viewer, upload) = (ports().roster, viewer(), param("upload"));
    let page = Suspend::new(async move {
        let page = match (viewer, upload) {
            (Ok(viewer), Ok(upload)) => {
                port.roster_upload(&viewer, upload).await.map(|page| (upload, page))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |(upload, page)| draw(upload, page))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(upload: RosterUploadId, page: RosterUploaded) -> AnyView {
    match page {
        RosterUploaded::Waiting(preview) => waiting(upload, *preview),
        RosterUploaded::Applied(applied) => done(applied),
        RosterUploaded::Gone => gone(),
    }
}

fn way() -> Vec<Crumb> {
    vec![Crumb::new("Roster", "/roster")]
}

fn waiting(upload: RosterUploadId, page: RosterPreview) -> AnyView {
    let lead = format!("{}, sent {}, read as {}.", page.file_name, page.uploaded, page.read_as);
    let changed = page.changed_since.then(|| {
        view! {
            <Notice tone=Tone::Info title="The roster has changed since this file came">
                <p>"This is what it would change now."</p>
            </Notice>
        }
    });
    view! {
        <Page title="What this roster would change" lead=lead breadcrumbs=way()>
            <ErrorSummary/>
            {changed}
            <Warnings warnings=page.warnings.clone()/>
            <Figures page=page.clone()/>
            <Apply upload=upload page=page.clone()/>
            <Lists page=page/>
        </Page>
    }
    .into_any()
}

#[component]
fn Warnings(warnings: Vec<String>) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let lines =
        warnings.into_iter().map(|warning| view! { <li>{sentence(&warning)}</li> }).collect_view();
    view! {
        <Notice tone=Tone::Warning title="Look at this first">
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}

/// Warnings are parts of sentences, for lists of any kind.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}

#[component]
fn Figures(page: RosterPreview) -> impl IntoView {
    let leaving = page.leaves.total + page.stays.total;
    view! {
        <KeyFigures>
            <KeyFigure label="Join" value=page.joins.total.to_string()/>
            <KeyFigure label="Change team" value=page.moves.total.to_string()/>
            <KeyFigure label="Leave" value=leaving.to_string()/>
            <KeyFigure label="Come back" value=page.returns.total.to_string()/>
            <KeyFigure label="New teams" value=page.new_teams.total.to_string()/>
            <KeyFigure
                label="Stay as they are"
                value=page.unchanged.to_string()
                note=format!("of {} in the file", page.people)
            />
        </KeyFigures>
    }
}

#[component]
fn Apply(upload: RosterUploadId, page: RosterPreview) -> impl IntoView {
    if page.nothing {
        return view! {
            <Notice tone=Tone::Success title="Nothing to change">
                <p>
                    "The roster is already as this file says. " <a href="/roster">"Back to the roster"</a>
                </p>
            </Notice>
        }
        .into_any();
    }
    let leaves = page.leaves.total;
    let lose = match leaves {
        0 => None,
        1 => Some("One person leaves and is signed out at once.".to_owned()),
        many => Some(format!("{many} people leave and are signed out at once.")),
    };
    view! {
        <div class="cluster">
            <ConfirmBox
                summary="Apply these changes"
                heading="Apply the roster now?"
                action=format!("/roster/{upload}")
                confirm="Yes, apply it"
                fields=vec![("fingerprint".to_owned(), page.fingerprint)]
                danger=lose.is_some()
            >
                {lose.clone().map(|text| view! { <p>{text}</p> })}
                <p>
                    "All of it happens at once, or nothing. Surveys that are open keep the roster they began with. Nobody is deleted: another roster can bring everybody back."
                </p>
            </ConfirmBox>
            <a class="button button-quiet" href="/roster">"Choose another file"</a>
        </div>
    }
    .into_any()
}

#[component]
fn Lists(page: RosterPreview) -> impl IntoView {
    view! {
        <PeopleChanges
            title="People who leave"
            lead="They are not in the file. They sign in no more; what they answered stays counted."
            sides=Sides::Before("Team now")
            changes=page.leaves
        />
        <PeopleChanges
            title="People who keep access without a team"
            lead="They are not in the file, but run surveys or this server, so they can still sign in."
            sides=Sides::Before("Team now")
            changes=page.stays
        />
        <PeopleChanges title="People who join" lead="" sides=Sides::After("Team") changes=page.joins/>
        <PeopleChanges
            title="People who come back"
            lead="They had left, and get their old account."
            sides=Sides::Neither
            changes=page.returns
        />
        <PeopleChanges
            title="People who change team"
            lead=""
            sides=Sides::Both("From", "To")
            changes=page.moves
        />
        <PeopleChanges
            title="Managers"
            lead="Managers see the published figures of their team and all below it."
            sides=Sides::Both("Now", "Then")
            changes=page.manager_changes
        />
        <TeamChanges title="New teams" lead="" teams=page.new_teams/>
        <TeamChanges title="Teams that are reopened" lead="They were retired." teams=page.reopened_teams/>
        <TeamChanges
            title="Teams without anybody afterwards"
            lead="They stay. Retire them on their pages if they are gone."
            teams=page.emptied_teams
        />
        <PeopleChanges
            title="New names"
            lead=""
            sides=Sides::Before("Name now")
            changes=page.renames
        />
        <PeopleChanges
            title="Attributes"
            lead=""
            sides=Sides::Both("Now", "Then")
            changes=page.attribute_changes
        />
    }
}

fn done(applied: RosterApplied) -> AnyView {
    let by = applied.by.unwrap_or_else(|| "the command line".to_owned());
    view! {
        <Page title="This roster is applied" width="narrow" breadcrumbs=way()>
            <Notice tone=Tone::Success>
                <p>{applied.what}</p>
                <p>{format!("Applied once, on {} by {by}.", applied.when)}</p>
            </Notice>
            <p>
                <a class="button button-secondary" href="/teams">"See the teams"</a>
                " "
                <a class="button button-quiet" href="/roster">"Back to the roster"</a>
            </p>
        </Page>
    }
    .into_any()
}

fn gone() -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Page title="This file is no longer here" width="narrow" breadcrumbs=way()>
            <ErrorSummary/>
            <EmptyState title="Nothing was applied">
                <p>"Files wait for a day and are then forgotten, because they hold everybody’s name."</p>
                <p>
                    <a class="button button-secondary" href="/roster">"Choose the file again"</a>
                </p>
            </EmptyState>
        </Page>
    }
    .into_any()
}

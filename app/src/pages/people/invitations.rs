//! `/people/invitations`: getting everybody in at once. The page is the step before it happens.

use crate::{
    components::{
        Checkbox, Column, Crumb, DataTable, EmptyState, Notice, Page, SubmitButton, Td, Tone,
        counted, form::text::textarea_content,
    },
    pages::{answer_part, ports, viewer},
    ports::{FreshLinks, InvitationsView, LinkToCopy},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Whom it would reach and how; then the links, or that they are on their way.
#[component]
pub fn Invitations() -> impl IntoView {
    let sent = use_query_map().read().get("sent").is_some();
    let (port, viewer) = (ports().people, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.invitations(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(page, move |page| match (use_context::<FreshLinks>(), sent) {
            (Some(FreshLinks(links)), _) => view! { <Links links/> }.into_any(),
            (None, true) => view! { <OnTheirWay/> }.into_any(),
            (None, false) => view! { <Ask page/> }.into_any(),
        })
    });
    view! {
        <Page
            title="Invite everybody"
            lead="Everybody who has no password yet gets a one-time link, with which they sign in and choose one."
            width="narrow"
            breadcrumbs=vec![Crumb::new("People", "/people")]
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

#[component]
fn Ask(page: InvitationsView) -> impl IntoView {
    let InvitationsView { new, invited, by_mail } = page;
    if new + invited == 0 {
        return view! {
            <EmptyState title="Nobody is left to invite">
                <p>"Everybody who is here has a password."</p>
                <p>
                    <a href="/people">"Back to people"</a>
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let how = if by_mail {
        "Each gets an e-mail with a link that works once, for 14 days. They go out one after the other, some six a second; the audit log says when all have."
    } else {
        "No mail server is configured, so the next page shows the links for you to hand over. It shows them once: have somewhere to put them. Each works once, for 14 days."
    };
    let waiting = (invited > 0).then(|| {
        let label = format!("Also {} whose link still works", counted(invited, "person", "people"));
        view! {
            <Checkbox name="again" label=label hint="Their old link is worthless then, in whatever mailbox or chat it is."/>
        }
    });
    let button = match (new, by_mail) {
        (0, true) => "Yes, send them again".to_owned(),
        (0, false) => "Yes, make their links again".to_owned(),
        (_, true) => format!("Yes, send {}", counted(new, "invitation", "invitations")),
        (_, false) => format!("Yes, make {}", counted(new, "link", "links")),
    };
    let who = match new {
        0 => "Nobody is without a link.".to_owned(),
        _ => format!("{} can’t sign in yet.", counted(new, "person", "people")),
    };
    view! {
        <form method="post" class="form">
            <p>
                <strong>{who}</strong>
                " "
                {how}
            </p>
            {waiting}
            <div class="form-buttons">
                <SubmitButton label=button/>
                <a href="/people">"Back to people"</a>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn OnTheirWay() -> impl IntoView {
    view! {
        <Notice tone=Tone::Success title="The invitations are on their way">
            "The audit log will say when all are sent, and whether the mail server took them."
        </Notice>
        <p>
            <a href="/audit">"Look at the audit log"</a> " or " <a href="/people">"go back to people"</a>
        </p>
    }
    .into_any()
}

/// The links that were just made. They are in this answer and nowhere else.
#[component]
fn Links(links: Vec<LinkToCopy>) -> impl IntoView {
    let heading = format!("Copy {} now", counted(links.len(), "link", "links"));
    // For a spreadsheet or a mail merge: it comes apart at the tabs.
    let lines: String =
        links.iter().map(|link| format!("{}\t{}\n", link.email, link.url)).collect();
    let rows = links.len().min(12).to_string();
    let content = textarea_content(&lines);
    let people = links
        .into_iter()
        .map(|link| {
            view! {
                <tr>
                    <Td label="Name">{link.name}</Td>
                    <Td label="Link">
                        <span class="one-time-link"><code>{link.url}</code></span>
                    </Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Notice tone=Tone::Warning title=heading>
            "They are shown this once. Each signs in whoever opens it, once, within 14 days: send each to its owner and to nobody else."
        </Notice>
        <div class="field">
            <label class="label" for="all-links">"All of them, an address and a link a line"</label>
            <textarea class="input input-full links-to-copy" id="all-links" rows=rows readonly>
                {content}
            </textarea>
        </div>
        <h2>"One by one"</h2>
        <DataTable
            caption="One-time links by person"
            quiet_caption=true
            stack=true
            columns=vec![Column::text("Name"), Column::text("Link")]
        >
            {people}
        </DataTable>
        <p>
            <a href="/people">"I have copied them; back to people"</a>
        </p>
    }
    .into_any()
}

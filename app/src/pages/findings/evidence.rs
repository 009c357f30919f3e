//! What a finding stands on, and `/themes/:theme/evidence` and `/jobs/:job/evidence`, where more of
//! it is looked for.

use crate::{
    components::{
        Crumb, EmptyState, ErrorSummary, HiddenField, Page, SubmitButton, TextField, counted,
    },
    domain::Finding,
    pages::{answer, param, ports, viewer},
    ports::{CandidatesPage, EvidenceView, EvidenceWords, PortResult},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Both sides, and the way to more.
pub(super) fn evidence(here: &str, evidence: Vec<EvidenceView>, withdrawn: i64) -> AnyView {
    let more = format!("{here}/evidence");
    let withdrawn = (withdrawn > 0).then(|| {
        let count = counted(withdrawn, "piece of evidence was", "pieces of evidence were");
        let words = format!("{count} taken back, with the interview, by whoever had said it.");
        view! { <p class="hint">{words}</p> }
    });
    let (supports, against): (Vec<_>, Vec<_>) =
        evidence.into_iter().partition(|view| view.evidence.supports);
    view! {
        <div class="sides">
            {side("For it", "What speaks for it", supports)}
            {side("Against it", "Look for what speaks against it before you believe it.", against)}
        </div>
        {withdrawn}
        <p><a class="button button-primary" href=more>"Add what somebody said"</a></p>
        <p class="hint">"Figures are added from the page of a team or an item, below its results."</p>
    }
    .into_any()
}

fn side(title: &'static str, empty: &'static str, evidence: Vec<EvidenceView>) -> AnyView {
    let pieces = if evidence.is_empty() {
        let words = if title == "For it" { "Nothing yet." } else { empty };
        view! { <p class="hint">{words}</p> }.into_any()
    } else {
        let pieces = evidence.into_iter().map(piece).collect_view();
        view! { <ul class="pieces">{pieces}</ul> }.into_any()
    };
    view! {
        <section class="side">
            <h2>{title}</h2>
            {pieces}
        </section>
    }
    .into_any()
}

/// What a piece of evidence says.
fn said(words: EvidenceWords) -> AnyView {
    match words {
        EvidenceWords::Quote { words, whence, tags, href } => {
            let tags = (!tags.is_empty()).then(|| format!(" · {}", tags.join(", ")));
            view! {
                <blockquote class="piece-words">{words}</blockquote>
                <p class="hint"><a href=href>{whence}</a> {tags}</p>
            }
            .into_any()
        }
        EvidenceWords::Cell { about, figure } => {
            let figure = (!figure.is_empty()).then(|| format!(": {figure}"));
            view! {
                <p class="piece-words"><a href=about.href>{about.what}</a> {figure}</p>
                <p class="hint">{about.whose}</p>
            }
            .into_any()
        }
        EvidenceWords::Hidden => view! {
            <p class="hint">"Something that you may not read: for those present only, or marked by others in an interview whose coding you have not finished."</p>
        }
        .into_any(),
    }
}

fn piece(view: EvidenceView) -> impl IntoView {
    let action = format!("/evidence/{}", view.evidence.id);
    let (other, turn) = if view.evidence.supports {
        ("against", "Turn against it")
    } else {
        ("for", "Turn for it")
    };
    view! {
        <li class="piece">
            {said(view.words)}
            <form method="post" action=action class="piece-actions">
                <SubmitButton label=turn look="quiet" name="side" value=other/>
                <SubmitButton label="Take away" look="quiet" name="side" value="none"/>
            </form>
        </li>
    }
}

/// Looking for what speaks for or against a theme.
#[component]
pub fn ThemeEvidence() -> impl IntoView {
    let finding = param("theme").map(Finding::Theme);
    candidates(finding)
}

/// Looking for what speaks for or against a job.
#[component]
pub fn JobEvidence() -> impl IntoView {
    let finding = param("job").map(Finding::Job);
    candidates(finding)
}

fn candidates(finding: PortResult<Finding>) -> impl IntoView {
    let (port, viewer) = (ports().findings, viewer());
    let words = use_query_map().read().get("q").unwrap_or_default();
    let page = Suspend::new(async move {
        let page = match (viewer, finding) {
            (Ok(viewer), Ok(finding)) => {
                port.candidates(&viewer, finding, &words).await.map(|page| (finding, page))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |(finding, page)| draw(finding, page, words))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(finding: Finding, page: CandidatesPage, words: String) -> AnyView {
    let (home, list, name) = match finding {
        Finding::Theme(id) => (format!("/themes/{id}"), "/themes", "Themes"),
        Finding::Job(id) => (format!("/jobs/{id}"), "/jobs", "Jobs"),
    };
    let here = format!("{home}/evidence");
    let found = match page.found {
        None => ().into_any(),
        Some(found) if found.is_empty() => view! {
            <EmptyState title="No such highlight">
                <p>"Only what is marked in an interview can be evidence, and what is there already is not offered again."</p>
            </EmptyState>
        }
        .into_any(),
        Some(found) => {
            let pieces = found
                .into_iter()
                .map(|(id, words)| offered(&here, id, words))
                .collect_view();
            view! { <ul class="pieces">{pieces}</ul> }.into_any()
        }
    };
    view! {
        <Page
            title="Add what somebody said"
            lead=page.title.clone()
            breadcrumbs=vec![Crumb::new(name, list), Crumb::new(page.title, home)]
        >
            <ErrorSummary/>
            <form method="get" action=here.clone() class="search" role="search">
                <TextField name="q" label="Words of a highlight" kind="search" value=words/>
                <SubmitButton label="Search" look="secondary"/>
            </form>
            {found}
        </Page>
    }
    .into_any()
}

fn offered(here: &str, id: String, words: EvidenceWords) -> impl IntoView + use<> {
    view! {
        <li class="piece">
            {said(words)}
            <form method="post" action=here.to_owned() class="piece-actions">
                <HiddenField name="highlight" value=id/>
                <SubmitButton label="For it" look="secondary" name="side" value="for"/>
                <SubmitButton label="Against it" look="secondary" name="side" value="against"/>
            </form>
        </li>
    }
}

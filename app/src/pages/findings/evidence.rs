//! What a finding stands on, and `/themes/:theme/evidence` and `/jobs/:job/evidence`, where more of
//! it is looked for.

use crate::{
    charts::words::favourable,
    components::{
        Choice, Crumb, EmptyState, ErrorSummary, HiddenField, Page, Select, SubmitButton,
        TextField, counted, quote, quoting,
    },
    domain::Finding,
    pages::{answer, param, ports, viewer},
    ports::{CandidateQuery, CandidatesPage, EvidenceView, EvidenceWords, Ground, PortResult},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Both sides, and the way to more for whoever may change it.
pub(super) fn evidence(here: &str, ground: Ground, withdrawn: i64, may_change: bool) -> AnyView {
    let more = format!("{here}/evidence");
    let withdrawn = (withdrawn > 0).then(|| {
        let count = counted(withdrawn, "piece of evidence was", "pieces of evidence were");
        let words = format!("{count} taken back with the interview.");
        view! { <p class="hint">{words}</p> }
    });
    let quoting = ground.quoting.map(|people| {
        let words = format!("{} What may not be shown is left out.", quoting(people));
        view! { <p class="hint">{words}</p> }
    });
    let more = may_change.then(|| {
        view! {
            <p><a class="button button-primary" href=more>"Add what somebody said"</a></p>
            <p class="hint">"Figures are added from the page of a team or an item, below its results."</p>
        }
    });
    let (supports, against): (Vec<_>, Vec<_>) =
        ground.evidence.into_iter().partition(|view| view.supports);
    let look = if may_change {
        "Look for what speaks against it before you believe it."
    } else {
        "Nothing that is shown."
    };
    view! {
        <div class="sides">
            {side("For it", "Nothing that is shown.", supports)}
            {side("Against it", look, against)}
        </div>
        {quoting}
        {withdrawn}
        {more}
    }
    .into_any()
}

fn side(title: &'static str, empty: &'static str, evidence: Vec<EvidenceView>) -> AnyView {
    let pieces = if evidence.is_empty() {
        view! { <p class="hint">{empty}</p> }.into_any()
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
        EvidenceWords::Quote { voice, tags } => quote(voice, &tags),
        EvidenceWords::Cell { about, figure } => {
            let figure = figure.map(|shown| {
                let words = favourable(&shown);
                format!(": {}", words.as_deref().unwrap_or("no figure is shown"))
            });
            view! {
                <p class="piece-words"><a href=about.href>{about.what}</a></p>
                <p class="hint">{about.whose} {figure}</p>
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
    let (other, turn) =
        if view.supports { ("against", "Turn against it") } else { ("for", "Turn for it") };
    let change = view.id.map(|id| {
        view! {
            <form method="post" action=format!("/evidence/{id}") class="piece-actions">
                <SubmitButton label=turn look="quiet" name="side" value=other/>
                <SubmitButton label="Take away" look="quiet" name="side" value="none"/>
            </form>
        }
    });
    view! {
        <li class="piece">
            {said(view.words)}
            {change}
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
    let asked = |name: &str| use_query_map().read().get(name).unwrap_or_default();
    let query = CandidateQuery { words: asked("q"), tag: asked("tag").parse().ok() };
    let page = Suspend::new(async move {
        let page = match (viewer, finding) {
            (Ok(viewer), Ok(finding)) => {
                port.candidates(&viewer, finding, &query).await.map(|page| (finding, page))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |(finding, page)| draw(finding, page, query))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(finding: Finding, page: CandidatesPage, query: CandidateQuery) -> AnyView {
    let (home, list, name) = match finding {
        Finding::Theme(id) => (format!("/themes/{id}"), "/themes", "Themes"),
        Finding::Job(id) => (format!("/jobs/{id}"), "/jobs", "Jobs"),
    };
    let here = format!("{home}/evidence");
    let found = if page.found.is_empty() {
        view! {
            <EmptyState title="No such highlight">
                <p>"Only what is marked in an interview can be evidence, and what is there already is not offered again. Open an interview to mark what was said."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let pieces =
            page.found.into_iter().map(|(id, words)| offered(&here, id, words)).collect_view();
        view! { <ul class="pieces">{pieces}</ul> }.into_any()
    };
    let tags = page.tags.into_iter().map(|(value, name)| Choice::new(value, name));
    let tags = [Choice::new("", "Any tag, or none")].into_iter().chain(tags).collect();
    let tag = query.tag.map(|tag| tag.to_string()).unwrap_or_default();
    view! {
        <Page
            title="Add what somebody said"
            lead=page.title.clone()
            breadcrumbs=vec![Crumb::new(name, list), Crumb::new(page.title, home)]
        >
            <ErrorSummary/>
            <form method="get" action=here.clone() class="form search-all" role="search">
                <div class="search-narrow">
                    <TextField
                        name="q"
                        label="Words of a highlight"
                        kind="search"
                        value=query.words
                        optional=true
                    />
                    <Select name="tag" label="Marked with" value=tag choices=tags/>
                </div>
                <SubmitButton label="Look" look="secondary"/>
            </form>
            <h2 class="visually-hidden">"What was marked"</h2>
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

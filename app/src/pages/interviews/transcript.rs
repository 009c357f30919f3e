//! `/interviews/:interview/transcript`: bringing in a transcript, and reading it part by part.

use super::interview::read;
use crate::{
    components::{
        Column, Crumb, DataTable, EmptyState, ErrorSummary, FileField, FormState, HiddenField,
        Notice, Page, Pagination, SubmitButton, Td, Tone, counted,
    },
    domain::InterviewState,
    pages::{answer, param, ports, viewer},
    ports::{FileProblem, FileProblems, TranscriptPage, TranscriptRead, TranscriptView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The part of a transcript that an address names.
pub(super) fn part() -> Option<u16> {
    use_query_map().read().get("part").and_then(|part| part.parse().ok())
}

/// The transcript of an interview.
#[component]
pub fn Transcript() -> impl IntoView {
    let (port, viewer, interview, part) =
        (ports().interviews, viewer(), param("interview"), part());
    let page = Suspend::new(async move {
        let page = match (viewer, interview) {
            (Ok(viewer), Ok(interview)) => port.transcript(&viewer, interview, part).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: TranscriptPage) -> AnyView {
    let here = format!("/interviews/{}", page.row.interview.id);
    let with = page.row.person.clone().unwrap_or_else(|| "an interview".to_owned());
    let crumbs =
        vec![Crumb::new("Interviews", "/interviews"), Crumb::new(with.clone(), here.clone())];
    if page.row.interview.state != InterviewState::Held {
        return view! {
            <Page title="Transcript" width="narrow" breadcrumbs=crumbs>
                <ErrorSummary/>
                <EmptyState title="No transcript can be kept now">
                    <p><a href=here>"The interview’s page"</a> " says why."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    }
    let came = use_context::<TranscriptRead>().map(came);
    let form = if page.transcript.is_some() { replace(&page) } else { bring(&page) };
    let shown = page.transcript.map(|transcript| {
        let href = format!("{here}/transcript?part=");
        shown(transcript, href)
    });
    view! {
        <Page title=format!("Transcript: {with}") width="narrow" breadcrumbs=crumbs>
            <ErrorSummary/>
            {came}
            {shown}
            {form}
        </Page>
    }
    .into_any()
}

/// A part of a transcript, and the way to the others.
pub(super) fn shown(transcript: TranscriptView, href: String) -> AnyView {
    let pages = u32::from(transcript.parts);
    let Some(note) = transcript.shown else {
        let first = format!("{href}1");
        return view! {
            <EmptyState title="There is no such part">
                <p><a href=first>"Begin with the first"</a></p>
            </EmptyState>
        }
        .into_any();
    };
    let number = u32::from(note.place.transcript_part().unwrap_or(1));
    let anchor = format!("note-{}", note.place);
    view! {
        <section class="said" id=anchor>
            <h2>{format!("Part {number} of {pages}")}</h2>
            {read(note, false)}
        </section>
        <Pagination page=number pages=pages href=href/>
    }
    .into_any()
}

fn fields(page: &TranscriptPage) -> impl IntoView + use<> {
    let hint = format!(
        "Text, WebVTT (.vtt), SubRip (.srt) or Word (.docx), up to {}. Lines such as “Ada: We \
         waited” tell who speaks.",
        page.largest,
    );
    view! {
        <HiddenField name="replaces" value=page.replaces.to_string()/>
        <FileField
            name="file"
            label="File"
            hint=hint
            accept=".txt,.md,.vtt,.srt,.docx,text/plain,text/vtt"
        />
    }
}

fn bring(page: &TranscriptPage) -> AnyView {
    view! {
        <section class="section">
            <h2>"Bring in a transcript"</h2>
            <p class="section-lead">
                "It is kept with the notes: as long as they are, for whoever may read them, and taken back with them. The person sees it by their link."
            </p>
            <form class="form" method="post" enctype="multipart/form-data">
                {fields(page)}
                <SubmitButton label="Bring it in"/>
            </form>
        </section>
    }
    .into_any()
}

fn replace(page: &TranscriptPage) -> AnyView {
    let marked = (page.highlights > 0).then(|| {
        let marked = counted(page.highlights, "highlight is", "highlights are");
        let text = format!(
            "{marked} in the present one. Those whose words are not in the new one are removed, and what stands on them."
        );
        view! { <p>{text}</p> }
    });
    view! {
        <details
            class="confirm confirm-danger"
            open=FormState::from_context().is_sent()
        >
            <summary class="button button-secondary confirm-summary">"Replace it by another file"</summary>
            <form class="confirm-box" method="post" enctype="multipart/form-data">
                <h3 class="confirm-heading">"Replace this transcript?"</h3>
                <div class="confirm-words">
                    <p>"All its parts are removed, and the new file’s are kept. This can’t be undone."</p>
                    {marked}
                </div>
                {fields(page)}
                <SubmitButton label="Yes, replace it" look="danger"/>
            </form>
        </details>
    }
    .into_any()
}

/// What was read from the file that just came.
fn came(read: TranscriptRead) -> AnyView {
    let turns = counted(read.turns, "turn", "turns");
    let parts = counted(read.parts, "part", "parts");
    let kept = if read.unchanged {
        format!("“{}” was here already: {turns}, in {parts}.", read.file_name)
    } else {
        format!("“{}” was read as {} and kept: {turns}, in {parts}.", read.file_name, read.read_as)
    };
    let speakers = if read.speakers.is_empty() {
        "The file does not say who speaks.".to_owned()
    } else {
        format!("Who speaks: {}.", read.speakers.join(", "))
    };
    view! {
        <Notice tone=Tone::Success>
            <p>{kept}</p>
            <p>{speakers}</p>
        </Notice>
        {problems(read.problems)}
    }
    .into_any()
}

fn problems(FileProblems(problems): FileProblems) -> AnyView {
    if problems.total == 0 {
        return ().into_any();
    }
    let more = problems.more();
    let caption = counted(problems.total, "thing to look at", "things to look at");
    let lines = problems.rows.into_iter().map(line).collect_view();
    view! {
        <section class="section" id="problems">
            <h2>"What to look at"</h2>
            <p class="section-lead">
                "Everything else was kept. Lines are counted as a text editor counts them."
            </p>
            <DataTable
                caption=caption
                stack=true
                columns=vec![Column::number("Line"), Column::text("What it is")]
            >
                {lines}
            </DataTable>
            {(more > 0).then(|| view! { <p class="quiet">{format!("And {more} more.")}</p> })}
        </section>
    }
    .into_any()
}

fn line(problem: FileProblem) -> impl IntoView {
    let line = problem.line.map_or_else(|| "–".to_owned(), |line| line.to_string());
    view! {
        <tr>
            <Td label="Line" number=true>{line}</Td>
            <Td label="What it is">{problem.message}</Td>
        </tr>
    }
}

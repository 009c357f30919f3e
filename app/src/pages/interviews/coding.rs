//! `/interviews/:interview/coding`: marking what was said, blind first; then everybody's marks side
//! by side.

mod compare;
mod fields;
mod marking;
mod words;

use super::transcript;
use crate::{
    components::{
        ConfirmBox, Crumb, EmptyState, ErrorSummary, Notice, Page, Pagination, SubmitButton,
        counted,
    },
    domain::InterviewState,
    pages::{answer, param, ports, viewer},
    ports::{CodingPage, OwnCoding},
};
use leptos::prelude::*;

/// Marking an interview.
#[component]
pub fn Coding() -> impl IntoView {
    let (port, viewer, interview, part) =
        (ports().coding, viewer(), param("interview"), transcript::part());
    let page = Suspend::new(async move {
        let page = match (viewer, interview) {
            (Ok(viewer), Ok(interview)) => port.coding(&viewer, interview, part).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: CodingPage) -> AnyView {
    let here = format!("/interviews/{}", page.interview);
    let crumbs =
        vec![Crumb::new("Interviews", "/interviews"), Crumb::new(page.with.clone(), here.clone())];
    if page.state != InterviewState::Held {
        return view! {
            <Page title="Mark and tag" width="narrow" breadcrumbs=crumbs>
                <ErrorSummary/>
                <EmptyState title="There is nothing to mark">
                    <p><a href=here>"The interview’s page"</a> " says why."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    }
    let at_it = matches!(page.own, OwnCoding::NotBegun | OwnCoding::Begun);
    let notes = match (page.notes.is_empty(), at_it) {
        (true, _) if page.part.is_some() => no_part(&here).into_any(),
        (true, _) => nothing(&here).into_any(),
        (false, true) => marking::notes(&here, &page).into_any(),
        (false, false) => compare::notes(&page).into_any(),
    };
    let differences = compare::differences(&page);
    view! {
        <Page
            title="Mark and tag"
            eyebrow=page.with.clone()
            lead="Choose sentences, say what they are about, go on. Your marks are yours: nobody else changes them."
            breadcrumbs=crumbs
        >
            <ErrorSummary/>
            {standing(&here, &page)}
            {whereabouts(&here, &page)}
            {notes}
            {pages(&here, &page)}
            {differences}
            {at_it.then(|| finish(&here, &page))}
        </Page>
    }
    .into_any()
}

fn nothing(here: &str) -> impl IntoView + use<> {
    let notes = format!("{here}/notes");
    view! {
        <EmptyState title="Nothing written down yet">
            <p><a class="button button-primary" href=notes>"Take notes"</a></p>
        </EmptyState>
    }
}

fn no_part(here: &str) -> impl IntoView + use<> {
    let coding = format!("{here}/coding");
    view! {
        <EmptyState title="There is no such part">
            <p><a href=coding>"Begin at the beginning"</a></p>
        </EmptyState>
    }
}

/// What of the interview is on this page, and the way to the rest: a transcript is long, so it is
/// marked part by part.
fn whereabouts(here: &str, page: &CodingPage) -> Option<AnyView> {
    if page.parts == 0 {
        return None;
    }
    let coding = format!("{here}/coding");
    Some(match page.part {
        None => view! {
            <p>"This is what was written down. " <a href=format!("{coding}?part=1")>"Mark in the transcript"</a></p>
        }
        .into_any(),
        Some(part) => view! {
            <h2>{format!("Transcript, part {part} of {}", page.parts)}</h2>
            {page.has_notes.then(|| view! { <p><a href=coding>"Mark in what was written down"</a></p> })}
        }
        .into_any(),
    })
}

fn pages(here: &str, page: &CodingPage) -> Option<AnyView> {
    let part = page.part.filter(|part| (1..=page.parts).contains(part))?;
    let (number, pages) = (u32::from(part), u32::from(page.parts));
    let href = format!("{here}/coding?part=");
    Some(view! { <Pagination page=number pages=pages href=href/> }.into_any())
}

/// Where one’s own work stands, and what that means for what is shown.
fn standing(here: &str, page: &CodingPage) -> AnyView {
    let others = page.others_finished;
    match page.own {
        OwnCoding::NotBegun if others => begun_by_others(here),
        OwnCoding::NotBegun => ().into_any(),
        OwnCoding::Begun if page.saw_others => view! {
            <Notice>
                "You go on after you could see what others marked: your coding of this interview does not count for agreement any more."
            </Notice>
        }
        .into_any(),
        OwnCoding::Begun => view! {
            <p class="hint">"You see your own marks only, until you say that you are done."</p>
        }
        .into_any(),
        OwnCoding::Finished | OwnCoding::Reading => reopening(here, page),
    }
}

fn begun_by_others(here: &str) -> AnyView {
    let look = format!("{here}/coding/look");
    view! {
        <Notice title="Somebody has coded this interview already">
                <p>"Code it without seeing theirs: where you both mark the same, it is no accident. Once you are done you see both side by side."</p>
                <form method="post" action=look>
                    <SubmitButton label="Only read what they marked" look="secondary"/>
                </form>
                <p class="hint">"What you mark after that does not count for agreement."</p>
            </Notice>
    }
    .into_any()
}

fn reopening(here: &str, page: &CodingPage) -> AnyView {
    let reading = page.own == OwnCoding::Reading;
    let others = page.coders.iter().filter(|coder| !coder.own).count();
    let words = match (reading, others) {
        (true, _) => "You read what others marked, and marked nothing yourself.".to_owned(),
        (false, 0) => {
            "You are done. Nobody else has finished coding this interview yet.".to_owned()
        }
        (false, others) => {
            format!("You are done, and so {}.", counted(others, "is one other", "are others"))
        }
    };
    let uncounted = (page.saw_others && !reading).then_some(
        " Your coding was changed after you could see others’, so it does not count for agreement.",
    );
    let summary = if reading { "Mark it yourself" } else { "Go on marking" };
    let costs = if others > 0 || page.saw_others {
        "You have seen what others marked, so what you mark from now on does not count for agreement. Themes and search use it all the same."
    } else {
        "Nobody else has finished, so your coding still counts for agreement."
    };
    view! {
        <p>{words} {uncounted}</p>
        <ConfirmBox
            summary=summary
            heading="Open your coding again?"
            action=format!("{here}/coding/reopen")
            confirm="Yes, open it"
        >
            <p>{costs}</p>
        </ConfirmBox>
    }
    .into_any()
}

fn finish(here: &str, page: &CodingPage) -> AnyView {
    let marked: usize = page.coders.iter().map(|coder| coder.highlights).sum();
    if marked == 0 {
        return ().into_any();
    }
    view! {
        <section class="coding-end">
            <h2>"All marked?"</h2>
            <ConfirmBox
                summary="I am done"
                heading=format!("Finish with {}?", counted(marked, "highlight", "highlights"))
                action=format!("{here}/coding/done")
                confirm="Yes, I am done"
            >
                <p>"Others who are done see your marks then, and you see theirs. You can go on later; if you could see others’ marks by then, yours don’t count for agreement any more."</p>
            </ConfirmBox>
        </section>
    }
    .into_any()
}

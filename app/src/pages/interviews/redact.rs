//! `/interviews/:interview/redact`: putting something else in the place of names.

use crate::{
    components::{
        Badge, Column, Crumb, DataTable, EmptyState, ErrorSummary, FormState, HiddenField, Notice,
        Page, SubmitButton, Td, TextArea, TextField, Tone, counted, form_state::field_id,
    },
    domain::InterviewState,
    pages::{answer, param, ports, viewer},
    ports::{RedactionPage, SuggestionView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What stands for words that somebody typed.
const NAME: &str = "[name]";

/// Names in an interview’s notes, and replacing them.
#[component]
pub fn Redact() -> impl IntoView {
    let (port, viewer, interview) = (ports().interviews, viewer(), param("interview"));
    let replaced = use_query_map().read().get("replaced").and_then(|count| count.parse().ok());
    let page = Suspend::new(async move {
        let page = match (viewer, interview) {
            (Ok(viewer), Ok(interview)) => port.redaction(&viewer, interview).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, |page| draw(page, replaced))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: RedactionPage, replaced: Option<usize>) -> AnyView {
    let here = format!("/interviews/{}", page.row.interview.id);
    let with = page.row.person.clone().unwrap_or_else(|| "an interview".to_owned());
    let crumbs = vec![Crumb::new("Interviews", "/interviews"), Crumb::new(with, here.clone())];
    if page.row.interview.state != InterviewState::Held {
        return view! {
            <Page title="Replace names" width="narrow" breadcrumbs=crumbs>
                <ErrorSummary/>
                <EmptyState title="Nothing is written down here">
                    <p><a href=here>"The interview’s page"</a> " says why."</p>
                </EmptyState>
            </Page>
        }
        .into_any();
    }
    let state = FormState::from_context();
    let suggestions = if page.suggestions.is_empty() {
        view! { <p>"No name of the roster and no address occurs in the notes."</p> }.into_any()
    } else {
        table(page.suggestions, page.more, &state)
    };
    view! {
        <Page
            title="Replace names"
            lead="In the notes of everybody who took some, the transcript included. Whole words only, whatever the size of their letters."
            breadcrumbs=crumbs
        >
            <ErrorSummary/>
            {replaced.filter(|_| !state.is_sent()).map(done)}
            <form method="post" class="form">
                {suggestions}
                <TextArea
                    name="more"
                    label="Other words"
                    hint="One name or phrase a line: nicknames, customers, projects."
                    rows=3
                    optional=true
                />
                <TextField
                    name="more-with"
                    label="Replace them with"
                    value=NAME
                    width="short"
                />
                <details class="confirm confirm-danger" open=state.is_sent()>
                    <summary class="button button-secondary confirm-summary">"Replace what is ticked"</summary>
                    <div class="confirm-box">
                        <h3 class="confirm-heading">"Replace these words for good?"</h3>
                        <div class="confirm-words">
                            <p>"Nobody can bring them back, and they go from the search as well. Highlights stay where they are. Themes and jobs are not changed: look at those yourself."</p>
                        </div>
                        <SubmitButton label="Yes, replace them" look="danger"/>
                    </div>
                </details>
            </form>
        </Page>
    }
    .into_any()
}

fn done(count: usize) -> AnyView {
    match count {
        0 => view! {
            <Notice tone=Tone::Info>"None of these words is in the notes any more."</Notice>
        }
        .into_any(),
        count => {
            let places = counted(count, "place", "places");
            view! { <Notice tone=Tone::Success>{format!("Replaced in {places}.")}</Notice> }
                .into_any()
        }
    }
}

fn table(suggestions: Vec<SuggestionView>, more: usize, state: &FormState) -> AnyView {
    let rows = suggestions
        .into_iter()
        .enumerate()
        .map(|(number, suggestion)| row(number, suggestion, state))
        .collect_view();
    let more = (more > 0).then(|| {
        let words = format!("{more} more; they are shown once these are done.");
        view! { <p class="hint">{words}</p> }
    });
    view! {
        <DataTable
            caption="Names and addresses in the notes"
            stack=true
            columns=vec![
                Column::text("Replace"),
                Column::number("How often"),
                Column::text("The first place"),
                Column::text("With"),
            ]
        >
            {rows}
        </DataTable>
        {more}
    }
    .into_any()
}

fn row(number: usize, suggestion: SuggestionView, state: &FormState) -> impl IntoView + use<> {
    let (words, with) = (format!("words-{number}"), format!("with-{number}"));
    let box_id = field_id(&format!("redact-{number}"));
    // What was sent counts for these words only: meanwhile others may stand in their place.
    let same = state.value(&words) == Some(suggestion.words.as_str());
    let ticked = match state.is_sent() {
        true => same && state.values("redact").contains(&number.to_string().as_str()),
        false => suggestion.certain,
    };
    let sent = state.value(&with).filter(|_| same).map(str::to_owned);
    let value = sent.unwrap_or(suggestion.with);
    let guess = (!suggestion.certain)
        .then(|| view! { " " <Badge tone=Tone::Neutral>"Perhaps a name"</Badge> });
    let problem = state.error(&with).filter(|_| same).map(str::to_owned);
    let wrong = problem.is_some().then_some("true");
    let error_id = format!("{}-error", field_id(&with));
    let described = problem.is_some().then(|| error_id.clone());
    let problem = problem.map(|text| view! { <p class="field-error" id=error_id>{text}</p> });
    let label = format!("What stands in place of “{}”", suggestion.words);
    let (before, after) = suggestion.around;
    let there = suggestion.words.clone();
    view! {
        <tr>
            <Td label="Replace">
                <span class="choice">
                    <input
                        class="choice-input"
                        type="checkbox"
                        id=box_id.clone()
                        name="redact"
                        value=number
                        checked=ticked
                    />
                    <label class="choice-label" for=box_id>{suggestion.words.clone()} {guess}</label>
                    <HiddenField name=words value=suggestion.words.clone()/>
                </span>
            </Td>
            <Td label="How often" number=true>{suggestion.count}</Td>
            <Td label="First place">
                <span class="redact-around">{before} <mark>{there}</mark> {after}</span>
            </Td>
            <Td label="With">
                {problem}
                <input
                    class="input"
                    id=field_id(&with)
                    name=with
                    value=value
                    aria-label=label
                    aria-invalid=wrong
                    aria-describedby=described
                />
            </Td>
        </tr>
    }
}

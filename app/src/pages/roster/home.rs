//! `/roster`: where the roster stands, and sending a new one.

use super::problems::Problems;
use crate::{
    components::{
        Column, DataTable, EmptyState, ErrorSummary, FileField, KeyFigure, KeyFigures, Page,
        SubmitButton, Td,
    },
    pages::{answer_part, ports, viewer},
    ports::{FileProblems, RosterHome, SAMPLE_ROSTER},
};
use leptos::prelude::*;

/// What a heading means.
const COLUMNS: [(&str, &str); 5] = [
    ("email", "The address that people sign in with; one row a person."),
    ("name", "The name as colleagues know it."),
    ("team", "The path from the top, with “ / ” between its teams. New teams are created."),
    (
        "manager",
        "yes for those who see the figures of this team and all below it. Without this column, \
         managers stay managers unless they move.",
    ),
    ("anything else", "A free attribute, such as location or tenure."),
];

/// The roster's page.
#[component]
pub fn Roster() -> impl IntoView {
    let (port, viewer) = (ports().roster, viewer());
    let problems: FileProblems = use_context().unwrap_or_default();
    let page = Suspend::new(async move {
        let home = match viewer {
            Ok(viewer) => port.roster(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(home, |home| draw(home, problems))
    });
    view! {
        <Page
            title="Roster"
            lead="Who is on which team. A survey invites whoever is on the roster on the day it opens."
        >
            <ErrorSummary/>
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(home: RosterHome, problems: FileProblems) -> impl IntoView {
    let hint = format!(
        "CSV as a spreadsheet saves it, up to {}. You see what it would change first; nothing \
         happens until you confirm.",
        home.largest,
    );
    view! {
        <Problems problems=problems/>
        <Standing home=home/>
        <section class="section">
            <h2>"Bring in a roster"</h2>
            <p class="section-lead">
                "The file is the whole roster: whoever is not in it leaves, and signs in no more."
            </p>
            <form class="form" method="post" action="/roster" enctype="multipart/form-data">
                <FileField name="file" label="File" hint=hint accept=".csv,.tsv,.txt,text/csv"/>
                <div class="form-buttons">
                    <SubmitButton label="See what it would change"/>
                </div>
            </form>
        </section>
        <Explained/>
    }
}

/// How many there are, and since when.
#[component]
fn Standing(home: RosterHome) -> impl IntoView {
    let last = home.last.map(|last| {
        let by = last.by.unwrap_or_else(|| "the command line".to_owned());
        view! {
            <p>
                "Last applied on " {last.when} " by " {by} "." <br/>
                <span class="quiet">{last.what}</span>
            </p>
        }
    });
    if home.people == 0 && last.is_none() {
        return view! {
            <EmptyState title="There is nobody on the roster yet">
                <p>
                    "Surveys need to know who is on which team. Start from the sample below, or from an export of your staff directory."
                </p>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <KeyFigures>
            <KeyFigure label="On a team" value=home.people.to_string()/>
            <KeyFigure label="Teams" value=home.teams.to_string()/>
        </KeyFigures>
        {last}
        <p>
            <a href="/roster/current.csv" download="roster.csv">"Download the present roster"</a>
            ", change it and send it back; or see the "
            <a href="/teams">"team tree"</a>
            "."
        </p>
    }
    .into_any()
}

/// What the file has to look like.
#[component]
fn Explained() -> impl IntoView {
    let lines = COLUMNS
        .into_iter()
        .map(|(heading, meaning)| {
            view! {
                <tr>
                    <th scope="row">{heading}</th>
                    <Td label="What is in it">{meaning}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"What the file looks like"</h2>
            <p class="section-lead">
                "One row of headings, in any order, then one row a person. Commas, semicolons and tabs all work, and so does what Excel saves."
            </p>
            <DataTable
                caption="The columns of a roster"
                quiet_caption=true
                stack=true
                columns=vec![Column::text("Heading"), Column::text("What is in it")]
            >
                {lines}
            </DataTable>
            <pre tabindex="0" aria-label="A sample roster">{SAMPLE_ROSTER}</pre>
            <p>
                <a href="/roster/sample.csv" download="roster-sample.csv">"Download this sample"</a>
            </p>
        </section>
    }
}

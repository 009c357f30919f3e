//! What is wrong with a file, line by line.

use crate::{
    components::{Column, DataTable, Td},
    ports::{FileProblem, FileProblems},
};
use leptos::prelude::*;

/// The problems of a file that was refused; nothing where there are none.
#[component]
pub(super) fn Problems(problems: FileProblems) -> impl IntoView {
    let FileProblems(problems) = problems;
    if problems.total == 0 {
        return ().into_any();
    }
    let more = problems.more();
    let caption = match problems.total {
        1 => "The problem of this file".to_owned(),
        total => format!("The {total} problems of this file"),
    };
    let lines = problems.rows.into_iter().map(line).collect_view();
    view! {
        <section class="section" id="problems">
            <h2>"What is wrong with the file"</h2>
            <p class="section-lead">
                "Nothing was changed. Lines are counted as a text editor counts them."
            </p>
            <DataTable
                caption=caption
                stack=true
                columns=vec![
                    Column::number("Line"),
                    Column::text("Column"),
                    Column::text("What to do"),
                ]
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
            <Td label="Column">{problem.column.unwrap_or_else(|| "–".to_owned())}</Td>
            <Td label="What to do">{problem.message}</Td>
        </tr>
    }
}

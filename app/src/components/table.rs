//! Tables that scroll sideways inside their own frame, or turn into a list on a narrow screen.

use leptos::prelude::*;

/// The head of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub label: String,
    /// Whether its cells are numbers, set flush right.
    pub number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// A table with a caption. Its rows, `<tr>` with [`Td`]s, are the children.
#[component]
pub fn DataTable(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// Whether only screen readers get the caption; when a heading above says the same.
    #[prop(optional)]
    quiet_caption: bool,
    /// Whether rows become little lists on a narrow screen; else the table scrolls sideways.
    #[prop(optional)]
    stack: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let head = columns
        .into_iter()
        .map(|column| {
            view! {
                <th scope="col" class:number=column.number>
                    {column.label}
                </th>
            }
        })
        .collect_view();
    let class = if quiet_caption { "visually-hidden" } else { "table-caption" };
    let label = caption.clone();
    view! {
        <div class="table-frame" role="region" aria-label=label tabindex="0">
            <table class="table" class:table-stack=stack>
                <caption class=class>{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A cell. `label` is repeated beside it where the table is stacked.
#[component]
pub fn Td(
    /// The column's label.
    #[prop(into)]
    label: String,
    /// Whether it is a number.
    #[prop(optional)]
    number: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! { <td data-label=label class:number=number>{children()}</td> }.into_any()
}

//! The table behind a chart.

use leptos::prelude::*;

/// A fold with the numbers a chart was drawn from.
#[component]
pub fn Numbers(
    /// What the table holds, for those who hear it.
    #[prop(into)]
    caption: String,
    /// The heads of its columns; the first column names the rows.
    head: Vec<String>,
    /// The rows. In one that is too short, the last cell spans what is left: a reason.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let columns = head.len();
    let head = head
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            view! {
                <th scope="col" class:number=index.gt(&0)>
                    {text}
                </th>
            }
        })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let (length, last) = (row.len(), row.len().saturating_sub(1));
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(index, text)| {
                    if index == 0 {
                        view! { <th scope="row">{text}</th> }.into_any()
                    } else if index == last && length < columns {
                        let span = (columns - last).to_string();
                        view! { <td class="numbers-reason" colspan=span>{text}</td> }.into_any()
                    } else {
                        view! { <td class="number">{text}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let label = caption.clone();
    view! {
        <details class="numbers">
            <summary>"The numbers"<span class="visually-hidden">{format!(": {label}")}</span></summary>
            <div class="numbers-frame" role="region" aria-label=label tabindex="0">
                <table class="numbers-table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

//! `/items`: the item bank by dimension.

use crate::{
    components::{Column, DataTable, Page, Td},
    domain::{Dimension, labels},
    pages::{answer_part, ports, viewer},
    ports::ItemRow,
};
use leptos::prelude::*;

/// All items in the wordings now in force.
#[component]
pub fn Items() -> impl IntoView {
    let (port, viewer) = (ports().programs, viewer());
    let page = Suspend::new(async move {
        let rows = match viewer {
            Ok(viewer) => port.items(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(rows, draw)
    });
    let new =
        view! { <a class="button button-primary" href="/items/new">"Add an item"</a> }.into_any();
    view! {
        <Page
            title="Items"
            lead="Every question that programs can ask. Wordings are never changed, only followed by the next version."
            actions=new
        >
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(rows: Vec<ItemRow>) -> impl IntoView {
    Dimension::ALL
        .into_iter()
        .filter_map(|dimension| {
            let of_dimension: Vec<ItemRow> =
                rows.iter().filter(|row| row.item.dimension == dimension).cloned().collect();
            (!of_dimension.is_empty()).then(|| {
                let lines = of_dimension.into_iter().map(line).collect_view();
                view! {
                    <h2>{dimension.title()}</h2>
                    <DataTable
                        caption=format!("Items of {}", dimension.title())
                        columns=vec![
                            Column::text("Item"),
                            Column::text("Answered by"),
                            Column::text("Asked by"),
                        ]
                        quiet_caption=true
                        stack=true
                    >
                        {lines}
                    </DataTable>
                }
            })
        })
        .collect_view()
}

fn line(row: ItemRow) -> impl IntoView {
    let asked = if row.asked_by.is_empty() { "–".to_owned() } else { row.asked_by.join(", ") };
    let version = row.item.current;
    let reverse = version.reverse.then_some(", reversed");
    let gated = version.gate.is_some().then_some(", only if used");
    view! {
        <tr>
            <Td label="Item">
                <a href=format!("/items/{}", row.item.id)>{version.wording}</a>
                " "
                <span class="hint">{row.item.key}</span>
            </Td>
            <Td label="Answered by">{labels::of_scale(&version.scale)}{reverse}{gated}</Td>
            <Td label="Asked by">{asked}</Td>
        </tr>
    }
}

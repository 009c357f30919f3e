//! `/items/new`: an item of one's own.

use super::gate::GateField;
use crate::{
    components::{
        Checkbox, Choice, Crumb, ErrorSummary, Page, Radios, Select, SubmitButton, TextArea,
        TextField,
    },
    domain::Dimension,
    pages::{answer, ports, viewer},
    ports::NewItemPage,
};
use leptos::prelude::*;

/// The form of a new item.
#[component]
pub fn NewItem() -> impl IntoView {
    let (port, viewer) = (ports().programs, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.new_item(&viewer).await,
            Err(error) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: NewItemPage) -> impl IntoView {
    let dimensions = std::iter::once(Choice::new("", "Choose one"))
        .chain(
            Dimension::ALL
                .into_iter()
                .map(|dimension| Choice::new(dimension.name(), dimension.title())),
        )
        .collect();
    let scales = vec![
        Choice::new("likert5", "Agreement, 1 to 5")
            .with_hint("A statement that people agree or disagree with."),
        Choice::new("likert7", "Agreement, 1 to 7"),
        Choice::new("scale10", "1 to 10"),
        Choice::new("nps", "How likely to recommend, 0 to 10"),
        Choice::new("yesno", "Yes or no"),
        Choice::new("choice", "One of several options"),
        Choice::new("multi-choice", "Any of several options"),
        Choice::new("text", "Free text").with_hint(format!(
            "Comments are shown only for groups of {} responses or more.",
            page.comments_minimum
        )),
    ];
    view! {
        <Page
            title="Add an item"
            lead="One thing per item, about the last quarter, without a hint at the answer you hope for."
            width="narrow"
            breadcrumbs=vec![Crumb::new("Items", "/items")]
        >
            <ErrorSummary/>
            <form method="post" class="form">
                <TextArea name="wording" label="Question" rows=2/>
                <TextField name="help" label="Help" hint="A sentence below the question." optional=true/>
                <TextField
                    name="key"
                    label="Short name"
                    hint="For files and exports, such as build-speed. It can’t be changed later."
                    width="medium"
                />
                <Select name="dimension" label="Dimension" choices=dimensions/>
                <Radios name="scale" label="Answered by" choices=scales/>
                <TextArea name="options" label="Options" hint="One a line, for questions with options." rows=4 optional=true/>
                <Checkbox
                    name="reverse"
                    label="Agreement is bad news"
                    hint="Values are flipped before any figure is made, so that more is always better."
                />
                <GateField gates=page.gates/>
                <SubmitButton label="Add the item"/>
            </form>
        </Page>
    }
}

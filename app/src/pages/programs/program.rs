//! `/programs/:program`: what it asks and its waves.

use crate::{
    components::{
        Badge, Choice, Column, Crumb, DataTable, EmptyState, ErrorSummary, Notice, Page, Select,
        SubmitButton, Td, TextField, Tone, WaveBadge,
    },
    domain::{Item, ProgramId, WaveState, labels},
    pages::{answer, param, ports, viewer},
    ports::{ProgramView, WaveRow},
};
use leptos::prelude::*;

/// One program.
#[component]
pub fn Program() -> impl IntoView {
    let (port, viewer, program) = (ports().programs, viewer(), param("program"));
    let page = Suspend::new(async move {
        let page = match (viewer, program) {
            (Ok(viewer), Ok(program)) => port.program(&viewer, program).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        answer(page, draw)
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: ProgramView) -> impl IntoView {
    let id = page.program.id;
    let open = page.waves.iter().any(|row| row.wave.state == WaveState::Open);
    let actions = view! {
        <a class="button button-secondary" href=format!("/programs/{id}/preview")>"Preview"</a>
        <a class="button button-secondary" href=format!("/programs/{id}/settings")>"Settings"</a>
    }
    .into_any();
    let minutes = format!(
        "{} questions, about {} minutes.{}",
        page.items.len(),
        page.minutes,
        if page.minutes > 10 {
            " Above ten minutes, people give up; think of leaving some out."
        } else {
            ""
        },
    );
    view! {
        <Page
            title=page.program.name.clone()
            lead=page.program.purpose.clone()
            breadcrumbs=vec![Crumb::new("Programs", "/programs")]
            actions=actions
        >
            {page.program.archived.then(|| view! { <p><Badge>"Archived"</Badge></p> })}
            <ErrorSummary/>
            <h2>"Waves"</h2>
            <Waves program=id waves=page.waves next=page.next_period/>
            <h2 id="items">"What it asks"</h2>
            <p>{minutes}</p>
            {open
                .then(|| {
                    view! {
                        <Notice tone=Tone::Info>
                            "A wave is open. What it asks is frozen: changes here count from the next wave."
                        </Notice>
                    }
                })}
            <Items program=id items=page.items/>
            <Add program=id not_asked=page.not_asked/>
        </Page>
    }
}

#[component]
fn Waves(program: ProgramId, waves: Vec<WaveRow>, next: String) -> impl IntoView {
    let table = if waves.is_empty() {
        view! { <p class="hint">"No wave yet. Draft the first one below."</p> }.into_any()
    } else {
        let lines = waves
            .into_iter()
            .map(|row| {
                view! {
                    <tr>
                        <Td label="Wave">
                            <a href=format!("/waves/{}", row.wave.id)>{row.wave.period.title()}</a>
                            " "
                            {row.wave.imported.then(|| view! { <Badge>"Imported"</Badge> })}
                        </Td>
                        <Td label="State"><WaveBadge state=row.wave.state/></Td>
                        <Td label="Opens">{row.opens.unwrap_or_else(|| "–".into())}</Td>
                        <Td label="Closes">{row.closes.unwrap_or_else(|| "–".into())}</Td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <DataTable
                caption="Waves, newest first"
                quiet_caption=true
                stack=true
                columns=vec![
                    Column::text("Wave"),
                    Column::text("State"),
                    Column::text("Opens"),
                    Column::text("Closes"),
                ]
            >
                {lines}
            </DataTable>
        }
        .into_any()
    };
    view! {
        {table}
        <details class="fold">
            <summary>"Draft a wave"</summary>
            <form method="post" action=format!("/programs/{program}/waves") class="form">
                <TextField name="period" label="Quarter" value=next hint="Such as 2026-Q4." width="short"/>
                <TextField name="opens" label="Opens on" kind="date" width="medium" hint="Leave empty to open it by hand." optional=true/>
                <TextField name="closes" label="Closes on" kind="date" width="medium" hint="At the beginning of that day, UTC. Leave empty to close it by hand." optional=true/>
                <SubmitButton label="Draft the wave" look="secondary"/>
            </form>
        </details>
    }
}

#[component]
fn Items(program: ProgramId, items: Vec<Item>) -> impl IntoView {
    if items.is_empty() {
        return view! {
            <EmptyState title="It asks nothing yet">
                <p>"Add items from the bank below."</p>
            </EmptyState>
        }
        .into_any();
    }
    let action = format!("/programs/{program}/items");
    let last = items.len() - 1;
    let lines = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| line(&action, item, index == 0, index == last))
        .collect_view();
    view! { <ol class="builder">{lines}</ol> }.into_any()
}

/// One button a form: each says by its name what it does to which item, and works without script.
fn line(action: &str, item: Item, first: bool, last: bool) -> impl IntoView + use<> {
    let id = item.id.to_string();
    let wording = item.current.wording;
    let key = item.key;
    let button = |name: &'static str, label: String, sign: &'static str, off: bool| {
        let id = id.clone();
        view! {
            <button class="button button-quiet" name=name value=id aria-label=label disabled=off>
                {sign}
            </button>
        }
    };
    let gated = item.current.gate.is_some();
    view! {
        <li class="builder-row" class:builder-gated=gated id=format!("item-{id}")>
            <div class="builder-words">
                <p class="builder-wording">
                    <a href=format!("/items/{id}")>{wording.clone()}</a>
                </p>
                <p class="hint">
                    {item.dimension.title()} " · " {labels::of_scale(&item.current.scale)}
                    {gated.then_some(" · only if used")}
                </p>
            </div>
            <form method="post" action=action.to_owned() class="builder-buttons">
                {button("up", format!("Move up: {key}"), "↑", first)}
                {button("down", format!("Move down: {key}"), "↓", last)}
                {button("remove", format!("Ask no more: {key}"), "Remove", false)}
            </form>
        </li>
    }
}

#[component]
fn Add(program: ProgramId, not_asked: Vec<Item>) -> impl IntoView {
    if not_asked.is_empty() {
        return view! { <p class="hint">"It asks everything that is in the bank."</p> }.into_any();
    }
    let choices = std::iter::once(Choice::new("", "Choose an item"))
        .chain(not_asked.into_iter().map(|item| {
            let label = format!("{}: {}", item.dimension.title(), item.current.wording);
            Choice::new(item.id.to_string(), label)
        }))
        .collect();
    view! {
        <form method="post" action=format!("/programs/{program}/items") class="form">
            <Select name="add" label="Add an item from the bank" choices=choices/>
            <div class="form-buttons">
                <SubmitButton label="Add" look="secondary"/>
                <a href="/items/new">"Write a new item"</a>
            </div>
        </form>
    }
    .into_any()
}

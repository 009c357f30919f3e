//! Layout, forms, notices, tables and the like.

use app::{components::*, domain::WaveState};
use leptos::prelude::*;

/// The page before signing in.
pub(crate) fn sign_in() -> AnyView {
    view! {
        <SignInFrame title="Sign in" lead="With the address your team knows you by.">
            <form class="form" method="post">
                <TextField name="email" label="E-mail" kind="email" autocomplete="username"/>
                <PasswordField name="password" label="Password"/>
                <div class="form-buttons">
                    <SubmitButton label="Sign in"/>
                    <a class="button button-quiet" href="/sign-in/link">"Send me a one-time link"</a>
                </div>
            </form>
        </SignInFrame>
    }
    .into_any()
}

fn choices() -> Vec<Choice> {
    vec![
        Choice::new("confidential", "Confidential")
            .with_hint("The server knows who answered, and stores the answers without the person."),
        Choice::new("unlinkable", "Unlinkable")
            .with_hint("Nobody can tell whose answers are whose."),
    ]
}

/// A form that came back.
pub(crate) fn refused_form() -> AnyView {
    provide_context(
        FormState {
            notice: Some("You were signed out while typing; nothing you wrote is lost.".into()),
            ..FormState::sent(vec![
                ("name".into(), "Quarterly".into()),
                ("purpose".into(), "To find what slows us down <and> fix it.".into()),
                ("roles".into(), "manager".into()),
            ])
        }
        .with_error("opens", "Enter a number of days from 0 to 75.")
        .with_error("mode", "Choose how answers are kept."),
    );
    view! {
        <Page
            title="New program"
            lead="A program is a survey that comes back every quarter."
            breadcrumbs=vec![Crumb::new("Programs", "/programs")]
            width="narrow"
        >
            <ErrorSummary/>
            <form class="form" method="post">
                <TextField name="name" label="Name" hint="As developers will see it."/>
                <TextArea name="purpose" label="Purpose" rows=3 optional=true/>
                <TextField
                    name="opens"
                    label="Opens after"
                    hint="Days after the quarter’s first day."
                    width="short"
                    inputmode="numeric"
                />
                <Radios name="mode" label="How answers are kept" choices=choices()/>
                <Checkboxes
                    name="roles"
                    label="Who may see drafts"
                    choices=vec![Choice::new("manager", "Managers"), Choice::new("admin", "Admins")]
                />
                <Select
                    name="root"
                    label="Asked of"
                    choices=vec![Choice::new("", "Everybody"), Choice::new("1", "Engineering / Payments")]
                />
                <Checkbox name="remind" label="Remind those who have not answered"/>
                <FileField name="file" label="Items to start from" hint="A CSV file." accept=".csv"/>
                <div class="form-buttons">
                    <SubmitButton label="Save the program"/>
                    <a class="button button-quiet" href="/programs">"Cancel"</a>
                </div>
            </form>
        </Page>
    }
    .into_any()
}

fn tree() -> Vec<TreeNode> {
    let leaf = |label: &str, note: &str| TreeNode {
        label: label.into(),
        href: Some("#".into()),
        note: note.into(),
        ..TreeNode::default()
    };
    let mut retired = leaf("Mainframe", "retired");
    retired.quiet = true;
    let payments = TreeNode {
        children: vec![leaf("Checkout", "8 people"), leaf("Ledger", "6 people"), retired],
        ..leaf("Payments", "16 people · Ines Okafor")
    };
    vec![TreeNode {
        children: vec![payments, leaf("Platform", "11 people · Jun Tanaka")],
        ..leaf("Engineering", "178 people")
    }]
}

/// One of everything.
pub(crate) fn page() -> AnyView {
    let people = [
        ("Ada Lindqvist", "ada.lindqvist@example.org", "Engineering / Payments / Checkout", 12),
        ("Bo Achterberg", "bo.achterberg@example.org", "Engineering / Platform", 3),
        ("Chidi Eze", "chidi.eze@example.org", "Engineering / Payments / Ledger", 41),
    ];
    let rows = people
        .into_iter()
        .map(|(name, email, team, months)| {
            view! {
                <tr>
                    <th scope="row"><a href="#">{name}</a></th>
                    <Td label="E-mail">{email}</Td>
                    <Td label="Team">{team}</Td>
                    <Td label="Months" number=true>{months}</Td>
                    <Td label="State"><Badge tone=Tone::Success>"Active"</Badge></Td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Name"),
        Column::text("E-mail"),
        Column::text("Team"),
        Column::number("Months"),
        Column::text("State"),
    ];
    view! {
        <Page
            title="People"
            eyebrow="178 people in 24 teams"
            lead="Everybody on the roster, and what they may do here."
            breadcrumbs=vec![Crumb::new("Home", "/"), Crumb::plain("Administration")]
            actions=view! { <a class="button button-primary" href="/people/new">"Add a person"</a> }.into_any()
        >
            <KeyFigures>
                <KeyFigure label="Took part" value="72%" note="of 178 invited"/>
                <KeyFigure label="Overall satisfaction" value="64" note="+3 since Q1 2026"/>
                <KeyFigure label="Teams shown" value="19 of 24"/>
            </KeyFigures>
            <section class="section stack">
                <h2>"Notices"</h2>
                <Notice tone=Tone::Success title="The roster is applied">
                    <p>"3 people joined, 1 moved, 2 left."</p>
                </Notice>
                <Notice tone=Tone::Info><p>"The wave closes on Friday at 18:00."</p></Notice>
                <Notice tone=Tone::Warning><p>"No mail server is set up; copy the link below."</p></Notice>
                <Notice tone=Tone::Danger><p>"The file could not be read: it is empty."</p></Notice>
                <Notice><p>"Nothing to do here until the wave opens."</p></Notice>
            </section>
            <section class="section">
                <h2>"A table"</h2>
                <DataTable caption="People on the roster" columns=columns stack=true quiet_caption=true>
                    {rows}
                </DataTable>
                <Pagination page=7 pages=20 href="?page="/>
            </section>
            <section class="section">
                <h2>"Cards"</h2>
                <div class="grid">
                    <CardLink href="#" title="Quarterly developer experience">
                        <p>"Open until 28 November. About seven minutes."</p>
                    </CardLink>
                </div>
                <p class="cluster">
                    <WaveBadge state=WaveState::Draft/>
                    <WaveBadge state=WaveState::Open/>
                    <WaveBadge state=WaveState::Closed/>
                    <WaveBadge state=WaveState::Published/>
                    <Badge tone=Tone::Danger>"Failed"</Badge>
                </p>
            </section>
            <section class="section stack">
                <div>
                    <h2>"Teams"</h2>
                    <Tree label="Teams" nodes=tree()/>
                </div>
                <div class="stack">
                    <ConfirmBox
                        summary="Close this wave…"
                        heading="Close the wave now?"
                        action="#"
                        confirm="Yes, close it"
                        danger=true
                        open=true
                    >
                        <p>"Nobody can answer any more, and it can’t be opened again."</p>
                    </ConfirmBox>
                </div>
            </section>
            <section class="section">
                <EmptyState title="No wave has been published yet">
                    <p>"Figures appear here once the first wave is closed and published."</p>
                    <a class="button button-secondary" href="#">"See the programs"</a>
                </EmptyState>
            </section>
            <section class="section cluster">
                <SubmitButton label="Primary"/>
                <SubmitButton label="Secondary" look="secondary"/>
                <SubmitButton label="Quiet" look="quiet"/>
                <SubmitButton label="Danger" look="danger"/>
            </section>
        </Page>
    }
    .into_any()
}

//! `/interviews/rotation`: who is due, and how fairly people are heard.

use super::coverage::coverage;
use crate::{
    charts::words,
    components::{
        Badge, Column, Crumb, DataTable, EmptyState, ErrorSummary, FormState, KeyFigure,
        KeyFigures, Notice, Page, SubmitButton, Td, TextField, Tone, counted,
    },
    domain::{RotationRules, rotation::BUDGET_DAYS},
    pages::{answer, ports, viewer},
    ports::{DueTeam, Excerpt, OpenQuestion, RotationPage, Suggested},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Open questions of a team that are told one by one.
const MOST_QUESTIONS: usize = 3;

/// Who is due.
#[component]
pub fn Rotation() -> impl IntoView {
    let saved = use_query_map().read().get("saved").is_some();
    let (port, viewer) = (ports().rotation, viewer());
    let page = Suspend::new(async move {
        let page = match viewer {
            Ok(viewer) => port.rotation(&viewer).await,
            Err(error) => Err(error),
        };
        answer(page, |page| draw(page, saved))
    });
    view! { <Suspense>{page}</Suspense> }
}

fn draw(page: RotationPage, saved: bool) -> AnyView {
    let due = if page.teams == 0 {
        view! {
            <EmptyState title="Nobody is on a team yet">
                <p>"Once an administrator has brought in the roster, teams stand here in the order in which they are due."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            {figures(&page)}
            <section>
                <h2>"Who is due"</h2>
                {due(page.due, page.rules.target)}
                {order()}
            </section>
            {coverage(page.coverage)}
        }
        .into_any()
    };
    view! {
        <Page
            title="Who to talk with next"
            lead="So that every team is heard, and nobody is asked too often."
            breadcrumbs=vec![Crumb::new("Interviews", "/interviews")]
        >
            {saved.then(|| view! { <Notice tone=Tone::Success>"Saved. The rules hold from now on."</Notice> })}
            <ErrorSummary/>
            {due}
            {rules(page.rules)}
        </Page>
    }
    .into_any()
}

fn figures(page: &RotationPage) -> AnyView {
    let target = format!("{} of {}", page.this_quarter, page.rules.target);
    let note = format!("teams in {}, held or planned", page.quarter);
    let covered = format!("{} of {}", page.covered, page.teams);
    let interviews = format!("teams, by {}", counted(page.interviews, "interview", "interviews"));
    let askable = format!("{} of {}", page.askable, page.people);
    view! {
        <KeyFigures>
            <KeyFigure label="This quarter" value=target note=note/>
            <KeyFigure label="In four quarters" value=covered note=interviews/>
            <KeyFigure label="May be asked now" value=askable note="people"/>
        </KeyFigures>
    }
    .into_any()
}

/// As many teams as a quarter is to have, and the others folded away.
fn due(teams: Excerpt<DueTeam>, target: u32) -> AnyView {
    let more = teams.more();
    let mut first = teams.rows;
    let later = first.split_off(first.len().min(usize::try_from(target).unwrap_or(usize::MAX)));
    let more = (more > 0).then(|| {
        let more = counted(more, "team is", "teams are");
        view! { <p class="hint">{format!("{more} less urgent still and not shown.")}</p> }
    });
    let later = (!later.is_empty()).then(|| {
        let summary =
            counted(later.len(), "team that is less urgent", "teams that are less urgent");
        view! {
            <details class="fold">
                <summary>{summary}</summary>
                {table("Less urgent teams, in the same order", later)}
                {more}
            </details>
        }
    });
    view! {
        {table("Teams, the most urgent first", first)}
        {later}
    }
    .into_any()
}

fn table(caption: &'static str, teams: Vec<DueTeam>) -> AnyView {
    let rows = teams.into_iter().map(row).collect_view();
    view! {
        <DataTable
            caption=caption
            quiet_caption=true
            stack=true
            columns=vec![
                Column::text("Team"),
                Column::number("People"),
                Column::text("Last interview"),
                Column::number("In four quarters"),
                Column::text("Open questions"),
                Column::text("Next"),
            ]
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(team: DueTeam) -> impl IntoView {
    let last = match (team.last, team.planned) {
        (None, _) => "Never".into_any(),
        (Some(day), false) => day.into_any(),
        (Some(day), true) => {
            view! { {day} " " <Badge tone=Tone::Info>"Planned"</Badge> }.into_any()
        }
    };
    let (shown, more) = (team.questions.len().min(MOST_QUESTIONS), team.questions.len());
    let more = more - shown;
    let more = team.questions.first().filter(|_| more > 0).map(|first| {
        let results = format!("/results/{}/teams/{}", first.about.wave, first.about.team);
        view! { <li><a href=results>{format!("and {more} more")}</a></li> }
    });
    let questions: Vec<_> = team
        .questions
        .iter()
        .take(MOST_QUESTIONS)
        .map(|open| question(open, team.suggested.as_ref()))
        .collect();
    let questions = if questions.is_empty() {
        "–".into_any()
    } else {
        view! { <ul class="plain-list due-questions">{questions} {more}</ul> }.into_any()
    };
    let next = match &team.suggested {
        Some(person) => view! {
            <span>
                <a href=plan(Some(person), None)>
                    "Plan an interview"
                    <span class="visually-hidden">{format!(" with {}", team.path)}</span>
                </a>
                " "
                <span class="due-person">{format!("such as with {}", person.name)}</span>
            </span>
        }
        .into_any(),
        None => view! { <span class="hint">"Nobody there may be asked now"</span> }.into_any(),
    };
    let people = match team.askable {
        askable if askable == team.people => team.people.to_string(),
        askable => format!("{}, {askable} free", team.people),
    };
    view! {
        <tr>
            <Td label="Team"><a href=format!("/teams/{}", team.team)>{team.path.clone()}</a></Td>
            <Td label="People" number=true>{people}</Td>
            <Td label="Last"><span>{last}</span></Td>
            <Td label="4 quarters" number=true>{team.recent}</Td>
            <Td label="Open">{questions}</Td>
            <Td label="Next">{next}</Td>
        </tr>
    }
}

fn question(open: &OpenQuestion, person: Option<&Suggested>) -> impl IntoView + use<> {
    let points = words::points(open.delta * 100.0);
    let aside = format!("{points} points, {}", open.period);
    view! {
        <li>
            <a href=plan(person, Some(open))>{open.wording.clone()}</a>
            " "
            <span class="due-person">{aside}</span>
        </li>
    }
}

/// Where an interview is planned, about a figure or nothing in particular.
fn plan(person: Option<&Suggested>, about: Option<&OpenQuestion>) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(person.map(|person| format!("person={}", in_query(&person.email))));
    if let Some(about) = about.map(|open| open.about) {
        parts.push(format!("wave={}&team={}", about.wave, about.team));
        parts.extend(about.item.map(|item| format!("item={item}")));
    }
    format!("/interviews/new?{}", parts.join("&"))
}

/// An address within a query, where a plus would be read as a space.
fn in_query(text: &str) -> String {
    text.bytes().fold(String::new(), |mut query, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
        query
    })
}

fn order() -> impl IntoView {
    view! {
        <details class="fold">
            <summary>"How this order comes about"</summary>
            <ul class="prose-list">
                <li>"Each team has a score, in quarters: those since its last interview (at most 8; never counts as 8), and one for each open question (at most 4). The highest comes first."</li>
                <li>"An open question is an item that clearly declined for the team in the newest results, and that no interview has been planned about."</li>
                <li>"Of equal scores the larger team comes first, then whoever has waited longer."</li>
                <li>"Whoever is suggested may be asked and was asked longest ago. Equals draw lots, anew each day."</li>
            </ul>
        </details>
    }
}

fn rules(rules: RotationRules) -> impl IntoView {
    let state = FormState::from_context();
    let summary = format!(
        "Rules: {} a quarter, nobody twice within {}, at most {} of one person in {BUDGET_DAYS} days",
        counted(rules.target, "team", "teams"),
        counted(rules.pause_days, "day", "days"),
        counted(rules.budget, "contact", "contacts"),
    );
    view! {
        <details class="fold" open=state.is_sent()>
            <summary>{summary}</summary>
            <form method="post" action="/interviews/rotation" class="form">
                <TextField
                    name=RotationRules::TARGET
                    label="Teams to talk with in a quarter"
                    value=rules.target.to_string()
                    inputmode="numeric"
                    width="short"
                />
                <TextField
                    name=RotationRules::PAUSE
                    label="Days until somebody is asked again"
                    hint="“Not now” holds for as long."
                    value=rules.pause_days.to_string()
                    inputmode="numeric"
                    width="short"
                />
                <TextField
                    name=RotationRules::BUDGET
                    label=format!("Contacts of one person in {BUDGET_DAYS} days")
                    hint="Interviews, reminders and surveys together. A survey is never held back by it; an interview is."
                    value=rules.budget.to_string()
                    inputmode="numeric"
                    width="short"
                />
                <SubmitButton label="Save the rules" look="secondary"/>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::in_query;

    #[test]
    fn an_address_comes_back_from_a_query_as_it_was() {
        assert_eq!(in_query("ada+dev&x@example.com"), "ada%2Bdev%26x@example.com");
    }
}

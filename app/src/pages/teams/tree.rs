//! `/teams`: the team tree.

use super::forms::CreateForm;
use crate::{
    components::{EmptyState, ErrorSummary, Page, Tree, TreeNode},
    pages::{answer_part, ports, viewer, viewing},
    ports::{TeamPlace, TeamsView},
};
use leptos::prelude::*;

/// All teams.
#[component]
pub fn Teams() -> impl IntoView {
    let (port, viewer) = (ports().teams, viewer());
    let admin = viewing().0.is_some_and(|viewer| viewer.roles.admin);
    let page = Suspend::new(async move {
        let teams = match viewer {
            Ok(viewer) => port.teams(&viewer).await,
            Err(error) => Err(error),
        };
        answer_part(teams, |teams| draw(teams, admin))
    });
    view! {
        <Page
            title="Teams"
            lead="As they are today. Surveys that are open or published keep the teams they began with."
        >
            <ErrorSummary/>
            <Suspense>{page}</Suspense>
        </Page>
    }
}

fn draw(view: TeamsView, admin: bool) -> AnyView {
    let create = admin.then(|| {
        view! {
            <section class="section">
                <h2>"New team"</h2>
                <CreateForm paths=view.paths/>
            </section>
        }
    });
    if view.teams.is_empty() {
        return view! {
            <EmptyState title="There is no team yet">
                <p>"Teams come with the roster."</p>
                {admin
                    .then(|| {
                        view! {
                            <p>
                                <a class="button button-primary" href="/roster">"Bring in a roster"</a>
                            </p>
                        }
                    })}
            </EmptyState>
            {create}
        }
        .into_any();
    }
    view! {
        <Tree label="Teams" nodes=nodes(&view.teams)/>
        {create}
    }
    .into_any()
}

/// Nested nodes from a list that is depth first.
pub(super) fn nodes(teams: &[TeamPlace]) -> Vec<TreeNode> {
    let mut trees = Vec::new();
    let mut rest = teams;
    while let Some((team, after)) = rest.split_first() {
        let below = after.iter().take_while(|other| other.depth > team.depth).count();
        trees.push(TreeNode {
            label: team.name.clone(),
            href: Some(format!("/teams/{}", team.id)),
            note: note(team, below > 0),
            quiet: team.retired,
            children: nodes(&after[..below]),
        });
        rest = &after[below..];
    }
    trees
}

fn note(team: &TeamPlace, has_below: bool) -> String {
    let people = match team.people {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        many => format!("{many} people"),
    };
    let here = if has_below && team.here > 0 && team.here < team.people {
        format!(", {} directly in it", team.here)
    } else {
        String::new()
    };
    match (team.retired, team.people) {
        (true, 0) => "retired".to_owned(),
        (true, _) => format!("retired, {people}{here}"),
        (false, _) => format!("{people}{here}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TeamId;
    use uuid::Uuid;

    fn place(name: &str, depth: usize, here: usize, people: usize) -> TeamPlace {
        let id = TeamId(Uuid::from_u128(depth as u128));
        TeamPlace { id, name: name.to_owned(), depth, here, people, retired: false }
    }

    #[test]
    fn a_list_with_depths_becomes_a_tree() {
        let teams = [
            place("Engineering", 0, 1, 6),
            place("Payments", 1, 0, 3),
            place("Checkout", 2, 3, 3),
            place("Search", 1, 2, 2),
            place("Design", 0, 1, 1),
        ];
        let trees = nodes(&teams);
        let names = |nodes: &[TreeNode]| -> Vec<String> {
            nodes.iter().map(|node| node.label.clone()).collect()
        };
        assert_eq!(names(&trees), ["Engineering", "Design"]);
        assert_eq!(names(&trees[0].children), ["Payments", "Search"]);
        assert_eq!(names(&trees[0].children[0].children), ["Checkout"]);
        assert_eq!(trees[0].note, "6 people, 1 directly in it");
        assert_eq!(trees[0].children[0].note, "3 people");
        assert_eq!(trees[1].note, "1 person");
    }
}

//! What a roster would change, and that applying it makes exactly that.

use app::domain::{Email, Person, PersonId, Roles, Team, TeamId, TeamPath, TeamTree};
use proptest::prelude::*;
use soundings::import::{
    roster::{RosterFile, RosterPerson, read},
    roster_plan::{RosterPlan, RosterWarning},
};
use uuid::Uuid;

/// People and teams as they are.
#[derive(Clone, Debug, Default)]
struct Present {
    people: Vec<Person>,
    teams: Vec<Team>,
}

impl Present {
    fn tree(&self) -> TeamTree {
        TeamTree::new(self.teams.clone()).expect("a tree")
    }

    fn plan(&self, file: &RosterFile) -> RosterPlan {
        RosterPlan::new(file, &self.people, &self.tree())
    }

    fn team(&mut self, path: &str, retired: bool) -> TeamId {
        let path = TeamPath::parse(path).unwrap();
        if let Some(id) = self.tree().find(&path) {
            return id;
        }
        let parent = path.parent().map(|parent| self.team(&parent.to_string(), retired));
        let id = TeamId(Uuid::from_u128(self.teams.len() as u128 + 1));
        self.teams.push(Team { id, parent, name: path.name().into(), retired });
        id
    }

    fn person(&mut self, name: &str, team: Option<&str>) -> &mut Person {
        let team = team.map(|team| self.team(team, false));
        let id = PersonId(Uuid::from_u128(self.people.len() as u128 + 1));
        self.people.push(Person {
            id,
            email: Email::parse(&format!("{name}@example.com")).unwrap(),
            name: name.into(),
            team,
            roles: Roles::default(),
            attributes: Vec::new(),
            left: false,
        });
        self.people.last_mut().unwrap()
    }

    /// What whoever stores a plan does with it.
    fn apply(&mut self, plan: &RosterPlan) {
        for reopened in &plan.reopened_teams {
            let team = self.teams.iter_mut().find(|team| team.id == reopened.id).unwrap();
            team.retired = false;
        }
        for path in &plan.new_teams {
            let parent =
                path.parent().map(|parent| self.tree().find(&parent).expect("parents come first"));
            let id = TeamId(Uuid::from_u128(self.teams.len() as u128 + 1));
            self.teams.push(Team { id, parent, name: path.name().into(), retired: false });
        }
        let tree = self.tree();
        for join in &plan.joins {
            self.people.push(Person {
                id: PersonId(Uuid::from_u128(self.people.len() as u128 + 1)),
                email: join.email.clone(),
                name: join.name.clone(),
                team: Some(tree.find(&join.team).expect("every team exists now")),
                roles: Roles { manager: join.manager, ..Roles::default() },
                attributes: join.attributes.clone(),
                left: false,
            });
        }
        for update in &plan.updates {
            let person = self.people.iter_mut().find(|p| p.id == update.person).unwrap();
            person.name.clone_from(&update.name);
            person.team = update.team.as_ref().map(|path| tree.find(path).expect("it exists now"));
            person.roles.manager = update.manager;
            person.attributes.clone_from(&update.attributes);
            person.left = update.left;
        }
    }
}

fn file(text: &str) -> RosterFile {
    read(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn paths<'a>(teams: impl IntoIterator<Item = &'a TeamPath>) -> Vec<String> {
    teams.into_iter().map(ToString::to_string).collect()
}

#[test]
fn every_kind_of_change_is_told_apart() {
    let mut present = Present::default();
    present.person("ada", Some("Engineering / Payments")).roles.manager = true;
    present.person("grace", Some("Engineering / Payments"));
    present.person("edsger", Some("Engineering / Search"));
    present.person("barbara", None).left = true;
    present.person("kathleen", Some("Engineering")).attributes =
        vec![("Tenure".into(), "1 year".into())];
    present.person("alan", Some("Engineering / Crypto")).roles.admin = true;
    present.person("root", None).roles.admin = true;
    present.team("Labs / Quantum", true);
    let plan = present.plan(&file(
        "email,name,team,manager,Tenure\n\
         ada@example.com,Ada L.,engineering / payments,no,\n\
         grace@example.com,grace,Engineering / Payments,no,\n\
         barbara@example.com,barbara,Labs / Quantum,no,\n\
         kathleen@example.com,kathleen,Engineering,no,2 years\n\
         linus@example.com,Linus,Engineering / Kernel / Drivers,yes,\n",
    ));
    assert_eq!(plan.joins[0].email.as_str(), "linus@example.com");
    assert_eq!(paths(&plan.new_teams), ["Engineering / Kernel", "Engineering / Kernel / Drivers"]);
    assert_eq!(
        paths(plan.reopened_teams.iter().map(|team| &team.path)),
        ["Labs", "Labs / Quantum"]
    );
    assert_eq!(plan.returns[0].name, "barbara");
    assert_eq!((plan.moves.len(), &plan.moves[0].from), (1, &None));
    assert_eq!(plan.moves[0].to.to_string(), "Labs / Quantum");
    assert_eq!(plan.leaves.len(), 1);
    assert_eq!(plan.leaves[0].who.name, "edsger");
    assert_eq!(plan.stays.len(), 1, "and root, who never had a team, is not touched");
    assert_eq!(plan.stays[0].who.name, "alan");
    assert_eq!(
        (plan.renames[0].from.as_str(), plan.renames[0].who.name.as_str()),
        ("ada", "Ada L.")
    );
    assert!(!plan.manager_changes[0].manager);
    assert_eq!(plan.attribute_changes[0].to, [("Tenure".to_owned(), "2 years".to_owned())]);
    assert_eq!(
        paths(plan.emptied_teams.iter().map(|team| &team.path)),
        ["Engineering / Crypto", "Engineering / Search"]
    );
    assert_eq!(plan.unchanged, 1);
    assert_eq!(plan.warnings, []);
    assert_eq!(plan.updates.len(), 5);

    present.apply(&plan);
    let alan = present.people.iter().find(|person| person.name == "alan").unwrap();
    assert!(!alan.left && alan.team.is_none() && alan.roles.admin);
    let edsger = present.people.iter().find(|person| person.name == "edsger").unwrap();
    assert!(edsger.left && edsger.team.is_none());
}

#[test]
fn what_looks_like_a_mistake_is_pointed_out() {
    let mut present = Present::default();
    for name in ["a", "b", "c", "d", "e"] {
        present.person(name, Some("Engineering / Payments"));
    }
    present.person("root", None).roles.admin = true;
    let plan = present.plan(&file(
        "email,name,team\n\
         a@example.com,a,Product / Payments\n\
         b@example.com,b,Product / Payments\n\
         c2@example.com,C,Product / Payments\n",
    ));
    let told: Vec<String> = plan.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "3 of 5 people would leave. Is this the whole roster? Whoever is not in the file \
             loses access",
            "“C” leaves as c@example.com and joins as c2@example.com. If this is one person with \
             a new address, change the address first, so that they keep their account",
            "all who move from “Engineering / Payments” go to “Product / Payments”, which is new. \
             If this is the same team, rename or move it on the team page first, so that it keeps \
             its history",
        ]
    );
    assert!(matches!(plan.warnings[0], RosterWarning::ManyLeave { leaving: 3, now: 5 }));
}

#[test]
fn an_admin_who_comes_back_is_pointed_out() {
    let mut present = Present::default();
    let person = present.person("ada", None);
    (person.left, person.roles.admin) = (true, true);
    let plan = present.plan(&file("email,name,team\nada@example.com,ada,A\n"));
    assert_eq!(
        plan.warnings[0].to_string(),
        "ada@example.com had left with the role admin and returns with it. Take it away if that \
         is over"
    );
}

#[test]
fn without_a_manager_column_managers_stay_unless_they_move() {
    let mut present = Present::default();
    present.person("stays", Some("A")).roles.manager = true;
    present.person("moves", Some("A")).roles.manager = true;
    let plan = present
        .plan(&file("email,name,team\nstays@example.com,stays,A\nmoves@example.com,moves,B\n"));
    assert_eq!(plan.unchanged, 1);
    assert_eq!(plan.manager_changes.len(), 1);
    assert_eq!(plan.manager_changes[0].who.name, "moves");
    assert!(!plan.manager_changes[0].manager);
}

/// Few names, so that chance makes moves, returns and teams that differ by case.
fn team() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Org",
        "Org / A",
        "org / a",
        "Org / A / X",
        "Org / B",
        "Org / B / X",
        "ORG / b / y",
        "Other",
    ])
    .prop_map(ToOwned::to_owned)
}

fn present() -> impl Strategy<Value = Present> {
    let person = (
        0..12_u8,
        prop::option::of(team()),
        any::<(bool, bool, bool)>(),
        prop::option::of(0..3_u8),
        prop::bool::weighted(0.2),
    );
    (prop::collection::vec(person, 0..12), prop::collection::vec(team(), 0..3)).prop_map(
        |(people, retired)| {
            let mut present = Present::default();
            for team in retired {
                present.team(&team, true);
            }
            for (number, team, (manager, researcher, admin), tenure, left) in people {
                let name = format!("p{number}");
                if present.people.iter().any(|person| person.name == name) {
                    continue;
                }
                let person = present.person(&name, team.as_deref().filter(|_| !left));
                person.roles = Roles { manager: manager && !left, researcher, admin };
                person.attributes =
                    tenure.map(|years| ("Tenure".into(), years.to_string())).into_iter().collect();
                person.left = left;
            }
            present
        },
    )
}

fn roster() -> impl Strategy<Value = RosterFile> {
    let entry = (0..12_u8, 0..2_u8, team(), any::<bool>(), prop::option::of(0..3_u8));
    prop::collection::vec(entry, 1..12).prop_map(|mut entries| {
        entries.sort_by_key(|entry| entry.0);
        entries.dedup_by_key(|entry| entry.0);
        let rows: String = entries
            .iter()
            .map(|(number, name, team, manager, tenure)| {
                let name = if *name == 0 { format!("p{number}") } else { format!("Q{number}") };
                let tenure = tenure.map(|years| years.to_string()).unwrap_or_default();
                format!("p{number}@example.com,{name},{team},{},{tenure}\n", u8::from(*manager))
            })
            .collect();
        file(&format!("email,name,team,manager,Tenure\n{rows}"))
    })
}

/// What a roster says about somebody, in a form that can be compared.
type Said = (String, String, String, bool, Vec<(String, String)>);

fn said_by_file(file: &RosterFile) -> Vec<Said> {
    let said = |entry: &RosterPerson| {
        (
            entry.email.to_string(),
            entry.name.clone(),
            entry.team.to_string().to_lowercase(),
            entry.manager,
            entry.attributes.clone(),
        )
    };
    let mut all: Vec<Said> = file.people.iter().map(said).collect();
    all.sort();
    all
}

/// Everybody on a team.
fn said_by_present(present: &Present) -> Vec<Said> {
    let tree = present.tree();
    let on_a_team = present.people.iter().filter(|person| !person.left && person.team.is_some());
    let mut all: Vec<Said> = on_a_team
        .map(|person| {
            let team = person.team.and_then(|team| tree.path(team)).unwrap();
            (
                person.email.to_string(),
                person.name.clone(),
                team.to_string().to_lowercase(),
                person.roles.manager,
                person.attributes.clone(),
            )
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn applying_a_plan_makes_the_present_what_the_file_says(
        mut present in present(), file in roster()
    ) {
        let before = present.clone();
        let plan = present.plan(&file);
        present.apply(&plan);

        prop_assert_eq!(said_by_present(&present), said_by_file(&file));
        for person in &before.people {
            let after = present.people.iter().find(|p| p.id == person.id).unwrap();
            prop_assert_eq!(person.roles.admin, after.roles.admin);
            prop_assert_eq!(person.roles.researcher, after.roles.researcher);
            if person.roles.admin || person.roles.researcher {
                prop_assert!(person.left || !after.left, "a role never ends by a roster");
            } else {
                let named = file.people.iter().any(|entry| entry.email == person.email);
                prop_assert_eq!(after.left, !named);
            }
        }
        let tree = present.tree();
        for person in present.people.iter().filter(|person| !person.left) {
            let retired = person.team.is_some_and(|team| tree.get(team).unwrap().retired);
            prop_assert!(!retired, "nobody sits in a retired team");
        }
        let siblings = |a: &Team, b: &Team| {
            a.parent == b.parent && a.name.to_lowercase() == b.name.to_lowercase()
        };
        for (at, team) in present.teams.iter().enumerate() {
            prop_assert!(!present.teams[..at].iter().any(|other| siblings(team, other)));
        }

        let again = present.plan(&file);
        prop_assert!(again.is_empty(), "{again:?}");
        prop_assert_eq!(again.unchanged, file.people.len());
        prop_assert_eq!(again.emptied_teams, vec![]);
    }
}

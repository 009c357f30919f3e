//! What looks like a mistake in a roster, though it may be meant.
//!
//! To add one: a variant, its sentence, and a function that finds it.

use super::RosterPlan;
use app::domain::{Email, Person, Role, TeamPath};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Fewest people who leave before their share is looked at.
const FEW: usize = 3;

/// Something about a roster that a person should look at before applying it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterWarning {
    /// So many leave that the file may be a part of the roster only.
    #[error(
        "{leaving} of {now} people would leave. Is this the whole roster? Whoever is not in the \
         file loses access"
    )]
    ManyLeave {
        /// How many leave.
        leaving: usize,
        /// How many are on the roster now.
        now: usize,
    },
    /// Somebody leaves, and somebody of the same name joins.
    #[error(
        "“{name}” leaves as {from} and joins as {to}. If this is one person with a new address, \
         change the address first, so that they keep their account"
    )]
    MaybeSamePerson {
        /// The name they share.
        name: String,
        /// The address that leaves.
        from: Email,
        /// The address that joins.
        to: Email,
    },
    /// Everybody who moves out of a team that is then empty goes to one new team.
    #[error(
        "all who move from “{from}” go to “{to}”, which is new. If this is the same team, rename \
         or move it on the team page first, so that it keeps its history"
    )]
    MaybeSameTeam {
        /// The team that would be empty.
        from: TeamPath,
        /// The team that would be new.
        to: TeamPath,
    },
    /// Somebody returns who is a researcher or admin, and would be again.
    #[error(
        "{email} had left with the role {role} and returns with it. Take it away if that is over"
    )]
    RoleReturns {
        /// Whose.
        email: Email,
        /// Which.
        role: &'static str,
    },
}

/// Everything about a plan that looks like a mistake.
pub(super) fn warnings(plan: &RosterPlan, people: &[Person]) -> Vec<RosterWarning> {
    let mut warnings: Vec<RosterWarning> = many_leave(plan, people).into_iter().collect();
    warnings.extend(same_people(plan));
    warnings.extend(same_teams(plan));
    warnings.extend(roles_that_return(plan, people));
    warnings
}

fn many_leave(plan: &RosterPlan, people: &[Person]) -> Option<RosterWarning> {
    // Those who administer the server without being on a team are on no roster.
    let on_roster = |person: &&Person| {
        !person.left && (person.team.is_some() || !(person.roles.admin || person.roles.researcher))
    };
    let now = people.iter().filter(on_roster).count();
    let leaving = plan.leaves.len();
    (leaving >= FEW && leaving * 10 > now * 3).then_some(RosterWarning::ManyLeave { leaving, now })
}

fn same_people(plan: &RosterPlan) -> Vec<RosterWarning> {
    let leaving: HashMap<String, &Email> =
        plan.leaves.iter().map(|leave| (leave.who.name.to_lowercase(), &leave.who.email)).collect();
    let joining = plan.joins.iter();
    joining
        .filter_map(|join| {
            let from = leaving.get(&join.name.to_lowercase())?;
            Some(RosterWarning::MaybeSamePerson {
                name: join.name.clone(),
                from: (*from).clone(),
                to: join.email.clone(),
            })
        })
        .collect()
}

fn roles_that_return(plan: &RosterPlan, people: &[Person]) -> Vec<RosterWarning> {
    let back: HashSet<_> = plan.returns.iter().map(|who| who.person).collect();
    let mut warnings = Vec::new();
    for person in people.iter().filter(|person| back.contains(&person.id)) {
        for role in [Role::Researcher, Role::Admin] {
            if person.roles.has(role) {
                let email = person.email.clone();
                warnings.push(RosterWarning::RoleReturns { email, role: role.name() });
            }
        }
    }
    warnings
}

fn same_teams(plan: &RosterPlan) -> Vec<RosterWarning> {
    let key = |path: &TeamPath| path.to_string().to_lowercase();
    let new: HashSet<String> = plan.new_teams.iter().map(key).collect();
    let mut goes_to: BTreeMap<&TeamPath, Vec<&TeamPath>> = BTreeMap::new();
    for change in &plan.moves {
        if let Some(from) = &change.from {
            goes_to.entry(from).or_default().push(&change.to);
        }
    }
    let emptied = plan.emptied_teams.iter();
    emptied
        .filter_map(|team| {
            let to = goes_to.get(&team.path)?;
            let first = *to.first()?;
            // One person alone is a move like any other.
            (to.len() > 1 && to.iter().all(|other| *other == first) && new.contains(&key(first)))
                .then(|| RosterWarning::MaybeSameTeam {
                    from: team.path.clone(),
                    to: first.clone(),
                })
        })
        .collect()
}

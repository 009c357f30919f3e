//! The organisation chart: the teams there are, and how it was redrawn over the quarters.
//!
//! To add a team: a line in [`PLANS`], below its parent. To redraw the chart: a line in
//! [`REORGANISATIONS`], and sizes in the plan that fit.

use super::shape::{SampleTeam, TeamThen};

/// The organisation, and its root team.
pub(super) const NAME: &str = "Wren & Halloway";

/// A team as it is planned.
#[derive(Clone, Copy, Debug)]
pub(super) struct TeamPlan {
    /// Identity.
    pub(super) key: &'static str,
    /// First name.
    pub(super) name: &'static str,
    /// The team it first belongs to.
    pub(super) parent: Option<&'static str>,
    /// From which quarter on it has how many posts of its own. The first is when it begins.
    pub(super) posts: &'static [(usize, usize)],
    /// Share of its people who answer.
    pub(super) response: f64,
    /// Share of its people who take part in on-call work.
    pub(super) on_call: f64,
    /// What its people do, as often as it is listed.
    pub(super) personas: &'static [&'static str],
    /// Where they work, as often as it is listed.
    pub(super) sites: &'static [&'static str],
}

impl TeamPlan {
    /// How many posts it has in a quarter.
    pub(super) fn posts_at(&self, quarter: usize) -> usize {
        self.posts.iter().rev().find(|&&(from, _)| from <= quarter).map_or(0, |&(_, posts)| posts)
    }
}

const SERVER: &[&str] = &["Backend", "Backend", "Backend", "Web", "Quality"];
const FACES: &[&str] = &["Web", "Web", "Backend", "Backend", "Quality"];
const PHONES: &[&str] = &["Mobile", "Mobile", "Mobile", "Backend", "Quality"];
const NUMBERS: &[&str] = &["Data", "Data", "Backend"];
const MACHINES: &[&str] = &["Infrastructure", "Infrastructure", "Backend"];
const STAFF: &[&str] = &["Architecture", "Product management", "Delivery"];

const NORTH: &[&str] = &["Leeds", "Leeds", "Leeds", "Remote"];
const PORT: &[&str] = &["Rotterdam", "Rotterdam", "Rotterdam", "Remote"];
const ODRA: &[&str] = &["Wrocław", "Wrocław", "Remote", "Rotterdam"];
const ALL_OVER: &[&str] = &["Leeds", "Rotterdam", "Wrocław", "Remote"];

/// One plan, in the order of the fields.
#[expect(clippy::too_many_arguments, reason = "a row of the table below, one cell each")]
const fn plan(
    key: &'static str,
    name: &'static str,
    parent: &'static str,
    posts: &'static [(usize, usize)],
    response: f64,
    on_call: f64,
    personas: &'static [&'static str],
    sites: &'static [&'static str],
) -> TeamPlan {
    TeamPlan { key, name, parent: Some(parent), posts, response, on_call, personas, sites }
}

/// Every team there ever is, parents before children.
///
/// Departments have a few people of their own and a team too small to be shown, so that neither a
/// department minus its shown teams nor anybody in it stands alone.
#[rustfmt::skip]
pub(super) const PLANS: [TeamPlan; 25] = [
    TeamPlan {
        key: "company", name: NAME, parent: None, posts: &[(0, 7)],
        response: 0.84, on_call: 0.0, personas: STAFF, sites: PORT,
    },
    plan("shopper", "Shopper Experience", "company", &[(0, 4)], 0.84, 0.1, STAFF, NORTH),
    plan("parcel-tracking", "Parcel Tracking", "shopper", &[(0, 10)], 0.76, 0.7, FACES, NORTH),
    plan("shopper-app", "Shopper App", "shopper", &[(0, 16)], 0.80, 0.5, PHONES, NORTH),
    plan("notifications", "Notifications", "shopper", &[(0, 7)], 0.74, 0.8, SERVER, PORT),
    plan("returns", "Returns", "shopper", &[(0, 4)], 0.82, 0.6, FACES, NORTH),
    plan("network", "Delivery Network", "company", &[(0, 5), (5, 6)], 0.82, 0.1, STAFF, PORT),
    plan("route-planning", "Route Planning", "network", &[(0, 16)], 0.80, 0.6, SERVER, PORT),
    plan("depot-scanning", "Depot Scanning", "network", &[(0, 8), (5, 9)], 0.68, 0.9, SERVER, ODRA),
    plan("driver-app", "Driver App", "network", &[(0, 8), (5, 9)], 0.76, 0.5, PHONES, ODRA),
    plan("fleet-telemetry", "Fleet Telemetry", "network", &[(0, 6)], 0.66, 0.8, NUMBERS, PORT),
    plan("merchant", "Merchant Services", "company", &[(0, 4)], 0.84, 0.1, STAFF, NORTH),
    plan("checkout-rates", "Checkout Rates", "merchant", &[(0, 10)], 0.80, 0.7, SERVER, NORTH),
    plan("merchant-billing", "Merchant Billing", "merchant", &[(0, 16)], 0.80, 0.6, SERVER, NORTH),
    plan("public-interfaces", "Public Interfaces", "merchant", &[(0, 13), (3, 7)], 0.78, 0.8, SERVER, PORT),
    plan("carrier-links", "Carrier Links", "merchant", &[(3, 6)], 0.70, 0.8, SERVER, ODRA),
    plan("platform", "Developer Platform", "company", &[(0, 4)], 0.85, 0.3, STAFF, ALL_OVER),
    plan("build-and-release", "Pipeline Crew", "platform", &[(0, 8)], 0.84, 0.9, MACHINES, ALL_OVER),
    plan("cloud-foundations", "Cloud Foundations", "platform", &[(0, 8)], 0.80, 0.9, MACHINES, PORT),
    plan("reliability", "Reliability", "platform", &[(0, 7)], 0.76, 1.0, MACHINES, ALL_OVER),
    plan("secrets", "Secrets and Access", "platform", &[(0, 4)], 0.84, 0.8, MACHINES, PORT),
    plan("data", "Data and Forecasting", "company", &[(0, 7), (6, 4)], 0.84, 0.1, STAFF, ODRA),
    plan("data-pipelines", "Data Pipelines", "data", &[(0, 8)], 0.78, 0.7, NUMBERS, ODRA),
    plan("parcel-insights", "Parcel Insights", "data", &[(6, 4)], 0.82, 0.2, NUMBERS, ODRA),
    // Begins in the delivery network; listed here because this is where it ends.
    plan("demand-forecasting", "Demand Forecasting", "network", &[(0, 8)], 0.80, 0.4, NUMBERS, ODRA),
];

/// A change of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Redrawn {
    /// A team goes by another name.
    Renamed { team: &'static str, to: &'static str },
    /// A team belongs to another department.
    Moved { team: &'static str, to: &'static str },
    /// Some of a team's people start a new one.
    Split { team: &'static str, into: &'static str },
    /// A team ends; its people go to others.
    Retired { team: &'static str, to: &'static [&'static str] },
}

/// How the chart was redrawn, by the quarter (index) that first has it so.
pub(super) const REORGANISATIONS: [(usize, Redrawn); 5] = [
    (2, Redrawn::Renamed { team: "build-and-release", to: "Build and Release" }),
    (3, Redrawn::Moved { team: "demand-forecasting", to: "data" }),
    (3, Redrawn::Split { team: "public-interfaces", into: "carrier-links" }),
    (
        5,
        Redrawn::Retired {
            team: "fleet-telemetry",
            to: &["depot-scanning", "network", "driver-app"],
        },
    ),
    (6, Redrawn::Split { team: "data", into: "parcel-insights" }),
];

/// The plan of a team.
pub(super) fn plan_of(key: &str) -> Option<&'static TeamPlan> {
    PLANS.iter().find(|plan| plan.key == key)
}

/// The teams of a quarter, parents before children.
pub(super) fn teams_at(quarter: usize) -> Vec<TeamThen> {
    let mut teams: Vec<TeamThen> = PLANS
        .iter()
        .filter(|plan| plan.posts_at(quarter) > 0 && !is_retired(plan.key, quarter))
        .map(|plan| TeamThen { key: plan.key, name: plan.name, parent: plan.parent })
        .collect();
    for (_, redrawn) in REORGANISATIONS.iter().filter(|(from, _)| *from <= quarter) {
        for team in &mut teams {
            match *redrawn {
                Redrawn::Renamed { team: key, to } if team.key == key => team.name = to,
                Redrawn::Moved { team: key, to } if team.key == key => team.parent = Some(to),
                _ => {}
            }
        }
    }
    teams
}

/// Every team there ever was before the end of `quarters`.
pub(super) fn teams_over(quarters: usize) -> Vec<SampleTeam> {
    PLANS
        .iter()
        .map(|plan| {
            let there = |quarter| teams_at(quarter).into_iter().find(|team| team.key == plan.key);
            let from = (0..quarters).find(|&quarter| there(quarter).is_some()).unwrap_or(quarters);
            let retired = (from..quarters).find(|&quarter| there(quarter).is_none());
            let last = (0..quarters).rev().find_map(there);
            SampleTeam {
                key: plan.key,
                name: last.as_ref().map_or(plan.name, |team| team.name),
                parent: last.as_ref().map_or(plan.parent, |team| team.parent),
                from,
                retired,
            }
        })
        .collect()
}

fn is_retired(key: &str, quarter: usize) -> bool {
    REORGANISATIONS.iter().any(|(from, redrawn)| {
        *from <= quarter && matches!(redrawn, Redrawn::Retired { team, .. } if *team == key)
    })
}

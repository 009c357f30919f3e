//! Who works here: hires, leaves, moves and leads, quarter by quarter.

use super::chance::Chance;
use super::chart::{PLANS, REORGANISATIONS, Redrawn, TeamPlan, plan_of, teams_at};
use super::names::Names;
use super::shape::{SampleCast, SampleSeat};

/// Chance a quarter that somebody leaves.
const LEAVES: f64 = 0.035;
/// Chance a quarter that somebody goes to another team that has a post free.
const MOVES: f64 = 0.015;
/// Chance a quarter that a free post is filled.
const FILLED: f64 = 0.85;

/// Somebody who was hired.
#[derive(Clone, Debug)]
pub(super) struct Employee {
    /// Name.
    pub(super) name: String,
    /// Address.
    pub(super) email: String,
    persona: &'static str,
    site: &'static str,
    /// Quarter (index) of joining; below 0 for those who were there at the beginning.
    pub(super) joined: i32,
}

/// Everybody, and who sat where in each quarter.
#[derive(Clone, Debug)]
pub(super) struct Staff {
    /// Everybody there ever was.
    pub(super) people: Vec<Employee>,
    /// The roster of each quarter.
    pub(super) rosters: Vec<Vec<SampleSeat>>,
    /// The sign-ins.
    pub(super) cast: SampleCast,
}

/// Where somebody sits now.
#[derive(Clone, Copy, Debug)]
struct Place {
    person: usize,
    team: &'static str,
    lead: bool,
}

/// Fills the teams and lets `quarters` go by.
pub(super) fn staff(chance: &mut Chance, quarters: usize) -> Staff {
    let names = Names::new(chance);
    let mut office = Office { names, people: Vec::new(), places: Vec::new() };
    office.hire(chance, 0, 1.0);
    office.settle_leads(&[]);
    let mut cast = office.cast();
    let stay_developers = [cast.admin, cast.researcher, cast.developer];
    let mut rosters = vec![office.roster(0)];
    for quarter in 1..quarters {
        office.leave(chance, &cast);
        office.redraw(chance, quarter);
        office.change_team(chance, quarter, &cast);
        office.hire(chance, quarter, FILLED);
        office.settle_leads(&stay_developers);
        rosters.push(office.roster(quarter));
    }
    cast.second_researcher = office.second_researcher(&cast);
    Staff { people: office.people, rosters, cast }
}

struct Office {
    names: Names,
    people: Vec<Employee>,
    places: Vec<Place>,
}

impl Office {
    fn size(&self, team: &str) -> usize {
        self.places.iter().filter(|place| place.team == team).count()
    }

    fn free_posts(&self, plan: &TeamPlan, quarter: usize) -> usize {
        plan.posts_at(quarter).saturating_sub(self.size(plan.key))
    }

    fn hire(&mut self, chance: &mut Chance, quarter: usize, filled: f64) {
        for team in teams_at(quarter) {
            let Some(plan) = plan_of(team.key) else { continue };
            for _ in 0..self.free_posts(plan, quarter) {
                if !chance.happens(filled) {
                    continue;
                }
                let joined = match quarter {
                    // Half of those at the beginning came within the last three years.
                    0 => -1 - (chance.share() * chance.share() * 48.0) as i32,
                    quarter => quarter as i32,
                };
                let (name, email) = self.names.draw();
                let persona = chance.pick(plan.personas).unwrap_or_default();
                let site = chance.pick(plan.sites).unwrap_or_default();
                self.places.push(Place { person: self.people.len(), team: plan.key, lead: false });
                self.people.push(Employee { name, email, persona, site, joined });
            }
        }
    }

    fn leave(&mut self, chance: &mut Chance, cast: &SampleCast) {
        self.places.retain(|place| is_cast(cast, place.person) || !chance.happens(LEAVES));
    }

    fn change_team(&mut self, chance: &mut Chance, quarter: usize, cast: &SampleCast) {
        for index in 0..self.places.len() {
            let place = self.places[index];
            if place.lead || is_cast(cast, place.person) || !chance.happens(MOVES) {
                continue;
            }
            let open: Vec<&'static str> = teams_at(quarter)
                .into_iter()
                .filter(|team| team.key != place.team)
                .filter_map(|team| plan_of(team.key))
                .filter(|plan| self.free_posts(plan, quarter) > 0)
                .map(|plan| plan.key)
                .collect();
            if let Some(team) = chance.pick(&open) {
                self.places[index].team = team;
            }
        }
    }

    fn redraw(&mut self, chance: &mut Chance, quarter: usize) {
        for (_, redrawn) in REORGANISATIONS.iter().filter(|(from, _)| *from == quarter) {
            match *redrawn {
                Redrawn::Renamed { .. } | Redrawn::Moved { .. } => {}
                Redrawn::Split { team, into } => {
                    let wanted = plan_of(into).map_or(0, |plan| plan.posts_at(quarter));
                    let mut going = self.members(team);
                    going.retain(|&index| !self.places[index].lead);
                    chance.shuffle(&mut going);
                    for index in going.into_iter().take(wanted) {
                        self.places[index].team = into;
                    }
                }
                Redrawn::Retired { team, to } => {
                    let mut going = self.members(team);
                    chance.shuffle(&mut going);
                    for (index, &to) in going.into_iter().zip(to.iter().cycle()) {
                        self.places[index] = Place { team: to, lead: false, ..self.places[index] };
                    }
                }
            }
        }
    }

    /// Indices of the places in a team.
    fn members(&self, team: &str) -> Vec<usize> {
        (0..self.places.len()).filter(|&index| self.places[index].team == team).collect()
    }

    /// A team without a lead gets the one who has been there longest, `never` aside.
    fn settle_leads(&mut self, never: &[usize]) {
        for plan in &PLANS {
            let members = self.members(plan.key);
            if members.iter().any(|&index| self.places[index].lead) {
                continue;
            }
            let willing =
                members.into_iter().filter(|&index| !never.contains(&self.places[index].person));
            let next = willing.min_by_key(|&index| {
                let person = self.places[index].person;
                (self.people[person].joined, person)
            });
            if let Some(index) = next {
                self.places[index].lead = true;
            }
        }
    }

    /// The sign-ins, chosen in the first quarter from those who never leave.
    /// Somebody of the researcher's team, or at least department, who is still there at the end.
    fn second_researcher(&self, cast: &SampleCast) -> usize {
        ["platform", "build-and-release", "cloud-foundations"]
            .iter()
            .flat_map(|&team| self.places.iter().filter(move |place| place.team == team))
            .find(|place| !place.lead && !is_cast(cast, place.person))
            .map_or(cast.researcher, |place| place.person)
    }

    fn cast(&mut self) -> SampleCast {
        let first = |team: &str, lead: bool| {
            self.places
                .iter()
                .find(|place| place.team == team && place.lead == lead)
                .map_or(0, |place| place.person)
        };
        let cast = SampleCast {
            admin: first("company", false),
            researcher: first("platform", false),
            // Who it is shows at the end, when it is known who stayed.
            second_researcher: first("platform", false),
            manager: first("merchant", true),
            developer: first("checkout-rates", false),
        };
        self.people[cast.admin].persona = "Infrastructure";
        self.people[cast.researcher].persona = "Product management";
        self.people[cast.developer].persona = "Backend";
        cast
    }

    fn roster(&self, quarter: usize) -> Vec<SampleSeat> {
        let mut places = self.places.clone();
        let order = |key| PLANS.iter().position(|plan| plan.key == key);
        places.sort_by_key(|place| (order(place.team), !place.lead, place.person));
        places
            .into_iter()
            .map(|place| {
                let person = &self.people[place.person];
                let persona = if place.lead { "Engineering lead" } else { person.persona };
                SampleSeat {
                    person: place.person,
                    team: place.team,
                    manager: place.lead,
                    attributes: vec![
                        ("tenure", tenure(quarter as i32 - person.joined)),
                        ("location", person.site),
                        ("persona", persona),
                    ],
                }
            })
            .collect()
    }
}

fn is_cast(cast: &SampleCast, person: usize) -> bool {
    [cast.admin, cast.researcher, cast.manager, cast.developer].contains(&person)
}

fn tenure(quarters: i32) -> &'static str {
    match quarters {
        ..4 => "under one year",
        4..12 => "one to three years",
        _ => "over three years",
    }
}

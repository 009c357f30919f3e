//! The sample organisation: a made-up company with its people, teams, quarters and answers, from a
//! seed.
//!
//! It is there to look at (`soundings demo`) and to test with: what truly changes in it is known.
//! Wren & Halloway carries parcels for online shops. About 180 people, 24 teams on three levels,
//! eight closed quarters and a ninth that is open. The survey is [`survey`]: the standard set, and how
//! long people have worked here, by which large teams are broken down.
//!
//! **Planted effects.** Quarters count from 0; points are of the scale from 0 to 100. Everything
//! else is noise around levels that stay.
//!
//! | team | dimension | course | points | weight |
//! |---|---|---|---|---|
//! | Route Planning | feedback loops | in equal parts, quarters 2 to 7 | +33 | main |
//! | Route Planning | overall satisfaction | in equal parts, quarters 2 to 7 | +12 | echo |
//! | Shopper App | deployment and release | all at once, quarter 4 | +33 | main |
//! | Shopper App | overall satisfaction | all at once, quarter 4 | +12 | echo |
//! | Merchant Billing | tooling | all at once, quarter 5 | -33 | main |
//! | Merchant Billing | overall satisfaction | all at once, quarter 5 | -12 | echo |
//!
//! The departments and the company contain these teams, so their figures move by the share that
//! the team has in them; that is no effect of its own.
//!
//! **Reorganisations.** Quarter 2: Pipeline Crew becomes Build and Release. 3: Demand Forecasting
//! moves from Delivery Network to Data and Forecasting; six of Public Interfaces start Carrier
//! Links. 5: Fleet Telemetry ends. 6: four of the staff of Data and Forecasting start Parcel
//! Insights. None of these changes what a team is like, and nobody's opinion depends on them.
//!
//! The rooms: `chart` (teams), `staffing` (people), `climate` (what lies behind the answers),
//! `sheet` (filling in), `comments`, `interviews`, `effects`. To plant another effect: a line in
//! `effects`, the table above, and comments and interviews that tell its story.

mod chance;
mod chart;
mod climate;
mod comments;
mod effects;
pub mod interviews;
mod names;
mod shape;
mod sheet;
mod staffing;
#[cfg(test)]
mod tests;

pub use effects::{Course, PlantedEffect, Weight};
pub use shape::{
    SampleCast, SampleOrganisation, SamplePerson, SampleQuarter, SampleResponse, SampleSeat,
    SampleTeam, TeamThen,
};

use crate::bank::{BankItem, BankScale, starter};
use app::domain::{AnswerValue, Dimension, Period, period::PeriodError};
use chance::{Chance, Stream};
use climate::{Climate, Temper};
use sheet::Respondent;
use std::collections::BTreeMap;

/// Key of the question by whose answers large teams are broken down.
const GROUPING: &str = "tenure";

/// What is asked: [`bank::starter`](crate::bank::starter), and the [`grouping`] before the comments at
/// its end.
#[must_use]
pub fn survey() -> Vec<BankItem> {
    let mut items = starter();
    let last = items.iter().rposition(|item| item.scale != BankScale::Text);
    let place = last.map_or(0, |last| last + 1);
    items.splice(place..place, grouping());
    items
}

/// The question by whose answers large teams are broken down.
#[must_use]
pub fn grouping() -> Option<BankItem> {
    crate::bank::find(GROUPING)
}

/// Quarters whose waves are closed.
pub const CLOSED_QUARTERS: usize = 8;

/// The seed of the demo: of several dozen tried, one whose planted effects come out close to what
/// is written down and whose teams of middling size mostly have enough answers to be shown.
pub const DEMO_SEED: u64 = 15;

/// Of those who will answer in the open quarter, how many have by now.
const ANSWERED_SO_FAR: f64 = 0.45;

/// Makes the organisation of a seed. `newest_closed` is the last quarter that is closed; the open
/// one follows it.
///
/// ```
/// use soundings::sample::{DEMO_SEED, generate};
/// let organisation = generate(DEMO_SEED, "2026-Q2".parse().unwrap()).unwrap();
/// let newest = organisation.quarters.last().unwrap();
/// assert!(newest.open && newest.period.to_string() == "2026-Q3");
/// ```
///
/// # Errors
/// When not all nine quarters lie in years that a [`Period`] can stand for.
pub fn generate(seed: u64, newest_closed: Period) -> Result<SampleOrganisation, PeriodError> {
    let periods = periods(newest_closed)?;
    let items = starter();
    let effects = effects::EFFECTS;
    let staff = staffing::staff(&mut Chance::new(seed, Stream::Staffing), periods.len());

    let mut climates = Chance::new(seed, Stream::Climate);
    let climate = Climate::draw(&mut climates, &items, &effects, periods.len());
    let gates: Vec<&'static str> =
        items.iter().filter(|item| is_choice(item)).map(|item| item.key).collect();
    let tempers: Vec<Temper> =
        staff.people.iter().map(|_| Temper::draw(&mut climates, &gates)).collect();

    let joined = staff.people.iter().map(|person| person.joined).collect();

    let mut survey = Survey {
        climate,
        items,
        tempers,
        joined,
        answering: Chance::new(seed, Stream::Answers),
        commenting: Chance::new(seed, Stream::Comments),
        dealer: comments::Dealer::default(),
    };
    let cast = staff.cast;
    let quarters = periods
        .into_iter()
        .zip(staff.rosters)
        .enumerate()
        .map(|(quarter, (period, roster))| {
            let open = quarter == CLOSED_QUARTERS;
            let responses = survey.run(quarter, &roster, open.then_some(&cast));
            SampleQuarter { period, open, teams: chart::teams_at(quarter), roster, responses }
        })
        .collect();

    Ok(SampleOrganisation {
        name: chart::NAME,
        teams: chart::teams_over(CLOSED_QUARTERS + 1),
        people: staff
            .people
            .into_iter()
            .enumerate()
            .map(|(index, person)| SamplePerson {
                name: person.name,
                email: person.email,
                researcher: [cast.researcher, cast.second_researcher].contains(&index),
                admin: index == cast.admin,
            })
            .collect(),
        quarters,
        cast,
        effects: effects.to_vec(),
    })
}

/// The closed quarters and the open one, oldest first.
fn periods(newest_closed: Period) -> Result<Vec<Period>, PeriodError> {
    let newest = newest_closed.ordinal();
    (newest + 1 - CLOSED_QUARTERS as i32..=newest + 1)
        .map(|ordinal| {
            // Ordinals come from an i16 year, so both parts fit.
            Period::quarter(ordinal.div_euclid(4) as i16, ordinal.rem_euclid(4) as u8 + 1)
        })
        .collect()
}

fn is_choice(item: &BankItem) -> bool {
    matches!(item.scale, BankScale::Choice(_))
}

/// Everything that answers are drawn from.
struct Survey<'a> {
    climate: Climate<'a>,
    items: Vec<BankItem>,
    tempers: Vec<Temper>,
    /// Quarter (index) in which everybody joined.
    joined: Vec<i32>,
    answering: Chance,
    commenting: Chance,
    dealer: comments::Dealer,
}

impl Survey<'_> {
    /// The responses of one quarter. With `absent`, the wave is still open: part of the answers,
    /// and none of the cast, so that they can be given by hand.
    fn run(
        &mut self,
        quarter: usize,
        roster: &[SampleSeat],
        absent: Option<&SampleCast>,
    ) -> Vec<SampleResponse> {
        let mut responses = Vec::new();
        for seat in roster {
            let temper = &self.tempers[seat.person];
            let usual = chart::plan_of(seat.team).map_or(0.0, |plan| plan.response);
            let mut probability = (usual + temper.responds).clamp(0.05, 0.97);
            if let Some(cast) = absent {
                let waiting = [cast.admin, cast.researcher, cast.manager, cast.developer];
                let present = !waiting.contains(&seat.person);
                probability *= if present { ANSWERED_SO_FAR } else { 0.0 };
            }
            let responds = self.answering.happens(probability);
            if !responds {
                continue;
            }
            let respondent = Respondent { temper, team: seat.team, lead: seat.manager, quarter };
            let mut sheet =
                sheet::fill_in(&mut self.answering, &self.climate, &self.items, respondent);
            let unusual = self.unusual(&sheet.stands);
            for item in self.items.iter().filter(|item| item.scale == BankScale::Text) {
                let text =
                    self.dealer.deal(&mut self.commenting, item.key, seat.team, quarter, &unusual);
                if let Some(text) = text {
                    sheet.answers.push((item.key, AnswerValue::Text(text.to_owned())));
                }
            }
            let tenure = sheet::tenure(quarter as i32 - self.joined[seat.person]);
            sheet.answers.push((GROUPING, tenure));
            responses.push(SampleResponse { person: seat.person, answers: sheet.answers });
        }
        self.answering.shuffle(&mut responses);
        responses
    }

    /// Half of a dimension's usual level is taken off, or everybody would write about the same
    /// best and worst dimension.
    fn unusual(&self, stands: &BTreeMap<Dimension, f64>) -> BTreeMap<Dimension, f64> {
        stands
            .iter()
            .map(|(&dimension, &stand)| (dimension, stand - climate::level(dimension) / 2.0))
            .collect()
    }
}

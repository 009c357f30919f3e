//! Rotation: its rules, what was asked of people so far, and what they wish.
//!
//! What counts as a contact is decided here, once for one person and once for everybody. Whatever
//! went out is a row of `contacts`; surveys are counted from the rosters that their waves froze; an
//! interview that was agreed on without an invitation counts by itself.

mod coverage;
mod due;

use super::{Error, Problem, Result, Services, calendar};
use crate::{
    auth::policy,
    store::{Tx, rotation::Contact},
};
use app::{
    domain::{
        Interview, InterviewState, Person, PersonId, RotationRules, Viewer,
        rotation::{BUDGET_DAYS, ContactKind, History, WhyNot, Wish, lot, may_ask, wish_allows},
    },
    ports::{InvitationPage, PortResult, RotationPage, RotationPort, Suggested},
};
use async_trait::async_trait;
use std::collections::{HashMap, HashSet};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Colleagues who are looked at for a suggestion: each takes four reads while others wait.
const MOST_COLLEAGUES: usize = 60;
/// Colleagues who are suggested.
const SUGGESTED: usize = 3;

/// Rules as a form gives them.
#[derive(Clone, Debug, Default)]
pub struct RulesTyped {
    /// Teams a quarter.
    pub target: String,
    /// Days of pause.
    pub pause: String,
    /// Contacts a person.
    pub budget: String,
}

/// The rules as they are set, or as they come.
pub(super) async fn rules(tx: &mut Tx) -> Result<RotationRules> {
    let rules = RotationRules::default();
    let mut read = async |name: &str, otherwise: String| -> Result<String> {
        Ok(tx.setting(name).await?.unwrap_or(otherwise))
    };
    let target = read(RotationRules::TARGET, rules.target.to_string()).await?;
    let pause = read(RotationRules::PAUSE, rules.pause_days.to_string()).await?;
    let budget = read(RotationRules::BUDGET, rules.budget.to_string()).await?;
    Ok(RotationRules::parse(&target, &pause, &budget).unwrap_or(rules))
}

fn note_contact(history: &mut History, contact: Contact) {
    history.contacts.push(contact.happened_at);
    if contact.kind == ContactKind::Interview {
        history.last_asked = history.last_asked.max(Some(contact.happened_at));
    }
}

fn note_interview(history: &mut History, interview: &Interview, invited: bool, now: i64) {
    if !matches!(interview.state, InterviewState::Planned | InterviewState::Held) {
        return;
    }
    history.last_asked = history.last_asked.max(Some(interview.starts_at));
    if !invited {
        history.contacts.push(interview.starts_at.min(now));
    }
}

/// From when on surveys count.
fn surveyed_since(now: i64) -> i64 {
    now - BUDGET_DAYS * DAY
}

/// What was asked of one person so far.
pub(super) async fn history_of(tx: &mut Tx, person: PersonId, now: i64) -> Result<History> {
    let mut history = History { wish: tx.wish(person).await?, ..History::default() };
    for contact in tx.contacts_of(person).await? {
        note_contact(&mut history, contact);
    }
    for (_, opened) in tx.surveyed_of(person, surveyed_since(now)).await? {
        history.contacts.push(opened);
    }
    for interview in tx.interviews_with(person).await? {
        let invited = tx.invitation(interview.id).await?.is_some();
        note_interview(&mut history, &interview, invited, now);
    }
    Ok(history)
}

/// The same of everybody of whom anything was asked.
async fn histories(
    tx: &mut Tx,
    interviews: &[Interview],
    now: i64,
) -> Result<HashMap<PersonId, History>> {
    let mut histories: HashMap<PersonId, History> = HashMap::new();
    for (person, wish) in tx.wishes().await? {
        histories.entry(person).or_default().wish = wish;
    }
    for contact in tx.contacts().await? {
        note_contact(histories.entry(contact.person).or_default(), contact);
    }
    for (person, opened) in tx.surveyed(surveyed_since(now)).await? {
        histories.entry(person).or_default().contacts.push(opened);
    }
    let invited: HashSet<_> = tx.invitations().await?.into_iter().map(|(id, _)| id).collect();
    for interview in interviews {
        if let Some(person) = interview.person {
            let history = histories.entry(person).or_default();
            note_interview(history, interview, invited.contains(&interview.id), now);
        }
    }
    Ok(histories)
}

/// Of people who may be asked, whoever was asked longest ago comes first; equals draw lots.
fn turn(person: PersonId, history: &History, now: i64) -> (i64, u64) {
    (history.last_asked.unwrap_or(i64::MIN), lot(person.0, now))
}

/// The first day on which something holds that begins at an instant.
pub(super) fn first_day(instant: i64) -> String {
    calendar::day(instant + DAY - 1)
}

/// Why somebody may not be asked, as whoever wanted to is told.
pub(super) fn refusal(name: &str, why: WhyNot, rules: RotationRules) -> String {
    match why {
        WhyNot::Never => format!("{name} asked not to be invited to interviews."),
        WhyNot::NotNow(until) => {
            format!("{name} asked not to be invited before {}.", first_day(until))
        }
        WhyNot::Asked(until) => format!(
            "{name} was asked lately, and nobody is asked twice within {} days. You can ask them \
             again from {} on.",
            rules.pause_days,
            first_day(until)
        ),
        WhyNot::Budget(until) => format!(
            "{name} has had {} surveys, invitations and reminders within {BUDGET_DAYS} days, \
             which is all that one person gets. You can ask them again from {} on.",
            rules.budget,
            first_day(until)
        ),
    }
}

/// What a refusal ends with: who else there is.
fn instead(colleagues: &[Suggested]) -> String {
    let named: Vec<String> =
        colleagues.iter().map(|one| format!("{} ({})", one.name, one.email)).collect();
    match named.as_slice() {
        [] => "Nobody else of their team can be asked now".to_owned(),
        [one] => format!("Of the same team you can ask {one}"),
        [first @ .., last] => {
            format!("Of the same team you can ask {} or {last}", first.join(", "))
        }
    }
}

impl Services {
    /// Why this person can't be asked for an interview now, and who could be instead; none where
    /// they can. To be called with the person locked, so that of two who ask at once one is told.
    pub(super) async fn cannot_ask(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        person: &Person,
    ) -> Result<Option<String>> {
        let now = self.clock.now();
        let rules = rules(tx).await?;
        let history = history_of(tx, person.id, now).await?;
        let Err(why) = may_ask(now, &history, rules) else { return Ok(None) };
        let colleagues = match person.team {
            Some(team) => {
                let mut ids = tx.people_ids_in_team(team).await?;
                ids.retain(|id| *id != person.id && *id != viewer.person);
                ids.sort_by_key(|id| lot(id.0, now));
                ids.truncate(MOST_COLLEAGUES);
                self.first_askable(tx, &ids, rules, now).await?
            }
            None => Vec::new(),
        };
        Ok(Some(format!("{} {}", refusal(&person.name, why, rules), instead(&colleagues))))
    }

    async fn first_askable(
        &self,
        tx: &mut Tx,
        ids: &[PersonId],
        rules: RotationRules,
        now: i64,
    ) -> Result<Vec<Suggested>> {
        let mut askable = Vec::new();
        for &id in ids {
            let history = history_of(tx, id, now).await?;
            if may_ask(now, &history, rules).is_ok() {
                askable.push((turn(id, &history, now), id));
            }
        }
        askable.sort_unstable();
        let mut suggested = Vec::new();
        for (_, id) in askable.into_iter().take(SUGGESTED) {
            if let Some(person) = tx.person(id).await? {
                suggested.push(Suggested { name: person.name, email: person.email.to_string() });
            }
        }
        Ok(suggested)
    }

    /// Changes the rules of rotation.
    pub async fn set_rotation_rules(&self, viewer: &Viewer, typed: &RulesTyped) -> Result<()> {
        policy::interviewer(viewer)?;
        let parsed = RotationRules::parse(&typed.target, &typed.pause, &typed.budget);
        let rules = parsed.map_err(|problems| {
            let problem = |(field, message)| Problem::new(field, message);
            Error::Invalid(problems.into_iter().map(problem).collect())
        })?;
        let mut tx = self.store.begin().await?;
        if self::rules(&mut tx).await? == rules {
            return Ok(());
        }
        for (name, value) in [
            (RotationRules::TARGET, rules.target.to_string()),
            (RotationRules::PAUSE, rules.pause_days.to_string()),
            (RotationRules::BUDGET, rules.budget.to_string()),
        ] {
            tx.set_setting(name, &value).await?;
        }
        let words = format!(
            "{} teams a quarter, nobody twice within {} days, {} contacts in {BUDGET_DAYS} days",
            rules.target, rules.pause_days, rules.budget
        );
        self.audit(&mut tx, Some(viewer.person), "contact-rules-changed", words).await?;
        Ok(tx.commit().await?)
    }

    /// Notes whether the viewer wants to be invited to interviews at all.
    pub async fn wish_no_invitations(&self, viewer: &Viewer, never: bool) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.set_wish(viewer.person, Wish { never, not_before: None }).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets contacts that count for nothing any more.
    pub(super) async fn forget_old_contacts(&self) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let rules = rules(&mut tx).await?;
        tx.delete_contacts_before(self.clock.now() - rules.memory()).await?;
        Ok(tx.commit().await?)
    }

    async fn wish_of(&self, viewer: &Viewer) -> Result<Option<Option<String>>> {
        let mut tx = self.store.read().await?;
        let wish = tx.wish(viewer.person).await?;
        Ok(match wish_allows(self.clock.now(), wish) {
            Ok(()) => None,
            Err(why) => Some(why.until().map(first_day)),
        })
    }
}

#[async_trait]
impl RotationPort for Services {
    async fn rotation(&self, viewer: &Viewer) -> PortResult<RotationPage> {
        self.rotation_page(viewer).await.map_err(Error::for_page)
    }

    async fn invitation(&self, token: &str) -> PortResult<Option<InvitationPage>> {
        self.invitation_page(token).await.map_err(Error::for_page)
    }

    async fn not_invited(&self, viewer: &Viewer) -> PortResult<Option<Option<String>>> {
        self.wish_of(viewer).await.map_err(Error::for_page)
    }
}

//! Planning an interview: with whom, when, where, by which guide.

use super::{letter::Talk, named};
use crate::{
    auth::policy,
    service::{Error, Problem, Result, Services, calendar, rotation},
    store::Tx,
};
use app::{
    domain::{
        About, Answer, Email, GuideId, Interview, InterviewId, InterviewState, Invited, Person,
        PersonId, Viewer, rotation::wish_allows,
    },
    ports::AboutQuery,
};

/// An interview as a form gives it.
#[derive(Clone, Debug, Default)]
pub struct InterviewPlan {
    /// What the form called it.
    pub id: Option<InterviewId>,
    /// Whom it is with: an address, or a name that only one person has.
    pub person: String,
    /// The guide.
    pub guide: String,
    /// The day, as a date field gives it.
    pub date: String,
    /// The minute of the day, as a time field gives it.
    pub time: String,
    /// How long, as typed.
    pub minutes: String,
    /// A room or a link.
    pub place: String,
    /// Who sits in, like `person`; empty for nobody.
    pub observer: String,
    /// The figure it is about.
    pub about: AboutQuery,
}

/// When, how long and where, checked.
struct When {
    starts_at: i64,
    minutes: u32,
    place: String,
}

impl InterviewPlan {
    fn when(&self, problems: &mut Vec<Problem>) -> Option<When> {
        let starts_at = calendar::parse_minute(&self.date, &self.time);
        if calendar::parse_date(&self.date).is_none() {
            problems.push(Problem::new("date", "Enter the day, such as 2026-12-14"));
        } else if starts_at.is_none() {
            problems.push(Problem::new("time", "Enter the time of day, such as 14:30"));
        }
        let minutes =
            self.minutes.trim().parse().ok().filter(|minutes| (5..=480).contains(minutes));
        if minutes.is_none() {
            problems.push(Problem::new("minutes", "A whole number of minutes from 5 to 480"));
        }
        let place = self.place.trim().to_owned();
        if place.chars().count() > 300 {
            problems.push(Problem::new("place", "Name the place in at most 300 characters"));
        }
        Some(When { starts_at: starts_at?, minutes: minutes?, place })
    }
}

/// Finds somebody by address, or by a name that only one person has.
async fn find(
    tx: &mut Tx,
    field: &'static str,
    typed: &str,
    problems: &mut Vec<Problem>,
) -> Result<Option<Person>> {
    let typed = typed.trim();
    let found = if let Ok(email) = Email::parse(typed) {
        tx.person_by_email(&email).await?.into_iter().collect()
    } else {
        let wanted = typed.to_lowercase();
        let mut people = tx.people().await?;
        people.retain(|person| person.name.to_lowercase() == wanted);
        people
    };
    let here: Vec<Person> = found.into_iter().filter(|person| !person.left).collect();
    let problem = match here.len() {
        _ if typed.is_empty() => "Enter the address or the full name of somebody here".to_owned(),
        0 => format!("Nobody here is called “{typed}” or has this address"),
        1 => return Ok(here.into_iter().next()),
        _ => {
            let addresses: Vec<_> = here.iter().map(|person| person.email.as_str()).collect();
            format!("Several people have this name. Enter an address: {}", addresses.join(", "))
        }
    };
    problems.push(Problem::new(field, problem));
    Ok(None)
}

/// Who sits in: nobody, or somebody who is neither of the two who talk.
async fn find_observer(
    tx: &mut Tx,
    typed: &str,
    talking: [Option<PersonId>; 2],
    problems: &mut Vec<Problem>,
) -> Result<Option<PersonId>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let observer = find(tx, "observer", typed, problems).await?.map(|person| person.id);
    if observer.is_some() && talking.contains(&observer) {
        problems.push(Problem::new("observer", "Somebody other than the two who talk"));
    }
    Ok(observer)
}

/// An invitation whose plan has changed since it was sent.
fn owed(invited: Invited) -> Invited {
    Invited { owed: true, ..invited }
}

/// The same, where what was answered no longer holds either.
fn unanswered(invited: Invited) -> Invited {
    Invited { answer: Answer::Waiting, answered_at: None, ..owed(invited) }
}

impl Services {
    /// Plans an interview. Sent twice, it is planned once.
    pub async fn plan_interview(
        &self,
        viewer: &Viewer,
        plan: &InterviewPlan,
    ) -> Result<InterviewId> {
        policy::interviewer(viewer)?;
        let mut problems = Vec::new();
        let mut tx = self.store.begin().await?;
        let person = find(&mut tx, "person", &plan.person, &mut problems).await?;
        if person.as_ref().is_some_and(|person| person.id == viewer.person) {
            problems.push(Problem::new("person", "Somebody other than yourself"));
        } else if let Some(person) = &person {
            tx.lock_person(person.id).await?;
            if let Some(id) = plan.id
                && tx.interview(id).await?.is_some()
            {
                return Ok(id);
            }
            if let Some(why) = self.cannot_ask(&mut tx, viewer, person).await? {
                problems.push(Problem::new("person", why));
            }
        }
        let guides = tx.guides().await?;
        let wanted = plan.guide.parse::<GuideId>().ok();
        let guide = guides.into_iter().find(|guide| Some(guide.id) == wanted && !guide.retired);
        if guide.is_none() {
            problems.push(Problem::new("guide", "Choose a guide"));
        }
        let when = plan.when(&mut problems);
        let talking = [Some(viewer.person), person.as_ref().map(|person| person.id)];
        let observer = find_observer(&mut tx, &plan.observer, talking, &mut problems).await?;
        let (Some(person), Some(guide), Some(when), true) =
            (person, guide, when, problems.is_empty())
        else {
            return Err(Error::Invalid(problems));
        };
        let interview = Interview {
            id: plan.id.unwrap_or_else(|| InterviewId(self.random.uuid())),
            guide: guide.current.id,
            person: Some(person.id),
            team: person.team,
            interviewer: viewer.person,
            observer,
            starts_at: when.starts_at,
            minutes: when.minutes,
            place: when.place,
            state: InterviewState::Planned,
            about: self.checked_about(&mut tx, plan.about).await?,
        };
        if tx.insert_interview(&interview).await? {
            self.audit(&mut tx, Some(viewer.person), "interview-planned", named(&interview))
                .await?;
            tx.commit().await?;
        }
        Ok(interview.id)
    }

    /// The figure that an address or a form names, if it is one that is published.
    pub(in crate::service) async fn checked_about(
        &self,
        tx: &mut Tx,
        query: AboutQuery,
    ) -> Result<Option<About>> {
        let (Some(wave), Some(team)) = (query.wave, query.team) else { return Ok(None) };
        let Some(release) = tx.release_head(wave).await? else { return Ok(None) };
        if !tx.release_teams(release.id).await?.iter().any(|shown| shown.team == team) {
            return Ok(None);
        }
        let items = tx.release_items(release.id).await?;
        let item = query.item.filter(|item| items.iter().any(|asked| asked.item == *item));
        Ok(Some(About { wave, team, item }))
    }

    /// Changes when, where and who sits in, as long as it has not taken place.
    pub async fn change_interview(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        plan: &InterviewPlan,
    ) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let (interview, _) = super::readable(&mut tx, viewer, id).await?;
        let mut problems = Vec::new();
        let when = plan.when(&mut problems);
        let talking = [Some(interview.interviewer), interview.person];
        let observer = find_observer(&mut tx, &plan.observer, talking, &mut problems).await?;
        let (Some(when), true) = (when, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let invited = tx.invitation(id).await?;
        let before = interview.clone();
        let changed = Interview {
            observer,
            starts_at: when.starts_at,
            minutes: when.minutes,
            place: when.place,
            ..interview
        };
        if !tx.plan_interview(&changed).await? {
            return Err(Error::Conflict(
                "This interview is not planned any more, so its plan stays as it is.".into(),
            ));
        }
        if let Some(invited) = invited
            && changed != before
        {
            // Who agreed to another time has not agreed to this one.
            let moved = (changed.starts_at, changed.minutes) != (before.starts_at, before.minutes);
            tx.update_invitation(id, if moved { unanswered(invited) } else { owed(invited) })
                .await?;
            if before.observer.is_some() && changed.observer != before.observer {
                let talk = Talk::load(&mut tx, before).await?;
                tx.commit().await?;
                self.release_observer(&talk, invited.sequence).await;
                return Ok(());
            }
        }
        Ok(tx.commit().await?)
    }

    /// Calls a planned interview off, or plans one again that was called off. Whoever was invited is
    /// told of the one; of the other, when the invitation is sent again.
    pub async fn call_off_interview(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        called_off: bool,
    ) -> Result<()> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.begin().await?;
        let (interview, _) = super::readable(&mut tx, viewer, id).await?;
        let (from, to) = (InterviewState::Planned, InterviewState::CalledOff);
        let (from, to) = if called_off { (from, to) } else { (to, from) };
        if !tx.advance_interview(id, from, to).await? {
            return Err(Error::Conflict(format!(
                "Somebody was faster: this interview is {} now.",
                interview.state.title().to_lowercase()
            )));
        }
        let action = if called_off { "interview-called-off" } else { "interview-planned" };
        self.audit(&mut tx, Some(viewer.person), action, named(&interview)).await?;
        let Some(invited) = tx.invitation(id).await? else { return Ok(tx.commit().await?) };
        if !called_off {
            if let Some(person) = interview.person {
                self.check_wish(&mut tx, person).await?;
            }
            tx.update_invitation(id, unanswered(invited)).await?;
            return Ok(tx.commit().await?);
        }
        let invited = Invited { sequence: invited.sequence + 1, ..owed(invited) };
        tx.update_invitation(id, invited).await?;
        let talk = Talk::load(&mut tx, interview).await?;
        tx.commit().await?;
        self.send_cancellation(&talk, invited.sequence).await
    }

    /// Refuses to plan again with somebody who asked not to be asked.
    async fn check_wish(&self, tx: &mut Tx, person: PersonId) -> Result<()> {
        let Err(why) = wish_allows(self.clock.now(), tx.wish(person).await?) else {
            return Ok(());
        };
        let person = tx.person(person).await?.ok_or(Error::NotFound)?;
        let rules = rotation::rules(tx).await?;
        Err(Error::Conflict(rotation::refusal(&person.name, why, rules)))
    }
}

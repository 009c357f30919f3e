//! Interviews as pages show them.

use super::{named, readable};
use crate::{
    auth::policy,
    bank::guides::FOLLOW_UP,
    service::{Error, Result, Services, calendar, coding::marked},
    store::Tx,
};
use app::{
    domain::{
        About, Consent, Interview, InterviewId, InterviewState, Invited, Note, Person, PersonId,
        Team, Viewer,
    },
    ports::{
        AboutQuery, AboutView, ConsentPage, InterviewPage, InterviewPort, InterviewRow,
        InvitationView, NewInterviewPage, NoteView, PortResult,
    },
};
use async_trait::async_trait;
use std::collections::HashMap;

/// Names that interviews are told with.
struct Names {
    people: HashMap<PersonId, Person>,
    teams: Vec<Team>,
    guides: HashMap<app::domain::GuideVersionId, String>,
}

impl Names {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let people = tx.people().await?.into_iter().map(|person| (person.id, person)).collect();
        let guides = tx.guide_version_names().await?.into_iter().collect();
        Ok(Self { people, teams: tx.teams().await?, guides })
    }

    fn person(&self, id: PersonId) -> String {
        self.people.get(&id).map(|person| person.name.clone()).unwrap_or_default()
    }

    fn row(
        &self,
        viewer: &Viewer,
        interview: Interview,
        consent: Option<Consent>,
        invited: Option<Invited>,
    ) -> InterviewRow {
        // Once it was held, or when there is nobody to come, it says nothing any more.
        let matters =
            matches!(interview.state, InterviewState::Planned | InterviewState::CalledOff);
        let may_read = policy::may_read_interview(viewer, &interview, consent);
        let team = self.teams.iter().find(|team| Some(team.id) == interview.team);
        InterviewRow {
            when: calendar::minute(interview.starts_at),
            person: interview.person.filter(|_| may_read).map(|person| self.person(person)),
            team: team.map(|team| team.name.clone()),
            interviewer: self.person(interview.interviewer),
            guide: self.guides.get(&interview.guide).cloned().unwrap_or_default(),
            may_read,
            answer: invited.filter(|_| matters && may_read).map(|invited| invited.answer),
            interview,
        }
    }

    fn notes(&self, viewer: Option<&Viewer>, notes: Vec<Note>) -> Vec<NoteView> {
        let view = |note: Note| NoteView {
            place: note.place,
            author: self.person(note.author),
            own: viewer.is_some_and(|viewer| viewer.person == note.author),
            html: crate::markdown::to_html(&note.text),
            text: note.text,
            revision: note.revision,
        };
        notes.into_iter().map(view).collect()
    }
}

pub(super) async fn about_view(tx: &mut Tx, about: Option<About>) -> Result<Option<AboutView>> {
    let Some(about) = about else { return Ok(None) };
    let Some(release) = tx.release_head(about.wave).await? else { return Ok(None) };
    let mut teams = tx.release_teams(release.id).await?.into_iter();
    let Some(team) = teams.find(|team| team.team == about.team) else { return Ok(None) };
    let Some(wave) = tx.wave(about.wave).await? else { return Ok(None) };
    let items = tx.release_items(release.id).await?;
    let item = items.into_iter().find(|item| Some(item.item) == about.item);
    let results = format!("/results/{}", about.wave);
    Ok(Some(AboutView {
        about,
        href: match &item {
            Some(item) => format!("{results}/items/{}", item.item),
            None => format!("{results}/teams/{}", about.team),
        },
        what: item.map_or_else(|| "All results".to_owned(), |item| item.wording),
        whose: format!("{}, {}", team.name, wave.period.title()),
    }))
}

impl Services {
    async fn interview_rows(&self, viewer: &Viewer) -> Result<Vec<InterviewRow>> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let names = Names::read(&mut tx).await?;
        let consents: HashMap<InterviewId, Consent> = tx.consents().await?.into_iter().collect();
        let invitations: HashMap<InterviewId, Invited> =
            tx.invitations().await?.into_iter().collect();
        let interviews = tx.interviews().await?;
        let row = |interview: Interview| {
            let consent = consents.get(&interview.id).copied();
            let invited = invitations.get(&interview.id).copied();
            names.row(viewer, interview, consent, invited)
        };
        Ok(interviews.into_iter().map(row).collect())
    }

    async fn new_interview_page(
        &self,
        viewer: &Viewer,
        about: AboutQuery,
    ) -> Result<NewInterviewPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let mut guides = tx.guides().await?;
        guides.retain(|guide| !guide.retired);
        let about = self.checked_about(&mut tx, about).await?;
        let about = about_view(&mut tx, about).await?;
        let follow_up = guides.iter().find(|guide| guide.key == FOLLOW_UP);
        let guide = about.as_ref().and(follow_up).map(|guide| guide.id);
        Ok(NewInterviewPage { id: InterviewId(self.random.uuid()), guides, guide, about })
    }

    async fn interview_page(&self, viewer: &Viewer, id: InterviewId) -> Result<InterviewPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let (interview, consent) = readable(&mut tx, viewer, id).await?;
        let guide = tx.guide_version(interview.guide).await?.ok_or(Error::NotFound)?;
        let names = Names::read(&mut tx).await?;
        let notes = tx.notes(id).await?;
        let about = about_view(&mut tx, interview.about).await?;
        let invited = tx.invitation(id).await?;
        let marked = marked(&mut tx, viewer, id).await?;
        tx.commit().await?;
        // Nobody sees the page before it is noted that they did; nor does reading all those names
        // hold up whoever writes.
        if consent.is_some() {
            let mut tx = self.store.begin().await?;
            self.audit(&mut tx, Some(viewer.person), "interview-read", named(&interview)).await?;
            tx.commit().await?;
        }
        let address = |id: PersonId| names.people.get(&id).map(|person| person.email.to_string());
        let observer = interview.observer;
        Ok(InterviewPage {
            email: interview.person.and_then(address),
            observer: observer.map(|id| (names.person(id), address(id).unwrap_or_default())),
            guide,
            about,
            consent,
            keep_until: consent.map(|consent| calendar::day(consent.keep_until())),
            starts: (
                calendar::date_field(interview.starts_at),
                calendar::time_field(interview.starts_at),
            ),
            notes: names.notes(Some(viewer), notes),
            marked,
            invitation: invited.map(|invited| InvitationView {
                invited,
                sent: calendar::minute(invited.sent_at),
                answered: invited.answered_at.map(calendar::minute),
            }),
            ahead: interview.starts_at > self.clock.now(),
            by_mail: self.mailer.is_configured(),
            row: names.row(viewer, interview, consent, invited),
        })
    }

    async fn consent_page(&self, token: &str) -> Result<Option<ConsentPage>> {
        let mut tx = self.store.read().await?;
        let (interview, consent) = match self.consented(&mut tx, token).await {
            Err(Error::NotFound) => return Ok(None),
            found => found?,
        };
        let names = Names::read(&mut tx).await?;
        let notes = tx.notes(interview.id).await?;
        Ok(Some(ConsentPage {
            when: calendar::day(interview.starts_at),
            interviewer: names.person(interview.interviewer),
            observer: interview.observer.map(|observer| names.person(observer)),
            consent,
            keep_until: calendar::day(consent.keep_until()),
            notes: names.notes(None, notes),
        }))
    }
}

#[async_trait]
impl InterviewPort for Services {
    async fn interviews(&self, viewer: &Viewer) -> PortResult<Vec<InterviewRow>> {
        self.interview_rows(viewer).await.map_err(Error::for_page)
    }

    async fn new_interview(
        &self,
        viewer: &Viewer,
        about: AboutQuery,
    ) -> PortResult<NewInterviewPage> {
        self.new_interview_page(viewer, about).await.map_err(Error::for_page)
    }

    async fn interview(&self, viewer: &Viewer, id: InterviewId) -> PortResult<InterviewPage> {
        self.interview_page(viewer, id).await.map_err(Error::for_page)
    }

    async fn consent(&self, token: &str) -> PortResult<Option<ConsentPage>> {
        self.consent_page(token).await.map_err(Error::for_page)
    }
}

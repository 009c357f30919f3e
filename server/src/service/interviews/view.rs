//! Interviews as pages show them.

use super::{
    named, readable,
    then::then,
    transcript::{split, transcript_view},
};
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
        AboutQuery, AboutView, ConsentPage, InterviewList, InterviewPage, InterviewPort,
        InterviewRow, InvitationView, NewInterviewPage, NoteView, PortResult, RedactionPage,
        TranscriptPage,
    },
};
use async_trait::async_trait;
use std::collections::{BTreeSet, HashMap};

/// Interviews on one page of the list.
const PAGE: u32 = 50;

/// Everybody who took part in an interview.
fn present(interview: &Interview) -> impl Iterator<Item = PersonId> + use<> {
    let asked = interview.person.into_iter().chain(interview.observer);
    asked.chain([interview.interviewer])
}

/// Those who took part, and those who wrote something down.
pub(super) fn all_of(interview: &Interview, notes: &[Note]) -> Vec<PersonId> {
    present(interview).chain(notes.iter().map(|note| note.author)).collect()
}

/// Names that interviews are told with.
pub(super) struct Names {
    people: HashMap<PersonId, Person>,
    teams: Vec<Team>,
    guides: HashMap<app::domain::GuideVersionId, String>,
}

impl Names {
    /// The names of these people; nobody else is read, however many there are.
    pub(super) async fn read(
        tx: &mut Tx,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<Self> {
        let mut named = HashMap::new();
        for id in people.into_iter().collect::<BTreeSet<_>>() {
            named.extend(tx.person(id).await?.map(|person| (id, person)));
        }
        let people = named;
        let guides = tx.guide_version_names().await?.into_iter().collect();
        Ok(Self { people, teams: tx.teams().await?, guides })
    }

    fn person(&self, id: PersonId) -> String {
        self.people.get(&id).map(|person| person.name.clone()).unwrap_or_default()
    }

    pub(super) fn row(
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

    pub(super) fn notes(&self, viewer: Option<&Viewer>, notes: Vec<Note>) -> Vec<NoteView> {
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

pub(in crate::service) async fn about_view(
    tx: &mut Tx,
    about: Option<About>,
) -> Result<Option<AboutView>> {
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
    async fn interview_list(&self, viewer: &Viewer, page: u32) -> Result<InterviewList> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let count = u32::try_from(tx.count_interviews().await?).unwrap_or(u32::MAX);
        let pages = count.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let interviews = tx.some_interviews(i64::from(PAGE), i64::from((page - 1) * PAGE)).await?;
        let names = Names::read(&mut tx, interviews.iter().flat_map(present)).await?;
        let mut rows = Vec::with_capacity(interviews.len());
        for interview in interviews {
            let consent = tx.consent(interview.id).await?;
            let invited = tx.invitation(interview.id).await?;
            rows.push(names.row(viewer, interview, consent, invited));
        }
        Ok(InterviewList { rows, page, pages })
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
        let notes = tx.notes(id).await?;
        let names = Names::read(&mut tx, all_of(&interview, &notes)).await?;
        let (notes, transcript) = split(notes);
        let about = about_view(&mut tx, interview.about).await?;
        let then = then(&mut tx, viewer, &interview).await?;
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
            then,
            consent,
            keep_until: consent.map(|consent| calendar::day(consent.keep_until())),
            starts: (
                calendar::date_field(interview.starts_at),
                calendar::time_field(interview.starts_at),
            ),
            notes: names.notes(Some(viewer), notes),
            marked,
            transcript: transcript_view(&names, Some(viewer), transcript, None),
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

    async fn consent_page(&self, token: &str, part: Option<u16>) -> Result<Option<ConsentPage>> {
        let mut tx = self.store.read().await?;
        let (interview, consent) = match self.consented(&mut tx, token).await {
            Err(Error::NotFound) => return Ok(None),
            found => found?,
        };
        let notes = tx.notes(interview.id).await?;
        let names = Names::read(&mut tx, all_of(&interview, &notes)).await?;
        let (notes, transcript) = split(notes);
        Ok(Some(ConsentPage {
            when: calendar::day(interview.starts_at),
            interviewer: names.person(interview.interviewer),
            observer: interview.observer.map(|observer| names.person(observer)),
            consent,
            keep_until: calendar::day(consent.keep_until()),
            notes: names.notes(None, notes),
            transcript: transcript_view(&names, None, transcript, part),
        }))
    }
}

#[async_trait]
impl InterviewPort for Services {
    async fn interviews(&self, viewer: &Viewer, page: u32) -> PortResult<InterviewList> {
        self.interview_list(viewer, page).await.map_err(Error::for_page)
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

    async fn redaction(&self, viewer: &Viewer, id: InterviewId) -> PortResult<RedactionPage> {
        self.redaction_page(viewer, id).await.map_err(Error::for_page)
    }

    async fn transcript(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        part: Option<u16>,
    ) -> PortResult<TranscriptPage> {
        self.transcript_page(viewer, id, part).await.map_err(Error::for_page)
    }

    async fn consent(&self, token: &str, part: Option<u16>) -> PortResult<Option<ConsentPage>> {
        self.consent_page(token, part).await.map_err(Error::for_page)
    }
}

//! What goes out by mail around an invitation: the invitation itself, a new time, a cancellation,
//! and what the person said; and the file for calendars that goes with it.

use super::view::about_view;
use crate::{
    calendar_file::{self, Invitation, Method, Participant},
    mail::{CalendarPart, Delivery, MailError, Subject},
    service::{Error, Result, Services, calendar},
    store::Tx,
};
use app::{
    domain::{Answer, Interview, Outline, Person},
    ports::AboutView,
};

/// An interview with everybody and everything that letters name.
pub(super) struct Talk {
    pub(super) interview: Interview,
    pub(super) person: Option<Person>,
    pub(super) interviewer: Person,
    pub(super) observer: Option<Person>,
    pub(super) guide: String,
    pub(super) outline: Outline,
    pub(super) about: Option<AboutView>,
}

/// What a letter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// For the first time.
    Invitation,
    /// Once more, and nothing has changed.
    Reminder,
    /// The plan changed.
    NewPlan,
    /// It does not take place.
    Cancellation,
}

impl Occasion {
    fn method(self) -> Method {
        match self {
            Self::Cancellation => Method::Cancel,
            Self::Invitation | Self::Reminder | Self::NewPlan => Method::Request,
        }
    }
}

/// What stays true in every letter to the person.
const PROMISE: &str = "Nothing is written down before you have agreed to what is kept, for how long \
     and who may read it. You can take everything back later.";

impl Talk {
    pub(super) async fn load(tx: &mut Tx, interview: Interview) -> Result<Self> {
        let person = match interview.person {
            Some(person) => tx.person(person).await?,
            None => None,
        };
        let observer = match interview.observer {
            Some(observer) => tx.person(observer).await?,
            None => None,
        };
        let guide = tx.guide_version(interview.guide).await?.ok_or(Error::NotFound)?;
        Ok(Self {
            person,
            interviewer: tx.person(interview.interviewer).await?.ok_or(Error::NotFound)?,
            observer,
            guide: guide.name,
            outline: guide.current.outline,
            about: about_view(tx, interview.about).await?,
            interview,
        })
    }

    /// When, how long, where, with whom and what about, a line each.
    fn facts(&self) -> String {
        let interview = &self.interview;
        let mut lines = vec![format!(
            "When:   {}, {} minutes",
            calendar::minute(interview.starts_at),
            interview.minutes
        )];
        if !interview.place.is_empty() {
            lines.push(format!("Where:  {}", interview.place));
        }
        lines.push(format!("About:  {}", self.guide));
        if let Some(about) = &self.about {
            lines.push(format!("        {} ({})", about.what, about.whose));
        }
        lines.push(format!("Asks:   {}", self.interviewer.name));
        if let Some(observer) = &self.observer {
            lines.push(format!("And:    {}, who listens to learn", observer.name));
        }
        lines.join("\n")
    }

    fn to_person(&self, occasion: Occasion, link: Option<&str>) -> String {
        let asks = &self.interviewer.name;
        let first = match occasion {
            Occasion::Invitation => {
                format!("{asks} would like to hear from you how your work goes.")
            }
            Occasion::Reminder => {
                format!("{asks} asked you for a talk, and you are asked once more.")
            }
            Occasion::NewPlan => format!("The plan for your talk with {asks} has changed."),
            Occasion::Cancellation => format!("Your talk with {asks} does not take place."),
        };
        let facts = self.facts();
        match link {
            Some(link) if occasion != Occasion::Cancellation => format!(
                "{first}\n\n{facts}\n\nSay whether you come, that you would rather not now, or that \
                 you don't want to be asked again. You need no account for it:\n\n{link}\n\n\
                 {PROMISE}\n\nWhoever has the link can answer for you: keep it to yourself.\n"
            ),
            _ => format!("{first}\n\n{facts}\n"),
        }
    }

    fn to_observer(&self, occasion: Occasion) -> String {
        let asks = &self.interviewer.name;
        let first = match occasion {
            Occasion::Invitation | Occasion::Reminder => {
                format!("{asks} has you down to sit in on an interview, to listen and learn.")
            }
            Occasion::NewPlan => {
                format!("The plan for an interview of {asks} that you sit in on has changed.")
            }
            Occasion::Cancellation => {
                format!(
                    "An interview of {asks} that you were to sit in on does not take place, or \
                     takes place without you."
                )
            }
        };
        format!(
            "{first}\n\n{}\n\nWhat you hear stays among those present. If you can't be there, tell \
             {asks}.\n",
            self.facts()
        )
    }

    fn subject(&self, occasion: Occasion) -> Subject {
        let asks = &self.interviewer.name;
        Subject::new(match occasion {
            Occasion::Invitation => format!("A talk with {asks}?"),
            Occasion::Reminder => format!("Once more: a talk with {asks}?"),
            Occasion::NewPlan => format!("Changed: your talk with {asks}"),
            Occasion::Cancellation => format!("Called off: your talk with {asks}"),
        })
    }

    /// The file for a calendar. The link is for the person alone.
    pub(super) fn calendar_file(
        &self,
        method: Method,
        sequence: i64,
        made_at: i64,
        link: Option<&str>,
    ) -> Result<String> {
        let interview = &self.interview;
        let participant = |person: &Person| Participant {
            name: person.name.clone(),
            address: person.email.clone(),
        };
        let mut description = format!("{}\n\n{PROMISE}", self.facts());
        if let Some(link) = link {
            description = format!("{description}\n\nAnswer here: {link}");
        }
        let file = calendar_file::write(&Invitation {
            method,
            uid: interview.id.to_string(),
            sequence: u32::try_from(sequence).unwrap_or_default(),
            made_at,
            start: interview.starts_at,
            end: interview.starts_at + i64::from(interview.minutes) * 60_000,
            summary: format!("Interview: {}", self.guide),
            description,
            location: interview.place.clone(),
            organiser: participant(&self.interviewer),
            attendees: self.person.iter().map(participant).collect(),
            observers: self.observer.iter().map(participant).collect(),
        });
        file.map_err(|error| Error::Internal(format!("interview {}: {error}", interview.id)))
    }
}

impl Services {
    /// Writes to the person.
    pub(super) async fn write_to_person(
        &self,
        talk: &Talk,
        occasion: Occasion,
        sequence: i64,
        link: Option<&str>,
    ) -> Result<Delivery> {
        let Some(person) = &talk.person else { return Ok(Delivery::NotConfigured) };
        let text = talk.to_person(occasion, link);
        self.write_to(talk, person, occasion, sequence, link, &text).await
    }

    /// Writes to whoever sits in; they are told as long as there is anybody.
    pub(super) async fn write_to_observer(
        &self,
        talk: &Talk,
        occasion: Occasion,
        sequence: i64,
    ) -> Result<Delivery> {
        let Some(observer) = &talk.observer else { return Ok(Delivery::Sent) };
        self.write_to(talk, observer, occasion, sequence, None, &talk.to_observer(occasion)).await
    }

    async fn write_to(
        &self,
        talk: &Talk,
        to: &Person,
        occasion: Occasion,
        sequence: i64,
        link: Option<&str>,
        text: &str,
    ) -> Result<Delivery> {
        let method = occasion.method();
        let file = talk.calendar_file(method, sequence, self.clock.now(), link)?;
        let content_type = method.content_type();
        let calendar = CalendarPart { content_type: &content_type, file: &file };
        let subject = talk.subject(occasion);
        Ok(self.mailer.send_with_calendar(&to.email, &subject, text, calendar).await?)
    }

    /// Tells the interviewer what the person said.
    pub(super) async fn write_to_interviewer(
        &self,
        talk: &Talk,
        answer: Answer,
    ) -> std::result::Result<Delivery, MailError> {
        let name = talk.person.as_ref().map_or("Somebody", |person| person.name.as_str());
        let said = match answer {
            Answer::Waiting => return Ok(Delivery::Sent),
            Answer::Accepted => format!("{name} comes."),
            Answer::Declined => format!("{name} can't come. The interview is called off."),
            Answer::NotNow => format!(
                "{name} would rather not be asked for a while. The interview is called off."
            ),
            Answer::Never => {
                format!("{name} does not want to be asked again. The interview is called off.")
            }
        };
        let page = self.settings.public_url.link(&format!("/interviews/{}", talk.interview.id));
        let text = format!("{said}\n\n{}\n\n{page}\n", talk.facts());
        let subject = Subject::new(format!("{name}: {}", answer.title().to_lowercase()));
        self.mailer.send(&talk.interviewer.email, &subject, &text).await
    }
}

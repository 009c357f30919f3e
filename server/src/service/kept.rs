//! Everything that is kept about somebody, for them alone.
//!
//! Of others it has nothing but the names of those who talked with them. Whether somebody answered a
//! survey is told while it is open, when they can still change it; afterwards nobody knows.

mod file;
mod work;

use super::{Error, Result, Services, audit_log, calendar, interviews::prompt};
use crate::store::Tx;
use app::{
    domain::{
        Answer, EvidenceSource, Interview, InterviewState, PersonId, Quotes, Readers, Role, Viewer,
        WaveState, rotation::ContactKind,
    },
    ports::{Kept, KeptEntry, KeptNote, KeptSection},
};
use std::collections::HashSet;

/// Most entries of the audit log that are told; nobody has done more by hand.
const MOST_ENTRIES: i64 = 100_000;

/// A thing with facts about it.
fn entry(title: impl Into<String>, facts: &[(&str, String)]) -> KeptEntry {
    let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    KeptEntry { title: title.into(), facts, notes: Vec::new() }
}

fn yes(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

impl Services {
    pub(super) async fn kept_about(&self, viewer: &Viewer) -> Result<Kept> {
        let mut tx = self.store.read().await?;
        let person = viewer.person;
        let section = |key, title, lead, entries| KeptSection { key, title, lead, entries };
        let sections = vec![
            section(
                "you",
                "Who you are here",
                "From the roster, and what administrators set. Kept after you leave, without a team.",
                vec![profile(&mut tx, person).await?],
            ),
            section(
                "browsers",
                "Browsers that are signed in",
                "No address and no kind of browser is kept. Each goes when it is signed out or was not used for long.",
                browsers(&mut tx, person).await?,
            ),
            section(
                "links",
                "Links that sign you in",
                "Each works once and for a while, and is deleted after that.",
                work::links(&mut tx, person).await?,
            ),
            section(
                "surveys",
                "Surveys that asked you",
                "Who was asked is kept with each survey. Who answered, or was given a token, is forgotten when it closes.",
                surveys(&mut tx, person).await?,
            ),
            section(
                "interviews",
                "Interviews with you",
                "For as long as you agreed to. By the link that you were given you change that or take everything back.",
                interviews_with(&mut tx, person).await?,
            ),
            section(
                "held",
                "Interviews that you held or sat in",
                "With whom is theirs to know.",
                interviews_held(&mut tx, person).await?,
            ),
            section(
                "work",
                "What you wrote and changed for others",
                "Of notes and marks only how many there are: what they say is about others, and theirs.",
                work::done(&mut tx, person).await?,
            ),
            section(
                "invitations",
                "Being asked for interviews",
                "So that nobody is asked too often. Days are forgotten when they no longer count.",
                asked(&mut tx, person).await?,
            ),
            section(
                "log",
                "What the audit log says you did",
                "Kept for good. The names of others are left out here.",
                logged(&mut tx, person).await?,
            ),
        ];
        Ok(Kept { at: calendar::minute(self.clock.now()), sections })
    }

    /// The same as a file to be read.
    pub async fn kept_as_markdown(&self, viewer: &Viewer) -> Result<String> {
        Ok(file::markdown(&self.kept_about(viewer).await?))
    }

    /// The same as a file for programs.
    pub async fn kept_as_json(&self, viewer: &Viewer) -> Result<String> {
        let kept = self.kept_about(viewer).await?;
        serde_json::to_string_pretty(&file::as_json(&kept))
            .map_err(|error| Error::Internal(error.to_string()))
    }
}

async fn profile(tx: &mut Tx, id: PersonId) -> Result<KeptEntry> {
    let person = tx.person(id).await?.ok_or(Error::NotFound)?;
    let mut teams = tx.teams().await?.into_iter();
    let team = teams.find(|team| Some(team.id) == person.team).map(|team| team.name);
    let roles: Vec<&str> =
        Role::ALL.into_iter().filter(|role| person.roles.has(*role)).map(Role::name).collect();
    let mut profile = entry(
        "",
        &[
            ("Name", person.name),
            ("Address", person.email.to_string()),
            ("Team", team.unwrap_or_else(|| "none".to_owned())),
            ("Roles", roles.join(", ")),
            ("A password is set", yes(tx.password_hash(id).await?.is_some())),
        ],
    );
    profile.facts.extend(person.attributes);
    Ok(profile)
}

async fn browsers(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let browser = |session: crate::store::sessions::SessionRow| {
        let since = calendar::minute(session.created_at);
        entry("", &[("Signed in", since), ("Last here", calendar::minute(session.seen_at))])
    };
    Ok(tx.sessions_of(person).await?.into_iter().map(browser).collect())
}

async fn surveys(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let mut surveys = Vec::new();
    for wave in tx.waves_asking(person).await? {
        let program = tx.program(wave.program).await?.map(|program| program.name);
        let place = tx.roster_place(wave.id, person).await?;
        let team = place.as_ref().map(|place| place.team_id);
        let teams = tx.wave_teams(wave.id).await?;
        let team = teams.into_iter().find(|one| Some(one.id) == team).map(|team| team.name);
        let mut facts = vec![("Your team then", team.unwrap_or_default())];
        if wave.state == WaveState::Open {
            if wave.mode.takes_sign_ins() {
                let answered = place.is_some_and(|place| place.answered);
                facts.push(("You have answered by name", yes(answered)));
            }
            if wave.mode.takes_tokens() {
                let issued = tx.issued_token(wave.id, person).await?.is_some();
                facts.push(("You were given a token", yes(issued)));
            }
        }
        facts.extend(wave.opens_at.map(|opens| ("Opened", calendar::minute(opens))));
        facts.extend(wave.closes_at.map(|closes| ("Closes", calendar::minute(closes))));
        let title = format!("{}, {}", program.unwrap_or_default(), wave.period.title());
        surveys.push(entry(title, &facts));
    }
    Ok(surveys)
}

async fn name_of(tx: &mut Tx, id: PersonId) -> Result<String> {
    Ok(tx.person(id).await?.map(|person| person.name).unwrap_or_default())
}

/// The agreement of an interview as facts.
async fn agreed(tx: &mut Tx, interview: &Interview) -> Result<Vec<(&'static str, String)>> {
    let Some(consent) = tx.consent(interview.id).await? else { return Ok(Vec::new()) };
    let readers = match consent.readers {
        Readers::Present => "whoever was there",
        Readers::Researchers => "all researchers",
    };
    let quotes = match consent.quotes {
        Quotes::No => "no",
        Quotes::WithoutName => "yes, without the name",
    };
    Ok(vec![
        ("Agreed on", calendar::minute(consent.recorded_at)),
        ("Kept until", calendar::day(consent.keep_until())),
        ("Read by", readers.to_owned()),
        ("May be quoted", quotes.to_owned()),
    ])
}

async fn interviews_with(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let evidence = tx.evidence().await?;
    let mut entries = Vec::new();
    for interview in tx.interviews_with(person).await? {
        let interviewer = name_of(tx, interview.interviewer).await?;
        let mut facts = vec![("State", interview.state.title().to_owned())];
        facts.push(("Interviewer", interviewer.clone()));
        if let Some(observer) = interview.observer {
            facts.push(("Sat in", name_of(tx, observer).await?));
        }
        if !interview.place.is_empty() {
            facts.push(("Where", interview.place.clone()));
        }
        if let Some(invited) = tx.invitation(interview.id).await? {
            facts.push(("Invited", calendar::minute(invited.sent_at)));
            facts.push(("You answered", answer(invited.answer).to_owned()));
        }
        facts.extend(agreed(tx, &interview).await?);
        let highlights = tx.highlights_of(interview.id).await?;
        let ids: HashSet<_> = highlights.iter().map(|highlight| highlight.id).collect();
        let used = evidence.iter().filter(|evidence| {
            matches!(evidence.source, EvidenceSource::Highlight(id) if ids.contains(&id))
        });
        if interview.state == InterviewState::Held {
            facts.push(("Highlights in it", highlights.len().to_string()));
            facts.push(("Of them used in findings", used.count().to_string()));
        }
        let title = format!("{}, with {interviewer}", calendar::minute(interview.starts_at));
        let notes = notes(tx, &interview).await?;
        entries.push(KeptEntry { notes, ..entry(title, &facts) });
    }
    Ok(entries)
}

async fn notes(tx: &mut Tx, interview: &Interview) -> Result<Vec<KeptNote>> {
    let Some(guide) = tx.guide_version(interview.guide).await? else { return Ok(Vec::new()) };
    let mut kept = Vec::new();
    for note in tx.notes(interview.id).await? {
        if note.text.trim().is_empty() {
            continue;
        }
        let is_transcript = note.place.transcript_part().is_some();
        kept.push(KeptNote {
            prompt: prompt(&guide.current.outline, note.place),
            author: name_of(tx, note.author).await?,
            html: if is_transcript { String::new() } else { crate::markdown::to_html(&note.text) },
            text: note.text,
            is_transcript,
        });
    }
    Ok(kept)
}

fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Waiting => "not yet",
        Answer::Accepted => "that you come",
        Answer::Declined => "that you can’t come",
        Answer::NotNow => "not now",
        Answer::Never => "not to ask again",
    }
}

async fn interviews_held(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let held = |interview: Interview| {
        let role = if interview.interviewer == person { "interviewer" } else { "you sat in" };
        let facts = [("As", role.to_owned()), ("State", interview.state.title().to_owned())];
        entry(calendar::minute(interview.starts_at), &facts)
    };
    Ok(tx.interviews_held_by(person).await?.into_iter().map(held).collect())
}

async fn asked(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let wish = tx.wish(person).await?;
    let wish = match (wish.never, wish.not_before) {
        (true, _) => Some("not to be asked".to_owned()),
        (false, Some(until)) => Some(format!("not before {}", calendar::day(until))),
        (false, None) => None,
    };
    let mut entries: Vec<KeptEntry> =
        wish.into_iter().map(|wish| entry("", &[("Your wish", wish)])).collect();
    let mut contacts = tx.contacts_of(person).await?;
    contacts.sort_by_key(|contact| std::cmp::Reverse(contact.happened_at));
    entries.extend(contacts.into_iter().map(|contact| {
        let kind = match contact.kind {
            ContactKind::Interview => "asked for an interview",
            ContactKind::Reminder => "asked once more for the same interview",
        };
        let day = calendar::day(contact.happened_at);
        entry("", &[("Day", day), ("You were", kind.to_owned())])
    }));
    Ok(entries)
}

async fn logged(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let entries = tx.audit_entries_of(person, MOST_ENTRIES).await?;
    let told = |one: crate::store::audit::AuditRow| {
        let what = format!("You {}", audit_log::without_others(&one.action, &one.detail));
        entry("", &[("When", calendar::minute(one.happened_at)), ("What", what)])
    };
    Ok(entries.into_iter().map(told).collect())
}

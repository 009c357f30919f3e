//! Redaction: putting something else in the place of names, in everybody's notes at once.

use super::{
    held, named, readable,
    view::{Names, all_of},
};
use crate::{
    auth::policy,
    redaction::{
        Finder, Redacted,
        suggest::{Somebody, Suggestion, suggest},
    },
    service::{Error, Problem, Result, Services},
};
use app::{
    domain::{InterviewId, InterviewState, Note, Viewer, interview::LONGEST_NOTE},
    ports::{RedactionPage, SuggestionView},
};

/// Suggestions on one page. Whoever has replaced these is shown the next.
const MOST: usize = 100;

/// Longest words to be replaced, and to stand in their place, in characters.
const LONGEST: usize = 200;

/// Longest a note may become, in characters. More than somebody may type, so that a full part of a
/// transcript can be redacted: what protects somebody is not refused for a few letters.
const LONGEST_REDACTED: usize = 2 * LONGEST_NOTE;

/// Words that are to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// The words.
    pub words: String,
    /// What is to stand in their place.
    pub with: String,
    /// The field of the form that says so.
    pub field: String,
}

fn view(suggestion: Suggestion) -> SuggestionView {
    SuggestionView {
        words: suggestion.words,
        with: suggestion.with,
        count: suggestion.count,
        around: suggestion.around,
        certain: suggestion.certain,
    }
}

/// What is wrong with a wish to replace words.
fn check(redactions: &[Redaction], finder: &Finder) -> Result<()> {
    let mut problems = Vec::new();
    if redactions.is_empty() {
        problems.push(Problem::new("more", "Tick something above, or write down what to replace"));
    }
    for one in redactions {
        let too_long = |text: &str| text.chars().count() > LONGEST;
        if !one.words.contains(char::is_alphanumeric) || too_long(&one.words) {
            let words: String = one.words.chars().take(40).collect();
            let message = format!("“{words}” can’t be looked for: write a name or a few words");
            problems.push(Problem::new("more", message));
        } else if one.with.trim().is_empty() || too_long(&one.with) {
            let message = format!("Say what is to stand in place of “{}”", one.words);
            problems.push(Problem::new(&one.field, message));
        } else if !finder.find(&one.with).is_empty() {
            let message = format!("“{}” has words in it that are to be replaced", one.with);
            problems.push(Problem::new(&one.field, message));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

impl Services {
    pub(super) async fn redaction_page(
        &self,
        viewer: &Viewer,
        id: InterviewId,
    ) -> Result<RedactionPage> {
        policy::interviewer(viewer)?;
        let mut tx = self.store.read().await?;
        let (interview, consent) = readable(&mut tx, viewer, id).await?;
        let notes = tx.notes(id).await?;
        let names = Names::read(&mut tx, all_of(&interview, &notes)).await?;
        let people =
            if interview.state == InterviewState::Held { tx.people().await? } else { Vec::new() };
        tx.commit().await?;
        if consent.is_some() {
            let mut tx = self.store.begin().await?;
            self.audit(&mut tx, Some(viewer.person), "interview-read", named(&interview)).await?;
            tx.commit().await?;
        }
        let row = names.row(viewer, interview.clone(), consent, None);
        // Beside the threads that answer others: there can be many names, and much that was said.
        let suggestions = tokio::task::spawn_blocking(move || {
            let roster: Vec<Somebody> = people
                .into_iter()
                .map(|person| Somebody {
                    id: person.id,
                    name: person.name,
                    email: person.email.to_string(),
                })
                .collect();
            let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
            suggest(&texts, &roster, interview.person)
        });
        let mut suggestions =
            suggestions.await.map_err(|error| Error::Internal(error.to_string()))?;
        let more = suggestions.len().saturating_sub(MOST);
        suggestions.truncate(MOST);
        Ok(RedactionPage { row, suggestions: suggestions.into_iter().map(view).collect(), more })
    }

    /// Replaces words in all notes of an interview, whoever wrote them; gives how often. What is
    /// marked stays marked. Whoever has a note open to type in is told that it changed.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is nothing to replace, or nothing to put in its place.
    pub async fn redact_interview(
        &self,
        viewer: &Viewer,
        id: InterviewId,
        redactions: &[Redaction],
    ) -> Result<usize> {
        policy::interviewer(viewer)?;
        let finder = Finder::new(redactions.iter().map(|one| one.words.as_str()));
        let with: Vec<&str> = redactions.iter().map(|one| one.with.trim()).collect();
        let mut tx = self.store.begin().await?;
        tx.lock_interview(id).await?;
        let (interview, _) = readable(&mut tx, viewer, id).await?;
        held(&interview)?;
        check(redactions, &finder)?;
        let mut count = 0;
        for note in tx.notes(id).await? {
            let redacted = Redacted::new(&note.text, &finder.find(&note.text), &with);
            if redacted.count() == 0 {
                continue;
            }
            if redacted.text.chars().count() > LONGEST_REDACTED {
                return Err(Error::invalid(
                    "more",
                    format!(
                        "A note would be longer than {LONGEST_REDACTED} characters. Choose \
                         shorter words to stand in place of names"
                    ),
                ));
            }
            count += redacted.count();
            let (text, revision) = (redacted.text.clone(), note.revision + 1);
            let next = Note { text, revision, ..note };
            tx.rewrite_note(id, &next, |span| redacted.moved(span)).await?;
        }
        if count > 0 {
            // The words are to go from old pages of the database as well.
            tx.mark_tidy_due(id.0).await?;
            let by = Some(viewer.person);
            self.audit(&mut tx, by, "interview-redacted", named(&interview)).await?;
        }
        tx.commit().await?;
        if count > 0 {
            self.tidy().await;
        }
        Ok(count)
    }
}

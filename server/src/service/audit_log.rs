//! The audit log in words.
//!
//! What is done is noted under a stable word by [`Services::audit`], with a detail. To note
//! something new: call that in the same transaction, and add the word's sentence below.

use super::{Result, Services, calendar};
use crate::auth::policy;
use app::{
    domain::{PersonId, Viewer},
    ports::AuditLine,
};
use std::collections::HashMap;

/// How many entries the page shows.
const NEWEST: i64 = 200;

/// What each word says; `{}` is the detail.
const SENTENCES: &[(&str, &str)] = &[
    ("admin-created", "made {} an admin"),
    ("everybody-invited", "made one-time links for everybody without a password: {}"),
    ("everybody-mailed", "invited everybody without a password by e-mail: {}"),
    ("evidence-added", "added evidence to “{}”"),
    ("evidence-removed", "took evidence away from “{}”"),
    ("guide-added", "wrote the guide {}"),
    ("guide-changed", "changed the guide {}"),
    ("guide-restored", "took the guide {} back into use"),
    ("guide-retired", "retired the guide {}"),
    ("coding-finished", "finished coding the interview {}"),
    ("coding-looked", "looked at what is marked in the interview {}"),
    ("coding-reopened", "went on coding the interview {}"),
    ("consent-changed", "changed what is kept of the interview {}"),
    ("contact-rules-changed", "changed the rules of rotation: {}"),
    ("interview-called-off", "called off the interview {}"),
    ("interview-expired", "forgot the interview {}, whose time was over"),
    ("interview-exported", "downloaded the interview {}"),
    ("interviews-exported", "downloaded all interviews that they may read: {}"),
    ("interview-held", "recorded consent to the interview {}"),
    ("interview-invited", "sent an invitation to the interview {}"),
    ("interview-planned", "planned the interview {}"),
    ("interview-read", "opened the interview {}"),
    ("interview-redacted", "replaced words in the notes of the interview {}"),
    ("interview-withdrawn", "forgot the interview {}, which was withdrawn"),
    ("invitation-answered", "answered the invitation to the interview {}"),
    ("item-added", "added the item {}"),
    ("item-reworded", "reworded the item {}"),
    ("job-added", "wrote down the job “{}”"),
    ("job-changed", "changed the job “{}”"),
    ("person-added", "added {}"),
    ("person-back", "noted that {} is back"),
    ("person-corrected", "corrected a person: {}"),
    ("person-invited", "made a one-time link for {}"),
    ("person-left", "noted that {} has left"),
    ("person-signed-out", "signed {} out everywhere"),
    ("program-archived", "archived the program {}"),
    ("program-changed", "changed the program {}"),
    ("program-created", "made the program {}"),
    ("program-restored", "took the program {} out of the archive"),
    ("roles-changed", "changed roles of {}"),
    ("roster-applied", "brought in a roster, {}"),
    ("survey-imported", "imported a past survey: {}"),
    ("tag-added", "added the tag {}"),
    ("tag-changed", "changed the tag {}"),
    ("tag-deleted", "deleted the tag {}"),
    ("tag-merged", "merged the tag {}"),
    ("tag-split", "split the tag {}"),
    ("team-created", "created the team {}"),
    ("team-moved", "moved the team {}"),
    ("team-renamed", "renamed the team {}"),
    ("team-reopened", "reopened the team {}"),
    ("team-retired", "retired the team {}"),
    ("theme-added", "wrote down the theme “{}”"),
    ("theme-changed", "changed the theme “{}”"),
    ("theme-exported", "downloaded the theme {}"),
    ("transcript-imported", "brought in the transcript of the interview {}"),
    ("wave-closed", "closed the wave {}"),
    ("wave-deleted", "threw away the draft {}"),
    ("wave-drafted", "drafted the wave {}"),
    ("wave-opened", "opened the wave {}"),
    ("wave-published", "published the wave {}"),
];

/// A word without a sentence still says something.
fn in_words(action: &str, detail: &str) -> String {
    match SENTENCES.iter().find(|(word, _)| *word == action) {
        Some((_, sentence)) => sentence.replace("{}", detail),
        None => format!("{}: {detail}", action.replace('-', " ")),
    }
}

/// The same for whoever did it, without the names of others: what was done to a person has nothing
/// but that person's name for its detail.
pub(super) fn without_others(action: &str, detail: &str) -> String {
    let of_people = ["admin-", "person-", "roles-"];
    let names = of_people.iter().any(|start| action.starts_with(start));
    in_words(action, if names { "somebody" } else { detail })
}

/// Who did it, where no person is noted: waves are moved by the schedule, whoever was invited is
/// not named, all else is done on the machine itself.
fn nobody(action: &str) -> &'static str {
    match action {
        "invitation-answered" => "Whoever was invited",
        "consent-changed" => "Whoever was interviewed",
        _ if action.starts_with("wave-") => "The schedule",
        _ => "The command line",
    }
}

/// The newest entries, newest first.
pub(super) async fn newest(services: &Services, viewer: &Viewer) -> Result<Vec<AuditLine>> {
    policy::admin(viewer)?;
    let mut tx = services.store.read().await?;
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let mut lines = Vec::new();
    for entry in tx.audit_entries(NEWEST).await? {
        let who = match entry.person_id {
            None => nobody(&entry.action).to_owned(),
            Some(id) => match names.get(&id) {
                Some(name) => name.clone(),
                None => {
                    let found = tx.person(id).await?.map(|person| person.name);
                    let name = found.unwrap_or_else(|| "Somebody".to_owned());
                    names.insert(id, name.clone());
                    name
                }
            },
        };
        lines.push(AuditLine {
            at: calendar::minute(entry.happened_at),
            who,
            what: in_words(&entry.action, &entry.detail),
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_word_becomes_a_sentence_and_an_unknown_one_is_told_as_it_is() {
        assert_eq!(in_words("wave-opened", "Q4 2026 of Pulse"), "opened the wave Q4 2026 of Pulse");
        assert_eq!(in_words("moon-landed", "Apollo 11"), "moon landed: Apollo 11");
    }
}

//! What somebody did that is kept beside the audit log.

use super::{entry, yes};
use crate::{
    service::{Result, account::purpose_in_words, calendar, codebook},
    store::Tx,
};
use app::{domain::PersonId, ports::KeptEntry};

/// What somebody wrote, marked, changed and uploaded.
pub(super) async fn done(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let mut entries = Vec::new();
    let left = tx.left_behind_by(person).await?;
    for (name, count) in [
        ("Notes in interviews", left.notes),
        ("Highlights", left.highlights),
        ("Interviews coded", left.codings),
    ] {
        if count > 0 {
            entries.push(entry("", &[(name, count.to_string())]));
        }
    }
    for upload in tx.roster_uploads_of(person).await? {
        let uploaded = calendar::minute(upload.uploaded_at);
        let facts = [("A roster that waits", upload.file_name), ("Uploaded", uploaded)];
        entries.push(entry("", &facts));
    }
    for change in tx.tag_changes().await? {
        if change.person_id == person {
            let when = calendar::minute(change.happened_at);
            let what = format!("You {}", codebook::sentence(&change));
            entries.push(entry("", &[("When", when), ("What", what)]));
        }
    }
    Ok(entries)
}

/// The links that somebody was given.
pub(super) async fn links(tx: &mut Tx, person: PersonId) -> Result<Vec<KeptEntry>> {
    let links = tx.links_of(person).await?.into_iter().map(|link| {
        let until = calendar::minute(link.expires_at);
        let facts = [
            ("For", purpose_in_words(&link.purpose).to_owned()),
            ("Until", until),
            ("Followed", yes(link.used)),
        ];
        entry("", &facts)
    });
    Ok(links.collect())
}

//! A theme as a file. It may go anywhere, so what people said is in it as everybody is shown it:
//! where they agreed to that, and with a group of people instead of a team (D10).

use super::{ResearchFormat, failed};
use crate::{
    auth::policy,
    export::research::{Ground, ThemeFile, csv, markdown},
    service::{
        Error, Result, Services,
        evidence::{sight::Sight, tags_of},
        interviews::about_view,
    },
    store::{Tx, passages::Passage},
};
use app::domain::{EvidenceSource, Finding, HighlightId, Quotes, ThemeId, Viewer};
use std::collections::HashMap;

impl Services {
    /// A theme with what it stands on.
    pub async fn export_theme(
        &self,
        viewer: &Viewer,
        id: ThemeId,
        format: ResearchFormat,
    ) -> Result<Vec<u8>> {
        policy::interviewer(viewer)?;
        if format == ResearchFormat::Qdc {
            return Err(Error::NotFound);
        }
        let mut tx = self.store.begin().await?;
        let theme = tx.theme(id).await?.ok_or(Error::NotFound)?;
        let sight = self.sight(&mut tx, viewer).await?;
        let grounds = grounds(&mut tx, &sight, id).await?;
        let title = format!("“{}”", theme.title);
        self.audit(&mut tx, Some(viewer.person), "theme-exported", title).await?;
        tx.commit().await?;
        let file = ThemeFile { theme, grounds };
        match format {
            ResearchFormat::Csv => csv::theme(&file).map_err(failed),
            _ => Ok(markdown::theme(&file).into_bytes()),
        }
    }
}

async fn grounds(tx: &mut Tx, sight: &Sight<'_>, theme: ThemeId) -> Result<Vec<Ground>> {
    let finding = Finding::Theme(theme);
    let passages: HashMap<HighlightId, Passage> =
        (tx.passages_of(sight.viewer.person, finding).await?.into_iter())
            .map(|passage| (passage.highlight, passage))
            .collect();
    let mut tags = tags_of(tx, finding).await?;
    let mut grounds = Vec::new();
    for evidence in tx.evidence_of(finding).await? {
        let supports = evidence.supports;
        match evidence.source {
            EvidenceSource::Cell(about) => {
                grounds.extend(about_view(tx, Some(about)).await?.map(|view| Ground {
                    supports,
                    from: "Survey".to_owned(),
                    when: view.whose,
                    words: view.what,
                    tags: Vec::new(),
                    highlight: None,
                }));
            }
            EvidenceSource::Highlight(id) => grounds.extend(passages.get(&id).map(|passage| {
                let tags = tags.remove(&id).filter(|_| sight.may_read(passage));
                said(sight, passage, supports, tags.unwrap_or_default())
            })),
        }
    }
    Ok(grounds)
}

/// A passage as files tell it, or why its words are not there.
fn said(sight: &Sight<'_>, passage: &Passage, supports: bool, tags: Vec<String>) -> Ground {
    let (from, when, words) = match sight.quoted(passage) {
        Some((team, quarter)) => {
            (format!("Somebody of {team}"), quarter.title(), passage.words.clone())
        }
        None => {
            let why = match (passage.blind, passage.quotes) {
                (true, _) => "(Marked by others in an interview that you are coding.)",
                (_, Quotes::No) => "(May not be quoted.)",
                (_, Quotes::WithoutName) => "(Too few people could have said it.)",
            };
            ("Somebody".to_owned(), String::new(), why.to_owned())
        }
    };
    Ground { supports, from, when, words, tags, highlight: Some(passage.highlight) }
}

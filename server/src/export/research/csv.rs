//! Interviews, themes and the codebook as tables: UTF-8, a header, and no cell that a spreadsheet
//! would run.

use super::{Material, Talk, ThemeFile};
use crate::{export::ExportError, import::formula::defused};
use app::domain::{Codebook, Sentiment, TagId};
use std::collections::HashMap;

fn table(header: &[&str], rows: Vec<Vec<String>>) -> Result<Vec<u8>, ExportError> {
    // The mark in front makes spreadsheets read it as UTF-8.
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// An interview: a row a note, and after it a row for each thing that is marked in it.
///
/// # Errors
/// When a line cannot be written, which memory never refuses.
pub fn interview(material: &Material, talk: &Talk) -> Result<Vec<u8>, ExportError> {
    let header =
        ["with", "team", "day", "place", "prompt", "kind", "by", "text", "tags", "sentiment"];
    let mut rows = Vec::new();
    for said in &talk.said {
        let row = |kind: &str, by, text: &str, tags: String, sentiment: &str| {
            let place = said.place.to_string();
            let by = material.researcher(by);
            let row: [&str; 10] = [
                &talk.with,
                &talk.team,
                &talk.day,
                &place,
                &said.prompt,
                kind,
                by,
                text,
                &tags,
                sentiment,
            ];
            row.map(str::to_owned).to_vec()
        };
        rows.push(row("note", said.author, &said.text, String::new(), ""));
        for highlight in &said.highlights {
            let tags = paths(&material.codebook, &highlight.tags).join("; ");
            let sentiment = highlight.sentiment.map_or("", Sentiment::name);
            let words = highlight.span.of(&said.text);
            rows.push(row("highlight", highlight.coder, words, tags, sentiment));
        }
    }
    table(&header, rows)
}

/// The names of tags with those above them, in the codebook's order.
pub(super) fn paths(codebook: &Codebook, tags: &[TagId]) -> Vec<String> {
    let on = codebook.tags().iter().filter(|tag| tags.contains(&tag.id));
    on.map(|tag| codebook.path(tag.id)).collect()
}

/// A theme: a row for each thing that it stands on.
///
/// # Errors
/// When a line cannot be written, which memory never refuses.
pub fn theme(file: &ThemeFile) -> Result<Vec<u8>, ExportError> {
    let rows = file.grounds.iter().map(|ground| {
        let side = if ground.supports { "for" } else { "against" };
        let kind = if ground.highlight.is_some() { "highlight" } else { "figure" };
        let tags = ground.tags.join("; ");
        let row: [&str; 7] =
            [&file.theme.title, side, kind, &ground.from, &ground.when, &ground.words, &tags];
        row.map(str::to_owned).to_vec()
    });
    table(&["theme", "side", "kind", "from", "when", "words", "tags"], rows.collect())
}

/// The codebook: a row a tag.
///
/// # Errors
/// When a line cannot be written, which memory never refuses.
pub fn codebook(codebook: &Codebook, uses: &HashMap<TagId, i64>) -> Result<Vec<u8>, ExportError> {
    let rows = codebook.tags().iter().map(|tag| {
        let count = uses.get(&tag.id).copied().unwrap_or_default().to_string();
        let above = codebook.above(tag.id);
        let parent = above.first().map_or("", |parent| &parent.name);
        let row: [&str; 5] = [&tag.name, parent, &codebook.path(tag.id), &tag.description, &count];
        row.map(str::to_owned).to_vec()
    });
    table(&["tag", "below", "path", "description", "highlights"], rows.collect())
}

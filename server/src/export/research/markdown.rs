//! Interviews, themes and the codebook as Markdown, to be read.

use super::{Ground, Material, Talk, ThemeFile, csv::paths, source::heading};
use app::domain::{Codebook, Sentiment, TagId};
use std::{collections::HashMap, fmt::Write};

/// A text on one line, so that it cannot end a heading or a list.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a quotation, each of its lines.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}\n")).collect()
}

/// An interview: what was asked and written down, and below each note what is marked in it.
#[must_use]
pub fn interview(material: &Material, talk: &Talk) -> String {
    let mut text = format!(
        "# Interview with {}\n\n{}, by the guide “{}”.\n\n*{}*\n",
        line(&talk.with),
        talk.day,
        line(&talk.guide),
        talk.agreed,
    );
    for said in &talk.said {
        let heading = heading(material, talk, said);
        let _ = write!(text, "\n## {}\n\n{}\n", line(&heading), said.text.trim_end());
        for highlight in &said.highlights {
            let tags = paths(&material.codebook, &highlight.tags).join(", ");
            let tags = if tags.is_empty() { "Marked".to_owned() } else { line(&tags) };
            let sentiment = highlight.sentiment.map_or("", Sentiment::title);
            let sentiment =
                if sentiment.is_empty() { String::new() } else { format!(" ({sentiment})") };
            let coder = material.researcher(highlight.coder);
            let words = quoted(highlight.span.of(&said.text));
            let _ = write!(text, "\n{words}>\n> — {tags}{sentiment}, marked by {coder}\n");
        }
    }
    text
}

/// A theme with what speaks for it and what against.
#[must_use]
pub fn theme(file: &ThemeFile) -> String {
    let mut text = format!("# {}\n\n{}\n", line(&file.theme.title), file.theme.summary.trim());
    for (supports, heading) in [(true, "What speaks for it"), (false, "What speaks against it")] {
        let grounds: Vec<_> =
            file.grounds.iter().filter(|ground| ground.supports == supports).collect();
        let _ = write!(text, "\n## {heading}\n");
        if grounds.is_empty() {
            text.push_str("\nNothing.\n");
        }
        for Ground { from, when, words, tags, .. } in grounds {
            let when = if when.is_empty() { String::new() } else { format!(", {when}") };
            let tags =
                if tags.is_empty() { String::new() } else { format!(" · {}", tags.join(", ")) };
            let whence = line(&format!("{from}{when}{tags}"));
            let _ = write!(text, "\n{}>\n> — {whence}\n", quoted(words));
        }
    }
    match file.theme.withdrawn {
        0 => {}
        1 => text.push_str("\nOne piece of evidence was taken back by whoever gave it.\n"),
        many => {
            let _ =
                write!(text, "\n{many} pieces of evidence were taken back by whoever gave them.\n");
        }
    }
    text
}

/// The codebook as a list with what each tag is for.
#[must_use]
pub fn codebook(codebook: &Codebook, uses: &HashMap<TagId, i64>) -> String {
    let mut text = "# Codebook\n".to_owned();
    for tag in codebook.tags() {
        let indent = "  ".repeat(codebook.depth(tag.id));
        let count = uses.get(&tag.id).copied().unwrap_or_default();
        let description = line(&tag.description);
        let colon = if description.is_empty() { "" } else { ": " };
        let name = line(&tag.name);
        let _ = write!(text, "\n{indent}- **{name}** ({count}){colon}{description}");
    }
    text.push('\n');
    text
}

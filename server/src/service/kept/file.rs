//! What is kept about somebody as files: one to be read, one for programs.

use app::ports::{Kept, KeptEntry, KeptNote};
use serde_json::{Value, json};
use std::fmt::Write;

/// To be read.
pub(super) fn markdown(kept: &Kept) -> String {
    let mut text = format!("# What is kept about you\n\nOn {}.\n", kept.at);
    for section in &kept.sections {
        let _ = write!(text, "\n## {}\n\n{}\n", section.title, section.lead);
        if section.entries.is_empty() {
            text.push_str("\nNothing.\n");
        }
        for entry in &section.entries {
            text.push('\n');
            if !entry.title.is_empty() {
                let _ = write!(text, "### {}\n\n", entry.title);
            }
            for (name, value) in &entry.facts {
                let _ = writeln!(text, "- {name}: {value}");
            }
            for note in &entry.notes {
                let _ = write!(text, "\n#### {} ({})\n\n{}\n", note.prompt, note.author, note.text);
            }
        }
    }
    text
}

/// For programs. An attribute of the roster may have a name that is ours already; both are told.
pub(super) fn as_json(kept: &Kept) -> Value {
    let entry = |entry: &KeptEntry| {
        let mut object = serde_json::Map::new();
        if !entry.title.is_empty() {
            object.insert("title".to_owned(), json!(entry.title));
        }
        if !entry.notes.is_empty() {
            let note = |note: &KeptNote| json!({ "prompt": note.prompt, "author": note.author, "text": note.text });
            object.insert("notes".to_owned(), entry.notes.iter().map(note).collect());
        }
        for (name, value) in &entry.facts {
            let mut name = name.clone();
            while object.contains_key(&name) {
                name.push_str(" (roster)");
            }
            object.insert(name, json!(value));
        }
        Value::Object(object)
    };
    let sections = kept.sections.iter().map(|section| {
        let entries: Value = section.entries.iter().map(entry).collect();
        (section.key.to_owned(), entries)
    });
    let mut object: serde_json::Map<String, Value> = sections.collect();
    object.insert("at".to_owned(), json!(kept.at));
    Value::Object(object)
}

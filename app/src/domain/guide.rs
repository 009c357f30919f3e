//! Guides: what an interviewer asks, in sections, as a text that is as easy to write as to read.
//!
//! ```text
//! # Warming up (5 min)
//! - What are you working on these days?
//!   Let them talk; note which tools they name by themselves.
//! ```
//!
//! A line that begins with `#` starts a section, `-` a prompt, and what follows a prompt is a hint
//! for whoever asks it.

use super::{GuideId, GuideVersionId};
use std::fmt;

/// Longest outline, in characters: some thirty printed pages.
pub const LONGEST_OUTLINE: usize = 60_000;

/// Longest section, in minutes.
pub const LONGEST_SECTION: u32 = 240;

/// A set of prompts for one kind of conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Identity, the same through all versions.
    pub id: GuideId,
    /// Short name in files; unique.
    pub key: String,
    /// Unique name, such as “Workflow walk-through”.
    pub name: String,
    /// A retired guide starts no more interviews; those that used it stay as they are.
    pub retired: bool,
    /// The version that the next interview uses.
    pub current: GuideVersion,
}

/// One immutable version of a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideVersion {
    /// Identity.
    pub id: GuideVersionId,
    /// 1, 2, ... within the guide.
    pub version: i64,
    /// What it is good for and when to use it.
    pub purpose: String,
    /// Its sections and prompts.
    pub outline: Outline,
}

/// The sections of a guide in order: at least one, each with at least one prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline(Vec<Section>);

/// Prompts that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// How long it should take.
    pub minutes: Option<u32>,
    /// What is asked.
    pub prompts: Vec<Prompt>,
}

/// One thing to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The question, or how to open it.
    pub text: String,
    /// What to listen for, or to ask next; for the interviewer alone. Can be empty.
    pub hint: String,
}

/// What is wrong with one line of an outline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}: {problem}")]
pub struct OutlineProblem {
    /// From 1; that of the last line where something is missing at the end.
    pub line: usize,
    /// What to do about it.
    pub problem: String,
}

impl Outline {
    /// Reads an outline.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<OutlineProblem>> {
        let mut reading = Reading::default();
        if text.chars().count() > LONGEST_OUTLINE {
            reading.wrong(1, format!("Shorten the guide to {LONGEST_OUTLINE} characters"));
            return Err(reading.problems);
        }
        for (index, line) in text.lines().enumerate() {
            reading.line(index + 1, line);
        }
        reading.finish()
    }

    /// Its sections in order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.0
    }

    /// Minutes of all sections that have some.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.0.iter().filter_map(|section| section.minutes).sum()
    }

    /// How many prompts it has.
    #[must_use]
    pub fn prompts(&self) -> usize {
        self.0.iter().map(|section| section.prompts.len()).sum()
    }
}

impl fmt::Display for Outline {
    /// The outline as [`Outline::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, section) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "# {}", section.title)?;
            match section.minutes {
                Some(minutes) => writeln!(f, " ({minutes} min)")?,
                None => writeln!(f)?,
            }
            for prompt in &section.prompts {
                writeln!(f, "- {}", prompt.text)?;
                for line in prompt.hint.lines() {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Reading {
    sections: Vec<Section>,
    problems: Vec<OutlineProblem>,
    /// Where the newest section began.
    began: usize,
}

impl Reading {
    fn wrong(&mut self, line: usize, problem: impl Into<String>) {
        self.problems.push(OutlineProblem { line, problem: problem.into() });
    }

    fn line(&mut self, number: usize, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        if line.starts_with('#') {
            return self.heading(number, line.trim_start_matches('#').trim());
        }
        let asked = line.strip_prefix('-').or_else(|| line.strip_prefix('*'));
        let Some(section) = self.sections.last_mut() else {
            return self.wrong(number, "Begin with a section: “# Warming up (5 min)”");
        };
        match (asked.map(str::trim), section.prompts.last_mut()) {
            (Some(""), _) => self.wrong(number, "Write the question behind the dash"),
            (Some(text), _) => {
                section.prompts.push(Prompt { text: text.to_owned(), hint: String::new() });
            }
            (None, Some(prompt)) => {
                if !prompt.hint.is_empty() {
                    prompt.hint.push('\n');
                }
                prompt.hint.push_str(line);
            }
            (None, None) => {
                self.wrong(number, "Begin a question with a dash: “- What did you do last?”");
            }
        }
    }

    fn heading(&mut self, number: usize, heading: &str) {
        self.close_section();
        let (title, minutes) = match timing(heading) {
            Some((title, minutes)) => (title, Some(minutes)),
            None => (heading, None),
        };
        if title.is_empty() {
            self.wrong(number, "Give the section a heading");
        }
        if minutes.is_some_and(|minutes| minutes == 0 || minutes > LONGEST_SECTION) {
            self.wrong(number, format!("A section takes 1 to {LONGEST_SECTION} minutes"));
        }
        self.began = number;
        self.sections.push(Section { title: title.to_owned(), minutes, prompts: Vec::new() });
    }

    /// Finds fault with a section that asks nothing.
    fn close_section(&mut self) {
        if self.sections.last().is_some_and(|section| section.prompts.is_empty()) {
            self.wrong(self.began, "Ask at least one question in this section");
        }
    }

    fn finish(mut self) -> Result<Outline, Vec<OutlineProblem>> {
        self.close_section();
        if self.sections.is_empty() && self.problems.is_empty() {
            self.wrong(1, "Write at least one section with one question");
        }
        self.problems.sort_by_key(|problem| problem.line);
        if self.problems.is_empty() { Ok(Outline(self.sections)) } else { Err(self.problems) }
    }
}

/// “Warming up (5 min)” taken apart; none without minutes at the end.
fn timing(heading: &str) -> Option<(&str, u32)> {
    let (title, minutes) = heading.strip_suffix(')')?.rsplit_once('(')?;
    let minutes = minutes.trim();
    let digits = minutes.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let unit = minutes[digits.len()..].trim();
    let known = ["", "m", "min", "min.", "mins", "minutes"].contains(&unit);
    (known).then_some((title.trim(), digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHORT: &str = "# Warming up (5 min)\n- What are you working on?\n  Let them talk.\n  \
                         Note tools.\n- Since when?\n\n# The end\n- Whom else should we ask?\n";

    fn problems(text: &str) -> Vec<(usize, String)> {
        let problems = Outline::parse(text).expect_err("something is wrong with it");
        problems.into_iter().map(|problem| (problem.line, problem.problem)).collect()
    }

    #[test]
    fn sections_prompts_and_hints_are_read() {
        let outline = Outline::parse(SHORT).expect("an outline");
        let [first, last] = outline.sections() else { panic!("two sections") };
        assert_eq!((first.title.as_str(), first.minutes), ("Warming up", Some(5)));
        assert_eq!(first.prompts[0].hint, "Let them talk.\nNote tools.");
        assert_eq!(first.prompts[1].hint, "");
        assert_eq!((last.title.as_str(), last.minutes), ("The end", None));
        assert_eq!((outline.minutes(), outline.prompts()), (5, 3));
    }

    #[test]
    fn it_is_written_as_it_was_read() {
        assert_eq!(Outline::parse(SHORT).expect("an outline").to_string(), SHORT);
    }

    #[test]
    fn minutes_are_found_in_every_way_people_write_them() {
        for heading in ["# A (7 min)", "#A (7)", "## A ( 7 minutes )", "# A (7min.)", "# A (7m)"] {
            let outline = Outline::parse(&format!("{heading}\n* B")).expect("an outline");
            let section = &outline.sections()[0];
            assert_eq!((section.title.as_str(), section.minutes), ("A", Some(7)), "{heading}");
        }
        let outline = Outline::parse("# Your week (roughly)\n- B").expect("an outline");
        assert_eq!(outline.sections()[0].title, "Your week (roughly)");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let said = problems("hello\n# (5 min)\nnot a dash\n-\n# A (0 min)\n# B (900 min)\n- C");
        let lines: Vec<_> = said.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 2, 3, 4, 5, 5, 6], "{said:?}");
        assert_eq!(problems(" \n"), [(1, "Write at least one section with one question".into())]);
        assert_eq!(problems(&"x".repeat(LONGEST_OUTLINE + 1)).len(), 1);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_and_read_the_same(text in "([#*-]? ?[a-z(5min) ]{0,9}\n){0,12}") {
            if let Ok(outline) = Outline::parse(&text) {
                prop_assert_eq!(Outline::parse(&outline.to_string()), Ok(outline));
            }
        }
    }
}

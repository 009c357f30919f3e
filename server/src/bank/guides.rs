//! Ready-made guides for interviews, in our own words.
//!
//! A guide asks for one real story and stays with it; what people say they usually do is kinder
//! than what they did. To add one: a text in `guides/` as `app::domain::guide` reads it, and an
//! entry below with a new key.

/// A guide of the bank.
#[derive(Clone, Copy, Debug)]
pub struct BankGuide {
    /// Stable short name.
    pub key: &'static str,
    /// Name.
    pub name: &'static str,
    /// What it is good for and when to use it.
    pub purpose: &'static str,
    /// Sections and prompts, as `app::domain::Outline` reads them.
    pub outline: &'static str,
}

/// The key of the guide that an interview about a published figure starts with.
pub const FOLLOW_UP: &str = "survey-follow-up";

/// Every guide of the bank.
pub const GUIDES: [BankGuide; 3] = [
    BankGuide {
        key: "workflow-walk-through",
        name: "Workflow walk-through",
        purpose: "How work really goes, step by step, from the last change that reached users. \
                  Good for a first talk with a team, and before anything is built.",
        outline: include_str!("guides/workflow-walk-through.md"),
    },
    BankGuide {
        key: "jobs-to-be-done",
        name: "Jobs to be done",
        purpose: "What people try to get done, what they took up for it and what they dropped. \
                  Good when you wonder what a tool is for, or why nobody uses it.",
        outline: include_str!("guides/jobs-to-be-done.md"),
    },
    BankGuide {
        key: FOLLOW_UP,
        name: "Follow-up on a survey result",
        purpose: "What is behind a figure that moved, without asking anybody what they answered. \
                  Good in the weeks after publishing.",
        outline: include_str!("guides/survey-follow-up.md"),
    },
];

#[cfg(test)]
mod tests {
    use super::GUIDES;
    use app::domain::Outline;
    use std::collections::BTreeSet;

    #[test]
    fn every_guide_can_be_read_and_fits_into_an_hour() {
        for guide in GUIDES {
            let outline = Outline::parse(guide.outline).expect(guide.key);
            assert_eq!(outline.to_string(), guide.outline, "{}", guide.key);
            assert!((30..=60).contains(&outline.minutes()), "{}", guide.key);
            assert!(outline.sections().iter().all(|section| section.minutes.is_some()));
        }
    }

    #[test]
    fn no_two_guides_share_a_key_or_a_name() {
        let keys: BTreeSet<_> = GUIDES.iter().map(|guide| guide.key).collect();
        let names: BTreeSet<_> = GUIDES.iter().map(|guide| guide.name).collect();
        assert_eq!((keys.len(), names.len()), (GUIDES.len(), GUIDES.len()));
    }
}

//! A small codebook to begin with, in our own words.
//!
//! Four groups that most interviews with developers need; a team adds its own words as it reads.
//! Each description says when to use the tag and when not, because that is what coders differ on.

/// A tag of the bank, with those below it.
#[derive(Clone, Copy, Debug)]
pub struct BankTag {
    /// Its name.
    pub name: &'static str,
    /// When to use it and when not.
    pub description: &'static str,
    /// The tags below it: name and description.
    pub below: &'static [(&'static str, &'static str)],
}

/// The groups of the codebook.
pub const CODEBOOK: [BankTag; 4] = [
    BankTag {
        name: "Waiting",
        description: "Work stands still until something or somebody else is done. Not for work that \
                      is slow while one is at it.",
        below: &[
            (
                "Waiting for a review",
                "A change is done and waits to be read, also for the second round.",
            ),
            (
                "Waiting for a machine",
                "Builds, tests, deployments or environments that take their time.",
            ),
            (
                "Waiting for another team",
                "An answer, an access or a change that only somebody elsewhere can give.",
            ),
        ],
    },
    BankTag {
        name: "Finding out",
        description: "What it takes to know how something works or what is meant. Not for waiting \
                      until somebody answers.",
        below: &[
            (
                "Unwritten knowledge",
                "It is known, but only by asking the right person, or by having been there.",
            ),
            (
                "Hard to follow",
                "Code, systems or documents that one has, and still has to puzzle out.",
            ),
            (
                "Unclear goal",
                "What should be built, for whom, or how one would know that it works.",
            ),
        ],
    },
    BankTag {
        name: "Flow",
        description: "How a day holds together: staying with one thing, or being pulled from it.",
        below: &[
            (
                "Interrupted",
                "Pulled out of work by messages, meetings, incidents or other people’s requests.",
            ),
            (
                "Work on the side",
                "Chores around the work: forms, set-up, moving things by hand from here to there.",
            ),
            ("Time to think", "A stretch without anything else, or the wish for one."),
        ],
    },
    BankTag {
        name: "Ways around",
        description: "What people do because the intended way does not serve them. Not for a way \
                      that a team chose together.",
        below: &[
            ("Own tool", "A script, a bookmark or a sheet that somebody made to get by."),
            ("Skipped step", "A check, a test or a rule that is left out, and why."),
            ("Gave up", "Something that is not done any more because it costs too much."),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::CODEBOOK;
    use app::domain::tag::{LONGEST_DESCRIPTION, LONGEST_NAME};
    use std::collections::BTreeSet;

    #[test]
    fn every_tag_has_its_own_name_and_says_when_to_use_it() {
        let groups = CODEBOOK.iter().map(|group| (group.name, group.description));
        let all = groups.chain(CODEBOOK.iter().flat_map(|group| group.below.iter().copied()));
        let all: Vec<_> = all.collect();
        let names: BTreeSet<String> = all.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(names.len(), all.len());
        for (name, description) in all {
            assert!(name.chars().count() <= LONGEST_NAME && !name.contains(','), "{name}");
            let length = description.chars().count();
            assert!((20..=LONGEST_DESCRIPTION).contains(&length), "{name}");
        }
    }
}

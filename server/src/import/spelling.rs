//! Team paths as people write them: with `/` or ` > `, and not always in the same case.

use app::domain::{TeamPath, team::TeamPathError};
use std::collections::HashMap;

/// Reads a path that is separated by `/` or ` > `.
pub(super) fn team_path(text: &str) -> Result<TeamPath, TeamPathError> {
    TeamPath::parse(&text.replace(" > ", " / "))
}

/// Spells every team as it was first spelled, whatever the case later on.
#[derive(Debug, Default)]
pub(super) struct Spelling(HashMap<String, TeamPath>);

impl Spelling {
    /// `path` as it was first spelled, and the teams above it too.
    pub(super) fn of(&mut self, path: TeamPath) -> TeamPath {
        let key = path.to_string().to_lowercase();
        if let Some(known) = self.0.get(&key) {
            return known.clone();
        }
        // The team above may have been spelled before, on its own or in another path.
        let spelled = match path.parent() {
            Some(parent) => {
                let parent = self.of(parent);
                TeamPath::parse(&format!("{parent} / {}", path.name())).unwrap_or(path)
            }
            None => path,
        };
        self.0.insert(key, spelled.clone());
        spelled
    }
}

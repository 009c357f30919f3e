//! For which team an imported response counts.
//!
//! Somebody who names several teams counts for the nearest team above all of them: for the root,
//! where all teams are directly below it. So every answer is counted once in the organisation's
//! figures and once in those of each team it is in; nobody weighs more for working in two
//! places; and the tree stays a partition of the responses, which the rules against differencing
//! stand on (their atoms are differences between a team and those below it). The price is that
//! such a response says nothing about either team alone. Counting a share for each would break
//! all three, and picking one of the teams would make something up.
//!
//! Somebody who names no team counts for the root.

use super::{
    mapping::{TeamRule, compared},
    spelling::{Spelling, team_path},
    table::tidy,
};
use app::domain::TeamPath;

/// How many teams a respondent named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    None,
    One,
    Several,
}

/// Turns what respondents wrote into teams.
pub(super) struct Teams<'m> {
    rule: &'m TeamRule,
    spelling: Spelling,
}

impl<'m> Teams<'m> {
    pub(super) fn new(rule: &'m TeamRule) -> Self {
        let mut spelling = Spelling::default();
        // Names that the mapping gives are spelled as it spells them.
        if let Some(root) = &rule.root {
            spelling.of(root.clone());
        }
        let mut teams = Self { rule, spelling };
        let mut given: Vec<&String> = rule.aliases.values().collect();
        given.sort();
        for name in given {
            // One that is no path is told where somebody uses it.
            let _ = teams.path(name);
        }
        teams
    }

    /// The names in one cell.
    pub(super) fn split(&self, cell: &str, separators: &[String]) -> Vec<String> {
        let whole = compared(cell);
        if self.rule.aliases.contains_key(&whole) || self.rule.ignore.contains(&whole) {
            return vec![cell.to_owned()];
        }
        let mut names = vec![cell.to_owned()];
        for separator in separators {
            names = names
                .iter()
                .flat_map(|name| name.split(separator.as_str()).map(ToOwned::to_owned))
                .collect();
        }
        names
    }

    /// The team that somebody counts for who named these.
    pub(super) fn place(&mut self, names: &[String]) -> Result<(TeamPath, Named), String> {
        let mut paths: Vec<TeamPath> = Vec::new();
        for name in names {
            let written = compared(name);
            let name = self.rule.aliases.get(&written).unwrap_or(name);
            let ignored = |text: &str| self.rule.ignore.contains(text);
            if written.is_empty() || ignored(&written) || ignored(&compared(name)) {
                continue;
            }
            let path = self.path(name)?;
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        match paths.as_slice() {
            [] => self
                .rule
                .root
                .clone()
                .map(|root| (root, Named::None))
                .ok_or_else(|| "no team is named here; give the mapping a teams.root".into()),
            [one] => Ok((one.clone(), Named::One)),
            several => common(several).map(|path| (path, Named::Several)).ok_or_else(|| {
                "several teams are named here that have none above them; give the mapping a \
                 teams.root"
                    .into()
            }),
        }
    }

    fn path(&mut self, name: &str) -> Result<TeamPath, String> {
        if name.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return Err("there is a control character in the name of the team".into());
        }
        let mut path = team_path(&tidy(name)).map_err(|error| error.to_string())?;
        if let Some(root) = &self.rule.root
            && !is_within(&path, root)
        {
            path =
                TeamPath::parse(&format!("{root} / {path}")).map_err(|error| error.to_string())?;
        }
        Ok(self.spelling.of(path))
    }
}

/// Whether a path already begins with the root.
fn is_within(path: &TeamPath, root: &TeamPath) -> bool {
    path.parts().len() >= root.parts().len()
        && path
            .parts()
            .iter()
            .zip(root.parts())
            .all(|(one, other)| compared(one) == compared(other))
}

/// The nearest team that is above all of these, or one of them.
fn common(paths: &[TeamPath]) -> Option<TeamPath> {
    let mut nearest = paths.first()?.clone();
    for path in &paths[1..] {
        while !is_within(path, &nearest) {
            nearest = nearest.parent()?;
        }
    }
    Some(nearest)
}

/// A team's path and those of all above it, from the root down.
pub(super) fn with_those_above(path: &TeamPath) -> Vec<TeamPath> {
    let mut line: Vec<TeamPath> =
        std::iter::successors(Some(path.clone()), TeamPath::parent).collect();
    line.reverse();
    line
}

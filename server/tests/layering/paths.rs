//! The paths that a source file names, each from its root: `crate::store::Store`, `sqlx::query`.

use super::tokens::{Spot, Token, tokens};

/// A path and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its parts from the root; the first is `crate` or the name of a library, or of something in
    /// this file.
    pub parts: Vec<String>,
    /// From 1.
    pub line: usize,
}

/// Every path of two parts or more, and everything in `use`. `module` is the file's own path.
pub fn paths(source: &str, module: &[String]) -> Vec<Named> {
    let spots = tokens(source);
    let mut reader = Reader { spots: &spots, module: module.to_vec(), found: Vec::new() };
    let mut depth = 0_usize;
    // Modules within the file, by the depth of braces at which each ends.
    let mut inner: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < spots.len() {
        match &spots[at].token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => {
                depth = depth.saturating_sub(1);
                if inner.last() == Some(&depth) {
                    inner.pop();
                    reader.module.pop();
                }
            }
            Token::Word(word) if word == "mod" => {
                if let (Some(name), Some(open)) = (spots.get(at + 1), spots.get(at + 2))
                    && let (Some(name), true) = (name.word(), open.is('{'))
                {
                    reader.module.push(name.to_owned());
                    inner.push(depth);
                }
            }
            Token::Word(_) if !follows_a_path(&spots, at) => {
                at = reader.path(at, &[]).max(at + 1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    reader.found
}

/// Whether `at` is a later part of a path, or a field or method.
fn follows_a_path(spots: &[Spot], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| &spots[at]);
    // `::name` as a later part, but not `use ::name` or `<::name`; nobody here writes those.
    before(1).is_some_and(|spot| spot.is('.'))
        || (before(1).is_some_and(|spot| spot.is(':'))
            && before(2).is_some_and(|spot| spot.is(':')))
}

struct Reader<'a> {
    spots: &'a [Spot],
    module: Vec<String>,
    found: Vec<Named>,
}

impl Reader<'_> {
    fn separated(&self, at: usize) -> bool {
        let colon = |at: usize| self.spots.get(at).is_some_and(|spot| spot.is(':'));
        colon(at) && colon(at + 1) && self.spots[at + 1].joined
    }

    /// Reads the path that goes on at `at` after `before`; gives where it ended.
    fn path(&mut self, at: usize, before: &[String]) -> usize {
        let mut parts = before.to_vec();
        let mut at = at;
        let line = self.spots[at].line;
        while let Some(word) = self.spots.get(at).and_then(Spot::word) {
            parts.push(word.to_owned());
            at += 1;
            if !self.separated(at) {
                break;
            }
            at += 2;
            if self.spots.get(at).is_some_and(|spot| spot.is('{')) {
                return self.group(at, &parts);
            }
        }
        if parts.len() > 1 {
            self.found.push(Named { parts: self.below_root(parts), line });
        }
        at
    }

    /// Reads `{a, b::c}` after `before`.
    fn group(&mut self, open: usize, before: &[String]) -> usize {
        let mut at = open + 1;
        while let Some(spot) = self.spots.get(at) {
            match &spot.token {
                Token::Sign('}') => return at + 1,
                Token::Word(word) if word == "self" => {
                    let parts = self.below_root(before.to_vec());
                    self.found.push(Named { parts, line: spot.line });
                    at += 1;
                }
                Token::Word(word) if word == "as" => at += 2,
                Token::Word(_) => at = self.path(at, before),
                _ => at += 1,
            }
        }
        at
    }

    /// With `super` and `self` resolved.
    fn below_root(&self, parts: Vec<String>) -> Vec<String> {
        let ups = parts.iter().take_while(|part| *part == "super").count();
        let own = usize::from(ups == 0 && parts[0] == "self");
        if ups + own == 0 {
            return parts;
        }
        let kept = self.module.len().saturating_sub(ups);
        let mut rooted = vec!["crate".to_owned()];
        rooted.extend_from_slice(&self.module[..kept]);
        rooted.extend(parts.into_iter().skip(ups + own));
        rooted
    }
}

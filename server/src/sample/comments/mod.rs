//! Comments, written for the sample organisation: none names a person, none is anybody's.
//!
//! One file for each open question of the standard set. To add a comment: a line in the file of
//! the question it answers. [`said`] can be said by anybody; [`told`] belongs to one team and to
//! the quarters in which it was true, so that whoever reads about a planted effect finds its
//! reason.

mod keep_this;
mod one_change;
mod platform_wish;

use super::chance::Chance;
use app::domain::Dimension;
use std::{collections::BTreeMap, ops::Range};

/// Share of respondents who write something to an open question.
const WRITES: f64 = 0.15;
/// Share of those with a story of their team who tell it.
const TELLS: f64 = 0.6;

/// One thing that can be written.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    /// What it is about.
    pub(super) about: Dimension,
    /// What it says.
    pub(super) text: &'static str,
    /// Whose story it is: key of the team, and the quarters (index) in which it is true.
    pub(super) story: Option<(&'static str, Range<usize>)>,
}

/// Something that anybody can say.
const fn said(about: Dimension, text: &'static str) -> Comment {
    Comment { about, text, story: None }
}

/// Something that one team can say in some quarters.
const fn told(
    team: &'static str,
    quarters: Range<usize>,
    about: Dimension,
    text: &'static str,
) -> Comment {
    Comment { about, text, story: Some((team, quarters)) }
}

/// What is written to an open question.
pub(super) fn pool(question: &str) -> &'static [Comment] {
    match question {
        "keep-this" => keep_this::POOL,
        "one-change" => one_change::POOL,
        "platform-wish" => platform_wish::POOL,
        _ => &[],
    }
}

/// Deals out comments, so that none is read twice in a quarter and all get their turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Dealer {
    /// How often, and in which quarter last, a comment was dealt: by question and place.
    dealt: BTreeMap<(&'static str, usize), (usize, usize)>,
}

impl Dealer {
    /// What somebody writes to a question, if anything.
    ///
    /// `stands` is where they stand in each dimension they know about, in points above or below
    /// what is usual: praise is about what is best, and wishes are about what is worst.
    pub(super) fn deal(
        &mut self,
        chance: &mut Chance,
        question: &'static str,
        team: &str,
        quarter: usize,
        stands: &BTreeMap<Dimension, f64>,
    ) -> Option<&'static str> {
        if !chance.happens(WRITES) {
            return None;
        }
        let praise = question == "keep-this";
        let mut subjects: Vec<Dimension> = stands.keys().copied().collect();
        subjects.sort_by(|a, b| {
            let order = stands[a].total_cmp(&stands[b]);
            if praise { order.reverse() } else { order }
        });
        // Rarely the very first thing that comes to mind; never what one has no opinion on.
        subjects.truncate(3);
        chance.shuffle(&mut subjects);
        let pool = pool(question);
        let free = |place: &usize| {
            self.dealt.get(&(question, *place)).is_none_or(|&(_, last)| last != quarter)
        };
        let stories: Vec<usize> = (0..pool.len())
            .filter(|&place| {
                pool[place]
                    .story
                    .as_ref()
                    .is_some_and(|(whose, when)| *whose == team && when.contains(&quarter))
            })
            .filter(free)
            .collect();
        let chosen = if !stories.is_empty() && chance.happens(TELLS) {
            chance.pick(&stories)
        } else {
            subjects.iter().find_map(|&subject| {
                (0..pool.len())
                    .filter(|&place| pool[place].about == subject && pool[place].story.is_none())
                    .filter(free)
                    .min_by_key(|&place| self.dealt.get(&(question, place)).map_or(0, |it| it.0))
            })
        };
        chosen.map(|place| {
            let count = self.dealt.get(&(question, place)).map_or(0, |it| it.0);
            self.dealt.insert((question, place), (count + 1, quarter));
            pool[place].text
        })
    }
}

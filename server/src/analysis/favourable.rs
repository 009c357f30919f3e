//! How many of those who answered an item did so favourably.

/// Favourable answers of one team and item: x of n.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Favourable {
    /// Answers in the favourable set: x.
    pub count: u32,
    /// Responses with a value: n.
    pub answered: u32,
}

impl Favourable {
    /// x / n; none where nobody answered.
    ///
    /// Source: this project's definition.
    ///
    /// ```
    /// use soundings::analysis::Favourable;
    /// assert_eq!(Favourable { count: 3, answered: 4 }.share(), Some(0.75));
    /// assert_eq!(Favourable::default().share(), None);
    /// ```
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.answered > 0).then(|| f64::from(self.count) / f64::from(self.answered))
    }
}

//! What is put into the answers on purpose, written down so that tests can ask for it.

use app::domain::Dimension;

/// How an effect comes about over the quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// All at once: in full from this quarter (index) on.
    Step {
        /// The first quarter that has it.
        from: usize,
    },
    /// In equal parts a quarter.
    Steady {
        /// The first quarter that has a part of it.
        from: usize,
        /// The first quarter that has all of it.
        until: usize,
    },
}

impl Course {
    /// Which part of the effect is there in a quarter, 0 to 1.
    #[must_use]
    pub fn share(self, quarter: usize) -> f64 {
        match self {
            Self::Step { from } => f64::from(u8::from(quarter >= from)),
            Self::Steady { from, until } => {
                let parts = (until + 1).saturating_sub(from).max(1);
                let done = (quarter + 1).saturating_sub(from).min(parts);
                done as f64 / parts as f64
            }
        }
    }

    /// The last quarter (index) without any of it.
    #[must_use]
    pub fn last_before(self) -> usize {
        let (Self::Step { from } | Self::Steady { from, .. }) = self;
        from.saturating_sub(1)
    }

    /// The first quarter (index) with all of it.
    #[must_use]
    pub fn complete_from(self) -> usize {
        match self {
            Self::Step { from } => from,
            Self::Steady { until, .. } => until,
        }
    }
}

/// How much is asked of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Large enough that a sound analysis finds it.
    Main,
    /// What a main effect brings along: finding it is right, missing it is no fault.
    Echo,
}

/// A true change of one team, in all number items of one dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlantedEffect {
    /// Key of the team.
    pub team: &'static str,
    /// The dimension whose items move.
    pub dimension: Dimension,
    /// When.
    pub course: Course,
    /// Where the team starts, in points of the scale from 0 to 100, before answers are rounded.
    pub starts_at: f64,
    /// By how much each item's level moves in the end, in points, before answers are rounded.
    pub shift: f64,
    /// By how much the team's published score is therefore expected to move: a little less,
    /// because a scale ends at 1 and 5.
    pub points: f64,
    /// How much is asked of an analysis.
    pub weight: Weight,
    /// Why, as the organisation would tell it.
    pub story: &'static str,
}

/// Every planted effect; the table in the module's documentation.
pub(super) const EFFECTS: [PlantedEffect; 6] = [
    PlantedEffect {
        team: "route-planning",
        dimension: Dimension::FeedbackLoops,
        course: Course::Steady { from: 2, until: 7 },
        starts_at: 36.0,
        shift: 34.0,
        points: 33.0,
        weight: Weight::Main,
        story: "Every quarter the team repaired the slowest or least reliable part of its checks, \
                and it shared out reviews by a rota.",
    },
    PlantedEffect {
        team: "route-planning",
        dimension: Dimension::Satisfaction,
        course: Course::Steady { from: 2, until: 7 },
        starts_at: 57.0,
        shift: 12.0,
        points: 12.0,
        weight: Weight::Echo,
        story: "Quicker feedback made the quarters themselves better.",
    },
    PlantedEffect {
        team: "shopper-app",
        dimension: Dimension::Deployment,
        course: Course::Step { from: 4 },
        starts_at: 37.0,
        shift: 34.0,
        points: 33.0,
        weight: Weight::Main,
        story: "The app moved from release evenings with a checklist to the platform's new \
                pipeline, with a way back at the press of a button.",
    },
    PlantedEffect {
        team: "shopper-app",
        dimension: Dimension::Satisfaction,
        course: Course::Step { from: 4 },
        starts_at: 58.0,
        shift: 12.0,
        points: 12.0,
        weight: Weight::Echo,
        story: "No more release evenings.",
    },
    PlantedEffect {
        team: "merchant-billing",
        dimension: Dimension::Tooling,
        course: Course::Step { from: 5 },
        starts_at: 75.0,
        shift: -34.0,
        points: -33.0,
        weight: Weight::Main,
        story: "A managed development container replaced the team's own local set-up; billing's \
                large application hardly runs in it.",
    },
    PlantedEffect {
        team: "merchant-billing",
        dimension: Dimension::Satisfaction,
        course: Course::Step { from: 5 },
        starts_at: 69.0,
        shift: -12.0,
        points: -12.0,
        weight: Weight::Echo,
        story: "Fighting the set-up spoiled the quarters after the change.",
    },
];

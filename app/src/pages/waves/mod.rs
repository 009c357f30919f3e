//! One wave: where it is on its way, and the next step.

mod wave;

pub(super) use wave::Wave;

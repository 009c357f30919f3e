//! The codebook of the sample interviews: what highlights are tagged with, and when.

use super::SampleTag;

/// A group of tags; highlights carry the tags in it.
const fn group(name: &'static str, description: &'static str) -> SampleTag {
    SampleTag { name, parent: None, description }
}

/// A tag of a group.
const fn tag(parent: &'static str, name: &'static str, description: &'static str) -> SampleTag {
    SampleTag { name, parent: Some(parent), description }
}

/// Every tag, groups before what is in them.
#[rustfmt::skip]
pub(super) const CODEBOOK: &[SampleTag] = &[
    group("Waiting",
        "Somebody was ready to go on and could not. Use the tag below that says what for; use this \
         one where it is none of them. Not for slow work."),
    tag("Waiting", "Waiting for a build",
        "For the machines that build and test a change, the queue before them included. Not for \
         starting the software on one's own machine."),
    tag("Waiting", "Waiting for a review",
        "From the moment a change was ready until somebody who understands it had read it. Also \
         where a review came that did not help."),
    tag("Waiting", "Waiting for access",
        "For the right to see or do something. Not for a person who has it and is to do it for \
         somebody: that is waiting for an answer."),
    tag("Waiting", "Waiting for an answer",
        "For a person outside the team: a decision, an approval, a reply to a ticket. Also where \
         the reply was friendly and was none."),

    group("Checks",
        "What the machines say about a change, and whether it is believed. How long they take is \
         waiting for a build."),
    tag("Checks", "Red without reason",
        "A check failed and the change was good. Also the consequence: red that nobody reads, and \
         the opposite, red that is believed again. Say which by the sentiment."),
    tag("Checks", "Pressing retry",
        "What people do about red without thinking. Only where somebody did it or stopped doing \
         it, not where it is possible."),
    tag("Checks", "Repairing a check",
        "Work on the checks themselves: measuring, speeding up, making them reliable, and deciding \
         to. Not for correcting the code that a check found fault with."),

    group("Releasing", "From merged to used."),
    tag("Releasing", "Release evening",
        "People who come together at a set hour to release something, with what that costs and \
         gives them. Not for work at night on something that broke."),
    tag("Releasing", "Way back",
        "Undoing a release, or being unable to. Also switches by which a part is turned off. Not \
         for a correction that is released on top: that belongs here only as what was done instead."),
    tag("Releasing", "Size of a release",
        "How much goes out at once and how long it was collected for, where somebody connects that \
         with what happened."),
    tag("Releasing", "Seeing what a release did",
        "How people knew that it worked, or didn't know. Graphs, numbers, a call from support."),

    group("Working locally", "Having the software on one's own machine, or in what replaced it."),
    tag("Working locally", "Starting the software",
        "How long it takes and how often it fails, the first set-up included."),
    tag("Working locally", "Unlike production",
        "It behaves otherwise here than there, or has other data; and where it behaves the same \
         and somebody says what that is good for."),
    tag("Working locally", "Own workaround",
        "Something that people made or kept for themselves to get around something. Not for tools \
         that the team decided on."),

    group("Knowing", "Finding something out."),
    tag("Knowing", "Written nowhere",
        "They looked and there was nothing. If there was something wrong, it is a page out of date."),
    tag("Knowing", "Page out of date",
        "What they found is no longer true. Also alerts' texts and catalogues."),
    tag("Knowing", "In one head",
        "One or two people know it. Use it for the risk as well as for the help."),

    group("Attention", "What happens to thoughts."),
    tag("Attention", "Losing the thread",
        "They did not know any more what they had been thinking, or filled a wait with something \
         that made it worse. Also where it no longer happens."),
    tag("Attention", "Called at night",
        "Alerts and calls outside working hours, and the day after. Not for planned evenings."),
    tag("Attention", "Putting it off",
        "Something that ought to be done and is avoided, because of what it costs to do it."),

    group("Working together", "Between people and between teams."),
    tag("Working together", "Reorganisation",
        "What a change of the chart did, or that it did nothing. Where something was left behind \
         by it, together with the tag for that."),
    tag("Working together", "Nobody's job",
        "It is unclear who owns something, or the owner that is entered is wrong."),
    tag("Working together", "Told too late",
        "A decision became known when it could no longer be changed."),
    tag("Working together", "Help from the platform",
        "A platform team did something for a team, well or badly. Not for what its tools do by \
         themselves."),
    tag("Working together", "One way for everybody",
        "Something shared that suits many and not all. For both kinds: those it suits, too."),
];

//! “What should the platform team work on next?”

use super::{Comment, said, told};
use app::domain::Dimension::{
    CognitiveLoad, Collaboration, Deployment, Documentation, FeedbackLoops, Flow, OnCall,
    PlatformSupport, Satisfaction, Tooling,
};

#[rustfmt::skip]
pub(super) const POOL: &[Comment] = &[
    said(FeedbackLoops, "More build machines at ten in the morning, when everybody pushes."),
    said(FeedbackLoops, "Test results next to the change, not three clicks away in a log."),
    said(FeedbackLoops, "A quarantine for flaky tests that really keeps them in."),
    said(CognitiveLoad, "One command-line tool instead of the five I have."),
    said(CognitiveLoad, "Sensible defaults. A service should take ten lines of configuration, not two hundred."),
    said(CognitiveLoad, "Tidy up first: old clusters, old templates, old names. Then build new things."),
    said(Flow, "Fewer upgrades that need us. Each one is small, and together they eat a week every quarter."),
    said(Flow, "Batch the mandatory changes. Once a month, in one list, with the effort beside each."),
    said(Tooling, "Anonymised test data that I can load locally, renewed every month."),
    said(Tooling, "Remote workspaces for those of us whose laptops melt."),
    said(Tooling, "Make secrets work the same way locally and in the cluster."),
    said(Documentation, "Search in the portal. If it is only one thing: search."),
    said(Documentation, "Tutorials for the twenty things that everybody does, run every night like tests."),
    said(Documentation, "A catalogue that says who owns what, and is right."),
    said(Documentation, "remove the pages about the old cluster, i follow them every time"),
    said(Deployment, "Preview environments that include a database."),
    said(Deployment, "Roll back by itself when the error rate jumps."),
    said(Deployment, "Let teams with good tests deploy outside the release window."),
    said(OnCall, "Tracing across services. I guess my way through every incident."),
    said(OnCall, "A standard dashboard for every service, made before its first incident."),
    said(OnCall, "Send alerts to whoever owns the service. We are paged for things we handed over a year ago."),
    said(Collaboration, "Sit with a product team for a week. You would be surprised."),
    said(Collaboration, "Decide together with us what the shared libraries should do. We have ideas, and time for it too."),
    said(PlatformSupport, "Publish the plan for the quarter and, just as important, what isn't in it."),
    said(PlatformSupport, "Nothing new. Please finish what is there and tell us about it."),
    said(PlatformSupport, "Four weeks' notice for changes that need work from us."),
    said(PlatformSupport, "Shorter waits on tickets. Chat gets an answer within the hour, the form takes days."),
    said(Satisfaction, "You're doing fine. Make sure the people who know how it all works don't burn out."),
    said(Satisfaction, "Whatever takes the least of our time."),
    told("merchant-billing", 5..9, Tooling, "Make the development container carry billing, or let us go back."),
    told("merchant-billing", 5..9, Tooling, "Come and watch us start billing in the new container. Bring a book."),
    told("route-planning", 0..4, FeedbackLoops, "Help us to find out why our checks are slow. We don't even know where to measure."),
    told("shopper-app", 0..3, Deployment, "A pipeline for apps, please. The one you have stops at web services."),
];

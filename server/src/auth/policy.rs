//! Who may do what: the one place where it is decided.
//!
//! [`ROUTES`] says who may call each route; a route that is not listed is refused, and a
//! test walks every route as every role against this table. What depends on the thing
//! asked for (whose team, which wave) is decided by the functions below.

use app::domain::{Consent, Interview, PersonId, Readers, Roles, TeamId, TeamTree, Viewer};
use axum::http::Method;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Also people who are not signed in.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Whoever plans what is done about things: researchers, managers and admins.
    Planner,
    /// Researchers, and admins.
    Researcher,
    /// Researchers alone: what people say in interviews is no administrator's business.
    Interviewer,
    /// Admins.
    Admin,
}

impl Access {
    /// Whether somebody with `roles` (none: not signed in) may call.
    #[must_use]
    pub fn allows(self, roles: Option<Roles>) -> bool {
        match (self, roles) {
            (Self::Anyone, _) => true,
            (_, None) => false,
            (Self::SignedIn, Some(_)) => true,
            (Self::Planner, Some(roles)) => roles.researcher || roles.manager || roles.admin,
            (Self::Researcher, Some(roles)) => roles.researcher || roles.admin,
            (Self::Interviewer, Some(roles)) => roles.researcher,
            (Self::Admin, Some(roles)) => roles.admin,
        }
    }
}

use Access::{Admin, Anyone, Interviewer, Planner, Researcher, SignedIn};

/// Every route: method, pattern as the router has it, who may call it.
pub const ROUTES: &[(Method, &str, Access)] = &[
    (Method::GET, "/", SignedIn),
    (Method::GET, "/healthz", Anyone),
    (Method::GET, "/readyz", Anyone),
    (Method::GET, "/pkg/{version}/{*name}", Anyone),
    (Method::GET, "/sign-in", Anyone),
    (Method::POST, "/sign-in", Anyone),
    (Method::POST, "/sign-in/link", Anyone),
    (Method::GET, "/sign-in/sent", Anyone),
    (Method::GET, "/sign-in/resume", Anyone),
    (Method::POST, "/sign-in/resume", Anyone),
    (Method::GET, "/link/{token}", Anyone),
    (Method::POST, "/link/{token}", Anyone),
    (Method::POST, "/sign-out", Anyone),
    (Method::GET, "/account", SignedIn),
    (Method::POST, "/account/password", SignedIn),
    (Method::POST, "/account/invitations", SignedIn),
    (Method::GET, "/account/kept", SignedIn),
    (Method::GET, "/account/kept.md", SignedIn),
    (Method::GET, "/account/kept.json", SignedIn),
    (Method::GET, "/answer/{wave}", SignedIn),
    (Method::POST, "/answer/{wave}", SignedIn),
    (Method::GET, "/answer/{wave}/done", SignedIn),
    (Method::GET, "/answer/{wave}/seen", SignedIn),
    (Method::POST, "/answer/{wave}/token", SignedIn),
    (Method::POST, "/responses/{wave}", Anyone),
    (Method::GET, "/.well-known/soundings/waves/{wave}", Anyone),
    (Method::GET, "/anonymity", Anyone),
    (Method::GET, "/method", Anyone),
    (Method::GET, "/results", SignedIn),
    (Method::GET, "/results/{wave}", SignedIn),
    (Method::GET, "/results/{wave}/teams/{team}", SignedIn),
    (Method::GET, "/results/{wave}/items/{item}", SignedIn),
    (Method::GET, "/results/{wave}/figures/{format}", SignedIn),
    (Method::GET, "/programs", Researcher),
    (Method::GET, "/programs/new", Researcher),
    (Method::POST, "/programs/new", Researcher),
    (Method::GET, "/programs/{program}", Researcher),
    (Method::GET, "/programs/{program}/settings", Researcher),
    (Method::POST, "/programs/{program}/settings", Researcher),
    (Method::GET, "/programs/{program}/preview", Researcher),
    (Method::POST, "/programs/{program}/items", Researcher),
    (Method::POST, "/programs/{program}/archive", Researcher),
    (Method::POST, "/programs/{program}/waves", Researcher),
    (Method::GET, "/items", Researcher),
    (Method::GET, "/items/new", Researcher),
    (Method::POST, "/items/new", Researcher),
    (Method::GET, "/items/{item}", Researcher),
    (Method::POST, "/items/{item}", Researcher),
    (Method::GET, "/waves/{wave}", Researcher),
    (Method::POST, "/waves/{wave}/times", Researcher),
    (Method::POST, "/waves/{wave}/open", Researcher),
    (Method::POST, "/waves/{wave}/close", Researcher),
    (Method::POST, "/waves/{wave}/publish", Researcher),
    (Method::POST, "/waves/{wave}/delete", Researcher),
    (Method::GET, "/guides", Researcher),
    (Method::GET, "/guides/new", Researcher),
    (Method::POST, "/guides/new", Researcher),
    (Method::GET, "/guides/{guide}", Researcher),
    (Method::GET, "/guides/{guide}/edit", Researcher),
    (Method::POST, "/guides/{guide}/edit", Researcher),
    (Method::POST, "/guides/{guide}/retire", Researcher),
    (Method::GET, "/themes", Planner),
    (Method::GET, "/themes/new", Interviewer),
    (Method::POST, "/themes/new", Interviewer),
    (Method::GET, "/themes/{theme}", Planner),
    (Method::GET, "/themes/{theme}/edit", Interviewer),
    (Method::POST, "/themes/{theme}/edit", Interviewer),
    (Method::GET, "/themes/{theme}/evidence", Interviewer),
    (Method::POST, "/themes/{theme}/evidence", Interviewer),
    (Method::GET, "/jobs", Planner),
    (Method::GET, "/jobs/new", Interviewer),
    (Method::POST, "/jobs/new", Interviewer),
    (Method::GET, "/jobs/{job}", Planner),
    (Method::GET, "/jobs/{job}/edit", Interviewer),
    (Method::POST, "/jobs/{job}/edit", Interviewer),
    (Method::GET, "/jobs/{job}/evidence", Interviewer),
    (Method::POST, "/jobs/{job}/evidence", Interviewer),
    (Method::GET, "/evidence", Interviewer),
    (Method::POST, "/evidence", Interviewer),
    (Method::POST, "/evidence/{evidence}", Interviewer),
    (Method::GET, "/interviews", Interviewer),
    (Method::GET, "/interviews/new", Interviewer),
    (Method::POST, "/interviews/new", Interviewer),
    (Method::GET, "/interviews/search", Interviewer),
    (Method::GET, "/interviews/rotation", Interviewer),
    (Method::POST, "/interviews/rotation", Interviewer),
    (Method::GET, "/interviews/{interview}", Interviewer),
    (Method::GET, "/interviews/{interview}/plan", Interviewer),
    (Method::POST, "/interviews/{interview}/plan", Interviewer),
    (Method::POST, "/interviews/{interview}/invite", Interviewer),
    (Method::GET, "/interviews/{interview}/invitation.ics", Interviewer),
    (Method::POST, "/interviews/{interview}/call-off", Interviewer),
    (Method::POST, "/interviews/{interview}/consent", Interviewer),
    (Method::POST, "/interviews/{interview}/link", Interviewer),
    (Method::POST, "/interviews/{interview}/withdraw", Interviewer),
    (Method::GET, "/interviews/{interview}/notes", Interviewer),
    (Method::POST, "/interviews/{interview}/notes", Interviewer),
    (Method::POST, "/interviews/{interview}/note", Interviewer),
    (Method::GET, "/interviews/{interview}/coding", Interviewer),
    (Method::POST, "/interviews/{interview}/coding", Interviewer),
    (Method::POST, "/interviews/{interview}/coding/done", Interviewer),
    (Method::POST, "/interviews/{interview}/coding/reopen", Interviewer),
    (Method::POST, "/interviews/{interview}/coding/look", Interviewer),
    (Method::POST, "/interviews/{interview}/coding/{highlight}", Interviewer),
    (Method::POST, "/interviews/{interview}/coding/{highlight}/remove", Interviewer),
    (Method::GET, "/codebook", Interviewer),
    (Method::POST, "/codebook", Interviewer),
    (Method::POST, "/codebook/starter", Interviewer),
    (Method::GET, "/codebook/agreement", Interviewer),
    (Method::GET, "/codebook/{tag}", Interviewer),
    (Method::POST, "/codebook/{tag}", Interviewer),
    (Method::POST, "/codebook/{tag}/merge", Interviewer),
    (Method::POST, "/codebook/{tag}/split", Interviewer),
    (Method::POST, "/codebook/{tag}/delete", Interviewer),
    (Method::GET, "/interviews/{interview}/redact", Interviewer),
    (Method::POST, "/interviews/{interview}/redact", Interviewer),
    (Method::GET, "/interviews/{interview}/transcript", Interviewer),
    (Method::POST, "/interviews/{interview}/transcript", Interviewer),
    (Method::GET, "/interviews/export.qdpx", Interviewer),
    (Method::GET, "/interviews/{interview}/export/{format}", Interviewer),
    (Method::GET, "/themes/{theme}/export/{format}", Interviewer),
    (Method::GET, "/codebook/export/{format}", Interviewer),
    (Method::GET, "/invitation/{token}", Anyone),
    (Method::POST, "/invitation/{token}", Anyone),
    (Method::GET, "/consent/{token}", Anyone),
    (Method::POST, "/consent/{token}", Anyone),
    (Method::POST, "/consent/{token}/withdraw", Anyone),
    (Method::GET, "/teams", Researcher),
    (Method::POST, "/teams", Admin),
    (Method::GET, "/teams/{team}", Researcher),
    (Method::POST, "/teams/{team}/rename", Admin),
    (Method::POST, "/teams/{team}/move", Admin),
    (Method::POST, "/teams/{team}/retire", Admin),
    (Method::POST, "/teams/{team}/reopen", Admin),
    (Method::GET, "/roster", Admin),
    (Method::POST, "/roster", Admin),
    (Method::GET, "/roster/sample.csv", Admin),
    (Method::GET, "/roster/current.csv", Admin),
    (Method::GET, "/roster/{upload}", Admin),
    (Method::POST, "/roster/{upload}", Admin),
    (Method::GET, "/people", Admin),
    (Method::GET, "/people/new", Admin),
    (Method::POST, "/people/new", Admin),
    (Method::GET, "/people/invitations", Admin),
    (Method::POST, "/people/invitations", Admin),
    (Method::GET, "/people/{person}", Admin),
    (Method::POST, "/people/{person}", Admin),
    (Method::POST, "/people/{person}/invite", Admin),
    (Method::POST, "/people/{person}/sessions", Admin),
    (Method::POST, "/people/{person}/left", Admin),
    (Method::GET, "/audit", Admin),
];

/// Who may call `method` on the route with this pattern. None: nobody, it is not listed.
#[must_use]
pub fn route(method: &Method, pattern: &str) -> Option<Access> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    ROUTES
        .iter()
        .find(|(listed, path, _)| listed == method && *path == pattern)
        .map(|(_, _, access)| *access)
}

/// Whether the viewer may see the published figures of `team`, in the tree of that wave.
///
/// Everybody sees the roots (the organisation) and their own team; managers see all below
/// their team; researchers and admins see everything.
#[must_use]
pub fn may_see_team(viewer: &Viewer, tree: &TeamTree, team: TeamId) -> bool {
    if viewer.roles.researcher || viewer.roles.admin {
        return tree.get(team).is_some();
    }
    let Some(index) = tree.index_of(team) else { return false };
    if tree.parent(index).is_none() || viewer.team == Some(team) {
        return true;
    }
    viewer.roles.manager && viewer.team.is_some_and(|own| tree.is_within(team, own))
}

/// Somebody may not do what they asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("you may not do this")]
pub struct Forbidden;

/// Refuses whoever runs no surveys.
///
/// # Errors
/// [`Forbidden`].
pub fn researcher(viewer: &Viewer) -> Result<(), Forbidden> {
    allowed(Access::Researcher.allows(Some(viewer.roles)))
}

/// Refuses whoever plans nothing: who is no researcher, manager or admin.
///
/// # Errors
/// [`Forbidden`].
pub fn planner(viewer: &Viewer) -> Result<(), Forbidden> {
    allowed(Access::Planner.allows(Some(viewer.roles)))
}

/// Refuses whoever runs no interviews.
///
/// # Errors
/// [`Forbidden`].
pub fn interviewer(viewer: &Viewer) -> Result<(), Forbidden> {
    allowed(Access::Interviewer.allows(Some(viewer.roles)))
}

/// Whether the viewer may read what was said in an interview: researchers may, unless the person
/// allowed it to those present only.
#[must_use]
pub fn may_read_interview(
    viewer: &Viewer,
    interview: &Interview,
    consent: Option<Consent>,
) -> bool {
    let there = [Some(interview.interviewer), interview.observer];
    may_read_said(viewer, there, consent.map(|consent| consent.readers))
}

/// The same by who was `there` asking, and what was agreed to.
#[must_use]
pub fn may_read_said(
    viewer: &Viewer,
    there: [Option<PersonId>; 2],
    readers: Option<Readers>,
) -> bool {
    let everybody = readers.is_none_or(|readers| readers == Readers::Researchers);
    viewer.roles.researcher && (there.contains(&Some(viewer.person)) || everybody)
}

/// Refuses whoever does not administer this server.
///
/// # Errors
/// [`Forbidden`].
pub fn admin(viewer: &Viewer) -> Result<(), Forbidden> {
    allowed(Access::Admin.allows(Some(viewer.roles)))
}

fn allowed(yes: bool) -> Result<(), Forbidden> {
    if yes { Ok(()) } else { Err(Forbidden) }
}

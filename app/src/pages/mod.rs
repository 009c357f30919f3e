//! The pages: one file a route, rendered on the server, working without script.
//!
//! To add one: a file under its area, a `<Route>` below (always `SsrMode::Async`), who may
//! open it in `server/src/auth/policy.rs`, and, when it has a form, the POST of the same
//! path in `server/src/http`.

mod account;
mod anonymity;
mod answering;
mod browser_part;
mod chapters;
mod codebook;
mod findings;
mod guides;
mod home;
mod interviews;
mod items;
mod method;
mod missing;
mod people;
mod programs;
mod results;
mod roster;
mod teams;
mod waves;

pub use browser_part::BrowserPart;

use crate::{
    components::SiteFrame,
    domain::Viewer,
    ports::{PortError, PortResult, Ports, Viewing},
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    hooks::{use_location, use_params_map},
    path,
};
use std::str::FromStr;

/// All routes of Soundings.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=framed(missing::Missing)>
                <Route path=path!("sign-in") view=account::SignIn ssr=SsrMode::Async/>
                <Route path=path!("sign-in/sent") view=account::LinkSent ssr=SsrMode::Async/>
                <Route path=path!("sign-in/resume") view=account::Resume ssr=SsrMode::Async/>
                <Route path=path!("link/:token") view=account::Link ssr=SsrMode::Async/>
                <Route path=path!("") view=framed(home::Home) ssr=SsrMode::Async/>
                <Route path=path!("account") view=framed(account::Account) ssr=SsrMode::Async/>
                <Route path=path!("account/kept") view=framed(account::KeptAboutMe) ssr=SsrMode::Async/>
                <Route path=path!("answer/:wave") view=framed(answering::Answer) ssr=SsrMode::Async/>
                <Route path=path!("answer/:wave/seen") view=framed(answering::Seen) ssr=SsrMode::Async/>
                <Route path=path!("answer/:wave/done") view=framed(answering::Done) ssr=SsrMode::Async/>
                <Route path=path!("results") view=framed(results::Results) ssr=SsrMode::Async/>
                <Route path=path!("results/:wave") view=framed(results::Overview) ssr=SsrMode::Async/>
                <Route path=path!("results/:wave/teams/:team") view=framed(results::TeamResults) ssr=SsrMode::Async/>
                <Route path=path!("results/:wave/items/:item") view=framed(results::ItemResults) ssr=SsrMode::Async/>
                <Route path=path!("anonymity") view=framed(anonymity::Anonymity) ssr=SsrMode::Async/>
                <Route path=path!("method") view=framed(method::Method) ssr=SsrMode::Async/>
                <Route path=path!("programs") view=framed(programs::Programs) ssr=SsrMode::Async/>
                <Route path=path!("programs/new") view=framed(programs::NewProgram) ssr=SsrMode::Async/>
                <Route path=path!("programs/:program") view=framed(programs::Program) ssr=SsrMode::Async/>
                <Route path=path!("programs/:program/settings") view=framed(programs::Settings) ssr=SsrMode::Async/>
                <Route path=path!("programs/:program/preview") view=framed(answering::Preview) ssr=SsrMode::Async/>
                <Route path=path!("items") view=framed(items::Items) ssr=SsrMode::Async/>
                <Route path=path!("items/new") view=framed(items::NewItem) ssr=SsrMode::Async/>
                <Route path=path!("items/:item") view=framed(items::Item) ssr=SsrMode::Async/>
                <Route path=path!("guides") view=framed(guides::Guides) ssr=SsrMode::Async/>
                <Route path=path!("guides/new") view=framed(guides::NewGuide) ssr=SsrMode::Async/>
                <Route path=path!("guides/:guide") view=framed(guides::Guide) ssr=SsrMode::Async/>
                <Route path=path!("guides/:guide/edit") view=framed(guides::EditGuide) ssr=SsrMode::Async/>
                <Route path=path!("themes") view=framed(findings::Themes) ssr=SsrMode::Async/>
                <Route path=path!("themes/new") view=framed(findings::NewTheme) ssr=SsrMode::Async/>
                <Route path=path!("themes/:theme") view=framed(findings::ThemeView) ssr=SsrMode::Async/>
                <Route path=path!("themes/:theme/edit") view=framed(findings::EditTheme) ssr=SsrMode::Async/>
                <Route path=path!("themes/:theme/evidence") view=framed(findings::ThemeEvidence) ssr=SsrMode::Async/>
                <Route path=path!("jobs") view=framed(findings::Jobs) ssr=SsrMode::Async/>
                <Route path=path!("jobs/new") view=framed(findings::NewJob) ssr=SsrMode::Async/>
                <Route path=path!("jobs/:job") view=framed(findings::JobView) ssr=SsrMode::Async/>
                <Route path=path!("jobs/:job/edit") view=framed(findings::EditJob) ssr=SsrMode::Async/>
                <Route path=path!("jobs/:job/evidence") view=framed(findings::JobEvidence) ssr=SsrMode::Async/>
                <Route path=path!("evidence") view=framed(findings::CellEvidence) ssr=SsrMode::Async/>
                <Route path=path!("interviews") view=framed(interviews::Interviews) ssr=SsrMode::Async/>
                <Route path=path!("interviews/new") view=framed(interviews::NewInterview) ssr=SsrMode::Async/>
                <Route path=path!("interviews/search") view=framed(interviews::Search) ssr=SsrMode::Async/>
                <Route path=path!("interviews/rotation") view=framed(interviews::Rotation) ssr=SsrMode::Async/>
                <Route path=path!("interviews/:interview") view=framed(interviews::Interview) ssr=SsrMode::Async/>
                <Route path=path!("interviews/:interview/plan") view=framed(interviews::Plan) ssr=SsrMode::Async/>
                <Route path=path!("interviews/:interview/coding") view=framed(interviews::Coding) ssr=SsrMode::Async/>
                <Route path=path!("interviews/:interview/notes") view=framed(interviews::Notes) ssr=SsrMode::Async/>
                <Route path=path!("interviews/:interview/redact") view=framed(interviews::Redact) ssr=SsrMode::Async/>
                <Route path=path!("interviews/:interview/transcript") view=framed(interviews::Transcript) ssr=SsrMode::Async/>
                <Route path=path!("invitation/:token") view=framed(interviews::Invitation) ssr=SsrMode::Async/>
                <Route path=path!("codebook") view=framed(codebook::Codebook) ssr=SsrMode::Async/>
                <Route path=path!("codebook/agreement") view=framed(codebook::Agreement) ssr=SsrMode::Async/>
                <Route path=path!("codebook/:tag") view=framed(codebook::Tag) ssr=SsrMode::Async/>
                <Route path=path!("consent/:token") view=framed(interviews::Consent) ssr=SsrMode::Async/>
                <Route path=path!("roster") view=framed(roster::Roster) ssr=SsrMode::Async/>
                <Route path=path!("roster/:upload") view=framed(roster::Upload) ssr=SsrMode::Async/>
                <Route path=path!("teams") view=framed(teams::Teams) ssr=SsrMode::Async/>
                <Route path=path!("teams/:team") view=framed(teams::Team) ssr=SsrMode::Async/>
                <Route path=path!("waves/:wave") view=framed(waves::Wave) ssr=SsrMode::Async/>
                <Route path=path!("people") view=framed(people::People) ssr=SsrMode::Async/>
                <Route path=path!("people/new") view=framed(people::NewPerson) ssr=SsrMode::Async/>
                <Route path=path!("people/invitations") view=framed(people::Invitations) ssr=SsrMode::Async/>
                <Route path=path!("people/:person") view=framed(people::Person) ssr=SsrMode::Async/>
                <Route path=path!("audit") view=framed(people::Audit) ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

/// A page with the header and footer of the site around it.
fn framed<P, V>(page: P) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static
where
    P: Fn() -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    move || {
        let page = page.clone();
        let path = use_location().pathname.get_untracked();
        view! { <SiteFrame viewer=viewing().0 path=path>{page().into_any()}</SiteFrame> }.into_any()
    }
}

/// The ports of this request.
fn ports() -> Ports {
    expect_context()
}

/// Who looks at this page.
fn viewing() -> Viewing {
    use_context().unwrap_or_default()
}

/// Who looks at this page, where the policy has let in only the signed-in.
fn viewer() -> PortResult<Viewer> {
    viewing().0.ok_or(PortError::Forbidden)
}

/// A part of the path, such as a wave's id; what cannot be one cannot exist.
fn param<T: FromStr>(name: &str) -> PortResult<T> {
    use_params_map().read().get(name).and_then(|text| text.parse().ok()).ok_or(PortError::NotFound)
}

/// Draws a page from what a port answered, or one that says why there is nothing to draw, with the
/// status that fits.
fn answer<T, V: IntoView + 'static>(result: PortResult<T>, draw: impl FnOnce(T) -> V) -> AnyView {
    match result {
        Ok(value) => draw(value).into_any(),
        Err(error) => {
            set_status(&error);
            missing::page(error).into_any()
        }
    }
}

/// The same for what stands inside a page that has its heading already.
fn answer_part<T, V: IntoView + 'static>(
    result: PortResult<T>,
    draw: impl FnOnce(T) -> V,
) -> AnyView {
    match result {
        Ok(value) => draw(value).into_any(),
        Err(error) => {
            set_status(&error);
            missing::part(error).into_any()
        }
    }
}

fn set_status(error: &PortError) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(match error {
            PortError::NotFound => http::StatusCode::NOT_FOUND,
            PortError::Forbidden => http::StatusCode::FORBIDDEN,
            PortError::Unavailable => http::StatusCode::SERVICE_UNAVAILABLE,
        });
    }
}

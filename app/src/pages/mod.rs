//! The pages: one file a route, rendered on the server, working without script.
//!
//! To add one: a file under its area, a `<Route>` below (always `SsrMode::Async`), who may
//! open it in `server/src/auth/policy.rs`, and, when it has a form, the POST of the same
//! path in `server/src/http`.

mod account;
mod home;
mod missing;

use crate::ports::{PortError, PortResult, Ports, Viewing};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// All routes of Soundings.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=missing::Missing>
                <Route path=path!("") view=home::Home ssr=SsrMode::Async/>
                <Route path=path!("sign-in") view=account::SignIn ssr=SsrMode::Async/>
                <Route path=path!("sign-in/sent") view=account::LinkSent ssr=SsrMode::Async/>
                <Route path=path!("sign-in/resume") view=account::Resume ssr=SsrMode::Async/>
                <Route path=path!("link/:token") view=account::Link ssr=SsrMode::Async/>
                <Route path=path!("account") view=account::Account ssr=SsrMode::Async/>
            </Routes>
        </Router>
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

/// Draws what a port answered, or the reason why there is nothing, with the status that fits.
fn answer<T, V: IntoView + 'static>(
    result: PortResult<T>,
    draw: impl FnOnce(T) -> V,
) -> AnyView {
    match result {
        Ok(value) => draw(value).into_any(),
        Err(error) => {
            if let Some(response) = use_context::<ResponseOptions>() {
                response.set_status(match error {
                    PortError::NotFound => http::StatusCode::NOT_FOUND,
                    PortError::Forbidden => http::StatusCode::FORBIDDEN,
                    PortError::Unavailable => http::StatusCode::SERVICE_UNAVAILABLE,
                });
            }
            missing::trouble(error).into_any()
        }
    }
}

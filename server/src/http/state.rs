//! What every handler is given.

use crate::service::Services;
use app::ports::{Ports, Viewing};
use axum::extract::FromRef;
use leptos::prelude::{LeptosOptions, provide_context, use_context};
use std::sync::Arc;

/// Cheap to clone; one for the life of the server.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub services: Arc<Services>,
    /// The same, as pages see them.
    pub ports: Ports,
    /// Where the browser finds the islands and the style.
    pub leptos: LeptosOptions,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl AppState {
    /// Everything a handler needs, around the use cases.
    #[must_use]
    pub fn new(services: Services) -> Self {
        let services = Arc::new(services);
        let ports = Ports {
            account: services.clone(),
            answering: services.clone(),
            findings: services.clone(),
            codebook: services.clone(),
            coding: services.clone(),
            guides: services.clone(),
            interviews: services.clone(),
            people: services.clone(),
            programs: services.clone(),
            results: services.clone(),
            roster: services.clone(),
            search: services.clone(),
            rotation: services.clone(),
            teams: services.clone(),
        };
        let leptos = LeptosOptions::builder()
            .output_name("soundings")
            .site_pkg_dir(super::assets::directory())
            .build();
        Self { services, ports, leptos }
    }

    /// Puts the ports and the viewer of this request into the context of a page.
    pub(super) fn provide(&self) {
        provide_context(self.ports.clone());
        let viewer = use_context::<axum::http::request::Parts>()
            .and_then(|parts| parts.extensions.get::<Viewing>().cloned());
        provide_context(viewer.unwrap_or_default());
    }
}

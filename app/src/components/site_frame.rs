//! Everything around a page's own content.

use super::{footer::SiteFooter, header::SiteHeader};
use crate::domain::Viewer;
use leptos::prelude::*;

/// Skip link, header, the page as `<main id="main">`, footer.
#[component]
pub fn SiteFrame(
    /// Who is signed in.
    viewer: Option<Viewer>,
    /// The path of the page, to mark where one is.
    #[prop(into)]
    path: String,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">"Skip to the content"</a>
        <div class="site">
            <SiteHeader viewer path/>
            <main class="site-main" id="main" tabindex="-1">{children()}</main>
            <SiteFooter/>
        </div>
    }
    .into_any()
}

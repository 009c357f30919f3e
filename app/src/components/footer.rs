//! The foot of every page.

use leptos::prelude::*;

/// The promise, and the program's name.
#[component]
pub fn SiteFooter() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="site-footer-inside">
                <p class="site-footer-promise">"Figures here are about groups, never about one person."</p>
                <p>
                    <a href="/method">"How figures are made"</a> " · "
                    <a href="/anonymity">"Who can tie answers to you"</a>
                </p>
                <p>{concat!("Soundings ", env!("CARGO_PKG_VERSION"))}</p>
            </div>
        </footer>
    }
    .into_any()
}

//! The pages one sees before signing in: the product on one side, a short form on the other.

use super::{document_title::DocumentTitle, mark::Mark};
use leptos::prelude::*;

/// A page with nothing but one short form.
#[component]
pub fn SignInFrame(
    /// The document's title and the heading.
    #[prop(into)]
    title: String,
    /// A sentence below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <DocumentTitle title=title.clone()/>
        <div class="sign-in">
            <header class="sign-in-picture">
                <p class="brand">
                    <Mark/>
                    <span class="brand-name">"Soundings"</span>
                </p>
                <p class="sign-in-motto">"What it is like to build software here, quarter by quarter."</p>
                <p class="sign-in-promise">
                    "A short survey, answered in confidence. Figures about groups, never about one person."
                </p>
            </header>
            <main class="sign-in-main" id="main">
                <h1 class="page-title">{title}</h1>
                {lead.map(|text| view! { <p class="page-lead">{text}</p> })}
                {children()}
            </main>
        </div>
    }
    .into_any()
}

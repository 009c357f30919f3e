//! The head of a page's content, and the page's title.

use super::document_title::DocumentTitle;
use leptos::prelude::*;

/// A step on the way to this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What is there.
    pub label: String,
    /// Where it leads; none where the viewer may not go.
    pub href: Option<String>,
}

impl Crumb {
    /// A step one can go back to.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// A step that is only named.
    #[must_use]
    pub fn plain(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// A page: where it is, its heading, a sentence that says what it is for, and its content.
#[component]
pub fn Page(
    /// The document's title, without the product's name.
    #[prop(into)]
    title: String,
    /// The heading, where it says more than the title.
    #[prop(optional, into)]
    heading: Option<String>,
    /// A few words above the heading, such as the program's name.
    #[prop(optional, into)]
    eyebrow: Option<String>,
    /// A sentence below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// The way here, without the page itself.
    #[prop(optional)]
    breadcrumbs: Vec<Crumb>,
    /// `narrow` for forms and reading, `wide` for tables and charts.
    #[prop(default = "wide")]
    width: &'static str,
    /// What stands beside the heading: a button, a wave picker.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let crumbs = (!breadcrumbs.is_empty()).then(|| {
        let steps = breadcrumbs
            .into_iter()
            .map(|crumb| match crumb.href {
                Some(href) => view! { <li><a href=href>{crumb.label}</a></li> }.into_any(),
                None => view! { <li>{crumb.label}</li> }.into_any(),
            })
            .collect_view();
        view! {
            <nav class="breadcrumbs" aria-label="Breadcrumbs">
                <ol>{steps}</ol>
            </nav>
        }
    });
    view! {
        <DocumentTitle title=title.clone()/>
        <div class=format!("page page-{width}")>
            {crumbs}
            <div class="page-head">
                <div class="page-words">
                    {eyebrow.map(|text| view! { <p class="eyebrow">{text}</p> })}
                    <h1 class="page-title">{heading.unwrap_or(title)}</h1>
                    {lead.map(|text| view! { <p class="page-lead">{text}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="page-actions">{actions}</div> })}
            </div>
            {children()}
        </div>
    }
    .into_any()
}

//! The head of every page: the name, the places one may go, and oneself.

use super::mark::Mark;
use crate::domain::{Role, Viewer};
use leptos::prelude::*;

/// A place in the navigation.
struct Place {
    label: &'static str,
    href: &'static str,
    /// Where else one is still in this place: pages that are reached from it alone.
    also: &'static [&'static str],
    /// Whoever holds one of these sees it.
    roles: &'static [Role],
}

/// In the order they are shown. Hiding one forbids nothing: the server's policy does.
const PLACES: [Place; 10] = [
    Place { label: "Home", href: "/", also: &["/answer"], roles: &[Role::Developer] },
    Place { label: "Results", href: "/results", also: &["/method"], roles: &[Role::Developer] },
    Place {
        label: "Programs",
        href: "/programs",
        also: &["/waves"],
        roles: &[Role::Researcher, Role::Admin],
    },
    Place { label: "Items", href: "/items", also: &[], roles: &[Role::Researcher, Role::Admin] },
    Place {
        label: "Interviews",
        href: "/interviews",
        also: &["/codebook"],
        roles: &[Role::Researcher],
    },
    Place {
        label: "Themes",
        href: "/themes",
        also: &["/jobs", "/evidence"],
        roles: &[Role::Researcher, Role::Manager, Role::Admin],
    },
    Place { label: "Guides", href: "/guides", also: &[], roles: &[Role::Researcher, Role::Admin] },
    Place { label: "Teams", href: "/teams", also: &[], roles: &[Role::Researcher, Role::Admin] },
    Place { label: "People", href: "/people", also: &["/audit"], roles: &[Role::Admin] },
    Place { label: "Roster", href: "/roster", also: &[], roles: &[Role::Admin] },
];

/// Whether `path` lies within the place at `href`.
fn is_within(path: &str, href: &str) -> bool {
    if href == "/" {
        return path == "/";
    }
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The links, as list items.
fn places(viewer: &Viewer, path: &str) -> AnyView {
    PLACES
        .into_iter()
        .filter(|place| place.roles.iter().any(|role| viewer.roles.has(*role)))
        .map(|place| {
            let here =
                is_within(path, place.href) || place.also.iter().any(|href| is_within(path, href));
            let current = here.then_some(if path == place.href { "page" } else { "true" });
            view! {
                <li>
                    <a class="nav-link" href=place.href aria-current=current>
                        {place.label}
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

/// Who is signed in, the way to their settings and the way out.
fn account(viewer: &Viewer) -> AnyView {
    view! {
        <p class="account-who">
            <strong>{viewer.name.clone()}</strong>
            <span>{viewer.email.to_string()}</span>
        </p>
        <a class="account-link" href="/account">"Your account"</a>
        <form method="post" action="/sign-out">
            <button class="account-link" type="submit">"Sign out"</button>
        </form>
    }
    .into_any()
}

/// Up to two letters that stand for a name.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    letters.next().into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

/// The head of the page. On a narrow screen everything folds into one menu.
#[component]
pub fn SiteHeader(
    /// Who is signed in.
    viewer: Option<Viewer>,
    /// The path of the page, to mark where one is.
    #[prop(into)]
    path: String,
) -> impl IntoView {
    let inside = viewer.map(|viewer| {
        view! {
            <nav class="nav" aria-label="Main">
                <ul class="nav-list">{places(&viewer, &path)}</ul>
            </nav>
            <details class="account" name="header-menu">
                <summary class="account-button">
                    <span class="account-initials" aria-hidden="true">{initials(&viewer.name)}</span>
                    <span class="visually-hidden">{format!("Account of {}", viewer.name)}</span>
                </summary>
                <div class="account-menu">{account(&viewer)}</div>
            </details>
            <details class="menu" name="header-menu">
                <summary class="menu-button">"Menu"</summary>
                <div class="menu-sheet">
                    <nav aria-label="Main">
                        <ul class="menu-list">{places(&viewer, &path)}</ul>
                    </nav>
                    <div class="menu-account">{account(&viewer)}</div>
                </div>
            </details>
        }
    });
    view! {
        <header class="site-header">
            <div class="site-header-inside">
                <a class="brand" href="/">
                    <Mark/>
                    <span class="brand-name">"Soundings"</span>
                </a>
                {inside}
            </div>
        </header>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{initials, is_within};

    #[test]
    fn a_place_is_current_on_its_own_pages_only() {
        assert!(is_within("/results/2025-Q1", "/results"));
        assert!(is_within("/results", "/results"));
        assert!(!is_within("/resultset", "/results"));
        assert!(!is_within("/results", "/"));
        assert!(is_within("/", "/"));
    }

    #[test]
    fn initials_are_those_of_the_first_and_last_name() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("Ada"), "A");
        assert_eq!(initials(""), "");
    }
}

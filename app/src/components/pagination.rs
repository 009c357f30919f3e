//! The way through a long list.

use leptos::prelude::*;

/// Links to the pages around this one. Nothing where there is only one.
#[component]
pub fn Pagination(
    /// This page, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
    /// The address of a page, up to and with `page=`, such as `/people?page=`.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    let link = |number: u32| format!("{href}{number}");
    let numbers = shown(page, pages)
        .into_iter()
        .map(|number| match number {
            None => view! { <li class="pagination-gap" aria-hidden="true">"…"</li> }.into_any(),
            Some(number) => view! {
                <li>
                    <a
                        class="pagination-link"
                        href=link(number)
                        aria-current=(number == page).then_some("page")
                        aria-label=format!("Page {number}")
                    >
                        {number}
                    </a>
                </li>
            }
            .into_any(),
        })
        .collect_view();
    let step = |target: Option<u32>, rel: &'static str, word: &'static str| {
        target.map(|number| {
            view! {
                <a class="pagination-step" rel=rel href=link(number)>
                    {word}
                </a>
            }
        })
    };
    let before = step((page > 1).then(|| page - 1), "prev", "Previous");
    let after = step((page < pages).then_some(page + 1), "next", "Next");
    (pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label="Pages">
                {before}
                <ul class="pagination-list">{numbers}</ul>
                {after}
            </nav>
        }
    })
}

/// Which page numbers are shown; `None` is a gap.
fn shown(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut list = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        if number == 1 || number == pages || number.abs_diff(page) <= 1 {
            if number > last + 1 {
                list.push(None);
            }
            list.push(Some(number));
            last = number;
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_short_list_has_no_gaps() {
        assert_eq!(shown(1, 3), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_long_list_shows_its_ends_and_the_neighbours() {
        let expected = [Some(1), None, Some(6), Some(7), Some(8), None, Some(20)];
        assert_eq!(shown(7, 20), expected);
    }
}

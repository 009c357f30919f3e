//! What people say, beside what they answered: by team and quarter, never by person.

use crate::{
    components::{counted, quote, quoting},
    report::{HeldOn, Voices, views::WaveHead},
};
use leptos::prelude::*;

/// The themes, some quotes and, for researchers, the interviews of the quarter. Where there is
/// nothing, researchers are told how there comes to be something; nobody else sees a heading.
pub(super) fn voices(voices: Voices, head: &WaveHead, may_ask: bool) -> AnyView {
    let quarter = head.period.title();
    if voices.is_empty() {
        let hint = may_ask.then(|| {
            let words = format!("No theme and no interview of {quarter} is about this yet.");
            section(view! { <p class="hint">{words}</p> }.into_any())
        });
        return hint.into_any();
    }
    let rule = voices.quoting.filter(|_| !voices.quotes.is_empty());
    let rule = rule.map(|people| view! { <p class="hint">{quoting(people)}</p> });
    let quotes = voices
        .quotes
        .into_iter()
        .map(|voice| view! { <li class="piece">{quote(voice, &[])}</li> })
        .collect::<Vec<_>>();
    let quotes =
        (!quotes.is_empty()).then(|| view! { <ul class="pieces">{quotes.collect_view()}</ul> });
    section(
        view! {
            {themes(voices.themes)}
            {quotes}
            {rule}
            {interviews(voices.interviews, voices.more_interviews, &quarter)}
        }
        .into_any(),
    )
}

fn section(inside: AnyView) -> AnyView {
    view! {
        <section class="section" aria-labelledby="voices">
            <h2 id="voices">"What people say"</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn themes(themes: Vec<(String, Option<String>)>) -> impl IntoView {
    let theme = |(title, href): (String, Option<String>)| {
        let title = match href {
            Some(href) => view! { <a href=href>{title}</a> }.into_any(),
            None => title.into_any(),
        };
        view! { <li>{title}</li> }
    };
    (!themes.is_empty()).then(|| {
        let themes = themes.into_iter().map(theme).collect_view();
        view! {
            <p class="section-lead">"Themes that rest on something of this quarter:"</p>
            <ul class="voices-themes">{themes}</ul>
        }
    })
}

fn interviews(held: Vec<HeldOn>, more: usize, quarter: &str) -> impl IntoView + use<> {
    let on = |held: HeldOn| {
        let day = match held.href {
            Some(href) => view! { <a href=href>{held.day}</a> }.into_any(),
            None => held.day.into_any(),
        };
        view! { <li>{day}</li> }
    };
    let more = (more > 0).then(|| {
        let words = format!("and {}", counted(more, "earlier one", "earlier ones"));
        view! { <li>{words}</li> }
    });
    let title = format!("Interviews of {quarter}");
    (!held.is_empty()).then(|| {
        let held = held.into_iter().map(on).collect_view();
        view! {
            <h3>{title}</h3>
            <ul class="voices-held">{held} {more}</ul>
        }
    })
}

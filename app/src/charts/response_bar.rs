//! How many of those invited took part.

use super::words;
use crate::report::ReleaseTeam;
use leptos::prelude::*;

/// A bar with the share in words. Below the organisation it is rounded to ten percent, so that
/// nobody can be counted out.
#[component]
pub fn ResponseBar(
    /// The team as it stood in the wave.
    team: ReleaseTeam,
) -> impl IntoView {
    let Some((share, invited)) = team.participation.zip(team.invited) else {
        return view! { <p class="response response-none">"How many took part is not told for this team."</p> }
            .into_any();
    };
    let text = match team.responses {
        Some(responses) => {
            format!("{} of {invited} people took part ({}).", responses, words::percent(share))
        }
        None => format!("About {} of {invited} people took part.", words::percent(share)),
    };
    view! {
        <div class="response">
            <svg class="response-bar" width="100%" height="10" aria-hidden="true" focusable="false">
                <rect class="response-all" width="100%" height="10" rx="5"/>
                <rect class="response-part" width=format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0)) height="10" rx="5"/>
            </svg>
            <p class="response-words">{text}</p>
        </div>
    }
    .into_any()
}

//! All that a page says about answers that nobody can tie to a person: how sending stands, what
//! went wrong and the way out of it, and the token.
//!
//! The sentences are here and not in the browser part, which only shows the one that fits
//! (`Trouble` in `app/token/src/browser/unlinkable` has a name for each).

use crate::domain::WaveId;
use leptos::prelude::*;

/// What went wrong, and what to do: a name that the browser part knows, what it is, the way out.
const PROBLEMS: [(&str, &str, &str); 13] = [
    (
        "issued",
        "You began to answer in another browser.",
        "Each person gets one token, and yours is there. Answer in that browser, or restore the token here from the file that you kept. Nothing was sent from here, and what you typed stays on this page.",
    ),
    (
        "closed",
        "This survey has closed, so your answers could not be counted.",
        "If you had sent answers before, those count. What you typed is still on this page, in case you want to keep a comment.",
    ),
    (
        "proof",
        "Nothing was sent: this server could not prove that it treats you like everybody else.",
        "It should have used the key that it published for this survey, and did not. With another key it could tell your answers from the others. Please don’t send them; tell somebody you trust, such as your works council or security team, and quote this sentence.",
    ),
    (
        "offline",
        "The server could not be reached.",
        "Nothing is lost: what you typed is on this page and kept in this browser. Send it again when you are back online. However often you send, it counts once.",
    ),
    (
        "busy",
        "That was too often in too short a time.",
        "Nothing is lost. Wait a minute, then send again.",
    ),
    (
        "refused",
        "The server did not take your token.",
        "Nothing was stored, and what you typed stays on this page. If you kept your token as a file, restore it and send again. If that does not help, tell whoever runs the survey that a token was refused; they can’t see whose.",
    ),
    (
        "server",
        "Your answers could not be stored just now, so they do not count yet.",
        "They are all still on this page. Wait a minute, then send them again. However often you send, it counts once.",
    ),
    (
        "storage",
        "This browser keeps nothing, so your answers can’t be sent from it.",
        "The token that keeps your name apart from your answers has to be kept here until the survey closes. Allow this site to store data, or leave the private window, and open the page again.",
    ),
    (
        "answers",
        "Some of your answers need another look.",
        "Nothing was stored yet. What is wrong stands above and at each question.",
    ),
    (
        "file-not-ours",
        "That file is not a token of this survey.",
        "Choose the file that “Keep a copy of your token” gave you; its name begins with “soundings-token”.",
    ),
    (
        "file-damaged",
        "That file is a token, but a part of it is missing or was changed.",
        "Choose another copy of it, or copy it again from where it is whole.",
    ),
    (
        "file-newer",
        "That token was written by a later release of Soundings.",
        "Reload this page and choose the file again.",
    ),
    (
        "file-another",
        "That token is for another survey.",
        "Each survey has a token of its own. Choose the one that you kept for this survey.",
    ),
];

/// Stands at the end of the form: what went wrong, and how sending stands. Empty until there is
/// something.
#[component]
pub fn UnlinkableStatus(
    /// Where the survey can be answered without script, if it can.
    #[prop(optional_no_strip)]
    without_script: Option<String>,
) -> impl IntoView {
    let otherwise = without_script.map(|href| {
        view! {
            <p>
                <a href=href>"Answer confidentially instead"</a>
                ": that works without JavaScript. The server then notes that you have answered, and stores your answers apart from that."
            </p>
        }
    });
    let problems = PROBLEMS
        .into_iter()
        .map(|(name, what, way_out)| {
            view! {
                <div data-problem=name hidden>
                    <p class="notice-title">{what}</p>
                    <p>{way_out}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <section
            class="error-summary"
            id="unlinkable-errors"
            aria-labelledby="unlinkable-errors-title"
            tabindex="-1"
            hidden
        >
            <h2 class="error-summary-title" id="unlinkable-errors-title">
                "Some answers need another look"
            </h2>
            <ul class="error-summary-list"></ul>
        </section>
        <div class="notice notice-warning" id="unlinkable-problem" role="alert" hidden>
            {problems}
            <div data-problem="signed-out" hidden>
                <p class="notice-title">"You are signed out, and a token needs you signed in."</p>
                <p>
                    "Nothing is lost. "
                    <a href="/sign-in" target="_blank" rel="noopener">
                        "Sign in in another tab"
                    </a> ", come back to this one and send again. Your answers themselves are sent without your session."
                </p>
            </div>
        </div>
        // In sight until the browser part is there: with script switched off, blocked or lost on the
        // way it stays, and says why nothing can be sent.
        <div id="unlinkable-status" class="hint" role="status">
            <div data-status="waiting">
                <p>
                    "Getting ready to send without your name … This needs JavaScript: your browser has to hide your token from this server before the server signs it. If nothing happens, switch JavaScript on for this site and load the page again."
                </p>
                {otherwise}
            </div>
            <p data-status="ready" hidden>
                "Ready: your answers will be sent without your name and without your session."
            </p>
            <p data-status="sending" hidden>"Sending …"</p>
        </div>
    }
    .into_any()
}

/// The token of this browser: whether there is one, a copy to keep, and a copy to come back with.
/// For the page of the form and the one after it; hidden until the browser part is there.
#[component]
pub fn TokenPanel(
    /// The wave.
    wave: WaveId,
    /// The reporting team that the viewer's answers count for.
    team: String,
    /// The wave's public key, as the form has it.
    key: String,
    /// Names the person's draft in the browser's storage, which the token is kept beside.
    draft: String,
) -> impl IntoView {
    let file = format!("soundings-token-{}.json", wave.to_string().get(..8).unwrap_or_default());
    view! {
        <section
            class="card token-panel"
            id="unlinkable-token"
            aria-labelledby="unlinkable-token-title"
            data-wave=wave.to_string()
            data-team=team
            data-key=key
            data-draft=draft
            hidden
        >
            <h2 id="unlinkable-token-title">"Your token"</h2>
            <div data-token="kept" hidden>
                <p data-token="sent" hidden>
                    <strong>"Answers were sent from this browser. "</strong>
                    "They are not kept in it, so the form is empty: what you send now replaces all that you sent before."
                </p>
                <p>
                    "This browser holds your token for this survey. With it, and only with it, you can change your answers until the survey closes. It does not hold your name. It stays when you sign out."
                </p>
                <p>
                    <a class="button button-secondary" download=file>
                        "Keep a copy of your token"
                    </a>
                </p>
            </div>
            <p data-token="restored" role="status" hidden>"Your token is back."</p>
            <div data-token="missing" hidden>
                <p>
                    "This browser holds no token for this survey yet. It gets one when you send. If you began elsewhere and kept a copy, come back with it here."
                </p>
                <div class="field">
                    <label class="field-label" for="unlinkable-token-file">
                        "Restore from a file"
                    </label>
                    <input
                        class="input"
                        type="file"
                        id="unlinkable-token-file"
                        accept=".json,application/json"
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_problem_has_a_sentence_and_a_way_out_and_all_begin_hidden() {
        let page =
            Owner::new().with(|| view! { <UnlinkableStatus without_script=None/> }.to_html());
        for (name, what, way_out) in PROBLEMS {
            assert!(page.contains(&format!("data-problem=\"{name}\" hidden")), "{name}: {page}");
            assert!(page.contains(what) && page.contains(way_out), "{name}");
            assert!(way_out.ends_with('.'), "{way_out}");
        }
        assert!(page.contains("data-problem=\"signed-out\" hidden"), "{page}");
    }

    /// The browser part shows a sentence by its name; one without a sentence would show nothing.
    #[test]
    fn the_browser_part_knows_no_other_problems() {
        let parts = [
            include_str!("../../../token/src/browser/unlinkable/mod.rs"),
            include_str!("../../../token/src/browser/unlinkable/panel.rs"),
        ];
        let lines = parts.iter().flat_map(|part| part.lines());
        let named: Vec<&str> = lines
            .filter(|line| line.contains("=> \"") || line.contains("=> Some(\""))
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        assert!(named.len() > PROBLEMS.len(), "{named:?}");
        for name in named {
            let told = name == "signed-out" || PROBLEMS.iter().any(|(known, ..)| *known == name);
            assert!(told, "there is no sentence for {name}");
        }
    }

    #[test]
    fn whoever_has_no_script_is_told_why_and_where_else() {
        let page = |href: Option<&str>| {
            let href = href.map(str::to_owned);
            Owner::new().with(|| view! { <UnlinkableStatus without_script=href/> }.to_html())
        };
        assert!(page(None).contains("needs JavaScript"));
        assert!(page(None).contains("<div data-status=\"waiting\">"), "in sight from the start");
        assert!(!page(None).contains("confidentially"));
        assert!(page(Some("?mode=confidential")).contains("href=\"?mode=confidential\""));
    }

    #[test]
    fn the_panel_says_for_which_token_it_is() {
        let wave = WaveId(Uuid::from_u128(7));
        let page = Owner::new().with(|| {
            view! { <TokenPanel wave team="t".to_owned() key="k".to_owned() draft="d".to_owned()/> }
                .to_html()
        });
        for told in ["data-team=\"t\"", "data-key=\"k\"", "soundings-token-00000000.json", "hidden"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
    }
}

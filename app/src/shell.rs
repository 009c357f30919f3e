//! The HTML document around every page, the browser part that it loads, and the security policy
//! it is sent with.

use crate::pages::{App, BrowserPart};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;

/// The document. The policy allows scripts only with this response's nonce, no inline
/// handlers and no inline styles.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    send_content_security_policy();
    let package = format!("/{}", options.site_pkg_dir);
    let (islands, answering) = match BrowserPart::of_this_request() {
        BrowserPart::Islands => (Some(view! { <HydrationScripts options islands=true/> }), None),
        BrowserPart::Answering => (None, Some(answering_part(&package))),
    };
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href="data:,"/>
                {islands}
                <MetaTags/>
            </head>
            <body>
                <App/>
                {answering}
            </body>
        </html>
    }
}

/// Loads the answering pages' own part. It stands behind everything else and is not announced in
/// the head: a form that can be filled in comes first, and script and wasm after it.
fn answering_part(package: &str) -> impl IntoView + use<> {
    let script = format!(
        "import start from '{package}/answering.js';\
         start({{module_or_path: '{package}/answering_bg.wasm'}});"
    );
    view! {
        <script type="module" nonce=use_nonce()>
            {script}
        </script>
    }
}

fn send_content_security_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    // wasm-unsafe-eval lets the browser compile the islands; it does not allow eval().
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(value) = http::HeaderValue::from_str(&policy) {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, value);
    }
}

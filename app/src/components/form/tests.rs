use super::*;
use crate::components::form_state::FormState;
use leptos::prelude::*;

fn html<View: IntoView + 'static>(state: FormState, view: impl FnOnce() -> View) -> String {
    Owner::new().with(|| {
        provide_context(state);
        view().into_view().to_html()
    })
}

fn refused() -> FormState {
    FormState::sent(vec![("name".into(), "A <b> & \"c\"".into())])
        .with_error("name", "Enter a name.")
}

#[test]
fn a_refused_field_echoes_what_was_typed_and_is_tied_to_its_error() {
    let page = html(refused(), || {
        view! { <TextField name="name" label="Name" hint="As on the badge" value="Ada"/> }
    });
    assert!(page.contains("value=\"A &lt;b&gt; &amp; &quot;c&quot;\""), "{page}");
    assert!(page.contains("aria-describedby=\"field-name-hint field-name-error\""), "{page}");
    assert!(page.contains("aria-invalid=\"true\""), "{page}");
    assert!(page.contains("id=\"field-name-error\""), "{page}");
}

#[test]
fn a_password_is_never_echoed() {
    let state = FormState::sent(vec![("password".into(), "hunter2".into())]);
    let page = html(state, || view! { <PasswordField name="password" label="Password"/> });
    assert!(!page.contains("hunter2"), "{page}");
}

#[test]
fn the_summary_links_to_every_wrong_field() {
    let page = html(refused(), || view! { <ErrorSummary/> });
    assert!(page.contains("href=\"#field-name\""), "{page}");
    assert!(page.contains("role=\"alert\""), "{page}");
    let fresh = html(FormState::default(), || view! { <ErrorSummary/> });
    assert!(!fresh.contains("role"), "{fresh}");
}

#[test]
fn a_box_that_was_unticked_stays_unticked() {
    let page =
        html(refused(), || view! { <Checkbox name="manager" label="Manager" checked=true/> });
    assert!(!page.contains(" checked"), "{page}");
}

#[test]
fn the_first_of_a_group_is_what_an_error_links_to() {
    let page = html(FormState::default(), || {
        let choices = vec![Choice::new("a", "A"), Choice::new("b", "B")];
        view! { <Radios name="mode" label="Mode" choices value="b"/> }
    });
    assert!(page.contains("id=\"field-mode\""), "{page}");
    assert!(page.contains("value=\"b\" checked"), "{page}");
}

//! `/people/invitations`: getting everybody in at once.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    mailbox::{Mailbox, link_in},
    support::{dump, on_each_database},
};
use app::domain::{Role, Roles};
use axum::http::StatusCode;
use std::{collections::BTreeSet, time::Duration};

on_each_database![
    everybody_without_a_password_gets_a_link_that_is_shown_once,
    whoever_holds_a_link_keeps_it_unless_it_is_asked_for,
    nobody_who_has_left_is_invited,
    where_mail_works_everybody_gets_theirs_and_the_log_says_so,
    where_mail_fails_the_log_says_so_and_nobody_counts_as_invited,
];

const PAGE: &str = "/people/invitations";

/// The paths of all links on a page, each once.
fn links(page: &Answer) -> BTreeSet<String> {
    page.body
        .split("/link/")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            format!("/link/{}", &rest[..end.unwrap_or(rest.len())])
        })
        .collect()
}

async fn works(app: &TestApp, link: &str) -> bool {
    !app.browser().get(link).await.says("does not work any more")
}

/// Waits until the audit log says this.
async fn wait_for_the_log(admin: &Browser, words: &str) {
    for _ in 0..500 {
        if admin.get("/audit").await.says(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{words} is not in: {}", admin.get("/audit").await.text());
}

async fn everybody_without_a_password_gets_a_link_that_is_shown_once(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 180)]).await;
    app.give_password(&roster.everybody()[7]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let ask = admin.get(PAGE).await.expect(StatusCode::OK);
    assert!(ask.says("179 people can’t sign in yet."), "{}", ask.text());
    assert!(ask.says("Yes, make 179 links") && links(&ask).is_empty());

    let page = admin.post(PAGE, &[]).await.expect(StatusCode::OK);
    assert!(page.says("Copy 179 links now"), "{}", page.text());
    let made = links(&page);
    assert_eq!(made.len(), 179);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.says("engineering8@example.com"), "who has a password needs none");
    let kept = format!("{:?}", dump(&app.services.store).await);
    for link in &made {
        assert!(!kept.contains(link.trim_start_matches("/link/")), "only hashes are kept");
    }
    for again in [PAGE, "/audit", "/people"] {
        assert!(links(&admin.get(again).await.expect(StatusCode::OK)).is_empty(), "{again}");
    }
    let words = "made one-time links for everybody without a password: 179 people";
    wait_for_the_log(&admin, words).await;
    app.browser().post(made.first().unwrap(), &[]).await.expect_redirect("/");
    app.browser().post(made.last().unwrap(), &[]).await.expect_redirect("/");
}

async fn whoever_holds_a_link_keeps_it_unless_it_is_asked_for(app: TestApp) {
    app.with_roster(&[("Engineering", 3)]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let first = links(&admin.post(PAGE, &[]).await.expect(StatusCode::OK));
    let ask = admin.get(PAGE).await.expect(StatusCode::OK);
    assert!(ask.says("Also 3 people whose link still works"), "{}", ask.text());

    // Sent twice by accident: nobody's link dies.
    admin.post(PAGE, &[]).await.expect_redirect(PAGE);
    for link in &first {
        assert!(works(&app, link).await);
    }
    let second = links(&admin.post(PAGE, &[("again", "yes")]).await.expect(StatusCode::OK));
    assert_eq!(second.len(), 3);
    assert!(first.is_disjoint(&second));
    for link in &first {
        assert!(!works(&app, link).await);
    }
    // A link that nobody used in time counts for none.
    app.clock.advance(Duration::from_secs(15 * 24 * 60 * 60));
    let admin = app.sign_in_as(Role::Admin).await;
    let ask = admin.get(PAGE).await.expect(StatusCode::OK);
    assert!(ask.says("3 people can’t sign in yet."), "{}", ask.text());
}

async fn nobody_who_has_left_is_invited(app: TestApp) {
    let gone = app.person("Grace Hopper", Roles::default()).await;
    let mut tx = app.services.store.begin().await.unwrap();
    tx.set_left(gone.id, true).await.unwrap();
    tx.commit().await.unwrap();
    let admin = app.sign_in_as(Role::Admin).await;
    let ask = admin.get(PAGE).await.expect(StatusCode::OK);
    assert!(ask.says("Nobody is left to invite"), "{}", ask.text());
    admin.post(PAGE, &[("again", "yes")]).await.expect_redirect(PAGE);
    app.person("Ada Lovelace", Roles::default()).await;
    let page = admin.post(PAGE, &[]).await.expect(StatusCode::OK);
    assert!(page.says("Copy 1 link now") && !page.says("Grace Hopper"), "{}", page.text());
}

async fn where_mail_works_everybody_gets_theirs_and_the_log_says_so(app: TestApp) {
    let mailbox = Mailbox::open().await;
    let app = app.configured(|config| mailbox.configure(config));
    let roster = app.with_roster(&[("Engineering", 6)]).await;
    app.give_password(&roster.everybody()[0]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let ask = admin.get(PAGE).await.expect(StatusCode::OK);
    assert!(ask.says("Yes, send 5 invitations"), "{}", ask.text());
    let sent = admin.post(PAGE, &[]).await.expect(StatusCode::SEE_OTHER);
    let page = admin.get(sent.location()).await.expect(StatusCode::OK);
    assert!(page.says("The invitations are on their way"), "{}", page.text());

    wait_for_the_log(&admin, "invited everybody without a password by e-mail: 5 people").await;
    let mails = mailbox.mails();
    assert_eq!(mails.len(), 5);
    for person in &roster.everybody()[1..] {
        let theirs = mails.iter().filter(|mail| mail.contains(person.email.as_str()));
        assert_eq!(theirs.count(), 1, "{}", person.email);
    }
    let made: BTreeSet<String> = mails.iter().map(|mail| link_in(mail)).collect();
    assert_eq!(made.len(), 5);
    for link in &made {
        assert!(works(&app, link).await);
    }
    assert!(!made.iter().any(|link| page.body.contains(link.as_str())));
    admin.post(PAGE, &[]).await.expect_redirect(PAGE);
    assert!(admin.get(PAGE).await.says("Nobody is without a link."));
}

async fn where_mail_fails_the_log_says_so_and_nobody_counts_as_invited(app: TestApp) {
    let mailbox = Mailbox::closed().await;
    let app = app.configured(|config| mailbox.configure(config));
    app.with_roster(&[("Engineering", 6)]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    admin.post(PAGE, &[]).await.expect(StatusCode::SEE_OTHER);
    wait_for_the_log(&admin, "0 people of 6; the mail server did not take the others").await;
    let ask = admin.get(PAGE).await.expect(StatusCode::OK);
    assert!(ask.says("6 people can’t sign in yet."), "{}", ask.text());
    assert!(!ask.says("whose link still works"));
}

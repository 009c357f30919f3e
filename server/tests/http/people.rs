//! `/people` and `/audit`: finding people, their roles, getting them in and out.

use crate::{
    app::{PASSWORD, TestApp},
    browser::Answer,
    mailbox::{Mailbox, link_in},
    support::{dump, on_each_database},
};
use app::domain::{Person, Role, Roles};
use axum::http::StatusCode;

on_each_database![
    people_are_found_by_parts_of_name_address_and_team,
    a_long_list_comes_in_pages_of_a_hundred,
    odd_searches_find_nobody_and_break_nothing,
    whoever_has_left_is_shown_when_asked_for,
    somebody_who_is_not_on_the_roster_can_be_added_and_invited,
    a_new_person_needs_a_name_an_address_of_their_own_and_a_role,
    a_name_and_an_address_can_be_corrected_but_not_to_somebody_elses,
    roles_are_given_and_taken,
    the_last_admin_keeps_the_role,
    two_admins_who_take_each_others_role_at_once_leave_one,
    whoever_gives_their_own_role_away_lands_on_the_start_page,
    a_link_to_copy_is_in_the_one_answer_and_nowhere_else,
    where_mail_works_the_link_goes_out_and_is_not_shown,
    where_mail_fails_the_link_is_shown_instead,
    all_sessions_of_a_person_can_be_ended,
    somebody_from_outside_can_leave_and_come_back,
    people_on_a_team_leave_with_the_roster_only,
    the_audit_log_tells_in_words_who_did_what_and_when,
    another_address_ends_the_sessions_and_links_of_the_old_one,
    whoever_has_left_becomes_no_admin_before_they_are_back,
    an_admin_made_at_the_command_line_is_here_and_counts,
];

fn row<'a>(page: &'a str, name: &str) -> &'a str {
    page.split("<tr").find(|row| row.contains(name)).unwrap_or_else(|| panic!("no row of {name}"))
}

async fn people_are_found_by_parts_of_name_address_and_team(app: TestApp) {
    app.with_roster(&[("Produkt", 2), ("Produkt/Zürich", 3), ("Produkt/Search", 2)]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    app.person("Ärne Ångström", Roles { researcher: true, ..Roles::default() }).await;
    let all = admin.get("/people").await.expect(StatusCode::OK);
    assert!(all.says("9 people, by name."), "{}", all.text());
    assert!(row(&all.body, "Anna Admin").contains("Admin</span>"));
    assert!(row(&all.body, "Ångström").contains("Researcher"));
    for (asked, found) in [
        ("search", "2 people match"),
        ("SEARCH%201", "One person."),
        ("%C3%84RNE", "One person."),
        ("z%C3%BCrich", "3 people match"),
        ("z%C3%BCrich+3", "One person."),
        ("produkt", "7 people match"),
        ("anna%40example.com", "One person."),
        ("nobody-like-this", "Nobody matches"),
    ] {
        let page = admin.get(&format!("/people?q={asked}")).await.expect(StatusCode::OK);
        assert!(page.says(found), "{asked}: {}", page.text());
    }
    let page = admin.get("/people?q=z%C3%BCrich+3").await;
    assert_eq!(page.field("q").as_deref(), Some("zürich 3"), "what was asked stays in its field");
    assert!(page.says("Produkt / Zürich"));
}

async fn a_long_list_comes_in_pages_of_a_hundred(app: TestApp) {
    app.with_roster(&[("Engineering", 204)]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    // Beside people, two buttons lead to pages below /people.
    let rows = |page: &Answer| page.body.matches("href=\"/people/").count() - 2;
    let first = admin.get("/people?show=all&q=example").await.expect(StatusCode::OK);
    assert!(first.says("205 people match"), "{}", first.text());
    assert_eq!(rows(&first), 100);
    assert!(first.body.contains("href=\"/people?q=example&amp;show=all&amp;page=3\""));
    let last = admin.get("/people?show=all&q=example&page=3").await;
    assert_eq!(rows(&last), 5);
    for (beyond, same) in [("99", "3"), ("0", "1"), ("-1", "1"), ("x", "1"), ("4294967296", "1")] {
        let page = admin.get(&format!("/people?q=example&page={beyond}")).await;
        let same = admin.get(&format!("/people?q=example&page={same}")).await;
        assert_eq!(page.expect(StatusCode::OK).text(), same.text(), "{beyond}");
    }
}

async fn odd_searches_find_nobody_and_break_nothing(app: TestApp) {
    app.with_roster(&[("Engineering", 3)]).await;
    let admin = app.sign_in_as(Role::Admin).await;
    for odd in [
        "%25",
        "_",
        "%27%20OR%201%3D1%20--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%00",
        "%F0%9F%92%A5",
        "%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    ] {
        let page = admin.get(&format!("/people?q={odd}&show=%22%3E")).await.expect(StatusCode::OK);
        assert!(page.says("Nobody matches"), "{odd}: {}", page.text());
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img"), "{odd}");
    }
}

async fn whoever_has_left_is_shown_when_asked_for(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let nobody = admin.get("/people?show=left").await;
    assert!(nobody.says("Nobody has left"), "{}", nobody.text());
    let gone = app.person("Grace Hopper", Roles::default()).await;
    let mut tx = app.services.store.begin().await.unwrap();
    tx.set_left(gone.id, true).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!admin.get("/people").await.says("Grace Hopper"));
    let left = admin.get("/people?show=left").await;
    assert!(left.says("Grace Hopper"));
    assert!(admin.get("/people?show=all").await.says("Grace Hopper"));
}

async fn somebody_who_is_not_on_the_roster_can_be_added_and_invited(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    assert!(admin.get("/people/new").await.expect(StatusCode::OK).says("Add somebody"));
    let fields = [("name", " Rosa Parks "), ("email", "Rosa@Example.com"), ("roles", "researcher")];
    let added = admin.post("/people/new", &fields).await.expect(StatusCode::SEE_OTHER);
    let page = admin.get(added.location()).await.expect(StatusCode::OK);
    assert!(page.says("Added.") && page.says("On no team"), "{}", page.text());
    assert_eq!(page.field("email").as_deref(), Some("rosa@example.com"));
    let path = added.location().split('?').next().unwrap();
    let link = invite(&admin, path).await;
    let browser = app.browser();
    browser.post(&link, &[("password", PASSWORD)]).await.expect_redirect("/");
    browser.get("/programs").await.expect(StatusCode::OK);
    browser.get("/people").await.expect(StatusCode::FORBIDDEN);
}

async fn a_new_person_needs_a_name_an_address_of_their_own_and_a_role(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let before = dump(&app.services.store).await;
    let empty = admin.post("/people/new", &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["Enter a name", "Enter an e-mail address", "Choose at least one role"] {
        assert!(empty.says(told), "{}", empty.text());
    }
    let fields = [("name", "Ann Other"), ("email", "ANNA@example.com"), ("roles", "admin")];
    let taken = admin.post("/people/new", &fields).await;
    let taken = taken.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.says("Somebody else has this address"), "{}", taken.text());
    assert_eq!(taken.field("name").as_deref(), Some("Ann Other"));
    assert_eq!(taken.field("roles").as_deref(), Some("admin"));
    assert_eq!(dump(&app.services.store).await, before);
}

async fn save(
    app: &TestApp,
    admin: &crate::browser::Browser,
    person: &Person,
    name: &str,
    email: &str,
    roles: &[&str],
) -> (Answer, Person) {
    let mut fields = vec![("name", name), ("email", email)];
    fields.extend(roles.iter().map(|role| ("roles", *role)));
    let answer = admin.post(&format!("/people/{}", person.id), &fields).await;
    let mut tx = app.services.store.read().await.unwrap();
    let now = tx.person(person.id).await.unwrap().unwrap();
    (answer, now)
}

async fn a_name_and_an_address_can_be_corrected_but_not_to_somebody_elses(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 2)]).await;
    let [person, other] = [&roster.everybody()[0], &roster.everybody()[1]];
    let admin = app.sign_in_as(Role::Admin).await;
    let path = format!("/people/{}", person.id);
    let link = invite(&admin, &path).await;
    let (answer, now) = save(&app, &admin, person, "Ada King", "ada.king@example.com", &[]).await;
    answer.expect_redirect(&format!("{path}?done=saved"));
    assert_eq!((now.name.as_str(), now.email.as_str()), ("Ada King", "ada.king@example.com"));
    assert_eq!((now.team, now.roles), (person.team, person.roles), "the rest is as it was");
    assert!(
        app.browser().get(&link).await.says("does not work any more"),
        "the old mailbox has it"
    );
    let (taken, now) = save(&app, &admin, person, "Ada", other.email.as_str(), &["admin"]).await;
    let taken = taken.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.says("Somebody else has this address"), "{}", taken.text());
    assert_eq!(taken.field("name").as_deref(), Some("Ada"));
    assert_eq!(now.name, "Ada King");
    assert!(!now.roles.admin, "all or nothing");
    let (bad, _) = save(&app, &admin, person, "", "no address", &[]).await;
    let bad = bad.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.says("Enter a name") && bad.says("is not an e-mail address"), "{}", bad.text());
}

async fn roles_are_given_and_taken(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 1)]).await;
    let manager = Roles { manager: true, ..Roles::default() };
    let person = app.give_roles(&roster.person("Engineering"), manager).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let browser = app.sign_in(&person).await;
    let (name, email) = (person.name.clone(), person.email.to_string());
    let both = ["researcher", "admin"];
    let (_, now) = save(&app, &admin, &person, &name, &email, &both).await;
    assert_eq!(now.roles, Roles { manager: true, researcher: true, admin: true });
    browser.get("/people").await.expect(StatusCode::OK);
    let page = browser.get(&format!("/people/{}", person.id)).await;
    assert_eq!(page.form(&format!("/people/{}", person.id)).len(), 4, "both boxes are ticked");
    let (_, now) = save(&app, &admin, &person, &name, &email, &["developer", "manager"]).await;
    assert_eq!(now.roles, manager, "the roster gives these two, and takes them");
    browser.get("/people").await.expect(StatusCode::FORBIDDEN);
}

async fn the_last_admin_keeps_the_role(app: TestApp) {
    let person = app.person_as(Role::Admin).await;
    let admin = app.sign_in(&person).await;
    let before = dump(&app.services.store).await;
    let (refused, _) = save(&app, &admin, &person, "Anna", "anna@example.com", &[]).await;
    let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Anna Admin is the last admin. Make somebody else an admin first."));
    assert_eq!(dump(&app.services.store).await, before);
    let left = admin.post(&format!("/people/{}/left", person.id), &[("left", "yes")]).await;
    assert!(left.expect(StatusCode::CONFLICT).says("is the last admin"));
    assert_eq!(dump(&app.services.store).await, before);
    // Somebody who has left is no other admin, whatever role they kept.
    let gone = app.person("Gone Admin", Roles { admin: true, ..Roles::default() }).await;
    let mut tx = app.services.store.begin().await.unwrap();
    tx.set_left(gone.id, true).await.unwrap();
    tx.commit().await.unwrap();
    let (refused, _) = save(&app, &admin, &person, "Anna", "anna@example.com", &[]).await;
    refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
}

async fn two_admins_who_take_each_others_role_at_once_leave_one(app: TestApp) {
    let role = Roles { admin: true, ..Roles::default() };
    for round in 0..6 {
        let one = app.person(&format!("One{round} Admin"), role).await;
        let two = app.person(&format!("Two{round} Admin"), role).await;
        let (at_one, at_two) = (app.sign_in(&one).await, app.sign_in(&two).await);
        let ((first, _), (second, _)) = tokio::join!(
            save(&app, &at_one, &two, &two.name, two.email.as_str(), &[]),
            save(&app, &at_two, &one, &one.name, one.email.as_str(), &[]),
        );
        let mut tx = app.services.store.begin().await.unwrap();
        assert_eq!(tx.count_admins().await.unwrap(), 1);
        let done = [&first, &second].iter().filter(|it| it.status == StatusCode::SEE_OTHER).count();
        assert_eq!(done, 1, "{} {}", first.text(), second.text());
        // The next round begins with nobody.
        for person in [one, two] {
            tx.set_roles(person.id, Roles::default()).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

async fn whoever_gives_their_own_role_away_lands_on_the_start_page(app: TestApp) {
    app.person("Other Admin", Roles { admin: true, ..Roles::default() }).await;
    let person = app.person_as(Role::Admin).await;
    let admin = app.sign_in(&person).await;
    let (answer, now) = save(&app, &admin, &person, "Anna Admin", "anna@example.com", &[]).await;
    answer.expect_redirect("/");
    assert!(!now.roles.admin);
    admin.get("/").await.expect(StatusCode::OK);
}

/// Makes a link on a person's page and gives its path.
async fn invite(admin: &crate::browser::Browser, path: &str) -> String {
    let page = admin.post(&format!("{path}/invite"), &[]).await.expect(StatusCode::OK);
    let text = page.text();
    let start = text.find("http://127.0.0.1:3000/link/").expect("a link to copy");
    let url = text[start..].split(' ').next().unwrap();
    url.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
}

async fn a_link_to_copy_is_in_the_one_answer_and_nowhere_else(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let path = format!("/people/{}", person.id);
    let page = admin.post(&format!("{path}/invite"), &[]).await.expect(StatusCode::OK);
    assert!(page.says("It is shown this once"), "{}", page.text());
    assert_eq!((page.location(), page.header("cache-control")), ("", "no-store"));
    let token = page.body.split("/link/").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(page.body.matches(&token).count(), 1);
    assert!(!format!("{:?}", page.headers).contains(&token));
    for again in [path.clone(), "/audit".to_owned(), "/people".to_owned()] {
        assert!(!admin.get(&again).await.expect(StatusCode::OK).body.contains(&token), "{again}");
    }
    assert!(!format!("{:?}", dump(&app.services.store).await).contains(&token));
    let newer = invite(&admin, &path).await;
    assert_ne!(newer, format!("/link/{token}"));
    let dead = app.browser().get(&format!("/link/{token}")).await;
    assert!(dead.says("does not work any more"));
    app.browser().post(&newer, &[]).await.expect_redirect("/");
}

async fn where_mail_works_the_link_goes_out_and_is_not_shown(app: TestApp) {
    let mailbox = Mailbox::open().await;
    let app = app.configured(|config| mailbox.configure(config));
    let person = app.person_as(Role::Developer).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let page = admin.post(&format!("/people/{}/invite", person.id), &[]).await;
    let page = page.expect(StatusCode::OK);
    assert!(page.says("It was sent to dora@example.com"), "{}", page.text());
    assert!(!page.body.contains("/link/"));
    let link = link_in(&mailbox.wait_for(1).await[0]);
    app.browser().post(&link, &[]).await.expect_redirect("/");
}

async fn where_mail_fails_the_link_is_shown_instead(app: TestApp) {
    let mailbox = Mailbox::closed().await;
    let app = app.configured(|config| mailbox.configure(config));
    let person = app.person_as(Role::Developer).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let path = format!("/people/{}", person.id);
    let page = admin.post(&format!("{path}/invite"), &[]).await.expect(StatusCode::OK);
    assert!(page.says("The mail server did not take the e-mail."), "{}", page.text());
    let link = invite(&admin, &path).await;
    app.browser().post(&link, &[]).await.expect_redirect("/");
}

async fn all_sessions_of_a_person_can_be_ended(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let path = format!("/people/{}", person.id);
    assert!(!admin.get(&path).await.says("Sign out everywhere"), "nothing to end");
    let browsers = [app.sign_in(&person).await, app.sign_in(&person).await];
    let link = invite(&admin, &path).await;
    let page = admin.get(&path).await;
    assert!(page.says("in 2 browsers") && page.says("Sign out everywhere"), "{}", page.text());
    admin
        .post(&format!("{path}/sessions"), &[])
        .await
        .expect_redirect(&format!("{path}?done=signed-out"));
    for browser in browsers {
        browser.get("/account").await.expect_redirect("/sign-in?next=%2Faccount");
    }
    assert!(app.browser().get(&link).await.says("does not work any more"));
    admin.get("/people").await.expect(StatusCode::OK);
}

async fn somebody_from_outside_can_leave_and_come_back(app: TestApp) {
    let person = app.person_as(Role::Researcher).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let browser = app.sign_in(&person).await;
    let path = format!("/people/{}", person.id);
    let left = admin.post(&format!("{path}/left"), &[("left", "yes")]).await;
    left.expect_redirect(&format!("{path}?done=left"));
    browser.get("/programs").await.expect_redirect("/sign-in?next=%2Fprograms");
    let page = admin.get(&path).await;
    assert!(page.says("Has left") && page.says("Whoever has left can’t sign in."));
    admin.post(&format!("{path}/invite"), &[]).await.expect(StatusCode::CONFLICT);
    let back = admin.post(&format!("{path}/left"), &[("left", "no")]).await;
    back.expect_redirect(&format!("{path}?done=back"));
    let link = invite(&admin, &path).await;
    let browser = app.browser();
    browser.post(&link, &[]).await.expect_redirect("/");
    browser.get("/programs").await.expect(StatusCode::FORBIDDEN);
}

async fn people_on_a_team_leave_with_the_roster_only(app: TestApp) {
    let roster = app.with_roster(&[("Engineering", 1)]).await;
    let person = roster.person("Engineering");
    let admin = app.sign_in_as(Role::Admin).await;
    let path = format!("/people/{}", person.id);
    assert!(admin.get(&path).await.says("They leave when they are no longer on the roster."));
    let refused = admin.post(&format!("{path}/left"), &[("left", "yes")]).await;
    assert!(refused.expect(StatusCode::CONFLICT).says("is on the roster"));
}

async fn the_audit_log_tells_in_words_who_did_what_and_when(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let empty = admin.get("/audit").await.expect(StatusCode::OK);
    assert!(empty.says("Nothing was done yet"));
    let person = app.person_as(Role::Developer).await;
    invite(&admin, &format!("/people/{}", person.id)).await;
    let (email, odd) = (person.email.as_str(), "<b>Dora</b>");
    save(&app, &admin, &person, odd, email, &["researcher"]).await.0.expect(StatusCode::SEE_OTHER);
    app.with_roster(&[("Engineering", 5)]).await;
    let survey = app.with_open_wave().await;
    app.services.create_admin("grace@example.com", "Grace Hopper", None).await.unwrap();
    app.clock.advance(std::time::Duration::from_secs(60));
    app.close(&survey).await;
    let log = admin.get("/audit").await.expect(StatusCode::OK);
    for told in [
        "16 November 2026, 08:01 UTC Rita Researcher closed the wave Q4 2026 of Quarterly",
        "16 November 2026, 08:00 UTC Anna Admin made a one-time link for Dora Developer",
        "Anna Admin corrected a person: Dora Developer is now called <b>Dora</b>",
        "Anna Admin changed roles of <b>Dora</b>: researcher",
        "Rita Researcher opened the wave Q4 2026 of Quarterly",
        "The command line made Grace Hopper an admin",
    ] {
        assert!(log.says(told), "{told}: {}", log.text());
    }
    assert!(!log.body.contains("<b>Dora"));
    assert!(admin.get("/people").await.body.contains("href=\"/audit\""));
}

async fn another_address_ends_the_sessions_and_links_of_the_old_one(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let person = app.person_as(Role::Researcher).await;
    let theirs = app.sign_in(&person).await;
    let link = app.services.invite(None, person.id).await.unwrap().url;
    let link = link.strip_prefix("http://127.0.0.1:3000").unwrap();
    let page = format!("/people/{}", person.id);
    let named =
        [("name", "Rita Renamed"), ("email", person.email.as_str()), ("roles", "researcher")];
    admin.post(&page, &named).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(theirs.get("/account").await.status, StatusCode::OK, "a name is only a name");
    let moved = [("name", "Rita Renamed"), ("email", "rita@example.org"), ("roles", "researcher")];
    admin.post(&page, &moved).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(theirs.get("/account").await.status, StatusCode::SEE_OTHER);
    app.browser().post(link, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    // Whoever corrects their own address is not thrown out over it.
    let own = format!("/people/{}", app.person_as(Role::Admin).await.id);
    let fields = [("name", "Anna Admin"), ("email", "anna@example.org"), ("roles", "admin")];
    admin.post(&own, &fields).await.expect(StatusCode::SEE_OTHER);
    assert!(admin.get("/account").await.says("anna@example.org"));
}

async fn whoever_has_left_becomes_no_admin_before_they_are_back(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let person = app.person_as(Role::Developer).await;
    let viewer = app.viewer(&app.person_as(Role::Admin).await);
    app.services.set_left(&viewer, person.id, true).await.unwrap();
    let page = format!("/people/{}", person.id);
    let fields =
        [("name", person.name.as_str()), ("email", person.email.as_str()), ("roles", "admin")];
    let refused = admin.post(&page, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Dora Developer has left. Note that they are back first."));
    app.services.set_left(&viewer, person.id, false).await.unwrap();
    admin.post(&page, &fields).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(app.services.store.read().await.unwrap().count_admins().await.unwrap(), 2);
}

async fn an_admin_made_at_the_command_line_is_here_and_counts(app: TestApp) {
    let person = app.person_as(Role::Developer).await;
    let mut tx = app.services.store.begin().await.unwrap();
    tx.set_left(person.id, true).await.unwrap();
    tx.commit().await.unwrap();
    let made = app.services.create_admin(person.email.as_str(), "", None).await.unwrap();
    assert!(made.id == person.id && !made.left);
    let mut tx = app.services.store.read().await.unwrap();
    assert_eq!(tx.count_admins().await.unwrap(), 1);
    assert!(!tx.person(person.id).await.unwrap().unwrap().left);
    tx.commit().await.unwrap();
    assert!(app.services.first_admin_link().await.unwrap().is_none(), "there is one");
    let alone = app.sign_in(&made).await;
    let page = format!("/people/{}", made.id);
    let fields = [("name", made.name.as_str()), ("email", made.email.as_str())];
    let refused = alone.post(&page, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("is the last admin"), "{}", refused.text());
}

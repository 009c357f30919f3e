//! `/interviews/rotation`: who is due, who may not be asked, and how fairly people are heard.

use crate::{
    app::TestApp,
    browser::Answer,
    interviews::{Talk, talk},
    support::on_each_database,
};
use app::domain::Role;
use axum::http::StatusCode;
use std::time::Duration;

on_each_database![
    nobody_is_asked_twice_within_the_pause,
    two_researchers_cannot_ask_one_person_at_the_same_time,
    surveys_and_interviews_count_against_one_budget,
    the_rules_can_be_changed_and_are_checked,
    teams_stand_in_the_order_in_which_they_are_due,
    a_decline_is_an_open_question_until_somebody_asks_about_it,
    whoever_is_heard_too_little_stands_out,
    a_wish_in_the_account_is_kept,
    an_organisation_without_people_says_so,
];

const PAGE: &str = "/interviews/rotation";
const DAY: u64 = 24 * 60 * 60;

/// Lets days pass, after which nobody is signed in any more.
async fn advance(talk: &mut Talk, days: u64) {
    talk.app.clock.advance(Duration::from_secs(days * DAY));
    talk.researcher = talk.app.sign_in_as(Role::Researcher).await;
}

/// The problem with the field `person` of a refused plan.
fn refused(answer: Answer) -> String {
    answer.expect(StatusCode::UNPROCESSABLE_ENTITY).text()
}

async fn nobody_is_asked_twice_within_the_pause(app: TestApp) {
    let mut talk = talk(app).await;
    let people = talk.roster.people("Payments");
    let (first, second) = (people[0].email.to_string(), people[1].email.to_string());
    talk.plan_with(&first).await.expect(StatusCode::SEE_OTHER);
    let why = refused(talk.plan_with(&first).await);
    for words in [
        "Payments 1 was asked lately, and nobody is asked twice within 180 days.",
        "You can ask them again from 13 June 2027 on.",
        "Of the same team you can ask Payments",
    ] {
        assert!(why.contains(words), "{words}: {why}");
    }
    talk.plan_with(&second).await.expect(StatusCode::SEE_OTHER);
    let why = refused(talk.plan_with(&first).await);
    assert!(!why.contains(&second), "who was just asked is not suggested: {why}");

    // The whole team but one, and then nobody is left.
    for person in &people[2..] {
        talk.plan_with(person.email.as_str()).await.expect(StatusCode::SEE_OTHER);
    }
    let why = refused(talk.plan_with(&first).await);
    assert!(why.contains("Nobody else of their team can be asked now"), "{why}");

    // Half a year after the talk of 14 December it is their turn again.
    advance(&mut talk, 208).await;
    refused(talk.plan_with(&first).await);
    advance(&mut talk, 1).await;
    talk.plan_with(&first).await.expect(StatusCode::SEE_OTHER);
}

async fn two_researchers_cannot_ask_one_person_at_the_same_time(app: TestApp) {
    let talk = talk(app).await;
    let person = talk.roster.person("Payments").email.to_string();
    let (one, two) = tokio::join!(talk.plan_with(&person), talk.plan_with(&person));
    let mut outcomes = [one.status, two.status];
    outcomes.sort();
    assert_eq!(outcomes, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
}

async fn surveys_and_interviews_count_against_one_budget(app: TestApp) {
    let mut talk = talk(app).await;
    let rules =
        [("interview-target", "15"), ("interview-pause-days", "180"), ("contact-budget", "2")];
    talk.researcher.post(PAGE, &rules).await.expect(StatusCode::SEE_OTHER);
    let person = talk.roster.person("Payments").email.to_string();
    let survey = talk.app.with_open_wave().await;
    talk.app.close(&survey).await;
    advance(&mut talk, 10).await;
    talk.app.with_next_wave(&survey, "2027-Q1".parse().unwrap()).await;
    let why = refused(talk.plan_with(&person).await);
    for words in [
        "Payments 1 has had 2 surveys, invitations and reminders within 90 days",
        "from 15 February 2027 on",
        "Nobody else of their team can be asked now",
    ] {
        assert!(why.contains(words), "{words}: {why}");
    }
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(
        page.says("0 of 8 people") && page.says("Nobody there may be asked"),
        "{}",
        page.text()
    );
    // The first survey counts no longer.
    advance(&mut talk, 80).await;
    let fields = talk.fields("", &person);
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| if name == "date" { (name, "2027-03-01") } else { (name, value) })
        .collect();
    talk.researcher.post("/interviews/new", &fields).await.expect(StatusCode::SEE_OTHER);
}

async fn the_rules_can_be_changed_and_are_checked(app: TestApp) {
    let talk = talk(app).await;
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(
        page.says("Rules: 15 teams a quarter, nobody twice within 180 days"),
        "{}",
        page.text()
    );
    let wrong =
        [("interview-target", "0"), ("interview-pause-days", "soon"), ("contact-budget", "99")];
    let page = talk.researcher.post(PAGE, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["from 1 to 1000", "from 1 to 730", "from 1 to 50"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(page.field("interview-pause-days").as_deref(), Some("soon"));
    let rules =
        [("interview-target", "8"), ("interview-pause-days", "30"), ("contact-budget", "3")];
    for _ in 0..2 {
        let saved = talk.researcher.post(PAGE, &rules).await;
        saved.expect_redirect("/interviews/rotation?saved=yes");
    }
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(page.says("0 of 8 teams in Q4 2026") && page.says("nobody twice within 30 days"));
    let admin = talk.app.sign_in_as(Role::Admin).await;
    let log = admin.get("/audit").await.expect(StatusCode::OK).text();
    let words = "changed the rules of rotation: 8 teams a quarter";
    assert_eq!(log.matches(words).count(), 1, "sent twice, noted once: {log}");
}

/// Where the names of teams stand on the page, in its order.
fn order<'t>(page: &Answer, teams: &[&'t str]) -> Vec<&'t str> {
    let link = |team: &str| format!("Plan an interview with {team} such as");
    let text = page.text();
    let mut places: Vec<_> = teams
        .iter()
        .map(|team| (text.find(&link(team)).expect("a row of this team"), *team))
        .collect();
    places.sort_unstable();
    places.into_iter().map(|(_, team)| team).collect()
}

async fn teams_stand_in_the_order_in_which_they_are_due(app: TestApp) {
    let talk = talk(app).await;
    let teams = ["Engineering", "Payments"];
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert_eq!(order(&page, &teams), ["Payments", "Engineering"], "the larger first");
    assert!(page.says("Never") && page.says("such as with Payments"), "{}", page.text());
    assert!(page.says("8 of 8 people"), "{}", page.text());

    let address = talk.planned().await;
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert_eq!(order(&page, &teams), ["Engineering", "Payments"]);
    for words in ["1 of 15 teams in Q4 2026", "1 of 2 teams, by 1 interview", "14 December 2026"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    // Called off, it is as if it had not been.
    talk.researcher.post(&format!("{address}/call-off"), &[]).await.expect(StatusCode::SEE_OTHER);
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(page.says("0 of 15 teams"), "{}", page.text());
    // The link leads to a form that names somebody who may be asked.
    let href = page.body.split("href=\"").find(|rest| rest.starts_with("/interviews/new?person="));
    let href = href.unwrap().split('"').next().unwrap();
    let form = talk.researcher.get(href).await.expect(StatusCode::OK);
    assert!(form.field("person").unwrap().ends_with("@example.com"));
}

async fn a_decline_is_an_open_question_until_somebody_asks_about_it(app: TestApp) {
    let mut talk = talk(app).await;
    let roster = talk.app.with_roster(&[("Harbour", 30)]).await;
    let team = roster.team("Harbour");
    let survey = talk.app.with_open_wave().await;
    // Not all of one mind: a figure that says what everybody answered is kept back.
    for (index, person) in roster.everybody().iter().enumerate() {
        let value = if index < 27 { "5" } else { "2" };
        talk.app.answer(&survey, person, &[("editor", value)]).await;
    }
    talk.app.publish(&survey).await;
    advance(&mut talk, 100).await;
    let next = talk.app.with_next_wave(&survey, "2027-Q1".parse().unwrap()).await;
    for (index, person) in roster.everybody().iter().enumerate() {
        let value = if index < 24 { "1" } else { "4" };
        talk.app.answer(&next, person, &[("editor", value)]).await;
    }
    talk.app.publish(&next).await;
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    let wording = &next.item("editor").current.wording;
    assert!(page.says(wording) && page.says("−70 points, Q1 2027"), "{}", page.text());
    let item = next.item_id("editor");
    let about = format!("wave={}&amp;team={team}&amp;item={item}", next.wave);
    assert!(page.body.contains(&about), "{}", page.body);

    let form = format!("/interviews/new?wave={}&team={team}&item={item}", next.wave);
    let form = talk.researcher.get(&form).await.expect(StatusCode::OK);
    let mut fields = form.form("/interviews/new");
    let person = roster.person("Harbour").email.to_string();
    for (name, value) in [("person", person.as_str()), ("date", "2027-03-14"), ("time", "09:00")] {
        fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value.to_owned();
    }
    let sent: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    talk.researcher.post("/interviews/new", &sent).await.expect(StatusCode::SEE_OTHER);
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(!page.says(wording), "somebody is going to ask: {}", page.text());
}

async fn whoever_is_heard_too_little_stands_out(app: TestApp) {
    let talk = talk(app).await;
    let roster = talk.app.with_roster(&[("Harbour", 24)]).await;
    let mut tx = talk.app.services.store.begin().await.unwrap();
    for (index, mut person) in roster.everybody().iter().cloned().enumerate() {
        let level = if index < 12 { "junior" } else { "senior" };
        person.attributes =
            vec![("level".to_owned(), level.to_owned()), ("badge".to_owned(), format!("{index}"))];
        tx.update_person(&person).await.unwrap();
    }
    tx.commit().await.unwrap();
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(page.says("Level: 24 people, 0 interviews") && page.says("Too early to tell"));
    assert!(!page.says("Badge: "), "an attribute that everybody has another of is no group");
    for person in &roster.everybody()[12..18] {
        talk.plan_with(person.email.as_str()).await.expect(StatusCode::SEE_OTHER);
    }
    let page = talk.researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(page.says("junior 50% (12) 0% (0) Clearly less"), "{}", page.text());
    assert!(page.says("senior 50% (12) 100% (6) As expected"), "{}", page.text());
}

async fn a_wish_in_the_account_is_kept(app: TestApp) {
    let talk = talk(app).await;
    let person = talk.roster.person("Payments");
    let browser = talk.app.sign_in(&person).await;
    let page = browser.get("/account").await.expect(StatusCode::OK);
    assert!(page.says("Researchers may invite you to an interview"), "{}", page.text());
    let wish = browser.post("/account/invitations", &[("never", "yes")]).await;
    wish.expect_redirect("/account?changed=invitations");
    let page = browser.get("/account?changed=invitations").await.expect(StatusCode::OK);
    assert!(page.says("You asked not to be invited to interviews."), "{}", page.text());
    assert!(!page.says("Your new password is set"), "{}", page.text());
    let why = refused(talk.plan_with(person.email.as_str()).await);
    assert!(why.contains("Payments 1 asked not to be invited to interviews."), "{why}");
    browser.post("/account/invitations", &[("never", "no")]).await.expect(StatusCode::SEE_OTHER);
    talk.plan_with(person.email.as_str()).await.expect(StatusCode::SEE_OTHER);
}

async fn an_organisation_without_people_says_so(app: TestApp) {
    let researcher = app.sign_in_as(Role::Researcher).await;
    let page = researcher.get(PAGE).await.expect(StatusCode::OK);
    assert!(page.says("Nobody is on a team yet"), "{}", page.text());
    let list = researcher.get("/interviews").await.expect(StatusCode::OK);
    assert!(list.says("who to talk with first"), "{}", list.text());
}

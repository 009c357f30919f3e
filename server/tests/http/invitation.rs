//! `/interviews/{interview}/invite` and `/invitation`: asking somebody, and what they say.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    interviews::{Talk, talk},
    mailbox::Mailbox,
    support::on_each_database,
};
use app::domain::{InterviewState, Role, Roles};
use axum::http::StatusCode;
use soundings::store::{Store, tidying::Tidied};
use std::time::{Duration, Instant};

on_each_database![
    an_invitation_goes_out_with_a_calendar_file,
    a_form_that_is_sent_twice_sends_one_mail,
    whoever_comes_says_so_without_an_account,
    whoever_says_no_calls_the_interview_off_and_can_change_their_mind,
    not_now_and_never_are_kept_to,
    opening_a_link_changes_nothing,
    a_new_time_is_sent_and_asks_again,
    a_called_off_interview_is_taken_out_of_calendars,
    who_need_not_sit_in_any_more_is_told,
    a_reminder_counts_against_the_budget,
    without_mail_there_is_a_link_and_a_file_to_hand_over,
    a_mail_that_fails_loses_nothing,
    it_is_too_late_once_the_interview_has_begun,
    nothing_is_told_to_strangers,
    an_invitation_goes_with_what_is_withdrawn,
];

/// A researcher whose server sends mail.
async fn by_mail(app: TestApp) -> (Talk, Mailbox) {
    let mailbox = Mailbox::open().await;
    let app = app.configured(|config| mailbox.configure(config));
    (talk(app).await, mailbox)
}

fn link(text: &str) -> String {
    let rest = text.split("/invitation/").nth(1).expect("a link");
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    format!("/invitation/{}", &rest[..end.unwrap_or(rest.len())])
}

/// What the invite form of an interview's page would send.
async fn seen(talk: &Talk, address: &str) -> String {
    talk.researcher.get(address).await.expect(StatusCode::OK).field("seen").unwrap()
}

async fn invite(talk: &Talk, address: &str) -> Answer {
    let seen = seen(talk, address).await;
    talk.researcher.post(&format!("{address}/invite"), &[("seen", &seen)]).await
}

/// An interview to which the person is invited, and their link; the mailbox has one mail then.
async fn invited(talk: &Talk, mailbox: &Mailbox) -> (String, String) {
    let address = talk.planned().await;
    invite(talk, &address).await.expect(StatusCode::OK);
    let mails = mailbox.wait_for(1).await;
    (address, link(&mails[0]))
}

async fn say(browser: &Browser, link: &str, answer: &str) -> Answer {
    browser.post(link, &[("answer", answer)]).await
}

/// A mail or a calendar file as it is read: without quoted-printable, without folds.
fn unfolded(mail: &str) -> String {
    let mail = mail.replace("\r\n", "\n").replace("=\n", "").replace("=3D", "=");
    mail.replace("\n ", "")
}

async fn an_invitation_goes_out_with_a_calendar_file(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let address = talk.planned().await;
    let observer = talk.roster.people("Payments")[3].clone();
    let plan = [
        ("date", "2026-12-14"),
        ("time", "14:30"),
        ("minutes", "45"),
        ("place", "Room 1"),
        ("observer", observer.email.as_str()),
    ];
    talk.researcher.post(&format!("{address}/plan"), &plan).await.expect(StatusCode::SEE_OTHER);
    let page = invite(&talk, &address).await.expect(StatusCode::OK);
    assert!(page.says("Sent to payments1@example.com."), "{}", page.text());
    assert!(page.says("No answer yet") && page.says("Send a reminder"), "{}", page.text());
    let mails = mailbox.wait_for(2).await;
    let (to_person, to_observer) = (&mails[0], &mails[1]);
    for expected in [
        "To: payments1@example.com",
        "Subject: A talk with Rita Researcher?",
        "14 December 2026, 14:30 UTC, 45 minutes",
        "Room 1",
        "And:    Payments 4, who listens to learn",
        "multipart/mixed",
        "filename=\"interview.ics\"",
        "method=REQUEST",
        "DTSTART:20261214T143000Z",
        "DTEND:20261214T151500Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
    ] {
        assert!(to_person.contains(expected), "{expected} is missing in\n{to_person}");
    }
    let id = address.rsplit('/').next().unwrap();
    let file = unfolded(to_person);
    assert!(file.contains(&format!("UID:{id}")), "{file}");
    assert!(file.contains("ROLE=OPT-PARTICIPANT") && file.contains("mailto:payments4@"), "{file}");
    assert!(to_observer.contains("To: payments4@example.com"), "{to_observer}");
    assert!(!unfolded(to_observer).contains("/invitation/"), "the link is the person's alone");
    let admin = talk.app.sign_in_as(Role::Admin).await;
    let log = admin.get("/audit").await.text();
    assert!(log.contains("sent an invitation to the interview of 14 December 2026"), "{log}");
    assert!(!log.contains("Payments 1"), "{log}");
}

async fn a_form_that_is_sent_twice_sends_one_mail(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let address = talk.planned().await;
    let form = format!("{address}/invite");
    let sent = [("seen", "")];
    let (one, two) =
        tokio::join!(talk.researcher.post(&form, &sent), talk.researcher.post(&form, &sent));
    let mut outcomes = [one.status, two.status];
    outcomes.sort();
    assert_eq!(outcomes, [StatusCode::OK, StatusCode::SEE_OTHER]);
    assert_eq!(mailbox.wait_for(1).await.len(), 1);
}

async fn whoever_comes_says_so_without_an_account(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    let person = talk.app.browser();
    let page = person.get(&link).await.expect(StatusCode::OK);
    for words in [
        "A talk with Rita Researcher",
        "14 December 2026, 14:30 UTC, 45 minutes",
        "Room <1>",
        "Workflow walk-through",
        "Nothing is written down before you have agreed",
        "take everything back",
        "I’ll come",
        "Don’t ask me again",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    for _ in 0..2 {
        say(&person, &link, "accepted").await.expect_redirect(&link);
    }
    let page = person.get(&link).await.expect(StatusCode::OK);
    assert!(page.says("You’re coming") && !page.says("I’ll come"), "{}", page.text());
    let mails = mailbox.wait_for(2).await;
    assert!(mails[1].contains("To: rita@example.com"), "{}", mails[1]);
    assert!(mails[1].contains("Payments 1 comes."), "{}", mails[1]);
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Coming on 16 November 2026"), "{}", page.text());
    assert!(talk.researcher.get("/interviews").await.says("Coming"));
    assert_eq!(mailbox.mails().len(), 2, "the same answer again tells nobody");
}

async fn whoever_says_no_calls_the_interview_off_and_can_change_their_mind(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    let person = talk.app.browser();
    say(&person, &link, "declined").await.expect_redirect(&link);
    assert_eq!(talk.state().await, InterviewState::CalledOff);
    let page = person.get(&link).await.expect(StatusCode::OK);
    assert!(
        page.says("You can’t come") && page.says("You can change your mind"),
        "{}",
        page.text()
    );
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Called off") && page.says("Can’t come"), "{}", page.text());
    say(&person, &link, "accepted").await.expect_redirect(&link);
    assert_eq!(talk.state().await, InterviewState::Planned);
    let nothing = say(&person, &link, "perhaps").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says("Choose one of the answers"), "{}", nothing.text());

    // What the interviewer called off, no answer plans again.
    talk.researcher.post(&format!("{address}/call-off"), &[]).await.expect(StatusCode::SEE_OTHER);
    let late = say(&person, &link, "declined").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("has been called off meanwhile"), "{}", late.text());
    assert!(person.get(&link).await.says("Rita Researcher has called this talk off"));
}

async fn not_now_and_never_are_kept_to(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    let person = talk.app.browser();
    let again = || talk.plan_with("payments1@example.com");
    say(&person, &link, "not-now").await.expect_redirect(&link);
    let page = person.get(&link).await.expect(StatusCode::OK);
    assert!(page.says("nobody asks you before 16 May 2027"), "{}", page.text());
    let why = again().await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(why.says("Payments 1 asked not to be invited before 16 May 2027"), "{}", why.text());

    say(&person, &link, "never").await.expect_redirect(&link);
    let why = again().await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(why.says("Payments 1 asked not to be invited to interviews."), "{}", why.text());
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Don’t ask again") && !page.says("Plan it again"), "{}", page.text());
    let plan = [("called-off", "no")];
    let forced = talk.researcher.post(&format!("{address}/call-off"), &plan).await;
    let forced = forced.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(forced.says("asked not to be invited to interviews"), "{}", forced.text());
    let account = talk.app.sign_in(&talk.roster.person("Payments")).await;
    let page = account.get("/account").await.expect(StatusCode::OK);
    assert!(page.says("You asked not to be invited to interviews."), "{}", page.text());

    // Taken back by the link, without an account.
    say(&person, &link, "accepted").await.expect_redirect(&link);
    assert_eq!(talk.state().await, InterviewState::Planned);
    let page = account.get("/account").await.expect(StatusCode::OK);
    assert!(page.says("Researchers may invite you"), "{}", page.text());
}

async fn opening_a_link_changes_nothing(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    // As programs do that look for dangerous links.
    for path in [link.clone(), format!("{link}?answer=never")] {
        talk.app.browser().get(&path).await.expect(StatusCode::OK);
    }
    assert_eq!(talk.state().await, InterviewState::Planned);
    assert!(talk.researcher.get(&address).await.says("No answer yet"));
}

async fn a_new_time_is_sent_and_asks_again(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    say(&talk.app.browser(), &link, "accepted").await.expect(StatusCode::SEE_OTHER);
    mailbox.wait_for(2).await;
    let plan = [("date", "2026-12-15"), ("time", "10:00"), ("minutes", "30"), ("place", "")];
    talk.researcher.post(&format!("{address}/plan"), &plan).await.expect(StatusCode::SEE_OTHER);
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("have not been told how it is planned now"), "{}", page.text());
    assert!(page.says("No answer yet") && page.says("Send the new time"), "{}", page.text());
    let page = invite(&talk, &address).await.expect(StatusCode::OK);
    assert!(page.says("Send a reminder"), "{}", page.text());
    let mail = mailbox.wait_for(3).await.swap_remove(2);
    for expected in ["Subject: Changed: your talk with Rita Researcher", "SEQUENCE:1", "T100000Z"] {
        assert!(mail.contains(expected), "{expected} is missing in\n{mail}");
    }
    let newer = self::link(&mail);
    assert!(talk.app.browser().get(&link).await.says("This link leads nowhere"));
    assert!(talk.app.browser().get(&newer).await.says("15 December 2026, 10:00 UTC"));
}

async fn a_called_off_interview_is_taken_out_of_calendars(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, _) = invited(&talk, &mailbox).await;
    let call_off = format!("{address}/call-off");
    talk.researcher.post(&call_off, &[("called-off", "yes")]).await.expect_redirect(&address);
    let mail = mailbox.wait_for(2).await.swap_remove(1);
    for expected in ["method=CANCEL", "SEQUENCE:1", "STATUS:CANCELLED", "does not take place"] {
        assert!(mail.contains(expected), "{expected} is missing in\n{mail}");
    }
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Whoever was invited has been told by e-mail."), "{}", page.text());
    let refused = talk.researcher.post(&format!("{address}/invite"), &[("seen", "1")]).await;
    let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("this interview is called off now"), "{}", refused.text());
    // Planned again, the invitation is to be sent again.
    talk.researcher.post(&call_off, &[("called-off", "no")]).await.expect_redirect(&address);
    invite(&talk, &address).await.expect(StatusCode::OK);
    let mail = mailbox.wait_for(3).await.swap_remove(2);
    assert!(mail.contains("SEQUENCE:2") && mail.contains("method=REQUEST"), "{mail}");
}

async fn who_need_not_sit_in_any_more_is_told(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let address = talk.planned().await;
    let plan = |observer| {
        let when = [("date", "2026-12-14"), ("time", "14:30"), ("minutes", "45"), ("place", "")];
        [when.as_slice(), &[("observer", observer)]].concat()
    };
    let change = format!("{address}/plan");
    let observer = talk.roster.people("Payments")[3].email.to_string();
    talk.researcher.post(&change, &plan(&observer)).await.expect(StatusCode::SEE_OTHER);
    invite(&talk, &address).await.expect(StatusCode::OK);
    mailbox.wait_for(2).await;
    talk.researcher.post(&change, &plan("")).await.expect(StatusCode::SEE_OTHER);
    let mail = mailbox.wait_for(3).await.swap_remove(2);
    for expected in [observer.as_str(), "method=CANCEL", "takes place without you"] {
        assert!(mail.contains(expected), "{expected} is missing in\n{mail}");
    }
}

async fn a_reminder_counts_against_the_budget(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, _) = invited(&talk, &mailbox).await;
    for _ in 0..3 {
        invite(&talk, &address).await.expect(StatusCode::OK);
    }
    let mails = mailbox.wait_for(4).await;
    assert!(mails[3].contains("Subject: Once more: a talk with Rita Researcher?"), "{}", mails[3]);
    let full = invite(&talk, &address).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        full.says("Payments 1 has had 4 surveys, invitations and reminders"),
        "{}",
        full.text()
    );
    // What they are to know is sent all the same.
    let plan = [("date", "2026-12-15"), ("time", "10:00"), ("minutes", "30"), ("place", "")];
    talk.researcher.post(&format!("{address}/plan"), &plan).await.expect(StatusCode::SEE_OTHER);
    invite(&talk, &address).await.expect(StatusCode::OK);
    mailbox.wait_for(5).await;
    // Contacts that count for nothing any more are forgotten.
    talk.app.clock.advance(Duration::from_secs(181 * 24 * 60 * 60));
    talk.app.services.tick().await.unwrap();
    let mut tx = talk.app.services.store.read().await.unwrap();
    assert!(tx.contacts().await.unwrap().is_empty());
}

async fn without_mail_there_is_a_link_and_a_file_to_hand_over(app: TestApp) {
    let talk = talk(app).await;
    let address = talk.planned().await;
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("This server sends no e-mail"), "{}", page.text());
    let page = invite(&talk, &address).await.expect(StatusCode::OK);
    assert!(page.says("Give them this link now"), "{}", page.text());
    let first = link(&page.text());
    // A second click finds the first link gone; the browser shows the second one.
    let page = talk.researcher.post(&format!("{address}/invite"), &[("seen", "")]).await;
    let second = link(&page.expect(StatusCode::OK).text());
    assert!(talk.app.browser().get(&first).await.says("This link leads nowhere"));
    say(&talk.app.browser(), &second, "accepted").await.expect_redirect(&second);
    assert!(talk.researcher.get(&address).await.says("Coming"));
    let mut tx = talk.app.services.store.read().await.unwrap();
    assert_eq!(tx.contacts().await.unwrap().len(), 1, "making a link anew asks nobody again");
    tx.commit().await.unwrap();

    let file = talk.researcher.get(&format!("{address}/invitation.ics")).await;
    let file = file.expect(StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8; method=REQUEST");
    assert!(file.body.contains("DTSTART:20261214T143000Z"), "{}", file.body);
    assert!(!unfolded(&file.body).contains("/invitation/"), "{}", file.body);
    talk.researcher.post(&format!("{address}/call-off"), &[]).await.expect(StatusCode::SEE_OTHER);
    let page = talk.researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("have not been told by Soundings"), "{}", page.text());
    let file = talk.researcher.get(&format!("{address}/invitation.ics")).await;
    assert!(file.body.contains("METHOD:CANCEL"), "{}", file.body);
}

async fn a_mail_that_fails_loses_nothing(app: TestApp) {
    let mailbox = Mailbox::closed().await;
    let talk = talk(app.configured(|config| mailbox.configure(config))).await;
    let address = talk.planned().await;
    let page = invite(&talk, &address).await.expect(StatusCode::OK);
    assert!(page.says("The mail server did not take the e-mail."), "{}", page.text());
    let handed_over = link(&page.text());
    assert!(page.says("the e-mail did not go out"), "{}", page.text());
    say(&talk.app.browser(), &handed_over, "accepted").await.expect_redirect(&handed_over);
    assert!(talk.researcher.get(&address).await.says("Coming"));
    // A second try is no reminder.
    for _ in 0..6 {
        invite(&talk, &address).await.expect(StatusCode::OK);
    }
}

async fn it_is_too_late_once_the_interview_has_begun(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    talk.app.clock.advance(Duration::from_secs(29 * 24 * 60 * 60));
    let person = talk.app.browser();
    assert!(person.get(&link).await.says("Its time has come"));
    let late = say(&person, &link, "declined").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("It is too late to change this here"), "{}", late.text());
    assert_eq!(talk.state().await, InterviewState::Planned);
    let researcher = talk.app.sign_in_as(Role::Researcher).await;
    let page = researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("It would have begun already"), "{}", page.text());
    let late = researcher.post(&format!("{address}/invite"), &[("seen", "0")]).await;
    let late = late.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Change the plan first"), "{}", late.text());
}

async fn nothing_is_told_to_strangers(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, _) = invited(&talk, &mailbox).await;
    let stranger = talk.app.browser();
    for token in ["none", "nobody-was-ever-given-this-link-0123456789A"] {
        let page = stranger.get(&format!("/invitation/{token}")).await.expect(StatusCode::OK);
        assert!(page.says("This link leads nowhere") && !page.says("Rita"), "{}", page.text());
        let answer = say(&stranger, &format!("/invitation/{token}"), "never").await;
        answer.expect(StatusCode::NOT_FOUND);
    }
    let other = Roles { researcher: true, ..Roles::default() };
    let other = talk.app.sign_in(&talk.app.person("Olga Other", other).await).await;
    other.get(&format!("{address}/invitation.ics")).await.expect(StatusCode::OK);
    let admin = talk.app.sign_in_as(Role::Admin).await;
    admin.get(&format!("{address}/invitation.ics")).await.expect(StatusCode::FORBIDDEN);
}

async fn an_invitation_goes_with_what_is_withdrawn(app: TestApp) {
    let (talk, mailbox) = by_mail(app).await;
    let (address, link) = invited(&talk, &mailbox).await;
    let terms =
        [("keep-days", "90"), ("readers", "researchers"), ("quotes", "no"), ("agreed", "yes")];
    talk.researcher.post(&format!("{address}/consent"), &terms).await.expect(StatusCode::OK);
    assert!(talk.app.browser().get(&link).await.says("Its time has come"));
    let withdraw = format!("{address}/withdraw");
    talk.researcher.post(&withdraw, &[]).await.expect(StatusCode::SEE_OTHER);
    assert!(talk.app.browser().get(&link).await.says("This link leads nowhere"));
    let mut tx = talk.app.services.store.read().await.unwrap();
    assert!(tx.invitations().await.unwrap().is_empty());
    let contacts = tx.contacts().await.unwrap();
    assert_eq!(contacts.len(), 1, "that somebody was asked is theirs, and keeps them from more");
    tx.commit().await.unwrap();
    is_tidied(&talk.app.services.store).await;
}

async fn is_tidied(store: &Store) {
    let start = Instant::now();
    while store.tidy().await.unwrap() != Tidied::NothingDue {
        assert!(start.elapsed() < Duration::from_secs(60), "it is never tidied");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

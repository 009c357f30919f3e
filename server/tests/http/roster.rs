//! `/roster`: sending a file, looking at what it would change, applying it.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    support::{dump, on_each_database},
};
use app::{
    domain::{Email, Role},
    ports::SAMPLE_ROSTER,
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use std::time::Duration;

on_each_database![
    an_empty_house_says_how_to_begin,
    a_file_becomes_the_roster_in_three_steps,
    pressing_apply_twice_applies_once,
    what_changed_meanwhile_is_looked_at_again,
    a_file_that_changes_nothing_says_so,
    files_are_read_as_people_save_them,
    a_bad_file_is_refused_with_every_line_and_changes_nothing,
    names_are_text_on_every_page_and_in_every_file,
    a_file_that_is_too_large_is_told_so_on_the_page,
    an_expired_session_leads_back_to_choosing_the_file,
    files_from_elsewhere_and_files_that_wait_too_long_are_not_taken,
    two_hundred_thousand_lines_are_sent_looked_at_and_applied,
];

const ROSTER: &str = "\
email,name,team,manager
ada@example.com,Ada,Engineering,yes
ben@example.com,Ben,Engineering / Payments,no
";

const NEXT: &str = "\
email,name,team,manager
ada@example.com,Ada,Engineering / Payments,yes
chi@example.com,Chi,Design,no
";

/// A form with a file in it, as a browser writes it.
fn with_file(browser: &Browser, name: &str, content: &[u8]) -> Request<Body> {
    const LINE: &str = "----a-line-that-no-file-has";
    let head = format!(
        "--{LINE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    );
    let mut body = head.into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{LINE}--\r\n").as_bytes());
    browser
        .request(Method::POST, "/roster")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={LINE}"))
        .body(Body::from(body))
        .unwrap()
}

async fn send(browser: &Browser, content: &[u8]) -> Answer {
    browser.send(with_file(browser, "roster.csv", content)).await
}

/// Sends a file that is taken, and gives the address of its page.
async fn send_good(browser: &Browser, content: &[u8]) -> String {
    let answer = send(browser, content).await.expect(StatusCode::SEE_OTHER);
    answer.location().to_owned()
}

/// Presses “apply” on a page that was loaded.
async fn apply(browser: &Browser, address: &str, page: &Answer) -> Answer {
    let fields = page.form(address);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(address, &fields).await
}

async fn bring_in(browser: &Browser, content: &str) {
    let address = send_good(browser, content.as_bytes()).await;
    let page = browser.get(&address).await.expect(StatusCode::OK);
    apply(browser, &address, &page).await.expect_redirect(&address);
}

async fn an_empty_house_says_how_to_begin(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let page = admin.get("/roster").await.expect(StatusCode::OK);
    assert!(page.says("There is nobody on the roster yet"), "{}", page.text());
    let sample = admin.get("/roster/sample.csv").await.expect(StatusCode::OK);
    assert_eq!(sample.header("content-type"), "text/csv; charset=utf-8");
    assert!(sample.header("content-disposition").contains("roster-sample.csv"));
    assert!(sample.body.ends_with(SAMPLE_ROSTER));
    let address = send_good(&admin, sample.body.as_bytes()).await;
    let preview = admin.get(&address).await.expect(StatusCode::OK);
    assert!(preview.says("People who join: 3"), "{}", preview.text());
}

async fn a_file_becomes_the_roster_in_three_steps(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    bring_in(&admin, ROSTER).await;
    let ben = Email::parse("ben@example.com").unwrap();
    let ben = app.services.store.read().await.unwrap().person_by_email(&ben).await.unwrap();
    let ben = app.sign_in(&ben.unwrap()).await;
    ben.get("/").await.expect(StatusCode::OK);

    let address = send_good(&admin, NEXT.as_bytes()).await;
    let page = admin.get(&address).await.expect(StatusCode::OK);
    for words in [
        "roster.csv, sent 16 November 2026",
        "People who leave: 1",
        "Ben ben@example.com Engineering / Payments",
        "People who join: 1",
        "Chi chi@example.com Design",
        "People who change team: 1",
        "Ada ada@example.com Engineering Engineering / Payments",
        "New teams: 1",
        "One person leaves and is signed out at once",
    ] {
        assert!(page.says(words), "“{words}” is missing in {}", page.text());
    }
    ben.get("/").await.expect(StatusCode::OK);
    apply(&admin, &address, &page).await.expect_redirect(&address);
    let done = admin.get(&address).await.expect(StatusCode::OK);
    assert!(done.says("1 joined, 1 changed team, 1 left, 1 team created"), "{}", done.text());
    ben.get("/").await.expect_redirect("/sign-in");
    let home = admin.get("/roster").await;
    assert!(home.says("Last applied on 16 November 2026") && home.says("Anna Admin"));
    let present = admin.get("/roster/current.csv").await.expect(StatusCode::OK);
    assert_eq!(present.body.trim_start_matches('\u{FEFF}').lines().count(), 3);
}

async fn pressing_apply_twice_applies_once(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let address = send_good(&admin, ROSTER.as_bytes()).await;
    let page = admin.get(&address).await;
    let (one, other) = tokio::join!(apply(&admin, &address, &page), apply(&admin, &address, &page));
    one.expect_redirect(&address);
    other.expect_redirect(&address);
    assert!(admin.get(&address).await.says("Applied once, on"));
    let mut tx = app.services.store.read().await.unwrap();
    let entries = tx.audit_entries(50).await.unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.action == "roster-applied").count(), 1);
}

async fn what_changed_meanwhile_is_looked_at_again(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    bring_in(&admin, ROSTER).await;
    let address = send_good(&admin, NEXT.as_bytes()).await;
    let page = admin.get(&address).await;
    let node = app.second_node().await;
    let colleague = node.sign_in_as(Role::Admin).await;
    bring_in(&colleague, &format!("{ROSTER}dee@example.com,Dee,Search,no\n")).await;

    let again = apply(&admin, &address, &page).await.expect(StatusCode::CONFLICT);
    assert!(again.says("Look at the changes again"), "{}", again.text());
    assert!(again.says("The roster has changed since this file came"), "{}", again.text());
    assert!(again.says("People who leave: 2"), "the changes as they are now: {}", again.text());
    apply(&admin, &address, &again).await.expect_redirect(&address);
    assert!(admin.get(&address).await.says("2 left"));
}

async fn a_file_that_changes_nothing_says_so(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    bring_in(&admin, ROSTER).await;
    let present = admin.get("/roster/current.csv").await.body;
    let address = send_good(&admin, present.as_bytes()).await;
    let page = admin.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("Nothing to change"), "{}", page.text());
    assert!(!page.body.contains("fingerprint"), "there is nothing to press");
}

async fn files_are_read_as_people_save_them(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let text = "email;name;team\r\nada@example.com;Zoë Łuk;Engineering\r\n";
    let utf16 = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(mark).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let plain = text.replace('Ł', "L");
    let latin: Vec<u8> = plain.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (file, read_as) in [
        (text.as_bytes().to_vec(), "UTF-8, separated by semicolons"),
        (format!("\u{FEFF}{text}").into_bytes(), "UTF-8, separated by semicolons"),
        (text.replace(';', "\t").into_bytes(), "UTF-8, separated by tabs"),
        (utf16(0xFEFF, u16::to_le_bytes), "UTF-16, separated by semicolons"),
        (utf16(0xFEFF, u16::to_be_bytes), "UTF-16, separated by semicolons"),
        (latin, "Windows-1252, separated by semicolons"),
    ] {
        let address = send_good(&admin, &file).await;
        let page = admin.get(&address).await.expect(StatusCode::OK);
        assert!(page.says(read_as), "{read_as}: {}", page.text());
        let name = if read_as.starts_with("Win") { "Zoë Luk" } else { "Zoë Łuk" };
        assert!(page.says(name), "{read_as}: {}", page.text());
        let warned = page.says("was read as Windows-1252");
        assert_eq!(warned, read_as.starts_with("Win"), "{}", page.text());
    }
}

async fn a_bad_file_is_refused_with_every_line_and_changes_nothing(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    bring_in(&admin, ROSTER).await;
    let before = dump(&app.services.store).await;
    let head = "email,name,team\n";
    for (file, told) in [
        (String::new(), vec!["the file is empty"]),
        (" \n\n".to_owned(), vec!["the file is empty"]),
        (head.to_owned(), vec!["headings"]),
        ("name,team\nAda,A\n".to_owned(), vec!["there is no column “email”"]),
        (
            format!("{head}ada@example.com,Ada,A\nben@example.com,Ben,A\nADA@example.com,A,B\n"),
            vec!["4 email", "already on line 2"],
        ),
        (format!("{head}ada@example.com,Ada,A / B / A\n"), vec!["2 team", "goes in a circle"]),
        (
            format!("{head}nobody,Ada,A\nben@example.com,,A\nchi@example.com,Chi,\n"),
            vec!["2 email", "3 name", "4 team", "3 problems"],
        ),
        (format!("{head}\"ada@example.com,Ada,A\n"), vec!["2", "quote"]),
        (format!("{head}ada@example.com,Ada\u{0},A\n"), vec!["NUL"]),
        ("PK\u{3}\u{4}xxxx".to_owned(), vec!["workbook"]),
    ] {
        let page = send(&admin, file.as_bytes()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for words in told {
            assert!(page.says(words), "“{words}” for {file:?} is missing in {}", page.text());
        }
        assert!(page.body.contains("<title>Error: Roster"), "{}", page.body);
    }
    let none = admin.send(with_file(&admin, "", b"")).await;
    assert!(none.expect(StatusCode::UNPROCESSABLE_ENTITY).says("Choose a file first"));
    admin.post("/roster", &[("file", "x")]).await.expect(StatusCode::BAD_REQUEST);
    assert_eq!(dump(&app.services.store).await, before);
}

async fn names_are_text_on_every_page_and_in_every_file(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let evil = "<img src=x onerror=alert(1)>";
    let file = format!(
        "email,name,team,manager,{evil}\n\
         ada@example.com,{evil},{evil},yes,{evil}\n\
         ben@example.com,\"=HYPERLINK(\"\"http://example.net\"\")\",@SUM(A1),no,+1\n"
    );
    let address = send_good(&admin, file.as_bytes()).await;
    let preview = admin.get(&address).await.expect(StatusCode::OK);
    assert!(preview.says(evil) && preview.says("=HYPERLINK("), "{}", preview.text());
    let mut pages = vec![preview];
    apply(&admin, &address, &pages[0]).await.expect_redirect(&address);
    let tree = admin.get("/teams").await.expect(StatusCode::OK);
    let team = tree.body.split("href=\"/teams/").nth(1).unwrap().split('"').next().unwrap();
    pages.push(admin.get(&format!("/teams/{team}")).await.expect(StatusCode::OK));
    pages.push(tree);
    pages.push(admin.get("/roster").await);
    let again = format!("email,name,team\nada@example.com,<b>Ada</b>,{evil}/x\n");
    pages.push(admin.get(&send_good(&admin, again.as_bytes()).await).await);
    pages.push(send(&admin, format!("email,name,team\n{evil},x,{evil}//\n").as_bytes()).await);
    for page in pages {
        assert!(
            !page.body.contains("<img src=x") && !page.body.contains("<b>Ada"),
            "{}",
            page.body
        );
    }
    let csv = admin.get("/roster/current.csv").await.body;
    assert!(csv.contains("\"'=HYPERLINK(") && csv.contains("'@SUM(A1)") && csv.contains("'+1"));
    assert!(send(&admin, csv.as_bytes()).await.status.is_redirection());
}

async fn a_file_that_is_too_large_is_told_so_on_the_page(app: TestApp) {
    let app = app.configured(|config| config.max_upload = 100_000);
    let admin = app.sign_in_as(Role::Admin).await;
    let line = "ada@example.com,Ada,Engineering\n";
    let large = format!("email,name,team\n{}", line.repeat(4_000));
    let page = send(&admin, large.as_bytes()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("“roster.csv” is larger than 97 kB"), "{}", page.text());
    let huge = large.repeat(10);
    let page = send(&admin, huge.as_bytes()).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.says("This is too large"), "{}", page.text());
    assert!(dump(&app.services.store).await["roster_uploads"].is_empty());
}

async fn an_expired_session_leads_back_to_choosing_the_file(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    app.clock.advance(Duration::from_secs(30 * 60 * 60));
    // More than a form may have, so that the limit of forms is seen not to matter here.
    let large = format!("{ROSTER}{}", "x".repeat(2_000_000));
    let page = send(&admin, large.as_bytes()).await.expect(StatusCode::UNAUTHORIZED);
    assert!(page.says("choose the file again"), "{}", page.text());
    assert_eq!(page.field("next").as_deref(), Some("/roster"));
}

async fn files_from_elsewhere_and_files_that_wait_too_long_are_not_taken(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    let mut foreign = with_file(&admin, "roster.csv", ROSTER.as_bytes());
    foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    admin.send(foreign).await.expect(StatusCode::FORBIDDEN);
    assert!(dump(&app.services.store).await["roster_uploads"].is_empty());

    let address = send_good(&admin, ROSTER.as_bytes()).await;
    let page = admin.get(&address).await;
    app.clock.advance(Duration::from_secs(25 * 60 * 60));
    let admin = app.sign_in_as(Role::Admin).await;
    let gone = admin.get(&address).await.expect(StatusCode::NOT_FOUND);
    assert!(gone.says("This file is no longer here"), "{}", gone.text());
    let gone = apply(&admin, &address, &page).await.expect(StatusCode::NOT_FOUND);
    assert!(gone.says("Choose the file again"), "{}", gone.text());
    app.services.tick().await.unwrap();
    assert!(dump(&app.services.store).await["roster_uploads"].is_empty(), "it is forgotten");
}

async fn two_hundred_thousand_lines_are_sent_looked_at_and_applied(app: TestApp) {
    use std::fmt::Write;
    let mut text = String::from("email,name,team\n");
    for n in 0..200_000 {
        let (area, team) = (n % 20, n % 5_000);
        writeln!(text, "p{n}@example.com,Person {n},Org / Area {area} / Team {team}").unwrap();
    }
    let admin = app.sign_in_as(Role::Admin).await;
    let path = send_good(&admin, text.as_bytes()).await;
    let page = admin.get(&path).await.expect(StatusCode::OK);
    assert!(page.says("People who join: 200000"), "{:.600}", page.text());
    assert!(page.body.len() < 1_000_000, "an excerpt, not everybody: {}", page.body.len());
    apply(&admin, &path, &page).await.expect_redirect(&path);
    let mut tx = app.services.store.read().await.unwrap();
    let seated: i64 = tx.people_by_team().await.unwrap().values().sum();
    assert_eq!(seated, 200_000);
}

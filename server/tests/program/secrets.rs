//! What nobody may read in a log: passwords, tokens, addresses of people.

use super::{
    Place, Serving, Somewhere,
    browser::{Browser, PASSWORD},
    support::on_each_database,
};
use url::Url;

on_each_database!(no_level_of_the_log_tells_a_secret);

const MAIL_PASSWORD: &str = "hunter2";
const TYPED_WRONG: &str = "my-other-password";

async fn no_level_of_the_log_tells_a_secret(there: Somewhere) {
    let mut database = there.url.clone();
    let mut secrets: Vec<String> =
        [MAIL_PASSWORD, TYPED_WRONG, PASSWORD, "ada@example.com"].map(ToOwned::to_owned).into();
    if database.starts_with("postgres") {
        // A server that trusts everybody takes any password.
        let mut url: Url = database.parse().unwrap();
        if url.password().is_none() {
            url.set_password(Some("hunter3")).unwrap();
        }
        secrets.push(url.password().unwrap().to_owned());
        database = url.into();
    }
    for level in ["error", "warn", "info", "debug", "trace"] {
        for format in ["human", "json"] {
            let server = start(&there, &database, level, format);
            let token =
                server.first_link.as_ref().map(|link| link.rsplit('/').next().unwrap().to_owned());
            let mut browser = Browser::at(&server);
            let wrong = [("email", "ada@example.com"), ("password", TYPED_WRONG)];
            assert_eq!(browser.post("/sign-in", &wrong).status, 422);
            match &token {
                Some(_) => browser.become_first_admin(&server),
                None => {
                    let right = [("email", "ada@example.com"), ("password", PASSWORD)];
                    assert_eq!(browser.post("/sign-in", &right).status, 303);
                }
            }
            let cookie = browser.cookie.clone().unwrap();
            assert_eq!(browser.get("/account").status, 200);
            browser.post("/sign-in/link", &[("email", "ada@example.com")]);
            let ended = server.stop();
            assert_eq!(ended.code, Some(0));
            let cookie = cookie.split('=').nth(1).unwrap().to_owned();
            for secret in secrets.iter().chain(&token).chain([&cookie]) {
                let told = ended.err.lines().find(|line| line.contains(secret.as_str()));
                assert_eq!(told, None, "at {level}, {secret:?} is in the log");
            }
            if matches!(level, "info" | "debug" | "trace") {
                assert!(ended.err.contains("/sign-in"), "the log tells what was asked");
            }
        }
    }
}

fn start(there: &Somewhere, database: &str, level: &str, format: &str) -> Serving {
    let mut command = there.place.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("SOUNDINGS_DATABASE", database);
    command.env("SOUNDINGS_LOG_LEVEL", level).env("SOUNDINGS_LOG_FORMAT", format);
    // Nobody listens there, so that errors of mail are in the log as well.
    let mail = format!("smtp://mailer:{MAIL_PASSWORD}@127.0.0.1:1");
    command.env("SOUNDINGS_SMTP_URL", mail).env("SOUNDINGS_MAIL_FROM", "s@example.com");
    Serving::start(command)
}

#[test]
fn no_error_tells_a_secret_however_many_causes_are_asked_for() {
    let place = Place::new();
    for (name, value) in [
        ("SOUNDINGS_DATABASE", "postgres://ada:hunter2@127.0.0.1:1/soundings"),
        ("SOUNDINGS_DATABASE", "postgres://ada:hunter2@127.0.0.1:notaport/soundings"),
        ("SOUNDINGS_DATABASE", "postgres://ada:hunter2@[::1/soundings"),
        ("SOUNDINGS_DATABASE", "postgres://ada@127.0.0.1:1/x?password=hunter2&sslmode=maybe"),
        ("SOUNDINGS_DATABASE", "mysql://ada:hunter2@127.0.0.1/soundings"),
        ("SOUNDINGS_SMTP_URL", "smtp://mailer:hunter2@127.0.0.1:notaport"),
        ("SOUNDINGS_SMTP_URL", "http://mailer:hunter2@127.0.0.1"),
        ("SOUNDINGS_SMTP_URL", "hunter2"),
    ] {
        let mut command = place.command(&["migrate", "--verbose", "--log-level", "trace"]);
        command.env("SOUNDINGS_MAIL_FROM", "s@example.com").env(name, value);
        let ended: super::Ended = command.output().unwrap().into();
        assert!(matches!(ended.code, Some(1 | 2)), "{value}: {:?}", ended.code);
        assert!(ended.err.contains("error: "), "{value}: {}", ended.err);
        assert!(!ended.err.contains("hunter2"), "{value}: {}", ended.err);
    }
}

#[test]
fn a_line_of_the_file_with_a_password_is_not_quoted() {
    let place = Place::new();
    place.write("soundings.toml", "smtp_url = \"smtp://mailer:hunter2@mail\" # oops \" = \n[\n");
    let ended = place.run(&["migrate", "--verbose"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.starts_with("error: soundings.toml, line "), "{}", ended.err);
    assert!(!ended.err.contains("hunter2"), "{}", ended.err);
}

//! What is typed: commands, flags, the configuration.

use super::Place;

#[test]
fn without_a_command_it_shows_what_there_is() {
    let ended = Place::new().run(&[]);
    assert_eq!(ended.code, Some(2));
    for command in ["serve", "migrate", "admin", "import", "export", "demo"] {
        assert!(ended.err.contains(&format!("\n  {command} ")), "{}", ended.err);
    }
}

#[test]
fn an_unknown_flag_is_told_with_the_nearest_one() {
    let ended = Place::new().run(&["serve", "--databse", "sqlite:x.db"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.err.contains("'--databse'") && ended.err.contains("'--database'"),
        "{}",
        ended.err
    );
}

#[test]
fn an_unknown_setting_in_the_file_is_told_with_its_line() {
    let place = Place::new();
    place.write("soundings.toml", "# ours\nlistne = \"127.0.0.1:1\"\n");
    let ended = place.run(&["migrate"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(
        ended.err,
        "error: soundings.toml, line 2: there is no setting \"listne\"; did you mean \"listen\"?\n"
    );
    assert!(!place.path().join("soundings.db").exists(), "nothing is touched before it is right");
}

#[test]
fn a_flag_counts_before_the_environment_and_that_before_the_file() {
    let place = Place::new();
    place.write("soundings.toml", "database = \"sqlite:file.db\"\n");
    let told = |arguments: &[&str], variable: Option<&str>| {
        let mut command = place.command(arguments);
        command.envs(variable.map(|value| ("SOUNDINGS_DATABASE", value)));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(told(&["migrate"], None).contains("sqlite:file.db"));
    assert!(told(&["migrate"], Some("sqlite:variable.db")).contains("sqlite:variable.db"));
    let flag = told(&["migrate", "--database", "sqlite:flag.db"], Some("sqlite:variable.db"));
    assert!(flag.contains("sqlite:flag.db"), "{flag}");
}

#[test]
fn secrets_are_in_no_log_however_much_is_logged() {
    let place = Place::new();
    place.write(
        "soundings.toml",
        "smtp_url = \"smtp://mailer:hunter2@mail.example.com\"\n\
         mail_from = \"s@example.com\"\nlog_level = \"trace\"\n",
    );
    let ended = place.serve(&[]).stop();
    assert!(!ended.err.is_empty());
    assert!(!ended.err.contains("hunter2"), "{}", ended.err);
}

#[test]
fn a_json_log_is_one_object_a_line() {
    let place = Place::new();
    let ended = place.serve(&["--log-format", "json"]).stop();
    assert!(ended.err.lines().count() > 0);
    for line in ended.err.lines() {
        let event: serde_json::Value = serde_json::from_str(line).expect(line);
        assert!(event["level"].is_string() && event["message"].is_string(), "{line}");
    }
}

#[test]
fn a_variable_that_means_nothing_is_warned_of() {
    let place = Place::new();
    let output = place.command(&["migrate"]).env("SOUNDINGS_LISTN", "x").output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("SOUNDINGS_LISTN means nothing"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colours where nobody sees them: {text:?}");
}

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

#[test]
fn the_disclosure_rules_can_be_made_stricter_and_never_laxer() {
    let place = Place::new();
    let told =
        "policy.minimum = 4: the disclosure rules may be made stricter, not laxer; write 5 or more";
    let output = place.command(&["migrate"]).env("SOUNDINGS_POLICY_MINIMUM", "4").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text, format!("error: environment variable SOUNDINGS_POLICY_MINIMUM: {told}\n"));
    place.write("soundings.toml", "[policy]\ncomments_minimum = 20\nminimum = 4\n");
    let ended = place.run(&["migrate"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(ended.err, format!("error: soundings.toml, line 3: {told}\n"));
    place.write("soundings.toml", "[policy]\ndistribution_minimum = 9\n");
    assert_eq!(place.run(&["migrate"]).code, Some(2));
    place.write("soundings.toml", "[policy]\nmaximum = 9\n");
    let ended = place.run(&["migrate"]);
    assert!(ended.err.contains("line 2: there is no setting \"policy.maximum\""), "{}", ended.err);
    assert!(!place.path().join("soundings.db").exists());
    place.write("soundings.toml", "[policy]\nminimum = 7\n");
    assert_eq!(place.run(&["migrate"]).code, Some(0));
}

#[test]
fn a_file_that_is_named_and_missing_is_told() {
    let ended = Place::new().run(&["migrate", "--config", "ours.toml"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.err.starts_with("error: cannot read the configuration ours.toml: "),
        "{}",
        ended.err
    );
}

#[test]
fn an_address_to_listen_on_that_is_none_is_told() {
    let ended = Place::new().run(&["serve", "--listen", "3000"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("command line: listen = \"3000\": not an address"), "{}", ended.err);
    assert!(ended.err.contains("127.0.0.1:3000"), "{}", ended.err);
}

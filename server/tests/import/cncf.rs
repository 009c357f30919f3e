//! Three real exports of a survey tool. They are not part of the repository; where they are not
//! at hand, these tests say so and pass.

use app::domain::AnswerValue;
use soundings::import::{
    mapping::Mapping,
    survey::{SurveyFile, read},
};
use std::{io::Write, path::PathBuf};

const WAVES: [(&str, &str); 3] = [
    ("2020-h2", include_str!("cncf/2020-h2.toml")),
    ("2021-h1", include_str!("cncf/2021-h1.toml")),
    ("2021-h2", include_str!("cncf/2021-h2.toml")),
];

/// The three waves, if they are at hand.
fn waves() -> Option<Vec<SurveyFile>> {
    let shared = std::env::var_os("SOUNDINGS_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("data/cncf");
    if !folder.is_dir() {
        // Not println!, which nobody sees when a test passes.
        let told = format!(
            "SKIPPED: no survey files in {}; SOUNDINGS_SHARED names the folder above data/cncf\n",
            folder.display()
        );
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return None;
    }
    let read_wave = |(wave, mapping): (&str, &str)| {
        let bytes = std::fs::read(folder.join(format!("maintainers-{wave}.csv"))).unwrap();
        let mapping = Mapping::parse(mapping).unwrap_or_else(|problems| panic!("{problems}"));
        read(&bytes, &mapping).unwrap_or_else(|refused| panic!("{wave}:\n{refused}"))
    };
    Some(WAVES.map(read_wave).into())
}

fn numbers(survey: &SurveyFile, key: &str) -> Vec<i16> {
    let place = survey.items.iter().position(|item| item.key == key).unwrap();
    let answers = survey.responses.iter().flat_map(|response| &response.answers);
    answers
        .filter_map(|(at, answer)| match answer {
            AnswerValue::Number(number) if *at == place => Some(*number),
            _ => None,
        })
        .collect()
}

#[test]
fn the_mappings_are_good_wherever_the_files_are() {
    for (wave, text) in WAVES {
        let mapping = Mapping::parse(text).unwrap_or_else(|problems| panic!("{wave}: {problems}"));
        assert_eq!(mapping.items.len(), 30, "{wave}");
    }
}

#[test]
fn the_mean_of_overall_support_is_the_known_one_in_every_wave() {
    let Some(waves) = waves() else { return };
    for (survey, (mean, count)) in waves.iter().zip([(8.258, 97), (8.419, 93), (8.382, 102)]) {
        let answers = numbers(survey, "overall-support");
        assert_eq!(answers.len(), count);
        let own = answers.iter().map(|&n| f64::from(n)).sum::<f64>() / answers.len() as f64;
        assert!((own - mean).abs() < 0.0005, "{own}");
        let column = survey
            .preview
            .columns
            .iter()
            .find(|column| column.series.as_deref() == Some("overall-support"))
            .unwrap();
        assert!((column.mean.unwrap() - own).abs() < 1e-12);
        assert_eq!(survey.responses.len(), count, "everybody counts once");
    }
}

#[test]
fn the_same_questions_are_the_same_series_though_the_wording_changed() {
    let Some(waves) = waves() else { return };
    let keys = |survey: &SurveyFile| -> Vec<String> {
        survey.items.iter().map(|item| item.key.clone()).collect()
    };
    assert_eq!(keys(&waves[0]), keys(&waves[1]));
    assert_eq!(keys(&waves[0]), keys(&waves[2]));
    let wording = |survey: &SurveyFile, key: &str| -> String {
        survey.items.iter().find(|item| item.key == key).unwrap().wording.clone()
    };
    assert_eq!(wording(&waves[0], "ci-needs"), wording(&waves[1], "ci-needs"));
    assert_ne!(wording(&waves[1], "ci-needs"), wording(&waves[2], "ci-needs"));
    for survey in &waves {
        assert!(survey.items.iter().all(|item| !item.wording.contains("strongly")));
    }
}

#[test]
fn who_names_several_projects_counts_once_for_the_root() {
    let Some(waves) = waves() else { return };
    let expected = [(97, 80, 17, 0), (93, 75, 18, 0), (102, 87, 15, 0)];
    for (survey, (all, one, several, none)) in waves.iter().zip(expected) {
        let preview = &survey.preview;
        assert_eq!(preview.respondents, all);
        assert_eq!(
            (preview.one_team, preview.several_teams, preview.no_team),
            (one, several, none)
        );
        let root = survey.root.clone().unwrap();
        let at_root = survey.responses.iter().filter(|response| response.team == root).count();
        assert_eq!(at_root as u64, several + none);
        assert_eq!(preview.teams.iter().map(|(_, count)| count).sum::<u64>(), all);
        assert_eq!(survey.teams[0], root);
    }
}

#[test]
fn no_id_and_no_date_is_kept() {
    let Some(waves) = waves() else { return };
    // What is debug-printed is all there is.
    let kept = format!("{:?}", (&waves[0].responses, &waves[2].responses, &waves[2].items));
    for personal in ["12175811242", "392497805", "13091425673", "10/29/2021", "11/01/2021"] {
        assert!(!kept.contains(personal), "{personal}");
    }
}

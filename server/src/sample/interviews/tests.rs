//! Whether the interviews agree with themselves, the guides, the chart, the effects and the names.

use super::*;
use crate::{
    bank::{self, guides::GUIDES},
    sample::{CLOSED_QUARTERS, DEMO_SEED, Weight, chart, effects::EFFECTS, generate},
};
use app::domain::{
    NotePlace, Outline,
    interview::{KEEPING, LONGEST_NOTE},
};
use std::sync::LazyLock;

/// When a quarter's wave is published, in days from the quarter's first.
const PUBLISHED: u8 = 45;

static DEMO: LazyLock<SampleOrganisation> = LazyLock::new(|| {
    generate(DEMO_SEED, "2026-Q2".parse().expect("a period")).expect("an organisation")
});

fn held() -> impl Iterator<Item = &'static SampleInterview> {
    interviews().filter(|interview| interview.quarter < CLOSED_QUARTERS)
}

fn find(key: &str) -> &'static SampleInterview {
    interviews().find(|interview| interview.key == key).expect(key)
}

fn teams(quarter: usize) -> BTreeSet<&'static str> {
    chart::teams_at(quarter).into_iter().map(|team| team.key).collect()
}

fn check_figure(figure: SampleFigure, from: &str) {
    assert!(figure.quarter < CLOSED_QUARTERS, "{from}");
    assert!(teams(figure.quarter).contains(figure.team), "{from}: {}", figure.team);
    if let Some(item) = figure.item {
        assert!(bank::starter().iter().any(|asked| asked.key == item), "{from}: {item}");
    }
}

/// Words as a person would say where one ends.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).collect()
}

#[test]
fn there_are_forty_and_two_of_them_are_still_to_come() {
    assert_eq!((interviews().count(), held().count()), (40, 38));
    let keys: BTreeSet<_> = interviews().map(|interview| interview.key).collect();
    assert_eq!(keys.len(), 40);
    for quarter in 0..CLOSED_QUARTERS {
        let count = held().filter(|interview| interview.quarter == quarter).count();
        assert!(count >= 3, "{count} in quarter {quarter}");
    }
}

#[test]
fn each_is_with_somebody_of_a_team_that_is_there_about_a_figure_that_is_out() {
    for interview in interviews() {
        let key = interview.key;
        assert!(teams(interview.quarter).contains(interview.team), "{key}");
        assert!(interview.day <= 80, "{key}");
        assert!((15..=90).contains(&interview.minutes), "{key}");
        if let Some(figure) = interview.about {
            check_figure(figure, key);
            let out = figure.quarter < interview.quarter
                || (figure.quarter == interview.quarter && interview.day > PUBLISHED);
            assert!(out, "{key}");
        }
    }
}

#[test]
fn everybody_asked_is_somebody_else() {
    for seed in [0, 1, 2, 3, DEMO_SEED] {
        let organisation =
            generate(seed, "2026-Q2".parse().expect("a period")).expect("an organisation");
        let asked = interviewees(&organisation);
        assert!(asked.iter().all(Option::is_some), "seed {seed}");
        let people: BTreeSet<_> = asked.iter().flatten().collect();
        assert_eq!(people.len(), 40, "seed {seed}");
    }
}

#[test]
fn most_are_asked_what_their_work_is_about() {
    let right = interviews()
        .zip(interviewees(&DEMO))
        .filter(|(interview, person)| {
            DEMO.quarters[interview.quarter].roster.iter().any(|seat| {
                Some(seat.person) == *person
                    && seat.attributes.iter().any(|&(_, value)| value == interview.persona)
            })
        })
        .count();
    assert!(right >= 38, "{right}");
}

#[test]
fn every_note_stands_at_a_prompt_and_has_a_length_to_read() {
    for interview in held() {
        let key = interview.key;
        let guide = GUIDES.iter().find(|guide| guide.key == interview.guide).expect(key);
        let outline = Outline::parse(guide.outline).expect(key);
        let notes: Vec<_> = interview.notes().collect();
        assert!((4..=8).contains(&notes.len()), "{key}: {}", notes.len());
        let places: BTreeSet<_> = notes.iter().map(|(place, _)| place).collect();
        assert_eq!(places.len(), notes.len(), "{key}");
        for (place, text) in notes {
            if let Some(NotePlace::Prompt { section, prompt }) = NotePlace::parse(place) {
                let asked = outline
                    .sections()
                    .get(usize::from(section) - 1)
                    .and_then(|section| section.prompts.get(usize::from(prompt) - 1));
                assert!(asked.is_some(), "{key} {place}");
            } else {
                assert_eq!(place, "else", "{key}");
            }
            assert!(text.chars().count() <= LONGEST_NOTE / 10, "{key} {place}");
            assert!(text.split_whitespace().count() >= 12, "{key} {place}");
            assert!(!text.contains('\r') && !text.contains("  "), "{key} {place}");
        }
    }
}

#[test]
fn what_is_still_to_come_has_no_notes_and_nothing_agreed_to() {
    for interview in interviews() {
        let planned = interview.quarter == CLOSED_QUARTERS;
        assert_eq!(interview.text.is_empty(), planned, "{}", interview.key);
        assert_eq!(interview.consent.is_none(), planned, "{}", interview.key);
        assert_eq!(interview.highlights.is_empty(), planned, "{}", interview.key);
    }
}

#[test]
fn nothing_has_to_be_removed_today() {
    // The longest that a quarter can be, counted from its first day, and today as late as can be.
    for interview in held() {
        let consent = interview.consent.expect(interview.key);
        assert!(KEEPING.iter().any(|&(days, _)| days == consent.keep_days), "{}", interview.key);
        let (quarter, day) = match consent.renewed {
            Some(later) => {
                assert!((interview.quarter + 1..CLOSED_QUARTERS).contains(&later));
                (later, 0)
            }
            None => (interview.quarter, i64::from(interview.day)),
        };
        let age = (CLOSED_QUARTERS - quarter) as i64 * 92 + 92 - day;
        assert!(age < consent.keep_days, "{}: {age}", interview.key);
    }
}

#[test]
fn what_is_marked_is_there_once_and_tagged_from_the_codebook() {
    let tags: BTreeSet<_> = codebook().iter().map(|tag| tag.name).collect();
    for interview in interviews() {
        for highlight in interview.highlights.iter().chain(interview.second_coder) {
            let from = format!("{} {}: {}", interview.key, highlight.place, highlight.words);
            let note = interview.note(highlight.place).expect(&from);
            assert_eq!(note.matches(highlight.words).count(), 1, "{from}");
            assert!(!highlight.words.contains('\n'), "{from}");
            assert!(!highlight.tags.is_empty(), "{from}");
            assert!(highlight.tags.iter().all(|tag| tags.contains(tag)), "{from}");
        }
    }
}

#[test]
fn five_were_coded_twice_and_mostly_alike() {
    let twice: Vec<_> = held().filter(|interview| !interview.second_coder.is_empty()).collect();
    assert_eq!(twice.len(), 5);
    for interview in twice {
        let alike = |a: &SampleHighlight, b: &SampleHighlight| {
            a.place == b.place && (a.words.contains(b.words) || b.words.contains(a.words))
        };
        let (both, same) = interview
            .highlights
            .iter()
            .filter_map(|first| {
                interview
                    .second_coder
                    .iter()
                    .find(|it| alike(first, it))
                    .map(|it| first.tags == it.tags)
            })
            .fold((0, 0), |(both, same), equal| (both + 1, same + usize::from(equal)));
        assert!(both * 2 > interview.highlights.len(), "{}", interview.key);
        assert!(same < interview.highlights.len() && same >= 2, "{}: {same}", interview.key);
    }
}

#[test]
fn the_codebook_is_a_tree_of_groups_and_every_tag_is_used() {
    let mut seen = BTreeSet::new();
    for tag in codebook() {
        assert!(tag.parent.is_none_or(|parent| seen.contains(parent)), "{}", tag.name);
        assert!(seen.insert(tag.name), "{} is there twice", tag.name);
        assert!(tag.description.ends_with('.') && tag.description.len() < 400, "{}", tag.name);
        let used = held()
            .flat_map(|interview| interview.highlights)
            .filter(|highlight| highlight.tags.contains(&tag.name))
            .count();
        assert!(used >= 2 || tag.parent.is_none(), "{}: {used}", tag.name);
    }
    let groups = codebook().iter().filter(|tag| tag.parent.is_none()).count();
    assert_eq!((groups, codebook().len() - groups), (7, 25));
}

#[test]
fn each_main_effect_is_told_by_six_before_and_after_its_turn() {
    for effect in EFFECTS.iter().filter(|effect| effect.weight == Weight::Main) {
        let told: Vec<usize> = held()
            .filter(|interview| interview.team == effect.team)
            .map(|interview| interview.quarter)
            .collect();
        let before = told.iter().filter(|&&at| at <= effect.course.last_before()).count();
        assert!(told.len() >= 6, "{}", effect.team);
        assert!(before >= 2 && told.len() - before >= 3, "{}: {before}", effect.team);
    }
}

#[test]
fn all_evidence_is_there() {
    let all = themes()
        .iter()
        .map(|theme| (theme.title, theme.evidence))
        .chain(jobs().iter().map(|job| (job.statement, job.evidence)));
    for (what, evidence) in all {
        for (place, piece) in evidence.iter().enumerate() {
            assert!(!evidence[..place].contains(piece), "{what}: {piece:?} twice");
            match piece.source {
                SampleSource::Said { interview, words } => {
                    let interview = find(interview);
                    let hits = interview
                        .highlights
                        .iter()
                        .filter(|highlight| highlight.words.contains(words))
                        .count();
                    assert_eq!(hits, 1, "{what}: {} {words}", interview.key);
                }
                SampleSource::Figure(figure) => check_figure(figure, what),
            }
        }
    }
}

#[test]
fn findings_rest_on_several_people_and_most_are_spoken_against() {
    assert!((9..=10).contains(&themes().len()));
    let against = |evidence: &[SampleEvidence]| evidence.iter().any(|piece| !piece.supports);
    for theme in themes() {
        let people: BTreeSet<_> = theme
            .evidence
            .iter()
            .filter(|piece| piece.supports)
            .filter_map(|piece| match piece.source {
                SampleSource::Said { interview, .. } => Some(interview),
                SampleSource::Figure(_) => None,
            })
            .collect();
        assert!(people.len() >= 3, "{}", theme.title);
        assert!(theme.title.len() <= 100 && !theme.title.ends_with('.'), "{}", theme.title);
        assert!((100..=600).contains(&theme.summary.len()), "{}", theme.title);
    }
    assert!(themes().iter().filter(|theme| against(theme.evidence)).count() >= 7);
    assert!(themes().iter().any(|theme| !against(theme.evidence)));
}

#[test]
fn a_job_is_one_sentence_and_has_a_gap_to_sort_by() {
    assert_eq!(jobs().len(), 7);
    for job in jobs() {
        let sentence = job.statement;
        assert!(sentence.starts_with("When ") && sentence.ends_with('.'), "{sentence}");
        assert!(sentence.contains(", I want to ") && sentence.contains("so that "), "{sentence}");
        assert!((1..=5).contains(&job.importance) && (1..=5).contains(&job.satisfaction));
    }
}

#[test]
fn nobody_is_named_but_those_who_are_meant_to_be() {
    let people: Vec<(&str, &str)> =
        DEMO.people.iter().filter_map(|person| person.name.split_once(' ')).collect();
    for interview in held() {
        let there = words(interview.text);
        for (given, family) in &people {
            for name in [given, family] {
                let meant = interview.mentions.iter().any(|mention| mention.contains(*name));
                assert!(!there.contains(*name) || meant, "{}: {name}", interview.key);
            }
        }
        for mention in interview.mentions {
            assert!(interview.text.contains(mention), "{}: {mention}", interview.key);
            let somebody = DEMO.people.iter().any(|person| person.name == *mention);
            assert!(!somebody, "{}: {mention} works here", interview.key);
        }
    }
    let in_full = held().flat_map(|it| it.mentions).filter(|name| name.contains(' ')).count();
    assert!((2..=3).contains(&in_full), "{in_full}");
}

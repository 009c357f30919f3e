//! Passages: who may read them is told with the words, and they are found by finding, team and time.

use super::{START, id, organisation::Organisation};
use app::domain::{
    Coding, Finding, Highlight, HighlightId, Interview, ItemId, JobId, PersonId, Quotes, Readers,
    Tag, TagId, ThemeId, WaveId,
};
use soundings::store::{Store, held::HeldInterview, kept::LeftBehind, passages::Passage};

pub async fn are_told(
    store: &Store,
    organisation: &Organisation,
    interview: &Interview,
    highlight: &Highlight,
    (theme, job): (ThemeId, JobId),
    wave: WaveId,
) {
    let reader = organisation.ada.id;
    let team = organisation.ada.team.unwrap();
    let stranger = PersonId(id(0x7fe));
    let passage = Passage {
        highlight: highlight.id,
        place: highlight.place,
        interview: interview.id,
        team: Some(team),
        interviewer: reader,
        observer: None,
        starts_at: START,
        readers: Readers::Researchers,
        quotes: Quotes::No,
        blind: false,
        words: "They wait".into(),
    };
    let (for_theme, for_job) = (Finding::Theme(theme), Finding::Job(job));
    let elsewhere = Finding::Theme(ThemeId(id(0x7fd)));
    let now = (START, START + 1);
    let later = (START + 1, START + 2);

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.passage(reader, highlight.id).await.unwrap(), Some(passage.clone()));
    assert_eq!(tx.passage(reader, HighlightId(id(0x7fc))).await.unwrap(), None);
    let left = tx.left_behind_by(highlight.coder).await.unwrap();
    assert!(left.notes > 0 && left.highlights > 0, "{left:?}");
    let nothing = LeftBehind { notes: 0, highlights: 0, codings: 0 };
    assert_eq!(tx.left_behind_by(stranger).await.unwrap(), nothing);
    for finding in [for_theme, for_job] {
        let told = tx.passages_of(reader, finding).await.unwrap();
        assert_eq!(told, std::slice::from_ref(&passage));
        assert_eq!(tx.passages_to_add(reader, finding, None, 9).await.unwrap(), [], "it is there");
    }
    let offered = tx.passages_to_add(reader, elsewhere, None, 9).await.unwrap();
    assert!(offered.contains(&passage), "{offered:?}");
    let of_theme = vec![(theme, passage.clone())];
    assert_eq!(tx.passages_of_team(reader, now, team).await.unwrap(), of_theme);
    assert_eq!(tx.passages_of_team(reader, later, team).await.unwrap(), []);
    let item = ItemId(id(0x7fb));
    assert_eq!(tx.passages_of_item(reader, now, wave, item).await.unwrap(), []);
    assert_eq!(tx.themes_of_wave(wave).await.unwrap(), [(theme, team, None)]);
    let held = tx.interviews_held_in_team(now, team).await.unwrap();
    let expected = HeldInterview {
        id: interview.id,
        team: Some(team),
        interviewer: reader,
        observer: None,
        starts_at: START,
        readers: Some(Readers::Researchers),
    };
    assert_eq!(held, [expected]);
    assert_eq!(tx.interviews_held_about_item(now, item).await.unwrap(), []);
    drop(tx);

    // A tag on it, and one above that; and somebody who has begun to code it themselves.
    let tag = |number, parent, name: &str| Tag {
        id: TagId(id(number)),
        parent,
        name: name.into(),
        description: String::new(),
    };
    let above = tag(0x720, None, "Waiting for people");
    let below = tag(0x721, Some(above.id), "Waiting for reviews");
    let marked = Highlight { tags: vec![below.id], ..highlight.clone() };
    let mut tx = store.begin().await.unwrap();
    tx.insert_tag(&above).await.unwrap();
    tx.insert_tag(&below).await.unwrap();
    tx.update_highlight(&marked, "They wait").await.unwrap();
    let coder = organisation.bela.id;
    let coding = Coding { interview: interview.id, coder, finished_at: None, saw_others: false };
    tx.write_coding(coding).await.unwrap();
    assert_eq!(tx.passage_tags_of(for_theme).await.unwrap(), [(highlight.id, below.id)]);
    let offered = tx.passages_to_add(reader, elsewhere, Some(above.id), 9).await.unwrap();
    assert!(offered.iter().any(|passage| passage.highlight == highlight.id), "{offered:?}");
    assert!(tx.passage(coder, highlight.id).await.unwrap().is_some_and(|passage| passage.blind));
    let offered = tx.passages_to_add(coder, elsewhere, None, 9).await.unwrap();
    assert!(!offered.iter().any(|passage| passage.highlight == highlight.id), "{offered:?}");
    assert!(!tx.passage(stranger, highlight.id).await.unwrap().unwrap().blind);
    // None of it is kept: the next chapter has a codebook of its own.
    drop(tx);
}

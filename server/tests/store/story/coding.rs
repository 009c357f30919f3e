//! The codebook, what is marked in notes, and coders' work on interviews.

use super::{START, id, organisation::Organisation};
use app::domain::{
    Coding, Consent, GuideVersionId, Highlight, HighlightId, Interview, InterviewId,
    InterviewState, Note, NotePlace, Quotes, Readers, Sentiment, Span, Tag, TagId,
};
use soundings::store::{Store, StoreError, Unique, tags::TagChange};

const TEXT: &str = "We waited for a review. Then it was fast.";

fn tag(number: u128, parent: Option<u128>, name: &str) -> Tag {
    Tag {
        id: TagId(id(number)),
        parent: parent.map(|parent| TagId(id(parent))),
        name: name.to_owned(),
        description: format!("When {name}."),
    }
}

/// The story of an interview of its own, which is taken out of it again.
pub async fn is_done(store: &Store, organisation: &Organisation, guide: GuideVersionId) {
    codebook_is_written(store, organisation).await;
    let interview = interview(store, organisation, guide).await;
    highlights_come_and_go(store, organisation, interview).await;
    tags_move_on_highlights(store, organisation, interview).await;
    work_is_kept_until_it_is_withdrawn(store, organisation, interview).await;
}

async fn codebook_is_written(store: &Store, organisation: &Organisation) {
    let (waiting, review) = (tag(0x1a, None, "Waiting"), tag(0x1b, Some(0x1a), "Review"));
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.lock_tags().await.unwrap(), []);
    tx.insert_tag(&waiting).await.unwrap();
    tx.insert_tag(&review).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let twin = tx.insert_tag(&tag(0x1c, None, "WAITING")).await;
    assert!(matches!(twin, Err(StoreError::Duplicate(Unique::TagName))), "{twin:?}");
    drop(tx);
    let moved = Tag { parent: None, name: "For a review".into(), ..review };
    let change = TagChange {
        tag_id: moved.id,
        happened_at: START,
        person_id: organisation.ada.id,
        change: "renamed".into(),
        detail: "“Review” to “For a review”".into(),
    };
    let mut tx = store.begin().await.unwrap();
    tx.update_tag(&moved).await.unwrap();
    tx.insert_tag_change(id(0x1d), &change).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let mut tags = tx.hold_tags().await.unwrap();
    tags.sort_by_key(|tag| tag.id);
    assert_eq!(tags, [waiting, moved]);
    assert_eq!(tx.tag_changes().await.unwrap(), [change]);
    assert_eq!(tx.tag_uses().await.unwrap(), []);
}

async fn interview(
    store: &Store,
    organisation: &Organisation,
    guide: GuideVersionId,
) -> InterviewId {
    let ada = &organisation.ada;
    let interview = Interview {
        id: InterviewId(id(0x5c0)),
        guide,
        person: Some(ada.id),
        team: ada.team,
        interviewer: ada.id,
        observer: None,
        starts_at: START - 9,
        minutes: 30,
        place: String::new(),
        state: InterviewState::Held,
        about: None,
    };
    let consent = Consent {
        recorded_at: START,
        keep_days: 90,
        readers: Readers::Researchers,
        quotes: Quotes::No,
    };
    let note = Note { place: NotePlace::Else, author: ada.id, text: TEXT.into(), revision: 1 };
    let mut tx = store.begin().await.unwrap();
    tx.insert_interview(&interview).await.unwrap();
    tx.lock_interview(interview.id).await.unwrap();
    tx.insert_consent(interview.id, consent, "coded").await.unwrap();
    tx.write_note(interview.id, &note).await.unwrap();
    tx.commit().await.unwrap();
    interview.id
}

fn marked(organisation: &Organisation, interview: InterviewId, number: u128) -> Highlight {
    Highlight {
        id: HighlightId(id(number)),
        interview,
        place: NotePlace::Else,
        author: organisation.ada.id,
        span: Span::find(TEXT, "waited for a review", None).unwrap(),
        coder: organisation.ada.id,
        sentiment: Some(Sentiment::Negative),
        tags: vec![TagId(id(0x1a)), TagId(id(0x1b))],
    }
}

async fn highlights_come_and_go(
    store: &Store,
    organisation: &Organisation,
    interview: InterviewId,
) {
    let (first, other) =
        (marked(organisation, interview, 0x2a), marked(organisation, interview, 0x2b));
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_highlight(&first, first.span.of(TEXT)).await.unwrap());
    assert!(!tx.insert_highlight(&first, first.span.of(TEXT)).await.unwrap(), "sent twice");
    assert!(tx.insert_highlight(&other, other.span.of(TEXT)).await.unwrap());
    tx.commit().await.unwrap();

    let changed = Highlight { sentiment: None, tags: Vec::new(), ..first.clone() };
    let mut tx = store.begin().await.unwrap();
    tx.update_highlight(&changed, changed.span.of(TEXT)).await.unwrap();
    tx.delete_highlight(&other).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.highlight(changed.id).await.unwrap(), Some(changed.clone()));
    assert_eq!(tx.highlight(other.id).await.unwrap(), None);
    assert_eq!(tx.highlights().await.unwrap(), std::slice::from_ref(&changed));
    drop(tx);

    // A note that is written on keeps its marks.
    let text = format!("On Monday: {TEXT}");
    let note = Note { place: NotePlace::Else, author: first.author, text, revision: 2 };
    let mut tx = store.begin().await.unwrap();
    tx.update_highlight(&first, first.span.of(TEXT)).await.unwrap();
    tx.write_note(interview, &note).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let moved = &tx.highlights_of(interview).await.unwrap()[0];
    assert_eq!(moved.span.of(&note.text), "waited for a review");
    assert_eq!((moved.sentiment, &moved.tags), (first.sentiment, &first.tags));
}

async fn tags_move_on_highlights(
    store: &Store,
    organisation: &Organisation,
    interview: InterviewId,
) {
    let (waiting, review, queue) = (TagId(id(0x1a)), TagId(id(0x1b)), TagId(id(0x1c)));
    let one = HighlightId(id(0x2a));
    let second = Highlight { tags: vec![review], ..marked(organisation, interview, 0x2c) };
    let mut tx = store.begin().await.unwrap();
    tx.insert_highlight(&second, "waited").await.unwrap();
    tx.insert_tag(&tag(0x1c, Some(0x1b), "Queue")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let with = tx.highlights_with_tag(review, 9).await.unwrap();
    assert_eq!(with.iter().map(|mark| mark.id).collect::<Vec<_>>(), [second.id, one]);
    assert_eq!(with[1].tags, [waiting, review], "with all of its tags");
    assert_eq!(tx.highlights_with_tag(review, 1).await.unwrap().len(), 1);
    drop(tx);

    // One highlight has both; it keeps one. What was below the tag, and its history, move along.
    let mut tx = store.begin().await.unwrap();
    tx.merge_tag(review, waiting).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.tag_uses().await.unwrap(), [(waiting, 2)]);
    assert_eq!(tx.tag_changes().await.unwrap()[0].tag_id, waiting);
    let below = tx.tags().await.unwrap().into_iter().find(|tag| tag.id == queue).unwrap();
    assert_eq!(below.parent, Some(waiting));
    assert!(tx.retag_highlight(second.id, waiting, queue).await.unwrap());
    assert!(!tx.retag_highlight(second.id, waiting, queue).await.unwrap(), "it is not there");
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    tx.delete_tag(queue).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.highlight(second.id).await.unwrap().unwrap().tags, []);
    assert_eq!(tx.highlight(one).await.unwrap().unwrap().tags, [waiting]);
}

async fn work_is_kept_until_it_is_withdrawn(
    store: &Store,
    organisation: &Organisation,
    interview: InterviewId,
) {
    let coder = organisation.ada.id;
    let begun = Coding { interview, coder, finished_at: None, saw_others: false };
    let finished = Coding { finished_at: Some(START), ..begun };
    let mut tx = store.begin().await.unwrap();
    tx.write_coding(begun).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.codings_of(interview).await.unwrap(), [begun]);
    tx.write_coding(finished).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.codings().await.unwrap(), [finished]);
    tx.empty_interview(interview, InterviewState::Withdrawn).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.highlights().await.unwrap(), []);
    assert_eq!(tx.codings().await.unwrap(), []);
    assert_eq!(tx.tag_uses().await.unwrap(), []);
    drop(tx);
    super::search::remove(store, interview).await;
}

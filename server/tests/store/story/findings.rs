//! Themes and jobs, what they stand on, and what is left of that when an interview is taken back.

use super::{START, id, organisation::Organisation};
use app::domain::{
    About, Consent, Evidence, EvidenceId, EvidenceSource, Finding, GuideVersionId, Highlight,
    HighlightId, Interview, InterviewId, InterviewState, Job, JobId, Note, NotePlace, Quotes,
    Readers, Span, Theme, ThemeId, WaveId,
};
use soundings::store::{Store, StoreError, evidence::EvidencePlace};

pub async fn rest_on_evidence(
    store: &Store,
    organisation: &Organisation,
    guide: GuideVersionId,
    wave: WaveId,
) {
    let ada = &organisation.ada;
    let team = ada.team.unwrap();
    let theme = Theme {
        id: ThemeId(id(0x700)),
        title: "Reviews wait".into(),
        summary: "A day, mostly.".into(),
        created_at: START,
        revision: 1,
        retired: false,
        withdrawn: 0,
    };
    let job = Job {
        id: JobId(id(0x701)),
        statement: "When I am done, I want it out, so that I can forget it".into(),
        importance: 5,
        satisfaction: 2,
        created_at: START,
        revision: 1,
        retired: false,
        withdrawn: 0,
    };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_theme(&theme).await.unwrap() && tx.insert_job(&job).await.unwrap());
    assert!(!tx.insert_theme(&theme).await.unwrap() && !tx.insert_job(&job).await.unwrap());
    let (theme, job) = (
        Theme { title: "Reviews wait a day".into(), ..theme },
        Job { satisfaction: 3, retired: true, ..job },
    );
    assert!(tx.update_theme(&theme).await.unwrap() && tx.update_job(&job).await.unwrap());
    assert!(!tx.update_theme(&theme).await.unwrap(), "somebody was faster");
    assert!(!tx.update_job(&job).await.unwrap(), "somebody was faster");
    tx.commit().await.unwrap();
    let (theme, job) = (Theme { revision: 2, ..theme }, Job { revision: 2, ..job });
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.theme(theme.id).await.unwrap(), Some(theme.clone()));
    assert_eq!(tx.themes().await.unwrap(), std::slice::from_ref(&theme));
    assert_eq!(tx.job(job.id).await.unwrap(), Some(job.clone()));
    assert_eq!(tx.jobs().await.unwrap(), std::slice::from_ref(&job));
    drop(tx);

    let interview = Interview {
        id: InterviewId(id(0x702)),
        guide,
        person: Some(ada.id),
        team: Some(team),
        interviewer: ada.id,
        observer: None,
        starts_at: START,
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
    let text = "They wait.".to_owned();
    let note = Note { place: NotePlace::Else, author: ada.id, text, revision: 1 };
    let highlight = Highlight {
        id: HighlightId(id(0x703)),
        interview: interview.id,
        place: NotePlace::Else,
        author: ada.id,
        span: Span { begins: 0, ends: 9 },
        coder: ada.id,
        sentiment: None,
        tags: Vec::new(),
    };
    let cell = About { wave, team, item: None };
    let piece = |number, finding, source, supports| Evidence {
        id: EvidenceId(id(number)),
        finding,
        source,
        supports,
    };
    let (for_theme, for_job) = (Finding::Theme(theme.id), Finding::Job(job.id));
    let said = EvidenceSource::Highlight(highlight.id);
    let pieces = [
        piece(0x710, for_theme, said, true),
        piece(0x711, for_theme, EvidenceSource::Cell(cell), false),
        piece(0x712, for_job, said, true),
    ];
    let mut tx = store.begin().await.unwrap();
    tx.insert_interview(&interview).await.unwrap();
    tx.insert_consent(interview.id, consent, "evidence").await.unwrap();
    tx.write_note(interview.id, &note).await.unwrap();
    tx.insert_highlight(&highlight, "They wait").await.unwrap();
    tx.lock_finding(for_theme).await.unwrap();
    tx.lock_finding(for_job).await.unwrap();
    for piece in pieces {
        tx.insert_evidence(piece).await.unwrap();
    }
    tx.update_evidence(pieces[1].id, true).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let twice = tx.insert_evidence(piece(0x713, for_theme, said, false)).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    drop(tx);
    let mut tx = store.read().await.unwrap();
    let turned = Evidence { supports: true, ..pieces[1] };
    assert_eq!(tx.evidence().await.unwrap(), [pieces[0], turned, pieces[2]]);
    assert_eq!(tx.evidence_of(for_theme).await.unwrap(), [pieces[0], turned]);
    assert_eq!(tx.evidence_of(for_job).await.unwrap(), [pieces[2]]);
    assert_eq!(tx.evidence_by_id(turned.id).await.unwrap(), Some(turned));
    assert_eq!(tx.evidence_by_id(EvidenceId(id(0x7ff))).await.unwrap(), None);
    let period = tx.wave(wave).await.unwrap().map(|wave| wave.period);
    let place = |finding, person: Option<_>| EvidencePlace {
        finding,
        supports: true,
        person,
        team: Some(team),
        starts_at: person.map(|_| START),
        period: period.filter(|_| person.is_none()),
    };
    let mut places = tx.evidence_places().await.unwrap();
    places.sort_by_key(|place| (place.finding == for_job, place.person.is_none()));
    let expected =
        [place(for_theme, Some(ada.id)), place(for_theme, None), place(for_job, Some(ada.id))];
    assert_eq!(places, expected);
    drop(tx);
    super::passages::are_told(
        store,
        organisation,
        &interview,
        &highlight,
        (theme.id, job.id),
        wave,
    )
    .await;

    let mut tx = store.begin().await.unwrap();
    tx.empty_interview(interview.id, InterviewState::Withdrawn).await.unwrap();
    tx.delete_evidence(turned.id).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.evidence().await.unwrap(), []);
    assert_eq!(tx.theme(theme.id).await.unwrap().map(|theme| theme.withdrawn), Some(1));
    assert_eq!(tx.job(job.id).await.unwrap().map(|job| job.withdrawn), Some(1));
    drop(tx);
    super::search::remove(store, interview.id).await;
}

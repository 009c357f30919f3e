//! `/interviews/{interview}/coding` and what comes of it: marking, blindness, agreement.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    interviews::{Talk, talk},
    support::on_each_database,
};
use app::domain::{Highlight, Role, Roles, Sentiment};
use axum::http::StatusCode;
use soundings::analysis::krippendorff;

on_each_database![
    sentences_are_marked_once_however_often_they_are_sent,
    what_is_wrong_with_a_mark_is_said_and_nothing_is_lost,
    a_mark_is_changed_and_removed_by_its_coder_alone,
    a_note_that_changed_meanwhile_keeps_what_was_chosen,
    a_coder_sees_nobody_elses_marks_before_they_are_done,
    whoever_saw_others_counts_for_agreement_no_more,
    somebody_who_only_reads_is_no_coder,
    agreement_is_that_of_the_sentences,
    an_interview_that_is_not_ones_to_read_is_not_ones_to_mark,
    what_was_taken_back_takes_its_marks_along,
    two_at_once_mark_and_take_back,
    a_transcript_is_marked_part_by_part,
];

const TEXT: &str = "We waited four days. Nobody knew why. Then it was fast. I made a script.";

/// An interview with a note, a codebook, and two who code.
pub struct Study {
    pub talk: Talk,
    pub address: String,
    pub link: String,
    /// Who asked.
    pub rita: Browser,
    pub sven: Browser,
}

pub async fn study(app: TestApp) -> Study {
    let talk = talk(app).await;
    let (address, link) = talk.held("researchers").await;
    talk.note(&address, TEXT, "0").await.expect(StatusCode::OK);
    talk.researcher.post("/codebook/starter", &[]).await.expect(StatusCode::SEE_OTHER);
    let second = Roles { researcher: true, ..Roles::default() };
    let sven = talk.app.sign_in(&talk.app.person("Sven Second", second).await).await;
    let rita = talk.app.sign_in_as(Role::Researcher).await;
    Study { talk, address, link, rita, sven }
}

impl Study {
    async fn page(&self, browser: &Browser) -> Answer {
        browser.get(&format!("{}/coding", self.address)).await.expect(StatusCode::OK)
    }

    /// The form of the only note, with these sentences ticked and these tags named.
    async fn form(
        &self,
        browser: &Browser,
        sentences: &[usize],
        tags: &str,
    ) -> Vec<(String, String)> {
        let page = self.page(browser).await;
        let mut fields = Vec::new();
        for name in ["id", "note", "revision"] {
            fields.push((name.to_owned(), page.field(name).expect(name)));
        }
        let boxes: Vec<String> = crate::html::tags(&page.body)
            .into_iter()
            .filter(|tag| tag.get("name") == Some("sentence"))
            .filter_map(|tag| tag.get("value").map(str::to_owned))
            .collect();
        fields.extend(sentences.iter().map(|at| ("sentence".to_owned(), boxes[*at].clone())));
        fields.push(("tags".to_owned(), tags.to_owned()));
        fields
    }

    pub async fn mark(&self, browser: &Browser, sentences: &[usize], tags: &str) -> Answer {
        let fields = self.form(browser, sentences, tags).await;
        send(browser, &format!("{}/coding", self.address), &fields, &[]).await
    }

    /// The person allows it to those present only.
    pub async fn is_for_those_present(&self) {
        let terms = [("keep-days", "90"), ("readers", "present"), ("quotes", "no")];
        self.talk.app.browser().post(&self.link, &terms).await.expect(StatusCode::SEE_OTHER);
    }

    async fn done(&self, browser: &Browser) -> Answer {
        browser.post(&format!("{}/coding/done", self.address), &[]).await
    }

    async fn marks(&self) -> Vec<Highlight> {
        self.talk.app.services.store.read().await.unwrap().highlights().await.unwrap()
    }

    async fn words(&self) -> Vec<String> {
        let marks = self.marks().await;
        let mut tx = self.talk.app.services.store.read().await.unwrap();
        let mut words = Vec::new();
        for mark in marks {
            let note = tx.note(mark.interview, mark.place, mark.author).await.unwrap().unwrap();
            words.push(mark.span.of(&note.text).to_owned());
        }
        words
    }
}

/// Sends fields with others added.
async fn send(
    browser: &Browser,
    address: &str,
    fields: &[(String, String)],
    more: &[(&str, &str)],
) -> Answer {
    let mut all: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    all.extend(more);
    browser.post(address, &all).await
}

async fn sentences_are_marked_once_however_often_they_are_sent(app: TestApp) {
    let study = study(app).await;
    let coding = format!("{}/coding", study.address);
    let fields = study.form(&study.rita, &[0, 2], "waiting, FLOW").await;
    let note = fields.iter().find(|(name, _)| name == "note").unwrap().1.clone();
    for _ in 0..2 {
        let sent = send(&study.rita, &coding, &fields, &[("sentiment", "negative")]).await;
        sent.expect_redirect(&format!("{coding}#note-{note}"));
    }
    let marks = study.marks().await;
    assert_eq!((marks.len(), marks[0].tags.len()), (1, 2));
    assert_eq!(marks[0].sentiment, Some(Sentiment::Negative));
    assert_eq!(study.words().await, ["We waited four days. Nobody knew why. Then it was fast."]);

    // Only some words, and a box instead of a name.
    let flow = study.marks().await[0].tags[0].to_string();
    let fields = study.form(&study.rita, &[1], "").await;
    let more = [("words", " knew why "), ("tag", flow.as_str())];
    send(&study.rita, &coding, &fields, &more).await.expect(StatusCode::SEE_OTHER);
    assert!(study.words().await.contains(&"knew why".to_owned()));

    let page = study.page(&study.rita).await;
    for words in ["marked: Flow, Waiting", "Negative", "“knew why”", "Finish with 2 highlights?"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let interview = study.rita.get(&study.address).await.expect(StatusCode::OK);
    assert!(interview.says("2 highlights by 1 coder"), "{}", interview.text());
    assert!(interview.says("Mark and tag"), "{}", interview.text());
}

async fn what_is_wrong_with_a_mark_is_said_and_nothing_is_lost(app: TestApp) {
    let study = study(app).await;
    let coding = format!("{}/coding", study.address);
    let none = study.form(&study.rita, &[], "Nonsense, Flow").await;
    let page = send(&study.rita, &coding, &none, &[("sentiment", "angry")]).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Tick the sentences that you want to mark",
        "There is no tag “Nonsense” in the codebook",
        "Choose one of the sentiments",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(page.field("tags").as_deref(), Some("Nonsense, Flow"));
    let one = study.form(&study.rita, &[1], "").await;
    let gone = "11111111-1111-4111-8111-111111111111";
    let more = [("words", "four days"), ("tag", gone)];
    let page = send(&study.rita, &coding, &one, &more).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("These words are not in the sentences that are ticked"), "{}", page.text());
    assert!(page.says("One of the tags is gone"), "{}", page.text());
    assert_eq!(page.field("words").as_deref(), Some("four days"));
    assert_eq!(ticked(&page), ["Nobody knew why."], "{}", page.text());

    let long = "x".repeat(2_001);
    study.talk.note(&study.address, &long, "1").await.expect(StatusCode::OK);
    let page = study.mark(&study.rita, &[0], "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Mark at most 2000 characters at a time"), "{}", page.text());
    assert_eq!(study.marks().await, []);
    let nowhere = [("note", "9.9-nobody"), ("revision", "1")];
    study.rita.post(&coding, &nowhere).await.expect(StatusCode::NOT_FOUND);
}

/// The sentences whose boxes are ticked.
fn ticked(page: &Answer) -> Vec<String> {
    let boxes = page.body.split("class=\"sentence\"").skip(1);
    let ticked = boxes.filter(|it| it.split('>').nth(1).is_some_and(|tag| tag.contains("checked")));
    ticked
        .map(|it| {
            let label = it.split("</label>").next().unwrap();
            crate::html::text(&label[label.find("<span>").unwrap()..]).trim().to_owned()
        })
        .collect()
}

async fn a_mark_is_changed_and_removed_by_its_coder_alone(app: TestApp) {
    let study = study(app).await;
    study.mark(&study.rita, &[0], "Waiting").await.expect(StatusCode::SEE_OTHER);
    let mark = study.marks().await[0].id;
    let address = format!("{}/coding/{mark}", study.address);
    let fields = [("tags", "Flow"), ("sentiment", "mixed"), ("highlight", "x")];
    for other in [&address, &format!("{address}/remove")] {
        study.sven.post(other, &fields).await.expect(StatusCode::NOT_FOUND);
    }
    let wrong = [("tags", "Flo"), ("highlight", &mark.to_string())];
    let page = study.rita.post(&address, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("There is no tag “Flo”") && page.body.contains("value=\"Flo\""));
    study.rita.post(&address, &fields).await.expect(StatusCode::SEE_OTHER);
    let changed = &study.marks().await[0];
    assert_eq!((changed.tags.len(), changed.sentiment), (1, Some(Sentiment::Mixed)));
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    let late = study.rita.post(&address, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Your coding of this interview is finished"), "{}", late.text());
    let reopen = format!("{}/coding/reopen", study.address);
    study.rita.post(&reopen, &[]).await.expect(StatusCode::SEE_OTHER);
    for _ in 0..2 {
        let sent = study.rita.post(&format!("{address}/remove"), &[]).await;
        sent.expect(StatusCode::SEE_OTHER);
    }
    assert_eq!(study.marks().await, []);
    let refused = study.done(&study.rita).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("You have not marked anything yet"), "{}", refused.text());
}

async fn a_note_that_changed_meanwhile_keeps_what_was_chosen(app: TestApp) {
    let study = study(app).await;
    let coding = format!("{}/coding", study.address);
    study.mark(&study.rita, &[3], "Own tool").await.expect(StatusCode::SEE_OTHER);
    let fields = study.form(&study.rita, &[0, 1], "Waiting").await;
    let edited = format!("On Monday it began. {}", TEXT.replace("Nobody knew", "No one knew"));
    study.talk.note(&study.address, &edited, "1").await.expect(StatusCode::OK);
    let page = send(&study.rita, &coding, &fields, &[]).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("This note was changed while you were marking it"), "{}", page.text());
    assert_eq!(ticked(&page), ["We waited four days."], "the other one reads differently now");
    assert_eq!(page.field("tags").as_deref(), Some("Waiting"));
    assert_eq!(page.field("revision").as_deref(), Some("2"));
    // What was marked before is still on its words.
    assert_eq!(study.words().await, ["I made a script."]);
    study.mark(&study.rita, &[1], "Waiting").await.expect(StatusCode::SEE_OTHER);
    assert!(study.words().await.contains(&"We waited four days.".to_owned()));
}

async fn a_coder_sees_nobody_elses_marks_before_they_are_done(app: TestApp) {
    let study = study(app).await;
    study.mark(&study.rita, &[0], "Gave up").await.expect(StatusCode::SEE_OTHER);
    study.mark(&study.sven, &[1], "Unclear goal").await.expect(StatusCode::SEE_OTHER);
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    let waits = study.page(&study.rita).await;
    assert!(waits.says("Nobody else has finished coding this interview yet"), "{}", waits.text());
    assert!(!waits.says("marked: Unclear goal"), "{}", waits.text());

    let blind = study.page(&study.sven).await;
    assert!(blind.says("You see your own marks only"), "{}", blind.text());
    assert!(!blind.says("marked: Gave up") && !blind.says("Rita Researcher"), "{}", blind.text());
    let interview = study.sven.get(&study.address).await.expect(StatusCode::OK);
    assert!(interview.says("1 highlight by 1 coder"), "{}", interview.text());
    let interview = study.rita.get(&study.address).await.expect(StatusCode::OK);
    assert!(interview.says("2 highlights by 2 coders"), "{}", interview.text());

    for _ in 0..2 {
        study.done(&study.sven).await.expect(StatusCode::SEE_OTHER);
    }
    for browser in [&study.rita, &study.sven] {
        let both = study.page(browser).await;
        for words in [
            "A Gave up",
            "Rita Researcher",
            "Sven Second",
            "Where coders differ",
            "Gave up: Rita Researcher, not Sven Second",
            "Unclear goal: Sven Second, not Rita Researcher",
        ] {
            let words = words.replace("A Gave", "Gave");
            assert!(both.says(&words), "{words}: {}", both.text());
        }
        // The group above says no more than the tag in it.
        assert!(!both.says("Ways around: Rita"), "{}", both.text());
    }
}

async fn whoever_saw_others_counts_for_agreement_no_more(app: TestApp) {
    let study = study(app).await;
    let reopen = format!("{}/coding/reopen", study.address);
    study.mark(&study.rita, &[0], "Waiting").await.expect(StatusCode::SEE_OTHER);
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    // Nobody else had finished: this changes nothing.
    study.rita.post(&reopen, &[]).await.expect(StatusCode::SEE_OTHER);
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    study.mark(&study.sven, &[0], "Waiting").await.expect(StatusCode::SEE_OTHER);
    study.done(&study.sven).await.expect(StatusCode::SEE_OTHER);
    let page = study.rita.get("/codebook/agreement").await.expect(StatusCode::OK);
    assert!(
        page.says("Over 4 sentences of 1 interview that 2 people coded blind"),
        "{}",
        page.text()
    );

    study.sven.post(&reopen, &[]).await.expect(StatusCode::SEE_OTHER);
    let page = study.page(&study.sven).await;
    assert!(page.says("does not count for agreement any more"), "{}", page.text());
    assert!(!page.says("Rita Researcher"), "again they see their own only: {}", page.text());
    study.done(&study.sven).await.expect(StatusCode::SEE_OTHER);
    let page = study.rita.get("/codebook/agreement").await.expect(StatusCode::OK);
    assert!(page.says("Nothing to compare yet"), "{}", page.text());
    let page = study.page(&study.rita).await;
    assert!(page.says("not counted for agreement"), "{}", page.text());
    // Sven saw Rita's while hers was finished, so she could see his: it is mutual.
    study.rita.post(&reopen, &[]).await.expect(StatusCode::SEE_OTHER);
    assert!(study.page(&study.rita).await.says("does not count for agreement any more"));
}

async fn somebody_who_only_reads_is_no_coder(app: TestApp) {
    let study = study(app).await;
    let look = format!("{}/coding/look", study.address);
    study.mark(&study.rita, &[0], "Waiting").await.expect(StatusCode::SEE_OTHER);
    let refused = study.rita.post(&look, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("You are coding this interview"), "{}", refused.text());
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    let offered = study.page(&study.sven).await;
    assert!(offered.says("Only read what they marked"), "{}", offered.text());
    assert!(!offered.says("marked: Waiting"), "{}", offered.text());
    for _ in 0..2 {
        study.sven.post(&look, &[]).await.expect(StatusCode::SEE_OTHER);
    }
    let page = study.page(&study.sven).await;
    assert!(
        page.says("marked: Waiting") && page.says("marked nothing yourself"),
        "{}",
        page.text()
    );
    let page = study.rita.get("/codebook/agreement").await.expect(StatusCode::OK);
    assert!(page.says("Nothing to compare yet"), "{}", page.text());
}

async fn agreement_is_that_of_the_sentences(app: TestApp) {
    let study = study(app).await;
    // Waiting, with what is below it: Rita on 1 and 2, Sven on 1 and 3. Flow: both on 4.
    for (sentences, tags) in [(&[0, 1][..], "Waiting for a review"), (&[3], "Flow")] {
        study.mark(&study.rita, sentences, tags).await.expect(StatusCode::SEE_OTHER);
    }
    for (sentences, tags) in
        [(&[0][..], "Waiting"), (&[2], "Waiting for a machine"), (&[3], "Flow")]
    {
        study.mark(&study.sven, sentences, tags).await.expect(StatusCode::SEE_OTHER);
    }
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    study.done(&study.sven).await.expect(StatusCode::SEE_OTHER);
    let waiting = [(true, true), (true, false), (false, true), (false, false)];
    let units = waiting.map(|(rita, sven)| [Some(rita), Some(sven)]);
    let alpha = krippendorff::alpha(units.iter().map(<[_; 2]>::as_slice)).unwrap();
    // By hand: two of four sentences disagree, half of all values are yes: 1 - 7 * 4 / 32.
    assert!((alpha - 0.125).abs() < 1e-12);
    let page = study.rita.get("/codebook/agreement").await.expect(StatusCode::OK);
    let text = page.text();
    for words in [
        "Waiting 0.13, needs work Rita Researcher 2, Sven Second 2",
        "Waiting for a review −0.17, needs work Rita Researcher 2, Sven Second 0",
        "Flow 1.00, reliable Rita Researcher 1, Sven Second 1",
        "Gave up no figure: nobody used it",
    ] {
        assert!(page.says(words), "{words}: {text}");
    }
    let codebook = study.sven.get("/codebook").await.expect(StatusCode::OK);
    assert!(codebook.says("0.13, needs work") && codebook.says("1.00, reliable"));
    let own = study.page(&study.sven).await;
    assert!(own.says("0.13, needs work") && !own.says("Gave up"), "{}", own.text());
}

async fn an_interview_that_is_not_ones_to_read_is_not_ones_to_mark(app: TestApp) {
    let study = study(app).await;
    let fields = study.form(&study.rita, &[0], "Waiting").await;
    study.is_for_those_present().await;
    let coding = format!("{}/coding", study.address);
    study.sven.get(&coding).await.expect(StatusCode::NOT_FOUND);
    send(&study.sven, &coding, &fields, &[]).await.expect(StatusCode::NOT_FOUND);
    for path in ["done", "reopen", "look"] {
        let sent = study.sven.post(&format!("{coding}/{path}"), &[]).await;
        sent.expect(StatusCode::NOT_FOUND);
    }
    let admin = study.talk.app.sign_in_as(Role::Admin).await;
    admin.get(&coding).await.expect(StatusCode::FORBIDDEN);
    // Opening it is noted like opening the interview.
    let before = opened(&admin).await;
    study.rita.get(&coding).await.expect(StatusCode::OK);
    assert_eq!(opened(&admin).await, before + 1);
}

/// How often the log says that an interview was opened.
async fn opened(admin: &Browser) -> usize {
    let log = admin.get("/audit").await.expect(StatusCode::OK);
    log.text().matches("opened the interview").count()
}

async fn what_was_taken_back_takes_its_marks_along(app: TestApp) {
    let study = study(app).await;
    study.mark(&study.rita, &[0], "Waiting").await.expect(StatusCode::SEE_OTHER);
    let fields = study.form(&study.rita, &[1], "Waiting").await;
    study.done(&study.rita).await.expect(StatusCode::SEE_OTHER);
    let person = study.talk.app.browser();
    person.post(&format!("{}/withdraw", study.link), &[]).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(study.marks().await, []);
    let codings = study.talk.app.services.store.read().await.unwrap().codings().await.unwrap();
    assert_eq!(codings, []);
    let page = study.rita.get(&study.address).await.expect(StatusCode::OK);
    assert!(!page.says("highlight"), "{}", page.text());
    let page = study.page(&study.rita).await;
    assert!(page.says("There is nothing to mark") && !page.says("waited"), "{}", page.text());
    let coding = format!("{}/coding", study.address);
    let late = send(&study.rita, &coding, &fields, &[]).await;
    let late = late.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Nothing of this interview is kept any more"), "{}", late.text());
    let codebook = study.rita.get("/codebook").await.expect(StatusCode::OK);
    assert!(!codebook.says("waited"), "{}", codebook.text());
}

async fn two_at_once_mark_and_take_back(app: TestApp) {
    let study = study(app).await;
    let coding = format!("{}/coding", study.address);
    let fields = study.form(&study.rita, &[1], "Waiting").await;
    let (person, withdraw) = (study.talk.app.browser(), format!("{}/withdraw", study.link));
    let (marked, noted, taken) = tokio::join!(
        send(&study.rita, &coding, &fields, &[]),
        study.talk.note(&study.address, "Late words.", "1"),
        person.post(&withdraw, &[]),
    );
    taken.expect(StatusCode::SEE_OTHER);
    // Whichever came first, nothing is left and nobody is told that the server failed.
    for answer in [marked, noted] {
        assert!(!answer.status.is_server_error(), "{}", answer.text());
    }
    assert_eq!(study.marks().await, []);
    let mut tx = study.talk.app.services.store.read().await.unwrap();
    let id = study.address.trim_start_matches("/interviews/").parse().unwrap();
    assert!(tx.notes(id).await.unwrap().is_empty());
    assert_eq!(tx.codings().await.unwrap(), []);
}

async fn a_transcript_is_marked_part_by_part(app: TestApp) {
    let study = study(app).await;
    let long = (0..4_000).map(|number| format!("Ada: We waited {number} days."));
    let long = long.collect::<Vec<_>>().join("\n");
    let path = format!("{}/transcript", study.address);
    let sent = study.rita.post_file(&path, &[], "a.txt", long.as_bytes()).await;
    sent.expect(StatusCode::OK);

    let notes = study.page(&study.rita).await;
    assert!(notes.says("Nobody knew why.") && !notes.says("We waited 7 days."), "{}", notes.text());
    let second = format!("{}/coding?part=2", study.address);
    assert!(notes.body.contains("coding?part=1"), "{}", notes.body);
    let page = study.rita.get(&second).await.expect(StatusCode::OK);
    assert!(page.says("Transcript, part 2 of") && !page.says("Nobody knew why."));

    // Marking leads back to the part, and so does what is wrong with a mark.
    let note = page.field("note").unwrap();
    let mut fields = Vec::new();
    for name in ["id", "note", "revision"] {
        fields.push((name.to_owned(), page.field(name).unwrap()));
    }
    let action = format!("{}/coding", study.address);
    let wrong = send(&study.rita, &action, &fields, &[("tags", "Waiting")]).await;
    let wrong = wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Transcript, part 2 of"), "{}", wrong.text());
    let sentence = crate::html::tags(&page.body)
        .into_iter()
        .find(|tag| tag.get("name") == Some("sentence"))
        .and_then(|tag| tag.get("value").map(str::to_owned))
        .unwrap();
    fields.push(("sentence".to_owned(), sentence));
    let marked = send(&study.rita, &action, &fields, &[("tags", "Waiting")]).await;
    marked.expect_redirect(&format!("{second}#note-{note}"));
    let missing = study.rita.get(&format!("{action}?part=99")).await.expect(StatusCode::OK);
    assert!(missing.says("There is no such part"), "{}", missing.text());
}

//! `/codebook`: adding, changing, merging, splitting and deleting tags.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    coding::{Study, study},
    support::on_each_database,
};
use app::domain::{Codebook, Role, Roles, Tag};
use axum::http::StatusCode;

on_each_database![
    an_empty_codebook_offers_one_to_begin_with,
    a_tag_is_added_once_however_often_it_is_sent,
    what_is_wrong_with_a_tag_is_said_and_nothing_is_lost,
    no_tag_comes_below_itself,
    of_two_who_rename_to_one_name_one_is_told,
    of_two_who_change_a_tag_at_once_one_is_told,
    a_merged_tag_leaves_its_highlights_and_history_behind,
    a_tag_can_be_merged_into_one_below_it,
    highlights_are_split_off_to_a_new_tag,
    a_tag_with_others_below_it_is_not_deleted,
    a_tag_lists_only_what_one_may_see,
];

async fn codebook(app: &TestApp) -> Codebook {
    Codebook::new(app.services.store.read().await.unwrap().tags().await.unwrap())
}

async fn tag(app: &TestApp, name: &str) -> Tag {
    codebook(app).await.named(name).cloned().unwrap_or_else(|| panic!("there is no tag {name}"))
}

async fn page(browser: &Browser, app: &TestApp, name: &str) -> Answer {
    let id = tag(app, name).await.id;
    browser.get(&format!("/codebook/{id}")).await.expect(StatusCode::OK)
}

/// Sends the form that changes a tag as it was drawn, with other values.
async fn change(browser: &Browser, drawn: &Answer, address: &str, new: &[(&str, &str)]) -> Answer {
    let mut fields = drawn.form(address);
    for (name, value) in new {
        fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = (*value).to_owned();
    }
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    browser.post(address, &fields).await
}

async fn an_empty_codebook_offers_one_to_begin_with(app: TestApp) {
    let researcher = app.sign_in_as(Role::Researcher).await;
    let empty = researcher.get("/codebook").await.expect(StatusCode::OK);
    assert!(empty.says("No tag yet") && empty.says("Begin with these"), "{}", empty.text());
    for _ in 0..2 {
        researcher.post("/codebook/starter", &[]).await.expect_redirect("/codebook");
    }
    let full = researcher.get("/codebook").await.expect(StatusCode::OK);
    for words in ["Waiting for a review", "Ways around", "Agreement is told once two of you"] {
        assert!(full.says(words), "{words}: {}", full.text());
    }
    assert_eq!(codebook(&app).await.tags().len(), 16);
    assert_eq!(codebook(&app).await.path(tag(&app, "gave up").await.id), "Ways around / Gave up");
    // Home of the codebook in the navigation is where it is reached from.
    assert!(full.body.contains("href=\"/interviews\" aria-current=\"true\""), "{}", full.body);
}

async fn a_tag_is_added_once_however_often_it_is_sent(app: TestApp) {
    let researcher = app.sign_in_as(Role::Researcher).await;
    let id = researcher.get("/codebook").await.field("id").unwrap();
    let fields =
        [("id", id.as_str()), ("name", "  Waiting <b> "), ("description", "When it waits.")];
    for _ in 0..2 {
        let sent = researcher.post("/codebook", &fields).await;
        sent.expect_redirect(&format!("/codebook#tag-{id}"));
    }
    assert_eq!(tag(&app, "Waiting <b>").await.description, "When it waits.");
    assert_eq!(codebook(&app).await.tags().len(), 1);
    let page = page(&researcher, &app, "Waiting <b>").await;
    for words in ["On 0 highlights.", "No highlight has it.", "added “Waiting <b>”"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
}

async fn what_is_wrong_with_a_tag_is_said_and_nothing_is_lost(app: TestApp) {
    let researcher = app.sign_in_as(Role::Researcher).await;
    researcher.post("/codebook/starter", &[]).await;
    let long = "x".repeat(601);
    for (name, description, words) in [
        ("", "d", "Give the tag a name of at most 60 characters"),
        ("Waiting, long", "d", "Leave commas out"),
        ("WAITING", "d", "There is already a tag of this name"),
        ("Other", long.as_str(), "Say in at most 600 characters"),
    ] {
        let fields = [("name", name), ("description", description), ("parent", "")];
        let page = researcher.post("/codebook", &fields).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(words), "{words}: {}", page.text());
        assert_eq!(page.field("name").as_deref(), Some(name));
    }
    let gone = [("name", "Other"), ("parent", "11111111-1111-4111-8111-111111111111")];
    let page = researcher.post("/codebook", &gone).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("The tag it should be below is gone"), "{}", page.text());
    researcher
        .get("/codebook/11111111-1111-4111-8111-111111111111")
        .await
        .expect(StatusCode::NOT_FOUND);
}

async fn no_tag_comes_below_itself(app: TestApp) {
    let researcher = app.sign_in_as(Role::Researcher).await;
    researcher.post("/codebook/starter", &[]).await;
    let (above, below) = (tag(&app, "Waiting").await, tag(&app, "Waiting for a review").await);
    let address = format!("/codebook/{}", above.id);
    let drawn = researcher.get(&address).await.expect(StatusCode::OK);
    for parent in [above.id, below.id] {
        let parent = parent.to_string();
        let sent = change(&researcher, &drawn, &address, &[("parent", &parent)]).await;
        let sent = sent.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sent.says("a tag can’t be below itself"), "{}", sent.text());
    }
    let flow = tag(&app, "Flow").await.id.to_string();
    change(&researcher, &drawn, &address, &[("parent", &flow), ("name", "Queues")])
        .await
        .expect_redirect(&address);
    assert_eq!(codebook(&app).await.path(below.id), "Flow / Queues / Waiting for a review");
    let page = researcher.get(&address).await.expect(StatusCode::OK);
    for words in ["renamed “Waiting” to “Queues”", "moved “Queues” below “Flow”"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
}

async fn two(app: &TestApp) -> [Browser; 2] {
    let both = Roles { researcher: true, admin: true, ..Roles::default() };
    [
        app.sign_in(&app.person("Ada Admin", both).await).await,
        app.sign_in(&app.person("Bob Admin", both).await).await,
    ]
}

async fn of_two_who_rename_to_one_name_one_is_told(app: TestApp) {
    let [ada, bob] = two(&app).await;
    ada.post("/codebook/starter", &[]).await;
    let flow = format!("/codebook/{}", tag(&app, "Flow").await.id);
    let waiting = format!("/codebook/{}", tag(&app, "Waiting").await.id);
    let (flow_page, waiting_page) = (ada.get(&flow).await, bob.get(&waiting).await);
    let (one, other) = tokio::join!(
        change(&ada, &flow_page, &flow, &[("name", "Rhythm")]),
        change(&bob, &waiting_page, &waiting, &[("name", "rhythm")]),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
    let told = if one.status == StatusCode::SEE_OTHER { other } else { one };
    assert!(told.says("There is already a tag of this name"), "{}", told.text());
}

async fn of_two_who_change_a_tag_at_once_one_is_told(app: TestApp) {
    let [ada, bob] = two(&app).await;
    ada.post("/codebook/starter", &[]).await;
    let address = format!("/codebook/{}", tag(&app, "Flow").await.id);
    let (first, second) = (ada.get(&address).await, bob.get(&address).await);
    change(&ada, &first, &address, &[("name", "Rhythm")]).await.expect_redirect(&address);
    let late = change(&bob, &second, &address, &[("description", "A day.")]).await;
    let late = late.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Somebody else changed this tag") && late.says("“Rhythm” now"));
    // What they wrote is still there; sent again, it is meant.
    let again = change(&bob, &late, &address, &[]).await;
    again.expect_redirect(&address);
    assert_eq!(tag(&app, "Flow").await.description, "A day.");
}

async fn a_merged_tag_leaves_its_highlights_and_history_behind(app: TestApp) {
    let study = study(app).await;
    let Study { talk, rita, .. } = &study;
    study.mark(rita, &[0], "Waiting, Flow").await.expect(StatusCode::SEE_OTHER);
    study.mark(rita, &[1], "Waiting").await.expect(StatusCode::SEE_OTHER);
    let (from, into) = (tag(&talk.app, "Waiting").await, tag(&talk.app, "Flow").await);
    let merge = format!("/codebook/{}/merge", from.id);
    let nowhere = rita.post(&merge, &[("into", &from.id.to_string())]).await;
    let nowhere = nowhere.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nowhere.says("Choose the tag that it should become part of"), "{}", nowhere.text());
    let merged = rita.post(&merge, &[("into", &into.id.to_string())]).await;
    merged.expect_redirect(&format!("/codebook/{}", into.id));
    assert!(codebook(&talk.app).await.get(from.id).is_none());
    let below = tag(&talk.app, "Waiting for a review").await;
    assert_eq!(below.parent, Some(into.id));
    let page = page(rita, &talk.app, "Flow").await;
    for words in
        ["On 2 highlights.", "added “Waiting”", "merged “Waiting” (on 2 highlights) into “Flow”"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let marks = talk.app.services.store.read().await.unwrap().highlights().await.unwrap();
    assert!(marks.iter().all(|mark| mark.tags == [into.id]), "one of each is left: {marks:?}");
}

async fn a_tag_can_be_merged_into_one_below_it(app: TestApp) {
    let researcher = app.sign_in_as(Role::Researcher).await;
    researcher.post("/codebook/starter", &[]).await;
    let (from, into) = (tag(&app, "Waiting").await, tag(&app, "Waiting for a review").await);
    let merge = format!("/codebook/{}/merge", from.id);
    let sent = researcher.post(&merge, &[("into", &into.id.to_string())]).await;
    sent.expect(StatusCode::SEE_OTHER);
    let codebook = codebook(&app).await;
    assert_eq!(codebook.get(into.id).unwrap().parent, None);
    let machine = codebook.named("Waiting for a machine").unwrap();
    assert_eq!(machine.parent, Some(into.id));
}

async fn highlights_are_split_off_to_a_new_tag(app: TestApp) {
    let study = study(app).await;
    let Study { talk, rita, .. } = &study;
    study.mark(rita, &[0], "Waiting for a review").await.expect(StatusCode::SEE_OTHER);
    study.mark(rita, &[1], "Waiting for a review").await.expect(StatusCode::SEE_OTHER);
    let from = tag(&talk.app, "Waiting for a review").await;
    let drawn = page(rita, &talk.app, "Waiting for a review").await;
    assert!(drawn.says("“We waited four days.”"), "{}", drawn.text());
    let split = format!("/codebook/{}/split", from.id);
    let nothing = rita.post(&split, &[("new-name", "flow")]).await;
    let nothing = nothing.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says("Tick the highlights that the new tag is for"), "{}", nothing.text());

    let id = drawn.form(&split).into_iter().find(|(name, _)| name == "id").unwrap().1;
    let marks = talk.app.services.store.read().await.unwrap().highlights().await.unwrap();
    let mark = marks[0].id.to_string();
    let taken = rita.post(&split, &[("id", &id), ("new-name", "flow"), ("highlight", &mark)]).await;
    let taken = taken.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.says("There is already a tag of this name"), "{}", taken.text());
    assert_eq!(codebook(&talk.app).await.tags().len(), 16, "nothing is half done");
    for _ in 0..2 {
        let fields = [("id", id.as_str()), ("new-name", "Second round"), ("highlight", &mark)];
        rita.post(&split, &fields).await.expect_redirect(&format!("/codebook/{id}"));
    }
    let new = tag(&talk.app, "Second round").await;
    assert_eq!(new.parent, from.parent);
    let marks = talk.app.services.store.read().await.unwrap().highlights().await.unwrap();
    assert_eq!((&marks[0].tags, &marks[1].tags), (&vec![new.id], &vec![from.id]));
    let page = page(rita, &talk.app, "Waiting for a review").await;
    let told = "split “Waiting for a review”: 1 highlight became “Second round”";
    assert!(page.says(told), "{}", page.text());
}

async fn a_tag_with_others_below_it_is_not_deleted(app: TestApp) {
    let study = study(app).await;
    let Study { talk, rita, .. } = &study;
    study.mark(rita, &[0], "Gave up").await.expect(StatusCode::SEE_OTHER);
    let above = tag(&talk.app, "Ways around").await.id;
    let refused = rita.post(&format!("/codebook/{above}/delete"), &[]).await;
    let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("There are tags below this one"), "{}", refused.text());
    assert!(page(rita, &talk.app, "Gave up").await.says("1 highlight has it, and loses it"));
    let below = tag(&talk.app, "Gave up").await.id;
    rita.post(&format!("/codebook/{below}/delete"), &[]).await.expect_redirect("/codebook");
    let page = rita.get("/codebook").await.expect(StatusCode::OK);
    let told = "deleted “Gave up”, which was on 1 highlight";
    assert!(page.says(told), "{}", page.text());
    let marks = talk.app.services.store.read().await.unwrap().highlights().await.unwrap();
    assert_eq!(marks[0].tags, [], "the mark stays");
}

async fn a_tag_lists_only_what_one_may_see(app: TestApp) {
    let study = study(app).await;
    let Study { talk, rita, sven, .. } = &study;
    study.mark(rita, &[0], "Waiting").await.expect(StatusCode::SEE_OTHER);
    assert!(page(sven, &talk.app, "Waiting").await.says("“We waited four days.”"));
    // Amid their own coding they see nobody else's.
    study.mark(sven, &[1], "Flow").await.expect(StatusCode::SEE_OTHER);
    let hidden = page(sven, &talk.app, "Waiting").await;
    assert!(hidden.says("On 1 highlight.") && hidden.says("None that you can see"));
    assert!(!hidden.says("We waited"), "{}", hidden.text());
    // What they can't see they can't split off either.
    let marks = talk.app.services.store.read().await.unwrap().highlights().await.unwrap();
    let waiting = tag(&talk.app, "Waiting").await.id;
    let mark = marks.iter().find(|mark| mark.tags == [waiting]).unwrap().id.to_string();
    let fields = [("new-name", "Mine"), ("highlight", mark.as_str())];
    sven.post(&format!("/codebook/{waiting}/split"), &fields).await.expect(StatusCode::SEE_OTHER);
    let marks = talk.app.services.store.read().await.unwrap().highlights().await.unwrap();
    assert!(marks.iter().any(|mark| mark.tags == [waiting]), "{marks:?}");

    // What is for those present only, nobody else sees at all.
    study.mark(rita, &[3], "Gave up").await.expect(StatusCode::SEE_OTHER);
    sven.post(&format!("{}/coding/done", study.address), &[]).await.expect(StatusCode::SEE_OTHER);
    assert!(page(sven, &talk.app, "Gave up").await.says("“I made a script.”"));
    study.is_for_those_present().await;
    assert!(page(rita, &talk.app, "Gave up").await.says("“I made a script.”"));
    assert!(!page(sven, &talk.app, "Gave up").await.says("script"));
}

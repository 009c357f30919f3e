//! `/guides`: what interviewers ask.

use crate::{app::TestApp, browser::Browser, support::on_each_database};
use app::domain::{Guide, Role};
use axum::http::StatusCode;

on_each_database![
    the_ready_made_guides_come_once_and_are_left_alone_after,
    the_next_version_follows_and_the_old_one_stays,
    what_is_wrong_is_said_line_by_line_and_nothing_is_lost,
    of_two_who_change_a_guide_at_once_the_second_is_told,
    a_retired_guide_says_so_and_comes_back,
];

async fn guides(app: &TestApp) -> Vec<Guide> {
    app.services.store.read().await.unwrap().guides().await.unwrap()
}

async fn researcher(app: &TestApp) -> Browser {
    app.services.ensure_guides().await.unwrap();
    app.sign_in_as(Role::Researcher).await
}

const OUTLINE: &str = "# The last time (20 min)\n- When did you last <wait>?\n  And then?\n";

async fn the_ready_made_guides_come_once_and_are_left_alone_after(app: TestApp) {
    let researcher = researcher(&app).await;
    let first = guides(&app).await;
    assert_eq!(first.len(), 3);
    let walk = first.iter().find(|guide| guide.key == "workflow-walk-through").unwrap();
    let fields = [("from-version", "1"), ("name", "Our walk"), ("outline", OUTLINE)];
    let edit = format!("/guides/{}/edit", walk.id);
    researcher.post(&edit, &fields).await.expect(StatusCode::SEE_OTHER);
    app.services.ensure_guides().await.unwrap();
    let after = guides(&app).await;
    assert_eq!(after.len(), 3);
    assert!(after.iter().any(|guide| guide.name == "Our walk" && guide.current.version == 2));
}

async fn the_next_version_follows_and_the_old_one_stays(app: TestApp) {
    let researcher = researcher(&app).await;
    let fields = [("name", "Waiting"), ("purpose", "When builds are slow."), ("outline", OUTLINE)];
    let made = researcher.post("/guides/new", &fields).await.expect(StatusCode::SEE_OTHER);
    let address = made.location().to_owned();
    let page = researcher.get(&address).await.expect(StatusCode::OK);
    for words in ["Waiting", "When builds are slow.", "20 min", "When did you last <wait>?"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }

    let next = [("from-version", "1"), ("name", "Waiting"), ("outline", "# Now\n- Why?\n- How?")];
    researcher.post(&format!("{address}/edit"), &next).await.expect(StatusCode::SEE_OTHER);
    let page = researcher.get(&address).await.expect(StatusCode::OK);
    assert!(page.says("2 questions, not said") && !page.says("<wait>"), "{}", page.text());
    let old = researcher.get(&format!("{address}?version=1")).await.expect(StatusCode::OK);
    assert!(old.says("<wait>") && old.says("followed by a newer one"), "{}", old.text());
    for missing in ["?version=3", "?version=x"] {
        researcher.get(&format!("{address}{missing}")).await.expect(StatusCode::NOT_FOUND);
    }
}

async fn what_is_wrong_is_said_line_by_line_and_nothing_is_lost(app: TestApp) {
    let researcher = researcher(&app).await;
    let outline = "Hello,\n# Empty\n# Full (999 min)\n- A question that took an hour to write";
    let fields = [("name", "Jobs to be done"), ("outline", outline)];
    let page = researcher.post("/guides/new", &fields).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["Line 1: Begin with a section", "Line 2: Ask at least one", "Line 3: A section takes"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(page.body.contains("A question that took an hour to write"));

    let taken = [("name", "Jobs to be done"), ("outline", OUTLINE)];
    let page = researcher.post("/guides/new", &taken).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("There is already a guide of this name"), "{}", page.text());
    assert!(page.body.contains("When did you last &lt;wait>?"), "{}", page.body);

    let letter = "Dear all,\n".repeat(500);
    let fields = [("name", "A letter"), ("outline", letter.as_str())];
    let page = researcher.post("/guides/new", &fields).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("And 492 more like these") && !page.says("Line 9:"), "{}", page.text());
    assert_eq!(guides(&app).await.len(), 3);
}

async fn of_two_who_change_a_guide_at_once_the_second_is_told(app: TestApp) {
    let researcher = researcher(&app).await;
    let guide = guides(&app).await.remove(0);
    let edit = format!("/guides/{}/edit", guide.id);
    let first = [("from-version", "1"), ("name", guide.name.as_str()), ("outline", OUTLINE)];
    researcher.post(&edit, &first).await.expect(StatusCode::SEE_OTHER);
    let second = [("from-version", "1"), ("name", "Mine"), ("outline", "# Mine\n- Mine too?")];
    let page = researcher.post(&edit, &second).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Somebody else changed this guide"), "{}", page.text());
    assert!(page.body.contains("- Mine too?"));
    let same = [("from-version", "2"), ("name", guide.name.as_str()), ("outline", OUTLINE)];
    let page = researcher.post(&edit, &same).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("there is nothing to change"), "{}", page.text());
}

async fn a_retired_guide_says_so_and_comes_back(app: TestApp) {
    let researcher = researcher(&app).await;
    let address = format!("/guides/{}", guides(&app).await[0].id);
    for (retired, says) in [("yes", true), ("no", false)] {
        let retire = format!("{address}/retire");
        researcher.post(&retire, &[("retired", retired)]).await.expect(StatusCode::SEE_OTHER);
        let page = researcher.get("/guides").await.expect(StatusCode::OK);
        assert_eq!(page.says("Retired"), says, "{}", page.text());
        let page = researcher.get(&address).await.expect(StatusCode::OK);
        assert_eq!(page.says("Take it back into use"), says, "{}", page.text());
    }
}

//! `/teams`: the tree, a team's page, and changing teams by hand.

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    organisation::Roster,
    support::on_each_database,
};
use app::domain::Role;
use axum::http::StatusCode;

on_each_database![
    the_tree_counts_people_and_links_every_team,
    a_team_is_renamed_moved_retired_and_reopened_on_its_page,
    what_is_refused_comes_back_with_what_was_typed,
    a_researcher_looks_but_has_no_forms,
    a_team_that_does_not_exist_is_not_found,
];

async fn roster(app: &TestApp) -> Roster {
    app.with_roster(&[
        ("Engineering", 1),
        ("Engineering/Payments", 2),
        ("Engineering/Payments/Checkout", 0),
        ("Engineering/Search", 3),
    ])
    .await
}

fn page_of(roster: &Roster, team: &str) -> String {
    format!("/teams/{}", roster.team(team))
}

/// Sends one of the forms of a team's page.
async fn change(browser: &Browser, page: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    browser.post(&format!("{page}/{what}"), fields).await
}

async fn the_tree_counts_people_and_links_every_team(app: TestApp) {
    let roster = roster(&app).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let tree = admin.get("/teams").await.expect(StatusCode::OK);
    for words in ["Engineering 6 people, 1 directly in it", "Payments 2 people", "Checkout nobody"]
    {
        assert!(tree.says(words), "“{words}” is missing in {}", tree.text());
    }
    for team in ["Engineering", "Payments", "Checkout", "Search"] {
        let page = admin.get(&page_of(&roster, team)).await.expect(StatusCode::OK);
        assert!(tree.body.contains(&page_of(&roster, team)) && page.says(team));
    }
    let page = admin.get(&page_of(&roster, "Search")).await;
    assert!(page.says("Search 1 search1@example.com Developer"), "{}", page.text());
}

async fn a_team_is_renamed_moved_retired_and_reopened_on_its_page(app: TestApp) {
    let roster = roster(&app).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let checkout = page_of(&roster, "Checkout");
    change(&admin, &checkout, "rename", &[("name", "Basket")]).await.expect_redirect(&checkout);
    let to = [("parent", "Engineering / Search")];
    change(&admin, &checkout, "move", &to).await.expect_redirect(&checkout);
    change(&admin, &checkout, "retire", &[]).await.expect_redirect(&checkout);
    let page = admin.get(&checkout).await.expect(StatusCode::OK);
    for words in [
        "Engineering Search Basket",
        "Retired",
        "Renamed, was Checkout",
        "Moved from Engineering / Payments to Engineering / Search",
        "Reopen this team",
    ] {
        assert!(page.says(words), "“{words}” is missing in {}", page.text());
    }
    assert!(admin.get("/teams").await.says("Basket retired"));
    change(&admin, &checkout, "reopen", &[]).await.expect_redirect(&checkout);
    assert!(admin.get(&checkout).await.says("Retire this team"));

    let new = [("name", "Night shift"), ("parent", "Engineering / Search")];
    let made = admin.post("/teams", &new).await.expect(StatusCode::SEE_OTHER);
    assert!(admin.get(made.location()).await.says("Night shift"));
}

async fn what_is_refused_comes_back_with_what_was_typed(app: TestApp) {
    let roster = roster(&app).await;
    let admin = app.sign_in_as(Role::Admin).await;
    let payments = page_of(&roster, "Payments");
    let refused = change(&admin, &payments, "rename", &[("name", "Pay/ments")]).await;
    let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Leave out “/”"), "{}", refused.text());
    assert_eq!(refused.field("name").as_deref(), Some("Pay/ments"));
    let moving = refused.form(&format!("{payments}/move"));
    assert_eq!(
        moving,
        [("parent".to_owned(), "Engineering".to_owned())],
        "the other form is as it would be afresh"
    );

    let engineering = page_of(&roster, "Engineering");
    let to = [("parent", "Engineering / Payments / Checkout")];
    let circle = change(&admin, &engineering, "move", &to).await;
    assert!(circle.expect(StatusCode::UNPROCESSABLE_ENTITY).says("this would be a circle"));
    let retire = change(&admin, &payments, "retire", &[]).await.expect(StatusCode::CONFLICT);
    for words in ["Payments 1 and Payments 2", "Below it is “Checkout”"] {
        assert!(retire.says(words), "“{words}” is missing in {}", retire.text());
    }
    assert!(
        !admin.get(&payments).await.says("Retire this team"),
        "it says first what is in the way"
    );
    let twin = [("name", "search"), ("parent", "Engineering")];
    let twin = admin.post("/teams", &twin).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.says("There is a team “Search” in this place already"), "{}", twin.text());
    assert_eq!(twin.field("name").as_deref(), Some("search"));
}

async fn a_researcher_looks_but_has_no_forms(app: TestApp) {
    let roster = roster(&app).await;
    let researcher = app.sign_in_as(Role::Researcher).await;
    for page in ["/teams".to_owned(), page_of(&roster, "Payments")] {
        let page = researcher.get(&page).await.expect(StatusCode::OK);
        assert!(page.says("Payments"));
        assert!(!page.body.contains("name=\"parent\""), "{}", page.body);
    }
}

async fn a_team_that_does_not_exist_is_not_found(app: TestApp) {
    let admin = app.sign_in_as(Role::Admin).await;
    assert!(admin.get("/teams").await.says("There is no team yet"));
    for team in ["00000000-0000-0000-0000-000000000001", "x"] {
        admin.get(&format!("/teams/{team}")).await.expect(StatusCode::NOT_FOUND);
        admin.post(&format!("/teams/{team}/retire"), &[]).await.expect(StatusCode::NOT_FOUND);
    }
}

//! The answering page with every scale, answered, skipped and wrong.

use app::{
    components::{answering::answer_name, *},
    domain::{Gate, ItemId, ItemVersion, ItemVersionId, Scale},
};
use leptos::prelude::*;
use uuid::Uuid;

fn item(number: u128, wording: &str, help: &str, scale: Scale) -> ItemVersion {
    ItemVersion {
        id: ItemVersionId(Uuid::from_u128(number)),
        item: ItemId(Uuid::from_u128(number + 100)),
        version: 1,
        series: 1,
        wording: wording.into(),
        help: help.into(),
        scale,
        reverse: false,
        gate: None,
    }
}

fn options(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn items() -> Vec<ItemVersion> {
    let often = options(&["Not at all last quarter", "A few times", "Most weeks", "Every day"]);
    let mut list = vec![
        item(1, "When a test fails, I can tell from its output what to fix.", "", Scale::Likert5),
        item(
            2,
            "I can go two hours without being interrupted.",
            "Think of an ordinary week.",
            Scale::Likert5,
        ),
        item(3, "I know whom to ask when I am stuck.", "", Scale::Likert7),
        item(4, "All in all, how satisfied are you with the support you got?", "", Scale::Scale10),
        item(5, "How likely are you to recommend working here to a friend?", "", Scale::Nps),
        item(6, "Were you on call in the last three months?", "", Scale::Yesno),
        item(
            7,
            "How often did you use the deployment console last quarter?",
            "",
            Scale::Choice { options: often },
        ),
        item(8, "The deployment console does what I expect.", "", Scale::Likert5),
        item(9, "What would you improve about the console?", "", Scale::Text),
        item(
            10,
            "Which of these slowed you down?",
            "Tick as many as you like.",
            Scale::MultiChoice {
                options: options(&[
                    "Waiting for reviews",
                    "Flaky tests",
                    "Unclear requirements",
                    "Meetings",
                ]),
            },
        ),
        item(
            11,
            "What is one thing we should change?",
            "Don’t name people; your words are read as they are.",
            Scale::Text,
        ),
    ];
    for gated in [7, 8] {
        list[gated].gate = Some(Gate { item: list[6].item, asked_if: vec![1, 2, 3] });
    }
    list
}

/// The page.
pub(crate) fn page() -> AnyView {
    let items = items();
    let name = |index: usize| answer_name(items[index].id);
    provide_context(
        FormState::sent(vec![
            (name(0), "4".into()),
            (name(2), "6".into()),
            (name(3), "8".into()),
            (name(4), "14".into()),
            (name(5), "na".into()),
            (name(6), "2".into()),
            (name(9), "1".into()),
            (name(10), "Shorter release trains.\nAnd <b>fewer</b> meetings & calls.".into()),
        ])
        .with_error(name(4), "“14” is not on the scale from 0 to 10."),
    );
    let questions = arrange(&items)
        .into_iter()
        .map(|block| view! { <GateGroup block stored=|_| Vec::new()/> })
        .collect_view();
    view! {
        <Page
            title="Quarterly developer experience"
            eyebrow="Q4 2026 · open until 28 November"
            lead="About seven minutes. Skip whatever you like; every answer helps."
            width="narrow"
        >
            <ErrorSummary/>
            <form method="post">
                <section class="survey-section">
                    <h2>"Feedback loops"</h2>
                    {questions}
                </section>
                <div class="survey-end">
                    <p>"You can change your answers until the wave closes."</p>
                    <SubmitButton label="Send my answers"/>
                </div>
            </form>
        </Page>
    }
    .into_any()
}

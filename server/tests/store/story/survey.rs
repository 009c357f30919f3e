//! Items, their wordings, and the programs that ask them.

use super::id;
use app::domain::{
    Dimension, Gate, Item, ItemId, ItemVersion, ItemVersionId, Mode, Program, ProgramId, Scale,
    Schedule,
};
use soundings::store::Store;

/// What is asked after this chapter.
pub struct Survey {
    pub program: Program,
    /// In the order in which they are asked.
    pub items: Vec<Item>,
}

pub fn item(number: u128, key: &str, dimension: Dimension, scale: Scale) -> Item {
    let id = ItemId(id(number));
    Item {
        id,
        key: key.to_owned(),
        dimension,
        current: ItemVersion {
            id: ItemVersionId(super::id(number + 1)),
            item: id,
            version: 1,
            series: 1,
            wording: format!("About {key}?"),
            help: String::new(),
            scale,
            reverse: false,
            gate: None,
        },
    }
}

pub async fn is_built(store: &Store) -> Survey {
    let items = items_are_worded(store).await;
    programs_ask_them(store, items).await
}

async fn items_are_worded(store: &Store) -> Vec<Item> {
    let options = vec!["Every day".to_owned(), "Rarely".to_owned(), "Never".to_owned()];
    let uses = item(0x100, "uses-ci", Dimension::Tooling, Scale::Choice { options });
    let mut slow = item(0x110, "ci-slow", Dimension::Tooling, Scale::Likert5);
    slow.current.reverse = true;
    slow.current.help = "In the last three months.".into();
    slow.current.gate = Some(Gate { item: uses.id, asked_if: vec![0, 1] });
    let comment = item(0x120, "ci-comment", Dimension::Tooling, Scale::Text);
    let mut tx = store.begin().await.unwrap();
    assert!(tx.items().await.unwrap().is_empty());
    for item in [&uses, &slow, &comment] {
        tx.insert_item(item).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut reworded = slow.clone();
    reworded.current = ItemVersion {
        id: ItemVersionId(id(0x112)),
        version: 2,
        series: 2,
        wording: "The build is too slow.".into(),
        ..slow.current.clone()
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_item_version(&reworded.current).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let by_key = [comment.clone(), reworded.clone(), uses.clone()];
    assert_eq!(tx.items().await.unwrap(), by_key, "each in its newest wording, by key");
    assert_eq!(tx.item_versions(slow.id).await.unwrap(), [reworded.clone(), slow]);
    assert!(tx.item_versions(ItemId(id(0xdead))).await.unwrap().is_empty());
    vec![uses, reworded, comment]
}

async fn programs_ask_them(store: &Store, items: Vec<Item>) -> Survey {
    let mut program = Program {
        id: ProgramId(id(0x200)),
        name: "Quarterly".into(),
        purpose: "We plan from it.".into(),
        mode: Mode::Confidential,
        schedule: None,
        grouping: None,
        archived: false,
    };
    let old = Program {
        id: ProgramId(id(0x201)),
        name: "An old one".into(),
        grouping: None,
        archived: true,
        ..program.clone()
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_program(&old).await.unwrap();
    tx.insert_program(&program).await.unwrap();
    let turned: Vec<_> = items.iter().rev().map(|item| item.id).collect();
    tx.set_program_items(program.id, &turned).await.unwrap();
    tx.commit().await.unwrap();

    program.name = "Quarterly developer experience".into();
    program.schedule = Some(Schedule { opens_after_days: 30, open_days: 14 });
    let mut tx = store.begin().await.unwrap();
    tx.update_program(&program).await.unwrap();
    let order: Vec<_> = items.iter().map(|item| item.id).collect();
    tx.set_program_items(program.id, &order).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.programs().await.unwrap(), [program.clone(), old.clone()], "archived ones last");
    assert_eq!(tx.program(program.id).await.unwrap(), Some(program.clone()));
    assert_eq!(tx.program(ProgramId(id(0xdead))).await.unwrap(), None);
    assert_eq!(tx.program_items(program.id).await.unwrap(), items, "in the order set last");
    assert!(tx.program_items(old.id).await.unwrap().is_empty());
    Survey { program, items }
}

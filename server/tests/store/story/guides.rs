//! Guides for interviews and their versions.

use super::id;
use app::domain::{Guide, GuideId, GuideVersion, GuideVersionId, Outline};
use soundings::store::Store;

fn guide(number: u128, name: &str) -> Guide {
    Guide {
        id: GuideId(id(number)),
        key: name.to_lowercase(),
        name: name.to_owned(),
        retired: false,
        current: GuideVersion {
            id: GuideVersionId(id(number + 1)),
            version: 1,
            purpose: "To begin with.".into(),
            outline: Outline::parse("# First (5 min)\n- What?\n  Listen.\n").unwrap(),
        },
    }
}

/// Gives the version in force of the guide that is not retired.
pub async fn are_written(store: &Store) -> GuideVersionId {
    let (walk, jobs) = (guide(0x400, "Walk"), guide(0x410, "Jobs"));
    let mut tx = store.begin().await.unwrap();
    assert!(tx.guides().await.unwrap().is_empty());
    tx.insert_guide(&walk).await.unwrap();
    tx.insert_guide(&jobs).await.unwrap();
    tx.commit().await.unwrap();

    let next = GuideVersion {
        id: GuideVersionId(id(0x402)),
        version: 2,
        purpose: String::new(),
        outline: Outline::parse("# First\n- Why?\n").unwrap(),
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_guide_version(walk.id, &next).await.unwrap();
    let retired = Guide { name: "All jobs".into(), retired: true, ..jobs.clone() };
    tx.update_guide(&retired).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let newest = Guide { current: next, ..walk.clone() };
    assert_eq!(tx.guides().await.unwrap(), [newest.clone(), retired], "retired ones last");
    assert_eq!(tx.guide_versions(walk.id).await.unwrap(), [newest.clone(), walk.clone()]);
    assert!(tx.guide_versions(GuideId(id(0xdead))).await.unwrap().is_empty());
    assert_eq!(tx.guide_version(walk.current.id).await.unwrap(), Some(walk.clone()));
    assert_eq!(tx.guide_version(GuideVersionId(id(0xdead))).await.unwrap(), None);
    let mut names = tx.guide_version_names().await.unwrap();
    names.sort();
    let version = |number: u128, name: &str| (GuideVersionId(id(number)), name.to_owned());
    assert_eq!(names, [version(0x401, "Walk"), version(0x402, "Walk"), version(0x411, "All jobs")]);
    newest.current.id
}

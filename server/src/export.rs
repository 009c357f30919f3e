//! A release as files for other programs. Only what was published goes in: there is nothing else.

use crate::import::formula::defused;
use app::report::{Release, Shown};
use std::collections::HashMap;

/// One line for each cell: teams and items by name, figures empty where they are withheld.
///
/// # Errors
/// When the lines cannot be written, which memory never refuses.
pub fn csv(release: &Release) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "wave",
        "team_id",
        "team",
        "item",
        "dimension",
        "wording",
        "shown",
        "answered",
        "not_applicable",
        "favourable",
        "share",
        "share_low",
        "share_high",
        "score",
        "mean",
    ])?;
    let teams: HashMap<_, _> = release.teams.iter().map(|team| (team.team, team)).collect();
    let items: HashMap<_, _> = release.items.iter().map(|item| (item.item, item)).collect();
    for cell in &release.cells {
        let (Some(team), Some(item)) = (teams.get(&cell.team), items.get(&cell.item)) else {
            continue;
        };
        let mut record = vec![
            release.period.to_string(),
            team.team.to_string(),
            defused(&team.name).into_owned(),
            defused(&item.key).into_owned(),
            item.dimension.name().to_owned(),
            defused(&item.wording).into_owned(),
        ];
        let number =
            |value: Option<f64>| value.map(|value| format!("{value:.6}")).unwrap_or_default();
        let count = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        match &cell.shown {
            Shown::Exact(figures) => record.extend([
                "exact".to_owned(),
                figures.answered.to_string(),
                count(figures.not_applicable),
                count(figures.favourable),
                number(figures.share),
                number(figures.process_interval.map(|interval| interval.low)),
                number(figures.process_interval.map(|interval| interval.high)),
                number(figures.score),
                number(figures.mean),
            ]),
            Shown::Banded(banded) => {
                record.push("banded".to_owned());
                record.push(banded.answered.to_string());
                record.push(String::new());
                record.push(String::new());
                record.push(banded.band.name().to_owned());
                record.extend(std::iter::repeat_n(String::new(), 4));
            }
            Shown::Withheld(reason) => {
                record.push(reason.name().to_owned());
                record.extend(std::iter::repeat_n(String::new(), 8));
            }
        }
        writer.write_record(record)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

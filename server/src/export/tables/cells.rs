//! Figures of teams: cells, the distributions behind them, dimensions.

use super::{
    DIMENSION, ITEM, Names, REASON, Row, SHOWN, TEAM, TEAM_ID, WAVE, high, low, shown, wave_of,
};
use crate::export::table::{
    Kind::{Integer, Number, Text},
    Table, TableOf,
};
use app::{
    domain::Scale,
    report::{CellFigures, DimensionFigures, GroupFigures, Release},
};

const BAND: &str = "Where it is banded: >=0.9 or <=0.1 of the answers favourable";

pub(super) fn cells<'a>(release: &'a Release, names: &Names<'a>) -> Table<'a> {
    type Cell<'a> = Row<'a, app::report::Cell>;
    fn exact<'a>(row: &Cell<'a>) -> Option<&'a CellFigures> {
        row.of.shown.exact()
    }
    let rows = release.cells.iter();
    let rows = rows.filter_map(|cell| names.row(cell.team, Some(cell.item), cell)).collect();
    TableOf::new("cells", "One team and item", rows)
        .column("wave", Text, WAVE, wave_of(release))
        .column("team_id", Text, TEAM_ID, |row: &Cell<'a>| row.team.team.to_string())
        .column("team", Text, TEAM, |row| row.team.name.as_str())
        .column("item", Text, ITEM, Row::item)
        .column("shown", Text, SHOWN, |row| shown(&row.of.shown))
        .column("reason", Text, REASON, |row| row.of.shown.withheld().map(|reason| reason.name()))
        .column("invited", Integer, "People whose answers can count here", |row| {
            exact(row).and(row.team.invited)
        })
        .column("answered", Integer, "Answers: n", |row| {
            let banded = row.of.shown.banded().map(|banded| banded.answered);
            exact(row).map(|figures| figures.answered).or(banded)
        })
        .column(
            "not_applicable",
            Integer,
            "Answers “doesn’t apply to me”, not part of n; missing where few gave it",
            |row| exact(row)?.not_applicable,
        )
        .column("favourable_answers", Integer, "Favourable answers: x", |row| {
            exact(row)?.favourable
        })
        .column("favourable", Number, "Share of favourable answers, x / n, 0 to 1", |row| {
            exact(row)?.share
        })
        .column("band", Text, BAND, |row| row.of.shown.banded().map(|banded| banded.band.name()))
        .column("population", Integer, "People that interval and bounds speak of: N", |row| {
            exact(row)?.population
        })
        .column(
            "interval_low",
            Number,
            "Lower end of the exact 95 % interval for the share of favourable among the N",
            |row| low(exact(row)?.interval),
        )
        .column("interval_high", Number, "Its upper end", |row| high(exact(row)?.interval))
        .column(
            "bounds_low",
            Number,
            "What that share is at least, whoever did not answer: x / N",
            |row| low(exact(row)?.bounds),
        )
        .column("bounds_high", Number, "And at most: (x + N - n) / N", |row| {
            high(exact(row)?.bounds)
        })
        .column("process_interval_low", Number, "Lower end of Wilson's 95 % interval", |row| {
            low(exact(row)?.process_interval)
        })
        .column("process_interval_high", Number, "Its upper end", |row| {
            high(exact(row)?.process_interval)
        })
        .column(
            "pooled",
            Number,
            "The share drawn towards that of all teams (beta-binomial); teams without teams below",
            |row| exact(row)?.pooled,
        )
        .column("pooled_interval_low", Number, "Lower end of its 95 % interval", |row| {
            low(exact(row)?.pooled_interval)
        })
        .column("pooled_interval_high", Number, "Its upper end", |row| {
            high(exact(row)?.pooled_interval)
        })
        .column("score", Number, "100 (mean - min) / (max - min), 0 to 100", |row| {
            exact(row)?.score
        })
        .column("mean", Number, "Mean on the item's own scale, flipped where reverse", |row| {
            exact(row)?.mean
        })
        .finish()
}

pub(super) fn groups<'a>(release: &'a Release, names: &Names<'a>) -> Table<'a> {
    type Group<'a> = Row<'a, app::report::GroupCell>;
    fn exact(row: &Group<'_>) -> Option<GroupFigures> {
        row.of.shown.exact().copied()
    }
    let by = release.grouping.and_then(|item| names.items.get(&item).copied());
    let options = by.map(|item| item.scale.options()).unwrap_or_default();
    let rows = release.groups.iter();
    let rows = rows.filter_map(|group| names.row(group.team, Some(group.item), group)).collect();
    TableOf::new("groups", "One team and item, of those who gave one answer to another", rows)
        .column("wave", Text, WAVE, wave_of(release))
        .column("team_id", Text, TEAM_ID, |row: &Group<'a>| row.team.team.to_string())
        .column("team", Text, TEAM, |row| row.team.name.as_str())
        .column("item", Text, ITEM, Row::item)
        .column(
            "grouping",
            Text,
            "Key of the item by whose answers people are grouped",
            move |_| by.map(|item| item.key.as_str()),
        )
        .column("group", Text, "What the group answered to it", move |row| {
            options.get(usize::from(row.of.option)).map(String::as_str)
        })
        .column("shown", Text, SHOWN, |row| shown(&row.of.shown))
        .column("reason", Text, REASON, |row| row.of.shown.withheld().map(|reason| reason.name()))
        .column("answered", Integer, "Answers of the group: n", |row| {
            let banded = row.of.shown.banded().map(|banded| banded.answered);
            exact(row).map(|figures| figures.answered).or(banded)
        })
        .column("favourable_answers", Integer, "Favourable answers: x", |row| {
            exact(row).map(|figures| figures.favourable)
        })
        .column("favourable", Number, "Share of favourable answers, x / n, 0 to 1", |row| {
            exact(row).map(|figures| figures.share)
        })
        .column("band", Text, BAND, |row| row.of.shown.banded().map(|banded| banded.band.name()))
        .column("process_interval_low", Number, "Lower end of Wilson's 95 % interval", |row| {
            low(exact(row).map(|figures| figures.interval))
        })
        .column("process_interval_high", Number, "Its upper end", |row| {
            high(exact(row).map(|figures| figures.interval))
        })
        .finish()
}

/// How many gave one answer.
struct Count<'a> {
    row: Row<'a, app::report::Cell>,
    value: String,
    answers: u32,
}

pub(super) fn distributions<'a>(release: &'a Release, names: &Names<'a>) -> Table<'a> {
    let counts = release.cells.iter().filter_map(|cell| {
        let counts = cell.shown.exact()?.distribution.as_ref()?;
        let row = names.row(cell.team, Some(cell.item), cell)?;
        let values = row.item.map(|item| values(&item.scale, counts.len())).unwrap_or_default();
        Some(counts.iter().zip(values).map(move |(&answers, value)| {
            let row = Row { team: row.team, item: row.item, of: row.of };
            Count { row, value, answers }
        }))
    });
    TableOf::new("distributions", "One answer of one team and item", counts.flatten().collect())
        .column("wave", Text, WAVE, wave_of(release))
        .column("team_id", Text, TEAM_ID, |count: &Count<'a>| count.row.team.team.to_string())
        .column("team", Text, TEAM, |count| count.row.team.name.as_str())
        .column("item", Text, ITEM, |count| count.row.item())
        .column("value", Text, "The answer: a number on the scale, or an option", |count| {
            count.value.clone()
        })
        .column("answers", Integer, "How many gave it", |count| count.answers)
        .finish()
}

/// What can be answered, in the order of a distribution.
fn values(scale: &Scale, count: usize) -> Vec<String> {
    match scale {
        Scale::Choice { options } | Scale::MultiChoice { options } => options.clone(),
        scale => {
            let least = scale.range().map_or(0, |(least, _)| least);
            (least..).take(count).map(|value| value.to_string()).collect()
        }
    }
}

pub(super) fn dimensions<'a>(release: &'a Release, names: &Names<'a>) -> Table<'a> {
    type Cell<'a> = Row<'a, app::report::DimensionCell>;
    fn exact<'a>(row: &Cell<'a>) -> Option<&'a DimensionFigures> {
        row.of.shown.exact()
    }
    let rows = release.dimensions.iter();
    let rows = rows.filter_map(|cell| names.row(cell.team, None, cell)).collect();
    TableOf::new("dimensions", "One team and dimension", rows)
        .column("wave", Text, WAVE, wave_of(release))
        .column("team_id", Text, TEAM_ID, |row: &Cell<'a>| row.team.team.to_string())
        .column("team", Text, TEAM, |row| row.team.name.as_str())
        .column("dimension", Text, DIMENSION, |row| row.of.dimension.name())
        .column("shown", Text, SHOWN, |row| shown(&row.of.shown))
        .column("reason", Text, REASON, |row| row.of.shown.withheld().map(|reason| reason.name()))
        .column(
            "answered",
            Integer,
            "Respondents who answered at least half of the dimension's items",
            |row| exact(row).map(|figures| figures.answered),
        )
        .column("score", Number, "Mean over them of the mean of their items, 0 to 100", |row| {
            exact(row).map(|figures| figures.score)
        })
        .column("deviation", Number, "Standard deviation over them (n - 1)", |row| {
            exact(row).map(|figures| figures.deviation)
        })
        .column("interval_low", Number, "Lower end of the score's 95 % interval", |row| {
            low(exact(row).map(|figures| figures.interval))
        })
        .column("interval_high", Number, "Its upper end", |row| {
            high(exact(row).map(|figures| figures.interval))
        })
        .finish()
}

//! Figures that look like an organisation's: made here, the same on every run.

use app::{
    domain::{Dimension, ItemId, ItemVersionId, Period, ProgramId, Scale, TeamId, WaveId},
    report::{
        CellFigures, DimensionFigures, Interval, ReleaseItem, ReleaseTeam, Shown, Withheld,
        views::{Change, DimensionTrend, HeatCell, ItemRow, TeamRow, TrendPoint, WaveHead},
    },
};
use uuid::Uuid;

/// A number between 0 and 1 that depends on nothing but `seed`.
pub(crate) fn noise(seed: u64) -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    state ^= state >> 29;
    state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state ^= state >> 32;
    (state % 10_000) as f64 / 10_000.0
}

/// Quarter `index` from Q1 2025.
pub(crate) fn quarter(index: i16) -> Period {
    let part = u8::try_from(index.rem_euclid(4) + 1).unwrap_or(1);
    Period::quarter(2025 + index.div_euclid(4), part).expect("a quarter of these years")
}

/// Eight quarters up to Q4 2026.
pub(crate) fn head() -> WaveHead {
    let waves =
        (0..8).map(|index| (WaveId(Uuid::from_u128(index as u128)), quarter(index))).collect();
    WaveHead {
        program: ProgramId(Uuid::nil()),
        program_name: "Quarterly developer experience".into(),
        wave: WaveId(Uuid::from_u128(7)),
        period: quarter(7),
        minimum: 5,
        distribution_minimum: 10,
        comments_minimum: 10,
        imported: false,
        waves,
    }
}

const TEAMS: [(&str, i64, u32); 14] = [
    ("Northwind Engineering", 0, 178),
    ("Payments", 1, 41),
    ("Checkout", 2, 12),
    ("Ledger", 2, 14),
    ("Fraud and risk", 2, 9),
    ("Storefront", 1, 52),
    ("Search", 2, 17),
    ("Catalogue", 2, 19),
    ("Mobile apps", 2, 16),
    ("Platform", 1, 47),
    ("Build and delivery", 2, 13),
    ("Runtime", 2, 21),
    ("Data platform", 2, 5),
    ("Security", 1, 8),
];

/// The teams in reading order.
pub(crate) fn teams() -> Vec<TeamRow> {
    (1_u128..)
        .zip(TEAMS)
        .map(|(number, (name, depth, invited))| TeamRow {
            team: ReleaseTeam {
                team: TeamId(Uuid::from_u128(number)),
                parent: (depth > 0).then(|| TeamId(Uuid::from_u128(1))),
                name: name.into(),
                position: i64::try_from(number).unwrap_or_default(),
                depth,
                invited: Some(invited),
                participation: Some(if depth == 0 { 0.723 } else { 0.7 }),
                responses: (depth == 0).then_some(129),
            },
            within_reach: depth > 0 || number == 1,
        })
        .collect()
}

fn figures(score: f64, answered: u32) -> DimensionFigures {
    let half = 52.0 / f64::from(answered).sqrt();
    DimensionFigures {
        answered,
        score,
        deviation: 20.0,
        interval: Interval { low: (score - half).max(0.0), high: (score + half).min(100.0) },
    }
}

fn change(points: f64, half: f64) -> Change {
    let interval = Interval { low: points - half, high: points + half };
    Change { points, interval, since: quarter(6) }
}

/// The cells of one team.
pub(crate) fn heat(team: usize, columns: &[Dimension]) -> Vec<HeatCell> {
    let (_, depth, invited) = TEAMS[team];
    columns
        .iter()
        .enumerate()
        .map(|(column, _)| {
            let seed = (team * 31 + column * 7 + 3) as u64;
            let spread = if depth == 0 { 20.0 } else { 52.0 };
            let score = 60.0 + spread * (noise(seed) - 0.5) + 8.0 * (noise(column as u64) - 0.5);
            let shown = if invited < 6 {
                Shown::Withheld(Withheld::TooFewAnswers)
            } else if noise(seed + 1000) > 0.93 {
                Shown::Withheld(Withheld::WouldRevealOthers)
            } else {
                Shown::Exact(figures(score, invited * 7 / 10))
            };
            let points = 18.0 * (noise(seed + 500) - 0.5);
            let change = matches!(shown, Shown::Exact(_)).then(|| change(points, 7.0));
            HeatCell { shown, change }
        })
        .collect()
}

/// A dimension, where it starts, its slope, and the quarters withheld and without the team.
type Shape = (Dimension, f64, f64, &'static [i16], &'static [i16]);

/// The trends of one team: a riser, a faller, a flat one, and all kinds of gaps.
pub(crate) fn trends() -> Vec<DimensionTrend> {
    let shapes: [Shape; 6] = [
        (Dimension::Satisfaction, 54.0, 2.4, &[], &[]),
        (Dimension::FeedbackLoops, 71.0, -3.1, &[], &[]),
        (Dimension::Flow, 58.0, 0.0, &[3], &[]),
        (Dimension::Tooling, 62.0, 0.4, &[4, 5], &[0, 1]),
        (Dimension::Documentation, 44.0, 0.3, &[7], &[]),
        (Dimension::OnCall, 49.0, 1.0, &[0, 2, 4, 5], &[]),
    ];
    shapes
        .into_iter()
        .enumerate()
        .map(|(row, (dimension, start, slope, withheld, missing))| {
            let points = (0..8)
                .filter(|index| !missing.contains(index))
                .map(|index| {
                    let seed = (row * 100) as u64 + u64::try_from(index).unwrap_or_default();
                    let score = start + slope * f64::from(index) + 7.0 * (noise(seed) - 0.5);
                    let shown = if withheld.contains(&index) {
                        Shown::Withheld(Withheld::TooFewAnswers)
                    } else {
                        Shown::Exact(figures(score, 24))
                    };
                    TrendPoint { period: quarter(index), shown }
                })
                .collect();
            let change = match row {
                0 => Some(change(7.4, 6.0)),
                1 => Some(change(-8.2, 6.0)),
                4 => None,
                _ => Some(change(1.6, 6.0)),
            };
            let not_comparable = u32::try_from(missing.len()).unwrap_or_default();
            DimensionTrend { dimension, points, change, not_comparable }
        })
        .collect()
}

/// The figures of a number scale from the counts of its values.
pub(crate) fn cell(scale: &Scale, counts: &[u32], distribution: bool) -> CellFigures {
    let answered: u32 = counts.iter().sum();
    let figures = CellFigures {
        answered,
        distribution: distribution.then(|| counts.to_vec()),
        ..CellFigures::default()
    };
    let Some(((lowest, highest), from)) = scale.range().zip(scale.favourable_from()) else {
        return figures;
    };
    let valued = || (lowest..).zip(counts.iter().copied());
    let favourable: u32 =
        valued().filter(|(value, _)| *value >= from).map(|(_, count)| count).sum();
    let n = f64::from(answered);
    let share = f64::from(favourable) / n;
    let mean = valued().map(|(value, count)| f64::from(value) * f64::from(count)).sum::<f64>() / n;
    let centre = (share + 1.92 / n) / (1.0 + 3.84 / n);
    let half = 1.96 / (1.0 + 3.84 / n) * (share * (1.0 - share) / n + 0.96 / (n * n)).sqrt();
    CellFigures {
        favourable: Some(favourable),
        share: Some(share),
        process_interval: Some(Interval { low: centre - half, high: centre + half }),
        score: Some(100.0 * (mean - f64::from(lowest)) / f64::from(highest - lowest)),
        mean: Some(mean),
        ..figures
    }
}

fn item(
    number: u128,
    dimension: Dimension,
    wording: &str,
    scale: Scale,
    reverse: bool,
) -> ReleaseItem {
    ReleaseItem {
        item: ItemId(Uuid::from_u128(number)),
        version: ItemVersionId(Uuid::from_u128(number)),
        series: 1,
        key: format!("item-{number}"),
        wording: wording.into(),
        dimension,
        scale,
        reverse,
        position: i64::try_from(number).unwrap_or_default(),
    }
}

/// A question with the counts of its answers now and before.
type Asked = (ReleaseItem, Option<&'static [u32]>, Option<&'static [u32]>);

/// The questions of one team.
pub(crate) fn items() -> Vec<ItemRow> {
    let options =
        ["Not at all", "A few times", "Most weeks", "Every day"].map(str::to_owned).to_vec();
    let choice = Scale::Choice { options };
    let loops = Dimension::FeedbackLoops;
    let rows: Vec<Asked> = vec![
        (
            item(
                1,
                loops,
                "When a test fails, I can tell from its output what to fix.",
                Scale::Likert5,
                false,
            ),
            Some(&[1, 3, 5, 11, 4]),
            Some(&[2, 6, 7, 8, 2]),
        ),
        (
            item(
                2,
                loops,
                "I wait for builds so long that I lose the thread.",
                Scale::Likert5,
                true,
            ),
            Some(&[5, 8, 4, 5, 2]),
            Some(&[3, 6, 5, 7, 3]),
        ),
        (
            item(3, loops, "I trust a green build.", Scale::Likert7, false),
            None,
            Some(&[1, 1, 2, 5, 4, 6, 3]),
        ),
        (
            item(
                4,
                Dimension::Tooling,
                "How often did you use the deployment console last quarter?",
                choice,
                false,
            ),
            Some(&[3, 6, 9, 6]),
            None,
        ),
        (
            item(
                5,
                Dimension::Tooling,
                "The deployment console does what I expect.",
                Scale::Likert5,
                false,
            ),
            Some(&[0, 1, 1, 4, 1]),
            None,
        ),
        (
            item(
                6,
                Dimension::PlatformSupport,
                "All in all, how satisfied are you with the support you got?",
                Scale::Scale10,
                false,
            ),
            Some(&[0, 1, 0, 1, 2, 2, 4, 7, 4, 3]),
            Some(&[0, 0, 1, 1, 2, 3, 5, 6, 3, 3]),
        ),
        (
            item(
                7,
                Dimension::Satisfaction,
                "How likely are you to recommend working here to a friend?",
                Scale::Nps,
                false,
            ),
            Some(&[0, 0, 1, 0, 1, 2, 2, 4, 6, 5, 3]),
            None,
        ),
    ];
    rows.into_iter()
        .map(|(item, now, before)| {
            let shown = |counts: &[u32]| {
                let distribution = counts.iter().sum::<u32>() >= 10;
                Shown::Exact(cell(&item.scale, counts, distribution))
            };
            let now = now.map_or(Shown::Withheld(Withheld::TooFewAnswers), shown);
            let before = before.map(|counts| (quarter(6), shown(counts)));
            ItemRow {
                now,
                before,
                item,
                change: None,
                composition: None,
                trend: None,
                net_promoter: None,
            }
        })
        .collect()
}

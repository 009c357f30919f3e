//! The results pages: overview, team and item.

use crate::sample::{self, cell, head, heat, items, noise, quarter, teams, trends};
use app::{
    charts::*,
    components::*,
    domain::{Dimension, Scale},
    report::{
        Shown, Withheld,
        views::{DimensionRow, ItemTeamRow},
    },
};
use leptos::prelude::*;

/// The overview.
pub(crate) fn overview() -> AnyView {
    let columns = Dimension::ALL.to_vec();
    let organisation = heat(0, &columns);
    let rows = columns
        .iter()
        .zip(&organisation)
        .map(|(dimension, cell)| DimensionRow {
            dimension: *dimension,
            now: cell.shown.clone(),
            change: cell.change,
        })
        .collect();
    let map =
        teams().into_iter().enumerate().map(|(index, row)| (row, heat(index, &columns))).collect();
    view! {
        <Page
            title="Results"
            heading="Northwind Engineering"
            eyebrow="Quarterly developer experience · Q4 2026"
            lead="129 of 178 people took part. Satisfaction is steady; documentation is where most is to be gained."
            actions=view! { <a class="button button-secondary" href="#">"Q3 2026"</a> }.into_any()
        >
            <ResponseBar team=teams().remove(0).team/>
            <section class="section">
                <h2>"Dimensions"</h2>
                <DimensionRows head=head() whose="Northwind Engineering" rows/>
            </section>
            <section class="section">
                <h2>"Teams"</h2>
                <p class="section-lead">"Every team you may see, in the order of the organisation."</p>
                <HeatMap head=head() columns rows=map link=|_| "team.html".to_owned()/>
            </section>
        </Page>
    }
    .into_any()
}

/// A team.
pub(crate) fn team() -> AnyView {
    view! {
        <Page
            title="Checkout"
            eyebrow="Quarterly developer experience · Q4 2026"
            breadcrumbs=vec![Crumb::new("Results", "#"), Crumb::plain("Northwind Engineering"), Crumb::new("Payments", "#")]
        >
            <ResponseBar team=teams().remove(2).team/>
            <section class="section">
                <h2>"Over time"</h2>
                <DimensionTrends
                    head=head()
                    team="Checkout"
                    trends=trends()
                    look_instead=Some(("Payments".into(), "#".into()))
                />
            </section>
            <section class="section">
                <h2>"Questions"</h2>
                <ItemRows
                    caption="Questions of Checkout, Q4 2026"
                    rows=items()
                    minimum=5
                    distribution_minimum=10
                    look_instead=None
                    link=|_| "item.html".to_owned()
                />
            </section>
        </Page>
    }
    .into_any()
}

/// An item.
pub(crate) fn item() -> AnyView {
    let scale = Scale::Scale10;
    let counts = |seed: u64, people: f64| -> Vec<u32> {
        let weight = |value: u64| (-((value as f64 - 6.4 - 2.0 * noise(seed)).powi(2)) / 6.0).exp();
        (0..10)
            .map(|value| (people * 0.24 * weight(value) + noise(seed + value) * 0.8) as u32)
            .collect()
    };
    let trend = [(0, 97.0), (2, 93.0), (4, 102.0), (6, 99.0), (7, 110.0)]
        .into_iter()
        .map(|(index, people)| {
            let seed = 77 + u64::try_from(index).unwrap_or_default();
            (quarter(index), Shown::Exact(cell(&scale, &counts(seed, people), true)))
        })
        .collect();
    let rows = teams()
        .into_iter()
        .enumerate()
        .map(|(index, team)| {
            let people = f64::from(team.team.invited.unwrap_or_default());
            let shown = if people < 9.0 {
                Shown::Withheld(Withheld::TooFewAnswers)
            } else if index == 6 {
                Shown::Withheld(Withheld::WouldRevealOthers)
            } else {
                Shown::Exact(cell(&scale, &counts(index as u64, people), true))
            };
            ItemTeamRow { team, shown, change: None }
        })
        .collect();
    view! {
        <Page
            title="Overall support"
            heading="All in all, how satisfied are you with the support you got?"
            eyebrow="Platform team support · asked since Q1 2025"
            breadcrumbs=vec![Crumb::new("Results", "#")]
        >
            <section class="section">
                <h2>"Over the quarters"</h2>
                <ItemTrend whose="Northwind Engineering" head=head() trend verdict=None/>
            </section>
            <section class="section">
                <h2>"Teams"</h2>
                <ItemTeamRows caption="Share of favourable answers by team" scale rows minimum=5 link=|_| "#".to_owned()/>
            </section>
            <section class="section">
                <h2>"Withheld"</h2>
                <WithheldNote reason=Withheld::TooFewAnswers minimum=5 look_instead=Some(("Payments".into(), "#".into()))/>
            </section>
        </Page>
    }
    .into_any()
}

/// The item page of a question whose answers are words.
pub(crate) fn choice() -> AnyView {
    let row = sample::items().remove(3);
    let rows = teams()
        .into_iter()
        .enumerate()
        .map(|(index, team)| {
            let shown = match index % 4 {
                2 => Shown::Withheld(Withheld::TooFewAnswers),
                3 => Shown::Exact(cell(&row.item.scale, &[1, 2, 2, 2], false)),
                _ => Shown::Exact(cell(&row.item.scale, &[3, 7, 9, 6], true)),
            };
            ItemTeamRow { team, shown, change: None }
        })
        .collect();
    view! {
        <Page title="Deployment console" heading=row.item.wording.clone()>
            <ItemTeamRows caption="Answers by team" scale=row.item.scale rows minimum=5 link=|_| "#".to_owned()/>
        </Page>
    }
    .into_any()
}

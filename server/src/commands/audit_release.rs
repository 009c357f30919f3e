//! `soundings audit-release`: attacks a published wave with everything that it shows.

use super::{open_services, published, wave_id};
use crate::{
    cli::AuditReleaseArgs,
    config::Config,
    disclosure::{
        audit::{Audit, Auditor, Group},
        cost::Cost,
    },
    service::results::reach_of_each,
};
use app::{domain::TeamId, report::Release};
use std::process::ExitCode;

/// Most findings of a kind that are listed.
const LISTED: usize = 20;

/// Prints the smallest group that each kind of viewer could isolate, and what is withheld for
/// that. Exit code 1 where a group is smaller than the policy allows.
///
/// # Errors
/// When there is no such wave, or it is not published.
pub async fn run(config: &Config, args: AuditReleaseArgs) -> anyhow::Result<ExitCode> {
    let id = wave_id(&args.wave)?;
    let services = open_services(config).await?;
    let release = published(&services, id).await?;
    let before = services.release_before(id).await?;
    let auditor = Auditor::new(&release, before.as_ref());
    println!(
        "{} teams, {} questions, changes since {}.",
        release.teams.len(),
        release.items.len(),
        before.as_ref().map_or_else(|| "nothing".to_owned(), |before| before.period.to_string())
    );
    let all = auditor.look_at_all();
    let mut holds = true;
    let kinds = [
        ("Researchers and administrators", all.clone()),
        ("Managers, each of one team", each(&release, &auditor, true)?),
        ("Developers, each of one team", each(&release, &auditor, false)?),
    ];
    for (who, audit) in kinds {
        holds &= audit.holds();
        let smallest = audit.smallest.as_ref().map(|group| described(&release, group));
        let smallest = smallest.unwrap_or_else(|| "none, as nothing is shown".to_owned());
        println!("{who}: {} attacks; smallest group {smallest}.", audit.tried);
    }
    list("Smaller than the policy allows", &all.too_small, |it| described(&release, it));
    list("Scores of groups that are of one mind", &all.of_one_mind, |it| described(&release, it));
    list("Changes that give something away", &all.telltales, |it| {
        format!("{}, {}: {}", name(&release, it.team), it.item, it.what)
    });
    println!("{}", costs(&services.withheld(id).await?));
    Ok(if holds {
        println!("No group of fewer than {} could be isolated.", release.policy.minimum);
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What people of one role could work out, each by themselves.
fn each(release: &Release, auditor: &Auditor<'_>, manager: bool) -> anyhow::Result<Audit> {
    let mut audit = Audit::default();
    for teams in reach_of_each(release, manager)? {
        audit.add(auditor.look(&teams));
    }
    Ok(audit)
}

fn costs(cost: &Cost) -> String {
    let of = |part: u64, all: u64| {
        if all == 0 { 0.0 } else { 100.0 * part as f64 / all as f64 }
    };
    let Cost { all, withheld, by_families } = *cost;
    format!(
        "Withheld: {} of {} cells with answers ({:.1} %) and {:.1} % of the answers in them. \
         Withholding whole families of teams would take {} cells ({:.1} %) and {:.1} % of the answers.",
        withheld.cells,
        all.cells,
        of(withheld.cells, all.cells),
        of(withheld.answers, all.answers),
        by_families.cells,
        of(by_families.cells, all.cells),
        of(by_families.answers, all.answers),
    )
}

fn list<T>(title: &str, found: &[T], describe: impl Fn(&T) -> String) {
    if found.is_empty() {
        return;
    }
    println!("{title}:");
    for one in found.iter().take(LISTED) {
        println!("  {}", describe(one));
    }
    if found.len() > LISTED {
        println!("  and {} more", found.len() - LISTED);
    }
}

fn described(release: &Release, group: &Group) -> String {
    format!("{} in what is left of {}, {}", group.people, name(release, group.team), group.of)
}

fn name(release: &Release, team: TeamId) -> &str {
    let team = release.teams.iter().find(|other| other.team == team);
    team.map_or("a team", |team| team.name.as_str())
}

//! `soundings audit-release`: attacks a published wave with everything that it shows.

use super::release_of;
use crate::{
    cli::AuditReleaseArgs,
    config::Config,
    disclosure::audit::{Group, audit},
};
use app::report::Release;
use std::process::ExitCode;

/// Most groups of a kind that are listed.
const LISTED: usize = 20;

/// Prints the smallest group that subtracting published figures leaves. Exit code 1 where one is
/// smaller than the policy allows.
///
/// # Errors
/// When there is no such wave, or it is not published.
pub async fn run(config: &Config, args: AuditReleaseArgs) -> anyhow::Result<ExitCode> {
    let release = release_of(config, &args.wave).await?;
    let audit = audit(&release);
    println!(
        "{} teams, {} questions; {} groups that published figures leave when they are subtracted.",
        release.teams.len(),
        release.items.len(),
        audit.tried
    );
    match &audit.smallest {
        Some(group) => println!("The smallest: {}.", described(&release, group)),
        None => println!("Nothing is shown, so no group can be isolated."),
    }
    list(&release, "Smaller than the policy allows", &audit.too_small);
    list(&release, "Scores of groups that are of one mind", &audit.of_one_mind);
    Ok(if audit.holds() {
        println!("No group of fewer than {} could be isolated.", release.policy.minimum);
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn list(release: &Release, title: &str, groups: &[Group]) {
    if groups.is_empty() {
        return;
    }
    println!("{title}:");
    for group in groups.iter().take(LISTED) {
        println!("  {}", described(release, group));
    }
    if groups.len() > LISTED {
        println!("  and {} more", groups.len() - LISTED);
    }
}

fn described(release: &Release, group: &Group) -> String {
    let team = release.teams.iter().find(|team| team.team == group.team);
    let name = team.map_or("a team", |team| team.name.as_str());
    format!("{} in what is left of {name}, {}", group.people, group.of)
}

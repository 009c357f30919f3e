//! `soundings import roster`: brings in who is on which team.

use super::{BadInput, open_services};
use crate::{
    cli::ImportRosterArgs,
    config::Config,
    import::{
        roster::read,
        roster_plan::{RosterPlan, Who},
    },
};
use anyhow::Context;
use std::{fmt::Write, fs, process::ExitCode};

/// Most lines of each list that are printed.
const MOST_LINES: usize = 200;

/// Shows what the file would change; with `--apply`, changes it, all or nothing.
///
/// Everything is written in one transaction: whoever stops the program in the middle, or pulls the
/// plug, has changed nothing.
///
/// # Errors
/// When the file cannot be read or has problems (all of them at once, exit code 2).
pub async fn run(config: &Config, args: ImportRosterArgs) -> anyhow::Result<ExitCode> {
    let shown = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("cannot read {shown}"))?;
    let file = read(&bytes).map_err(|problems| {
        BadInput(format!("{shown} has problems, so nothing was changed\n{problems}"))
    })?;
    println!("{shown}: {} people, read as {}", file.people.len(), file.read_as);
    for warning in &file.warnings {
        println!("warning: {warning}");
    }
    let services = open_services(config).await?;
    let plan = if args.apply {
        let name = args.file.file_name().unwrap_or_default().to_string_lossy();
        services.import_roster(file, &name).await?
    } else {
        services.roster_plan(file).await?.into()
    };
    print!("{}", in_words(&plan));
    println!(
        "{}",
        match (plan.is_empty(), args.apply) {
            (true, _) => "The roster is already like this; there is nothing to change.",
            (false, true) => "All of this is applied now.",
            (false, false) => "Nothing was changed. Add --apply to apply all of this.",
        }
    );
    Ok(ExitCode::SUCCESS)
}

/// A plan as people read it in a terminal: the counts first, then what is in each.
fn in_words(plan: &RosterPlan) -> String {
    let mut text = Text(String::new());
    for warning in &plan.warnings {
        text.line(&format!("warning: {warning}"));
    }
    let counts = [
        ("join", plan.joins.len()),
        ("change team", plan.moves.len()),
        ("leave", plan.leaves.len()),
        ("keep access, lose their team", plan.stays.len()),
        ("come back", plan.returns.len()),
        ("change name", plan.renames.len()),
        ("become or cease to be manager", plan.manager_changes.len()),
        ("change attributes", plan.attribute_changes.len()),
        ("stay as they are", plan.unchanged),
        ("new teams", plan.new_teams.len()),
        ("reopened teams", plan.reopened_teams.len()),
        ("teams without anybody afterwards", plan.emptied_teams.len()),
    ];
    for (what, count) in counts {
        text.line(&format!("{count:>8} {what}"));
    }
    let place = |path: &Option<app::domain::TeamPath>| {
        path.as_ref().map_or_else(|| "no team".to_owned(), ToString::to_string)
    };
    text.list("Leave", &plan.leaves, |it| format!("{} from {}", person(&it.who), place(&it.from)));
    text.list("Keep access, lose their team", &plan.stays, |it| {
        format!("{} from {}", person(&it.who), place(&it.from))
    });
    text.list("Join", &plan.joins, |it| {
        let manager = if it.manager { ", manager" } else { "" };
        format!("{} <{}> in {}{manager}", it.name, it.email, it.team)
    });
    text.list("Come back", &plan.returns, person);
    text.list("Change team", &plan.moves, |it| {
        format!("{} from {} to {}", person(&it.who), place(&it.from), it.to)
    });
    text.list("Managers", &plan.manager_changes, |it| {
        let what = if it.manager { "becomes manager" } else { "is no longer manager" };
        format!("{} {what}", person(&it.who))
    });
    text.list("New teams", &plan.new_teams, ToString::to_string);
    text.list("Reopened teams", &plan.reopened_teams, |it| it.path.to_string());
    text.list("Teams without anybody afterwards", &plan.emptied_teams, |it| it.path.to_string());
    text.list("New names", &plan.renames, |it| {
        format!("{}, until now {}", person(&it.who), it.from)
    });
    text.list("Attributes", &plan.attribute_changes, |it| person(&it.who));
    text.0
}

fn person(who: &Who) -> String {
    format!("{} <{}>", who.name, who.email)
}

struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn list<T>(&mut self, title: &str, all: &[T], line: impl Fn(&T) -> String) {
        if all.is_empty() {
            return;
        }
        self.line(&format!("\n{title}: {}", all.len()));
        for one in all.iter().take(MOST_LINES) {
            // Writing into a text cannot fail.
            let _ = writeln!(self.0, "  {}", line(one));
        }
        if all.len() > MOST_LINES {
            self.line(&format!("  and {} more", all.len() - MOST_LINES));
        }
    }
}

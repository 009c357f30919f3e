//! `soundings admin create`: makes somebody an admin, whoever they are now.

use super::{BadInput, open_services};
use crate::{cli::AdminCreateArgs, config::Config, service::Error};
use anyhow::Context;
use std::{io::Read, process::ExitCode};

/// Makes an admin and prints a one-time link, or sets the password from standard input.
///
/// # Errors
/// When the address or the password won't do, or the database is not to be had.
pub async fn run(config: &Config, args: AdminCreateArgs) -> anyhow::Result<ExitCode> {
    let password = if args.password_stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("cannot read the password")?;
        Some(text.trim_end_matches(['\r', '\n']).to_owned())
    } else {
        None
    };
    let services = open_services(config).await?;
    let created = services.create_admin(&args.email, &args.name, password.as_deref()).await;
    let person = created.map_err(explain)?;
    if password.is_some() {
        println!("{} is an admin now, and signs in with the password given.", person.email);
        return Ok(ExitCode::SUCCESS);
    }
    let link = services.invite(None, person.id).await.map_err(explain)?;
    println!(
        "{} is an admin now. To sign in once and choose a password:\n{}",
        person.email, link.url
    );
    if link.sent {
        println!("The link was sent to them, too.");
    } else if link.mail_failed {
        println!("It could not be sent to them: the mail server did not take the e-mail.");
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(problems) => {
            let texts: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            anyhow::Error::new(BadInput(texts.join("\n")))
        }
        other => other.into(),
    }
}

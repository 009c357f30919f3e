//! The program `soundings`: reads the command line and hands over to `commands`.

use clap::Parser;
use soundings::{
    cli::{AdminCommand, Cli, Command, ExportCommand, ImportCommand},
    commands,
    config::Config,
    logging,
};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let with_causes = cli.common.verbose || std::env::var_os("RUST_LOG").is_some();
    run(cli).unwrap_or_else(|error| {
        eprint!("{}", commands::describe(&error, with_causes));
        ExitCode::from(commands::exit_code(&error))
    })
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    // Files in, figures out: a configuration, good or bad, has no part in it.
    if let Command::Analyze(args) = &cli.command {
        return commands::analyze::run(args);
    }
    // A variable that isn't Unicode can't be one of ours.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let config = Config::load(cli.settings(), cli.common.config.as_deref(), environment)?;
    let usual = cli.usual_log_level();
    logging::start(config.log_format, config.log_level.as_deref().unwrap_or(usual));
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let code = runtime.block_on(async {
        match cli.command {
            Command::Serve(_) => commands::serve::run(&config).await,
            Command::Migrate => commands::migrate::run(&config).await,
            Command::Admin(AdminCommand::Create(args)) => commands::admin::run(&config, args).await,
            Command::Import(ImportCommand::Roster(args)) => {
                commands::import_roster::run(&config, args).await
            }
            Command::Import(ImportCommand::Survey(args)) => {
                commands::import_survey::run(&config, args).await
            }
            Command::Export(ExportCommand::Release(args)) => {
                commands::export::run(&config, args).await
            }
            Command::Analyze(args) => commands::analyze::run(&args),
            Command::AuditRelease(args) => commands::audit_release::run(&config, args).await,
            Command::VerifyWave(args) => commands::verify_wave::run(&config, args).await,
            Command::Demo(_) => commands::demo::run(&config).await,
        }
    });
    // Whatever still runs on a thread of its own was told to stop twice, or has nobody to wait for.
    runtime.shutdown_background();
    code
}

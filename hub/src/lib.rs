//! The command line of Crosscheck. It reads files, asks core, and shows or writes what core says.
//!
//! One file a command. No rule lives here: a threshold, a verdict or an order computed in this crate is a mistake.

mod assign;
mod bundle;
mod campaign;
pub mod console;
mod context;
mod demo;
mod draw;
mod estimate;
mod evidence;
pub mod export;
mod frame;
mod help;
mod judge;
mod layout;
mod pack;
mod rectify;
mod report;
pub mod serve;
mod usage;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crosscheck_core::Lang;

use crate::context::{Context, Outcome};

/// Cross-inspection: checklists, draws anyone can repeat, judgement and documents.
#[derive(Debug, Parser)]
#[command(name = "crosscheck", version)]
struct Cli {
    /// Language of everything shown: zh or en. Without it, the system's.
    #[arg(long, global = true, value_enum)]
    lang: Option<context::LangArg>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look at a frame: rows, columns, hash, problems.
    Frame(frame::Args),
    /// Freeze a plan, roll a draw, verify and show its certificate.
    Draw(draw::Args),
    /// Choose leaders, freeze groups and zones, roll who goes where.
    Assign(assign::Args),
    /// Say how far a rate speaks for the rest.
    Estimate(estimate::Args),
    /// List, show, check, export and print checklists.
    Pack(pack::Args),
    /// Judge a filled sheet.
    Judge(judge::Args),
    /// Make a campaign's folder from its files.
    Init(campaign::init::Args),
    /// Open a database whose key was lost.
    Recover(campaign::recover::Args),
    /// Rebuild and compare a campaign's log.
    Log(campaign::log::Args),
    /// Take self-check sheets of places.
    #[command(name = "selfcheck")]
    SelfCheck(campaign::self_check::Args),
    /// Write, import and show bundles.
    Bundle(bundle::Args),
    /// Export a visit with its evidence, and check such a package.
    Evidence(evidence::Args),
    /// List and show visits.
    Visit(campaign::visit::Args),
    /// Draft reports, ledgers and letters.
    Report(report::Args),
    /// Write a campaign's data as tables.
    Export(export::Args),
    /// Keep the list of what is to be mended.
    Rectify(rectify::Args),
    /// Serve a campaign's hub.
    Serve(serve::command::Args),
    /// Make a one-time link to the hub's pages.
    Admin(console::command::Args),
    /// Invite a phone or a laptop.
    Invite(serve::phones::Invite),
    /// List and end phones.
    Devices(serve::phones::Devices),
    /// Certify hubs, and take it back.
    Hub(serve::hubs::Args),
    /// Copy a hub while it runs.
    Backup(serve::keep::Backup),
    /// Put a backup back.
    Restore(serve::keep::Restore),
    /// Let a folder put back from a backup write again.
    Resume(serve::resume::Resume),
    /// Say how a hub stands.
    Status(serve::status::Status),
    /// Take up an invitation with a laptop.
    Join(serve::join::Join),
    /// Enrol a phone or a laptop that shows its card, without a network.
    Enrol(serve::enrol::Enrol),
    /// Exchange with the hub that invited.
    Sync(serve::join::Sync),
    /// Prepare a whole cross-inspection on real input and judge a filled checklist.
    Demo(demo::Args),
}

/// The whole command tree with its words in a language.
#[must_use]
pub fn command(lang: Lang) -> clap::Command {
    help::localize(Cli::command(), lang)
}

/// Codes of help texts and examples the tables lack: what the test of completeness asks.
#[must_use]
pub fn missing_words() -> Vec<String> {
    help::missing_words(&Cli::command())
}

/// Runs the command named by the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    let lang = context::language_of_arguments();
    let context = Context::new(lang);
    let parsed = command(lang)
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = parsed.unwrap_or_else(|error| usage::exit(error, &context));
    let outcome = match cli.command {
        Command::Frame(args) => frame::run(args, &context),
        Command::Draw(args) => draw::run(args, &context),
        Command::Assign(args) => assign::run(args, &context),
        Command::Estimate(args) => estimate::run(args, &context),
        Command::Pack(args) => pack::run(args, &context),
        Command::Judge(args) => judge::run(args, &context),
        Command::Init(args) => campaign::init::run(&args, &context),
        Command::Recover(args) => campaign::recover::run(&args, &context),
        Command::Log(args) => campaign::log::run(&args, &context),
        Command::SelfCheck(args) => campaign::self_check::run(&args, &context),
        Command::Bundle(args) => bundle::run(&args, &context),
        Command::Evidence(args) => evidence::run(&args, &context),
        Command::Visit(args) => campaign::visit::run(&args, &context),
        Command::Report(args) => report::run(&args, &context),
        Command::Export(args) => export::run(&args, &context),
        Command::Rectify(args) => rectify::run(&args, &context),
        Command::Serve(args) => serve::command::run(&args, &context),
        Command::Admin(args) => console::command::run(&args, &context),
        Command::Invite(args) => serve::phones::invite(&args, &context),
        Command::Devices(args) => serve::phones::devices(&args, &context),
        Command::Hub(args) => serve::hubs::run(&args, &context),
        Command::Backup(args) => serve::keep::backup(&args, &context),
        Command::Restore(args) => serve::keep::restore(&args, &context),
        Command::Resume(args) => serve::resume::resume(&args, &context),
        Command::Status(args) => serve::status::status(&args, &context),
        Command::Join(args) => serve::join::join_folder(&args, &context),
        Command::Enrol(args) => serve::enrol::enrol(&args, &context),
        Command::Sync(args) => serve::join::sync(&args, &context),
        Command::Demo(args) => demo::run(args, &context),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CheckFailed) => ExitCode::from(1),
        Err(error) => context.report(&error),
    }
}

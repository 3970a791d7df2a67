//! `crosscheck export data`: a campaign as plain tables, each a CSV file, with a Frictionless data package that names
//! columns, rows and hashes, and all of them in one workbook.
//!
//! `rows` walks through the campaign once, a site at a time; `tables` writes what it hands out as it comes. The folder
//! appears whole or not at all.

mod rows;
mod tables;

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::report::data::Dataset;

use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};
use crate::serve::keep::made_whole;

pub use rows::{Step, rows};
pub use tables::{Table, Written, tables};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write the tables of a campaign.
    Data(Data),
}

#[derive(Debug, clap::Args)]
struct Data {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Folder to make
    #[arg(long)]
    out: PathBuf,
}

pub(crate) fn run(args: &Args, context: &Context) -> Run {
    let Command::Data(args) = &args.command;
    let campaign = Campaign::open(&args.dir)?;
    let bar = context.progress(0, "export-progress");
    let step = |step: Step| {
        bar.set_length(step.visits as u64);
        bar.set_position(step.done as u64);
    };
    let asked = (&campaign.notebook, &campaign.packs, context.lang);
    let written = made_whole(&args.out, |folder| tables(asked, folder, &mut { step }))?;
    bar.finish_and_clear();
    for (table, of) in Dataset::ALL.iter().zip(&written.tables) {
        let told = Sentence::new("export-table").with("table", table.name());
        context.tell(&told.with("count", of.rows));
        if of.sheets.len() > 1 {
            let told = Sentence::new("export-sheets").with("count", of.sheets.len());
            context.tell(&told.with("sheets", of.sheets.join(", ")));
        }
    }
    context.tell(&Sentence::new("export-done").with("dir", args.out.display()));
    if written.cut > 0 {
        context.note(&Sentence::new("export-cut").with("count", written.cut));
    }
    context.note(&Sentence::new("export-notice"));
    Ok(Outcome::Done)
}

//! `crosscheck assign`: leaders by a named rule, groups and zones frozen, who goes where rolled and verified.
//!
//! One file a subcommand. This crate brings the tables and the digits; every rule is core's.

mod freeze;
mod leaders;
mod roll;
mod verify;

use std::path::Path;

use clap::Subcommand;
use crosscheck_core::draw::assign::{Groups, Roster, Zones};
use crosscheck_core::table::{self, Table};
use crosscheck_core::{Error, Sentence};

use crate::context::{Context, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Choose the provinces that lead a group, by a named rule.
    Leaders(leaders::Args),
    /// Prove that groups and zones can be matched, freeze them and print the commitment.
    Freeze(freeze::Args),
    /// Turn rolled digits into who goes where.
    Roll(roll::Args),
    /// Roll again and name what differs.
    Verify(verify::Args),
}

pub fn run(args: Args, context: &Context) -> Run {
    match args.command {
        Command::Leaders(args) => leaders::run(args, context),
        Command::Freeze(args) => freeze::run(args, context),
        Command::Roll(args) => roll::run(&args, context),
        Command::Verify(args) => verify::run(&args, context),
    }
}

fn open(path: &Path) -> Result<Table, Error> {
    table::read(&file_name(path), &read(path)?, None)
}

fn roster(path: &Path) -> Result<Roster, Error> {
    Roster::read(&open(path)?)
}

fn zones(path: &Path) -> Result<Zones, Error> {
    Zones::read(&open(path)?)
}

/// Who goes where, as a table.
fn show(groups: &Groups, context: &Context) {
    let header = ["group", "zone", "provinces"];
    let header = header.map(|column| context.say(&Sentence::new("assign-column").with("column", column)));
    let rows: Vec<Vec<String>> = groups
        .assignments
        .iter()
        .map(|row| vec![row.group.clone(), row.zone.clone(), row.provinces.join("、")])
        .collect();
    context.table(&header, &rows, &[]);
}

//! `crosscheck frame`: look at a frame before a plan is made of it.

use std::path::PathBuf;

use clap::Subcommand;
use crosscheck_core::draw::{Columns, Frame};
use crosscheck_core::table::{self, Table};
use crosscheck_core::{Error, Sentence, canonical};

use crate::context::{Context, Outcome, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Rows, columns, hash and every problem of a frame.
    Check(Check),
}

#[derive(Debug, clap::Args)]
struct Check {
    /// The frame, CSV or XLSX
    frame: PathBuf,
    /// The column of the ids; the first one if left out
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
}

pub fn run(args: Args, context: &Context) -> Run {
    let Command::Check(args) = args.command;
    let bar = context.progress(2, "frame-progress");
    let bytes = read(&args.frame)?;
    let table = table::read_as_written(&file_name(&args.frame), &bytes, None)?;
    bar.inc(1);
    let id = args.id.clone().unwrap_or_else(|| table.columns[0].clone());
    table.require(&id)?;
    let mut rows = shape(&table, context);
    rows.push((
        context.word("frame-file-hash"),
        format!("sha256:{}", canonical::sha256_hex(&bytes)),
    ));
    rows.push((context.word("frame-id-column"), id.clone()));
    let frame = Frame::from_table(table, &Columns::of_id(&id));
    bar.finish_and_clear();
    if let Ok(frame) = &frame {
        rows.push((context.word("frame-hash"), format!("sha256:{}", frame.hash())));
    }
    let cells: Vec<Vec<String>> = rows.into_iter().map(|(word, text)| vec![word, text]).collect();
    context.table(&[context.word("frame-file"), file_name(&args.frame)], &cells, &[]);
    context.warn(&table::look(&file_name(&args.frame), &bytes));
    Ok(frame.map_or_else(|error| problems(&error, context), |_| good(context)))
}

fn shape(table: &Table, context: &Context) -> Vec<(String, String)> {
    let comma = context.word("list-comma");
    let columns: Vec<&str> = table
        .columns
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    vec![
        (context.word("frame-rows"), table.rows.len().to_string()),
        (context.word("frame-columns"), columns.join(&comma)),
    ]
}

fn good(context: &Context) -> Outcome {
    context.print(&context.word("frame-good"));
    Outcome::Done
}

fn problems(error: &Error, context: &Context) -> Outcome {
    let heading = Sentence::new("frame-problems").with("count", error.problems.len());
    context.failed(&heading, error)
}

//! `crosscheck rectify places`: 三级重点地区, as a list from above with its document, and what was done about each.

use std::path::PathBuf;

use chrono::Datelike;
use clap::ValueEnum;
use crosscheck_core::lead::{list_places, record_measure};
use crosscheck_core::rectify::{Listing, Measure, MeasureKind, YEARLY};
use crosscheck_core::{Sentence, table, view};

use super::{Desk, Dir, read_day};
use crate::context::{Context, Outcome, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take a list of places.
    Import(Import),
    /// The places.
    List(List),
    /// Record a supervision, an interview or an order.
    Record(Record),
}

#[derive(Debug, clap::Args)]
struct Import {
    /// Table with columns unit, tier, since and document
    file: PathBuf,
    #[command(flatten)]
    dir: Dir,
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    dir: Dir,
    /// The year supervisions are counted in; this one without it
    #[arg(long)]
    year: Option<i32>,
}

/// What was done, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// 督导
    Supervision,
    /// 约谈
    Interview,
    /// 督办
    Order,
}

#[derive(Debug, clap::Args)]
struct Record {
    /// Id of the place
    unit: String,
    #[command(flatten)]
    dir: Dir,
    /// supervision, interview or order
    #[arg(long, value_enum)]
    kind: KindArg,
    /// The day
    #[arg(long)]
    on: String,
    /// Number of the document
    #[arg(long)]
    document: String,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::Import(args) => import(args, context),
        Command::List(args) => list(args, context),
        Command::Record(args) => record(args, context),
    }
}

fn import(args: &Import, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir.dir)?;
    desk.campaign.notebook.may_write()?;
    let table = table::read(&file_name(&args.file), &read(&args.file)?, None)?;
    let listings = Listing::read_all(&table)?;
    let changed = list_places(&mut desk.campaign.notebook, &listings)?;
    desk.campaign.notebook.seal()?;
    context.look_at(&[&args.file])?;
    let told = Sentence::new("rectify-places-taken").with("count", changed);
    context.tell(&told.with("same", listings.len() - changed));
    Ok(Outcome::Done)
}

fn list(args: &List, context: &Context) -> Run {
    let desk = Desk::open(&args.dir.dir)?;
    let year = args.year.unwrap_or_else(|| desk.today.year());
    let rows = view::listed(&desk.campaign.notebook, year);
    if rows.is_empty() {
        context.tell(&Sentence::new("rectify-places-none").with("dir", args.dir.dir.display()));
        return Ok(Outcome::Done);
    }
    let line = |row: &view::ListedRow| {
        let tiers = row.listings.iter().map(|one| context.say(&one.tier.word()));
        let documents = row.listings.iter().map(|one| format!("{} {}", one.document, one.since));
        let measures = row.measures.iter().map(|one| {
            let kind = context.say(&one.kind.word());
            format!("{} {kind} {}", one.on, one.document)
        });
        vec![
            desk.places.name(&row.unit),
            tiers.collect::<Vec<_>>().join(" ⇄ "),
            documents.collect::<Vec<_>>().join(" ⇄ "),
            measures.collect::<Vec<_>>().join("；"),
            row.supervised.to_string(),
            if row.too_few {
                context.say(&Sentence::new("rectify-too-few").with("least", YEARLY))
            } else {
                String::new()
            },
        ]
    };
    let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
    let header = [
        "rectify-column-place",
        "rectify-column-tier",
        "rectify-column-basis",
        "rectify-column-measures",
        "rectify-column-supervised",
        "rectify-column-note",
    ];
    context.table(&header.map(|code| context.word(code)), &lines, &[4]);
    Ok(Outcome::Done)
}

fn record(args: &Record, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir.dir)?;
    desk.campaign.notebook.may_write()?;
    let measure = Measure {
        kind: match args.kind {
            KindArg::Supervision => MeasureKind::Supervision,
            KindArg::Interview => MeasureKind::Interview,
            KindArg::Order => MeasureKind::Order,
        },
        on: read_day(&args.on)?,
        document: args.document.trim().to_owned(),
    };
    record_measure(&mut desk.campaign.notebook, &args.unit, &measure)?;
    desk.campaign.notebook.seal()?;
    context.warn(&desk.campaign.notebook.warned());
    context.tell(&Sentence::new("rectify-recorded").with("place", desk.places.name(&args.unit)));
    Ok(Outcome::Done)
}

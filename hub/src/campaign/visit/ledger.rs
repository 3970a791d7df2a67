//! `crosscheck visit ledger`: the check of a ledger; its entries are drawn with `visit draw`.

use clap::builder::PossibleValuesParser;
use crosscheck_core::change::Entity;
use crosscheck_core::field::{EntryVerdict, LEDGER, Ledger, check_ledger, mark_entry, things};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::view::{self, EntryRow, LedgerRow};
use crosscheck_core::{Error, Sentence};

use super::at::{At, List, Show, indicator, joined, mark, short, thing, warn};
use crate::context::{Context, Format, Outcome, Run};

/// Verdicts as they are typed.
const VERDICTS: [(&str, Option<EntryVerdict>); 4] = [
    ("complete", Some(EntryVerdict::Complete)),
    ("lacking", Some(EntryVerdict::Lacking)),
    ("contradictory", Some(EntryVerdict::Contradictory)),
    ("none", None),
];

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Begin the check of a ledger.
    Add(Add),
    /// Say what was found of a drawn entry.
    Mark(Mark),
    /// The ledgers of a visit, entry by entry.
    Show(Show),
}

fn verdicts() -> PossibleValuesParser {
    PossibleValuesParser::new(VERDICTS.map(|(code, _)| code))
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    at: At,
    /// What the ledger is called
    #[arg(long)]
    title: String,
    /// How its entries are numbered
    #[arg(long)]
    numbering: String,
    /// It is about persons: the host turns its pages
    #[arg(long)]
    persons: bool,
    /// The indicator it is checked for, as NUMBER/ID
    #[arg(long)]
    indicator: Option<String>,
    /// Which draw of kind `ledger` names its entries; without it the next one that is free
    #[arg(long)]
    draw: Option<u32>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Mark {
    #[command(flatten)]
    at: At,
    /// The number of the entry
    entry: u64,
    /// What was found: complete, lacking, contradictory, or none to take it back
    #[arg(long, value_parser = verdicts())]
    verdict: String,
    /// What is wanting, never what stands there
    #[arg(long, default_value = "")]
    why: String,
    /// The ledger: the first characters of its key, where the visit has several
    #[arg(long, default_value = "")]
    ledger: String,
}

pub(super) fn run(command: &Command, context: &Context) -> Run {
    match command {
        Command::Add(args) => add(args, context),
        Command::Mark(args) => mark_one(args, context),
        Command::Show(args) => show(args, context),
    }
}

/// The first draw of ledgers that no ledger has.
fn free(notebook: &Notebook, visit: &StreamName) -> Result<u32, Error> {
    let ledgers = view::ledgers(notebook, visit)?;
    let taken = ledgers.iter().map(|row| row.draw).max();
    Ok(taken.unwrap_or(0).saturating_add(1))
}

fn add(args: &Add, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let draw = match args.draw {
        Some(draw) => draw,
        None => free(&campaign.notebook, &visit)?,
    };
    let ledger = Ledger {
        draw,
        about_persons: args.persons,
        indicator: args
            .indicator
            .as_ref()
            .map(|code| indicator(&campaign, code))
            .transpose()?,
    };
    let begun = check_ledger(&mut campaign.notebook, &visit, &ledger, &args.title, &args.numbering)?;
    warn(context, &[&args.title, &args.numbering]);
    context.tell(&Sentence::new("method-ledger-added").with("key", &*begun.key));
    let next = Sentence::new("method-ledger-next")
        .with("kind", LEDGER)
        .with("draw", draw);
    context.note(&next.with("visit", &args.at.visit).with("dir", args.at.dir.display()));
    Ok(Outcome::Done)
}

/// The ledger that is meant; where nobody says which, the only one that has this entry.
fn find(notebook: &Notebook, visit: &StreamName, args: &Mark) -> Result<Entity, Error> {
    if args.ledger.is_empty() && things(notebook, visit, "ledger").len() > 1 {
        let rows = view::ledgers(notebook, visit)?.into_iter();
        let mut rows = rows.filter(|row| row.entries.iter().any(|entry| entry.ordinal == args.entry));
        if let (Some(row), None) = (rows.next(), rows.next()) {
            return Ok(row.thing.entity);
        }
    }
    thing(notebook, visit, &["ledger"], &args.ledger)
}

fn mark_one(args: &Mark, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let notebook = &mut campaign.notebook;
    let ledger = find(notebook, &visit, args)?;
    let verdict = VERDICTS.iter().find(|(code, _)| *code == args.verdict);
    let verdict = verdict.and_then(|(_, verdict)| *verdict);
    let seen = notebook.seen(&visit, &ledger, &format!("entry.{}", args.entry));
    mark_entry(notebook, &visit, &ledger, args.entry, verdict, &args.why, &seen)?;
    warn(context, &[&args.why]);
    let rows = view::ledgers(notebook, &visit)?;
    let open = rows
        .iter()
        .find(|row| row.thing.entity == ledger)
        .map_or(0, |row| row.open);
    let told = Sentence::new("method-entry-marked").with("entry", args.entry);
    context.tell(&told.with("open", open));
    Ok(Outcome::Done)
}

const COLUMNS: [(&str, &str); 6] = [
    ("ledger", "method-column-ledger"),
    ("entry", "method-column-entry"),
    ("role", "method-column-drawn-as"),
    ("verdict", "campaign-column-verdict"),
    ("why", "campaign-column-why"),
    ("mark", "campaign-column-mark"),
];

fn line(row: &LedgerRow, entry: &EntryRow, context: &Context) -> Vec<String> {
    let verdicts: Vec<String> = entry
        .verdicts
        .iter()
        .map(|verdict| context.say(&verdict.say()))
        .collect();
    vec![
        row.thing.entity.key.to_string(),
        entry.ordinal.to_string(),
        context.word(if entry.reserve { "method-reserve" } else { "method-main" }),
        verdicts.join("／"),
        joined(&entry.reasons),
        mark(row.thing.withdrawn, entry.verdicts.len() > 1, context),
    ]
}

/// What stands above the entries of a ledger.
pub(super) fn head(row: &LedgerRow, context: &Context) -> Sentence {
    let title = joined(&row.title);
    let title = if title.is_empty() {
        short(&row.thing.entity.key)
    } else {
        title
    };
    let Some((population, sample)) = row.drawn else {
        return Sentence::new("method-ledger-head-undrawn").with("title", title);
    };
    let counts: Vec<String> = EntryVerdict::ALL
        .iter()
        .zip(row.counts)
        .map(|(verdict, count)| format!("{} {count}", context.say(&verdict.say())))
        .collect();
    Sentence::new("method-ledger-head")
        .with("title", title)
        .with("population", population)
        .with("sample", sample)
        .with("counts", counts.join(&context.word("method-comma")))
        .with("open", row.open)
}

fn show(args: &Show, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let ledgers = view::ledgers(&campaign.notebook, &visit)?;
    let list = List {
        columns: &COLUMNS,
        numbers: &[1],
        empty: "method-ledger-none",
    };
    if args.format != Format::Table || ledgers.is_empty() {
        let all = ledgers
            .iter()
            .flat_map(|row| row.entries.iter().map(move |entry| (row, entry)));
        let rows: Vec<Vec<String>> = all.map(|(row, entry)| line(row, entry, context)).collect();
        return list.print(&rows, args.format, context);
    }
    for row in &ledgers {
        context.tell(&head(row, context));
        let numbering = Sentence::new("method-ledger-numbering").with("numbering", &row.numbering);
        context.tell(&numbering);
        let more = row.notice.iter().chain(&row.mismatch).chain(&row.power);
        more.for_each(|sentence| context.tell(sentence));
        let rows: Vec<Vec<String>> = row.entries.iter().map(|entry| line(row, entry, context)).collect();
        if !rows.is_empty() {
            list.print(&rows, Format::Table, context)?;
        }
    }
    Ok(Outcome::Done)
}

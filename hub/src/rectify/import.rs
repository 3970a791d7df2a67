//! `crosscheck rectify import`: what a place wrote on its list. It shows what would change; `--yes` does it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crosscheck_core::lead::{ReplyChange, reply_changes, take_replies};
use crosscheck_core::rectify::{self, Column, State};
use crosscheck_core::{Place, Sentence, table};

use super::{Desk, Dir};
use crate::context::{Context, Outcome, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The returned workbook or CSV
    file: PathBuf,
    #[command(flatten)]
    dir: Dir,
    /// Take what it shows
    #[arg(long)]
    yes: bool,
}

fn line(change: &ReplyChange, context: &Context) -> Vec<String> {
    let state = |code: &str| {
        State::of(code)
            .map(|state| context.say(&state.word()))
            .unwrap_or_default()
    };
    let (before, after) = match change.column {
        Column::State => (state(&change.before), state(&change.after)),
        _ => (change.before.clone(), change.after.clone()),
    };
    vec![change.number.clone(), change.column.header().to_owned(), before, after]
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir.dir)?;
    let (name, bytes) = (file_name(&args.file), read(&args.file)?);
    let rows = desk.items(None)?;
    let sent: BTreeMap<_, _> = rows.iter().map(|row| (row.number.clone(), row.expected())).collect();
    let items: BTreeMap<_, _> = rows
        .iter()
        .map(|row| (row.number.clone(), row.entity.clone()))
        .collect();
    let table = table::read_below_title(&name, &bytes, Column::Number.header())?;
    let replies = rectify::read(&table, &sent)?;
    let place = Place {
        row: None,
        ..table.place.clone()
    };
    let changes = reply_changes(&desk.campaign.notebook, &items, &replies, &place)?;
    if changes.is_empty() {
        context.tell(&Sentence::new("rectify-import-same").with("file", &name));
        return Ok(Outcome::Done);
    }
    let lines: Vec<Vec<String>> = changes.iter().map(|change| line(change, context)).collect();
    let header = [
        "rectify-column-number",
        "rectify-column-column",
        "rectify-column-before",
        "rectify-column-after",
    ];
    context.table(&header.map(|code| context.word(code)), &lines, &[]);
    context.warn(&table::look(&name, &bytes));
    if !args.yes {
        context.note(&Sentence::new("rectify-import-preview").with("count", changes.len()));
        return Ok(Outcome::Done);
    }
    desk.campaign.notebook.may_write()?;
    take_replies(&mut desk.campaign.notebook, &changes, &rectify::file_basis(&bytes))?;
    desk.campaign.notebook.seal()?;
    context.tell(&Sentence::new("rectify-imported").with("count", changes.len()));
    Ok(Outcome::Done)
}

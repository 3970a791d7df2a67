//! `crosscheck report finding`: findings by choice. Without a number it lists the group's notes and which of them the summary
//! report tells, with one it has that note told, left out, or left to the draft again.

use std::path::PathBuf;

use crosscheck_core::lead::choose_note;
use crosscheck_core::view::{self, ChoiceRow};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::Desk;
use crate::context::{Context, Outcome, Run};

/// Digits of a note's key that stand for it.
const DIGITS: usize = 8;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The first digits of the note's number; without it, all are listed
    finding: Option<String>,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The group: its key or its number
    #[arg(long)]
    group: String,
    /// Leave it out of the text
    #[arg(long, requires = "finding")]
    leave_out: bool,
    /// Leave it to the draft again
    #[arg(long, conflicts_with = "leave_out", requires = "finding")]
    as_drafted: bool,
}

fn number(row: &ChoiceRow) -> String {
    row.note.entity.key.chars().take(DIGITS).collect()
}

fn list(rows: &[ChoiceRow], context: &Context) {
    for row in rows {
        let stands = context.say(&Sentence::new(if row.in_text {
            "report-finding-in-text"
        } else {
            "report-finding-in-annex"
        }));
        let chosen = context.say(&Sentence::new(match row.told {
            Some(true) => "report-finding-told",
            Some(false) => "report-finding-out",
            None => "report-finding-drafted",
        }));
        let (number, place, fact) = (number(row), &row.note.place, row.note.fact.join("／"));
        context.print(&format!("{number}  {stands}  {chosen}  {place}  {fact}"));
    }
    if rows.is_empty() {
        context.tell(&Sentence::new("report-no-findings"));
    }
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir)?;
    let page = desk.page("summary", Some(&args.group))?;
    let campaign = &desk.campaign;
    let rows = view::choose(&campaign.notebook, &campaign.packs, &page.home, context.lang)?.rows;
    let Some(wanted) = &args.finding else {
        list(&rows, context);
        return Ok(Outcome::Done);
    };
    let matching: Vec<&ChoiceRow> = rows
        .iter()
        .filter(|row| row.note.entity.key.starts_with(wanted.as_str()))
        .collect();
    let [row] = matching[..] else {
        let what = match matching.len() {
            0 => Sentence::new("report-finding-unknown"),
            count => Sentence::new("report-finding-several").with("count", count),
        };
        return Err(Error::new(ErrorKind::NotFound, what.with("finding", wanted)));
    };
    let told = (!args.as_drafted).then_some(!args.leave_out);
    let note = (&row.note.visit, &row.note.entity);
    choose_note(
        &mut desk.campaign.notebook,
        (&page.home, &page.document),
        note,
        told,
        &row.seen,
    )?;
    let code = match told {
        Some(true) => "report-finding-now-told",
        Some(false) => "report-finding-now-out",
        None => "report-finding-now-drafted",
    };
    context.tell(&Sentence::new(code).with("finding", number(row)));
    Ok(Outcome::Done)
}

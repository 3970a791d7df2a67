//! `crosscheck visit talk`: talks of a visit, in units and numbers and no names.

use chrono::NaiveDateTime;
use crosscheck_core::field::{Talk, TalkWords, hold_talk};
use crosscheck_core::view::{self, TalkRow};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::at::{At, List, Show, indicator, indicator_code, joined, mark, members, warn};
use crate::context::{Context, Outcome, Run};

/// How a moment is typed and shown.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Record a talk.
    Add(Box<Add>),
    /// The talks of a visit.
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    at: At,
    /// How many people of the place took part
    #[arg(long)]
    people: u64,
    /// When it began, as 2017-06-05T09:00
    #[arg(long)]
    from: String,
    /// When it ended
    #[arg(long)]
    to: String,
    /// A kind of unit that was there; may be given several times
    #[arg(long)]
    unit: Vec<String>,
    /// An indicator gone through, as NUMBER/ID; may be given several times
    #[arg(long)]
    indicator: Vec<String>,
    /// Units and posts that were there, no names
    #[arg(long, default_value = "")]
    present: String,
    /// A note
    #[arg(long, default_value = "")]
    note: String,
}

pub(super) fn run(command: &Command, context: &Context) -> Run {
    match command {
        Command::Add(args) => add(args, context),
        Command::Show(args) => show(args, context),
    }
}

fn moment(text: &str) -> Result<NaiveDateTime, Error> {
    NaiveDateTime::parse_from_str(text, MOMENT).map_err(|_| {
        let what = Sentence::new("method-moment-bad").with("moment", text);
        Error::new(ErrorKind::BadInput, what)
    })
}

fn add(args: &Add, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let covered = args.indicator.iter().map(|code| indicator(&campaign, code));
    let talk = Talk {
        people: args.people,
        from: moment(&args.from)?,
        to: moment(&args.to)?,
        units: args.unit.clone(),
        covered: covered.collect::<Result<_, _>>()?,
    };
    let words = TalkWords {
        present: &args.present,
        note: &args.note,
    };
    let held = hold_talk(&mut campaign.notebook, &visit, &talk, &words)?;
    warn(context, &[&args.present, &args.note]);
    context.tell(&Sentence::new("method-talk-added").with("key", &*held.key));
    Ok(Outcome::Done)
}

const COLUMNS: [(&str, &str); 10] = [
    ("talk", "method-column-talk"),
    ("member", "campaign-column-member"),
    ("people", "method-column-people"),
    ("from", "method-column-from"),
    ("to", "method-column-to"),
    ("units", "method-column-units"),
    ("indicators", "campaign-column-indicator"),
    ("present", "method-column-present"),
    ("note", "method-column-note"),
    ("mark", "campaign-column-mark"),
];

/// A line for each statement that stands.
fn lines<'a>(row: &'a TalkRow, context: &'a Context) -> impl Iterator<Item = Vec<String>> + 'a {
    row.held.iter().map(move |talk| {
        let covered: Vec<String> = talk.covered.iter().map(|one| indicator_code(Some(one))).collect();
        vec![
            row.thing.entity.key.to_string(),
            members(&row.thing),
            talk.people.to_string(),
            talk.from.format(MOMENT).to_string(),
            talk.to.format(MOMENT).to_string(),
            talk.units.join(" "),
            covered.join(" "),
            joined(&row.present),
            joined(&row.notes),
            mark(row.thing.withdrawn, row.thing.differs, context),
        ]
    })
}

fn show(args: &Show, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let talks = view::talks(&campaign.notebook, &visit)?;
    let rows: Vec<Vec<String>> = talks.iter().flat_map(|row| lines(row, context)).collect();
    let list = List {
        columns: &COLUMNS,
        numbers: &[2],
        empty: "method-talk-none",
    };
    list.print(&rows, args.format, context)
}

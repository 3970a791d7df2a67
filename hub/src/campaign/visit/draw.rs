//! `crosscheck visit draw`: draws on site, before the eyes of those who will be looked at. Committing, revealing and
//! keeping the record are three commands, because the host names four digits between the first and the second.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use crosscheck_core::draw::onsite::{Digits, List as Drawable, Source};
use crosscheck_core::field::{OnSite, commit_draw, reveal_draw};
use crosscheck_core::view::{self, AttemptRow, OnSiteRow};
use crosscheck_core::{Error, ErrorKind, Sentence, canonical};

use super::at::{At, List, Show};
use crate::context::{self, Context, Format, Outcome, Run, write};

/// Who handed a list over, as it is typed.
const SOURCES: [(&str, Source); 3] = [
    ("superior", Source::Superior),
    ("organiser", Source::Organiser),
    ("inspected", Source::Inspected),
];

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Fix list, N and n, and show the commitment.
    Commit(Box<Commit>),
    /// Reveal the secret once the host has named four digits.
    Reveal(Reveal),
    /// The draws of a visit with every attempt.
    Show(Show),
    /// Write the record with which anybody repeats a draw.
    Record(Record),
}

fn sources() -> PossibleValuesParser {
    PossibleValuesParser::new(SOURCES.map(|(code, _)| code))
}

/// Which draw of a visit.
#[derive(Debug, clap::Args)]
struct Which {
    /// What the list is of: `ledger`, or a word of a-z and _ such as schools
    #[arg(long)]
    kind: String,
    /// Which draw from such a list
    #[arg(long, default_value_t = 1)]
    number: u32,
}

impl Which {
    fn on_site(&self) -> OnSite {
        OnSite {
            kind: self.kind.clone(),
            ordinal: self.number,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Commit {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// Who handed the list over
    #[arg(long, value_parser = sources())]
    source: String,
    /// How many it should hold
    #[arg(long)]
    expected: u64,
    /// According to what
    #[arg(long)]
    according_to: String,
    /// N of a ledger, whose entries are 1 to N
    #[arg(long, required_unless_present = "names", conflicts_with = "names")]
    count: Option<u64>,
    /// A file of names, one on a line
    #[arg(long)]
    names: Option<PathBuf>,
    /// n: how many are drawn
    #[arg(long)]
    sample: u64,
    /// How many reserves are named
    #[arg(long, default_value_t = 0)]
    reserves: u64,
}

#[derive(Debug, clap::Args)]
pub(super) struct Reveal {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// The four digits the host named
    #[arg(long)]
    digits: String,
    /// The commitment: its first characters, where several were made here
    #[arg(long, default_value = "")]
    commitment: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Record {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// The JSON file to write
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn run(command: &Command, context: &Context) -> Run {
    match command {
        Command::Commit(args) => commit(args, context),
        Command::Reveal(args) => reveal(args, context),
        Command::Show(args) => show(args, context),
        Command::Record(args) => record(args, context),
    }
}

fn list(args: &Commit) -> Result<Drawable, Error> {
    let source = SOURCES.iter().find(|(code, _)| *code == args.source);
    // clap let only known codes through.
    let source = source.map_or(Source::Inspected, |(_, source)| *source);
    let Some(path) = &args.names else {
        let count = args.count.unwrap_or_default();
        return Drawable::of_ledger(source, args.expected, &args.according_to, count);
    };
    let bytes = context::read(path)?;
    let names = String::from_utf8(bytes).map_err(|_| {
        let what = Sentence::new("method-names-bad").with("file", path.display());
        Error::new(ErrorKind::BadInput, what)
    })?;
    Drawable::of_names(source, args.expected, &args.according_to, &names)
}

fn commit(args: &Commit, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let list = list(args)?;
    let which = args.which.on_site();
    let sizes = (args.sample, args.reserves);
    let commitment = commit_draw(&mut campaign.notebook, &visit, &which, &list, sizes)?;
    if let Some(names) = &args.names {
        context.look_at(&[names])?;
    }
    if let Some(mismatch) = list.mismatch() {
        context.tell(&mismatch);
    }
    let told = Sentence::new("method-draw-committed").with("population", list.population());
    context.tell(&told.with("sample", args.sample).with("reserves", args.reserves));
    context.print(&format!("sha256:{commitment}"));
    context.note(&Sentence::new("method-draw-next"));
    Ok(Outcome::Done)
}

/// The one draw of a visit.
fn one(rows: Vec<OnSiteRow>, which: &OnSite) -> Result<OnSiteRow, Error> {
    let mut rows = rows.into_iter().filter(|row| row.which == *which);
    rows.next()
        .ok_or_else(|| Error::new(ErrorKind::NotFound, Sentence::new("method-draw-unknown")))
}

fn reveal(args: &Reveal, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let which = args.which.on_site();
    let row = one(view::on_site(&campaign.notebook, &visit)?, &which)?;
    let wanted = args.commitment.trim_start_matches("sha256:");
    let fits = |attempt: &&AttemptRow| attempt.tried.commitment.starts_with(wanted);
    let open: Vec<&AttemptRow> = row.attempts.iter().filter(fits).collect();
    // One whose secret lies here comes before one that somebody else made.
    let here: Vec<&&AttemptRow> = open.iter().filter(|attempt| attempt.here).collect();
    let commitment = match (&here[..], &open[..]) {
        ([one], _) => &one.tried.commitment,
        ([], [one, ..]) => &one.tried.commitment,
        ([], []) => return Err(Error::new(ErrorKind::NotFound, Sentence::new("method-draw-unknown"))),
        (several, _) => {
            let what = Sentence::new("method-draw-several").with("count", several.len());
            return Err(Error::new(ErrorKind::BadInput, what));
        }
    };
    let digits = Digits::parse(&args.digits)?;
    let record = reveal_draw(&mut campaign.notebook, &visit, &which, commitment, &digits)?;
    let seed = Sentence::new("method-draw-revealed").with("secret", &record.secret);
    context.tell(&seed.with("seed", &record.seed));
    context.tell(&Sentence::new("method-draw-main").with("units", record.main.join("、")));
    if !record.reserve.is_empty() {
        context.tell(&Sentence::new("method-draw-reserve").with("units", record.reserve.join("、")));
    }
    Ok(Outcome::Done)
}

const COLUMNS: [(&str, &str); 10] = [
    ("commitment", "method-column-commitment"),
    ("kind", "method-column-list"),
    ("number", "method-column-number"),
    ("member", "campaign-column-member"),
    ("source", "method-column-source"),
    ("population", "method-column-population"),
    ("sample", "method-column-sample"),
    ("expected", "method-column-expected"),
    ("outcome", "campaign-column-state"),
    ("units", "method-column-drawn"),
];

fn line(row: &OnSiteRow, attempt: &AttemptRow, context: &Context) -> Vec<String> {
    let fixed = &attempt.tried.fixed;
    let record = row.record.as_ref().filter(|_| attempt.chosen);
    let state = if row.undecided && attempt.chosen {
        context.word("campaign-two-answers")
    } else {
        context.say(&attempt.tried.outcome.word())
    };
    vec![
        attempt.tried.commitment.clone(),
        row.which.kind.clone(),
        row.which.ordinal.to_string(),
        attempt.tried.member.to_string(),
        context.say(&fixed.source.say()),
        fixed.population.to_string(),
        fixed.sample.to_string(),
        format!("{}（{}）", fixed.expected, attempt.according_to),
        state,
        record.map(|record| record.main.join(" ")).unwrap_or_default(),
    ]
}

fn show(args: &Show, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let draws = view::on_site(&campaign.notebook, &visit)?;
    let all = draws
        .iter()
        .flat_map(|row| row.attempts.iter().map(move |attempt| (row, attempt)));
    let rows: Vec<Vec<String>> = all.map(|(row, attempt)| line(row, attempt, context)).collect();
    let list = List {
        columns: &COLUMNS,
        numbers: &[2, 5, 6],
        empty: "method-draw-none",
    };
    list.print(&rows, args.format, context)?;
    if args.format == Format::Table {
        let attempts = draws
            .iter()
            .flat_map(|row| &row.attempts)
            .filter(|attempt| attempt.chosen);
        let mismatches = attempts.filter_map(|attempt| attempt.mismatch.as_ref());
        mismatches.for_each(|mismatch| context.tell(mismatch));
    }
    Ok(Outcome::Done)
}

fn record(args: &Record, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let row = one(view::on_site(&campaign.notebook, &visit)?, &args.which.on_site())?;
    let missing = || Error::new(ErrorKind::NotFound, Sentence::new("method-draw-no-result"));
    let record = row.record.ok_or_else(missing)?;
    write(&args.out, canonical::to_pretty(&record)?.as_bytes())?;
    context.tell(&Sentence::new("visit-paper-written").with("file", args.out.display()));
    Ok(Outcome::Done)
}

//! `crosscheck visit finding`: findings, practices and difficulties, and what the place answers to a finding.

use clap::builder::PossibleValuesParser;
use crosscheck_core::field::{NoteKind, Reply, Severity, Side, feed_back, note};
use crosscheck_core::view::{self, FindingRow};
use crosscheck_core::{Error, Sentence};

use super::at::{At, List, day, indicator, indicator_code, joined, mark, thing, warn};
use crate::campaign::folder::Campaign;
use crate::context::{Context, Format, Outcome, Run};

/// Severities as they are typed.
const SEVERITIES: [(&str, Severity); 3] = [
    ("ordinary", Severity::Ordinary),
    ("serious", Severity::Serious),
    ("grave", Severity::Grave),
];
/// Replies as they are typed, which is how the log has them.
const REPLIES: [Reply; 3] = [Reply::Accepted, Reply::Explained, Reply::Objected];

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Write a finding, a practice or a difficulty down.
    Add(Box<Add>),
    /// Record what the place answers to a finding.
    Reply(Answer),
    /// The findings, practices and difficulties of a visit.
    Show(Show),
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(NoteKind::ALL.map(NoteKind::code))
}

fn severities() -> PossibleValuesParser {
    PossibleValuesParser::new(SEVERITIES.map(|(code, _)| code))
}

fn replies() -> PossibleValuesParser {
    PossibleValuesParser::new(REPLIES.map(Reply::code))
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    at: At,
    /// finding, practice or difficulty
    #[arg(long, value_parser = kinds(), default_value = "finding")]
    kind: String,
    /// What was found
    #[arg(long)]
    fact: String,
    /// What should be, with its basis
    #[arg(long)]
    should: Option<String>,
    /// What is, with its data
    #[arg(long)]
    actual: Option<String>,
    /// The indicator it belongs to, as NUMBER/ID
    #[arg(long)]
    indicator: Option<String>,
    /// How grave: ordinary, serious or grave
    #[arg(long, value_parser = severities())]
    severity: Option<String>,
    /// The level it lies at, as the checklist has it
    #[arg(long)]
    level: Option<String>,
    /// By when it is to be mended, as 2017-06-30
    #[arg(long)]
    deadline: Option<String>,
    /// It was mended on the spot
    #[arg(long)]
    fixed: bool,
    /// A difficulty that is a suggestion
    #[arg(long)]
    suggestion: bool,
    /// The place refused or hindered the inspection
    #[arg(long)]
    refusal: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Answer {
    #[command(flatten)]
    at: At,
    /// The finding: the first characters of its key
    finding: String,
    /// accepted, explained or objected
    #[arg(long, value_parser = replies())]
    reply: String,
    /// The place's own words, without names
    #[arg(long, default_value = "")]
    words: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    #[command(flatten)]
    at: At,
    /// Only of this kind: finding, practice or difficulty
    #[arg(long, value_parser = kinds())]
    kind: Option<String>,
    /// Table, csv or json
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(command: &Command, context: &Context) -> Run {
    match command {
        Command::Add(args) => add(args, context),
        Command::Reply(args) => reply(args, context),
        Command::Show(args) => show(args, context),
    }
}

fn sides(args: &Add, campaign: &Campaign) -> Result<Vec<Side>, Error> {
    let mut sides = vec![Side::Fact(args.fact.clone())];
    sides.extend(args.should.clone().map(Side::Should));
    sides.extend(args.actual.clone().map(Side::Actual));
    if let Some(code) = &args.indicator {
        let (pack, id) = indicator(campaign, code)?;
        sides.push(Side::Indicator(pack, id));
    }
    let severity = SEVERITIES
        .iter()
        .find(|(code, _)| args.severity.as_deref() == Some(*code));
    sides.extend(severity.map(|(_, severity)| Side::Severity(*severity)));
    sides.extend(args.level.clone().map(Side::Level));
    if let Some(text) = &args.deadline {
        sides.push(Side::Deadline(day(text)?));
    }
    sides.extend(args.fixed.then_some(Side::Fixed(true)));
    sides.extend(args.suggestion.then_some(Side::Suggestion(true)));
    sides.extend(args.refusal.then_some(Side::Refusal(true)));
    Ok(sides)
}

fn add(args: &Add, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    // clap let only known codes through.
    let kind = NoteKind::of(&args.kind).unwrap_or(NoteKind::Finding);
    let sides = sides(args, &campaign)?;
    let written = note(&mut campaign.notebook, &visit, kind, &sides)?;
    let texts = [Some(&*args.fact), args.should.as_deref(), args.actual.as_deref()];
    warn(context, &texts.into_iter().flatten().collect::<Vec<_>>());
    let told = Sentence::new("method-finding-added").with("kind", context.word(kind_word(kind)));
    context.tell(&told.with("key", &*written.key));
    Ok(Outcome::Done)
}

fn reply(args: &Answer, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let finding = thing(&campaign.notebook, &visit, &["finding"], &args.finding)?;
    // clap let only known codes through.
    let reply = Reply::of(&args.reply).unwrap_or(Reply::Accepted);
    let seen = campaign.notebook.seen(&visit, &finding, "reply");
    feed_back(&mut campaign.notebook, &visit, &finding, reply, &args.words, &seen)?;
    warn(context, &[&args.words]);
    context.tell(&Sentence::new("method-reply-taken").with("reply", context.say(&reply.word())));
    Ok(Outcome::Done)
}

pub(super) fn kind_word(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Finding => "method-kind-finding",
        NoteKind::Practice => "method-kind-practice",
        NoteKind::Difficulty => "method-kind-difficulty",
    }
}

const COLUMNS: [(&str, &str); 11] = [
    ("key", "method-column-key"),
    ("kind", "method-column-note-kind"),
    ("severity", "method-column-severity"),
    ("fact", "method-column-fact"),
    ("should", "method-column-should"),
    ("actual", "method-column-actual"),
    ("indicator", "campaign-column-indicator"),
    ("level", "method-column-level"),
    ("deadline", "method-column-deadline"),
    ("reply", "method-column-reply"),
    ("mark", "campaign-column-mark"),
];

/// What the place answered, with its words.
fn answered(row: &FindingRow, context: &Context) -> String {
    let reply = row.reply.map(|reply| context.say(&reply.word()));
    let fixed = row.fixed.then(|| context.word("method-fixed"));
    let words = Some(joined(&row.reply_words)).filter(|words| !words.is_empty());
    let parts: Vec<String> = [reply, words, fixed].into_iter().flatten().collect();
    parts.join("；")
}

fn line(row: &FindingRow, context: &Context) -> Vec<String> {
    vec![
        row.entity.key.to_string(),
        context.word(if row.suggestion {
            "method-kind-suggestion"
        } else {
            kind_word(row.kind)
        }),
        row.severity.map(|one| context.say(&one.word())).unwrap_or_default(),
        row.fact.join("／"),
        row.should.clone().unwrap_or_default(),
        row.actual.clone().unwrap_or_default(),
        indicator_code(row.indicator.as_ref()),
        row.level.clone().unwrap_or_default(),
        row.deadline.clone().unwrap_or_default(),
        answered(row, context),
        mark(row.withdrawn, row.differs, context),
    ]
}

fn show(args: &Show, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let mut findings = view::findings_of(&campaign.notebook, &visit)?;
    findings.retain(|row| args.kind.as_deref().is_none_or(|kind| row.kind.code() == kind));
    let rows: Vec<Vec<String>> = findings.iter().map(|row| line(row, context)).collect();
    let list = List {
        columns: &COLUMNS,
        numbers: &[],
        empty: "method-finding-none",
    };
    list.print(&rows, args.format, context)
}

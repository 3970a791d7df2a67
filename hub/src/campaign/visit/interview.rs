//! `crosscheck visit interview`: who was asked, the questions, and what was answered, counted.

use clap::builder::PossibleValuesParser;
use crosscheck_core::change::Entity;
use crosscheck_core::field::{Asking, Interview, Interviewed, ask, asking, interview, questions, tally};
use crosscheck_core::ids::StreamName;
use crosscheck_core::view::{self, InterviewRow, QuestionRow};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::at::{At, List, Show, indicator, indicator_code, joined, mark, members, thing, warn};
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Begin an interview.
    Add(Add),
    /// Add a question.
    Ask(Ask),
    /// State one's own count of a question.
    Tally(Tally),
    /// The interviews of a visit.
    Show(Show),
}

/// Codes of the roles, as the log has them.
fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(Interviewed::ALL.map(|(_, code)| code))
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    at: At,
    /// Whom it asks
    #[arg(long, value_parser = roles())]
    role: String,
    /// How many people sit there
    #[arg(long)]
    people: u64,
    /// What `other` is, no names
    #[arg(long, default_value = "")]
    what: String,
    /// A note
    #[arg(long, default_value = "")]
    note: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    #[command(flatten)]
    at: At,
    /// The interview: the first characters of its key, where the visit has several
    #[arg(long, default_value = "")]
    interview: String,
    /// The question; without it the indicator's requirement, with its buttons
    #[arg(long, required_unless_present = "indicator", requires = "option")]
    question: Option<String>,
    /// What may be answered; given several times
    #[arg(long, requires = "question")]
    option: Vec<String>,
    /// The indicator it belongs to, as NUMBER/ID
    #[arg(long)]
    indicator: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Tally {
    #[command(flatten)]
    at: At,
    /// The question: the first characters of its key
    question: String,
    /// How many chose each option, with commas, in the order of the options
    #[arg(long, value_delimiter = ',', required = true)]
    counts: Vec<u64>,
    /// The interview: the first characters of its key, where the visit has several
    #[arg(long, default_value = "")]
    interview: String,
}

pub(super) fn run(command: &Command, context: &Context) -> Run {
    match command {
        Command::Add(args) => add(args, context),
        Command::Ask(args) => put(args, context),
        Command::Tally(args) => count(args, context),
        Command::Show(args) => show(args, context),
    }
}

fn add(args: &Add, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let who = Interview {
        // clap let only known codes through.
        role: Interviewed::of(&args.role).unwrap_or(Interviewed::Other),
        group: args.people,
    };
    let begun = interview(&mut campaign.notebook, &visit, who, &args.what, &args.note)?;
    warn(context, &[&args.what, &args.note]);
    context.tell(&Sentence::new("method-interview-added").with("key", &*begun.key));
    Ok(Outcome::Done)
}

fn find(campaign: &Campaign, visit: &StreamName, wanted: &str) -> Result<Entity, Error> {
    thing(&campaign.notebook, visit, &["interview"], wanted)
}

fn put(args: &Ask, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let interview = find(&campaign, &visit, &args.interview)?;
    let of = args
        .indicator
        .as_ref()
        .map(|code| indicator(&campaign, code))
        .transpose()?;
    let asked = match (&args.question, &of) {
        (Some(question), _) => Asking {
            question: question.clone(),
            options: args.option.clone(),
            indicator: of,
        },
        (None, Some((number, id))) => {
            let found = campaign.packs.get(*number).and_then(|pack| pack.indicator(id));
            let found =
                found.ok_or_else(|| Error::new(ErrorKind::NotFound, Sentence::new("method-question-unknown")))?;
            asking(*number, found)
        }
        // clap lets nothing else through.
        (None, None) => {
            return Err(Error::new(
                ErrorKind::BadInput,
                Sentence::new("method-question-unknown"),
            ));
        }
    };
    let key = ask(&mut campaign.notebook, &visit, &interview, &asked)?;
    warn(context, &[&asked.question]);
    let told = Sentence::new("method-question-added").with("key", key);
    context.tell(&told.with("options", asked.options.join("、")));
    Ok(Outcome::Done)
}

fn count(args: &Tally, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let interview = find(&campaign, &visit, &args.interview)?;
    let known = questions(&campaign.notebook, &visit, &interview).into_iter();
    let mut known = known.filter(|(key, _)| key.starts_with(&args.question));
    let (Some((key, question)), None) = (known.next(), known.next()) else {
        let what = Sentence::new("method-question-none").with("key", &args.question);
        return Err(Error::new(ErrorKind::NotFound, what));
    };
    if args.counts.len() != question.options {
        let what = Sentence::new("method-counts-bad").with("options", question.options);
        return Err(Error::new(ErrorKind::BadInput, what.with("counts", args.counts.len())));
    }
    tally(&mut campaign.notebook, &visit, &interview, &key, &args.counts)?;
    let sum = args.counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    context.tell(&Sentence::new("method-tally-taken").with("sum", sum));
    Ok(Outcome::Done)
}

const COLUMNS: [(&str, &str); 9] = [
    ("interview", "method-column-interview"),
    ("member", "campaign-column-member"),
    ("role", "method-column-role"),
    ("people", "method-column-people"),
    ("key", "method-column-key"),
    ("question", "method-column-question"),
    ("counts", "method-column-counts"),
    ("indicator", "campaign-column-indicator"),
    ("mark", "campaign-column-mark"),
];

/// Options with their counts in one cell.
pub(super) fn counts(question: &QuestionRow, context: &Context) -> String {
    let counts = question
        .options
        .iter()
        .map(|(option, count)| format!("{option} {count}"));
    counts.collect::<Vec<_>>().join(&context.word("method-comma"))
}

/// Whom an interview asked, with what `other` is.
pub(super) fn who(row: &InterviewRow, context: &Context) -> String {
    let role = context.say(&row.who());
    match joined(&row.role) {
        words if words.is_empty() => role,
        words => format!("{role}（{words}）"),
    }
}

/// A line for each question, or one for an interview without any.
fn lines(row: &InterviewRow, context: &Context) -> Vec<Vec<String>> {
    let line = |question: Option<&QuestionRow>| {
        let over = question.is_some_and(|question| question.over);
        let marked = mark(row.thing.withdrawn, row.thing.differs, context);
        vec![
            row.thing.entity.key.to_string(),
            members(&row.thing),
            who(row, context),
            row.group.to_string(),
            question.map(|question| question.key.clone()).unwrap_or_default(),
            question.map(|question| question.question.clone()).unwrap_or_default(),
            question.map(|question| counts(question, context)).unwrap_or_default(),
            indicator_code(question.and_then(|question| question.indicator.as_ref())),
            if over { context.word("method-over") } else { marked },
        ]
    };
    if row.questions.is_empty() {
        return vec![line(None)];
    }
    row.questions.iter().map(|question| line(Some(question))).collect()
}

fn show(args: &Show, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let interviews = view::interviews(&campaign.notebook, &visit)?;
    let rows: Vec<Vec<String>> = interviews.iter().flat_map(|row| lines(row, context)).collect();
    let list = List {
        columns: &COLUMNS,
        numbers: &[3],
        empty: "method-interview-none",
    };
    list.print(&rows, args.format, context)
}

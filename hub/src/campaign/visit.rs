//! `crosscheck visit`: the visits a campaign's folder holds, one of them answer by answer, and its photos.
//!
//! Photos are under `visit/`: `photo` brings and lists them, `mask` masks and redacts, `export` writes copies with their
//! mark and says what room they take. The five methods have a file each: `talk`, `interview`, `ledger`, `draw`,
//! `document` (with site notes), `finding`; `leave` says what is not finished, `sign` signs off, `at` is what they share.

mod at;
mod document;
mod draw;
mod export;
mod finding;
mod interview;
mod leave;
mod ledger;
mod mask;
mod paper;
mod photo;
mod sign;
mod talk;

use std::path::PathBuf;

use crosscheck_core::field::Said;
use crosscheck_core::ids::{GroupId, MemberId, StreamName};
use crosscheck_core::judge::{Value, is_of_few};
use crosscheck_core::notebook::Notebook;
use crosscheck_core::view::{self, AnswerShown, Filter, Packs, Row, Summaries, VisitTask};
use crosscheck_core::{Error, ErrorKind, Sentence};
use serde_json::json;

use super::folder::Campaign;
use crate::context::{Context, Format, Outcome, Run};
use crate::evidence::tell_signed;

pub use leave::{burden_line, method_lines};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// All visits.
    List(List),
    /// One visit.
    Show(Show),
    /// Bring a photo into a visit.
    Photo(photo::Photo),
    /// The photos of a visit.
    Photos(photo::Photos),
    /// Mask a photo, or say that it shows no face.
    Mask(mask::Mask),
    /// Redact a photo for good.
    Redact(mask::Redact),
    /// Write copies of photos with their mark.
    Export(export::Export),
    /// Say what takes room, and let originals go.
    Space(export::Space),
    /// Talks.
    #[command(subcommand)]
    Talk(talk::Command),
    /// Interviews: roles and counts.
    #[command(subcommand)]
    Interview(interview::Command),
    /// Checks of ledgers.
    #[command(subcommand)]
    Ledger(ledger::Command),
    /// Draws on site.
    #[command(subcommand)]
    Draw(draw::Command),
    /// Documents that were shown.
    #[command(subcommand)]
    Document(document::Document),
    /// Notes of what was seen at the site.
    #[command(subcommand)]
    Note(document::Note),
    /// Findings, practices and difficulties.
    #[command(subcommand)]
    Finding(finding::Command),
    /// Withdraw what was recorded by mistake.
    Withdraw(leave::Withdraw),
    /// What is not finished, before leaving the site.
    Leave(leave::Leave),
    /// Sign a visit off.
    Sign(sign::Sign),
    /// Record the code on the host's paper.
    Paper(sign::Paper),
    /// Open a visit again that was signed off.
    Reopen(sign::Sign),
    /// Write the record of a visit for both sides to sign.
    Sheet(paper::Sheet),
    /// Write the slip of a ledger's draw, which stays with the place.
    Slip(paper::Slip),
}

#[derive(Debug, clap::Args)]
struct List {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Table, csv or json
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, clap::Args)]
struct Show {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Only what is not answered
    #[arg(long)]
    open: bool,
}

pub fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::List(args) => list(args, context),
        Command::Show(args) => show(args, context),
        Command::Photo(args) => photo::photo(args, context),
        Command::Photos(args) => photo::photos(args, context),
        Command::Mask(args) => mask::mask(args, context),
        Command::Redact(args) => mask::redact(args, context),
        Command::Export(args) => export::export(args, context),
        Command::Space(args) => export::space(args, context),
        Command::Talk(command) => talk::run(command, context),
        Command::Interview(command) => interview::run(command, context),
        Command::Ledger(command) => ledger::run(command, context),
        Command::Draw(command) => draw::run(command, context),
        Command::Document(command) => document::documents(command, context),
        Command::Note(command) => document::notes(command, context),
        Command::Finding(command) => finding::run(command, context),
        Command::Withdraw(args) => leave::withdraw(args, context),
        Command::Leave(args) => leave::leave(args, context),
        Command::Sign(args) => sign::sign(args, context),
        Command::Paper(args) => sign::paper(args, context),
        Command::Reopen(args) => sign::reopen(args, context),
        Command::Sheet(args) => paper::sheet(args, context),
        Command::Slip(args) => paper::slip(args, context),
    }
}

/// Every visit of every group.
fn visits(notebook: &Notebook, packs: &Packs) -> Result<Vec<VisitTask>, Error> {
    let state = notebook.state();
    let mut groups: Vec<GroupId> = state
        .streams()
        .keys()
        .filter_map(|stream| stream.group().cloned())
        .collect();
    groups.sort();
    groups.dedup();
    let mut kept = Summaries::default();
    let mut rows = Vec::new();
    for group in groups {
        rows.extend(view::group(notebook, packs, &mut kept, &StreamName::Group(group))?.visits);
    }
    Ok(rows)
}

fn id(visit: &StreamName) -> String {
    match visit {
        StreamName::Visit(_, hash) => hash.to_string(),
        other => other.to_string(),
    }
}

fn group_name(visit: &StreamName) -> &str {
    visit.group().map_or("", GroupId::as_str)
}

/// The columns of the list, as codes and in the words of `campaign-column-…`.
const COLUMNS: [(&str, &str); 9] = [
    ("visit", "campaign-column-visit"),
    ("group", "campaign-column-group"),
    ("unit", "campaign-column-unit"),
    ("site_kind", "campaign-column-kind"),
    ("chosen", "campaign-column-chosen"),
    ("answered", "campaign-column-answered"),
    ("to_check", "campaign-column-to-check"),
    ("differing", "campaign-column-differing"),
    ("state", "campaign-column-state"),
];

fn row(task: &VisitTask, context: &Context) -> Vec<String> {
    let progress = task.progress;
    vec![
        id(&task.visit),
        group_name(&task.visit).to_owned(),
        task.site.unit.clone(),
        task.site.kind.clone(),
        task.site.chosen.clone(),
        format!("{}/{}", progress.answered, progress.asked),
        progress.to_check.to_string(),
        progress.differing.to_string(),
        context.say(&task.state.word()),
    ]
}

fn as_json(task: &VisitTask) -> serde_json::Value {
    let progress = task.progress;
    json!({
        "visit": id(&task.visit), "group": group_name(&task.visit), "unit": task.site.unit,
        "site_kind": task.site.kind, "chosen": task.site.chosen, "asked": progress.asked,
        "answered": progress.answered, "to_check": progress.to_check, "differing": progress.differing,
        "closed": task.site.closed,
    })
}

fn list(args: &List, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let all = visits(&campaign.notebook, &campaign.packs)?;
    let mut rows: Vec<Vec<String>> = all.iter().map(|task| row(task, context)).collect();
    match args.format {
        Format::Json => context.json(&all.iter().map(as_json).collect::<Vec<_>>())?,
        Format::Csv => context.csv(&COLUMNS.map(|(code, _)| code), &rows),
        Format::Table if all.is_empty() => context.tell(&Sentence::new("campaign-no-visits")),
        Format::Table => {
            for row in &mut rows {
                row[0].truncate(8);
                row[4] = context.say(&Sentence::new("view-chosen").with("chosen", &row[4]));
            }
            context.table(&COLUMNS.map(|(_, word)| context.word(word)), &rows, &[5, 6, 7]);
        }
    }
    Ok(Outcome::Done)
}

/// The visit whose id begins so.
///
/// # Errors
/// When there is none, or several.
pub fn find(notebook: &Notebook, packs: &Packs, wanted: &str) -> Result<StreamName, Error> {
    let all = visits(notebook, packs)?;
    let found: Vec<&VisitTask> = all.iter().filter(|task| id(&task.visit).starts_with(wanted)).collect();
    match found[..] {
        [one] if !wanted.is_empty() => Ok(one.visit.clone()),
        [] => Err(Error::new(
            ErrorKind::NotFound,
            Sentence::new("campaign-visit-unknown").with("visit", wanted),
        )),
        _ => Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("campaign-visit-several").with("count", found.len()),
        )),
    }
}

fn show(args: &Show, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let filter = if args.open { Filter::Unanswered } else { Filter::All };
    print(&campaign.notebook, &campaign.packs, &visit, filter, context)?;
    leave::tell(&campaign.notebook, &visit, context)?;
    Ok(Outcome::Done)
}

/// The answers of a visit: who says what, what it comes to, and both where two differ.
pub fn print(
    notebook: &Notebook,
    packs: &Packs,
    visit: &StreamName,
    filter: Filter,
    context: &Context,
) -> Result<(), Error> {
    let screen = view::visit(notebook, packs, visit, filter)?;
    let progress = screen.progress;
    context.tell(
        &Sentence::new("campaign-visit-head")
            .with("unit", screen.name.as_ref().unwrap_or(&screen.site.unit))
            .with("kind", &screen.site.kind)
            .with("asked", progress.asked)
            .with("answered", progress.answered)
            .with("differing", progress.differing),
    );
    let lines = screen.rows.iter().flat_map(|row| lines(row, context));
    let lines: Vec<Vec<String>> = lines.collect();
    let header = [
        "campaign-column-indicator",
        "campaign-column-member",
        "campaign-column-verdict",
        "campaign-column-mark",
        "campaign-column-why",
    ];
    context.table(&header.map(|code| context.word(code)), &lines, &[]);
    context.note_few(
        screen
            .rows
            .iter()
            .filter(|row| is_of_few_persons(packs, &screen.site.kind, row))
            .count(),
    );
    if !screen.signatures.is_empty() {
        tell_signed(&screen.signatures, context);
    }
    Ok(())
}

fn is_of_few_persons(packs: &Packs, kind: &str, row: &Row) -> bool {
    let indicator = packs.get(row.pack).and_then(|pack| pack.indicator(&row.indicator));
    let said = row
        .answers
        .iter()
        .chain(&row.set_aside)
        .filter_map(|answer| answer.said.as_ref());
    let few = |said: &Said| indicator.is_some_and(|indicator| is_of_few(indicator, kind, said.answer.value()));
    said.into_iter().any(few)
}

/// The lines of an indicator: one an answer, or one that says that nobody looked.
fn lines(row: &Row, context: &Context) -> Vec<Vec<String>> {
    if row.answers.is_empty() {
        return vec![line(row, None, context)];
    }
    let standing = row.answers.iter().map(|answer| line(row, Some(answer), context));
    let set_aside = row.set_aside.iter().map(|answer| {
        let mut line = line(row, Some(answer), context);
        line[3] = context.word("campaign-set-aside");
        line
    });
    standing.chain(set_aside).collect()
}

fn line(row: &Row, answer: Option<&AnswerShown>, context: &Context) -> Vec<String> {
    let entity = crosscheck_core::field::answer_entity(row.pack, &row.indicator);
    let judgement = answer.map_or(row.judgement.as_ref(), |one| one.judgement.as_ref());
    let typed = answer.and_then(|one| match one.said.as_ref()?.answer.value() {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    });
    let reason = judgement.and_then(|one| one.reasons.first());
    let words = typed.or_else(|| reason.map(|reason| context.say(reason)));
    let members: Vec<&str> = answer
        .iter()
        .flat_map(|one| &one.members)
        .map(MemberId::as_str)
        .collect();
    let verdict = judgement.map_or_else(
        || context.word("campaign-unanswered"),
        |one| context.say(&one.verdict.word()),
    );
    let mark = match (row.answers.len(), answer.is_some_and(|one| one.decision)) {
        (2.., _) => context.word("campaign-two-answers"),
        (_, true) => context.word("campaign-decided"),
        _ => String::new(),
    };
    let words = words.unwrap_or_default();
    vec![entity.key.to_string(), members.join(" "), verdict, mark, words]
}

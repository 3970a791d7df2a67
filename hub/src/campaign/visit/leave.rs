//! `crosscheck visit leave` and `visit withdraw`: what is not finished before leaving a site, and taking a thing back.
//!
//! `tell` is what `visit show` ends with: each thing of the methods in a line.

use crosscheck_core::field::{LEDGER, NoteKind, bring_back, withdraw as take_back};
use crosscheck_core::ids::StreamName;
use crosscheck_core::merge::Withdrawn;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::view::{self, Burden, MethodsScreen, Row, Unfinished};
use crosscheck_core::{Error, Sentence};

use super::at::{At, WITHDRAWABLE, joined, thing};
use super::{interview, ledger};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Leave {
    #[command(flatten)]
    at: At,
}

#[derive(Debug, clap::Args)]
pub(super) struct Withdraw {
    #[command(flatten)]
    at: At,
    /// A talk, interview, ledger, document, note, finding or photo: the first characters of its key
    thing: String,
    /// Take the withdrawal back
    #[arg(long)]
    back: bool,
}

pub(super) fn withdraw(args: &Withdraw, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let thing = thing(&campaign.notebook, &visit, &WITHDRAWABLE, &args.thing)?;
    if args.back {
        bring_back(&mut campaign.notebook, &visit, &thing)?;
        context.tell(&Sentence::new("method-brought-back").with("key", &*thing.key));
    } else {
        take_back(&mut campaign.notebook, &visit, &thing)?;
        context.tell(&Sentence::new("method-taken-back").with("key", &*thing.key));
    }
    Ok(Outcome::Done)
}

/// Indicators in a line: what they have in common, and which.
fn indicators(rows: &[Row], code: &'static str, context: &Context) {
    if rows.is_empty() {
        return;
    }
    let ids: Vec<String> = rows
        .iter()
        .map(|row| format!("{}/{}", row.pack, row.indicator))
        .collect();
    let what = Sentence::new(code).with("count", rows.len());
    context.tell(&what.with("indicators", ids.join(" ")));
}

pub(super) fn leave(args: &Leave, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let screen = view::before_leaving(&campaign.notebook, &campaign.packs, &visit)?;
    indicators(&screen.missing, "method-leave-missing", context);
    indicators(&screen.to_check, "method-leave-to-check", context);
    indicators(&screen.differing, "method-leave-differing", context);
    unfinished(&screen.unfinished, context);
    let nothing = screen.missing.is_empty() && screen.differing.is_empty() && screen.unfinished.is_empty();
    if nothing {
        context.tell(&Sentence::new("method-leave-nothing"));
    }
    context.tell(&burden_line(&screen.burden));
    for signed in &screen.signatures {
        let what = Sentence::new("method-leave-code").with("code", signed.frontier.code().printed());
        context.tell(&what.with("outside", signed.outside));
    }
    if screen.signatures.is_empty() {
        context.tell(&Sentence::new("visit-paper-unsigned"));
    }
    Ok(Outcome::Done)
}

fn unfinished(all: &[Unfinished], context: &Context) {
    for one in all {
        let what = Sentence::new("method-leave-unfinished").with("name", context.say(&one.name));
        context.tell(&what.with("what", context.say(&one.what)));
    }
}

/// What a visit asked of the place, as a sentence.
pub fn burden_line(burden: &Burden) -> Sentence {
    Sentence::new("visit-paper-burden")
        .with("documents", burden.documents)
        .with("talks", burden.talks)
        .with("interviews", burden.interviews)
        .with("people", burden.people)
        .with("ledgers", burden.ledgers)
        .with("entries", burden.entries)
        .with("minutes", burden.minutes)
}

/// The methods of a visit, a line a thing.
pub fn method_lines(screen: &MethodsScreen, context: &Context) -> Vec<Sentence> {
    let mut lines = spoken(screen, context);
    lines.extend(looked_at(screen, context));
    lines
}

/// 座谈 and 访谈.
fn spoken(screen: &MethodsScreen, context: &Context) -> Vec<Sentence> {
    let mut lines = Vec::new();
    for row in screen.talks.iter().filter(|row| row.thing.counts()) {
        for talk in &row.held {
            let line = Sentence::new("method-line-talk").with("people", talk.people);
            let line = line.with("from", talk.from.format("%H:%M"));
            let line = line.with("to", talk.to.format("%H:%M"));
            lines.push(line.with("units", talk.units.join("、")));
        }
    }
    for row in screen.interviews.iter().filter(|row| row.thing.counts()) {
        let who = interview::who(row, context);
        for question in &row.questions {
            let line = Sentence::new("method-line-interview").with("who", &who);
            let line = line.with("people", row.group).with("question", &question.question);
            lines.push(line.with("counts", interview::counts(question, context)));
        }
    }
    lines
}

/// Ledgers, draws, documents, notes, findings and photos.
fn looked_at(screen: &MethodsScreen, context: &Context) -> Vec<Sentence> {
    let mut lines = Vec::new();
    let ledgers = screen.ledgers.iter().filter(|row| row.thing.counts());
    lines.extend(ledgers.map(|row| ledger::head(row, context)));
    for row in screen.draws.iter().filter(|row| row.which.kind != LEDGER) {
        let Some(record) = &row.record else { continue };
        let line = Sentence::new("method-line-draw").with("kind", context.say(&row.which.word()));
        let line = line.with("population", record.population).with("sample", record.sample);
        lines.push(line.with("units", record.main.join("、")));
    }
    let documents = screen.documents.iter().filter(|row| row.thing.counts());
    lines.extend(documents.map(|row| Sentence::new("method-line-document").with("title", joined(&row.title))));
    let notes = screen.site_notes.iter().filter(|row| row.thing.counts());
    lines.extend(notes.map(|row| Sentence::new("method-line-note").with("words", joined(&row.words))));
    let of = |kind: NoteKind| {
        let rows = screen.findings.iter().filter(|row| row.withdrawn != Withdrawn::Yes);
        rows.filter(|row| row.kind == kind).count()
    };
    let [findings, practices, difficulties] = NoteKind::ALL.map(of);
    if findings + practices + difficulties > 0 {
        let line = Sentence::new("method-line-findings").with("findings", findings);
        lines.push(line.with("practices", practices).with("difficulties", difficulties));
    }
    if screen.photos > 0 {
        lines.push(Sentence::new("visit-paper-photos").with("count", screen.photos));
    }
    lines
}

/// The end of `visit show`: the methods of a visit, what is not finished of them and what it asked of the place. Nothing
/// where no method was used.
pub(super) fn tell(notebook: &Notebook, visit: &StreamName, context: &Context) -> Result<(), Error> {
    let screen = view::methods(notebook, visit)?;
    let lines = method_lines(&screen, context);
    if lines.is_empty() {
        return Ok(());
    }
    context.print("");
    for line in &lines {
        context.tell(line);
    }
    unfinished(&screen.unfinished, context);
    context.tell(&burden_line(&screen.burden));
    Ok(())
}

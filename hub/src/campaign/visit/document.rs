//! `crosscheck visit document` and `visit note`: documents that were shown, and what was seen at the site.

use crosscheck_core::field::{SeenDocument, note_site, see_document};
use crosscheck_core::view::{self, DocumentRow};
use crosscheck_core::{Error, Sentence};

use super::at::{At, List, Show, day, joined, mark, members, warn};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Document {
    /// Record a document.
    Add(AddDocument),
    /// The documents of a visit.
    Show(Show),
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Note {
    /// Write down what was seen.
    Add(AddNote),
    /// The site notes of a visit.
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub(super) struct AddDocument {
    #[command(flatten)]
    at: At,
    /// What it is called
    #[arg(long)]
    title: String,
    /// Its number
    #[arg(long)]
    number: Option<String>,
    /// Its day, as 2017-06-05
    #[arg(long)]
    date: Option<String>,
    /// A copy was taken; without it the document was only seen
    #[arg(long)]
    copy: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct AddNote {
    #[command(flatten)]
    at: At,
    /// What was seen, without names
    #[arg(long)]
    text: String,
}

pub(super) fn documents(command: &Document, context: &Context) -> Run {
    match command {
        Document::Add(args) => add_document(args, context),
        Document::Show(args) => show_documents(args, context),
    }
}

pub(super) fn notes(command: &Note, context: &Context) -> Run {
    match command {
        Note::Add(args) => add_note(args, context),
        Note::Show(args) => show_notes(args, context),
    }
}

fn add_document(args: &AddDocument, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let document = SeenDocument {
        number: args.number.clone(),
        date: args.date.as_deref().map(day).transpose()?,
        copy: args.copy,
    };
    let seen = see_document(&mut campaign.notebook, &visit, &document, &args.title)?;
    warn(context, &[&args.title]);
    context.tell(&Sentence::new("method-document-added").with("key", &*seen.key));
    Ok(Outcome::Done)
}

fn add_note(args: &AddNote, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let note = note_site(&mut campaign.notebook, &visit, &args.text)?;
    warn(context, &[&args.text]);
    context.tell(&Sentence::new("method-note-added").with("key", &*note.key));
    Ok(Outcome::Done)
}

const DOCUMENTS: [(&str, &str); 7] = [
    ("document", "method-column-document"),
    ("member", "campaign-column-member"),
    ("title", "method-column-title"),
    ("number", "method-column-doc-number"),
    ("date", "method-column-date"),
    ("copy", "method-column-copy"),
    ("mark", "campaign-column-mark"),
];

/// A line for each statement that stands.
fn lines<'a>(row: &'a DocumentRow, context: &'a Context) -> impl Iterator<Item = Vec<String>> + 'a {
    row.seen.iter().map(move |seen| {
        vec![
            row.thing.entity.key.to_string(),
            members(&row.thing),
            joined(&row.title),
            seen.number.clone().unwrap_or_default(),
            seen.date.map(|day| day.to_string()).unwrap_or_default(),
            context.word(if seen.copy { "method-copy" } else { "method-seen" }),
            mark(row.thing.withdrawn, row.thing.differs, context),
        ]
    })
}

fn show_documents(args: &Show, context: &Context) -> Run {
    let (campaign, visit) = args.at.open()?;
    let documents = view::documents(&campaign.notebook, &visit)?;
    let rows: Vec<Vec<String>> = documents.iter().flat_map(|row| lines(row, context)).collect();
    let list = List {
        columns: &DOCUMENTS,
        numbers: &[],
        empty: "method-document-none",
    };
    list.print(&rows, args.format, context)
}

const NOTES: [(&str, &str); 4] = [
    ("note", "method-column-site-note"),
    ("member", "campaign-column-member"),
    ("words", "method-column-words"),
    ("mark", "campaign-column-mark"),
];

fn show_notes(args: &Show, context: &Context) -> Result<Outcome, Error> {
    let (campaign, visit) = args.at.open()?;
    let notes = view::site_notes(&campaign.notebook, &visit)?;
    let rows: Vec<Vec<String>> = notes
        .iter()
        .map(|row| {
            vec![
                row.thing.entity.key.to_string(),
                members(&row.thing),
                joined(&row.words),
                mark(row.thing.withdrawn, row.thing.differs, context),
            ]
        })
        .collect();
    let list = List {
        columns: &NOTES,
        numbers: &[],
        empty: "method-note-none",
    };
    list.print(&rows, args.format, context)
}

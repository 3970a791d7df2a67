//! What the commands of the five methods share: where a visit is, one thing of it by the beginning of its key, lists.

use std::path::PathBuf;

use chrono::NaiveDate;
use crosscheck_core::change::Entity;
use crosscheck_core::field::things;
use crosscheck_core::ids::{MemberId, StreamName};
use crosscheck_core::merge::Withdrawn;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::view::{Thing, Words};
use crosscheck_core::{Error, ErrorKind, Sentence, privacy};

use super::find;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Format, Outcome, Run};

/// Kinds of things that may be withdrawn, and whose words may be redacted.
pub(super) const WITHDRAWABLE: [&str; 9] = [
    "finding",
    "practice",
    "difficulty",
    "talk",
    "interview",
    "ledger",
    "document",
    "note",
    "photo",
];

/// A visit in a folder.
#[derive(Debug, clap::Args)]
pub(super) struct At {
    /// The visit: the first characters of its id in the list
    pub(super) visit: String,
    /// The campaign's folder
    #[arg(long)]
    pub(super) dir: PathBuf,
}

impl At {
    /// Opens the folder and finds the visit.
    pub(super) fn open(&self) -> Result<(Campaign, StreamName), Error> {
        let campaign = Campaign::open(&self.dir)?;
        let visit = find(&campaign.notebook, &campaign.packs, &self.visit)?;
        Ok((campaign, visit))
    }
}

/// What is listed of a visit, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    #[command(flatten)]
    pub(super) at: At,
    /// Table, csv or json
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// Pack number and id of an indicator the campaign has.
pub(super) fn indicator(campaign: &Campaign, code: &str) -> Result<(u64, String), Error> {
    let read = code
        .split_once('/')
        .and_then(|(pack, id)| Some((pack.parse().ok()?, id.to_owned())));
    let known = |(number, id): &(u64, String)| {
        let pack = campaign.packs.get(*number);
        pack.is_some_and(|pack| pack.indicators.iter().any(|one| one.id() == id))
    };
    let unknown = || {
        let what = Sentence::new("photo-indicator-unknown").with("indicator", code);
        Error::new(ErrorKind::BadInput, what)
    };
    read.filter(known).ok_or_else(unknown)
}

/// A day as it is typed.
pub(super) fn day(text: &str) -> Result<NaiveDate, Error> {
    text.parse().map_err(|_| {
        let what = Sentence::new("campaign-day-bad").with("day", text);
        Error::new(ErrorKind::BadInput, what)
    })
}

/// An indicator as it is typed.
pub(super) fn indicator_code(indicator: Option<&(u64, String)>) -> String {
    indicator.map(|(pack, id)| format!("{pack}/{id}")).unwrap_or_default()
}

/// The one thing of these kinds at a visit whose key begins like this.
pub(super) fn thing(notebook: &Notebook, visit: &StreamName, kinds: &[&str], wanted: &str) -> Result<Entity, Error> {
    let all = kinds.iter().flat_map(|kind| things(notebook, visit, kind));
    let mut all: Vec<Entity> = all.filter(|thing| thing.key.starts_with(wanted)).collect();
    match (all.len(), wanted.is_empty()) {
        (1, _) => Ok(all.remove(0)),
        (0, _) => Err(Error::new(
            ErrorKind::NotFound,
            Sentence::new("method-thing-none").with("key", wanted),
        )),
        _ => {
            let known: Vec<String> = all.iter().map(|thing| short(&thing.key)).collect();
            let what = Sentence::new("method-thing-several").with("known", known.join(", "));
            Err(Error::new(ErrorKind::BadInput, what))
        }
    }
}

/// A key as lists show it.
pub(super) fn short(key: &str) -> String {
    key.chars().take(8).collect()
}

/// Several people's words in one cell.
pub(super) fn joined(words: &Words) -> String {
    let words: Vec<&str> = words.iter().map(|(_, words)| &**words).collect();
    words.join("；")
}

/// Who says a thing, in one cell.
pub(super) fn members(thing: &Thing) -> String {
    let members: Vec<&str> = thing.members.iter().map(MemberId::as_str).collect();
    members.join(" ")
}

/// How a thing stands, where that is worth a word.
pub(super) fn mark(withdrawn: Withdrawn, differs: bool, context: &Context) -> String {
    match (withdrawn, differs) {
        (Withdrawn::Yes, _) => context.word("method-withdrawn"),
        (Withdrawn::Changed, _) => context.word("method-withdrawn-changed"),
        (_, true) => context.word("campaign-two-answers"),
        _ => String::new(),
    }
}

/// Says what typed words may hold that should not be there; they are saved all the same.
pub(super) fn warn(context: &Context, texts: &[&str]) {
    for warning in texts.iter().flat_map(|text| privacy::warnings(text)) {
        context.note(&warning);
    }
}

/// A list: its columns as codes and in words.
pub(super) struct List<'a> {
    pub(super) columns: &'a [(&'a str, &'static str)],
    /// Those aligned to the right.
    pub(super) numbers: &'a [usize],
    /// What is said where nothing is in it.
    pub(super) empty: &'static str,
}

impl List<'_> {
    /// Prints rows whose first cell is a key.
    pub(super) fn print(&self, rows: &[Vec<String>], format: Format, context: &Context) -> Run {
        let codes = || self.columns.iter().map(|(code, _)| *code);
        match format {
            Format::Json => {
                let object = |row: &Vec<String>| -> serde_json::Map<String, serde_json::Value> {
                    let cells = row.iter().map(|cell| serde_json::Value::from(cell.as_str()));
                    codes().map(str::to_owned).zip(cells).collect()
                };
                context.json(&rows.iter().map(object).collect::<Vec<_>>())?;
            }
            Format::Csv => context.csv(&codes().collect::<Vec<_>>(), rows),
            Format::Table if rows.is_empty() => context.tell(&Sentence::new(self.empty)),
            Format::Table => {
                let header: Vec<String> = self.columns.iter().map(|(_, word)| context.word(word)).collect();
                let shown = rows.iter().cloned().map(|mut row| {
                    row[0] = short(&row[0]);
                    row
                });
                context.table(&header, &shown.collect::<Vec<_>>(), self.numbers);
            }
        }
        Ok(Outcome::Done)
    }
}

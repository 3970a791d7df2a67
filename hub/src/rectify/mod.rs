//! `crosscheck rectify`: the organiser's list of what is to be mended, one file a command.
//!
//! Core says which step may follow which and what of a returned list is taken; here items are looked up by number, files
//! are read and written, and what would change is shown before it is done.

mod decide;
mod export;
mod import;
mod list;
mod open;
mod places;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use crosscheck_core::rectify::day;
use crosscheck_core::view::{self, ItemRow, ListAsked, Places};
use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::campaign::folder::Campaign;
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Put findings, or an indicator a place is to reach, on the list.
    Open(open::Args),
    /// The list.
    List(list::List),
    /// One item with everything that was done.
    Show(list::Show),
    /// Write the list a place answers on.
    Export(export::Args),
    /// Take a returned list.
    Import(import::Args),
    /// Take an item off the list.
    Accept(decide::Decide),
    /// Give an item back.
    Return(decide::Decide),
    /// Agree with an objection; the item is closed.
    Dismiss(decide::Decide),
    /// Keep an item in spite of an objection.
    Uphold(decide::Decide),
    /// Give an item more time.
    Extend(decide::Extend),
    /// Key areas and what was done about them.
    Places(places::Args),
}

pub fn run(args: &Args, context: &Context) -> Run {
    use crosscheck_core::rectify::Step;
    match &args.command {
        Command::Open(args) => open::run(args, context),
        Command::List(args) => list::list(args, context),
        Command::Show(args) => list::show(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Accept(args) => decide::run(args, Step::Accept, context),
        Command::Return(args) => decide::run(args, Step::Return, context),
        Command::Dismiss(args) => decide::run(args, Step::Dismiss, context),
        Command::Uphold(args) => decide::run(args, Step::Uphold, context),
        Command::Extend(args) => decide::extend(args, context),
        Command::Places(args) => places::run(args, context),
    }
}

/// An open campaign with what units are called.
struct Desk {
    campaign: Campaign,
    places: Places,
    today: NaiveDate,
}

impl Desk {
    fn open(dir: &Path) -> Result<Self, Error> {
        let campaign = Campaign::open(dir)?;
        Ok(Self {
            places: Places::of_campaign(&campaign.notebook)?,
            today: view::today(&campaign.notebook),
            campaign,
        })
    }

    fn asked<'a>(&'a self, place: Option<&'a str>) -> ListAsked<'a> {
        ListAsked {
            places: &self.places,
            place,
            today: self.today,
        }
    }

    fn items(&self, place: Option<&str>) -> Result<Vec<ItemRow>, Error> {
        view::rectification(&self.campaign.notebook, &self.campaign.packs, &self.asked(place))
    }

    /// The item of a number, in either case.
    fn item(&self, number: &str) -> Result<ItemRow, Error> {
        let wanted = number.trim();
        let found = self
            .items(None)?
            .into_iter()
            .find(|row| row.number.eq_ignore_ascii_case(wanted));
        found.ok_or_else(|| {
            let what = Sentence::new("rectify-number-none").with("number", wanted);
            Error::new(ErrorKind::NotFound, what)
        })
    }
}

/// Which places: the beginning of their ids, or the name of a province.
fn place(text: Option<&str>) -> Option<&str> {
    text.map(|text| Places::province_of(text).unwrap_or(text))
}

/// A day of the command line.
fn read_day(text: &str) -> Result<NaiveDate, Error> {
    day(text).ok_or_else(|| {
        let what = Sentence::new("rectify-day-bad").with("text", text);
        Error::new(ErrorKind::BadInput, what)
    })
}

/// The folder of a campaign.
#[derive(Debug, clap::Args)]
struct Dir {
    /// The organiser's folder
    #[arg(long)]
    dir: PathBuf,
}

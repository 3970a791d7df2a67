//! `crosscheck rectify open`: findings, or an indicator a place is to reach, become items of the list.

use std::path::PathBuf;

use clap::ValueEnum;
use crosscheck_core::ids::GroupId;
use crosscheck_core::lead::{Terms, open_items};
use crosscheck_core::rectify::{Band, Days, Origin, State, days};
use crosscheck_core::{Error, ErrorKind, Sentence, table, view};

use super::{Desk, Dir, place, read_day};
use crate::context::{Context, Outcome, Run, file_name, read};

/// How soon, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BandArg {
    /// 立行立改
    Immediate,
    /// 限期
    Dated,
    /// 长期坚持
    Standing,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    dir: Dir,
    /// Only this group's findings
    #[arg(long)]
    group: Option<String>,
    /// Only places whose id begins so, or a province by name
    #[arg(long)]
    place: Option<String>,
    /// An indicator a place is to reach instead, as UNIT:PACK/INDICATOR
    #[arg(long, conflicts_with_all = ["group", "place"])]
    task: Option<String>,
    /// immediate, dated or standing
    #[arg(long, value_enum)]
    band: BandArg,
    /// The day by which it is to be mended
    #[arg(long, conflicts_with = "within")]
    by: Option<String>,
    /// So many working days from today
    #[arg(long)]
    within: Option<u16>,
    /// Table of days off and worked weekends: columns day and kind (休, 班)
    #[arg(long, requires = "within")]
    holidays: Option<PathBuf>,
    /// Number of the letter that asks for it
    #[arg(long, default_value = "")]
    basis: String,
    /// Why
    #[arg(long)]
    reason: String,
}

fn bad(what: Sentence) -> Error {
    Error::new(ErrorKind::BadInput, what)
}

impl Args {
    fn terms(&self, desk: &Desk) -> Result<Terms, Error> {
        let deadline = match (&self.by, self.within) {
            (Some(text), _) => Some(read_day(text)?),
            (None, Some(count)) => {
                let table = match &self.holidays {
                    Some(path) => Days::read(&table::read(&file_name(path), &read(path)?, None)?)?,
                    None => Days::default(),
                };
                let day = days(desk.today, count, &table);
                Some(day.ok_or_else(|| bad(Sentence::new("rectify-no-working-day")))?)
            }
            (None, None) => None,
        };
        Ok(Terms {
            band: match self.band {
                BandArg::Immediate => Band::Immediate,
                BandArg::Dated => Band::Dated,
                BandArg::Standing => Band::Standing,
            },
            deadline,
            basis: self.basis.clone(),
            reason: self.reason.clone(),
        })
    }
}

/// An indicator a place is to reach, as UNIT:PACK/INDICATOR.
fn task(desk: &Desk, text: &str) -> Result<(Origin, bool), Error> {
    let parts = text.split_once(':').and_then(|(unit, asked)| {
        let (pack, indicator) = asked.split_once('/')?;
        Some((unit, pack.parse::<u64>().ok()?, indicator))
    });
    let known = parts.filter(|(_, pack, indicator)| {
        let pack = desk.campaign.packs.get(*pack);
        pack.is_some_and(|pack| pack.indicators.iter().any(|one| one.id() == *indicator))
    });
    let (unit, pack, indicator) = known.ok_or_else(|| bad(Sentence::new("rectify-task-bad").with("task", text)))?;
    let origin = Origin::Task {
        unit: unit.to_owned(),
        pack,
        indicator: indicator.to_owned(),
    };
    Ok((origin, false))
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir.dir)?;
    desk.campaign.notebook.may_write()?;
    let terms = args.terms(&desk)?;
    let origins = match &args.task {
        Some(text) => vec![task(&desk, text)?],
        None => findings(&desk, args)?,
    };
    let opened = open_items(&mut desk.campaign.notebook, &origins, &terms)?;
    desk.campaign.notebook.seal()?;
    context.warn(&desk.campaign.notebook.warned());
    let deadline = terms.deadline.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let told = Sentence::new("rectify-opened").with("count", opened);
    context.tell(&told.with("deadline", deadline).with("same", origins.len() - opened));
    if opened > 0 {
        context.note(&Sentence::new("rectify-opened-next").with("dir", args.dir.dir.display()));
    }
    Ok(Outcome::Done)
}

fn findings(desk: &Desk, args: &Args) -> Result<Vec<(Origin, bool)>, Error> {
    let groups = view::campaign(&desk.campaign.notebook)?.groups;
    let mut groups: Vec<GroupId> = groups.into_iter().map(|group| group.id).collect();
    if let Some(wanted) = &args.group {
        groups.retain(|group| group.as_str() == wanted);
        if groups.is_empty() {
            return Err(bad(Sentence::new("campaign-group-unknown").with("group", wanted)));
        }
    }
    let asked = desk.asked(place(args.place.as_deref()));
    let rows = view::unlisted(&desk.campaign.notebook, &desk.campaign.packs, &groups, &asked)?;
    let origin = |row: view::ItemRow| (row.origin, row.state == Some(State::FixedOnSite));
    Ok(rows.into_iter().map(origin).collect())
}

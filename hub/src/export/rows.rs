//! The rows of a campaign's tables, one after another: group by group, county by county, site by site.
//!
//! Beside the folded log no more is held than the sites of one county and what was answered there about protected
//! persons; the list of rectification, which is one of findings, is the only table that is read whole.

use crosscheck_core::ids::StreamName;
use crosscheck_core::merge::Withdrawn;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::report::data::{Dataset, Told, finding_row, item_row, tally_rows};
use crosscheck_core::report::documents::Options;
use crosscheck_core::view::{self, County, ListAsked, Packs, Places};
use crosscheck_core::{Error, Lang};

/// How far the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Visits that were read.
    pub done: usize,
    /// Visits there are.
    pub visits: usize,
}

/// Takes a row of a table.
pub type Take<'a> = dyn FnMut(Dataset, Vec<String>) -> Result<(), Error> + 'a;

/// Hands out every row of every table. Those of one table come in order, between those of others.
///
/// # Errors
/// When the store cannot be read, and what `take` says.
pub fn rows(
    (notebook, packs, lang): (&Notebook, &Packs, Lang),
    step: &mut dyn FnMut(Step),
    take: &mut Take<'_>,
) -> Result<(), Error> {
    let places = Places::of_campaign(notebook)?;
    let options = Options {
        lang,
        named: true,
        ..Options::default()
    };
    let groups = view::campaign(notebook)?.groups.into_iter();
    let homes: Vec<StreamName> = groups.map(|group| StreamName::Group(group.id)).collect();
    let count = |home: &StreamName| view::counties(notebook, home).iter().map(Vec::len).sum::<usize>();
    let visits = homes.iter().map(count).sum();
    let mut done = 0;
    for home in &homes {
        for here in view::counties(notebook, home) {
            let Some(county) = County::read(notebook, packs, &places, (home, &here))? else {
                continue;
            };
            one_county(notebook, packs, (&county, &options), take)?;
            done += here.len();
            step(Step { done, visits });
        }
    }
    let asked = ListAsked {
        places: &places,
        place: None,
        today: view::today(notebook),
    };
    let items = view::rectification(notebook, packs, &asked)?;
    items
        .iter()
        .try_for_each(|item| take(Dataset::Rectification, item_row(item)))
}

fn one_county(
    notebook: &Notebook,
    packs: &Packs,
    (county, options): (&County, &Options),
    take: &mut Take<'_>,
) -> Result<(), Error> {
    let told = Told::new(county, packs, options);
    told.sites().try_for_each(|row| take(Dataset::Sites, row))?;
    for (at, site) in county.sites().iter().enumerate() {
        let asked = county.answers(notebook, packs, at)?;
        told.answers(&asked, &mut |row| take(Dataset::Answers, row))?;
        let notes = view::findings_of(notebook, &site.visit)?.into_iter();
        notes
            .filter(|note| note.withdrawn != Withdrawn::Yes)
            .try_for_each(|note| take(Dataset::Findings, finding_row(county.group(), &note)))?;
    }
    let tallies = county.tallies(notebook)?;
    tally_rows(&tallies)
        .into_iter()
        .try_for_each(|row| take(Dataset::Interviews, row))
}

//! 三级重点地区: the listed places with what was done about each, and whether it was too little in a year.

use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::rectify::{Listing, Measure, supervised, too_few};

/// A listed place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRow {
    /// Id of the place.
    pub unit: String,
    /// How it is listed; where two machines of the organiser differ, each of them.
    pub listings: Vec<Listing>,
    /// What was done, by day.
    pub measures: Vec<Measure>,
    /// How often it was supervised in the year that was asked about.
    pub supervised: usize,
    /// Whether that is fewer than it is owed.
    pub too_few: bool,
}

/// The listed places, by id.
#[must_use]
pub fn listed(notebook: &Notebook, year: i32) -> Vec<ListedRow> {
    let mut rows: Vec<ListedRow> = Vec::new();
    for field in notebook.state().fields_of_kind(&StreamName::Office, "listed") {
        let unit = &*field.key.entity.key;
        if rows.last().is_none_or(|row| row.unit != unit) {
            rows.push(ListedRow {
                unit: unit.to_owned(),
                listings: Vec::new(),
                measures: Vec::new(),
                supervised: 0,
                too_few: false,
            });
        }
        let Some(row) = rows.last_mut() else { continue };
        for value in field.values() {
            row.listings
                .extend(Listing::read(value).ok().filter(|_| &*field.key.field == "listing"));
            row.measures.extend(
                Measure::read(value)
                    .ok()
                    .filter(|_| field.key.field.starts_with("measure.")),
            );
        }
    }
    for row in &mut rows {
        row.measures
            .sort_by(|one, other| (one.on, &one.document).cmp(&(other.on, &other.document)));
        row.supervised = supervised(&row.measures, year);
        row.too_few = row.listings.iter().any(|listing| too_few(listing, &row.measures, year));
    }
    rows
}

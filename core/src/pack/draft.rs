//! What the three forms have in common: cells of a header and cells of rows, held to one set of rules.
//!
//! Problems of the header and of every row are collected before anything is refused, so that a list is mended once.

use std::collections::HashMap;

use super::header::{self, Header, Setting};
use super::indicator::{COLUMNS, Indicator};
use super::row::Row;
use super::{MAX_INDICATORS, Pack, cell, columns, rules};
use crate::table::{Cell, Table};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// The settings of a header and the place of what holds them.
pub(super) type Settings = (Place, Vec<Setting>);

/// The pack of a header and rows, each of them as far as it could be read.
pub(super) fn pack(settings: Result<Settings, Error>, table: Result<Table, Error>) -> Result<Pack, Error> {
    let mut problems = Vec::new();
    let header = match settings {
        Ok((place, settings)) => header::read(&settings, &place, &mut problems),
        Err(error) => {
            problems.extend(error.problems);
            Header::default()
        }
    };
    let indicators = match table {
        Ok(table) => indicators(&table, &header.doc, &mut problems),
        Err(error) => {
            problems.extend(error.problems);
            Vec::new()
        }
    };
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(Pack { header, indicators })
}

fn indicators(table: &Table, doc: &str, problems: &mut Vec<Problem>) -> Vec<Indicator> {
    if table.rows.len() > MAX_INDICATORS {
        let what = Sentence::new("pack-too-many").with("count", table.rows.len());
        problems.push(Problem::new(table.place.clone(), what.with("limit", MAX_INDICATORS)));
        return Vec::new();
    }
    let Some(positions) = columns::positions(table, problems) else {
        return Vec::new();
    };
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut indicators = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let raw: [Cell; 32] = positions.map(|position| row.cells[position].clone());
        let place = table.place.clone().row(row.number);
        let id = row.cells[positions[0]].text.as_str();
        if let Some(earlier) = seen.get(id).filter(|_| !id.is_empty()) {
            let what = Sentence::new("pack-id-twice")
                .with("id", cell::quote(id))
                .with("row", earlier);
            problems.push(Problem::new(place.clone().column(COLUMNS[0]), what));
        }
        seen.entry(id).or_insert(row.number);
        indicators.extend(indicator(&raw, doc, place, problems));
    }
    indicators
}

fn indicator(raw: &[Cell; 32], doc: &str, place: Place, problems: &mut Vec<Problem>) -> Option<Indicator> {
    let cells: [String; 32] = std::array::from_fn(|index| raw[index].text.clone());
    let mut row = Row::new(&cells, doc, place, problems);
    row.check_cells(raw);
    rules::indicator(&mut row).ok()
}

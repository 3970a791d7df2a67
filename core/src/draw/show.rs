//! A certificate as rows: one for each unit, as `draw show` prints them.
//!
//! The CSV is fixed, so that two offices can compare theirs byte by byte: strata, then rank; tickets cut to 18 decimals;
//! nothing where there is nothing to say.

use serde::Serialize;

use super::certificate::{Certificate, DrawnUnit, Release, Roll, VoidRoll};
use super::freeze::StratumSize;
use crate::{Error, canonical, table};

/// The columns of the CSV, in order.
pub const COLUMNS: [&str; 8] = [
    "stratum",
    "rank",
    "role",
    "unit",
    "name",
    "ticket",
    "probability",
    "weight",
];
/// Decimals of a ticket that are shown.
const TICKET_DECIMALS: usize = 18;

/// One unit as it is shown; empty texts for what it has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Stratum.
    pub stratum: String,
    /// From 1 in each stratum; empty for designated units.
    pub rank: String,
    /// `main`, `reserve` or `designated`.
    pub role: &'static str,
    /// Id.
    pub unit: String,
    /// Name.
    pub name: String,
    /// Ticket, 18 decimals, not rounded.
    pub ticket: String,
    /// Inclusion probability, `a/b`.
    pub probability: String,
    /// Weight, 9 decimals.
    pub weight: String,
}

impl Shown {
    /// The cells in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(self) -> Vec<String> {
        let role = self.role.to_owned();
        let (rank, unit, name) = (self.rank, self.unit, self.name);
        vec![
            self.stratum,
            rank,
            role,
            unit,
            name,
            self.ticket,
            self.probability,
            self.weight,
        ]
    }
}

/// A certificate without its plan, as other programs read it.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    title: &'a str,
    ceremony: &'a str,
    commitment: &'a str,
    frame_hash: &'a str,
    strata: Vec<StratumState<'a>>,
    rolls: &'a [Roll],
    units: &'a [DrawnUnit],
    releases: &'a [Release],
    void_rolls: &'a [VoidRoll],
}

/// One stratum: its sizes, and whether it is rolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StratumState<'a> {
    /// Its sizes as frozen.
    #[serde(flatten)]
    pub size: &'a StratumSize,
    /// Whether its seed has been rolled.
    pub rolled: bool,
}

/// Every stratum of a certificate, rolled or not.
#[must_use]
pub fn strata<'a>(certificate: &'a Certificate) -> Vec<StratumState<'a>> {
    let state = |size: &'a StratumSize| StratumState {
        rolled: certificate.roll_of(&size.label).is_some(),
        size,
    };
    certificate.plan.strata_sizes.iter().map(state).collect()
}

/// The JSON of a certificate's content without its plan: whole tickets, ranks as numbers.
///
/// # Errors
/// Never for a certificate that was read.
pub fn json(certificate: &Certificate) -> Result<String, Error> {
    let summary = Summary {
        title: &certificate.plan.plan.title,
        ceremony: &certificate.plan.plan.ceremony,
        commitment: &certificate.commitment,
        frame_hash: &certificate.plan.frame_hash,
        strata: strata(certificate),
        rolls: &certificate.rolls,
        units: &certificate.units,
        releases: &certificate.releases,
        void_rolls: &certificate.void_rolls,
    };
    serde_json::to_string_pretty(&summary).map_err(|error| canonical::json_error(&error))
}

/// Every unit of a certificate.
#[must_use]
pub fn show(certificate: &Certificate) -> Vec<Shown> {
    certificate.units.iter().map(shown).collect()
}

/// The CSV of a certificate: UTF-8, LF.
#[must_use]
pub fn csv(certificate: &Certificate) -> Vec<u8> {
    let rows: Vec<Vec<String>> = show(certificate).into_iter().map(Shown::cells).collect();
    table::write_csv(&COLUMNS, &rows)
}

fn shown(unit: &DrawnUnit) -> Shown {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let ticket = text(&unit.ticket).chars().take("0.".len() + TICKET_DECIMALS).collect();
    Shown {
        stratum: unit.stratum.clone(),
        rank: unit.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        role: unit.role.code(),
        unit: unit.unit.clone(),
        name: text(&unit.name),
        ticket,
        probability: text(&unit.probability),
        weight: text(&unit.weight),
    }
}

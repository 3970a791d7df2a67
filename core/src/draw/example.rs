//! A small draw for the tests of this room: twelve units in three strata.

use super::certificate::Certificate;
use super::freeze::{Frozen, freeze};
use super::plan::Plan;
use super::roll::{Ceremony, roll};
use crate::Error;
use crate::table::{Table, read_as_written};

pub(super) const SEED: &str = "482917305561028374659120";

/// Units 01 to 12: four each in 甲, 乙 and 丙, sizes 1 to 12.
pub(super) fn frame() -> Table {
    let rows: String = (1..=12)
        .map(|n| format!("{n:02},单位{n},{},{n}\n", ["甲", "乙", "丙"][n % 3]))
        .collect();
    read_as_written("名单.csv", format!("code,name,省,size\n{rows}").as_bytes(), None).unwrap()
}

/// A plan over [`frame`] with the keys given, which must hold design and size.
pub(super) fn plan(keys: &str) -> Plan {
    let text = format!("title = '试抽'\nframe = '名单.csv'\nid = 'code'\nname = 'name'\n{keys}\n");
    Plan::read("PLAN.toml", text.as_bytes()).unwrap()
}

pub(super) fn frozen(keys: &str) -> Frozen {
    freeze(&plan(keys), frame(), None).unwrap().frozen
}

pub(super) fn refused(keys: &str) -> Vec<String> {
    said(freeze(&plan(keys), frame(), None).unwrap_err())
}

pub(super) fn ceremony(stratum: Option<&str>) -> Ceremony {
    Ceremony {
        stratum: stratum.map(str::to_owned),
        seed: SEED.to_owned(),
        ..Ceremony::default()
    }
}

/// A certificate of a plan with one seed.
pub(super) fn rolled(keys: &str) -> Certificate {
    roll(&frozen(keys), frame(), None, ceremony(None)).unwrap()
}

pub(super) fn said(error: Error) -> Vec<String> {
    error
        .problems
        .iter()
        .map(|problem| problem.what.code().to_owned())
        .collect()
}

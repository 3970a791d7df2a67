//! Printed sheets: what an inspector holds in the hand, one for each kind of site, in the printed order of the document.
//!
//! The same sheet is printed and filled in by hand (`html`), or filled in a spreadsheet and judged (`xlsx`): its columns
//! and words are those of `judge::form`, so nothing on it can be filled in that judging would not read. There is a blank
//! for the recorder's office held and none for any inspected person. [`Filling`] writes answers into the same workbook,
//! for examples; what it writes says that it is generated.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::judge::form::{self, Line};
use crate::judge::{Answer, Condition, Facts};
use crate::pack::{Indicator, LEVELS, Pack};
use crate::{Error, ErrorKind, Sentence};

pub use super::sheet_example::filled_example;
pub use super::sheet_html::html;
pub use super::sheet_xlsx::xlsx;

/// The blank sheet for one kind of site.
#[derive(Debug, Clone)]
pub struct Blank<'a> {
    /// The kind of site; also the name of its worksheet.
    pub kind: &'a str,
    /// Levels at which its indicators are asked, from the highest; a choice is offered where there are several.
    pub levels: Vec<&'static str>,
    /// Conditions its indicators need facts for.
    pub conditions: Vec<Condition>,
    /// Its groups in printed order.
    pub groups: Vec<Group<'a>>,
}

/// What stands under one number: a printed item with its parts, or a single indicator.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The heading above it, where a new part of the document begins.
    pub band: Option<String>,
    /// Printed item, or a running number where the document numbers none.
    pub number: String,
    /// Its lines.
    pub lines: Vec<Line<'a>>,
}

/// Answers to write into a workbook, by kind of site.
#[derive(Debug, Clone, Default)]
pub struct Filling {
    /// The filled sheets.
    pub pages: BTreeMap<String, PageFilling>,
}

/// What is entered on one sheet.
#[derive(Debug, Clone, Default)]
pub struct PageFilling {
    /// Name of the inspected unit.
    pub unit: String,
    /// Level of the inspected place.
    pub level: String,
    /// The inspecting group.
    pub group: String,
    /// The recorder's office held.
    pub recorder: String,
    /// The day of the visit.
    pub date: Option<NaiveDate>,
    /// Facts for conditions.
    pub facts: Facts,
    /// Answers by indicator.
    pub answers: BTreeMap<String, Answer>,
}

/// The blank sheets of a pack, one for each kind of site in the order the document first names it, or the one asked for.
///
/// # Errors
/// [`ErrorKind::NotFound`] naming the kinds there are.
pub fn blanks<'a>(pack: &'a Pack, kind: Option<&str>) -> Result<Vec<Blank<'a>>, Error> {
    let mut kinds: Vec<&str> = Vec::new();
    for kind in pack.indicators.iter().flat_map(Indicator::site_kinds) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let Some(wanted) = kind else {
        return Ok(kinds.into_iter().map(|kind| blank(pack, kind)).collect());
    };
    if let Some(known) = kinds.iter().find(|known| **known == wanted) {
        return Ok(vec![blank(pack, known)]);
    }
    let what = Sentence::new("report-sheet-kind-unknown").with("known", kinds.join("、"));
    Err(Error::new(ErrorKind::NotFound, what))
}

fn blank<'a>(pack: &'a Pack, kind: &'a str) -> Blank<'a> {
    let asked = || {
        pack.indicators
            .iter()
            .filter(|indicator| indicator.site_kinds().any(|known| known == kind))
    };
    Blank {
        kind,
        levels: levels(kind, asked()),
        conditions: form::conditions(asked()),
        groups: groups(asked()),
    }
}

/// The levels a kind of site may have. A school, township or community is its own level and no other kind's: 省;学校 on an
/// indicator of 教育部门;学校 means the department at 省 and the school at 学校.
fn levels<'a>(kind: &str, indicators: impl Iterator<Item = &'a Indicator> + Clone) -> Vec<&'static str> {
    let asks = |level: &str| {
        indicators
            .clone()
            .any(|indicator| indicator.cell("answer_level").split(';').any(|known| known == level))
    };
    let asked: Vec<&str> = LEVELS.into_iter().filter(|level| asks(level)).collect();
    let own = |level: &&&str| kind.starts_with(**level);
    if let Some(level) = asked.iter().find(own) {
        return vec![level];
    }
    let offices: Vec<&str> = asked
        .iter()
        .copied()
        .filter(|level| ["省", "市", "县"].contains(level))
        .collect();
    if offices.is_empty() { asked } else { offices }
}

fn groups<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let (mut last_item, mut last_band) = (None, None);
    for indicator in indicators {
        let same_item = indicator.item.is_some() && indicator.item == last_item;
        if let Some(group) = groups.last_mut().filter(|_| same_item) {
            group.lines.extend(form::lines(indicator));
            continue;
        }
        let band = band(indicator);
        groups.push(Group {
            band: band.clone().filter(|_| band != last_band),
            number: indicator
                .item
                .map_or_else(|| (groups.len() + 1).to_string(), |item| item.to_string()),
            lines: form::lines(indicator),
        });
        last_band = band;
        last_item = indicator.item;
    }
    groups
}

/// The part of the table of items an indicator stands in; documents without such a table have no headings, since their
/// subjects alternate from line to line.
fn band(indicator: &Indicator) -> Option<String> {
    let clause: Vec<&str> = indicator.cell("clause").split('/').collect();
    match (indicator.item, clause.as_slice()) {
        (Some(_), [_, programme, area, ..]) => Some(format!("{programme} · {area}")),
        _ => None,
    }
}

/// The notice every sheet carries.
pub(super) fn notices() -> [Sentence; 2] {
    [
        Sentence::new("report-sheet-discipline"),
        Sentence::new("report-sheet-totals"),
    ]
}

/// What stands small under a requirement: clause, methods, levels, condition, and 只填总数 where protected persons count.
pub(super) fn footing(line: &Line, levels: usize) -> String {
    let indicator = line.indicator;
    let mut parts = vec![indicator.cell("clause").to_owned()];
    let joined = |column: &str| indicator.cell(column).replace(';', "、");
    if !indicator.cell("methods").is_empty() {
        parts.push(joined("methods"));
    }
    if levels > 1 {
        parts.push(format!("问{}", joined("answer_level")));
    }
    if !indicator.cell("applies_when").is_empty() {
        parts.push(format!("仅当：{}", indicator.cell("applies_when")));
    }
    if form::is_protected(indicator) {
        parts.push("只填总数".to_owned());
    }
    parts.join("　")
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;

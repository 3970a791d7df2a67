//! 数据导出: what a campaign holds as plain tables for whoever wants to reckon with them.
//!
//! A table is a name and its columns; its rows go out one after another, a site at a time, so that many of them need no
//! more memory than few. Cells about few protected persons are marked and say no number: they pass the same gate as a
//! document's. Names of columns are part of the form and are the same in every language.

use super::documents::{CellSeen, Material, Options, Seen};
use crate::Error;
use crate::exact::{Fraction, fraction_text};
use crate::field::NoteKind;
use crate::ids::GroupId;
use crate::judge::{Value, Verdict};
use crate::privacy::small::{Tally, by_county};
use crate::rectify::{Column, Origin};
use crate::view::{Asked, County, FindingRow, ItemRow, Packs, Places, Site};

/// What stands in a column, in the words of Frictionless Table Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text or a code.
    Text,
    /// A whole number.
    Integer,
    /// YYYY-MM-DD.
    Date,
    /// true or false.
    Boolean,
}

impl Type {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Boolean => "boolean",
        }
    }
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dataset {
    /// Visits.
    Sites,
    /// Answers with their verdicts.
    Answers,
    /// Findings, practices and difficulties.
    Findings,
    /// What was answered in interviews, by county and role; never by site.
    Interviews,
    /// Items of the rectification list.
    Rectification,
}

use Type::{Boolean, Date, Integer, Text};

const SITES: &[(&str, Type)] = &[
    ("visit", Text),
    ("group", Text),
    ("unit", Text),
    ("place", Text),
    ("province", Text),
    ("site_kind", Text),
    ("chosen", Text),
    ("round", Integer),
    ("first_day", Date),
    ("last_day", Date),
    ("signed", Boolean),
    ("talks", Integer),
    ("interviews", Integer),
    ("ledgers", Integer),
    ("documents", Integer),
    ("photos", Integer),
];

const ANSWERS: &[(&str, Type)] = &[
    ("visit", Text),
    ("group", Text),
    ("unit", Text),
    ("site_kind", Text),
    ("round", Integer),
    ("pack", Integer),
    ("indicator", Text),
    ("verdict", Text),
    ("self_reported", Boolean),
    ("differs", Boolean),
    ("numerator", Text),
    ("denominator", Text),
    ("unit_of_measure", Text),
    ("value", Text),
    ("suppressed", Boolean),
];

const FINDINGS: &[(&str, Type)] = &[
    ("number", Text),
    ("kind", Text),
    ("group", Text),
    ("visit", Text),
    ("indicator", Text),
    ("level", Text),
    ("severity", Integer),
    ("fact", Text),
    ("should", Text),
    ("actual", Text),
    ("reply", Text),
    ("fixed_on_site", Boolean),
    ("deadline", Date),
];

const INTERVIEWS: &[(&str, Type)] = &[
    ("group", Text),
    ("county", Text),
    ("role", Text),
    ("question", Text),
    ("option", Text),
    ("sites", Integer),
    ("count", Integer),
    ("suppressed", Boolean),
];

const RECTIFICATION: &[(&str, Type)] = &[
    ("number", Text),
    ("unit", Text),
    ("place", Text),
    ("problem", Text),
    ("band", Text),
    ("deadline", Date),
    ("state", Text),
    ("overdue", Boolean),
    ("goal", Text),
    ("measures", Text),
    ("lead", Text),
    ("post", Text),
    ("planned", Date),
    ("progress", Text),
    ("proof", Text),
    ("rating", Text),
];

impl Dataset {
    /// All of them, in the order of the package.
    pub const ALL: [Self; 5] = [
        Self::Sites,
        Self::Answers,
        Self::Findings,
        Self::Interviews,
        Self::Rectification,
    ];

    /// Its name: of the file and of the worksheet.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Answers => "answers",
            Self::Findings => "findings",
            Self::Interviews => "interviews",
            Self::Rectification => "rectification",
        }
    }

    /// Its columns.
    #[must_use]
    pub fn columns(self) -> &'static [(&'static str, Type)] {
        match self {
            Self::Sites => SITES,
            Self::Answers => ANSWERS,
            Self::Findings => FINDINGS,
            Self::Interviews => INTERVIEWS,
            Self::Rectification => RECTIFICATION,
        }
    }
}

/// What may be told of a county as one group visited it. Whatever a row holds of protected persons is decided by all of
/// the county's sites.
#[derive(Debug)]
pub struct Told<'a> {
    material: Material<'a>,
    seen: CellSeen<'a>,
}

impl<'a> Told<'a> {
    /// Decides it, once for a county.
    #[must_use]
    pub fn new(county: &'a County, packs: &'a Packs, options: &'a Options) -> Self {
        let material = Material {
            report: &county.kept,
            packs,
            options,
        };
        Self {
            material,
            seen: CellSeen::new(&material),
        }
    }

    /// The rows of [`Dataset::Sites`].
    pub fn sites(&self) -> impl Iterator<Item = Vec<String>> {
        let sites = self.material.report.sites.iter();
        sites.map(|site| site_row(&self.material, site))
    }

    /// Hands out the rows of [`Dataset::Answers`] of what was asked at a site of the county.
    ///
    /// # Errors
    /// What `row` says.
    pub fn answers(&self, asked: &[Asked], row: &mut dyn FnMut(Vec<String>) -> Result<(), Error>) -> Result<(), Error> {
        answers(&self.material, &self.seen, asked, row)
    }
}

fn visit(site: &Site) -> String {
    site.visit.to_string()
}

fn flag(flag: bool) -> String {
    flag.to_string()
}

fn day(day: Option<&chrono::NaiveDate>) -> String {
    day.map(ToString::to_string).unwrap_or_default()
}

fn site_row(material: &Material, site: &Site) -> Vec<String> {
    vec![
        visit(site),
        material.report.id.to_string(),
        site.unit.clone(),
        site.name.clone(),
        Places::province(&site.province).to_owned(),
        site.kind.clone(),
        site.chosen.clone(),
        site.round.to_string(),
        day(site.days.as_ref().map(|days| &days.0)),
        day(site.days.as_ref().map(|days| &days.1)),
        flag(site.signed),
        site.talks.0.to_string(),
        site.interviews.0.to_string(),
        site.ledgers.0.to_string(),
        site.documents.to_string(),
        site.photos.to_string(),
    ]
}

/// A whole number as it is, any other as a fraction: nothing is rounded.
fn exact(value: &Fraction) -> String {
    let text = fraction_text(value);
    text.strip_suffix("/1").unwrap_or(&text).to_owned()
}

fn numbers(value: &Value) -> [String; 2] {
    match value {
        Value::Rate(rate) => [exact(&rate.numerator), exact(&rate.denominator)],
        Value::Count(count) => [exact(count), String::new()],
        Value::Sampled(sample) => [sample.hits().to_string(), sample.sample().to_string()],
        _ => [String::new(), String::new()],
    }
}

fn answers(
    material: &Material,
    seen: &CellSeen,
    asked: &[Asked],
    row: &mut dyn FnMut(Vec<String>) -> Result<(), Error>,
) -> Result<(), Error> {
    for asked in asked {
        let unit = material.indicator(asked).map_or("", |indicator| indicator.cell("unit"));
        for answer in &asked.sites {
            let Some(site) = material.report.sites.get(answer.site) else {
                continue;
            };
            let verdict = answer.verdict.map_or("", Verdict::code);
            let (numbers, words, suppressed) = match seen.found(asked, answer) {
                Seen::Nothing => ([String::new(), String::new()], String::new(), false),
                Seen::Open(value, words) => (numbers(value), words, false),
                Seen::Kept(words) => ([String::new(), String::new()], words, true),
            };
            let [numerator, denominator] = numbers;
            row(vec![
                visit(site),
                material.report.id.to_string(),
                site.unit.clone(),
                site.kind.clone(),
                site.round.to_string(),
                asked.pack.to_string(),
                asked.indicator.clone(),
                verdict.to_owned(),
                flag(answer.self_reported),
                flag(answer.differs),
                numerator,
                denominator,
                unit.to_owned(),
                words,
                flag(suppressed),
            ])?;
        }
    }
    Ok(())
}

/// A row of [`Dataset::Findings`].
#[must_use]
pub fn finding_row(group: &GroupId, one: &FindingRow) -> Vec<String> {
    let origin = Origin::Finding {
        visit: one.visit.clone(),
        finding: one.entity.key.to_string(),
    };
    let number = match one.kind {
        NoteKind::Finding => origin.number(),
        NoteKind::Practice | NoteKind::Difficulty => String::new(),
    };
    let indicator = one.indicator.as_ref().map(|(pack, id)| format!("{pack}/{id}"));
    let severity = one.severity.map(|severity| (severity as i64).to_string());
    vec![
        number,
        one.kind.code().to_owned(),
        group.to_string(),
        one.visit.to_string(),
        indicator.unwrap_or_default(),
        one.level.clone().unwrap_or_default(),
        severity.unwrap_or_default(),
        one.fact.join(" ⇄ "),
        one.should.clone().unwrap_or_default(),
        one.actual.clone().unwrap_or_default(),
        one.reply.map(|reply| reply.code().to_owned()).unwrap_or_default(),
        flag(one.fixed),
        one.deadline.clone().unwrap_or_default(),
    ]
}

/// The rows of [`Dataset::Interviews`] of a county: where one site alone was asked in a county, no count is told.
#[must_use]
pub fn tally_rows(tallies: &[Tally]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for county in by_county(tallies) {
        let mut words = county.question.lines();
        let question = words.next().unwrap_or_default().to_owned();
        let (group, areas) = county
            .areas
            .split_last()
            .map_or(("", &[][..]), |(group, areas)| (group.as_str(), areas));
        for (at, option) in words.enumerate() {
            let count = county.counts.as_ref().and_then(|counts| counts.get(at));
            rows.push(vec![
                group.to_owned(),
                areas.last().cloned().unwrap_or_default(),
                county.role.clone(),
                question.clone(),
                option.to_owned(),
                county.sites.to_string(),
                count.map(ToString::to_string).unwrap_or_default(),
                flag(count.is_none()),
            ]);
        }
    }
    rows
}

/// A row of [`Dataset::Rectification`].
#[must_use]
pub fn item_row(item: &ItemRow) -> Vec<String> {
    let mut row = vec![
        item.number.clone(),
        item.unit.clone(),
        item.place.clone(),
        item.problem.clone(),
        item.band.map(|band| band.code().to_owned()).unwrap_or_default(),
        day(item.deadline.as_ref()),
        item.state.map(|state| state.code().to_owned()).unwrap_or_default(),
        flag(item.overdue),
    ];
    row.extend(Column::OPEN.map(|column| item.cell(column)));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_column_stands_once_in_its_table() {
        for table in Dataset::ALL {
            let mut names: Vec<&str> = table.columns().iter().map(|(name, _)| *name).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{}", table.name());
        }
    }

    #[test]
    fn nothing_is_rounded() {
        let third = crate::exact::ratio(1, 3).unwrap();
        let seven = crate::exact::whole(7);
        assert_eq!((exact(&third), exact(&seven)), ("1/3".into(), "7".into()));
    }

    #[test]
    fn interviews_are_told_by_county_and_of_one_site_alone_not_at_all() {
        let tally = |site: &str, unit: &str, counts: [u64; 2]| Tally {
            site: site.into(),
            areas: [crate::privacy::small::areas(unit), vec!["G01".into()]].concat(),
            role: "students".into(),
            question: "上过课吗\n上过\n没有".into(),
            counts: counts.to_vec(),
        };
        let all = [
            tally("甲", "610102", [3, 1]),
            tally("乙", "610102", [2, 2]),
            tally("丙", "610103", [4, 0]),
        ];
        let rows: Vec<String> = tally_rows(&all).iter().map(|row| row.join("|")).collect();
        let expected = [
            "G01|610102|students|上过课吗|上过|2|5|false",
            "G01|610102|students|上过课吗|没有|2|3|false",
            "G01|610103|students|上过课吗|上过|1||true",
            "G01|610103|students|上过课吗|没有|1||true",
        ];
        assert_eq!(rows, expected);
    }
}

//! A returned list: what the inspected place wrote into the columns that are its own.
//!
//! Rows are matched by number and by the hash of what the office wrote, so that an answer never lands on another item or
//! on words that changed meanwhile. Every cell that is not the place's must be as it was sent. All problems of a file
//! are told at once, with row and column, and then nothing of it is taken.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::canonical::sha256_hex;
use crate::table::{Row, Table};
use crate::{Error, ErrorKind, Problem, Sentence, privacy};

/// The most problems of a file that are told.
const MOST: usize = 200;
/// The longest answer, in characters.
const LONGEST: usize = 2_000;

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 编号.
    Number,
    /// 校验: hash of what the office wrote.
    Hash,
    /// 被检单位.
    Place,
    /// 问题.
    Problem,
    /// 应为及依据.
    Should,
    /// 整改类别.
    Band,
    /// 时限.
    Deadline,
    /// 状态.
    State,
    /// 复核意见.
    Review,
    /// 整改目标.
    Goal,
    /// 整改措施.
    Measures,
    /// 牵头单位.
    Lead,
    /// 责任岗位: a post, no name.
    Post,
    /// 计划完成.
    Planned,
    /// 进展.
    Progress,
    /// 佐证材料.
    Proof,
    /// 自评.
    Rating,
}

impl Column {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 17] = [
        Self::Number,
        Self::Hash,
        Self::Place,
        Self::Problem,
        Self::Should,
        Self::Band,
        Self::Deadline,
        Self::State,
        Self::Review,
        Self::Goal,
        Self::Measures,
        Self::Lead,
        Self::Post,
        Self::Planned,
        Self::Progress,
        Self::Proof,
        Self::Rating,
    ];

    /// The place's own.
    pub const OPEN: [Self; 8] = [
        Self::Goal,
        Self::Measures,
        Self::Lead,
        Self::Post,
        Self::Planned,
        Self::Progress,
        Self::Proof,
        Self::Rating,
    ];

    /// What stands above it: part of the file's form, in one language whoever reads it.
    #[must_use]
    pub fn header(self) -> &'static str {
        match self {
            Self::Number => "编号",
            Self::Hash => "校验",
            Self::Place => "被检单位",
            Self::Problem => "问题",
            Self::Should => "应为及依据",
            Self::Band => "整改类别",
            Self::Deadline => "时限",
            Self::State => "状态",
            Self::Review => "复核意见",
            Self::Goal => "整改目标",
            Self::Measures => "整改措施",
            Self::Lead => "牵头单位",
            Self::Post => "责任岗位（不填姓名）",
            Self::Planned => "计划完成日期",
            Self::Progress => "进展",
            Self::Proof => "佐证材料",
            Self::Rating => "自评",
        }
    }

    /// The field of an item that holds it, of the place's own.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Measures => "measures",
            Self::Lead => "lead",
            Self::Post => "post",
            Self::Planned => "planned",
            Self::Progress => "progress",
            Self::Proof => "proof",
            Self::Rating => "rating",
            _ => "",
        }
    }
}

/// What the place says of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SelfRating {
    /// 整改中.
    Going,
    /// 已完成: asks to be taken off the list.
    Done,
    /// 有异议.
    Objects,
}

impl SelfRating {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Going, Self::Done, Self::Objects];

    /// The word to choose in the list: part of the file's form.
    #[must_use]
    pub fn choice(self) -> &'static str {
        match self {
            Self::Going => "整改中",
            Self::Done => "已完成",
            Self::Objects => "有异议",
        }
    }

    fn of(choice: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.choice() == choice)
    }
}

/// What the office sent of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The hash of what it wrote.
    pub hash: String,
    /// The cells that are its own, except number and hash, each with every text it was ever sent with.
    pub cells: BTreeMap<Column, Vec<String>>,
    /// What the place wrote before, as it is held.
    pub held: BTreeMap<Column, String>,
}

impl Expected {
    /// Whether a row says nothing that is not held.
    fn holds(&self, found: &Found, row: &Row) -> bool {
        Column::OPEN.iter().all(|column| {
            let held = self.held.get(column).map_or("", String::as_str);
            let back = found.text(row, *column);
            back.is_empty() || same(held, back)
        })
    }
}

/// What came back of an item: the cells that are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its number.
    pub number: String,
    /// Row of the file.
    pub row: usize,
    /// The place's texts, without day and rating.
    pub texts: BTreeMap<Column, String>,
    /// 计划完成.
    pub planned: Option<NaiveDate>,
    /// 自评.
    pub rating: Option<SelfRating>,
}

impl Reply {
    /// Whether the place wrote nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.planned.is_none() && self.rating.is_none()
    }
}

struct Found<'t> {
    table: &'t Table,
    at: BTreeMap<Column, usize>,
    problems: Vec<Problem>,
}

impl<'t> Found<'t> {
    fn text(&self, row: &'t Row, column: Column) -> &'t str {
        self.at
            .get(&column)
            .and_then(|at| row.cells.get(*at))
            .map_or("", |cell| cell.text.as_str())
    }

    fn wrong(&mut self, row: &Row, column: Column, what: Sentence) {
        let place = self.table.place_of(row, column.header());
        self.problems.push(Problem::new(place, what));
    }
}

/// Reads a returned list against what was sent: rows where the place wrote something.
///
/// # Errors
/// [`ErrorKind::BadInput`] with every row that is of no item, of another state of it, there twice, or changed where it may
/// not be, and every cell that cannot be read.
pub fn read(table: &Table, sent: &BTreeMap<String, Expected>) -> Result<Vec<Reply>, Error> {
    let mut found = Found {
        table,
        at: columns(table)?,
        problems: Vec::new(),
    };
    let (mut replies, mut seen) = (Vec::new(), BTreeSet::new());
    for row in &table.rows {
        let number = found.text(row, Column::Number).to_owned();
        let Some(expected) = sent.get(&number) else {
            let what = if number.is_empty() {
                Sentence::new("rectify-number-missing")
            } else {
                Sentence::new("rectify-number-unknown").with("number", &number)
            };
            found.wrong(row, Column::Number, what);
            continue;
        };
        if !seen.insert(number.clone()) {
            found.wrong(
                row,
                Column::Number,
                Sentence::new("rectify-number-twice").with("number", &number),
            );
        } else if found.text(row, Column::Hash) != expected.hash {
            // An older list that was taken already says nothing new; anything else would answer what is no more.
            if expected.holds(&found, row) {
                continue;
            }
            found.wrong(
                row,
                Column::Hash,
                Sentence::new("rectify-hash-other").with("number", &number),
            );
        } else {
            closed_cells(&mut found, row, expected);
            replies.push(reply(&mut found, row, number));
        }
        if found.problems.len() >= MOST {
            break;
        }
    }
    Error::unless_empty(ErrorKind::BadInput, found.problems)?;
    replies.retain(|reply| !reply.is_empty());
    Ok(replies)
}

fn columns(table: &Table) -> Result<BTreeMap<Column, usize>, Error> {
    let mut at = BTreeMap::new();
    for column in Column::ALL {
        at.insert(column, table.require(column.header())?);
    }
    let known = |name: &&String| Column::ALL.iter().any(|column| column.header() == **name);
    match table.columns.iter().find(|name| !name.is_empty() && !known(name)) {
        Some(other) => {
            let what = Sentence::new("rectify-column-other").with("column", other);
            Err(Error::at(ErrorKind::BadInput, table.place.clone().row(1), what))
        }
        None => Ok(at),
    }
}

/// Programs write line ends and dates their own way; what a person reads is the same.
fn same(sent: &str, back: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain(sent) == plain(back) || day(sent).is_some_and(|sent| day(back) == Some(sent))
}

fn closed_cells(found: &mut Found, row: &Row, expected: &Expected) {
    for (column, sent) in &expected.cells {
        let back = found.text(row, *column);
        if !sent.iter().any(|sent| same(sent, back)) {
            let what = Sentence::new("rectify-cell-closed").with("column", column.header());
            found.wrong(row, *column, what);
        }
    }
}

fn reply(found: &mut Found, row: &Row, number: String) -> Reply {
    let mut reply = Reply {
        number,
        row: row.number,
        texts: BTreeMap::new(),
        planned: None,
        rating: None,
    };
    for column in Column::OPEN {
        let text = found.text(row, column);
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Planned => match day(text) {
                Some(day) => reply.planned = Some(day),
                None => found.wrong(row, column, Sentence::new("rectify-day-bad").with("text", text)),
            },
            Column::Rating => {
                reply.rating = SelfRating::of(text);
                if reply.rating.is_none() {
                    let choices = SelfRating::ALL.map(SelfRating::choice).join("、");
                    let what = Sentence::new("rectify-rating-bad").with("text", text);
                    found.wrong(row, column, what.with("choices", choices));
                }
            }
            _ if text.chars().count() > LONGEST => {
                found.wrong(row, column, Sentence::new("rectify-text-long").with("most", LONGEST));
            }
            _ => match privacy::refuse(text) {
                Ok(()) => drop(reply.texts.insert(column, text.to_owned())),
                Err(error) => {
                    for problem in error.problems {
                        found.wrong(row, column, problem.what);
                    }
                }
            },
        }
    }
    if reply.rating == Some(SelfRating::Objects) && !reply.texts.contains_key(&Column::Progress) {
        found.wrong(row, Column::Progress, Sentence::new("rectify-objection-bare"));
    }
    reply
}

/// What names a returned file in the log: the first digits of its hash.
#[must_use]
pub fn file_basis(bytes: &[u8]) -> String {
    format!("sha256:{}", &sha256_hex(bytes)[..16])
}

/// A day as people and programs write it: 2017-06-30, 2017/6/30, 2017.6.30, 2017年6月30日, 20170630.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim().trim_end_matches(" 00:00:00");
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::from_ymd_opt(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        );
    }
    let text = text
        .trim_end_matches(['日', '号'])
        .replace(['/', '.', '年', '月', '－'], "-");
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    let [year, month, day] = parts[..] else { return None };
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !parts.iter().all(|part| plain(part) && !part.is_empty()) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;

//! The words a pack may use: programmes, levels, kinds of site, methods, units and the rest.
//!
//! They are closed lists so that the packs of two offices can stand in one table. A new word is a new version of the
//! pack format. The codes of answer types and operators stand beside their types below.

use super::cell;
use super::indicator::{AnswerType, CountsPersons, FormulaBasis, Operator, ThresholdBasis};
use super::row::{Row, Said};
use crate::Sentence;

/// The programmes, in the order of the documents.
pub const PROGRAMMES: [&str; 9] = [
    "6·27",
    "8·31",
    "网格化",
    "全民宣传",
    "收治与药物维持",
    "打击整治",
    "物品管制",
    "责任机制",
    "社会力量与保障",
];

/// The levels that answer, from the top.
pub const LEVELS: [&str; 6] = ["省", "市", "县", "乡镇", "社区", "学校"];

/// The five methods of inspection, in printed order.
pub const METHODS: [&str; 5] = ["座谈", "台账", "实地", "抽查", "访谈"];

/// The kinds of site that are offices of a county or above, the first of [`SITE_KINDS`].
pub const OFFICES: [&str; 16] = [
    "党委政府",
    "禁毒办",
    "综治办",
    "公安机关",
    "教育部门",
    "民政部门",
    "卫生部门",
    "人社部门",
    "财政部门",
    "宣传部门",
    "组织部门",
    "市场监管部门",
    "安监部门",
    "农林部门",
    "人大政协",
    "成员单位",
];

/// The kinds of site, in the order of printed sheets.
pub const SITE_KINDS: [&str; 34] = [
    "党委政府",
    "禁毒办",
    "综治办",
    "公安机关",
    "教育部门",
    "民政部门",
    "卫生部门",
    "人社部门",
    "财政部门",
    "宣传部门",
    "组织部门",
    "市场监管部门",
    "安监部门",
    "农林部门",
    "人大政协",
    "成员单位",
    "学校",
    "乡镇(街道)",
    "社区(村居)",
    "社区卫生服务中心",
    "社区戒毒康复中心",
    "强制隔离戒毒所",
    "病残收治场所",
    "药物维持治疗门诊",
    "禁毒教育基地",
    "毒品查缉站点",
    "娱乐场所",
    "宾馆酒店",
    "公共场所",
    "企业",
    "物流寄递企业",
    "新闻媒体",
    "群团组织",
    "社会组织",
];

/// The units of rates, counts and amounts.
pub const UNITS: [&str; 26] = [
    "%",
    "百分点",
    "人",
    "人次",
    "人:人",
    "个",
    "家",
    "所",
    "处",
    "件",
    "条",
    "次",
    "期",
    "场次",
    "批次",
    "项",
    "户",
    "课时",
    "节",
    "本",
    "张",
    "封",
    "支",
    "辆",
    "万元",
    "元/人",
];

/// The unit of a tier table that needs institutions and persons.
const TWO_UNITS: &str = "个;人";
const PERIODS: [&str; 5] = ["年", "学年", "半年", "季", "月"];
const SOURCES: [&str; 2] = ["inspection", "third_party_survey"];
const METHODS_BASES: [&str; 3] = ["stated", "set-stated", "inferred"];
const RESPONSIBLE_BASES: [&str; 3] = ["stated", "shared-clause", "ours"];
const DUE_BASES: [&str; 4] = ["stated", "chapter", "overall", "none"];

const TYPES: [(&str, AnswerType); 13] = [
    ("yes_no", AnswerType::YesNo),
    ("document", AnswerType::Document),
    ("checklist", AnswerType::Checklist),
    ("percent_threshold", AnswerType::PercentThreshold),
    ("percent_report", AnswerType::PercentReport),
    ("count_threshold", AnswerType::CountThreshold),
    ("count_report", AnswerType::CountReport),
    ("ratio", AnswerType::Ratio),
    ("tier_table", AnswerType::TierTable),
    ("trend", AnswerType::Trend),
    ("zero_event", AnswerType::ZeroEvent),
    ("deadline", AnswerType::Deadline),
    ("free_text", AnswerType::FreeText),
];

const OPERATORS: [(&str, Option<Operator>); 11] = [
    (">", Some(Operator::Greater)),
    (">=", Some(Operator::AtLeast)),
    ("=", Some(Operator::Equal)),
    ("<", Some(Operator::Less)),
    ("<=", Some(Operator::AtMost)),
    ("present", Some(Operator::Present)),
    ("all", Some(Operator::All)),
    ("any", Some(Operator::Any)),
    ("increase", Some(Operator::Increase)),
    ("decrease", Some(Operator::Decrease)),
    ("", None),
];

const THRESHOLD_BASES: [(&str, ThresholdBasis); 3] = [
    ("stated", ThresholdBasis::Stated),
    ("implied", ThresholdBasis::Implied),
    ("none", ThresholdBasis::None),
];

const FORMULA_BASES: [(&str, FormulaBasis); 3] = [
    ("stated", FormulaBasis::Stated),
    ("inferred", FormulaBasis::Inferred),
    ("none", FormulaBasis::None),
];

const COUNTS: [(&str, CountsPersons); 3] = [
    ("none", CountsPersons::None),
    ("staff", CountsPersons::Staff),
    ("protected", CountsPersons::Protected),
];

const STRENGTHS: [(&str, bool); 2] = [("hard", false), ("soft", true)];

impl AnswerType {
    /// All thirteen types.
    pub fn all() -> impl Iterator<Item = Self> {
        TYPES.into_iter().map(|(_, kind)| kind)
    }

    /// The code of the type in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        TYPES
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(code, _)| code)
    }
}

impl Operator {
    /// The code of the operator in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        OPERATORS
            .iter()
            .find(|(_, known)| *known == Some(self))
            .map_or("", |(code, _)| code)
    }
}

pub(super) fn answer_type(row: &mut Row) -> Result<AnswerType, Said> {
    choose(row, "answer_type", &TYPES)
}

pub(super) fn operator(row: &mut Row) -> Result<Option<Operator>, Said> {
    choose(row, "operator", &OPERATORS)
}

pub(super) fn threshold_basis(row: &mut Row) -> Result<ThresholdBasis, Said> {
    choose(row, "threshold_basis", &THRESHOLD_BASES)
}

pub(super) fn formula_basis(row: &mut Row) -> Result<FormulaBasis, Said> {
    choose(row, "formula_basis", &FORMULA_BASES)
}

pub(super) fn counts_persons(row: &mut Row) -> Result<CountsPersons, Said> {
    choose(row, "counts_persons", &COUNTS)
}

/// Whether the wording is soft.
pub(super) fn soft(row: &mut Row) -> Result<bool, Said> {
    choose(row, "strength", &STRENGTHS)
}

/// Holds the columns that are text only to their lists.
pub(super) fn check(row: &mut Row) {
    one_of(row, "programme", &PROGRAMMES);
    one_of(row, "methods_basis", &METHODS_BASES);
    one_of(row, "source_kind", &SOURCES);
    one_of(row, "responsible_basis", &RESPONSIBLE_BASES);
    one_of(row, "due_basis", &DUE_BASES);
    if row.has("period") {
        one_of(row, "period", &PERIODS);
    }
    if row.has("unit") && row.get("unit") != TWO_UNITS {
        one_of(row, "unit", &UNITS);
    }
    in_order(row, "answer_level", &LEVELS);
    in_order(row, "methods", &METHODS);
    each_once(row, "site_kind", Some(&SITE_KINDS));
    each_once(row, "lead_unit", None);
    each_once(row, "responsible_units", None);
}

/// What a column of one word may hold, for a sheet to offer; empty for free text, lists and long vocabularies.
pub(crate) fn choices(column: &str) -> Vec<&'static str> {
    match column {
        "programme" => PROGRAMMES.to_vec(),
        "answer_type" => codes(&TYPES),
        "operator" => codes(&OPERATORS),
        "threshold_basis" => codes(&THRESHOLD_BASES),
        "formula_basis" => codes(&FORMULA_BASES),
        "unit" => UNITS.to_vec(),
        "methods_basis" => METHODS_BASES.to_vec(),
        "source_kind" => SOURCES.to_vec(),
        "responsible_basis" => RESPONSIBLE_BASES.to_vec(),
        "due_basis" => DUE_BASES.to_vec(),
        "period" => PERIODS.to_vec(),
        "counts_persons" => codes(&COUNTS),
        "strength" => codes(&STRENGTHS),
        _ => Vec::new(),
    }
}

/// The codes of a list, without the empty one.
fn codes<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
    known
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| !code.is_empty())
        .collect()
}

fn choose<T: Copy>(row: &mut Row, column: &str, known: &[(&'static str, T)]) -> Result<T, Said> {
    let value = row.get(column);
    if let Some((_, kind)) = known.iter().find(|(code, _)| *code == value) {
        return Ok(*kind);
    }
    Err(not_one_of(row, column, value, &codes(known)))
}

fn one_of(row: &mut Row, column: &str, allowed: &[&str]) {
    let value = row.get(column);
    if !allowed.contains(&value) {
        not_one_of(row, column, value, allowed);
    }
}

fn not_one_of(row: &mut Row, column: &str, value: &str, allowed: &[&str]) -> Said {
    let allowed = allowed.join(" ");
    let what = if value.is_empty() {
        Sentence::new("pack-value-empty").with("allowed", allowed)
    } else {
        Sentence::new("pack-value-unknown")
            .with("value", cell::quote(value))
            .with("allowed", allowed)
    };
    row.say(column, what)
}

/// The values of a list joined by `;`.
fn values(text: &str) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split(';').collect()
    }
}

fn in_order(row: &mut Row, column: &str, allowed: &[&str]) {
    let found = values(row.get(column));
    let wanted: Vec<&str> = allowed.iter().copied().filter(|value| found.contains(value)).collect();
    if found != wanted {
        let what = Sentence::new("pack-list-order").with("value", cell::quote(row.get(column)));
        row.say(column, what.with("allowed", allowed.join(";")));
    }
}

fn each_once(row: &mut Row, column: &str, allowed: Option<&[&str]>) {
    let found = values(row.get(column));
    let twice = found
        .iter()
        .enumerate()
        .any(|(index, value)| found[..index].contains(value));
    row.hold(!twice && !found.contains(&""), column, Sentence::new("pack-list-twice"));
    let Some(allowed) = allowed else { return };
    for value in found
        .into_iter()
        .filter(|value| !value.is_empty() && !allowed.contains(value))
    {
        not_one_of(row, column, value, allowed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_type_has_a_code_of_its_own() {
        let codes: std::collections::HashSet<&str> = AnswerType::all().map(AnswerType::code).collect();
        assert_eq!(codes.len(), 13);
        assert_eq!(Operator::AtLeast.code(), ">=");
    }
}

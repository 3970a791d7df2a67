//! The form of a sheet: its columns, and what each kind of answer is entered in.
//!
//! The blank sheet (`report::sheet`) and its reader (`judge::sheet`) both work from this page, so that what is printed
//! is what is read. A sheet is a Chinese form whatever the language of the run: its words are part of the file format,
//! as the columns of `indicators.csv` are, and a change of them is a new version of it. One indicator takes one line, a
//! tier table one for each measure, a trend one for each period.

use super::answer::Known;
use super::condition::{Condition, OTHER};
use super::trend;
use crate::pack::indicator::{CountsPersons, Threshold};
use crate::pack::{AnswerType, Indicator};

/// A column of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Item of the printed table.
    Item,
    /// Indicator id, with the measure or period behind a slash.
    Id,
    /// What is asked and on which basis.
    Requirement,
    /// How to answer.
    Hint,
    /// The answer in the words of its type.
    Choice,
    /// The number, or a numerator.
    Number,
    /// The denominator.
    Denominator,
    /// How it is known.
    Known,
    /// N of a sample.
    Population,
    /// n of a sample.
    Sample,
    /// x of a sample.
    Hits,
    /// A document's number, or what is missing of a list.
    Reference,
    /// A document's date, or the day something was done.
    Date,
    /// Words: the reason of 不适用, free text, notes.
    Note,
}

impl Column {
    /// All columns in the order they are printed.
    pub const ALL: [Self; 14] = [
        Self::Item,
        Self::Id,
        Self::Requirement,
        Self::Hint,
        Self::Choice,
        Self::Number,
        Self::Denominator,
        Self::Known,
        Self::Population,
        Self::Sample,
        Self::Hits,
        Self::Reference,
        Self::Date,
        Self::Note,
    ];

    /// The columns a person fills in.
    pub const INPUTS: [Self; 10] = [
        Self::Choice,
        Self::Number,
        Self::Denominator,
        Self::Known,
        Self::Population,
        Self::Sample,
        Self::Hits,
        Self::Reference,
        Self::Date,
        Self::Note,
    ];

    /// The header as it is printed.
    #[must_use]
    pub fn header(self) -> &'static str {
        match self {
            Self::Item => "项",
            Self::Id => "指标编号",
            Self::Requirement => "检查内容",
            Self::Hint => "怎么填",
            Self::Choice => "答案",
            Self::Number => "数值(分子)",
            Self::Denominator => "分母",
            Self::Known => "怎么知道的",
            Self::Population => "抽样总数N",
            Self::Sample => "抽查数n",
            Self::Hits => "符合数x",
            Self::Reference => "文号/缺项",
            Self::Date => "日期",
            Self::Note => "说明",
        }
    }
}

/// 不适用, an answer of every type.
pub const NOT_APPLICABLE: &str = "不适用";
/// How a value is known, in the words of the sheet.
pub const KNOWN: [&str; 3] = ["自报", "全数核对", "抽样"];
/// What is written where a document has no number.
pub const NO_NUMBER: &str = "无文号";

/// Labels above the table, and what stands behind them.
pub mod heading {
    /// The inspected unit.
    pub const UNIT: &str = "单位名称";
    /// Level of the inspected place.
    pub const LEVEL: &str = "层级";
    /// The day of the visit.
    pub const DATE: &str = "检查日期";
    /// The inspecting group.
    pub const GROUP: &str = "检查组";
    /// Whoever fills in the sheet, by office held.
    pub const RECORDER: &str = "记录人(职务)";
    /// In front of every fact a condition needs.
    pub const FACT: &str = "适用条件";
    /// In front of a remark that is no entry.
    pub const REMARK: &str = "提示";
    /// All of them.
    pub const ALL: [&str; 7] = [UNIT, LEVEL, DATE, GROUP, RECORDER, FACT, REMARK];
}

/// The word for how a value is known.
#[must_use]
pub fn known_word(known: Known) -> &'static str {
    match known {
        Known::SelfReported => KNOWN[0],
        Known::Counted => KNOWN[1],
        Known::Sampled(_) => KNOWN[2],
    }
}

/// Which part of an indicator a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// One measure of a tier table: its code and wording.
    Measure(String, String),
    /// This period of a trend.
    Now,
    /// The base period of a trend.
    Base,
}

/// One line of a sheet.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// What it asks for.
    pub indicator: &'a Indicator,
    /// Which part of it.
    pub part: Part,
    /// Whether it is the indicator's first line, which takes 不适用 and how the value is known.
    pub first: bool,
}

/// The lines of an indicator, in printed order.
#[must_use]
pub fn lines(indicator: &Indicator) -> Vec<Line<'_>> {
    let parts = match (&indicator.threshold, indicator.answer_type) {
        (Threshold::Tiers(table), AnswerType::TierTable) => {
            let measures = table.measures.iter();
            measures
                .map(|(code, wording)| Part::Measure(code.clone(), wording.clone()))
                .collect()
        }
        (_, AnswerType::Trend) => vec![Part::Now, Part::Base],
        _ => vec![Part::Whole],
    };
    let numbered = parts.into_iter().enumerate();
    numbered
        .map(|(index, part)| Line {
            indicator,
            part,
            first: index == 0,
        })
        .collect()
}

impl Line<'_> {
    /// The id printed on the line: the indicator's, with the part behind a slash.
    #[must_use]
    pub fn id(&self) -> String {
        let id = self.indicator.id();
        match &self.part {
            Part::Whole => id.to_owned(),
            Part::Measure(code, _) => format!("{id}/{code}"),
            Part::Now => format!("{id}/本期"),
            Part::Base => format!("{id}/基期"),
        }
    }

    /// The words the column 答案 takes.
    #[must_use]
    pub fn choices(&self) -> Vec<&'static str> {
        if !self.first {
            return Vec::new();
        }
        let mut choices = words(self.indicator.answer_type).to_vec();
        choices.push(NOT_APPLICABLE);
        choices
    }

    /// Whether a column is filled in on this line.
    #[must_use]
    pub fn takes(&self, column: Column) -> bool {
        use AnswerType as T;
        let kind = self.indicator.answer_type;
        match column {
            Column::Note => kind != T::FreeText,
            Column::Choice => self.first,
            Column::Number => !matches!(kind, T::YesNo | T::Document | T::Checklist | T::Deadline),
            Column::Denominator => is_rate(self.indicator),
            Column::Known => self.first && kind != T::FreeText,
            Column::Population | Column::Sample | Column::Hits => can_sample(self.indicator),
            Column::Reference => matches!(kind, T::Document | T::Checklist),
            Column::Date => matches!(kind, T::Document | T::Deadline),
            Column::Item | Column::Id | Column::Requirement | Column::Hint => false,
        }
    }

    /// The column for words. Free text has the whole width of the line, from the number's column on.
    #[must_use]
    pub fn words_column(&self) -> Column {
        if self.indicator.answer_type == AnswerType::FreeText {
            Column::Number
        } else {
            Column::Note
        }
    }

    /// The words the column 怎么知道的 takes.
    #[must_use]
    pub fn known_choices(&self) -> &'static [&'static str] {
        if self.takes(Column::Known) {
            known(self.indicator)
        } else {
            &[]
        }
    }

    /// How to answer, in a few words.
    #[must_use]
    pub fn hint(&self) -> String {
        let indicator = self.indicator;
        let period = match self.part {
            Part::Now => "本期",
            Part::Base => "基期",
            _ => "",
        };
        if let Part::Measure(_, wording) = &self.part {
            return format!("数值：{wording}");
        }
        if is_rate(indicator) {
            let (numerator, denominator) = (indicator.cell("numerator_zh"), indicator.cell("denominator_zh"));
            return format!("{period}分子：{numerator}\n{period}分母：{denominator}");
        }
        let unit = indicator.cell("unit");
        match indicator.answer_type {
            AnswerType::Document => "有 / 无；文号（没有则填无文号）、日期".to_owned(),
            AnswerType::Checklist => format!("齐 / 缺项；缺则写明缺哪几项。共：{}", indicator.options.join("、")),
            AnswerType::Deadline => "已完成 / 未完成；完成日期".to_owned(),
            AnswerType::FreeText => "用文字写明情况".to_owned(),
            AnswerType::YesNo => "是 / 否".to_owned(),
            AnswerType::ZeroEvent => format!("发生数（{unit}），没有填 0"),
            AnswerType::Trend if unit == "%" => format!("{period}数值"),
            _ => format!("{period}数值（{}）{}", counted_in(indicator), self.over_grades()),
        }
    }

    /// Lessons are asked of every grade; the smallest number is judged.
    fn over_grades(&self) -> &'static str {
        if matches!(self.indicator.cell("unit"), "课时" | "节") {
            "，各年级中最少的"
        } else {
            ""
        }
    }
}

/// The words of an answer type; numbers have none.
#[must_use]
pub fn words(kind: AnswerType) -> &'static [&'static str] {
    match kind {
        AnswerType::YesNo => &["是", "否"],
        AnswerType::Document => &["有", "无"],
        AnswerType::Checklist => &["齐", "缺项"],
        AnswerType::Deadline => &["已完成", "未完成"],
        _ => &[],
    }
}

/// Whether a value is entered as numerator and denominator.
#[must_use]
pub fn is_rate(indicator: &Indicator) -> bool {
    match indicator.answer_type {
        AnswerType::PercentThreshold | AnswerType::PercentReport | AnswerType::Ratio => true,
        AnswerType::CountThreshold => !indicator.cell("numerator_zh").is_empty(),
        AnswerType::Trend => trend::compares_rates(indicator),
        _ => false,
    }
}

/// The ways a value of an indicator may be known; words are not known in one of them.
#[must_use]
pub fn known(indicator: &Indicator) -> &'static [&'static str] {
    match indicator.answer_type {
        AnswerType::FreeText => &[],
        _ if can_sample(indicator) => &KNOWN,
        _ => &KNOWN[..2],
    }
}

/// What a number is counted in, with the period the document counts in.
#[must_use]
pub fn counted_in(indicator: &Indicator) -> String {
    match (indicator.cell("unit"), indicator.cell("period")) {
        // The unit of such a trend is that of its growth, not of the two numbers.
        ("%", _) if indicator.answer_type == AnswerType::Trend => String::new(),
        (unit, "") => unit.to_owned(),
        (unit, period) => format!("{unit}/{period}"),
    }
}

/// Whether a numerator is a part of its denominator, so that it cannot be more.
#[must_use]
pub(super) fn is_part(indicator: &Indicator) -> bool {
    match indicator.answer_type {
        AnswerType::PercentThreshold | AnswerType::PercentReport => true,
        AnswerType::Trend => is_rate(indicator) && !is_difference(indicator),
        _ => false,
    }
}

/// Whether a numerator is a difference of two numbers (本期 … 减上期 …), so that it may be below 0.
pub(super) fn is_difference(indicator: &Indicator) -> bool {
    indicator.cell("numerator_zh").contains('减')
}

/// Whether only whole numbers make sense: persons and things, not money.
pub(super) fn is_whole(indicator: &Indicator) -> bool {
    const MONEY: [char; 3] = ['元', '费', '款'];
    let money = ["numerator_zh", "denominator_zh", "unit"];
    !money.iter().any(|column| indicator.cell(column).contains(MONEY))
}

/// Whether a value may come from a sample of a list: shares of it, and events that must not occur in it.
#[must_use]
pub fn can_sample(indicator: &Indicator) -> bool {
    matches!(
        indicator.answer_type,
        AnswerType::PercentThreshold | AnswerType::PercentReport | AnswerType::ZeroEvent
    )
}

/// Whether only totals of protected persons are entered.
#[must_use]
pub fn is_protected(indicator: &Indicator) -> bool {
    indicator.counts_persons == CountsPersons::Protected
}

/// The words a fact takes, as a list to choose from; empty for a number.
#[must_use]
pub fn fact_choices(condition: &Condition) -> Vec<String> {
    match condition {
        Condition::AtLeast { .. } | Condition::Below { .. } => Vec::new(),
        Condition::OneOf { values, .. } => values.iter().cloned().chain([OTHER.to_owned()]).collect(),
        Condition::Read(_) => [super::condition::YES, super::condition::NO]
            .map(str::to_owned)
            .to_vec(),
    }
}

/// The conditions a sheet with these indicators needs facts for, each fact once, in printed order.
#[must_use]
pub fn conditions<'a>(indicators: impl IntoIterator<Item = &'a Indicator>) -> Vec<Condition> {
    let mut conditions: Vec<Condition> = Vec::new();
    let parsed = indicators
        .into_iter()
        .filter_map(|indicator| Condition::parse(indicator.cell("applies_when")));
    for condition in parsed {
        if !conditions.iter().any(|known| known.fact() == condition.fact()) {
            conditions.push(condition);
        }
    }
    conditions
}

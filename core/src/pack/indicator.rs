//! One indicator: a row of a pack, typed.
//!
//! A row's 32 columns are its form on paper, in files and in its pack's identity; the types beside them are what
//! `judge` and the sheets work with. New columns or types are a new version of the pack format.

use crate::exact::Fraction;

/// The columns of `indicators.csv`, in their order.
pub const COLUMNS: [&str; 32] = [
    "id",
    "doc",
    "clause",
    "item",
    "programme",
    "printed_area",
    "answer_level",
    "site_kind",
    "topic",
    "requirement_zh",
    "answer_type",
    "operator",
    "threshold",
    "threshold_basis",
    "numerator_zh",
    "denominator_zh",
    "formula_basis",
    "unit",
    "methods",
    "methods_basis",
    "source_kind",
    "lead_unit",
    "responsible_units",
    "responsible_basis",
    "due_date",
    "due_text",
    "due_basis",
    "period",
    "counts_persons",
    "strength",
    "applies_when",
    "note",
];

/// How an indicator is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnswerType {
    /// Yes or no.
    YesNo,
    /// A document exists: number and date are recorded.
    Document,
    /// Options that are there.
    Checklist,
    /// A rate held to a threshold.
    PercentThreshold,
    /// A rate that is recorded.
    PercentReport,
    /// A count (or an amount per head) held to a threshold.
    CountThreshold,
    /// A count that is recorded.
    CountReport,
    /// So many persons served by one member of staff at most.
    Ratio,
    /// A minimum that depends on the size of the place.
    TierTable,
    /// A change against a base period.
    Trend,
    /// Something that must not have happened.
    ZeroEvent,
    /// Done by a date.
    Deadline,
    /// Words.
    FreeText,
}

/// How a value is compared with its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// 超过: strictly more.
    Greater,
    /// 达到, 不低于, 以上: at least.
    AtLeast,
    /// Equal.
    Equal,
    /// 低于: strictly less.
    Less,
    /// At most.
    AtMost,
    /// It is there.
    Present,
    /// All options.
    All,
    /// At least one option.
    Any,
    /// More than in the base period.
    Increase,
    /// Less than in the base period.
    Decrease,
}

/// What an answer is held to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// None: presence, direction or nothing at all.
    None,
    /// A number: percent, percentage points, a count, or the number of options.
    Number(Fraction),
    /// `a:b`, at most `a` persons for `b` members of staff.
    Ratio {
        /// Persons.
        a: u64,
        /// Members of staff.
        b: u64,
    },
    /// The last day.
    Date(chrono::NaiveDate),
    /// A minimum by size.
    Tiers(TierTable),
}

/// A minimum that depends on measures of the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierTable {
    /// Code and wording of each measure, in printed order.
    pub measures: Vec<(String, String)>,
    /// The tiers in printed order.
    pub tiers: Vec<Tier>,
}

/// One tier and what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// When it holds.
    pub when: TierCondition,
    /// Measure code and least number.
    pub need: Vec<(String, u64)>,
}

/// When a tier holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TierCondition {
    /// One of the measures lies in its band, both ends included; no upper end is open.
    Any(Vec<(String, u64, Option<u64>)>),
    /// The need holds for every started so many of the measure.
    Per(Vec<(String, u64)>),
}

/// Where a threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThresholdBasis {
    /// Printed.
    Stated,
    /// Read out of 一律, 凡, 全面 and the like: judges only once the campaign confirms it.
    Implied,
    /// There is none.
    None,
}

/// Where numerator and denominator come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormulaBasis {
    /// The text names both.
    Stated,
    /// Ours: judges only once the campaign confirms it.
    Inferred,
    /// There is no formula.
    None,
}

/// Whose numbers an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountsPersons {
    /// Cases, institutions, documents, money.
    None,
    /// Cadres, social workers, volunteers, police.
    Staff,
    /// Drug users, people in treatment or recovery, minors, respondents: totals only.
    Protected,
}

/// One checkable requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The 32 cells as written: what files and the pack's identity are made of.
    pub cells: [String; 32],
    /// Item of the printed table, where the document numbers one.
    pub item: Option<u32>,
    /// How it is answered.
    pub answer_type: AnswerType,
    /// How it is compared; none is recorded and never judged.
    pub operator: Option<Operator>,
    /// What it is held to.
    pub threshold: Threshold,
    /// Where the threshold comes from.
    pub threshold_basis: ThresholdBasis,
    /// Where the formula comes from.
    pub formula_basis: FormulaBasis,
    /// Whose numbers it counts.
    pub counts_persons: CountsPersons,
    /// Soft wording (鼓励, 探索 ...) advises and never fails.
    pub soft: bool,
    /// The options of a checklist, in printed order.
    pub options: Vec<String>,
}

impl Indicator {
    /// The cell of a column; empty for a column that does not exist.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        COLUMNS
            .iter()
            .position(|name| *name == column)
            .map_or("", |index| &self.cells[index])
    }

    /// The stable id, for example `S0-3a`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.cells[0]
    }

    /// The requirement in short words.
    #[must_use]
    pub fn requirement(&self) -> &str {
        self.cell("requirement_zh")
    }

    /// The kinds of site it is looked at.
    pub fn site_kinds(&self) -> impl Iterator<Item = &str> {
        self.cell("site_kind").split(';').filter(|kind| !kind.is_empty())
    }
}

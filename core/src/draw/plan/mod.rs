//! Plans: what a draw will do, written before anybody knows the seed.
//!
//! These are the keys of `PLAN.toml` as types, defaults filled in; `file` reads them and `freeze` turns them into
//! the frozen JSON whose hash is the commitment. A new key changes every commitment: it is a new dialect.

mod file;
mod keys;

use serde::{Deserialize, Serialize};

use super::frame::Columns;
use crate::Sentence;

/// The dialect of tickets, designs and files this code speaks.
pub const DIALECT: &str = "consistent-1";
/// The label of the only stratum where a plan names no strata.
pub const WHOLE: &str = "全部";
/// Parts of a column's header that say it counts protected persons.
const PROTECTED_HEADERS: [&str; 4] = ["吸毒", "戒毒", "康复", "涉毒"];

/// A plan with its defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What this draw is.
    pub title: String,
    /// Ceremony id, 1 to 64 characters: a second roll of one plan is visible as such.
    pub ceremony: String,
    /// The frame's file, relative to the plan's.
    pub frame: String,
    /// Column of the ids.
    pub id: String,
    /// Column of the names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Columns that make the strata; none for one stratum.
    pub strata: Vec<String>,
    /// How units are chosen.
    pub design: Design,
    /// How many.
    pub size: Size,
    /// Column of the size measure, for the pps designs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size_measure: Option<String>,
    /// Columns that count protected persons and may not be a size measure.
    pub protected: Vec<String>,
    /// Units out of this round; wins over `include`.
    pub exclude: Vec<Rule>,
    /// Units visited by designation, outside every estimate.
    pub include: Vec<Rule>,
    /// Who may take the place of a drawn unit, and why.
    pub reserves: Reserves,
    /// One seed for all, or one for each stratum.
    pub seed_scope: SeedScope,
    /// Whether everything is published at the roll.
    pub announced: bool,
    /// For a stage: the file of the certificate that drew the unit this frame lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// For a stage: the unit of the parent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// How units are chosen within a stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Simple random sampling: the first tickets.
    Srs,
    /// The same in every stratum.
    Stratified,
    /// Equal steps through the canonical order from a random start.
    Systematic,
    /// Equal steps through cumulated probabilities proportional to size.
    PpsSystematic,
    /// Pareto order sampling with probabilities proportional to size.
    ParetoPps,
}

impl Design {
    /// Whether probabilities follow a size measure.
    #[must_use]
    pub fn is_pps(self) -> bool {
        matches!(self, Self::PpsSystematic | Self::ParetoPps)
    }
}

/// How many units are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Size {
    /// So many in every stratum; a smaller stratum is taken whole.
    PerStratum {
        /// Units of a stratum.
        per_stratum: usize,
    },
    /// So many over all strata, shared out.
    Shared {
        /// Units in all.
        total: usize,
        /// How they are shared out.
        allocation: Allocation,
        /// The fewest a stratum gets.
        minimum: usize,
    },
    /// So many of the one stratum.
    Total {
        /// Units in all.
        total: usize,
    },
}

/// How a total is shared out over strata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// In proportion to the strata, by largest remainders.
    Proportional,
}

/// A rule that takes units out of the population.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The column it looks at.
    pub column: String,
    /// What it looks for.
    #[serde(flatten)]
    pub test: Test,
    /// Why.
    pub reason: String,
}

/// What a rule looks for in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// The whole cell.
    Equals(String),
    /// Its beginning.
    StartsWith(String),
}

impl Rule {
    /// Whether a cell of the rule's column matches.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        match &self.test {
            Test::Equals(text) => cell == text,
            Test::StartsWith(text) => cell.starts_with(text.as_str()),
        }
    }
}

/// How many reserves there are, and for which reasons they are released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserves {
    /// So many in every stratum, or as many as exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_stratum: Option<usize>,
    /// So many of the one stratum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<usize>,
    /// The reasons a reserve may be released for.
    pub reasons: Vec<ReleaseReason>,
}

impl Reserves {
    /// Reserves of each stratum, before looking at how many exist.
    #[must_use]
    pub fn wanted(&self) -> usize {
        self.per_stratum.or(self.total).unwrap_or_default()
    }
}

/// Why a drawn unit cannot be visited. A refusal is no such reason: it is a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[serde(rename_all = "snake_case")]
pub enum ReleaseReason {
    /// 撤并
    Merged,
    /// 停办
    Closed,
    /// 名单错误
    NotInScope,
    /// 放假
    Holiday,
    /// 灾害
    Disaster,
    /// 道路
    Road,
}

impl ReleaseReason {
    /// All reasons, in the order they are listed in.
    pub const ALL: [Self; 6] = [
        Self::Merged,
        Self::Closed,
        Self::NotInScope,
        Self::Holiday,
        Self::Disaster,
        Self::Road,
    ];

    /// The reason of a code such as `merged`.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The code in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Closed => "closed",
            Self::NotInScope => "not_in_scope",
            Self::Holiday => "holiday",
            Self::Disaster => "disaster",
            Self::Road => "road",
        }
    }

    /// The word a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new("draw-reason").with("reason", self.code())
    }

    /// Whether the unit was never part of the population; the others stay in it as non-response.
    #[must_use]
    pub fn is_out_of_scope(self) -> bool {
        matches!(self, Self::Merged | Self::Closed | Self::NotInScope)
    }
}

/// Over what one seed reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedScope {
    /// One seed for the whole draw.
    Whole,
    /// Each stratum has its own, rolled when the group arrives.
    Stratum,
}

impl Plan {
    /// The columns of the frame this plan names.
    #[must_use]
    pub fn columns(&self) -> Columns {
        let rules = self.include.iter().chain(&self.exclude);
        Columns {
            id: self.id.clone(),
            name: self.name.clone(),
            strata: self.strata.clone(),
            size_measure: self.size_measure.clone(),
            rules: rules.map(|rule| rule.column.clone()).collect(),
        }
    }

    /// What a plan shows without its frame: keys that do not go together, each with what is wrong.
    #[must_use]
    pub fn contradictions(&self) -> Vec<(&'static str, Sentence)> {
        let shared = matches!(self.size, Size::Shared { .. });
        let total = matches!(self.size, Size::Total { .. });
        let walks = self.design.is_pps() || self.design == Design::Systematic;
        let protected = self.size_measure.as_ref().filter(|column| self.counts_persons(column));
        let found = [
            (self.design.is_pps() && self.size_measure.is_none())
                .then(|| ("size_measure", Sentence::new("draw-measure-missing"))),
            protected.map(|column| {
                let what = Sentence::new("draw-measure-protected").with("column", column);
                ("size_measure", what)
            }),
            ((shared && walks) || shared == self.strata.is_empty() && (shared || total))
                .then(|| ("size.total", Sentence::new("draw-total-with-strata"))),
            (self.seed_scope == SeedScope::Stratum && self.strata.is_empty())
                .then(|| ("seed_scope", Sentence::new("draw-seed-scope-without-strata"))),
            (self.parent.is_some() != self.unit.is_some()).then(|| ("parent", Sentence::new("draw-parent-incomplete"))),
        ];
        found.into_iter().flatten().collect()
    }

    fn counts_persons(&self, column: &String) -> bool {
        self.protected.contains(column) || PROTECTED_HEADERS.iter().any(|part| column.contains(part))
    }
}

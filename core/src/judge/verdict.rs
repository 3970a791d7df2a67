//! Verdicts: what judging an answer yields.
//!
//! Five verdicts, no others and no scores. A verdict always carries its reasons, so that a leader can defend it and an
//! inspected place can contest it; flags mark what deserves a second look without changing the verdict.

use crate::Sentence;

/// What an answer comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Verdict {
    /// 达标.
    Met,
    /// 未达标.
    NotMet,
    /// 不适用.
    NotApplicable,
    /// 待核.
    ToCheck,
    /// 只记不判.
    Recorded,
}

impl Verdict {
    /// All five, in the order they are counted.
    pub const ALL: [Self; 5] = [
        Self::Met,
        Self::NotMet,
        Self::ToCheck,
        Self::Recorded,
        Self::NotApplicable,
    ];

    /// The code in files: `met`, `not_met`, `not_applicable`, `to_check`, `recorded`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::NotApplicable => "not_applicable",
            Self::ToCheck => "to_check",
            Self::Recorded => "recorded",
        }
    }

    /// The word a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        match self {
            Self::Met => Sentence::new("judge-met"),
            Self::NotMet => Sentence::new("judge-not-met"),
            Self::NotApplicable => Sentence::new("judge-not-applicable"),
            Self::ToCheck => Sentence::new("judge-to-check"),
            Self::Recorded => Sentence::new("judge-recorded"),
        }
    }
}

/// What deserves a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Flag {
    /// 档位不一致就高: two criteria fall in different tiers, the higher one was taken.
    TiersDiffer,
    /// 临界就高: a number stands on the edge shared by two tiers, the higher one was taken.
    Boundary,
    /// 建议: soft wording is not reached; it advises and never fails.
    Advice,
    /// 自报.
    SelfReported,
    /// 第三方调查: the figure was brought, not found on site.
    Survey,
}

impl Flag {
    /// The code in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TiersDiffer => "tiers_differ",
            Self::Boundary => "boundary",
            Self::Advice => "advice",
            Self::SelfReported => "self_reported",
            Self::Survey => "survey",
        }
    }

    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        match self {
            Self::TiersDiffer => Sentence::new("judge-flag-tiers-differ"),
            Self::Boundary => Sentence::new("judge-flag-boundary"),
            Self::Advice => Sentence::new("judge-flag-advice"),
            Self::SelfReported => Sentence::new("judge-flag-self-reported"),
            Self::Survey => Sentence::new("judge-flag-survey"),
        }
    }
}

/// A verdict with its reasons, never none, and its flags.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, the numbers first.
    pub reasons: Vec<Sentence>,
    /// What deserves a second look.
    pub flags: Vec<Flag>,
}

/// What the value alone says, before anybody asks how it is known or whether its rule is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Pass,
    Fail,
    NotApplicable,
    ToCheck,
    Recorded,
}

/// A value held to its threshold.
#[derive(Debug)]
pub(super) struct Weighed {
    pub outcome: Outcome,
    pub reasons: Vec<Sentence>,
    pub flags: Vec<Flag>,
}

impl Weighed {
    pub fn new(outcome: Outcome, reason: Sentence) -> Self {
        Self {
            outcome,
            reasons: vec![reason],
            flags: Vec::new(),
        }
    }

    /// Pass or fail, as a comparison came out; no comparison is recorded.
    pub fn compared(holds: Option<bool>, reason: Sentence) -> Self {
        let outcome = match holds {
            Some(true) => Outcome::Pass,
            Some(false) => Outcome::Fail,
            None => Outcome::Recorded,
        };
        Self::new(outcome, reason)
    }

    /// An answer of another type than the indicator asks for.
    pub fn wrong_kind() -> Self {
        Self::new(Outcome::ToCheck, Sentence::new("judge-wrong-kind"))
    }
}

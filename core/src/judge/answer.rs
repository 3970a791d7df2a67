//! Answers: what was found, and how it is known.
//!
//! Data only. Constructors refuse what no visit can yield (more hits than looked at, an exemption without a reason), so
//! that a rule never meets it; what is merely odd (a numerator over 0) is kept, because judging says so in words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use num_traits::Signed;

use crate::Sentence;
use crate::estimate::hypergeometric::MAX_POPULATION;
use crate::exact::{Fraction, whole};

/// How a value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    /// 自报: the inspected place says so; nobody looked.
    SelfReported,
    /// 全数核对: every one was looked at.
    Counted,
    /// 抽样: some were drawn and looked at.
    Sampled(Sample),
}

/// A sample drawn from a list: of `population` entries `sample` were looked at, `hits` of them have the property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sample {
    population: u64,
    looked_at: u64,
    hits: u64,
}

impl Sample {
    /// A sample of a list.
    ///
    /// # Errors
    /// The sentence that says what is wrong: nothing looked at, more looked at than there are, more hits than looked
    /// at, a list longer than an interval can be counted out for.
    pub fn new(population: u64, sample: u64, hits: u64) -> Result<Self, Sentence> {
        if sample == 0 {
            return Err(Sentence::new("judge-sample-nothing"));
        }
        if sample > population || hits > sample {
            return Err(Sentence::new("judge-sample-order")
                .with("population", population)
                .with("sample", sample)
                .with("hits", hits));
        }
        if population > MAX_POPULATION {
            return Err(Sentence::new("judge-sample-too-long").with("limit", MAX_POPULATION));
        }
        Ok(Self {
            population,
            looked_at: sample,
            hits,
        })
    }

    /// N, entries in the list.
    #[must_use]
    pub fn population(&self) -> u64 {
        self.population
    }

    /// n, entries looked at.
    #[must_use]
    pub fn sample(&self) -> u64 {
        self.looked_at
    }

    /// x, those looked at that have the property.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.hits
    }
}

/// A numerator and a denominator as they were found, before any division.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Rate {
    /// Counted in the group. Negative only where the document counts a difference.
    pub numerator: Fraction,
    /// The group.
    pub denominator: Fraction,
}

impl Rate {
    /// A rate of whole numbers.
    #[must_use]
    pub fn of(numerator: u64, denominator: u64) -> Self {
        Self {
            numerator: whole(numerator),
            denominator: whole(denominator),
        }
    }
}

/// A document asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Document {
    /// There is none.
    Absent,
    /// It was seen.
    Seen {
        /// 文号, or 无文号 where the document carries none.
        number: Option<String>,
        /// Date of issue.
        date: Option<NaiveDate>,
    },
}

/// One period of a trend.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Level {
    /// A number, as of persons or cases.
    Count(Fraction),
    /// A rate.
    Rate(Rate),
}

/// What was found, by answer type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Value {
    /// 不适用, with the reason.
    NotApplicable {
        /// Why, in words; never empty.
        reason: String,
    },
    /// 是 or 否.
    YesNo(bool),
    /// 有 or 无.
    Document(Document),
    /// The numbers (from 0, in printed order) of the options that are there.
    Checklist(BTreeSet<usize>),
    /// A percentage, an amount per head, or persons to staff.
    Rate(Rate),
    /// A number in the indicator's unit.
    Count(Fraction),
    /// A tier table's measures by code: the sizes and what is there.
    Measures(BTreeMap<String, u64>),
    /// This period and the base period.
    Trend {
        /// This period.
        now: Level,
        /// The base period, if anybody has it.
        base: Option<Level>,
    },
    /// Done, with the day where it is known.
    Done(Option<NaiveDate>),
    /// Not done yet.
    NotDone,
    /// Words.
    Text(String),
    /// The numbers of a sample.
    Sampled(Sample),
}

/// An answer: a value and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    value: Value,
    self_reported: bool,
    note: String,
}

impl Answer {
    /// 全数核对: the inspectors looked at every one.
    #[must_use]
    pub fn counted(value: Value) -> Self {
        Self {
            value,
            self_reported: false,
            note: String::new(),
        }
    }

    /// 自报: the place says so. A sample is never self-reported: whoever drew it looked.
    ///
    /// # Errors
    /// When the value is a sample.
    pub fn self_reported(value: Value) -> Result<Self, Sentence> {
        if matches!(value, Value::Sampled(_)) {
            return Err(Sentence::new("judge-sample-self-reported"));
        }
        Ok(Self {
            self_reported: true,
            ..Self::counted(value)
        })
    }

    /// 抽样.
    #[must_use]
    pub fn sampled(sample: Sample) -> Self {
        Self::counted(Value::Sampled(sample))
    }

    /// 不适用, found by the inspectors.
    ///
    /// # Errors
    /// When the reason is empty.
    pub fn not_applicable(reason: &str) -> Result<Self, Sentence> {
        if reason.trim().is_empty() {
            return Err(Sentence::new("judge-exempt-without-reason"));
        }
        let reason = reason.trim().to_owned();
        Ok(Self::counted(Value::NotApplicable { reason }))
    }

    /// The same answer with a note.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        note.trim().clone_into(&mut self.note);
        self
    }

    /// What was found.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// How it is known.
    #[must_use]
    pub fn known(&self) -> Known {
        match (&self.value, self.self_reported) {
            (Value::Sampled(sample), _) => Known::Sampled(*sample),
            (_, true) => Known::SelfReported,
            (_, false) => Known::Counted,
        }
    }

    /// 自报.
    #[must_use]
    pub fn is_self_reported(&self) -> bool {
        self.self_reported
    }

    /// The note beside it; empty when there is none.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// Whether a numerator is more than its whole: impossible for a part of a group.
pub(super) fn exceeds(rate: &Rate) -> bool {
    rate.numerator > rate.denominator || rate.numerator.is_negative()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_nobody_can_have_drawn_is_refused() {
        for (population, sample, hits) in [(5, 0, 0), (5, 6, 1), (5, 3, 4), (u64::MAX, 3, 1)] {
            assert!(
                Sample::new(population, sample, hits).is_err(),
                "{population} {sample} {hits}"
            );
        }
        assert!(Sample::new(37, 5, 4).is_ok());
    }

    #[test]
    fn an_exemption_needs_a_reason_and_a_sample_is_never_self_reported() {
        assert!(Answer::not_applicable(" ").is_err());
        let sample = Sample::new(37, 5, 4).unwrap();
        assert!(Answer::self_reported(Value::Sampled(sample)).is_err());
        assert_eq!(Answer::sampled(sample).known(), Known::Sampled(sample));
    }
}

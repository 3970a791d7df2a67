//! Conditions: when an indicator applies.
//!
//! `名称>=数`, `名称<数` and `名称=值` (alternatives joined by 或) are computed from facts about the place; everything else is
//! read by a person, who says 是 or 否 beside the condition's own words. An open condition never lets a verdict stand.

use std::collections::BTreeMap;

use super::reading;
use crate::Sentence;
use crate::exact::Fraction;

/// Facts about a place, by name: 学校类型 is 中职, 在册吸毒人员 is 1200; a condition that is read is a fact by its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, String>);

impl Facts {
    /// Sets a fact; an empty value leaves it unknown.
    pub fn set(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.0.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }

    /// The value of a fact, if it is known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All facts by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// A condition, as far as it can be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// `名称>=数`.
    AtLeast {
        /// Name of the fact.
        name: String,
        /// Least number.
        number: Fraction,
    },
    /// `名称<数`.
    Below {
        /// Name of the fact.
        name: String,
        /// The number it stays below.
        number: Fraction,
    },
    /// `名称=值`, or one of several values.
    OneOf {
        /// Name of the fact.
        name: String,
        /// The values it applies to.
        values: Vec<String>,
    },
    /// Anything else: a person reads it.
    Read(String),
}

/// Whether an indicator applies to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Applies {
    Yes,
    No(Sentence),
    Open(Sentence),
}

/// A value that stands for "none of these".
pub const OTHER: &str = "其他";
/// The words for a condition that is read.
pub const YES: &str = "是";
/// See [`YES`].
pub const NO: &str = "否";

impl Condition {
    /// Reads the cell `applies_when`; none when it is empty.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let computed = number_condition(text, ">=", |name, number| Self::AtLeast { name, number })
            .or_else(|| number_condition(text, "<", |name, number| Self::Below { name, number }))
            .or_else(|| words_condition(text));
        Some(computed.unwrap_or_else(|| Self::Read(text.to_owned())))
    }

    /// The name of the fact it needs; a condition that is read is its own fact.
    #[must_use]
    pub fn fact(&self) -> &str {
        match self {
            Self::AtLeast { name, .. } | Self::Below { name, .. } | Self::OneOf { name, .. } => name,
            Self::Read(text) => text,
        }
    }

    /// Whether the condition holds for a value of its fact; none when the value does not say.
    fn holds(&self, value: &str) -> Option<bool> {
        match self {
            Self::AtLeast { number, .. } => reading::number(value).ok().map(|value| value >= *number),
            Self::Below { number, .. } => reading::number(value).ok().map(|value| value < *number),
            Self::OneOf { values, .. } => one_of(values, value),
            Self::Read(_) if value == YES => Some(true),
            Self::Read(_) if value == NO => Some(false),
            Self::Read(_) => None,
        }
    }

    /// Whether an indicator with this condition (written as `text`) applies where these facts hold.
    pub(super) fn applies(&self, text: &str, facts: &Facts) -> Applies {
        let value = facts.get(self.fact());
        match value.and_then(|value| self.holds(value)) {
            Some(true) => Applies::Yes,
            Some(false) => Applies::No(
                Sentence::new("judge-condition-false")
                    .with("condition", text)
                    .with("fact", value.unwrap_or_default()),
            ),
            None => Applies::Open(Sentence::new("judge-condition-open").with("condition", text)),
        }
    }
}

fn number_condition(text: &str, sign: &str, make: impl Fn(String, Fraction) -> Condition) -> Option<Condition> {
    let (name, number) = text.split_once(sign)?;
    let number = crate::exact::parse_decimal(number.trim())?;
    // 甲或乙>=1 says two things; only a person can tell which number is meant.
    name_alone(name).map(|name| make(name, number))
}

fn words_condition(text: &str) -> Option<Condition> {
    let (name, values) = text.split_once('=')?;
    let values: Vec<String> = values.split('或').map(|value| value.trim().to_owned()).collect();
    let compares = text.contains(['>', '<']) || values.iter().any(String::is_empty);
    if compares {
        return None;
    }
    name_alone(name).map(|name| Condition::OneOf { name, values })
}

fn name_alone(name: &str) -> Option<String> {
    let name = name.trim();
    (!name.is_empty() && !name.contains(['或', '且', '和', '、', ';', '=', '>', '<'])).then(|| name.to_owned())
}

/// A range such as 小五至高二 is only matched by its own words or denied by 其他 or 否: what lies inside it, a person says.
fn one_of(values: &[String], value: &str) -> Option<bool> {
    if values.iter().any(|known| known == value) {
        return Some(true);
    }
    let range = values.iter().any(|known| known.contains('至'));
    (!range || value == OTHER || value == NO).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(condition: &str, value: &str) -> Option<bool> {
        let parsed = Condition::parse(condition).unwrap();
        let mut facts = Facts::default();
        facts.set(parsed.fact(), value);
        match parsed.applies(condition, &facts) {
            Applies::Yes => Some(true),
            Applies::No(_) => Some(false),
            Applies::Open(_) => None,
        }
    }

    #[test]
    fn numbers_and_words_are_computed() {
        assert_eq!(outcome("在册吸毒人员>=1000", "1000"), Some(true));
        assert_eq!(outcome("在册吸毒人员>=1000", "９９９"), Some(false));
        assert_eq!(outcome("社区戒毒社区康复人员<30", "30"), Some(false));
        assert_eq!(outcome("学校类型=中职或高校", "高校"), Some(true));
        assert_eq!(outcome("学校类型=中职或高校", "小学"), Some(false));
        assert_eq!(outcome("学校类型=中职或高校", ""), None);
    }

    #[test]
    fn a_condition_that_says_two_things_or_has_a_unit_is_read_by_a_person() {
        for text in [
            "禁毒重点整治地区或吸毒人员>=1000",
            "有正当理由流入外地且滞留>=1个月",
            "已摘帽地区",
        ] {
            assert_eq!(Condition::parse(text), Some(Condition::Read(text.to_owned())));
            assert_eq!((outcome(text, "是"), outcome(text, "否")), (Some(true), Some(false)));
            assert_eq!(outcome(text, "1200"), None);
        }
    }

    #[test]
    fn a_range_of_grades_is_not_denied_by_a_grade_it_may_hold() {
        assert_eq!(outcome("学段=小五至高二", "小五至高二"), Some(true));
        assert_eq!(outcome("学段=小五至高二", "初一"), None);
        assert_eq!(outcome("学段=小五至高二", "其他"), Some(false));
    }
}

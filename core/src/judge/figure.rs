//! Which numbers of an answer count protected persons, and at which sites that is a matter of few.
//!
//! A rate is a share of persons; persons to staff and money per person count the persons alone, since staff and money are
//! never suppressed. What does not fit (a fraction, a part above its whole) is no figure and so is shown to nobody
//! outside. One rule to keep: where level or kind leave a doubt, a site lies below county level.

use num_traits::ToPrimitive;

use super::answer::{Level, Rate, Value};
use super::form;
use crate::exact::Fraction;
use crate::pack::indicator::{AnswerType, Threshold, TierTable};
use crate::pack::{Indicator, LEVELS, OFFICES};
use crate::privacy::small::Figure;

/// An answer has at most two figures: this period and the base period, or two sizes of a tier table.
pub(super) const SLOTS: usize = 2;

/// Whether answers to an indicator at a kind of site are about few enough persons for small counts to matter: it counts
/// protected persons, below county level. Where it is asked at several levels the kind of site decides; offices of the
/// county are above.
#[must_use]
pub fn is_kept(indicator: &Indicator, site_kind: &str) -> bool {
    let levels: Vec<&str> = indicator.cell("answer_level").split(';').collect();
    let is_above = |level: &&str| LEVELS[..3].contains(level);
    let below = if levels.iter().all(is_above) {
        false
    } else {
        !levels.iter().any(is_above) || !OFFICES.contains(&site_kind)
    };
    form::is_protected(indicator) && below
}

/// Whether a value tells of 1 to 4 protected persons below county level: a paper for the team that holds it says so.
#[must_use]
pub fn is_of_few(indicator: &Indicator, site_kind: &str, value: &Value) -> bool {
    let few = || figures(indicator, value).iter().flatten().any(Figure::is_small);
    is_kept(indicator, site_kind) && few()
}

/// Whether a value has numbers that could be kept back.
pub(super) fn has_numbers(value: &Value) -> bool {
    match value {
        Value::Rate(_) | Value::Count(_) | Value::Measures(_) | Value::Trend { .. } | Value::Sampled(_) => true,
        Value::NotApplicable { .. }
        | Value::YesNo(_)
        | Value::Document(_)
        | Value::Checklist(_)
        | Value::Done(_)
        | Value::NotDone
        | Value::Text(_) => false,
    }
}

/// The figures of an answer.
pub(super) fn figures(indicator: &Indicator, value: &Value) -> [Option<Figure>; SLOTS] {
    let level = |level: &Level| match level {
        Level::Count(number) => whole(number).map(Figure::count),
        Level::Rate(rate) => share(indicator, rate),
    };
    match value {
        Value::Rate(rate) => [share(indicator, rate), None],
        Value::Count(number) => [whole(number).map(Figure::count), None],
        Value::Sampled(sample) => [Figure::share(sample.hits(), sample.sample()), None],
        Value::Trend { now, base } => [level(now), base.as_ref().and_then(level)],
        Value::Measures(measures) => {
            let mut sizes = sizes(indicator).map(|code| measures.get(code).copied().map(Figure::count));
            [sizes.next().flatten(), sizes.next().flatten()]
        }
        _ => [None; SLOTS],
    }
}

fn share(indicator: &Indicator, rate: &Rate) -> Option<Figure> {
    let (numerator, denominator) = (whole(&rate.numerator), whole(&rate.denominator));
    match indicator.answer_type {
        AnswerType::Ratio => numerator.map(Figure::count),
        // Money for so many persons.
        AnswerType::CountThreshold => denominator.map(Figure::count),
        _ => Figure::share(numerator?, denominator?),
    }
}

fn whole(number: &Fraction) -> Option<u64> {
    number.is_integer().then(|| number.to_integer().to_u64()).flatten()
}

/// The measures of a tier table that nobody is held to: the sizes of the place.
fn sizes(indicator: &Indicator) -> impl Iterator<Item = &str> {
    let table = match &indicator.threshold {
        Threshold::Tiers(table) => Some(table),
        _ => None,
    };
    let is_needed = |table: &TierTable, code: &String| {
        let mut needs = table.tiers.iter().flat_map(|tier| &tier.need);
        needs.any(|(needed, _)| needed == code)
    };
    let sizes = table.into_iter().flat_map(move |table| {
        let codes = table.measures.iter().map(|(code, _)| code);
        codes.filter(move |code| !is_needed(table, code))
    });
    sizes.map(String::as_str)
}

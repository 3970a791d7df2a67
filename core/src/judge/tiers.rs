//! Tier tables: a minimum that depends on the size of the place.
//!
//! Bands include both printed ends. Where a number stands on an end that two tiers share, or where two criteria fall in
//! tiers of different need, the higher need is taken and flagged: taking the higher one is our rule, so a person sees it.
//! A band that merely lies inside a wider, open one is how the document is written and flags nothing.

use std::collections::BTreeMap;

use super::answer::Value;
use super::verdict::{Flag, Outcome, Weighed};
use crate::Sentence;
use crate::pack::Indicator;
use crate::pack::indicator::{Threshold, Tier, TierCondition, TierTable};

/// What one measure asks for: the size, the tier (from 1) it falls in, what that tier needs, and whether the size stands
/// on a shared end.
#[derive(Debug)]
struct Asked<'a> {
    measure: &'a str,
    size: u64,
    tier: usize,
    need: BTreeMap<&'a str, u64>,
    boundary: bool,
}

/// Weighs `tier_table`.
pub(super) fn weigh_tiers(indicator: &Indicator, value: &Value) -> Weighed {
    let (Value::Measures(sizes), Threshold::Tiers(table)) = (value, &indicator.threshold) else {
        return Weighed::wrong_kind();
    };
    if let Some(weighed) = missing(table, sizes) {
        return weighed;
    }
    let asked = asked(table, sizes);
    if asked.is_empty() {
        return Weighed::new(Outcome::NotApplicable, Sentence::new("judge-tier-none"));
    }
    let mut weighed = compare(table, sizes, &highest(&asked));
    weighed.reasons.extend(asked.iter().map(|one| explain(table, one)));
    if asked.iter().any(|one| one.boundary) {
        weighed.flags.push(Flag::Boundary);
    }
    if asked.iter().any(|one| one.need != asked[0].need) {
        weighed.flags.push(Flag::TiersDiffer);
    }
    weighed
}

fn missing(table: &TierTable, sizes: &BTreeMap<String, u64>) -> Option<Weighed> {
    let missing: Vec<&str> = table
        .measures
        .iter()
        .filter(|(code, _)| !sizes.contains_key(code))
        .map(|(_, wording)| wording.as_str())
        .collect();
    (!missing.is_empty()).then(|| {
        let reason = Sentence::new("judge-tier-missing").with("measures", missing.join("、"));
        Weighed::new(Outcome::ToCheck, reason)
    })
}

/// What each measure asks for, in printed order; measures that fall in no tier ask for nothing.
fn asked<'a>(table: &'a TierTable, sizes: &BTreeMap<String, u64>) -> Vec<Asked<'a>> {
    let codes = table.measures.iter().map(|(code, _)| code.as_str());
    codes
        .filter_map(|code| of_measure(table, code, *sizes.get(code)?))
        .collect()
}

fn of_measure<'a>(table: &'a TierTable, code: &'a str, size: u64) -> Option<Asked<'a>> {
    let holding = || {
        let numbered = table.tiers.iter().enumerate();
        numbered.filter_map(|(index, tier)| Some((index + 1, need(tier, code, size)?)))
    };
    let needs: Vec<_> = holding().collect();
    let (tier, need) = needs.iter().max_by_key(|(tier, need)| (total(need), *tier)).cloned()?;
    let differ = needs.iter().any(|(_, other)| *other != need);
    let boundary = differ && table.tiers.iter().any(|tier| on_end(tier, code, size));
    Some(Asked {
        measure: code,
        size,
        tier,
        need,
        boundary,
    })
}

/// What a tier needs for a size of a measure, if the size lies in it.
fn need<'a>(tier: &'a Tier, code: &str, size: u64) -> Option<BTreeMap<&'a str, u64>> {
    let times = match &tier.when {
        TierCondition::Any(bands) => bands
            .iter()
            .any(|(measure, low, high)| measure == code && size >= *low && high.is_none_or(|high| size <= high))
            .then_some(1),
        TierCondition::Per(steps) => steps
            .iter()
            .find(|(measure, _)| measure == code)
            .and_then(|(_, step)| (*step > 0).then(|| size.div_ceil(*step))),
    }?;
    let scaled = tier.need.iter();
    Some(
        scaled
            .map(|(measure, least)| (measure.as_str(), least.saturating_mul(times)))
            .collect(),
    )
}

fn on_end(tier: &Tier, code: &str, size: u64) -> bool {
    match &tier.when {
        TierCondition::Any(bands) => bands
            .iter()
            .any(|(measure, low, high)| measure == code && (size == *low || Some(size) == *high)),
        TierCondition::Per(_) => false,
    }
}

fn total(need: &BTreeMap<&str, u64>) -> u128 {
    need.values().map(|least| u128::from(*least)).sum()
}

/// The highest need of each measure over everything that is asked.
fn highest<'a>(asked: &[Asked<'a>]) -> BTreeMap<&'a str, u64> {
    let mut highest = BTreeMap::new();
    for (measure, least) in asked.iter().flat_map(|one| &one.need) {
        let entry = highest.entry(*measure).or_insert(0);
        *entry = (*entry).max(*least);
    }
    highest
}

/// Every need against what is there; all must be reached.
fn compare(table: &TierTable, sizes: &BTreeMap<String, u64>, needs: &BTreeMap<&str, u64>) -> Weighed {
    let have = |code: &str| sizes.get(code).copied().unwrap_or(0);
    let reached = needs.iter().all(|(code, least)| have(code) >= *least);
    let reasons = needs.iter().map(|(code, least)| {
        Sentence::new("judge-tier-need")
            .with("measure", wording(table, code))
            .with("needed", least)
            .with("have", have(code))
    });
    Weighed {
        outcome: if reached { Outcome::Pass } else { Outcome::Fail },
        reasons: reasons.collect(),
        flags: Vec::new(),
    }
}

fn explain(table: &TierTable, asked: &Asked) -> Sentence {
    Sentence::new("judge-tier-band")
        .with("measure", wording(table, asked.measure))
        .with("size", asked.size)
        .with("tier", asked.tier)
}

fn wording<'a>(table: &'a TierTable, code: &str) -> &'a str {
    let found = table.measures.iter().find(|(known, _)| known == code);
    found.map_or("", |(_, wording)| wording.as_str())
}

/// The needs of a table by measure code: what judging compares with, for tests.
#[cfg(test)]
pub(super) fn needed(table: &TierTable, sizes: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let asked = asked(table, sizes);
    let needs = highest(&asked).into_iter();
    needs.map(|(measure, least)| (measure.to_owned(), least)).collect()
}

//! Indicators of the built-in packs by id, and answers in one word, for the tests of this room.

use std::sync::LazyLock;

use super::answer::{Answer, Rate, Sample, Value};
use super::confirm::{Confirmation, Confirmations};
use super::decide::{Circumstances, judge};
use super::verdict::Judgement;
use crate::exact::whole;
use crate::pack::{BUILTIN_IDS, Indicator, builtin};

/// Every indicator of the built-in packs, read once.
pub(super) static INDICATORS: LazyLock<Vec<Indicator>> = LazyLock::new(|| {
    let packs = BUILTIN_IDS.iter().map(|id| builtin(id).unwrap());
    packs.flat_map(|pack| pack.indicators).collect()
});

/// The indicator of a built-in pack.
pub(super) fn indicator(id: &str) -> Indicator {
    let found = INDICATORS.iter().find(|indicator| indicator.id() == id);
    found.unwrap_or_else(|| panic!("no indicator {id}")).clone()
}

pub(super) fn rate(numerator: u64, denominator: u64) -> Answer {
    Answer::counted(Value::Rate(Rate::of(numerator, denominator)))
}

pub(super) fn count(number: u64) -> Answer {
    Answer::counted(Value::Count(whole(number)))
}

pub(super) fn sampled(population: u64, sample: u64, hits: u64) -> Answer {
    Answer::sampled(Sample::new(population, sample, hits).unwrap())
}

/// Circumstances in which the campaign confirmed one indicator.
pub(super) fn confirmed(id: &str) -> Circumstances {
    let mut confirmed = Confirmations::default();
    let confirmation = Confirmation {
        by: "主办单位".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2017, 4, 10).unwrap(),
        reason: "口径已商定".to_owned(),
    };
    confirmed.add(id, confirmation);
    Circumstances {
        confirmed,
        ..Circumstances::default()
    }
}

/// Judges an answer to an indicator of a built-in pack that the campaign confirmed.
pub(super) fn judged(id: &str, answer: &Answer) -> Judgement {
    judge(&indicator(id), Some(answer), &confirmed(id)).unwrap()
}

/// Judges an answer to an indicator of a built-in pack that nobody confirmed.
pub(super) fn unconfirmed(id: &str, answer: &Answer) -> Judgement {
    judge(&indicator(id), Some(answer), &Circumstances::default()).unwrap()
}

//! Estimates: how far what was seen at the drawn units speaks for those not visited.
//!
//! An interval belongs to drawn units only; designated units, interviews and talks never enter one. Where the number
//! of units is known the interval is counted out exactly (`hypergeometric`); the others inform and decide nothing.

pub mod clopper_pearson;
pub mod design;
pub mod hypergeometric;
pub mod logit;
pub mod rate;
pub mod reading;
pub mod visited;
pub mod wilson;

use num_traits::{One, ToPrimitive};

use crate::exact::{self, Fraction};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// A rate between two others, as floats: it informs and decides nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateInterval {
    /// Lower end, 0 to 1.
    pub low: f64,
    /// Upper end, 0 to 1.
    pub high: f64,
}

impl RateInterval {
    fn new(low: f64, high: f64) -> Self {
        Self {
            low: low.clamp(0.0, 1.0),
            high: high.clamp(0.0, 1.0),
        }
    }
}

fn check_sample(sample: u64, hits: u64, level: &Fraction) -> Result<(), Error> {
    Error::unless_empty(ErrorKind::BadInput, sample_problems(sample, hits, level))
}

fn check_level(level: &Fraction) -> Result<(), Error> {
    check_sample(1, 1, level)
}

/// The probability below the upper end of a two-sided interval: 0.975 for a level of 0.95.
fn upper_level(level: &Fraction) -> f64 {
    ((level + Fraction::one()) / exact::whole(2))
        .to_f64()
        .unwrap_or(f64::NAN)
}

fn float(count: u64) -> f64 {
    count.to_f64().unwrap_or(f64::MAX)
}

/// A float rate for reading, with one decimal.
fn percent(rate: f64) -> String {
    format!("{:.1} %", rate * 100.0)
}

/// What is wrong with a sample and a level, whatever the method.
fn sample_problems(sample: u64, hits: u64, level: &Fraction) -> Vec<Problem> {
    let mut problems = Vec::new();
    if sample == 0 {
        problems.push(problem(Sentence::new("estimate-nothing-drawn")));
    }
    if hits > sample {
        let what = Sentence::new("estimate-hits-above-sample")
            .with("hits", hits)
            .with("sample", sample);
        problems.push(problem(what));
    }
    // Below one half the two tails no longer leave a value between them.
    if *level < Fraction::new(1.into(), 2.into()) || *level >= Fraction::one() {
        let what = Sentence::new("estimate-level-range").with("level", exact::decimal_text(level, 2));
        problems.push(problem(what));
    }
    problems
}

fn problem(what: Sentence) -> Problem {
    Problem::new(Place::default(), what)
}

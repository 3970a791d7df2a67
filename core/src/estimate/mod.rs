//! Estimates: how far what was seen at the drawn units speaks for those not visited.
//!
//! An interval belongs to drawn units only; designated units, interviews and talks never enter one. Where the number
//! of units is known the interval is counted out exactly (`hypergeometric`); the others inform and decide nothing.

pub mod hypergeometric;

use num_traits::One;

use crate::exact::{self, Fraction};
use crate::{Place, Problem, Sentence};

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

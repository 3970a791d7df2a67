//! The exact interval for a drawn part of a list whose length is known.
//!
//! Of N units n were drawn and x have the property; K is how many of all N have it. The interval holds every K that
//! the sample does not contradict: P(X >= x | K) > a/2 and P(X <= x | K) > a/2, a = 1 - level (test inversion, equal
//! tails). Both tails are monotone in K, so each end is found by halving. Sums are taken in fixed point with a bound
//! on everything cut off; where that bound leaves a comparison open it is repeated in whole numbers, so no rounding
//! ever decides.

use num_bigint::{BigInt, BigUint};
use num_traits::{One, Zero};

use crate::exact::{self, Fraction};
use crate::{Error, ErrorKind, Sentence};

/// The longest list an interval is counted out for.
pub const MAX_POPULATION: u64 = 1_000_000_000;

/// How many of all units may have the property, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Units in the list.
    pub population: u64,
    /// The fewest that may have the property.
    pub low: u64,
    /// The most that may have the property.
    pub high: u64,
}

impl Interval {
    /// The lower end as a rate.
    #[must_use]
    pub fn low_rate(&self) -> Fraction {
        self.rate(self.low)
    }

    /// The upper end as a rate.
    #[must_use]
    pub fn high_rate(&self) -> Fraction {
        self.rate(self.high)
    }

    fn rate(&self, count: u64) -> Fraction {
        exact::ratio(count, self.population).unwrap_or_else(Fraction::zero)
    }
}

/// The interval at a level (from 1/2 to below 1) when `hits` of `sample` units drawn from `population` have the
/// property. A census gives the point.
///
/// # Errors
/// [`ErrorKind::BadInput`], all at once: nothing drawn, more drawn than there are, more hits than drawn, a level
/// outside its range, a population above [`MAX_POPULATION`].
pub fn interval(population: u64, sample: u64, hits: u64, level: &Fraction) -> Result<Interval, Error> {
    check(population, sample, hits, level)?;
    let half = (Fraction::one() - level) / exact::whole(2);
    Ok(Interval {
        population,
        low: fewest(population, sample, hits, &half),
        // Counting the units without the property turns the upper end into a lower one.
        high: population - fewest(population, sample, sample - hits, &half),
    })
}

fn check(population: u64, sample: u64, hits: u64, level: &Fraction) -> Result<(), Error> {
    let mut problems = super::sample_problems(sample, hits, level);
    if sample > population {
        let what = Sentence::new("estimate-sample-above-population")
            .with("sample", sample)
            .with("population", population);
        problems.push(super::problem(what));
    }
    if population > MAX_POPULATION {
        let what = Sentence::new("estimate-population-too-large")
            .with("population", population)
            .with("limit", MAX_POPULATION);
        problems.push(super::problem(what));
    }
    Error::unless_empty(ErrorKind::BadInput, problems)
}

/// The smallest K with P(X >= hits | K) > threshold.
fn fewest(population: u64, sample: u64, hits: u64, threshold: &Fraction) -> u64 {
    // With this many, every sample holds at least `hits`: the probability is 1.
    let (mut below, mut enough) = (hits, population - (sample - hits));
    while below < enough {
        let middle = below + (enough - below) / 2;
        let urn = Urn::new(population, middle, sample);
        if urn.tail_exceeds(hits, threshold) {
            enough = middle;
        } else {
            below = middle + 1;
        }
    }
    enough
}

/// P(X >= `hits`) as an exact fraction, X the marked among `sample` drawn from `population` with `marked` marked.
/// Time grows with the square of the smaller of `sample` and `marked`.
#[must_use]
pub fn upper_tail(population: u64, marked: u64, sample: u64, hits: u64) -> Fraction {
    let (tail, all) = Urn::new(population, marked.min(population), sample.min(population)).exact_tail(hits);
    exact::ratio(BigInt::from(tail), BigInt::from(all)).unwrap_or_else(Fraction::zero)
}

/// An urn of `all` balls, `marked` of them marked, from which `drawn` are drawn.
struct Urn {
    all: u64,
    marked: u64,
    drawn: u64,
}

/// A sum in units of 2^-64 of the largest term: the truth lies in `[floor, floor + slack]`.
#[derive(Clone, Copy, Default)]
struct Sum {
    floor: u128,
    slack: u128,
}

impl Urn {
    fn new(all: u64, marked: u64, drawn: u64) -> Self {
        // Marked and drawn may change places; fewer drawn means fewer terms.
        Self {
            all,
            marked: marked.max(drawn),
            drawn: marked.min(drawn),
        }
    }

    fn least(&self) -> u64 {
        (self.marked + self.drawn).saturating_sub(self.all)
    }

    /// P(X = j + 1) / P(X = j) as numerator and denominator, each below 2^60.
    fn step(&self, j: u64) -> (u64, u64) {
        let unmarked_left = self.all - self.marked + j + 1 - self.drawn;
        ((self.marked - j) * (self.drawn - j), (j + 1) * unmarked_left)
    }

    fn tail_exceeds(&self, hits: u64, threshold: &Fraction) -> bool {
        if hits <= self.least() {
            return true;
        }
        let (tail, all) = self.sums(hits);
        let (part, whole) = (threshold.numer(), threshold.denom());
        if whole * BigInt::from(tail.floor) > part * BigInt::from(all.floor + all.slack) {
            return true;
        }
        if whole * BigInt::from(tail.floor + tail.slack) <= part * BigInt::from(all.floor) {
            return false;
        }
        let (tail, all) = self.exact_tail(hits);
        whole * BigInt::from(tail) > part * BigInt::from(all)
    }

    /// The terms from `hits` up, and all terms, in fixed point.
    fn sums(&self, hits: u64) -> (Sum, Sum) {
        let mode = ((self.drawn + 1) * (self.marked + 1) / (self.all + 2)).clamp(self.least(), self.drawn);
        let (mut tail, mut all) = (Sum::default(), Sum::default());
        let up = (mode..self.drawn).map(|j| (j + 1, self.step(j)));
        let down = (self.least()..mode).rev().map(|j| {
            let (rise, fall) = self.step(j);
            (j, (fall, rise))
        });
        // The largest term itself, exact.
        add(&mut tail, &mut all, mode >= hits, 1 << 64, 0);
        walk(up, hits, &mut tail, &mut all);
        walk(down, hits, &mut tail, &mut all);
        (tail, all)
    }

    /// The number of draws with at least `hits` marked, and of all draws.
    fn exact_tail(&self, hits: u64) -> (BigUint, BigUint) {
        let least = self.least();
        let mut term = choose(self.all - self.marked, self.drawn - least) * choose(self.marked, least);
        let (mut tail, mut all) = (BigUint::zero(), BigUint::zero());
        for j in least..=self.drawn {
            all += &term;
            if j >= hits {
                tail += &term;
            }
            if j < self.drawn {
                let (rise, fall) = self.step(j);
                term = term * rise / fall;
            }
        }
        (tail, all)
    }
}

/// Goes from the largest term to one side. Each division cuts off less than one unit and every later factor is at most
/// 1, so after `i` steps a term is short by less than `i`.
fn walk(steps: impl Iterator<Item = (u64, (u64, u64))>, hits: u64, tail: &mut Sum, all: &mut Sum) {
    let mut term = 1_u128 << 64;
    for (short, (value, (by, over))) in (1_u128..).zip(steps) {
        term = term * u128::from(by) / u128::from(over);
        add(tail, all, value >= hits, term, short);
        if term == 0 && by < over {
            // Factors only fall from here on: a geometric series bounds what is left.
            let rest = (short + 1) * (u128::from(over) / u128::from(over - by) + 1);
            // Which side of `hits` the rest lies on does not matter: slack may only grow.
            tail.slack += rest;
            all.slack += rest;
            return;
        }
    }
}

fn add(tail: &mut Sum, all: &mut Sum, counts: bool, term: u128, short: u128) {
    all.floor += term;
    all.slack += short;
    if counts {
        tail.floor += term;
        tail.slack += short;
    }
}

/// The binomial coefficient.
fn choose(all: u64, drawn: u64) -> BigUint {
    (0..drawn.min(all - drawn)).fold(BigUint::one(), |value, i| value * (all - i) / (i + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{parse_decimal, ratio};

    fn level(text: &str) -> Fraction {
        parse_decimal(text).unwrap()
    }

    /// Straight from the definition, every K tried.
    fn by_definition(population: u64, sample: u64, hits: u64, level: &Fraction) -> (u64, u64) {
        let half = (Fraction::one() - level) / exact::whole(2);
        let possible: Vec<u64> = (hits..=population - (sample - hits))
            .filter(|k| {
                upper_tail(population, *k, sample, hits) > half
                    && upper_tail(population, population - k, sample, sample - hits) > half
            })
            .collect();
        (possible[0], *possible.last().unwrap())
    }

    #[test]
    fn every_small_case_equals_the_definition_ties_included() {
        // 0.9 and 0.5 make a/2 = 1/20 and 1/4, which small urns hit exactly.
        for level in ["0.95", "0.9", "0.5", "0.99"].map(level) {
            for population in 1..=20 {
                for sample in 1..=population {
                    for hits in 0..=sample {
                        let found = interval(population, sample, hits, &level).unwrap();
                        let expected = by_definition(population, sample, hits, &level);
                        assert_eq!((found.low, found.high), expected, "{population} {sample} {hits}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_exact_tail_sums_to_one_and_matches_a_hand_count() {
        assert_eq!(upper_tail(10, 4, 3, 0), ratio(1, 1).unwrap());
        assert_eq!(upper_tail(10, 4, 3, 3), ratio(4, 120).unwrap());
        assert_eq!(upper_tail(10, 4, 3, 4), ratio(0, 1).unwrap());
    }

    #[test]
    fn a_probability_equal_to_the_threshold_does_not_exceed_it() {
        // 25,000 of 1,000,000 and one drawn: exactly 0.025.
        let urn = Urn::new(1_000_000, 25_000, 1);
        assert!(!urn.tail_exceeds(1, &ratio(1, 40).unwrap()));
        assert_eq!(interval(1_000_000, 1, 1, &level("0.95")).unwrap().low, 25_001);
    }

    #[test]
    fn a_million_units_half_of_them_drawn_take_no_time() {
        let found = interval(1_000_000, 500_000, 250_000, &level("0.95")).unwrap();
        // The normal approximation: 500,000 +- 1.96 sqrt(N(N-n) p(1-p)/n) = 980 units.
        assert!(
            found.low.abs_diff(499_020) <= 2 && found.high.abs_diff(500_980) <= 2,
            "{found:?}"
        );
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let error = interval(5, 6, 7, &level("1")).unwrap_err();
        let codes: Vec<&str> = error.problems.iter().map(|problem| problem.what.code()).collect();
        let expected = [
            "estimate-hits-above-sample",
            "estimate-level-range",
            "estimate-sample-above-population",
        ];
        assert_eq!(codes, expected);
        assert!(interval(5, 0, 0, &level("0.95")).is_err());
        assert!(interval(MAX_POPULATION + 1, 1, 0, &level("0.95")).is_err());
    }
}

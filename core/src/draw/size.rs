//! Sample sizes for discovery: how many to check so that a defect, if there are so many, is hardly missed.
//!
//! Of N units D are defective and n are drawn; the draw misses when none of the D is among them. The smallest n whose
//! miss is at most the risk is exact: products are rounded down with a bound on what was cut off, and taken again
//! in whole numbers where that bound leaves a comparison open. A power is rounded down, so it never promises too much.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use crate::exact::{self, Fraction, ratio, whole};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// The longest list a size is computed for.
pub const MAX_POPULATION: u64 = 1_000_000_000;

/// A list of units some of which are supposed to be defective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspicion {
    population: u64,
    defects: u64,
}

impl Suspicion {
    /// Of `population` units, `defects` are supposed to be defective.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`], all at once: no unit, no defect, more defects than units, a list that is too long.
    pub fn new(population: u64, defects: u64) -> Result<Self, Error> {
        let mut problems = Vec::new();
        if population == 0 || population > MAX_POPULATION {
            let what = Sentence::new("draw-size-population").with("population", population);
            problems.push(problem(what.with("limit", MAX_POPULATION)));
        }
        if defects == 0 || defects > population {
            let what = Sentence::new("draw-size-defects").with("defects", defects);
            problems.push(problem(what.with("population", population)));
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(Self { population, defects })
    }

    /// The smallest sample that misses all defects with a probability of at most `risk`.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when the risk is not from 0 to below 1.
    pub fn smallest_sample(self, risk: &Fraction) -> Result<u64, Error> {
        if *risk < Fraction::zero() || *risk >= Fraction::one() {
            let what = Sentence::new("draw-size-risk").with("risk", exact::decimal_text(risk, 4));
            return Err(Error::new(ErrorKind::BadInput, what));
        }
        // With one more than the good units, a defect is certain to be among them.
        let (mut below, mut enough) = (1, self.population - self.defects + 1);
        while below < enough {
            let middle = below + (enough - below) / 2;
            if self.misses_at_most(middle, risk) {
                enough = middle;
            } else {
                below = middle + 1;
            }
        }
        Ok(enough)
    }

    /// The chance that a sample holds at least one defect, in whole percent, rounded down: 100 only when certain.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when the sample is empty or larger than the list.
    pub fn power_percent(self, sample: u64) -> Result<u64, Error> {
        if sample == 0 || sample > self.population {
            let what = Sentence::new("draw-size-sample").with("sample", sample);
            return Err(Error::new(
                ErrorKind::BadInput,
                what.with("population", self.population),
            ));
        }
        let reaches = |percent: u64| {
            let risk = Fraction::one() - whole(percent) / whole(100);
            self.misses_at_most(sample, &risk)
        };
        Ok((1..=100).rev().find(|percent| reaches(*percent)).unwrap_or(0))
    }

    /// What a sample of this size can promise, as a sentence.
    ///
    /// # Errors
    /// As [`Suspicion::power_percent`].
    pub fn say_power(self, sample: u64) -> Result<Sentence, Error> {
        let sentence = match self.power_percent(sample)? {
            100 => Sentence::new("draw-size-certain"),
            percent => Sentence::new("draw-size-power").with("percent", percent),
        };
        Ok(self.counts(sentence, sample))
    }

    /// How many to check for a risk, as a sentence.
    ///
    /// # Errors
    /// As [`Suspicion::smallest_sample`].
    pub fn say_smallest(self, risk: &Fraction) -> Result<Sentence, Error> {
        let sentence = Sentence::new("draw-size-smallest").with("risk", exact::percent_brief(risk));
        Ok(self.counts(sentence, self.smallest_sample(risk)?))
    }

    fn counts(self, sentence: Sentence, sample: u64) -> Sentence {
        sentence
            .with("population", self.population)
            .with("defects", self.defects)
            .with("sample", sample)
    }

    /// The exact probability that a sample holds no defect. For lists of millions this is a very long fraction.
    #[must_use]
    pub fn miss_probability(self, sample: u64) -> Fraction {
        let (count, rest) = self.factors(sample.min(self.population));
        if count > rest {
            return Fraction::zero();
        }
        let (above, below) = (falling(rest, 0, count), falling(self.population, 0, count));
        ratio(above, below).unwrap_or_else(Fraction::zero)
    }

    fn misses_at_most(self, sample: u64, risk: &Fraction) -> bool {
        if sample > self.population - self.defects {
            return true;
        }
        if risk.is_zero() {
            return false;
        }
        let (count, rest) = self.factors(sample);
        let mut miss = Rounded::one();
        for i in 0..count {
            // The miss only falls: once within the risk it stays there.
            if miss.times(rest - i, self.population - i) && miss.surely_at_most(risk) {
                return true;
            }
        }
        if miss.surely_at_most(risk) || miss.surely_above(risk) {
            return miss.surely_at_most(risk);
        }
        self.miss_probability(sample) <= *risk
    }

    /// The factors of the miss: of the shorter of sample and defects, since both may change places.
    fn factors(self, sample: u64) -> (u64, u64) {
        let (short, long) = (sample.min(self.defects), sample.max(self.defects));
        (short, self.population - long)
    }
}

/// A product of fractions below 1, rounded down at every step: the truth lies in
/// `[digits, digits * (1 + steps * 2^-59)] * 2^-shift`.
struct Rounded {
    digits: u128,
    shift: u32,
    steps: u64,
}

impl Rounded {
    /// Digits are kept from 2^90 to below 2^91, so that times a factor below 2^30 they fit.
    const BITS: u32 = 91;

    fn one() -> Self {
        Self {
            digits: 1 << (Self::BITS - 1),
            shift: Self::BITS - 1,
            steps: 0,
        }
    }

    /// Multiplies by `part / all`, both above 0 and below 2^30; true when the digits had to be moved up. Before that at
    /// least 60 of them are left, so a step loses less than 2^-59 of the value.
    fn times(&mut self, part: u64, all: u64) -> bool {
        let digits = self.digits * u128::from(part) / u128::from(all);
        let up = digits.leading_zeros().saturating_sub(128 - Self::BITS);
        self.digits = digits << up;
        self.shift += up;
        self.steps += 1;
        up > 0
    }

    fn surely_at_most(&self, risk: &Fraction) -> bool {
        let most = BigInt::from(self.digits) * ((BigInt::one() << 59) + self.steps);
        most * risk.denom() <= risk.numer() << (self.shift + 59)
    }

    fn surely_above(&self, risk: &Fraction) -> bool {
        BigInt::from(self.digits) * risk.denom() > risk.numer() << self.shift
    }
}

/// The product of (from - i) for i from `start` to below `end`, by halves, so that large factors meet large ones.
fn falling(from: u64, start: u64, end: u64) -> BigInt {
    match end - start {
        0 => BigInt::one(),
        1 => BigInt::from(from - start),
        length => {
            let middle = start + length / 2;
            falling(from, start, middle) * falling(from, middle, end)
        }
    }
}

fn problem(what: Sentence) -> Problem {
    Problem::new(Place::default(), what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::parse_decimal;
    use proptest::prelude::*;

    #[test]
    fn seven_gaps_in_thirty_seven_entries_are_found_by_five_with_sixty_seven_percent() {
        assert_eq!(Suspicion::new(37, 7).unwrap().power_percent(5).unwrap(), 67);
    }

    #[test]
    fn a_power_is_called_certain_only_when_it_is() {
        let suspicion = Suspicion::new(1_000, 900).unwrap();
        assert_eq!(suspicion.power_percent(100).unwrap(), 99);
        assert_eq!(suspicion.power_percent(101).unwrap(), 100);
    }

    #[test]
    fn a_miss_equal_to_the_risk_is_allowed() {
        // 19 of 20 with one defect: the miss is 1/20.
        let suspicion = Suspicion::new(20, 1).unwrap();
        assert_eq!(suspicion.smallest_sample(&parse_decimal("0.05").unwrap()).unwrap(), 19);
        assert_eq!(
            suspicion
                .smallest_sample(&parse_decimal("0.0499999999999999999999999").unwrap())
                .unwrap(),
            20
        );
    }

    #[test]
    fn a_billion_units_and_a_tiny_risk_take_no_time() {
        let suspicion = Suspicion::new(MAX_POPULATION, 10_000_000).unwrap();
        let found = suspicion
            .smallest_sample(&parse_decimal("0.000000000000000000000000000001").unwrap())
            .unwrap();
        // Drawing with replacement: 30 ln 10 / -ln 0.99 = 6,873.1.
        assert!((6_870..=6_874).contains(&found), "{found}");
    }

    #[test]
    fn impossible_lists_risks_and_samples_are_refused() {
        assert_eq!(Suspicion::new(0, 0).unwrap_err().problems.len(), 2);
        assert!(Suspicion::new(5, 6).is_err());
        let suspicion = Suspicion::new(5, 1).unwrap();
        assert!(suspicion.smallest_sample(&whole(1)).is_err());
        assert!(suspicion.power_percent(0).is_err());
        assert!(suspicion.power_percent(6).is_err());
        assert_eq!(suspicion.smallest_sample(&whole(0)).unwrap(), 5);
    }

    proptest! {
        #[test]
        fn the_size_is_the_first_whose_exact_miss_is_within_the_risk(
            population in 1_u64..60, defects in 1_u64..60, percent in 0_u64..100,
        ) {
            prop_assume!(defects <= population);
            let suspicion = Suspicion::new(population, defects).unwrap();
            let risk = ratio(percent, 100).unwrap();
            let first = (1..=population).find(|n| suspicion.miss_probability(*n) <= risk).unwrap();
            prop_assert_eq!(suspicion.smallest_sample(&risk).unwrap(), first);
        }
    }
}

//! Estimates by design: strata, and one or two stages, each unit with its weight.
//!
//! A total is the weighted sum; a mean, a rate and a ratio are one total over another, their variance by linearisation.
//! Within a stratum primary units count as drawn without replacement; a stratum whose primary units were drawn with
//! unequal probabilities gives no population, and its variance is the one of drawing with replacement, which is on the
//! safe side. The value is exact; only its spread is a float, because it informs and decides nothing.

use num_traits::{Signed, ToPrimitive, Zero};

use super::float;
use crate::exact::{Fraction, ratio as fraction};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// A unit that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// How many units of the population it stands for; above 0.
    pub weight: Fraction,
    /// What is added up: 1 for a hit and 0 for a miss, or a quantity.
    pub numerator: Fraction,
    /// What it is divided by: 1 for a mean or rate, a quantity for a ratio, 0 for a unit the question does not meet.
    pub denominator: Fraction,
}

/// A primary unit: a county whose schools were drawn, or in one stage the school itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Primary {
    /// How many units it has; as many as `units` when all were looked at.
    pub population: u64,
    /// The units looked at.
    pub units: Vec<Unit>,
}

impl Primary {
    /// The primary unit of a draw in one stage: the unit itself.
    #[must_use]
    pub fn single(unit: Unit) -> Self {
        Self {
            population: 1,
            units: vec![unit],
        }
    }
}

/// A stratum with the primary units drawn in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// Its label, for messages.
    pub label: String,
    /// How many primary units it has; none where they were drawn with unequal probabilities.
    pub population: Option<u64>,
    /// The primary units drawn.
    pub primaries: Vec<Primary>,
}

/// How far an estimate may be off.
#[derive(Debug, Clone, PartialEq)]
pub enum Spread {
    /// Everything was looked at: the value is the truth.
    Census,
    /// The standard error, in the unit of the value.
    StandardError(f64),
    /// In these strata one unit of several was looked at: the variance cannot be estimated.
    NotEstimable(Vec<String>),
}

/// An estimate of a total, mean, rate or ratio.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The value, exact.
    pub value: Fraction,
    /// How far it may be off.
    pub spread: Spread,
    /// Degrees of freedom: primary units less strata.
    pub degrees: u64,
}

/// The total of the numerators.
///
/// # Errors
/// [`ErrorKind::BadInput`] with every impossible count or weight.
pub fn total(strata: &[Stratum]) -> Result<Estimate, Error> {
    check(strata)?;
    let value = sum(strata, |unit| &unit.numerator);
    Ok(estimate(strata, value, |unit| real(&(&unit.weight * &unit.numerator))))
}

/// The total of the numerators over the total of the denominators: a mean, a rate, a ratio.
///
/// # Errors
/// As [`total`], and when the denominators add up to nothing.
pub fn ratio(strata: &[Stratum]) -> Result<Estimate, Error> {
    check(strata)?;
    let whole = sum(strata, |unit| &unit.denominator);
    if whole.is_zero() {
        return Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("estimate-no-denominator"),
        ));
    }
    let value = sum(strata, |unit| &unit.numerator) / &whole;
    let linear = |unit: &Unit| real(&(&unit.weight * (&unit.numerator - &value * &unit.denominator) / &whole));
    Ok(estimate(strata, value.clone(), linear))
}

fn sum<'a>(strata: &'a [Stratum], part: impl Fn(&'a Unit) -> &'a Fraction) -> Fraction {
    units(strata).map(|unit| &unit.weight * part(unit)).sum()
}

fn units(strata: &[Stratum]) -> impl Iterator<Item = &Unit> {
    strata
        .iter()
        .flat_map(|stratum| &stratum.primaries)
        .flat_map(|primary| &primary.units)
}

fn real(value: &Fraction) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

fn check(strata: &[Stratum]) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut say = |what: Sentence, stratum: &Stratum| {
        problems.push(Problem::new(Place::default(), what.with("stratum", &stratum.label)));
    };
    for stratum in strata {
        let drawn = stratum.primaries.len() as u64;
        if drawn == 0 || stratum.population.is_some_and(|population| population < drawn) {
            let population = stratum.population.unwrap_or_default();
            let what = Sentence::new("estimate-stratum-count").with("drawn", drawn);
            say(what.with("population", population), stratum);
        }
        for primary in &stratum.primaries {
            let drawn = primary.units.len() as u64;
            if drawn == 0 || primary.population < drawn {
                let what = Sentence::new("estimate-primary-count").with("drawn", drawn);
                say(what.with("population", primary.population), stratum);
            }
            if primary.units.iter().any(|unit| !unit.weight.is_positive()) {
                say(Sentence::new("estimate-weight-not-positive"), stratum);
            }
        }
    }
    if strata.is_empty() {
        problems.push(super::problem(Sentence::new("estimate-nothing-drawn")));
    }
    Error::unless_empty(ErrorKind::BadInput, problems)
}

fn estimate(strata: &[Stratum], value: Fraction, linear: impl Fn(&Unit) -> f64) -> Estimate {
    let primaries: usize = strata.iter().map(|stratum| stratum.primaries.len()).sum();
    Estimate {
        value,
        spread: spread(strata, linear),
        degrees: (primaries - strata.len()) as u64,
    }
}

fn spread(strata: &[Stratum], linear: impl Fn(&Unit) -> f64) -> Spread {
    if strata.iter().all(Stratum::is_census) {
        return Spread::Census;
    }
    let alone: Vec<String> = strata
        .iter()
        .filter(|stratum| stratum.is_alone())
        .map(|stratum| stratum.label.clone())
        .collect();
    if !alone.is_empty() {
        return Spread::NotEstimable(alone);
    }
    let variance: f64 = strata.iter().map(|stratum| stratum.variance(&linear)).sum();
    Spread::StandardError(variance.max(0.0).sqrt())
}

impl Stratum {
    fn takes_all_primaries(&self) -> bool {
        self.population == Some(self.primaries.len() as u64)
    }

    fn is_census(&self) -> bool {
        self.takes_all_primaries() && self.primaries.iter().all(Primary::is_census)
    }

    /// One of several, at either stage: nothing to compare it with.
    fn is_alone(&self) -> bool {
        let first = self.primaries.len() == 1 && !self.takes_all_primaries();
        // Drawn with replacement, the first stage carries the whole variance.
        let second = self.population.is_some()
            && self
                .primaries
                .iter()
                .any(|primary| primary.units.len() == 1 && !primary.is_census());
        first || second
    }

    /// Särndal, Swensson and Wretman (1992), result 4.3.1, with the sampled fractions at both stages.
    fn variance(&self, linear: &impl Fn(&Unit) -> f64) -> f64 {
        let fraction = share(self.primaries.len() as u64, self.population);
        let units: Vec<Vec<f64>> = self
            .primaries
            .iter()
            .map(|primary| primary.units.iter().map(linear).collect())
            .collect();
        let totals: Vec<f64> = units.iter().map(|unit| unit.iter().sum()).collect();
        let within = self.primaries.iter().zip(&units).map(|(primary, values)| {
            let fraction = share(values.len() as u64, Some(primary.population));
            (1.0 - fraction) * scatter(values)
        });
        (1.0 - fraction) * scatter(&totals) + fraction * within.sum::<f64>()
    }
}

impl Primary {
    fn is_census(&self) -> bool {
        self.population == self.units.len() as u64
    }
}

fn share(drawn: u64, population: Option<u64>) -> f64 {
    population
        .and_then(|population| fraction(drawn, population))
        .map_or(0.0, |fraction| real(&fraction))
}

/// n / (n - 1) times the sum of squares around the mean; 0 for a single value, which only a census leaves here.
fn scatter(values: &[f64]) -> f64 {
    let count = float(values.len() as u64);
    if values.len() < 2 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / count;
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() * count / (count - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::whole;

    fn stratum(label: &str, population: u64, hits: &[u64]) -> Stratum {
        let weight = fraction(population, hits.len().max(1) as u64).unwrap();
        let unit = |hit: &u64| Unit {
            weight: weight.clone(),
            numerator: whole(*hit),
            denominator: whole(1),
        };
        Stratum {
            label: label.to_owned(),
            population: Some(population),
            primaries: hits.iter().map(|hit| Primary::single(unit(hit))).collect(),
        }
    }

    #[test]
    fn a_stratum_with_one_of_several_units_leaves_the_variance_open() {
        let found = ratio(&[stratum("小学", 17, &[1, 1, 0]), stratum("中职", 5, &[1])]).unwrap();
        assert_eq!(found.spread, Spread::NotEstimable(vec!["中职".to_owned()]));
    }

    #[test]
    fn the_only_unit_of_a_stratum_is_a_census_of_it() {
        let found = ratio(&[stratum("小学", 17, &[1, 1, 0]), stratum("中职", 1, &[1])]).unwrap();
        assert!(matches!(found.spread, Spread::StandardError(error) if error > 0.0));
        let census = ratio(&[stratum("小学", 3, &[1, 1, 0])]).unwrap();
        assert_eq!((census.spread, census.value), (Spread::Census, fraction(2, 3).unwrap()));
    }

    #[test]
    fn a_simple_sample_has_the_variance_of_the_textbook() {
        // (1 - n/N) p (1 - p) / (n - 1), row 412,60,51 of P5b.
        let hits: Vec<u64> = (0..60).map(|index| u64::from(index < 51)).collect();
        let found = ratio(&[stratum("全部", 412, &hits)]).unwrap();
        assert!(matches!(found.spread, Spread::StandardError(error) if (error - 0.042_968_66).abs() < 5e-9));
        assert_eq!(found.degrees, 59);
    }

    #[test]
    fn impossible_counts_and_weights_are_all_named() {
        let mut bad = stratum("甲", 2, &[1, 0, 1]);
        bad.primaries[0].units[0].weight = whole(0);
        let error = total(&[bad, stratum("乙", 0, &[])]).unwrap_err();
        assert_eq!(error.problems.len(), 3);
        assert!(total(&[]).is_err());
    }
}

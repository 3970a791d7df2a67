//! A rate in words: so many of the units looked at, and what that says about all of them.
//!
//! The observed rate speaks of the units looked at and has no interval; the estimated one speaks of all units and never
//! appears without its interval and level. Which method made the interval is said, and a census is called a census.

use super::hypergeometric;
use super::{RateInterval, clopper_pearson, wilson};
use crate::exact::{self, Fraction};
use crate::{Error, ErrorKind, Sentence};

/// How an interval is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Counted out where the number of units is known, Wilson's where it is not.
    #[default]
    Auto,
    /// Wilson's score interval.
    Wilson,
    /// Clopper and Pearson's.
    Exact,
    /// Counted out over the hypergeometric distribution; needs the number of units.
    Hypergeometric,
}

impl Method {
    /// Its name on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Wilson => "wilson",
            Self::Exact => "exact",
            Self::Hypergeometric => "hypergeometric",
        }
    }
}

/// What may be said about all units.
#[derive(Debug, Clone, PartialEq)]
pub enum Bounds {
    /// Every unit was looked at.
    Census,
    /// So many units, both ends included.
    Counts(hypergeometric::Interval),
    /// A rate between two others.
    Rates(RateInterval),
}

/// A rate found in a simple sample, with what it says about all units.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// Units in the list, where known.
    pub population: Option<u64>,
    /// Units drawn and looked at.
    pub sample: u64,
    /// Units of those that have the property.
    pub hits: u64,
    /// The level, for example 19/20.
    pub level: Fraction,
    /// The method that was used, never [`Method::Auto`].
    pub method: Method,
    /// The interval.
    pub bounds: Bounds,
}

/// Estimates a rate from a simple random sample.
///
/// # Errors
/// [`ErrorKind::BadInput`] when the counts or the level are impossible, or the method needs a population not given.
pub fn estimate(
    population: Option<u64>,
    sample: u64,
    hits: u64,
    level: &Fraction,
    method: Method,
) -> Result<Rate, Error> {
    let counted = population
        .map(|population| hypergeometric::interval(population, sample, hits, level))
        .transpose()?;
    let method = match (method, counted) {
        (Method::Auto, Some(_)) => Method::Hypergeometric,
        (Method::Auto, None) => Method::Wilson,
        (method, _) => method,
    };
    let bounds = match (method, counted) {
        (_, Some(_)) if population == Some(sample) => Bounds::Census,
        (Method::Wilson, _) => Bounds::Rates(wilson::interval(sample, hits, level)?),
        (Method::Exact, _) => Bounds::Rates(clopper_pearson::interval(sample, hits, level)?),
        (_, Some(counts)) => Bounds::Counts(counts),
        (_, None) => {
            let what = Sentence::new("estimate-population-needed");
            return Err(Error::new(ErrorKind::BadInput, what));
        }
    };
    Ok(Rate {
        population,
        sample,
        hits,
        level: level.clone(),
        method,
        bounds,
    })
}

impl Rate {
    /// The rate among the units looked at.
    #[must_use]
    pub fn observed(&self) -> Fraction {
        exact::ratio(self.hits, self.sample).unwrap_or_default()
    }

    /// The whole result as a sentence, `unit` being the counting word (所, 个, schools).
    #[must_use]
    pub fn say(&self, unit: &str) -> Sentence {
        let sentence = match &self.bounds {
            Bounds::Census => Sentence::new("estimate-rate-census"),
            Bounds::Counts(counts) => Sentence::new("estimate-rate-counts")
                .with("population", counts.population)
                .with("low", counts.low)
                .with("high", counts.high)
                .with("low_rate", exact::percent_text(&counts.low_rate(), 1))
                .with("high_rate", exact::percent_text(&counts.high_rate(), 1))
                .with("level", exact::percent_brief(&self.level)),
            Bounds::Rates(rates) => Sentence::new("estimate-rate-rates")
                .with("low_rate", super::percent(rates.low))
                .with("high_rate", super::percent(rates.high))
                .with("method", self.method.title())
                .with("level", exact::percent_brief(&self.level)),
        };
        sentence
            .with("sample", self.sample)
            .with("hits", self.hits)
            .with("rate", exact::percent_text(&self.observed(), 1))
            .with("unit", unit)
    }

    /// The observed rate alone, for units that were not drawn at random: no interval, no word about the others.
    #[must_use]
    pub fn say_observed(sample: u64, hits: u64, unit: &str) -> Sentence {
        Sentence::new("estimate-observed")
            .with("sample", sample)
            .with("hits", hits)
            .with(
                "rate",
                exact::ratio(hits, sample).map_or_else(|| "–".to_owned(), |rate| exact::percent_text(&rate, 1)),
            )
            .with("unit", unit)
    }
}

impl Method {
    fn title(self) -> &'static str {
        match self {
            Self::Exact => "Clopper-Pearson",
            _ => "Wilson",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::parse_decimal;
    use crate::words::{Lang, say};

    fn rate(population: Option<u64>, sample: u64, hits: u64, method: Method) -> Result<Rate, Error> {
        estimate(population, sample, hits, &parse_decimal("0.95").unwrap(), method)
    }

    #[test]
    fn a_sample_of_a_known_list_reads_as_counts_and_rates_with_its_level() {
        let found = rate(Some(412), 60, 51, Method::Auto).unwrap();
        let expected =
            "60 所中有 51 所（85.0 %）；据此估计全部 412 所中有 306 至 380 所（74.3 %–92.2 %），置信水平 95 %。";
        assert_eq!(say(Lang::Zh, &found.say("所")), expected);
    }

    #[test]
    fn a_census_is_called_a_census_by_every_method() {
        for method in [Method::Auto, Method::Wilson, Method::Exact, Method::Hypergeometric] {
            assert_eq!(rate(Some(30), 30, 24, method).unwrap().bounds, Bounds::Census);
        }
    }

    #[test]
    fn without_a_population_wilson_is_taken_and_counting_out_is_refused() {
        assert_eq!(rate(None, 20, 18, Method::Auto).unwrap().method, Method::Wilson);
        let error = rate(None, 20, 18, Method::Hypergeometric).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "estimate-population-needed");
    }
}

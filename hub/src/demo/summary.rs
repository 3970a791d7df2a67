//! The summary in words: what was found where, and how far the drawn places speak for the rest.
//!
//! What was found is generated; the sentences, weights and intervals are those a real campaign would get.

use std::collections::BTreeMap;

use crosscheck_core::draw::certificate::Role;
use crosscheck_core::draw::onsite::Record;
use crosscheck_core::draw::{Certificate, Frozen};
use crosscheck_core::estimate::{design, rate, reading, visited};
use crosscheck_core::exact::{Fraction, ratio};
use crosscheck_core::judge::verdict::Verdict;
use crosscheck_core::{Error, Sentence};

use super::sheet::Counts;
use super::{generated, line, step};
use crate::context::Context;

/// Prints the summary.
pub fn print(
    frozen: &Frozen,
    certificate: &Certificate,
    school: &(String, Record),
    judged: &Counts,
    context: &Context,
) -> Result<(), Error> {
    step(context, "demo-step-summary");
    let level = ratio(19, 20).unwrap_or_default();
    line(context, &distribution(judged, context));
    schools(school, &level, context)?;
    counties(frozen, certificate, &level, context)
}

/// Counts per verdict, as a distribution and never as a score.
fn distribution(judged: &Counts, context: &Context) -> Sentence {
    let word = |verdict: Option<Verdict>| match verdict {
        Some(verdict) => context.say(&verdict.word()),
        None => context.word("demo-unanswered"),
    };
    let order = Verdict::ALL.into_iter().map(Some).chain([None]);
    let counts = order.filter_map(|verdict| Some(format!("{} {}", word(verdict), judged.get(&verdict)?)));
    let counts: Vec<String> = counts.collect();
    Sentence::new("demo-distribution").with("counts", counts.join(&context.word("demo-comma")))
}

/// The schools of one county: a simple sample of a list whose length is known.
fn schools((county, record): &(String, Record), level: &Fraction, context: &Context) -> Result<(), Error> {
    let hits = record
        .main
        .iter()
        .filter(|school| generated::fulfilled(school, 8))
        .count() as u64;
    let rate = rate::estimate(Some(record.population), record.sample, hits, level, rate::Method::Auto)?;
    line(context, &Sentence::new("demo-schools").with("county", county));
    line(context, &rate.say(&context.word("demo-school-unit")));
    Ok(())
}

/// All drawn counties: strata of their provinces, weighted.
fn counties(frozen: &Frozen, certificate: &Certificate, level: &Fraction, context: &Context) -> Result<(), Error> {
    let population = |size: &crosscheck_core::draw::freeze::StratumSize| (size.label.clone(), size.population as u64);
    let sizes: BTreeMap<String, u64> = frozen.strata_sizes.iter().map(population).collect();
    let drawn = certificate.units.iter().filter(|unit| unit.role == Role::Main);
    let found: Vec<visited::Visited> = drawn
        .map(|unit| visited::Visited {
            stratum: unit.stratum.clone(),
            role: Role::Main,
            outcome: if generated::fulfilled(&unit.unit, 7) {
                visited::Outcome::Hit
            } else {
                visited::Outcome::Miss
            },
        })
        .collect();
    let hits = found
        .iter()
        .filter(|unit| unit.outcome == visited::Outcome::Hit)
        .count() as u64;
    let weighted = visited::one_stage(&sizes, &found)?;
    let estimate = design::ratio(&weighted.strata)?;
    let read = reading::of_rate(&estimate, level)?;
    line(context, &Sentence::new("demo-counties"));
    line(
        context,
        &reading::say(&estimate, &read, level, found.len() as u64, hits),
    );
    weighted
        .assumptions
        .iter()
        .for_each(|assumption| line(context, assumption));
    Ok(())
}

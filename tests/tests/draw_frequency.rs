//! How often a unit is drawn over 100,000 seeds, against its exact probability.
//!
//! The seeds are fixed, so the counts are too: a count outside 5 sigma means another draw, not bad luck.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use crosscheck_core::draw::designs::{Pool, Probabilities};
use crosscheck_core::draw::plan::Design;
use crosscheck_core::exact::Fraction;
use num_traits::ToPrimitive;
use rayon::prelude::*;

const SEEDS: u32 = 100_000;
/// The sizes behind the vector of the documentation of R's `sampling`: targets .2 .7 .8 .5 .4 .4 of three.
const SIZES: [u64; 6] = [2, 7, 8, 5, 4, 4];

fn pool<'a>(design: Design, seed: &'a str, label: Option<&'a str>, ids: &'a [String], drawn: usize) -> Pool<'a> {
    Pool {
        design,
        seed,
        label,
        ids: ids.iter().map(String::as_str).collect(),
        measures: if design.is_pps() { SIZES.to_vec() } else { Vec::new() },
        drawn,
        reserves: 0,
    }
}

fn ids(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{prefix}{n:02}")).collect()
}

/// How often each unit is drawn, and its probability, which may not depend on the seed.
fn times(design: Design, label: Option<&str>, ids: &[String], drawn: usize) -> Vec<(u32, Fraction)> {
    let samples: Vec<_> = (0..SEEDS)
        .into_par_iter()
        .map(|seed| pool(design, &seed.to_string(), label, ids, drawn).draw().main)
        .collect();
    let mut times = vec![(0, Fraction::default()); ids.len()];
    for (unit, probability) in samples.into_iter().flatten() {
        assert!(times[unit].0 == 0 || times[unit].1 == probability);
        times[unit] = (times[unit].0 + 1, probability);
    }
    times
}

/// Sigmas between a count and what a probability leads to expect.
fn sigmas(count: u32, probability: f64) -> f64 {
    let seeds = f64::from(SEEDS);
    (f64::from(count) - seeds * probability).abs() / (seeds * probability * (1.0 - probability)).sqrt()
}

fn assert_within_five_sigma(times: &[(u32, Fraction)]) {
    for (unit, (count, probability)) in times.iter().enumerate() {
        let sigmas = sigmas(*count, probability.to_f64().unwrap());
        assert!(
            sigmas < 5.0,
            "unit {unit}: {count} times for {probability}, {sigmas} sigma"
        );
    }
}

#[test]
fn srs_draws_every_unit_as_often_as_it_says() {
    assert_within_five_sigma(&times(Design::Srs, None, &ids("", 10), 3));
}

#[test]
fn stratified_draws_every_unit_of_each_stratum_as_often_as_it_says() {
    assert_within_five_sigma(&times(Design::Stratified, Some("甲省"), &ids("1", 7), 2));
    assert_within_five_sigma(&times(Design::Stratified, Some("乙省"), &ids("2", 5), 3));
}

#[test]
fn two_strata_of_one_seed_are_drawn_independently() {
    let (first, second) = (ids("1", 4), ids("2", 4));
    let both = (0..SEEDS).into_par_iter().filter(|seed| {
        let seed = seed.to_string();
        let drawn = |label, ids| pool(Design::Stratified, &seed, Some(label), ids, 1).draw().main[0].0;
        drawn("甲省", &first) == 0 && drawn("乙省", &second) == 0
    });
    let count = u32::try_from(both.count()).unwrap();
    assert!(sigmas(count, 1.0 / 16.0) < 5.0, "{count}");
}

#[test]
fn systematic_draws_every_unit_as_often_as_it_says_with_and_without_strata() {
    assert_within_five_sigma(&times(Design::Systematic, None, &ids("", 17), 5));
    assert_within_five_sigma(&times(Design::Systematic, Some("甲省"), &ids("", 10), 4));
}

#[test]
fn pps_systematic_draws_every_unit_as_often_as_it_says() {
    let times = times(Design::PpsSystematic, None, &ids("", 6), 3);
    assert_eq!(times[2].1, Probabilities::of(&SIZES, 3).fraction(2));
    assert_within_five_sigma(&times);
}

/// Pareto's probabilities only approximate its targets. How far is known: they can be computed (Aires 1999), and
/// the counts must agree with them; the error of the targets is theirs alone, at most 0.007 for these sizes.
#[test]
fn pareto_draws_every_unit_as_often_as_its_exact_probability_and_near_its_target() {
    let times = times(Design::ParetoPps, None, &ids("", 6), 3);
    let targets: Vec<f64> = times.iter().map(|(_, target)| target.to_f64().unwrap()).collect();
    let exact = pareto_probabilities(&targets, 3);
    assert!((exact.iter().sum::<f64>() - 3.0).abs() < 1e-6);
    for ((count, _), (exact, target)) in times.iter().zip(exact.iter().zip(&targets)) {
        assert!(sigmas(*count, *exact) < 5.0, "{count} times for {exact}");
        assert!((exact - target).abs() < 0.007, "{exact} for {target}");
    }
}

/// The probability that fewer than `drawn` of the other units rank below a unit, integrated over its ticket.
fn pareto_probabilities(targets: &[f64], drawn: usize) -> Vec<f64> {
    const STEPS: u32 = 20_000;
    let odds: Vec<f64> = targets.iter().map(|target| target / (1.0 - target)).collect();
    (0..odds.len())
        .map(|unit| {
            let middle = |step: u32| (f64::from(step) + 0.5) / f64::from(STEPS);
            (0..STEPS)
                .map(|step| few_below(&odds, unit, middle(step), drawn))
                .sum::<f64>()
                / f64::from(STEPS)
        })
        .collect()
}

/// With ticket t a unit ranks at q = (t/(1-t)) / odds; another ranks below q with probability odds q / (1 + odds q).
fn few_below(odds: &[f64], unit: usize, ticket: f64, drawn: usize) -> f64 {
    let rank = ticket / (1.0 - ticket) / odds[unit];
    let mut exactly = vec![0.0; drawn];
    exactly[0] = 1.0;
    for (_, odds) in odds.iter().enumerate().filter(|(other, _)| *other != unit) {
        let below = odds * rank / (1.0 + odds * rank);
        for count in (0..drawn).rev() {
            let one_less = count.checked_sub(1).map_or(0.0, |less| exactly[less]);
            exactly[count] = exactly[count] * (1.0 - below) + one_less * below;
        }
    }
    exactly.iter().sum()
}

//! Worlds of seeds: whatever goes wrong between phones and hub, nothing is lost and everyone ends equal.
//!
//! `CROSSCHECK_SEED=7 cargo test -p crosscheck-tests --test simulation one_seed` replays one; `CROSSCHECK_SEEDS` says how
//! many a run does.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_tests::sim::{Bug, run};
use rayon::prelude::*;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Seeds that failed once.
const REGRESSIONS: &[u64] = &[];

#[test]
fn every_seed_ends_equal() {
    let seeds = number("CROSSCHECK_SEEDS").unwrap_or(200);
    let all: Vec<u64> = REGRESSIONS.iter().copied().chain(1..=seeds).collect();
    let failed: Vec<(u64, String)> = all
        .into_par_iter()
        .filter_map(|seed| run(seed, None).err().map(|what| (seed, what)))
        .collect();
    let shown: Vec<_> = failed.iter().take(5).collect();
    assert!(
        failed.is_empty(),
        "{} of {seeds} seeds failed; CROSSCHECK_SEED replays one: {shown:#?}",
        failed.len()
    );
}

#[test]
fn one_seed() {
    let seed = number("CROSSCHECK_SEED").unwrap_or(1);
    run(seed, None).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
}

#[test]
fn every_planted_bug_is_caught() {
    let missed: Vec<Bug> = Bug::ALL
        .into_par_iter()
        .filter(|bug| !(1..=60).any(|seed| run(seed, Some(*bug)).is_err()))
        .collect();
    assert!(missed.is_empty(), "nothing noticed {missed:?}");
}

//! Worlds of seeds: whatever goes wrong between phones and hubs, nothing is lost and everyone ends equal.
//!
//! `CROSSCHECK_SEED=7 cargo test -p crosscheck-tests --test simulation one_seed` replays one, on real and encrypted files
//! with `CROSSCHECK_REAL=1` before it; `CROSSCHECK_SEEDS` and `CROSSCHECK_REAL_SEEDS` say how many a run does.
//! `CROSSCHECK_BUG=CrossGroup cargo test -p crosscheck-tests --test simulation every_planted` plants one bug alone.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_tests::sim::{Bug, Ground, run};
use rayon::prelude::*;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Worlds in which a planted bug has to show.
const MOST_TRIED: u64 = 60;

/// Seeds that failed once.
const REGRESSIONS: &[u64] = &[103, 391, 746, 1003, 1172];

fn every(seeds: Vec<u64>, ground: Ground) {
    let count = seeds.len();
    let failed = seeds.into_par_iter();
    let failed: Vec<String> = failed.filter_map(|seed| one(seed, ground).err()).collect();
    let shown: Vec<_> = failed.iter().take(5).collect();
    assert!(
        failed.is_empty(),
        "{} of {count} seeds failed: {shown:#?}",
        failed.len()
    );
}

/// One world; where it fails, the line that replays it.
fn one(seed: u64, ground: Ground) -> Result<(), String> {
    let real = if ground == Ground::Disk {
        "CROSSCHECK_REAL=1 "
    } else {
        ""
    };
    let replay = format!("{real}CROSSCHECK_SEED={seed} cargo test -p crosscheck-tests --test simulation one_seed");
    let ran = std::panic::catch_unwind(|| run(seed, ground, None));
    let what = match ran {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(what)) => what,
        Err(_) => "it broke off; what it said stands above".to_owned(),
    };
    Err(format!("{what}; replay: {replay}"))
}

#[test]
fn every_seed_ends_equal() {
    let seeds = number("CROSSCHECK_SEEDS").unwrap_or(200);
    every(REGRESSIONS.iter().copied().chain(1..=seeds).collect(), Ground::Memory);
}

#[test]
fn every_seed_ends_equal_on_real_and_encrypted_files() {
    let seeds = number("CROSSCHECK_REAL_SEEDS").unwrap_or(5);
    every((1..=seeds).collect(), Ground::Disk);
}

#[test]
fn one_seed() {
    let seed = number("CROSSCHECK_SEED").unwrap_or(1);
    let real = std::env::var_os("CROSSCHECK_REAL").is_some();
    let ground = if real { Ground::Disk } else { Ground::Memory };
    run(seed, ground, None).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
}

#[test]
fn every_planted_bug_is_caught() {
    // A program that only breaks off was not caught: a check has to say what does not hold.
    let caught = |bug: Bug| {
        (1..=MOST_TRIED).find_map(|seed| {
            let ran = std::panic::catch_unwind(|| run(seed, Ground::Memory, Some(bug)));
            let what = ran.ok()?.err()?;
            println!("{bug:?}: caught by seed {seed}: {what}");
            Some(())
        })
    };
    let only = std::env::var("CROSSCHECK_BUG").ok();
    let planted = |bug: &Bug| only.as_ref().is_none_or(|only| *only == format!("{bug:?}"));
    let planted: Vec<Bug> = Bug::ALL.into_iter().filter(planted).collect();
    assert!(!planted.is_empty(), "no bug is called {only:?}");
    let missed: Vec<Bug> = planted.into_par_iter().filter(|bug| caught(*bug).is_none()).collect();
    assert!(missed.is_empty(), "no check noticed {missed:?}");
}

//! A program killed at any moment has kept every edit it acknowledged, in order, and its database goes on.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crosscheck_tests::edits::whole;
use crosscheck_tests::luck::seed;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const KILLS: u32 = 200;

/// Starts a saver, kills it after some acknowledged lines and some microseconds, and gives every number it said.
fn killed(database: &Path, luck: &mut impl Rng) -> Vec<u64> {
    let lines = luck.random_range(0..8);
    let moment = Duration::from_micros(luck.random_range(0..if lines == 0 { 20_000 } else { 4_000 }));
    let mut saver = Command::new(env!("CARGO_BIN_EXE_saver"))
        .arg(database)
        .arg("1000000")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(saver.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut said: Vec<String> = out.by_ref().take(lines).collect();
    let begin = Instant::now();
    while begin.elapsed() < moment {
        std::hint::spin_loop();
    }
    saver.kill().unwrap();
    let status = saver.wait().unwrap();
    assert_eq!(status.code(), None, "the saver ended by itself: {status}");
    said.extend(out);
    said.iter()
        .map(|line| line.strip_prefix("saved ").unwrap().parse().unwrap())
        .collect()
}

#[test]
fn two_hundred_kills_lose_no_acknowledged_edit() {
    let mut luck = ChaCha8Rng::seed_from_u64(seed("CROSSCHECK_KILL", "crash_kill"));
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("edits.db");
    let (mut kept, mut unsaid) = (0, 0);
    for kill in 1..=KILLS {
        let said = killed(&database, &mut luck);
        let acknowledged = kept + u64::try_from(said.len()).unwrap();
        assert!(
            said.iter().copied().eq(kept + 1..=acknowledged),
            "kill {kill}: after {kept} came {said:?}"
        );
        kept = whole(&database).unwrap_or_else(|damage| panic!("kill {kill}: {damage}"));
        // The edit whose line had not been said yet may have been kept as well.
        assert!(
            (acknowledged..=acknowledged + 1).contains(&kept),
            "kill {kill}: edits to {acknowledged} were acknowledged, edits to {kept} are kept"
        );
        unsaid += kept - acknowledged;
    }
    println!("{kept} edits kept, {unsaid} of them before their line was said");
    assert!(kept > u64::from(KILLS), "the kills came before anything was saved");
}

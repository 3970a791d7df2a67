//! How long it takes to order 1,000,000 units by ticket, beside the published Python program in the same run.
//!
//! Run: `cargo bench -p crosscheck-tests --bench order`. Prints seconds, memory and the ratio; judges nothing, since
//! machines differ. The aim of the design is under 1 s on two cores.

use std::process::Command;
use std::time::Instant;

use crosscheck_core::draw::Seed;

const UNITS: usize = 1_000_000;
const SEED: &str = "482917305561028374659120";
const RUNS: usize = 7;

/// Seconds of the published program for the same ids, or why there are none.
fn published() -> Result<f64, String> {
    let program = format!(
        "import time, consistent_sampler as cs\nids = ['%07d' % n for n in range({UNITS})]\nt = time.perf_counter()\n\
         n = sum(1 for _ in cs.sampler(ids, seed='{SEED}', output='id'))\nassert n == {UNITS}\nprint(time.perf_counter() - t)"
    );
    let mut python: Command = crosscheck_tests::python();
    let output = python
        .arg("-c")
        .arg(program)
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim()
        .parse()
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The most memory this process ever held, in MB.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim()
        .trim_end_matches(" kB")
        .parse::<u64>()
        .ok()
        .map(|kilobytes| kilobytes / 1024)
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let ids: Vec<String> = (0..UNITS).map(|number| format!("{number:07}")).collect();
    let before = peak_megabytes().unwrap_or_default();
    let seed = Seed::new(SEED);
    let mut seconds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            assert_eq!(std::hint::black_box(seed.order(&ids)).len(), UNITS);
            begin.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let (least, median, most) = (seconds[0], seconds[RUNS / 2], seconds[RUNS - 1]);
    println!("order {UNITS} units by ticket, {cores} cores, {RUNS} runs");
    println!("  crosscheck           min {least:.3} s  median {median:.3} s  max {most:.3} s");
    let after = peak_megabytes().unwrap_or_default();
    println!("  memory               peak {after} MB, of which {before} MB the ids themselves");
    match published() {
        Ok(python) => {
            println!("  consistent_sampler   {python:.2} s (one run)");
            println!(
                "  ratio                {:.0} times faster than the published program",
                python / median
            );
        }
        Err(reason) => println!(
            "  consistent_sampler   not measured: {}",
            reason.lines().last().unwrap_or("no output")
        ),
    }
}

//! What the benches share: seconds of repeated runs, peak memory, and the published Python program timed beside ours.
//!
//! A bench prints and judges nothing, since machines differ. What a run needs is made before its clock starts and
//! dropped after it stops.

use std::fmt::{Display, Formatter};
use std::path::Path;
use std::time::Instant;

use crate::python;

/// Seconds of several runs of one thing.
#[derive(Debug, Clone, Copy)]
pub struct Seconds {
    /// The fastest run.
    pub least: f64,
    /// The middle one.
    pub median: f64,
    /// The slowest.
    pub most: f64,
}

impl Display for Seconds {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        let Self { least, median, most } = self;
        write!(out, "min {least:.3} s  median {median:.3} s  max {most:.3} s")
    }
}

/// Times `work` so many times, each on what `before` makes outside the clock; gives the last result too.
///
/// # Panics
/// When `runs` is 0.
pub fn time<S, T>(runs: usize, mut before: impl FnMut() -> S, mut work: impl FnMut(S) -> T) -> (Seconds, T) {
    let mut seconds = Vec::with_capacity(runs);
    let mut last = None;
    for _ in 0..runs {
        drop(last.take());
        let made = before();
        let begin = Instant::now();
        last = Some(std::hint::black_box(work(made)));
        seconds.push(begin.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let all = Seconds {
        least: seconds[0],
        median: seconds[runs / 2],
        most: seconds[runs - 1],
    };
    (all, last.unwrap_or_else(|| panic!("no run")))
}

/// How many cores this process may use.
#[must_use]
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The most memory this process held since it began, or since [`forget_peak`], in MB; nothing where the system does
/// not say.
#[must_use]
pub fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024)
}

/// Begins the count of the peak anew. Where that is not allowed, the peak stays that of the whole process.
pub fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// What an export held.
#[derive(Debug, Clone, Copy)]
pub struct Exported {
    /// Rows it handed out.
    pub rows: u64,
    /// Allocated by the folded log, in KB.
    pub log: u64,
    /// Allocated beside it at the most, in KB.
    pub own: u64,
    /// Peak of resident memory when the log was folded, in MB.
    pub folded: u64,
    /// Peak of resident memory at the end, in MB.
    pub peak: u64,
}

impl Display for Exported {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} rows; {} KB allocated by the folded log, {} KB at the most beside it; VmHWM {} MB when folded, {} MB at the end",
            self.rows, self.log, self.own, self.folded, self.peak
        )
    }
}

/// Lets a process of its own export a notebook: `program` is the binary `exporter`.
///
/// # Panics
/// When it fails or says nothing of this form.
#[must_use]
pub fn exported(program: &str, database: &Path, out: &Path, hold: bool) -> Exported {
    let mut command = std::process::Command::new(program);
    command.arg(database).arg(out).args(hold.then_some("hold"));
    let output = crate::run(&mut command);
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [rows, log, own, folded, peak] = numbers[..] else {
        panic!("the exporter said {said}")
    };
    Exported {
        rows,
        log,
        own,
        folded,
        peak,
    }
}

/// What a Python program prints that uses the published sampler, or why it could not be run, in a line.
///
/// # Errors
/// The reason in the words of the system or of Python.
pub fn published(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = python().arg("-c").arg(program).args(arguments).output();
    let output = output.map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().last().unwrap_or("no output").to_owned())
}

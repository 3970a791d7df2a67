//! Figures as they are printed: rates, shares of times, what both sides used. Whole numbers: a load is no laboratory.

use std::time::Duration;

use super::process::Used;

/// So many in a second.
#[must_use]
pub fn rate(count: u64, took: Duration) -> u64 {
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).max(1);
    count.saturating_mul(1_000_000) / micros
}

/// The time within which so many of a hundred came, of sorted times.
///
/// # Panics
/// When there are none.
#[must_use]
pub fn within(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() - 1) * percent / 100]
}

/// `median 3 ms, p99 20 ms, most 31 ms` of times in any order.
#[must_use]
pub fn times(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent| format!("{:.1?}", within(&times, percent));
    format!("p50 {}  p99 {}  most {}", at(50), at(99), at(100))
}

/// One number by another, as a text with two places.
#[must_use]
pub fn ratio(one: u64, other: u64) -> String {
    let hundredths = one.saturating_mul(100) / other.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// What a side used in a phase that took so long: processor time, in shares of one core too, and memory.
#[must_use]
pub fn used(side: &str, before: Used, after: Used, took: Duration) -> String {
    let cpu = after.cpu.saturating_sub(before.cpu);
    let share = ratio(cpu, u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
    let written = after.written.saturating_sub(before.written);
    let (resident, peak) = (after.resident / 1024, after.peak / 1024);
    format!("  {side}: CPU {cpu} ms = {share} cores; RSS {resident} MB (peak {peak} MB); {written} KB written")
}

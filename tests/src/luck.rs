//! Seeds of tests that try their luck: new ones every run, or the one a failure printed.

use std::time::SystemTime;

/// The seed that an environment variable names, or a new one; prints the line that replays the test `target`.
#[must_use]
pub fn seed(variable: &str, target: &str) -> u64 {
    let named = std::env::var(variable).ok().and_then(|text| text.parse().ok());
    let seed = named.unwrap_or_else(fresh);
    println!("replay: {variable}={seed} cargo test -p crosscheck-tests --test {target}");
    seed
}

fn fresh() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() ^ (u64::from(since.subsec_nanos()) << 20))
}

//! How long it takes to order 1,000,000 units by ticket, beside the published Python program in the same run.
//!
//! Run: `cargo bench -p crosscheck-tests --bench order`. Prints seconds, memory and the ratio; judges nothing, since
//! machines differ. The aim of the design is under 1 s on two cores.

use crosscheck_core::draw::Seed;
use crosscheck_tests::measure::{cores, peak_megabytes, published, time};

const UNITS: usize = 1_000_000;
const SEED: &str = "482917305561028374659120";
const RUNS: usize = 7;
const PROGRAM: &str = "
import sys, time, consistent_sampler as cs
units, seed = int(sys.argv[1]), sys.argv[2]
ids = ['%07d' % n for n in range(units)]
begin = time.perf_counter()
assert sum(1 for _ in cs.sampler(ids, seed=seed, output='id')) == units
print(time.perf_counter() - begin)
";

fn main() {
    let ids: Vec<String> = (0..UNITS).map(|number| format!("{number:07}")).collect();
    let before = peak_megabytes().unwrap_or_default();
    let seed = Seed::new(SEED);
    let (seconds, order) = time(RUNS, || (), |()| seed.order(&ids));
    assert_eq!(order.len(), UNITS);
    println!("order {UNITS} units by ticket, {} cores, {RUNS} runs", cores());
    println!("  crosscheck           {seconds}");
    let after = peak_megabytes().unwrap_or_default();
    println!("  memory               peak {after} MB, of which {before} MB the ids themselves");
    let python = published(PROGRAM, &[&UNITS.to_string(), SEED]);
    match python.and_then(|text| text.trim().parse::<f64>().map_err(|error| error.to_string())) {
        Ok(python) => {
            println!("  consistent_sampler   {python:.2} s (one run)");
            let ratio = python / seconds.median;
            println!("  ratio                {ratio:.0} times faster than the published program");
        }
        Err(reason) => println!("  consistent_sampler   not measured: {reason}"),
    }
}

//! What the store costs: saving one statement with its fsync, and opening a log of 100,000 ops, keyed beside plain.
//!
//! Run: `cargo bench -p crosscheck-tests --bench store`. Prints times and ratios; judges nothing, since machines differ.
//! The aims of the design are a save under 25 ms at the 99th percentile and a rebuild under 3 s on two cores.

use std::path::Path;
use std::time::{Duration, Instant};

use crosscheck_core::change::{Entity, Value};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::store::Key;
use crosscheck_tests::desk;

const SAVES: usize = 1_000;
const OPS: usize = 100_000;

fn edit(number: usize) -> Edit {
    let entity = Entity::new("rule", &format!("R{number:06}"));
    let value = Value::list(&[Value::bool(number.is_multiple_of(3)), Value::code("counted")]);
    Edit::new(&StreamName::Campaign, entity, "value", value)
}

fn open(path: &Path, keyed: bool) -> Notebook {
    let key = keyed.then(|| Key::new([5; 32]));
    desk::open(path, key).unwrap_or_else(|error| panic!("{error}"))
}

fn fill(notebook: &mut Notebook) {
    let numbers: Vec<usize> = (0..OPS).collect();
    for some in numbers.chunks(500) {
        let edits: Vec<Edit> = some.iter().copied().map(edit).collect();
        let saved = notebook.save(&edits).and_then(|_| notebook.seal());
        saved.unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Saves one after another onto a full log: sorted times of each.
fn saves(notebook: &mut Notebook, from: usize) -> Vec<Duration> {
    let mut times: Vec<Duration> = (from..from + SAVES)
        .map(|number| {
            let begin = Instant::now();
            let saved = notebook.save(&[edit(number)]);
            saved.unwrap_or_else(|error| panic!("{error}"));
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn main() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let mut medians = Vec::new();
    for keyed in [false, true] {
        let name = if keyed { "keyed" } else { "plain" };
        let path = folder.path().join(name);
        let mut notebook = open(&path, keyed);
        let few = saves(&mut notebook, OPS);
        fill(&mut notebook);
        let size = std::fs::metadata(&path).map_or(0, |file| file.len());
        drop(notebook);
        let begin = Instant::now();
        let mut notebook = open(&path, keyed);
        let opened = begin.elapsed();
        let times = saves(&mut notebook, OPS + SAVES);
        let at = |share: usize| times[(SAVES - 1) * share / 100];
        println!(
            "{name}: save one onto {} ops, fsync included: median {:.2?}  p99 {:.2?}  max {:.2?} (onto an empty log: median {:.2?})",
            notebook.state().count(),
            at(50),
            at(99),
            at(100),
            few[SAVES / 2]
        );
        println!(
            "{name}: open and fold {} ops: {opened:.2?}; file {} KB",
            OPS + SAVES + 1,
            size / 1000
        );
        medians.push((at(50), opened));
    }
    let ratio = |a: Duration, b: Duration| b.as_secs_f64() / a.as_secs_f64();
    println!(
        "keyed / plain: save {:.2}, open {:.2}",
        ratio(medians[0].0, medians[1].0),
        ratio(medians[0].1, medians[1].1)
    );
}

//! What the data export costs: memory and time with 100,000 and with 1,000,000 answers, each in a process of its own.
//!
//! Run: `cargo bench -p crosscheck-tests --bench export`, with other sizes behind `--`. Prints figures; judges nothing. The aim is that the export holds
//! no more beside the folded log, however many answers there are; the log itself is folded in memory (ADR 0021).

use crosscheck_tests::{many, measure};

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() {
        vec![100_000, 1_000_000]
    } else {
        asked
    };
    for answers in sizes {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let database = folder.path().join("many.db");
        let made = std::time::Instant::now();
        many::make(&database, answers);
        println!("{answers} answers made in {:.1?}", made.elapsed());
        for hold in [false, true] {
            let out = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
            let begin = std::time::Instant::now();
            let cost = measure::exported(env!("CARGO_BIN_EXE_exporter"), &database, out.path(), hold);
            let how = if hold { "all rows held" } else { "as they come" };
            println!("  {how}: {cost}, opened and done in {:.1?}", begin.elapsed());
            let package = std::fs::read(out.path().join("datapackage.json")).unwrap_or_default();
            let package: serde_json::Value = serde_json::from_slice(&package).unwrap_or_default();
            if let Some(sheets) = package["workbook"]["sheets"].as_array() {
                let megabytes = package["workbook"]["bytes"].as_u64().unwrap_or(0) / 1_000_000;
                let named = sheets
                    .iter()
                    .map(|sheet| format!("{} {}", sheet["name"], sheet["rows"]));
                println!("  data.xlsx, {megabytes} MB: {}", named.collect::<Vec<_>>().join(", "));
            }
        }
    }
}

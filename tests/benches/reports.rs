//! What documents cost: the summary report of 30 visits asked by 532 indicators, and a ledger of 20,000 findings.
//!
//! Run: `cargo bench -p crosscheck-tests --bench reports`. Prints times; judges nothing, since machines differ. The aims
//! of the design are one second for the report, gathered, drafted and laid out, and two for the ledger.

use std::time::{Duration, Instant};

use crosscheck_core::Lang;
use crosscheck_core::pack::{BUILTIN_IDS, SITE_KINDS};
use crosscheck_core::report::doc;
use crosscheck_core::report::documents::{Material, Options, findings_ledger, summary};
use crosscheck_core::view::{GroupReport, Packs};
use crosscheck_tests::evening::{answer, gathered, notes, packs, sites};
use crosscheck_tests::party::{ANN, Party};

const VISITS: usize = 30;
const FINDINGS: usize = 20_000;
const RUNS: usize = 5;

/// The median of some runs.
fn time<T>(name: &str, mut work: impl FnMut() -> T) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(work());
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!(
        "{name:<40} median {:>9.2?}  max {:>9.2?}",
        times[RUNS / 2],
        times[RUNS - 1]
    );
}

fn material<'a>(report: &'a GroupReport, packs: &'a Packs, options: &'a Options) -> Material<'a> {
    Material { report, packs, options }
}

fn main() {
    let (mut party, packs) = (Party::new(), packs(&BUILTIN_IDS));
    let numbers: Vec<u64> = packs.iter().map(|(number, _)| number).collect();
    let visits = sites(party.book(ANN), VISITS, &numbers, &SITE_KINDS);
    for (at, visit) in visits.iter().enumerate() {
        answer(
            party.book(ANN),
            &packs,
            visit,
            (&numbers, SITE_KINDS[at % SITE_KINDS.len()]),
            at,
        );
        (0..4).for_each(|_| notes(party.book(ANN), visit, None));
    }
    party.exchange();
    let options = Options {
        named: true,
        ..Options::default()
    };
    time("group report, from log to DOCX", || {
        let report = gathered(&mut party, &packs);
        doc::docx(&summary(&material(&report, &packs, &options)), Lang::Zh)
            .map(|bytes| bytes.len())
            .unwrap_or_default()
    });
    let report = gathered(&mut party, &packs);
    time("group report, from log's state to HTML", || {
        doc::html(&summary(&material(&report, &packs, &options)), Lang::Zh).len()
    });
    let many = many(report);
    let folder = std::env::temp_dir();
    time("ledger of 20,000 findings, to XLSX", || {
        let ledger = findings_ledger(&[material(&many, &packs, &options)]);
        ledger.map(|ledger| {
            doc::xlsx(&ledger, Lang::Zh, Some(&folder))
                .map(|bytes| bytes.len())
                .unwrap_or_default()
        })
    });
}

/// The same report with so many findings.
fn many(mut report: GroupReport) -> GroupReport {
    let some = report.notes.clone();
    report.notes = some.into_iter().cycle().take(FINDINGS * 3).collect();
    report
        .notes
        .retain(|note| note.row.kind == crosscheck_core::field::NoteKind::Finding);
    report
}

//! The memory of an export is the folded log's and a county's, however many answers there are. The bench `export` says
//! the same of a million.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_tests::many;
use crosscheck_tests::measure::{Exported, exported};

/// Enough for every group to fill a county, and three times as many.
const FEW: usize = 20_000;
const MANY: usize = 60_000;

/// What an export of so many answers held, and what one held that kept its rows.
fn measured(answers: usize) -> [Exported; 2] {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("many.db");
    many::make(&database, answers);
    [false, true].map(|hold| {
        let out = tempfile::tempdir().unwrap();
        let held = exported(env!("CARGO_BIN_EXE_exporter"), &database, out.path(), hold);
        println!(
            "{answers} answers, {}: {held}",
            if hold { "held" } else { "as they come" }
        );
        held
    })
}

#[test]
fn an_export_holds_no_more_beside_the_log_of_three_times_as_many_answers() {
    let ([few, few_held], [many, many_held]) = (measured(FEW), measured(MANY));
    assert!(few.rows > FEW as u64 && many.rows > MANY as u64);
    assert!(many.own <= few.own + few.own / 16, "{few}\n{many}");
    // Resident memory comes in steps of the allocator.
    let risen = |one: Exported| one.peak - one.folded;
    assert!(risen(many) <= risen(few) + 16, "{few}\n{many}");
    // The measure sees rows that are kept.
    assert!(
        many_held.own > 2 * few_held.own && few_held.own > 2 * few.own,
        "{few_held}\n{many_held}"
    );
    assert!(risen(many_held) > risen(few) + 16, "{many_held}");
}

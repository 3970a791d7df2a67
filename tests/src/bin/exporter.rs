//! What an export holds: `exporter DATABASE FOLDER [hold]` opens the desk's notebook there, writes its tables into the
//! folder, and says in numbers what memory that took. With `hold` the rows are all kept until the end, to show that the
//! measure sees it.
//!
//! Two measures. The bytes that are allocated are counted from the moment the log is folded on, so that nothing hides
//! behind what folding took for a while; SQLite's own are not among them. The peak of resident memory is the system's, and
//! holds everything.

use std::error::Error;
use std::path::Path;

use crosscheck_core::Lang;
use crosscheck_hub::export;
use crosscheck_tests::measure::peak_megabytes;
use crosscheck_tests::{desk, many};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let database = words.next().ok_or("which database?")?;
    let out = words.next().ok_or("which folder?")?;
    let packs = many::packs();
    let book = desk::open(Path::new(&database), None)?;
    let folded = peak_megabytes().unwrap_or(0);
    HEAP.reset_peak_usage();
    let held = HEAP.current_usage();
    let asked = (&book, &packs, Lang::Zh);
    let rows = if words.next().is_some() {
        let mut all = Vec::new();
        export::rows(asked, &mut |_| {}, &mut |_, row| {
            all.push(row);
            Ok(())
        })?;
        all.len() as u64
    } else {
        let written = export::tables(asked, Path::new(&out), &mut |_| {})?;
        written.tables.iter().map(|table| table.rows).sum()
    };
    println!(
        "{rows} {} {} {folded} {}",
        held / 1024,
        (HEAP.peak_usage() - held) / 1024,
        peak_megabytes().unwrap_or(0)
    );
    Ok(())
}

//! Every workbook through LibreOffice and back, and into CSV: the same worksheets, rows, cells and types.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use crosscheck_core::Lang;
use crosscheck_core::report::data::{Dataset, Type};
use crosscheck_core::table;
use crosscheck_tests::libreoffice;
use crosscheck_tests::papers::{Desk, MISTAKEN, Paper, RARE};

/// The cells of a worksheet that hold anything, by row and column, and how many rows there are.
type Cells = BTreeMap<(usize, usize), Data>;

/// The worksheets of a workbook in their order: cells and formulas.
fn sheets(bytes: &[u8]) -> Vec<(String, Cells, usize)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names().clone();
    let sheet = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        let (row, column) = range.start().unwrap_or_default();
        let (row, column) = (row as usize, column as usize);
        let used = range
            .used_cells()
            .filter(|(_, _, cell)| **cell != Data::String(String::new()));
        let cells = used.map(|(down, along, cell)| ((row + down, column + along), cell.clone()));
        let formulas = book.worksheet_formula(&name).unwrap();
        let formulas = formulas
            .used_cells()
            .filter(|(_, _, formula)| !formula.is_empty())
            .count();
        (name, cells.collect(), formulas)
    };
    names.into_iter().map(sheet).collect()
}

/// How many cells there are of each type.
fn types(sheets: &[(String, Cells, usize)]) -> [usize; 3] {
    let cells = || sheets.iter().flat_map(|(_, cells, _)| cells.values());
    [
        cells().filter(|cell| matches!(cell, Data::String(_))).count(),
        cells()
            .filter(|cell| matches!(cell, Data::Float(_) | Data::Int(_)))
            .count(),
        cells()
            .filter(|cell| !matches!(cell, Data::String(_) | Data::Float(_) | Data::Int(_)))
            .count(),
    ]
}

fn workbooks() -> Vec<Paper> {
    let papers = Desk::new(24, Lang::Zh).papers();
    papers.into_iter().filter(|paper| paper.form == "xlsx").collect()
}

/// What LibreOffice makes of all of them in a format.
fn saved(books: &[Paper], format: &str, out: &Path) {
    let sent = out.join("sent");
    std::fs::create_dir(&sent).unwrap();
    let files: Vec<PathBuf> = books.iter().map(|book| book.write(&sent)).collect();
    libreoffice(&files, format, out);
}

#[test]
fn office_every_workbook_saved_by_libreoffice_has_the_same_sheets_rows_cells_and_types() {
    let folder = tempfile::tempdir().unwrap();
    let books = workbooks();
    assert_eq!(books.len(), 19);
    saved(&books, "xlsx", folder.path());
    for book in &books {
        let back = std::fs::read(folder.path().join(format!("{}.xlsx", book.name))).unwrap();
        assert!(back != book.bytes, "{} was copied, not saved", book.name);
        let (sent, back) = (sheets(&book.bytes), sheets(&back));
        for ((name, cells, formulas), (back_name, back_cells, back_formulas)) in sent.iter().zip(&back) {
            let name = format!("{}, {name}", book.name);
            assert!(name.ends_with(back_name.as_str()), "{name} is now {back_name}");
            for (place, cell) in cells {
                assert_eq!(back_cells.get(place), Some(cell), "{name}, {place:?}");
            }
            let rows = |cells: &Cells| cells.keys().map(|(row, _)| *row).max();
            assert_eq!(
                (cells.len(), rows(cells)),
                (back_cells.len(), rows(back_cells)),
                "{name}"
            );
            assert_eq!((formulas, back_formulas), (&0, &0), "{name}");
        }
        assert_eq!(sent.len(), back.len(), "{}", book.name);
        assert_eq!(types(&sent), types(&back), "{}", book.name);
        println!("{}: text, numbers, others: {:?}", book.name, types(&sent));
    }
    let of = |name: &str| types(&sheets(&books.iter().find(|book| book.name == name).unwrap().bytes));
    for name in ["findings", "rectification", "data"] {
        let book = books.iter().find(|book| book.name == name).unwrap();
        let cells: Vec<Data> = sheets(&book.bytes)
            .into_iter()
            .flat_map(|(_, cells, _)| cells.into_values())
            .collect();
        for text in MISTAKEN {
            let is_there = cells
                .iter()
                .any(|cell| matches!(cell, Data::String(there) if there.starts_with(text)));
            assert!(is_there, "{name} lacks {text}");
        }
    }
    // Numbers are numbers where people reckon with them, and nothing turns into a date or a truth.
    for name in ["summary", "data", "sheet-filled"] {
        assert!(of(name)[1] > 20, "{name} holds {:?}", of(name));
    }
    assert!(books.iter().all(|book| of(&book.name)[2] == 0));
}

#[test]
fn office_every_table_saved_by_libreoffice_as_csv_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let books: Vec<Paper> = workbooks()
        .into_iter()
        .filter(|book| ["findings", "rectification", "data"].contains(&&*book.name) || book.name.starts_with("pack-"))
        .collect();
    assert_eq!(books.len(), 3 + 5);
    // Every worksheet a file of its own, in UTF-8, cells as they are shown.
    let format = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let sent = folder.path().join("sent");
    std::fs::create_dir(&sent).unwrap();
    for book in &books {
        let out = folder.path().join(&book.name);
        std::fs::create_dir(&out).unwrap();
        crosscheck_tests::run(
            std::process::Command::new("soffice")
                .arg(format!(
                    "-env:UserInstallation=file://{}",
                    folder.path().join("profile").display()
                ))
                .args(["--headless", "--convert-to", format, "--outdir"])
                .arg(&out)
                .arg(book.write(&sent)),
        );
        for (sheet, cells, _) in sheets(&book.bytes) {
            let name = format!("{}-{sheet}.csv", book.name);
            let csv = std::fs::read(out.join(&name)).unwrap();
            let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(&csv[..])
                .records()
                .collect::<Result<_, _>>()
                .unwrap();
            let text = |cell: &Data| match cell {
                Data::String(text) => text.clone(),
                other => other.to_string(),
            };
            for ((row, column), cell) in &cells {
                let there = rows.get(*row).and_then(|row| row.get(*column));
                assert_eq!(
                    there,
                    Some(&*text(cell)),
                    "{name}, row {}, column {}",
                    row + 1,
                    column + 1
                );
            }
            let filled = rows.iter().flatten().filter(|cell| !cell.is_empty()).count();
            assert_eq!(filled, cells.len(), "{name}");
            let last = cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
            assert_eq!(rows.len(), last, "{name}");
        }
    }
}

#[test]
fn the_workbook_of_the_data_holds_what_the_csv_files_hold_each_column_in_its_type() {
    let mut desk = Desk::new(24, Lang::Zh);
    let folder = tempfile::tempdir().unwrap();
    let packs = desk.packs.clone();
    let book = desk.party.book(crosscheck_tests::party::ORGANISER);
    let written = crosscheck_hub::export::tables((book, &packs, Lang::Zh), folder.path(), &mut |_| {}).unwrap();
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let sheets = sheets(&read("data.xlsx"));
    assert_eq!(sheets.len(), Dataset::ALL.len());
    for ((dataset, (name, cells, _)), table) in Dataset::ALL.into_iter().zip(&sheets).zip(&written.tables) {
        assert_eq!((name.as_str(), &table.sheets), (dataset.name(), &vec![name.clone()]));
        let csv = table::read_as_written(name, &read(&format!("{name}.csv")), None).unwrap();
        assert!(csv.rows.len() as u64 == table.rows && table.rows > 0, "{name}");
        let mut filled = csv.columns.len();
        for (row, line) in csv.rows.iter().enumerate() {
            for ((column, cell), (_, kind)) in line.cells.iter().enumerate().zip(dataset.columns()) {
                let expected = match kind {
                    _ if cell.text.is_empty() => None,
                    Type::Integer => Some(Data::Float(cell.text.parse().unwrap())),
                    _ => Some(Data::String(cell.text.clone())),
                };
                filled += usize::from(expected.is_some());
                assert_eq!(
                    cells.get(&(row + 1, column)),
                    expected.as_ref(),
                    "{name}, row {}",
                    row + 2
                );
            }
        }
        assert_eq!(cells.len(), filled, "{name}");
    }
    let findings = &sheets[2].1;
    assert!(findings.values().any(|cell| cell.to_string().contains(RARE)));
}

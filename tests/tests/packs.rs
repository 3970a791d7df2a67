//! Packs across their three forms: what goes out comes back the same, through a real spreadsheet program too, and
//! nothing that comes in makes a reader panic.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "the whole file is a test")]

use crosscheck_core::Error;
use crosscheck_core::pack::indicator::COLUMNS;
use crosscheck_core::pack::{BUILTIN_IDS, Pack, builtin};
use crosscheck_core::report::pack_book;
use crosscheck_core::table::write_csv;
use crosscheck_tests::libreoffice;
use proptest::prelude::*;

/// A few rows of s2 (yes/no, rates, trend, tiers, ratio) with one cell replaced.
fn with_cell(row: usize, column: usize, text: &str) -> Result<Pack, Error> {
    let pack = builtin("s2").unwrap();
    let mut rows: Vec<Vec<String>> = pack.indicators.iter().take(12).map(|one| one.cells.to_vec()).collect();
    let row = row % rows.len();
    text.clone_into(&mut rows[row][column]);
    Pack::from_folder_parts(pack.to_toml().as_bytes(), &write_csv(&COLUMNS, &rows))
}

fn assert_every_form_keeps_it(pack: &Pack) {
    let folder = Pack::from_folder_parts(pack.to_toml().as_bytes(), &pack.to_csv()).unwrap();
    assert_eq!(&folder, pack);
    let book = Pack::from_book("p.xlsx", &pack_book(pack).unwrap()).unwrap();
    assert_eq!(&book, pack);
    let json = Pack::from_json("p.json", &pack.to_json().unwrap()).unwrap();
    assert_eq!(json.identity(), pack.identity());
}

#[test]
fn the_five_packs_are_the_same_in_every_form() {
    for id in BUILTIN_IDS {
        assert_every_form_keeps_it(&builtin(id).unwrap());
    }
}

#[test]
fn a_changed_letter_changes_the_identity() {
    let pack = builtin("s2").unwrap();
    let toml = pack.to_toml().replace("衡阳县推进", "衡阳县推动");
    let other = Pack::from_folder_parts(toml.as_bytes(), &pack.to_csv()).unwrap();
    assert_ne!(other.identity(), pack.identity());
}

#[test]
fn office_a_pack_opened_and_saved_by_libreoffice_keeps_its_identity() {
    let folder = tempfile::tempdir().unwrap();
    let (sent, back) = (folder.path().join("sent"), folder.path().join("back"));
    std::fs::create_dir(&sent).unwrap();
    let files = BUILTIN_IDS.map(|id| sent.join(format!("{id}.xlsx")));
    for (id, file) in BUILTIN_IDS.iter().zip(&files) {
        std::fs::write(file, pack_book(&builtin(id).unwrap()).unwrap()).unwrap();
    }
    libreoffice(&files, "xlsx", &back);
    for id in BUILTIN_IDS {
        let saved = std::fs::read(back.join(format!("{id}.xlsx"))).unwrap();
        let sent = std::fs::read(sent.join(format!("{id}.xlsx"))).unwrap();
        assert!(saved != sent, "{id}: the file was copied, not saved");
        let again = Pack::from_book("p.xlsx", &saved).unwrap();
        assert_eq!(again.identity(), builtin(id).unwrap().identity(), "{id}");
    }
}

#[test]
fn cells_that_a_spreadsheet_would_change_or_run_are_refused_in_a_workbook() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("pack").unwrap();
    sheet.write_row(0, 0, Pack::HEADER_COLUMNS).unwrap();
    sheet.write_row(1, 0, ["issued", "2018"]).unwrap();
    let sheet = book.add_worksheet().set_name("indicators").unwrap();
    sheet.write_row(0, 0, COLUMNS).unwrap();
    sheet
        .write(1, 0, 12)
        .unwrap()
        .write(1, 12, 0.15)
        .unwrap()
        .write(1, 2, "@条")
        .unwrap();
    let error = Pack::from_book("p.xlsx", &book.save_to_buffer().unwrap()).unwrap_err();
    let at = |column: &str| {
        let here = error
            .problems
            .iter()
            .filter(|problem| problem.place.column.as_deref() == Some(column));
        here.map(|problem| problem.what.code()).collect::<Vec<_>>()
    };
    assert!(at("id").contains(&"pack-cell-numeric"), "{error}");
    assert!(at("threshold").contains(&"pack-cell-numeric"), "{error}");
    assert!(at("clause").contains(&"pack-cell-formula"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            prop_assert!(Pack::from_json("p.json", bytes).is_err());
            prop_assert!(Pack::from_book("p.xlsx", bytes).is_err());
            prop_assert!(Pack::from_folder_parts(bytes, bytes).is_err());
        }
    }

    #[test]
    fn no_changed_byte_makes_a_reader_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let pack = builtin("s2").unwrap();
        let (mut json, mut book, mut csv) = (pack.to_json().unwrap(), pack_book(&pack).unwrap(), pack.to_csv());
        for bytes in [&mut json, &mut book, &mut csv] {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let results = [
            Pack::from_json("p.json", &json),
            Pack::from_book("p.xlsx", &book),
            Pack::from_folder_parts(pack.to_toml().as_bytes(), &csv),
        ];
        for read in results.into_iter().flatten() {
            prop_assert!(read.identity().is_ok());
        }
    }

    #[test]
    fn whatever_stands_in_a_cell_is_refused_there_or_kept_in_every_form(
        row in 0usize..12,
        column in 0usize..32,
        text in prop_oneof!["\\PC{0,30}", any::<String>(), "_x00[0-9a-fA-F]{2}_\\PC{0,5}", "[0-9.:%-]{1,12}", " ?[\"',;\t]{1,5}"],
    ) {
        match with_cell(row, column, &text) {
            Ok(pack) => assert_every_form_keeps_it(&pack),
            Err(error) => prop_assert!(error.problems.iter().any(|problem| problem.place.row.is_some()), "{error}"),
        }
    }

    #[test]
    fn free_text_of_any_script_is_kept_in_every_form(text in "(甲|乙|é|ß|\u{1F600}|&|<|>|_x0041_|\"|'|,|/|%|x){1,30}") {
        // The note of a yes/no row is free: whatever it holds beside what is refused must come back.
        assert_every_form_keeps_it(&with_cell(6, 31, &format!("说明{text}")).unwrap());
    }

    #[test]
    fn a_header_of_any_text_is_kept_in_every_form(title in "[^\\p{C}]{1,60}", note in "[甲乙\"'\\\\{}#=\\[\\] ]{0,40}") {
        let pack = builtin("s2").unwrap();
        let mut changed = pack.clone();
        changed.header.title = format!("题{}", title.trim());
        changed.header.note = format!("注{note}注");
        match Pack::from_folder_parts(changed.to_toml().as_bytes(), &pack.to_csv()) {
            Ok(read) => assert_every_form_keeps_it(&read),
            Err(error) => {
                let refused = |code: &str| code == "pack-cell-hidden" || code == "pack-cell-personal";
                prop_assert!(error.problems.iter().all(|problem| refused(problem.what.code())), "{error}");
            }
        }
    }
}

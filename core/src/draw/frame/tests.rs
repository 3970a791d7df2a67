use super::*;
use crate::canonical::sha256_hex;
use proptest::prelude::*;

fn read(text: &str, columns: &Columns) -> Result<Frame, Error> {
    Frame::read("名单.csv", text.as_bytes(), columns)
}

fn codes(error: &Error) -> Vec<(&'static str, Option<usize>)> {
    let said = error.problems.iter();
    said.map(|problem| (problem.what.code(), problem.place.row)).collect()
}

fn columns() -> Columns {
    Columns {
        id: "code".into(),
        name: Some("name".into()),
        strata: vec!["province".into()],
        size_measure: Some("pop".into()),
        rules: vec!["province".into(), "kind".into()],
    }
}

#[test]
fn a_column_named_twice_is_hashed_only_at_its_first_place() {
    assert_eq!(columns().in_order(), ["code", "name", "province", "pop", "kind"]);
}

#[test]
fn the_canonical_csv_has_the_plans_columns_sorted_rows_and_little_quoting() {
    let text = "kind,name,unused,code,pop,province\r\nx,\"乙,县\",1,02,5,甲\r\n,甲县,2,01,7,\"甲\"";
    let frame = read(text, &columns()).unwrap();
    let expected = "code,name,province,pop,kind\n01,甲县,甲,7,\n02,\"乙,县\",甲,5,x\n";
    assert_eq!(String::from_utf8(frame.canonical_csv()).unwrap(), expected);
    assert_eq!(frame.hash(), sha256_hex(expected.as_bytes()));
    assert_eq!(frame.find("02"), Some(1));
    assert_eq!(frame.find("03"), None);
    assert_eq!(frame.place_of(1, "code").row, Some(2));
}

#[test]
fn every_bad_id_is_named_at_once_with_its_row() {
    let long = "9".repeat(65);
    let text = format!("code,name\n,a\n01,b\n{long},c\n\"0\t2\",d\n01,e\n 03,f\n01,g\n");
    let error = read(&text, &Columns::of_id("code")).unwrap_err();
    assert_eq!(
        codes(&error),
        [
            ("draw-id-empty", Some(2)),
            ("draw-id-too-long", Some(4)),
            ("draw-id-control", Some(5)),
            ("draw-id-twice", Some(6)),
            ("draw-cell-padded", Some(7)),
            ("draw-id-twice", Some(8)),
        ]
    );
    assert_eq!(error.problems[3].what.arg("row"), Some("3"));
    assert_eq!(error.problems[3].place.column.as_deref(), Some("code"));
}

#[test]
fn ids_that_are_equal_in_nfc_are_refused_with_both_rows() {
    let error = read("code\ncaf\u{e9}\n1\ncafe\u{301}\n", &Columns::of_id("code")).unwrap_err();
    assert_eq!(codes(&error), [("draw-id-twice", Some(4))]);
    assert_eq!(error.problems[0].what.arg("row"), Some("2"));
}

#[test]
fn every_missing_column_is_named_and_bad_ids_still_are() {
    let error = read("code,kind\n01,x\n01,y\n", &columns()).unwrap_err();
    assert_eq!(
        codes(&error),
        [
            ("table-column-missing", None),
            ("table-column-missing", None),
            ("table-column-missing", None),
            ("draw-id-twice", Some(3)),
        ]
    );
}

#[test]
fn white_space_around_a_stratum_is_refused_around_a_name_it_is_kept() {
    let error = read("code,name,province,pop,kind\n01, 甲县,甲 ,5,x\n", &columns()).unwrap_err();
    assert_eq!(codes(&error), [("draw-cell-padded", Some(2))]);
    assert_eq!(error.problems[0].place.column.as_deref(), Some("province"));
    let frame = read(
        "code,name\n01, 甲县\n",
        &Columns {
            name: Some("name".into()),
            ..Columns::of_id("code")
        },
    );
    assert_eq!(frame.unwrap().canonical_csv(), "code,name\n01, 甲县\n".as_bytes());
}

#[test]
fn an_id_a_workbook_stores_as_a_number_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "code").unwrap().write(1, 0, "010100").unwrap();
    sheet.write(2, 0, 110_101.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let error = Frame::read("a.xlsx", &bytes, &Columns::of_id("code")).unwrap_err();
    assert_eq!(codes(&error), [("draw-id-numeric", Some(3))]);
}

#[test]
fn a_frame_without_rows_is_refused() {
    assert_eq!(
        codes(&read("code\n", &Columns::of_id("code")).unwrap_err()),
        [("table-empty", None)]
    );
}

proptest! {
    #[test]
    fn permuting_the_rows_changes_neither_the_hash_nor_the_order(rows in Just((0..40_u32).collect::<Vec<_>>()).prop_shuffle()) {
        let line = |n: &u32| format!("{:04},单位{},{}\n", n * 37, n, n % 3);
        let text = |rows: &[u32]| format!("code,name,kind\n{}", rows.iter().map(line).collect::<String>());
        let columns = Columns { name: Some("name".into()), rules: vec!["kind".into()], ..Columns::of_id("code") };
        let (permuted, sorted) = (read(&text(&rows), &columns).unwrap(), read(&text(&(0..40).collect::<Vec<_>>()), &columns).unwrap());
        prop_assert_eq!(permuted.canonical_csv(), sorted.canonical_csv());
        prop_assert_eq!(permuted.hash(), sha256_hex(&sorted.canonical_csv()));
    }
}

//! A campaign as plain tables: what the data package says of rows, bytes and hashes is so, and the workbook says the same.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod folder;
mod serving;
mod site;

use crosscheck_core::canonical::sha256_hex;
use crosscheck_core::table;
use crosscheck_tests::run;
use serving::{Served, crosscheck, dump, said};
use site::{about, does, rows, stage};

/// A visit with two findings and an answer, brought to the organiser.
fn visited() -> tempfile::TempDir {
    let (folder, served, visit): (tempfile::TempDir, Served, String) = stage();
    let at = folder.path();
    for fact in ["台账不全，生成的", "=1+1，宣传栏过期，\"生成的\"\n第二行"] {
        does(at, "leader", &["finding", "add", "--fact", fact], &visit, &[]);
    }
    assert!(about(at, "leader", &["show"], &visit, &[]).status.success());
    assert!(!dump(&run(crosscheck(at).args(["sync", "--dir", "leader"]))).is_empty());
    drop(served);
    assert_eq!(
        rows(at, "camp", &["finding", "show"], &visit).as_array().unwrap().len(),
        2
    );
    folder
}

#[test]
fn the_package_names_every_table_with_its_rows_and_hash_and_the_workbook_says_the_same() {
    let folder = visited();
    let at = folder.path();
    let told = run(crosscheck(at).args(["export", "data", "--dir", "camp", "--out", "data"]));
    assert!(said(&told).contains("findings.csv: 2 rows"), "{}", said(&told));
    let read = |name: &str| std::fs::read(at.join("data").join(name)).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&read("datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let names: Vec<&str> = resources.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["sites", "answers", "findings", "interviews", "rectification"]);
    let book = &package["workbook"];
    let bytes = read(book["path"].as_str().unwrap());
    assert_eq!(book["hash"], format!("sha256:{}", sha256_hex(&bytes)));
    assert_eq!((&book["bytes"], &book["cut_cells"]), (&bytes.len().into(), &0.into()));
    let sheets = book["sheets"].as_array().unwrap();
    for resource in resources {
        assert_eq!(resource["sheets"], serde_json::json!([resource["name"]]));
        let sheet = sheets.iter().find(|sheet| sheet["name"] == resource["name"]).unwrap();
        assert_eq!(sheet["rows"], resource["rows"]);
        let name = resource["name"].as_str().unwrap();
        let bytes = read(resource["path"].as_str().unwrap());
        assert_eq!(resource["hash"], format!("sha256:{}", sha256_hex(&bytes)), "{name}");
        assert_eq!(resource["bytes"], bytes.len(), "{name}");
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let fields: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        let count = usize::try_from(resource["rows"].as_u64().unwrap()).unwrap();
        if count == 0 {
            assert_eq!(String::from_utf8(bytes).unwrap().trim_end(), fields.join(","));
            continue;
        }
        let csv = table::read(name, &bytes, None).unwrap();
        let sheet = table::read("data.xlsx", &read("data.xlsx"), Some(name)).unwrap();
        assert_eq!((csv.columns.len(), csv.rows.len()), (fields.len(), count), "{name}");
        assert!(csv.columns == fields && csv.columns == sheet.columns, "{name}");
        let texts = |table: &table::Table| -> Vec<Vec<String>> {
            let row = |row: &table::Row| row.cells.iter().map(|cell| cell.text.clone()).collect();
            table.rows.iter().map(row).collect()
        };
        assert_eq!(texts(&csv), texts(&sheet), "{name}");
    }
    let left: Vec<_> = std::fs::read_dir(at.join("data")).unwrap().collect();
    assert_eq!(left.len(), 7, "{left:?}");
}

#[test]
fn a_folder_that_is_there_is_left_as_it_is() {
    let folder = serving::campaign();
    let at = folder.path();
    std::fs::create_dir(at.join("data")).unwrap();
    let output = crosscheck(at)
        .args(["export", "data", "--dir", "camp", "--out", "data"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(std::fs::read_dir(at.join("data")).unwrap().count(), 0);
    let output = crosscheck(at)
        .args(["export", "data", "--dir", "camp", "--out", "no/such/data"])
        .output()
        .unwrap();
    assert!(!output.status.success());
}

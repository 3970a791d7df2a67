//! A finding's way through the commands: signed off at the site, put on the list, answered by the place, decided; and
//! what comes back wrong is told and not taken.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod folder;
mod serving;
mod site;

use std::path::Path;

use crosscheck_core::rectify::Column;
use crosscheck_core::table;
use crosscheck_tests::run;
use serving::{Served, crosscheck, dump, said};
use site::{about, does, rows, stage};

/// A visit with two findings that the organiser has read.
fn visited() -> (tempfile::TempDir, Served, String) {
    let (folder, served, visit) = stage();
    let at = folder.path();
    for fact in ["台账不全，生成的", "宣传栏过期，生成的"] {
        does(at, "leader", &["finding", "add", "--fact", fact], &visit, &[]);
    }
    (folder, served, visit)
}

/// The leader brings what was written; the organiser has it once the hub has ended.
fn bring(at: &Path, served: Served, visit: &str) {
    let brought = dump(&run(crosscheck(at).args(["sync", "--dir", "leader"])));
    assert!(!brought.is_empty());
    drop(served);
    let findings = rows(at, "camp", &["finding", "show"], visit);
    assert_eq!(findings.as_array().unwrap().len(), 2);
}

fn rectify(at: &Path, words: &[&str]) -> (bool, String) {
    let output = crosscheck(at)
        .arg("rectify")
        .args(words)
        .args(["--dir", "camp"])
        .output()
        .unwrap();
    (output.status.success(), said(&output))
}

fn done(at: &Path, words: &[&str]) -> String {
    let (good, told) = rectify(at, words);
    assert!(good, "{words:?}: {told}");
    told
}

/// Number and state of each item.
fn states(at: &Path) -> Vec<(String, String)> {
    let listed: serde_json::Value = serde_json::from_str(&done(at, &["list", "--format", "json"])).unwrap();
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = listed.as_array().unwrap().iter();
    rows.map(|row| (text(row, "number"), text(row, "state"))).collect()
}

/// The exported list as the place sends it back, as CSV, with these words in every row.
fn answered(at: &Path, list: &str, written: &[(Column, &str)], to: &str) {
    let bytes = std::fs::read(at.join(list)).unwrap();
    let sent = table::read_below_title(list, &bytes, Column::Number.header()).unwrap();
    let header: Vec<&str> = sent.columns.iter().map(String::as_str).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in &sent.rows {
        let mut cells: Vec<String> = row.cells.iter().map(|cell| cell.text.clone()).collect();
        for (column, text) in written {
            (*text).clone_into(&mut cells[sent.position(column.header()).unwrap()]);
        }
        rows.push(cells);
    }
    std::fs::write(at.join(to), table::write_csv(&header, &rows)).unwrap();
}

#[test]
fn a_visit_is_signed_off_with_a_code_that_the_paper_repeats() {
    let (folder, served, visit) = visited();
    let at = folder.path();
    let told = does(at, "leader", &["sign"], &visit, &[]);
    let code = told.split("Code ").nth(1).unwrap()[..14].to_owned();
    let wrong = about(at, "leader", &["paper", "--code", "0000-0000-0000"], &visit, &[]);
    assert!(!wrong.status.success());
    let told = does(at, "leader", &["paper", "--code", &code.to_lowercase()], &visit, &[]);
    assert!(told.contains("stands on the host's paper"), "{told}");
    bring(at, served, &visit);
    let served = Served::start(at, "camp", serving::free_port());
    drop(served);
    let told = does(at, "camp", &["show"], &visit, &[]);
    assert!(
        told.contains("office's hub") && told.contains("0 ops are not covered"),
        "{told}"
    );
    does(at, "leader", &["reopen"], &visit, &[]);
    does(
        at,
        "leader",
        &["note", "add", "--text", "后来看到的，生成的"],
        &visit,
        &[],
    );
    let told = does(at, "leader", &["show"], &visit, &[]);
    assert!(!told.contains("0 ops are not covered"), "{told}");
}

#[test]
fn a_list_goes_out_comes_back_and_is_decided_item_by_item() {
    let (folder, served, visit) = visited();
    let at = folder.path();
    bring(at, served, &visit);
    assert!(done(at, &["list"]).contains("Nothing is on the list yet"));
    let open = ["open", "--band", "dated", "--by", "2017-06-30", "--reason", "generated"];
    assert!(done(at, &open).contains("2 put on the list"));
    assert!(done(at, &open).contains("0 put on the list"));
    done(at, &["export", "--out", "list.xlsx"]);
    let written = [(Column::Progress, "已经补齐，生成的"), (Column::Rating, "已完成")];
    answered(at, "list.xlsx", &written, "back.csv");
    let shown = done(at, &["import", "back.csv"]);
    assert!(shown.contains("nothing is written yet"), "{shown}");
    assert!(states(at).iter().all(|(_, state)| state == "unclaimed"));
    assert!(done(at, &["import", "back.csv", "--yes"]).contains("6 cells taken"));
    assert!(done(at, &["import", "back.csv", "--yes"]).contains("nothing new"));
    let numbers: Vec<String> = states(at).into_iter().map(|(number, _)| number).collect();
    done(
        at,
        &[
            "accept",
            &numbers[0].to_lowercase(),
            "--reason",
            "seen",
            "--basis",
            "复核〔2017〕3号",
        ],
    );
    done(at, &["return", &numbers[1], "--reason", "nothing enclosed"]);
    let expected = ["closed", "returned"];
    assert!(states(at).iter().map(|(_, state)| state.as_str()).eq(expected));
    let history = done(at, &["show", &numbers[0]]);
    for part in ["unclaimed", "close requested", "closed", "复核〔2017〕3号", "sha256:"] {
        assert!(history.contains(part), "{part} is not in {history}");
    }
    let overdue = done(at, &["list", "--overdue", "--format", "csv"]);
    assert_eq!(overdue.lines().count(), 2, "{overdue}");
    let extend = [
        "extend",
        &numbers[1],
        "--until",
        "2999-01-01",
        "--approver",
        "head of office",
    ];
    done(at, &[&extend[..], &["--reason", "generated"]].concat());
    assert_eq!(done(at, &["list", "--overdue", "--format", "csv"]).lines().count(), 1);
}

#[test]
fn a_list_that_comes_back_wrong_is_told_by_row_and_column_and_not_taken() {
    let (folder, served, visit) = visited();
    let at = folder.path();
    bring(at, served, &visit);
    done(
        at,
        &["open", "--band", "dated", "--within", "10", "--reason", "generated"],
    );
    done(at, &["export", "--out", "list.xlsx"]);
    let written = [
        (Column::Deadline, "2099-01-01"),
        (Column::Planned, "soon"),
        (Column::Post, "电话 13912345678"),
    ];
    answered(at, "list.xlsx", &written, "wrong.csv");
    let (good, told) = rectify(at, &["import", "wrong.csv", "--yes"]);
    assert!(!good);
    for part in ["时限", "计划完成日期", "责任岗位", "row 2", "row 3"] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    assert!(states(at).iter().all(|(_, state)| state == "unclaimed"));
}

#[test]
fn key_areas_keep_their_documents_and_show_what_is_too_few() {
    let (folder, served, _) = stage();
    let at = folder.path();
    drop(served);
    let list = "unit,tier,since,document\n520102,挂牌整治,2016-03-01,省测试〔2016〕3号\n";
    std::fs::write(at.join("places.csv"), list).unwrap();
    assert!(done(at, &["places", "import", "places.csv"]).contains("1 listings new"));
    let record = [
        "places",
        "record",
        "520102",
        "--kind",
        "supervision",
        "--on",
        "2017-05-12",
    ];
    done(at, &[&record[..], &["--document", "督〔2017〕1号"]].concat());
    let told = done(at, &["places", "list", "--year", "2017"]);
    assert!(
        told.contains("fewer than 2") && told.contains("督〔2017〕1号"),
        "{told}"
    );
    let (good, _) = rectify(
        at,
        &[
            "places",
            "record",
            "999999",
            "--kind",
            "order",
            "--on",
            "2017-05-12",
            "--document",
            "x",
        ],
    );
    assert!(!good);
}

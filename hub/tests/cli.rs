//! The binary as a process: exit statuses and words of help and mistakes.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::process::{Command, Output};

fn crosscheck(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn help_and_version_end_with_status_0() {
    for arguments in [&["--help"] as &[&str], &["draw", "roll", "--help"], &["--version"]] {
        assert_eq!(crosscheck(arguments).status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn a_mistake_ends_with_status_2_and_says_what_is_missing_in_the_readers_language() {
    for (lang, words) in [("zh", "缺少：--seed"), ("en", "Missing: --seed")] {
        let output = crosscheck(&["draw", "roll", "plan.json", "--out", "c.json", "--lang", lang]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named_and_ends_with_status_2() {
    let output = crosscheck(&["draw", "show", "no-such-certificate.json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("no-such-certificate.json")
    );
}

#[test]
fn english_help_has_no_chinese_and_chinese_help_no_english_heading() {
    let said = |lang| String::from_utf8(crosscheck(&["draw", "roll", "--help", "--lang", lang]).stdout).unwrap();
    assert!(!said("zh").contains("Options") && !said("zh").contains("Usage") && said("zh").contains("示例"));
    assert!(said("en").contains("Example") && !said("en").chars().any(|c| ('一'..='龥').contains(&c)));
}

#[test]
fn an_imported_list_is_warned_of_with_file_row_and_column_the_first_twenty_times() {
    let folder = tempfile::tempdir().unwrap();
    let frame = folder.path().join("名单.csv");
    let rows: Vec<String> = (1..=25).map(|row| format!("A{row:02},联系人：王小明")).collect();
    std::fs::write(&frame, format!("id,备注\n{}\n", rows.join("\n"))).unwrap();
    let output = crosscheck(&["frame", "check", frame.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "a warning refuses nothing");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.matches("名单.csv，第").count(), 20, "{said}");
    assert!(
        said.contains("名单.csv，第 2 行，列 备注：第 5 至 7 个字符像是人名"),
        "{said}"
    );
    assert!(said.contains("另有 5 处同类提醒"), "{said}");
    assert!(!said.contains("王小明"), "the name itself is not repeated: {said}");
}

#[test]
fn a_filled_sheet_with_few_persons_is_said_to_be_for_the_team() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("表.xlsx");
    let pack = crosscheck_core::pack::builtin("s0").unwrap();
    let blanks = crosscheck_core::report::sheet::blanks(&pack, None).unwrap();
    let filled = crosscheck_core::report::sheet::filled_example();
    let bytes = crosscheck_core::report::sheet::xlsx(&pack, &blanks, Some(&filled)).unwrap();
    std::fs::write(&sheet, bytes).unwrap();
    let output = crosscheck(&["judge", sheet.to_str().unwrap(), "--pack", "s0", "--lang", "zh"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("不足 5 人的受保护人员数目"), "{said}");
}

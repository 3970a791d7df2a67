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

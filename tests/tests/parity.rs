//! That neither phone's app lacks a screen or an action of the other silently: docs/parity.md against the sources of both.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;

use crosscheck_tests::root;

const ANDROID: &str = "android/app/src/main/kotlin/org/crosscheck/app";
const MODELS: &str = "ios/Screens/Sources/Screens";
const VIEWS: &str = "ios/App/Sources";

/// Verbs that one shell alone calls, and why.
const ALONE: [(&str, &str); 1] = [(
    "networkChanged",
    "on Android the exchange begins anew whenever the app is in front",
)];

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn sources(folder: &str, ending: &str) -> Vec<String> {
    let all = crosscheck_tests::files(&root().join(folder), ending);
    assert!(!all.is_empty(), "{folder} holds no {ending}");
    all.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Whether `word` stands in `text` with no letter before or behind it.
fn has(text: &str, word: &str) -> bool {
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(word).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        !is_part(before.chars().next_back()) && !is_part(behind.chars().next())
    })
}

/// The rows of the table, each with its six cells.
fn rows() -> Vec<Vec<String>> {
    let table = read("docs/parity.md");
    let rows: Vec<Vec<String>> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").map(str::to_owned).collect())
        .filter(|cells: &Vec<String>| cells[0] != "kind")
        .collect();
    assert!(rows.len() > 100, "the table is shorter than the screens are");
    rows
}

/// What stands in backquotes in a cell; nothing where the shell lacks it.
fn named(cell: &str) -> Vec<&str> {
    if cell == "–" {
        return Vec::new();
    }
    let named: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
    assert!(!named.is_empty(), "{cell} names nothing");
    named
}

/// Looks for a class among `files`, and in its file for `member`, declared by one of `declared` where any is given.
fn check(files: &[String], names: &[&str], declared: &[&str], row: &[String]) {
    let Some(name) = names.first() else { return };
    let is_declared = |text: &&String| {
        ["class", "struct"]
            .iter()
            .any(|kind| has(text, &format!("{kind} {name}")))
    };
    let found: Vec<&String> = files.iter().filter(is_declared).collect();
    assert!(!found.is_empty(), "there is no {name}: {row:?}");
    let Some(member) = names.get(1) else { return };
    let wanted: Vec<String> = match declared {
        [] => vec![(*member).to_owned()],
        kinds => kinds.iter().map(|kind| format!("{kind} {member}")).collect(),
    };
    let is_there = found.iter().any(|text| wanted.iter().any(|word| has(text, word)));
    assert!(is_there, "{name} has no {member}: {row:?}");
}

#[test]
fn what_the_table_names_is_in_the_sources_of_both_shells() {
    let android = sources(&format!("{ANDROID}/screens"), ".kt");
    let (models, views) = (sources(MODELS, ".swift"), sources(VIEWS, ".swift"));
    for row in rows() {
        assert_eq!(row.len(), 6, "{row:?}");
        check(&android, &named(&row[3]), &[], &row);
        check(&models, &named(&row[4]), &["func", "var"], &row);
        check(&views, &named(&row[5]), &[], &row);
    }
}

#[test]
fn what_one_shell_lacks_is_said_below_the_table() {
    let text = read("docs/parity.md");
    let (_, below) = text.split_once("## What one of them lacks").unwrap();
    for row in rows().iter().filter(|row| row[3] == "–" || row[4] == "–") {
        assert!(below.contains(&format!("- {}, {}", row[0], row[2])), "{row:?}");
    }
}

#[test]
fn every_kind_of_screen_of_both_shells_has_a_row() {
    let rows: BTreeSet<String> = rows().into_iter().map(|row| row[0].clone()).collect();
    let kotlin = read(&format!("{ANDROID}/Spot.kt"));
    let (_, rest) = kotlin.split_once("enum class Kind {").unwrap();
    let android: BTreeSet<String> = rest
        .split_once('}')
        .unwrap()
        .0
        .split(|letter: char| !letter.is_ascii_uppercase() && letter != '_')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let swift = read("ios/Screens/Sources/Screens/Spot.swift");
    let ios: BTreeSet<String> = swift
        .split("= \"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(android, ios, "a way that was written on one reads alike on the other");
    assert_eq!(android, rows);
}

#[test]
fn both_shells_call_the_same_verbs_of_core() {
    let verbs = sources("bindings/ffi/src/campaign", ".rs").concat();
    let (android, ios) = (
        sources(ANDROID, ".kt").concat(),
        sources(MODELS, ".swift").concat() + &sources(VIEWS, ".swift").concat(),
    );
    let mut both = 0;
    for rust in verbs.replace("pub async fn ", "pub fn ").split("pub fn ").skip(1) {
        let verb = camel(rust.split('(').next().unwrap());
        if ALONE.iter().any(|(alone, _)| *alone == verb) {
            continue;
        }
        let on_android = android.contains(&format!(".{verb}("));
        // A case of an enumeration is written as a call is: of Swift only calls of what a campaign may be called.
        let on_ios = ["campaign()", "campaign", "$0"]
            .iter()
            .any(|named| ios.contains(&format!("{named}.{verb}(")));
        assert_eq!(on_android, on_ios, "{verb} is called by one shell alone");
        both += usize::from(on_ios);
    }
    assert!(both > 60, "only {both} verbs are called");
}

/// `open_visit` as the shells call it.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| {
        let (head, rest) = word.split_at(usize::from(!word.is_empty()));
        all + &head.to_uppercase() + rest
    })
}

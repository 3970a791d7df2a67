//! Rules about the sources: pure rooms stay pure, files stay small.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;

use crosscheck_tests::{files, root};

/// Rooms that compute and never touch a file, a socket, a clock or a random source.
const PURE: &[&str] = &[
    "canonical",
    "change",
    "crossing",
    "draw",
    "error",
    "estimate",
    "exact",
    "ids",
    "judge",
    "merge",
    "model",
    "pack",
    "privacy",
    "rectify",
    "report",
    "sync",
    "table",
    "words",
];

const FORBIDDEN: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "rusqlite",
    "tokio",
    "reqwest",
    "getrandom",
    "rand::",
    "thread_rng",
];

fn sources_of(room: &str) -> Vec<std::path::PathBuf> {
    let src = root().join("core/src");
    let file = src.join(format!("{room}.rs"));
    if file.is_file() {
        vec![file]
    } else {
        files(&src.join(room), ".rs")
    }
}

/// The part of a source before its unit tests, without comments.
fn product_code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn pure_rooms_name_no_file_socket_clock_or_random_source() {
    let mut found = Vec::new();
    for room in PURE {
        let sources = sources_of(room);
        assert!(
            !sources.is_empty(),
            "room {room} is gone: take it off the list or put it back"
        );
        for path in sources {
            let code = product_code(&path);
            found.extend(
                FORBIDDEN
                    .iter()
                    .filter(|word| code.contains(**word))
                    .map(|word| (path.clone(), *word)),
            );
        }
    }
    assert_eq!(found, [], "a pure room reaches outside");
}

#[test]
fn the_purity_check_sees_a_reach_outside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.rs");
    std::fs::write(
        &path,
        "// std::net is fine here\nuse std::fs;\n#[cfg(test)]\nmod tests { use std::net; }",
    )
    .unwrap();
    let code = product_code(&path);
    assert!(code.contains("std::fs") && !code.contains("std::net"));
}

#[test]
fn no_source_file_is_over_six_hundred_lines_and_each_opens_with_an_essay() {
    for path in [
        "core/src",
        "hub/src",
        "bindings/ffi/src",
        "bindings/bindgen/src",
        "tests/src",
        "tests/tests",
    ]
    .iter()
    .flat_map(|f| files(&root().join(f), ".rs"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= 600, "{} is two rooms", path.display());
        let tests = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().ends_with("tests.rs"));
        assert!(
            tests || text.starts_with("//!"),
            "{} does not say what it holds",
            path.display()
        );
    }
}

#[test]
fn core_names_nothing_of_the_hub() {
    for path in files(&root().join("core/src"), ".rs") {
        assert!(
            !std::fs::read_to_string(&path).unwrap().contains("crosscheck_hub"),
            "{}",
            path.display()
        );
    }
}

//! The guides as a clerk follows them: every indented command, in order, run for real in one folder, must end with 0.
//!
//! A guide says which files a folder needs: fenced blocks that carry a file name, and six files of the demonstration.
//! A command with an ellipsis is a pattern and stands in the prose, never indented.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::process::Command;

use crosscheck_tests::{root, run};

fn crosscheck() -> Command {
    Command::new(env!("CARGO_BIN_EXE_crosscheck"))
}

/// What the clerk copies out of the demonstration before the other commands.
const COPIED: [&str; 6] = [
    "counties-2023.csv",
    "s0-plan.toml",
    "ranking.csv",
    "roster.csv",
    "zones.csv",
    "检查表-已填.xlsx",
];

fn guide(name: &str) -> String {
    std::fs::read_to_string(root().join("docs/guide").join(name)).unwrap()
}

/// The arguments of every indented command, in order.
fn commands(page: &str) -> Vec<Vec<String>> {
    let lines = page.lines().filter_map(|line| line.strip_prefix("    crosscheck "));
    lines.map(words).collect()
}

/// Splits at spaces outside double quotes, which is all a guide may use.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.trim().chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    assert!(!quoted, "a quote is left open: {line}");
    words
}

/// Writes each fenced block whose first line names a file, as "```csv confirm.csv" does.
fn write_named_blocks(page: &str, folder: &Path) {
    for block in page.split("\n```").filter(|block| block.contains('\n')) {
        let (first, text) = block.split_once('\n').unwrap();
        if let Some((_, name)) = first.split_once(' ').filter(|(kind, _)| !kind.is_empty()) {
            std::fs::write(folder.join(name), format!("{text}\n")).unwrap();
        }
    }
}

fn follow(commands: &[Vec<String>], folder: &Path) {
    for words in commands {
        run(crosscheck().args(words).args(["--lang", "zh"]).current_dir(folder));
    }
}

#[test]
fn every_command_of_the_campaign_guide_runs_in_order_and_ends_with_0() {
    let (page, folder) = (guide("campaign.md"), tempfile::tempdir().unwrap());
    write_named_blocks(&page, folder.path());
    let commands = commands(&page);
    assert!(commands.len() > 25, "only {} commands", commands.len());
    let (demo, rest) = commands.split_first().unwrap();
    assert_eq!(demo.as_slice(), ["demo", "--dir", "demo"]);
    follow(std::slice::from_ref(demo), folder.path());
    for name in COPIED {
        assert!(
            page.contains(&format!("`{name}`")),
            "the guide does not say to copy {name}"
        );
        std::fs::copy(folder.path().join("demo").join(name), folder.path().join(name)).unwrap();
    }
    follow(rest, folder.path());
}

#[test]
fn every_command_of_the_pack_guide_runs_in_order_and_ends_with_0() {
    let (page, folder) = (guide("pack.md"), tempfile::tempdir().unwrap());
    std::fs::create_dir(folder.path().join("文件夹")).unwrap();
    write_named_blocks(&page, &folder.path().join("文件夹"));
    let commands = commands(&page);
    assert!(commands.len() > 5, "only {} commands", commands.len());
    follow(&commands, folder.path());
}

#[test]
fn no_command_that_is_to_be_run_is_a_pattern() {
    for name in ["campaign.md", "pack.md"] {
        for command in commands(&guide(name)) {
            let pattern = |word: &String| word.contains('…') || word.contains('|') || word.contains('<');
            assert!(
                !command.iter().any(pattern),
                "{name}: {command:?} cannot be run as it stands"
            );
        }
    }
}

#[test]
fn a_command_is_split_at_spaces_outside_quotes() {
    assert_eq!(words("a --b \"c d\" 石家庄市"), ["a", "--b", "c d", "石家庄市"]);
}

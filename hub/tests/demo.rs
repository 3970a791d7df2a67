//! The demonstration as a process, and its certificate repeated by the published program from nothing but the files.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::process::{Command, Output};

use crosscheck_tests::{python, root, run};

fn crosscheck() -> Command {
    Command::new(env!("CARGO_BIN_EXE_crosscheck"))
}

const SEED: &str = "482917305561028374659120";

fn demo(folder: &Path, lang: &str) -> Output {
    run(crosscheck()
        .arg("demo")
        .arg("--dir")
        .arg(folder)
        .args(["--seed", SEED, "--lang", lang]))
}

/// Draws each province again with `consistent_sampler`: three main units and two reserves, as lines of CSV.
const PUBLISHED: &str = r#"
import collections, csv, sys, consistent_sampler as cs
strata = collections.defaultdict(list)
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    out = (row["province"] == "西藏自治区" or row["code"].startswith("659") or row["code"] == "350527"
           or row["类别"] in ("统计用开发区管理区", "三沙岛礁"))
    if not out:
        strata[row["province"]].append(row["code"])
for label in sorted(strata, key=lambda label: label.encode()):
    for rank, unit in enumerate(cs.sampler(strata[label], seed=sys.argv[2], take=5, output="id"), 1):
        print(label, rank, "main" if rank <= 3 else "reserve", unit, sep=",")
"#;

#[test]
fn the_certificate_is_repeated_by_consistent_sampler() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path(), "zh");
    let frame = folder.path().join("counties-2023.csv");
    let again = run(python()
        .env("PYTHONUTF8", "1")
        .arg("-c")
        .arg(PUBLISHED)
        .arg(&frame)
        .arg(SEED));
    let again = String::from_utf8(again.stdout).unwrap();
    let certificate = folder.path().join("certificate.json");
    let shown = run(crosscheck().args(["draw", "show", "--format", "csv"]).arg(&certificate));
    let shown = String::from_utf8(shown.stdout).unwrap();
    let ours: Vec<String> = shown
        .lines()
        .skip(1)
        .map(|line| line.split(',').take(4).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(ours.len(), 150);
    assert_eq!(ours, again.lines().collect::<Vec<_>>());
}

#[test]
fn the_demonstration_says_everything_in_both_languages_and_its_certificate_verifies() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, words) in [
        (
            "zh",
            [
                "达标",
                "未达标",
                "待核",
                "只记不判",
                "不适用",
                "未查",
                "置信水平 95 %",
                "自由度",
            ],
        ),
        (
            "en",
            [
                "met",
                "not met",
                "to check",
                "recorded",
                "not applicable",
                "not checked",
                "95 %",
                "degrees of freedom",
            ],
        ),
    ] {
        let said = String::from_utf8(demo(folder.path(), lang).stdout).unwrap();
        for word in words {
            assert!(said.contains(word), "{lang}: {word} is not in\n{said}");
        }
        // What the check says of the changed copy names one of the package's photos.
        let caught = said.lines().find(|line| line.trim_start().starts_with("files/"));
        assert!(caught.is_some_and(|line| line.contains(".jpg")), "{said}");
    }
    proves(folder.path());
    let (certificate, frame) = (
        folder.path().join("certificate.json"),
        folder.path().join("counties-2023.csv"),
    );
    run(crosscheck()
        .args(["draw", "verify"])
        .arg(&certificate)
        .arg("--frame")
        .arg(&frame));
    let mut bytes = std::fs::read(&frame).unwrap();
    let at = bytes.windows(6).position(|window| window == b"130102").unwrap();
    bytes[at + 2..at + 6].copy_from_slice(b"9999");
    std::fs::write(&frame, bytes).unwrap();
    let output = crosscheck()
        .args(["draw", "verify"])
        .arg(&certificate)
        .arg("--frame")
        .arg(&frame)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "a changed frame must fail the check");
}

/// The package it leaves holds, with every method in it, and the papers carry the code that was signed.
fn proves(folder: &Path) {
    let package = folder.join("证据包.zip");
    let verified = run(crosscheck().args(["evidence", "verify", "--lang", "en"]).arg(&package));
    let verified = String::from_utf8(verified.stdout).unwrap();
    assert!(
        verified.contains("It holds") && verified.contains("7 files"),
        "{verified}"
    );
    let dir = folder.join("活动");
    let list = run(crosscheck()
        .args(["visit", "list", "--format", "json", "--dir"])
        .arg(&dir));
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let visit = list[0]["visit"].as_str().unwrap();
    let shown = run(crosscheck()
        .args(["visit", "show", visit, "--lang", "en", "--dir"])
        .arg(&dir));
    let shown = String::from_utf8(shown.stdout).unwrap();
    let words = [
        "Talk: 09:00–10:30",
        "6 people",
        "5 of 37 drawn; Complete 3, Lacking 1, Contradictory 1",
        "Photos: 2",
    ];
    for word in words.into_iter().chain([
        "Draw on site (communities)",
        "Seen at the site",
        "Findings 2, practices 1",
    ]) {
        assert!(shown.contains(word), "{word} is not in {shown}");
    }
    assert!(!shown.contains("Not finished"), "{shown}");
    let papers = [
        "检查记录单.docx",
        "台账抽查交接单.docx",
        "总结报告.docx",
        "汇报提纲.docx",
        "反馈意见.docx",
    ];
    for paper in papers
        .into_iter()
        .chain(["问题台账.xlsx", "汇总报告.docx", "整改清单.xlsx", "整改清单-已填.xlsx"])
    {
        assert!(folder.join(paper).is_file(), "{paper} is not there");
    }
    mended(&dir);
}

/// One item of its list is closed and one returned.
fn mended(dir: &Path) {
    let list = run(crosscheck()
        .args(["rectify", "list", "--lang", "en", "--format", "json", "--dir"])
        .arg(dir));
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let states = list
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["state"].as_str().unwrap());
    assert!(states.eq(["closed", "returned"]), "{list}");
}

#[test]
fn the_worked_example_of_the_draw_document_comes_out_of_the_binary() {
    let page = std::fs::read_to_string(root().join("docs/draw.md")).unwrap();
    let block = |kind: &str| {
        page.split(&format!("```{kind}\n"))
            .nth(1)
            .unwrap()
            .split("```")
            .next()
            .unwrap()
            .to_owned()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("schools.csv"), block("csv")).unwrap();
    std::fs::write(path("plan.toml"), block("toml")).unwrap();
    let frozen = run(crosscheck()
        .args(["draw", "freeze"])
        .arg(path("plan.toml"))
        .arg("--out")
        .arg(path("plan.json")));
    let commitment = String::from_utf8(frozen.stdout).unwrap();
    assert!(
        page.contains(commitment.trim()),
        "the document names another commitment than {commitment}"
    );
    let seed = "305198274460713825901637";
    assert!(page.contains(seed));
    let mut roll = crosscheck();
    roll.args(["draw", "roll"])
        .arg(path("plan.json"))
        .args(["--seed", seed]);
    run(roll.arg("--out").arg(path("certificate.json")));
    let shown = run(crosscheck()
        .args(["draw", "show", "--format", "csv"])
        .arg(path("certificate.json")));
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(page.contains(&shown), "the document shows another result than\n{shown}");
}

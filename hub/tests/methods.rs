//! The five methods at the command line, in a leader's folder: recorded, counted, drawn, marked, withdrawn, and read
//! again by the organiser after an exchange.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod folder;
mod serving;
mod site;

use std::path::Path;

use crosscheck_core::draw::onsite::{List, Record, Source};
use crosscheck_tests::run;
use serving::{crosscheck, dump, said};
use site::{about, does, rows, stage};

/// The words of a command line without quotes.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// A command about the visit in the leader's folder, its words before the visit and after it; it must go well.
fn leader(at: &Path, visit: &str, before: &str, after: &str) -> String {
    does(at, "leader", &words(before), visit, &words(after))
}

/// What `show` of a method lists, as JSON.
fn listed(at: &Path, dir: &str, method: &str, visit: &str) -> serde_json::Value {
    rows(at, dir, &[method, "show"], visit)
}

fn contains(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part} is not in {told}");
    }
}

/// What is recorded, command by command: the words before the visit and after it.
const RECORDED: [(&str, &str); 10] = [
    (
        "talk add",
        "--people 7 --from 2017-06-05T09:00 --to 2017-06-05T10:30 --unit 禁毒办 --indicator 1/S0-12a",
    ),
    ("interview add", "--role students --people 5"),
    ("interview ask", "--question 上过课吗 --option 上过 --option 没有"),
    ("interview ask", "--indicator 1/S0-29b"),
    (
        "ledger add",
        "--title 社区戒毒工作台账 --numbering 按登记先后 --persons",
    ),
    (
        "draw commit",
        "--kind ledger --source inspected --expected 38 --according-to cover --count 37 --sample 3",
    ),
    ("document add", "--title 工作方案 --date 2017-03-01 --copy"),
    ("note add", "--text 宣传栏两年未更新"),
    (
        "finding add",
        "--fact 台账不全 --severity serious --deadline 2017-06-30",
    ),
    ("finding add", "--kind difficulty --fact 缺少专职教师 --suggestion"),
];

#[test]
fn a_visit_with_all_five_methods_is_recorded_and_read_again_by_the_organiser() {
    let (folder, served, visit) = stage();
    let (at, visit) = (folder.path(), &*visit);
    let leader = |before: &str, after: &str| leader(at, visit, before, after);
    let told: Vec<String> = RECORDED.map(|(before, after)| leader(before, after)).to_vec();
    contains(&told[2], &["上过、没有"]);
    contains(&told[5], &["according to cover", "1 missing", "sha256:"]);
    let open = [
        "2 questions have no count",
        "nothing is revealed yet",
        "not fed back",
        "Not answered",
    ];
    contains(&leader("leave", ""), &open);
    let record = drawn(at, visit);
    marked(at, visit, &record);
    leader("interview tally --counts 3,1", "01");
    leader("interview tally --counts 1,2,0", "02");
    let finding = listed(at, "leader", "finding", visit)[0]["key"]
        .as_str()
        .unwrap()
        .to_owned();
    leader("finding reply --reply explained --words 正在补录", &finding);
    let leaving = leader("leave", "");
    contains(&leaving, &["people in both 12", "ledgers 1 with 3 entries"]);
    assert!(!leaving.contains("Not finished"), "{leaving}");
    let brought = dump(&run(crosscheck(at).args(["sync", "--dir", "leader"])));
    assert!(!brought.is_empty());
    drop(served);
    let shown = does(at, "camp", &["show"], visit, &[]);
    contains(&shown, &["09:00–10:30, 7 people, 禁毒办", "上过 3, 没有 1"]);
    contains(&shown, &["3 of 37 drawn", "工作方案", "宣传栏两年未更新"]);
    for what in ["talk", "interview", "ledger", "draw", "document", "note", "finding"] {
        assert_eq!(
            listed(at, "camp", what, visit),
            listed(at, "leader", what, visit),
            "{what}"
        );
    }
}

/// Reveals the draw, and checks its record from the list alone.
fn drawn(at: &Path, visit: &str) -> Record {
    leader(at, visit, "draw reveal", "--kind ledger --digits 0427");
    leader(at, visit, "draw record", "--kind ledger --out record.json");
    let record: Record = serde_json::from_slice(&std::fs::read(at.join("record.json")).unwrap()).unwrap();
    let list = List::of_ledger(Source::Inspected, 38, "cover", 37).unwrap();
    record.verify(&list).unwrap();
    record
}

/// Marks what was drawn; what was not is refused and leaves nothing.
fn marked(at: &Path, visit: &str, record: &Record) {
    let mark = |entry: &str, verdict: &str| {
        let before = ["ledger", "mark", "--why", "缺少签字", "--verdict", verdict];
        about(at, "leader", &before, visit, &[entry])
    };
    let mut others = (1..=37_u64).map(|entry| entry.to_string());
    let other = others.find(|entry| !record.main.contains(entry)).unwrap();
    let refused = mark(&other, "complete");
    assert!(!refused.status.success(), "{}", said(&refused));
    contains(&said(&refused), &["was not drawn"]);
    let found = ["lacking", "complete", "complete"];
    for ((entry, verdict), left) in record.main.iter().zip(found).zip(["2", "1", "0"]) {
        let output = mark(entry, verdict);
        assert!(output.status.success(), "{}", said(&output));
        contains(&said(&output), &[&format!("{left} are still")]);
    }
    let shown = leader(at, visit, "ledger show", "");
    contains(
        &shown,
        &["the host turns its pages", "Complete 2, Lacking 1", "缺少签字"],
    );
    contains(&shown, &["按登记先后", "1 missing", "%"]);
}

/// What is refused: the words before the visit, those after it, and what is said.
const WRONG: [(&str, &str, &str); 15] = [
    (
        "talk add",
        "--people 7 --from 9:00 --to 2017-06-05T10:30",
        "not \"9:00\"",
    ),
    (
        "talk add",
        "--people 7 --from 2017-06-05T09:00 --to 2017-06-05T08:30",
        "ends after it began",
    ),
    ("interview add", "--role nobody --people 5", "class_teacher"),
    ("interview add", "--role other --people 5", "no names"),
    ("interview ask", "--indicator 1/S0-12a", "nothing of this kind"),
    ("interview tally --counts 1,2", "01", "nothing of this kind"),
    ("ledger mark", "5 --verdict complete", "nothing of this kind"),
    ("document add", "--title 机密★1年关于某项工作的通知", "secrecy"),
    ("document add", "--title 方案 --date 1March", "2017-06-05"),
    ("note add", "--text 电话13812345678", "mobile"),
    (
        "finding add",
        "--fact 缺少 --indicator 9/S0-12a",
        "no indicator 9/S0-12a",
    ),
    (
        "finding add",
        "--kind practice --fact 好 --severity grave",
        "does not belong",
    ),
    ("draw reveal", "--kind ledger --digits 4827", "no such draw"),
    ("draw record", "--kind ledger --out x.json", "no such draw"),
    ("withdraw", "0f1e", "nothing of this kind"),
];

#[test]
fn what_is_wrong_is_said_and_records_nothing() {
    let (folder, _served, visit) = stage();
    let (at, visit) = (folder.path(), &*visit);
    let hash = || said(&run(crosscheck(at).args(["log", "verify", "--dir", "leader"])));
    let before = hash();
    for (command, rest, part) in WRONG {
        let output = about(at, "leader", &words(command), visit, &words(rest));
        assert_eq!(output.status.code(), Some(2), "{command}: {}", said(&output));
        contains(&said(&output), &[part]);
    }
    assert!(!at.join("x.json").exists());
    assert_eq!(hash(), before, "something was recorded");
    // The organiser looks on; he records nothing at a visit.
    let organiser = about(at, "camp", &["note", "add"], visit, &["--text", "宣传栏"]);
    assert!(!organiser.status.success());
}

#[test]
fn what_is_withdrawn_stays_in_the_list_and_is_shown_nowhere_else() {
    let (folder, _served, visit) = stage();
    let (at, visit) = (folder.path(), &*visit);
    let leader = |before: &str, after: &str| leader(at, visit, before, after);
    leader("note add", "--text 写错了");
    let key = listed(at, "leader", "note", visit)[0]["note"]
        .as_str()
        .unwrap()
        .to_owned();
    leader("withdraw", &key[..8]);
    assert_eq!(listed(at, "leader", "note", visit)[0]["mark"], "withdrawn");
    assert!(!leader("show", "").contains("写错了"));
    leader("withdraw --back", &key);
    contains(&leader("show", ""), &["写错了"]);
}

#[test]
fn each_ledger_gets_a_draw_of_its_own_and_an_attempt_nobody_revealed_is_listed() {
    let (folder, _served, visit) = stage();
    let (at, visit) = (folder.path(), &*visit);
    let leader = |before: &str, after: &str| leader(at, visit, before, after);
    for (title, draw) in [("甲台账", "1"), ("乙台账", "2")] {
        let added = leader("ledger add", &format!("--title {title} --numbering 按日期"));
        contains(&added, &[&format!("--number {draw}")]);
    }
    std::fs::write(at.join("names.txt"), "第一小学\n第二小学\n第三中学\n").unwrap();
    let commit = "--kind schools --source superior --expected 3 --according-to yearbook --names names.txt --sample 1";
    let first = leader("draw commit", commit);
    leader("draw commit", commit);
    let reveal = "--kind schools --digits 0042";
    let several = about(at, "leader", &["draw", "reveal"], visit, &words(reveal));
    assert!(!several.status.success());
    contains(&said(&several), &["--commitment"]);
    let commitment = first.lines().find(|line| line.starts_with("sha256:")).unwrap();
    let revealed = leader("draw reveal", &format!("{reveal} --commitment {}", &commitment[..20]));
    contains(&revealed, &["Drawn: 第"]);
    let draws = listed(at, "leader", "draw", visit);
    let mut outcomes: Vec<&str> = draws
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["outcome"].as_str().unwrap())
        .collect();
    outcomes.sort_unstable();
    assert_eq!(outcomes, ["committed, not revealed", "drawn"]);
}

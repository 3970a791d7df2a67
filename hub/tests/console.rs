//! The hub's page as an organiser sees it: a real process, its one-time link, a real browser.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crosscheck_tests::{pdf_text, printed, run};

const ROSTER: &str = "group,member,role,unit,home,recusals\n\
    G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n\
    G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n";
const TOML: &str = "title = \"生成的一次活动\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n\
    packs = [\"s0\"]\nroster = \"roster.csv\"\n";

fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["--lang", "en"]);
    command
}

/// A hub's process that ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // A failing test must not leave it behind, whatever became of it.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn campaign(folder: &Path) {
    for (name, text) in [
        ("roster.csv", ROSTER),
        ("CAMPAIGN.toml", TOML),
        ("pass", "a passphrase of the test"),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let init = ["init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass"];
    run(crosscheck(folder).args(init));
}

/// The first line that is a link.
fn link(lines: impl Iterator<Item = String>) -> String {
    let mut shown = lines.filter(|line| line.starts_with("http://"));
    shown.next().unwrap()
}

/// Serves the campaign; gives the one-time link that it prints.
fn serve(folder: &Path) -> (Served, String) {
    let mut serve = crosscheck(folder);
    serve.args(["serve", "--dir", "camp", "--listen", "127.0.0.1:0", "--tls", "off"]);
    let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let served = Served(child);
    (served, link(out.lines().map_while(Result::ok)))
}

/// Another link while the hub runs.
fn admin(folder: &Path) -> String {
    let made = run(crosscheck(folder).args(["admin", "--dir", "camp"]));
    link(String::from_utf8(made.stdout).unwrap().lines().map(str::to_owned))
}

#[test]
fn office_an_organiser_opens_the_link_in_a_browser_and_sees_groups_people_and_what_is_unsent() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    campaign(at);
    let (_served, first) = serve(at);
    let second = admin(at);
    let (text, _) = pdf_text(&printed(&format!("{first}?lang=en"), at));
    assert!(text.contains("a newer one took its place"), "{text}");
    assert!(!text.contains("G01"), "{text}");
    let (text, pages) = pdf_text(&printed(&format!("{second}?lang=zh"), at));
    for said in [
        "生成的一次活动",
        "各组",
        "G01",
        "G02",
        "M04",
        "generated office",
        "未传",
        "还没有设备",
    ] {
        assert!(text.contains(said), "{said} is not on the page: {text}");
    }
    assert!((1..=2).contains(&pages), "{pages} pages");
    let (text, _) = pdf_text(&printed(&format!("{}?lang=en", admin(at)), at));
    for said in ["2017-06-05 to 2017-06-30", "Unsent", "No device yet"] {
        assert!(text.contains(said), "{said} is not on the page: {text}");
    }
}

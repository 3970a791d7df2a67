//! A generated campaign and a hub served from it as a process, for the tests beside this folder.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crosscheck_tests::run;

const ROSTER: &str = "group,member,role,unit,home,recusals\n\
    G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n\
    G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n";
const TOML: &str = "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n\
    packs = [\"s0\"]\nroster = \"roster.csv\"\n";

/// The command, in a folder, in English.
pub fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["--lang", "en"]);
    command
}

/// Everything a command said.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A campaign's folder, `camp`.
pub fn campaign() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("roster.csv", ROSTER),
        ("CAMPAIGN.toml", TOML),
        ("pass", "a passphrase of the test"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let init = ["init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass"];
    run(crosscheck(folder.path()).args(init));
    folder
}

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A hub's process that ends with the test.
pub struct Served(pub Child);

impl Drop for Served {
    fn drop(&mut self) {
        // It may be dead already: that is what some tests are about.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Served {
    /// Serves `dir` and comes back when it says that it does.
    pub fn start(folder: &Path, dir: &str, port: u16) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let mut serve = crosscheck(folder);
        serve.args(["serve", "--dir", dir, "--listen", &listen]);
        Self::begin(serve.stderr(Stdio::null()), &listen)
    }

    pub fn begin(serve: &mut Command, listen: &str) -> Self {
        let mut child = serve.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains(listen), "{line}");
        Self(child)
    }
}

/// The line of a command's output that names the hash of the log.
pub fn dump(output: &Output) -> String {
    let said = said(output);
    said.lines().find(|line| line.starts_with("dump ")).unwrap().to_owned()
}

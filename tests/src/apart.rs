//! A test that runs itself again: in a process of its own, whose memory is its own, or in a namespace of its own, with a
//! network whose packets it may lose or a disk that it may fill.
//!
//! Where the kernel or the rights do not allow a namespace, it says `SKIPPED` with the reason on the error output, past the
//! harness; tests/run lists such lines and counts them.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::run;

/// Set inside the namespace.
const INSIDE: &str = "CROSSCHECK_INSIDE";

/// A kind of namespace, and how it is made ready before a program begins in it.
#[derive(Debug, Clone, Copy)]
pub struct Apart {
    /// As `unshare` calls it.
    pub namespace: &'static str,
    /// A line of the shell.
    pub ready: &'static str,
}

/// What a test does: what it asks of the machine beforehand, and itself.
#[derive(Debug)]
pub struct Test<'a> {
    /// Its name.
    pub name: &'static str,
    /// A program that ends well where the namespace can do what it must.
    pub probe: &'a [&'a str],
    /// What it finds in its surroundings.
    pub given: &'a [(&'a str, &'a Path)],
}

/// Runs the test of this name again in a process of its own, where it does `inside`.
pub fn again(name: &str, inside: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return inside();
    }
    let mut again = Command::new(std::env::current_exe().unwrap());
    let output = run(again.args(["--exact", name, "--nocapture"]).env(INSIDE, "1"));
    println!("{}", String::from_utf8_lossy(&output.stdout));
}

impl Apart {
    /// A program that begins there: as whoever may make a namespace, or as root of a user namespace.
    fn begin(self, rootless: bool, program: &Path) -> Command {
        let mut unshare = Command::new("unshare");
        unshare.args(rootless.then_some("--map-root-user")).arg(self.namespace);
        unshare.args(["--", "sh", "-c", &format!("{} && exec \"$@\"", self.ready), "sh"]);
        unshare.arg(program);
        unshare
    }

    /// Whether this machine allows it only to root of a user namespace; or why it does not.
    fn rootless(self, test: &Test) -> Result<bool, String> {
        let mut reasons = Vec::new();
        for rootless in [false, true] {
            let mut probe = self.begin(rootless, Path::new(test.probe[0]));
            match probe.args(&test.probe[1..]).envs(test.given.iter().copied()).output() {
                Ok(output) if output.status.success() => return Ok(rootless),
                Ok(output) => reasons.push(String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ")),
                Err(error) => reasons.push(format!("unshare: {error}")),
            }
        }
        Err(reasons.join("; "))
    }

    /// Runs the test of this name again in a namespace of its own, where it does `inside`.
    pub fn run(self, test: &Test, inside: impl FnOnce()) {
        if std::env::var_os(INSIDE).is_some() {
            return inside();
        }
        let rootless = match self.rootless(test) {
            Ok(rootless) => rootless,
            Err(reason) => {
                let (name, kind) = (test.name, self.namespace);
                let line = format!("SKIPPED: {name}: no namespace ({kind}) here: {reason}\n");
                std::io::stderr().write_all(line.as_bytes()).unwrap();
                return;
            }
        };
        let mut again = self.begin(rootless, &std::env::current_exe().unwrap());
        again.args(["--exact", test.name, "--nocapture"]).env(INSIDE, "1");
        let output = run(again.envs(test.given.iter().copied()));
        println!("{}", String::from_utf8_lossy(&output.stdout));
    }
}

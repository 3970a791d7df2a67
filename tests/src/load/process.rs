//! The hub as a process of its own, and what the system says of it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crosscheck_core::transport::Address;

use super::folder::identity;
use crate::run;

/// Ticks of processor time in a second: fixed for programs on Linux.
const TICKS: u64 = 100;

/// A hub that serves.
#[derive(Debug)]
pub struct Served {
    child: Child,
    /// Where phones find it.
    pub address: Address,
}

/// What a process used up to now.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// Processor time of all its threads, ms.
    pub cpu: u64,
    /// Memory it holds, KB.
    pub resident: u64,
    /// The most it ever held, KB.
    pub peak: u64,
    /// Bytes it caused to be written to the disk, KB.
    pub written: u64,
}

/// What a process used, by its number or `self`.
#[must_use]
pub fn used(process: &str) -> Used {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
    let stat = read("stat");
    // The name in brackets may hold anything; after it the 12th and 13th words are the ticks of user and system.
    let words: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
    let line = |text: &str, name: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(name));
        let number = found.and_then(|rest| rest.split_whitespace().next());
        number.and_then(|number| number.parse::<u64>().ok()).unwrap_or(0)
    };
    let (status, io) = (read("status"), read("io"));
    Used {
        cpu: (ticks(11) + ticks(12)) * 1000 / TICKS,
        resident: line(&status, "VmRSS:"),
        peak: line(&status, "VmHWM:"),
        written: line(&io, "write_bytes:") / 1024,
    }
}

impl Served {
    /// Serves a folder and comes back when it says that it does. `record` counts its syncs with strace.
    #[must_use]
    pub fn start(program: &Path, folder: &Path, record: Option<&Path>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let mut command = match record {
            None => Command::new(program),
            Some(record) => {
                // -D: the hub stays our child, and strace stands beside it.
                let mut strace = Command::new("strace");
                strace.args(["-D", "-f", "-c", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o"]);
                strace.arg(record).arg(program);
                strace
            }
        };
        command
            .args(["--lang", "en", "serve", "--listen", &listen, "--dir"])
            .arg(folder);
        command.env("CROSSCHECK_LOG", "error").stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains(&listen), "the hub does not serve: {line}");
        let address = Address {
            url: format!("https://{listen}"),
            identity: identity(folder),
        };
        Self { child, address }
    }

    /// What it used up to now.
    #[must_use]
    pub fn used(&self) -> Used {
        used(&self.child.id().to_string())
    }

    /// Asks it to stop and waits until it did.
    pub fn stop(mut self) {
        run(Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
        assert!(self.child.wait().unwrap().success(), "the hub did not stop well");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // With -9; after `stop` it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

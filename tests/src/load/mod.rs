//! A load on a hub: generated phones bring what they wrote to a `crosscheck serve` of its own process, over TLS.
//!
//! Everything that costs a phone's processor (keys, ops, seals) is made before a clock starts, since phones and hub share
//! this machine; what both sides used is printed. A figure counts only for what was acknowledged, and everything
//! acknowledged is read back and compared. Nothing here judges a figure: machines differ.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a load that cannot be carried out must fail as loudly as a test"
)]

pub mod crowd;
pub mod figures;
pub mod files;
pub mod folder;
pub mod link;
pub mod phases;
pub mod process;
pub mod raw;

use std::path::PathBuf;

/// How much is asked of the hub.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Phones that write.
    pub phones: usize,
    /// Pushes of each.
    pub batches: usize,
    /// Ops of each push.
    pub ops: usize,
    /// Ops of each push that have a typed text.
    pub texts: usize,
    /// Phones that bring files, five of 3 MB each.
    pub carrying: usize,
    /// Phones that wait for news.
    pub waiting: usize,
    /// Groups all of them are of: a group's share is what a first sync reads.
    pub groups: usize,
    /// Where the folder and its databases are made: the disk that is measured.
    pub disk: PathBuf,
    /// The phases to run, by name; all of them where none is named.
    pub only: Vec<String>,
}

impl Plan {
    /// The plan of the design, changed by `--phones 50 --batches 4 --only exchange` and so on; phases: waiting, exchange, syncs, files.
    #[must_use]
    pub fn of(arguments: &[String]) -> Self {
        let mut plan = Self {
            phones: 200,
            batches: 20,
            ops: 100,
            // A fifth of what a group writes in a day has a typed text.
            texts: 20,
            carrying: 20,
            waiting: 2_000,
            groups: 4,
            disk: std::env::temp_dir(),
            only: Vec::new(),
        };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else {
                panic!("{pair:?}: --NAME VALUE is expected");
            };
            let number = || value.parse().unwrap_or_else(|_| panic!("{name} {value}: no number"));
            match name.as_str() {
                "--phones" => plan.phones = number(),
                "--batches" => plan.batches = number(),
                "--ops" => plan.ops = number(),
                "--texts" => plan.texts = number(),
                "--carrying" => plan.carrying = number(),
                "--waiting" => plan.waiting = number(),
                "--groups" => plan.groups = number(),
                "--disk" => plan.disk = PathBuf::from(value),
                "--only" => plan.only.push(value.clone()),
                _ => panic!("{name}: not known"),
            }
        }
        plan
    }

    /// Whether a phase is to run.
    #[must_use]
    pub fn runs(&self, phase: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == phase)
    }
}

//! A power cut at any moment, on a disk that tears and reorders all that is not synced, loses no acknowledged edit.
//!
//! A run tries some hundreds of cuts of one recorded saver. What fails is printed with the line that replays the same
//! cuts, and the files of the failing cut are kept for looking at.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::path::Path;

use crosscheck_tests::edits::whole;
use crosscheck_tests::luck::seed;
use crosscheck_tests::power::{Disk, Step, surviving, trace};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const CUTS: usize = 400;
const DATABASE: &str = "edits.db";

/// One cut: after how many steps, what had been acknowledged, and the files found afterwards.
struct Cut {
    steps: usize,
    acknowledged: u64,
    files: BTreeMap<String, Vec<u8>>,
}

/// Edits after which a saver closes its database and opens it again: more than the write-ahead log holds.
const SITTING: u64 = 1_300;

/// What a saver does that appends some edits and opens its database anew after each sitting.
fn recorded(synchronous: &str, count: u64, sitting: u64) -> Vec<Step> {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join(DATABASE);
    let arguments = [
        database.to_str().unwrap(),
        &count.to_string(),
        "--synchronous",
        synchronous,
        "--reopen",
        &sitting.to_string(),
    ];
    trace::record(folder.path(), env!("CARGO_BIN_EXE_saver"), &arguments)
}

/// Cuts the power at random steps and gives each cut in turn, so that one disk serves them all.
fn every_cut(steps: &[Step], cuts: usize, seed: u64, mut check: impl FnMut(Cut)) {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut moments: Vec<usize> = (0..cuts).map(|_| luck.random_range(0..=steps.len())).collect();
    moments.sort_unstable();
    let mut disk = Disk::default();
    let (mut done, mut acknowledged) = (0, 0);
    for moment in moments {
        for step in &steps[done..moment] {
            disk.apply(step);
            if let Step::Acknowledged(number) = step {
                acknowledged = *number;
            }
        }
        done = moment;
        check(Cut {
            steps: done,
            acknowledged,
            files: surviving(&disk, &mut luck),
        });
    }
}

impl Cut {
    /// Opens what was found, as after the power is back, and says up to which edit it is whole.
    fn whole(&self) -> Result<u64, String> {
        // In memory: what is found is written once for each cut, and this time nobody cuts the power.
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        self.lay(folder.path());
        whole(&folder.path().join(DATABASE))
    }

    fn lay(&self, folder: &Path) {
        for (name, bytes) in &self.files {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }

    /// Why this cut breaks the promise, if it does.
    fn broken(&self) -> Option<String> {
        let found = self.whole();
        if found.as_ref().is_ok_and(|kept| *kept >= self.acknowledged) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap().keep();
        self.lay(&folder);
        let Self {
            steps, acknowledged, ..
        } = self;
        let said = format!("cut after step {steps}: edit {acknowledged} was acknowledged, found whole: {found:?}");
        Some(format!("{said}; the files found lie in {}", folder.display()))
    }
}

#[test]
fn hundreds_of_power_cuts_lose_no_acknowledged_edit() {
    let seed = seed("CROSSCHECK_POWER", "crash_power");
    let steps = recorded("full", 2 * SITTING, SITTING);
    let begun = |step: &&Step| matches!(step, Step::Written(name, 0, _) if name.ends_with("-wal"));
    let begun = steps.iter().filter(begun).count();
    assert!(begun > 2, "the write-ahead log was never begun anew in a sitting");
    let (mut tried, mut ahead) = (0, 0);
    every_cut(&steps, CUTS, seed, |cut| {
        tried += 1;
        ahead += usize::from(cut.files.keys().any(|name| name.ends_with("-wal")));
        assert_eq!(cut.broken(), None);
    });
    println!(
        "{tried} cuts in {} steps, {ahead} of them found a write-ahead log",
        steps.len()
    );
    assert!(tried == CUTS && ahead > CUTS / 2);
}

#[test]
fn power_cuts_while_a_database_is_made_lose_no_acknowledged_edit() {
    let seed = seed("CROSSCHECK_POWER", "crash_power");
    every_cut(&recorded("full", 3, 1), CUTS, seed, |cut| {
        assert_eq!(cut.broken(), None);
    });
}

#[test]
fn a_saver_that_syncs_only_at_checkpoints_loses_edits_and_never_the_database() {
    let seed = seed("CROSSCHECK_POWER", "crash_power");
    let steps = recorded("normal", 100, SITTING);
    let mut lost = 0;
    every_cut(&steps, CUTS, seed, |cut| {
        let kept = cut.whole();
        lost += usize::from(
            kept.unwrap_or_else(|damage| panic!("cut after step {}: {damage}", cut.steps)) < cut.acknowledged,
        );
    });
    assert!(lost > 0, "{CUTS} cuts did no harm to a saver that does not sync");
}

#[test]
fn a_saver_that_never_syncs_loses_acknowledged_edits() {
    assert!(
        losses(&recorded("off", 100, SITTING)) > 0,
        "no cut did harm to a saver that does not sync"
    );
}

#[test]
fn leaving_out_any_one_kind_of_sync_loses_acknowledged_edits() {
    let steps = recorded("full", 200, 50);
    let log = format!("{DATABASE}-wal");
    for kind in [Step::Synced(DATABASE.into()), Step::Synced(log), Step::FolderSynced] {
        let lying: Vec<Step> = steps.iter().filter(|step| **step != kind).cloned().collect();
        assert!(lying.len() < steps.len(), "{kind:?} is never done");
        assert!(losses(&lying) > 0, "no cut did harm to a saver without {kind:?}");
    }
}

/// After how many cuts an acknowledged edit is not found, or the whole database is broken.
fn losses(steps: &[Step]) -> usize {
    let mut lost = 0;
    every_cut(steps, CUTS / 4, seed("CROSSCHECK_POWER", "crash_power"), |cut| {
        lost += usize::from(!cut.whole().is_ok_and(|kept| kept >= cut.acknowledged));
    });
    lost
}

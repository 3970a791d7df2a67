//! A phone killed at any moment of its exchange has kept every note it said was saved, and the hub has every note the
//! phone called acknowledged.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crosscheck_core::change::{Entity, Value};
use crosscheck_core::ids::{OpId, StreamName};
use crosscheck_core::notebook::{Copies, Edit, Notebook};
use crosscheck_hub::serve::Server;
use crosscheck_tests::hub::{ANN, OnDisk, address, serve};
use crosscheck_tests::luck::seed;
use crosscheck_tests::phone::{Phone, held, open};
use crosscheck_tests::{party, travels};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a phone said before it was killed: the numbers of `saved`, those it called acknowledged, and up to where all were.
#[derive(Debug, Default)]
struct Said {
    saved: Vec<u64>,
    acknowledged: Vec<u64>,
    all: u64,
}

impl Said {
    fn hear(&mut self, line: &str) {
        let (what, number) = line.split_once(' ').unwrap();
        let number = number.parse().unwrap();
        match what {
            "saved" => self.saved.push(number),
            "acknowledged" => self.acknowledged.push(number),
            "all" => self.all = number,
            _ => panic!("the phone said {line}"),
        }
    }
}

/// Starts the phone, kills it after some lines and some microseconds, and gives what it said.
fn killed(database: &Path, hub: &str, luck: &mut impl Rng) -> Said {
    let lines = luck.random_range(0..14);
    let moment = Duration::from_micros(luck.random_range(0..if lines == 0 { 60_000 } else { 30_000 }));
    let mut phone = Command::new(env!("CARGO_BIN_EXE_traveller"))
        .arg(database)
        .arg(hub)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(phone.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut said = Said::default();
    out.by_ref().take(lines).for_each(|line| said.hear(&line));
    // The moment is what is drawn; nothing is waited for.
    std::thread::sleep(moment);
    phone.kill().unwrap();
    let status = phone.wait().unwrap();
    assert_eq!(status.code(), None, "the phone ended by itself: {status}");
    out.for_each(|line| said.hear(&line));
    said
}

/// A campaign with a hub, lea's phone that met it once and was closed, and ann's that stays.
struct Stage {
    folder: tempfile::TempDir,
    server: Server,
    ann: Phone,
    visit: StreamName,
    disk: OnDisk,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = serve(folder.path());
        let mut lea = Phone::new(travels::open(&folder.path().join("lea.db")));
        lea.connect(&address(server.address()));
        lea.settle();
        let visit = party::visit(&mut lea.book());
        lea.settle();
        let mut ann = Phone::new(open(&folder.path().join("ann.db"), "ann", ANN, None));
        ann.connect(&address(server.address()));
        ann.settle();
        Self {
            folder,
            server,
            ann,
            visit,
            disk: OnDisk::default(),
        }
    }

    /// Something for lea to be sent while she is killed.
    fn ann_writes(&self, kill: u32) {
        let entity = Entity::new("answer", "1/S0-12");
        let edit = Edit::new(&self.visit, entity, "value", Value::int(i64::from(kill)));
        self.ann.book().save(&[edit]).unwrap();
        self.ann.transport().changed();
    }

    fn lea(&self) -> Notebook {
        travels::open(&self.folder.path().join("lea.db"))
    }

    /// The notes that lea's notebook calls acknowledged; all of them lie on the hub's disk, with their texts.
    fn acknowledged(&mut self, book: &Notebook, notes: &BTreeMap<u64, OpId>, kill: u32) -> Vec<u64> {
        self.disk.read_on(&self.server.hub().storage);
        let told = notes.iter().filter(|(_, op)| book.copies(op).unwrap() > Copies::Here);
        let told: Vec<(&u64, &OpId)> = told.collect();
        for (number, op) in &told {
            assert!(
                self.disk.ops.contains(op),
                "kill {kill}: note {number} is not on the hub"
            );
            let held = book.state().op(op).unwrap();
            for text in held.op.says().unwrap().value.texts() {
                let there = self.disk.texts.contains(&(self.visit.clone(), text));
                assert!(there, "kill {kill}: the text of note {number} is not on the hub");
            }
        }
        told.into_iter().map(|(number, _)| *number).collect()
    }

    /// The phone lives on: everything arrives, everybody ends equal, and no kill made the phone differ from itself.
    fn end(mut self, kills: u32) -> usize {
        let mut lea = Phone::new(self.lea());
        lea.connect(&address(self.server.address()));
        lea.settle();
        assert!(lea.book().is_all_on_server().unwrap());
        self.ann.settle();
        self.server.hub().follow().unwrap();
        let digest = lea.book().digest();
        assert_eq!(self.ann.book().digest(), digest);
        assert_eq!(held(&self.server.hub().book).digest(), digest);
        assert!(lea.book().state().forks().is_empty() && !lea.transport().standing().forked);
        let book = lea.close();
        book.verify().unwrap();
        let notes = travels::notes(&book, &self.visit).unwrap();
        assert_eq!(self.acknowledged(&book, &notes, kills).len(), notes.len());
        self.server.stop();
        notes.len()
    }
}

#[test]
fn a_phone_killed_again_and_again_loses_nothing_saved_and_claims_nothing_the_hub_has_not() {
    let kills: u32 = std::env::var("CROSSCHECK_PHONE_KILLS").map_or(20, |kills| kills.parse().unwrap());
    let mut luck = ChaCha8Rng::seed_from_u64(seed("CROSSCHECK_KILL", "crash_exchange"));
    let mut stage = Stage::new();
    let hub = stage.server.address().to_string();
    let (mut kept, mut before, mut unsaid, mut open) = (0, 0, 0, 0);
    for kill in 1..=kills {
        stage.ann_writes(kill);
        let said = killed(&stage.folder.path().join("lea.db"), &hub, &mut luck);
        let saved = kept + said.saved.len() as u64;
        assert!(
            said.saved.iter().copied().eq(kept + 1..=saved),
            "kill {kill}: after {kept} came {said:?}"
        );
        let book = stage.lea();
        let notes = travels::notes(&book, &stage.visit).unwrap();
        kept = notes.len() as u64;
        // The note whose line had not been said yet may have been kept as well.
        assert!(
            notes.keys().copied().eq(1..=kept) && (saved..=saved + 1).contains(&kept),
            "kill {kill}: notes to {saved} were said to be saved, of these are kept: {:?}",
            notes.keys()
        );
        let acknowledged = stage.acknowledged(&book, &notes, kill);
        let claimed = said.acknowledged.iter().copied().chain(1..=said.all);
        for number in claimed {
            // What was once called acknowledged stays so on the phone, and what the phone calls so is on the hub.
            assert!(acknowledged.contains(&number), "kill {kill}: note {number} was claimed");
        }
        assert!(
            acknowledged.len() >= before,
            "kill {kill}: an acknowledgement was forgotten"
        );
        (before, unsaid, open) = (
            acknowledged.len(),
            unsaid + kept - saved,
            open + u32::from(kept > acknowledged.len() as u64),
        );
    }
    let notes = stage.end(kills);
    println!(
        "{kills} kills, {open} of them with notes under way; {notes} notes kept, {unsaid} of them before their line was \
         said; {before} acknowledged at the last kill, none missing on the hub"
    );
    assert!(
        kept > u64::from(kills) && open > 0,
        "the kills came before anything was under way"
    );
}

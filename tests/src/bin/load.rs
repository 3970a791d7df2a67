//! A load on a hub, by hand: `cargo run -p crosscheck-tests --release --bin load [-- --phones 200 --only exchange]`.
//!
//! Prints figures and judges none; fails when something acknowledged is not read back. The aims are in the design: on two
//! cores, which phones and hub share here, 30,000 ops/s in, 200,000 ops/s out, p99 150 ms at half load, and 2,000 waiting
//! phones within 150 MB.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crosscheck_core::ids::CampaignId;
use crosscheck_tests::load::crowd::{self, Parcel, Phone};
use crosscheck_tests::load::link::Link;
use crosscheck_tests::load::phases::{self, Acknowledged, Brought};
use crosscheck_tests::load::process::{Served, used};
use crosscheck_tests::load::{Plan, figures, files, folder, raw};
use crosscheck_tests::measure::cores;
use crosscheck_tests::run;
use tokio::runtime::Runtime;

/// Everything a phase needs.
struct Load {
    plan: Plan,
    program: PathBuf,
    disk: PathBuf,
    /// The folder as it was made, and the copy a phase works on.
    made: PathBuf,
    folder: PathBuf,
    campaign: CampaignId,
    phones: Vec<Phone>,
    runtime: Runtime,
}

impl Load {
    fn prepare(plan: Plan, disk: &Path) -> Self {
        let program = folder::program();
        let camp = folder::make(&program, disk, plan.groups);
        let mut book = folder::open(&camp);
        let campaign = *book.campaign();
        let phones = crowd::gather(&campaign, &plan);
        crowd::enrol(&phones, &mut book);
        drop(book);
        // The first start makes the hub's identity, which the second one is pinned to.
        std::fs::write(camp.join("hub.key"), format!("{}\n", "5a".repeat(32))).unwrap_or_else(|e| panic!("{e}"));
        let size = std::fs::metadata(&program).map_or(0, |file| file.len());
        println!(
            "{} cores; {} KB of program; one sync of this disk takes {:.1?}",
            cores(),
            size / 1024,
            raw::sync(disk)
        );
        let runtime = Runtime::new().unwrap_or_else(|error| panic!("{error}"));
        Self {
            plan,
            program,
            disk: disk.to_owned(),
            made: camp.clone(),
            folder: camp,
            campaign,
            phones,
            runtime,
        }
    }

    /// A phase begins on a folder nobody served yet, with phones that wrote nothing.
    fn begin(&mut self, phase: &str) {
        self.folder = self.disk.join(phase);
        run(Command::new("cp").arg("-a").arg(&self.made).arg(&self.folder));
        self.phones = crowd::gather(&self.campaign, &self.plan);
    }

    fn serve(&self, record: Option<&Path>) -> Served {
        Served::start(&self.program, &self.folder, record)
    }

    fn write(&mut self, phones: usize, batches: usize) -> Vec<Vec<Parcel>> {
        crowd::write(&mut self.phones[..phones], &self.campaign, batches, &self.plan)
    }

    fn connect(&self, served: &Served) -> Vec<Arc<Link>> {
        let writing = &self.phones[..self.plan.phones];
        self.runtime.block_on(phases::connect(served, &self.campaign, writing))
    }

    fn waiting(&mut self) {
        self.begin("waiting");
        let news = self.write(1, 1).remove(0).remove(0);
        let served = self.serve(None);
        let waiting = &self.phones[..self.plan.waiting];
        let said = self
            .runtime
            .block_on(phases::waiting(&served, &self.campaign, waiting, news));
        println!("waiting: {said}");
        served.stop();
    }

    /// Photos that several phones bring at once.
    fn files(&mut self) {
        self.begin("files");
        let served = self.serve(None);
        let carrying = self.plan.carrying.min(self.phones.len());
        let moving = files::move_all(&served, &self.campaign, &mut self.phones[..carrying]);
        println!("files: {}", self.runtime.block_on(moving));
        served.stop();
    }

    /// How many pushes one sync of the hub stands for, on a hub whose syncs are counted.
    fn syncs(&mut self) -> usize {
        self.begin("counted");
        let parcels = self.write(self.plan.phones, 5);
        // Through a pipe: what counts the syncs writes once the hub has ended, and closes it then.
        let record = self.disk.join("syncs");
        run(Command::new("mkfifo").arg(&record));
        let reading = std::thread::spawn({
            let record = record.clone();
            move || std::fs::read_to_string(record).unwrap_or_default()
        });
        let served = self.serve(Some(&record));
        let links = self.connect(&served);
        let brought = self.runtime.block_on(phases::ingest(&links, parcels));
        drop(links);
        served.stop();
        let text = reading.join().unwrap_or_default();
        let calls = |line: &str| {
            line.split_whitespace()
                .nth(3)
                .and_then(|count| count.parse::<usize>().ok())
        };
        let syncs: usize = text
            .lines()
            .filter(|line| line.contains("sync"))
            .filter_map(calls)
            .sum();
        let pushes = brought.times.len();
        println!("syncs: {pushes} pushes, {syncs} syncs of hub and notebook from start to stop (strace -c)");
        (pushes / syncs.max(1)).max(1)
    }

    fn report(&self, name: &str, brought: &Brought, links: &[Arc<Link>]) -> u64 {
        let pushes = brought.times.len();
        let ops = (pushes * self.plan.ops) as u64;
        let rate = figures::rate(ops, brought.took);
        let up: u64 = links.iter().map(|link| link.traffic().0).sum();
        println!(
            "{name}: {pushes} pushes of {} ops ({} with a text) in {:.2?}: {rate} ops/s acknowledged; {}",
            self.plan.ops,
            self.plan.texts,
            brought.took,
            figures::times(brought.times.clone())
        );
        println!("  {} KB of bodies went up: {} bytes an op", up / 1024, up / ops.max(1));
        rate
    }

    /// As fast as it goes, then at half of that, then everything is read back.
    fn exchange(&mut self) {
        self.begin("exchange");
        let full = self.write(self.plan.phones, self.plan.batches);
        let half = self.write(self.plan.phones, self.plan.batches / 2);
        let kept: Vec<Parcel> = full.iter().flatten().cloned().collect();
        let served = self.serve(None);
        let links = self.connect(&served);
        let (before, own, begun) = (served.used(), used("self"), Instant::now());
        let brought = self.runtime.block_on(phases::ingest(&links, full));
        let (after, spent) = (served.used(), used("self"));
        let rate = self.report("ingest", &brought, &links);
        println!("{}", figures::used("hub", before, after, brought.took));
        println!("{}", figures::used("phones", own, spent, brought.took));
        self.caught_up(begun);
        println!(
            "heads: {}",
            self.runtime.block_on(phases::heads(&links, &self.campaign))
        );
        let mut acknowledged = brought.acknowledged;
        drop(links);
        let links = self.connect(&served);
        let (before, own) = (served.used(), used("self"));
        let a_second = (rate / 2) / self.plan.ops as u64;
        let brought = self.runtime.block_on(phases::open_loop(&links, half, a_second));
        let (after, spent) = (served.used(), used("self"));
        self.report(&format!("half load, {a_second} pushes a second"), &brought, &links);
        println!("{}", figures::used("hub", before, after, brought.took));
        println!("{}", figures::used("phones", own, spent, brought.took));
        acknowledged.extend(brought.acknowledged);
        drop(links);
        self.read_back(&served, &acknowledged);
        println!(
            "first sync: {}",
            phases::first_sync(&served, &self.campaign, &self.phones[0], &self.disk)
        );
        self.up_again(served);
        self.raw(&kept, rate);
    }

    /// How long after the burst began the hub's own notebook has read all of it.
    fn caught_up(&self, begun: Instant) {
        let behind = folder::lag(&self.folder);
        while folder::lag(&self.folder) > 0 {
            std::thread::sleep(Duration::from_millis(50));
        }
        let took = begun.elapsed();
        println!("  the hub's notebook was {behind} places behind at the end, and even {took:.2?} after the beginning");
    }

    /// How soon a hub that was killed answers again, with all of this on its disk.
    fn up_again(&self, served: Served) {
        drop(served);
        let begun = Instant::now();
        let served = self.serve(None);
        println!(
            "killed with -9 and started again: it serves after {:.2?}",
            begun.elapsed()
        );
        served.stop();
    }

    fn read_back(&self, served: &Served, acknowledged: &Acknowledged) {
        let organiser = folder::organiser(&self.folder);
        let (found, said) = self.runtime.block_on(phases::pull(served, &self.campaign, &organiser));
        println!("pull: {said}");
        let lost: BTreeSet<_> = acknowledged.difference(&found).collect();
        assert!(
            lost.is_empty(),
            "{} things were acknowledged and are not there",
            lost.len()
        );
        println!("  all {} things acknowledged were read back", acknowledged.len());
    }

    fn raw(&mut self, parcels: &[Parcel], rate: u64) {
        let together = if self.plan.runs("syncs") { self.syncs() } else { 16 };
        let parcels: Vec<&Parcel> = parcels.iter().collect();
        let count: u64 = parcels.iter().map(|parcel| parcel.ops.len() as u64).sum();
        let say = |what: &str, took: Duration| {
            let floor = figures::rate(count, took);
            println!(
                "raw SQLite, {what}, {together} pushes a transaction: {floor} ops/s; the hub has {} of it",
                figures::ratio(rate, floor)
            );
        };
        say("each op a row", raw::ops(&self.disk, &parcels, together));
        say("each segment a row", raw::segments(&self.disk, &parcels, together));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let plan = Plan::of(&arguments);
    let disk = tempfile::tempdir_in(&plan.disk).unwrap_or_else(|error| panic!("{error}"));
    let mut load = Load::prepare(plan, disk.path());
    if load.plan.runs("waiting") {
        load.waiting();
    }
    if load.plan.runs("exchange") {
        load.exchange();
    }
    if load.plan.runs("files") {
        load.files();
    }
}

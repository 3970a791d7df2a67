//! The phases of a load: phones that wait, that bring as fast as they can, that bring at half of that, and that read.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crosscheck_core::change::SoftwareKey;
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{CampaignId, MemberId};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store};
use crosscheck_core::transport::{Patience, Transport};
use tokio::task::JoinSet;

use super::crowd::{Parcel, Phone};
use super::link::{Link, found};
use super::process::Served;
use super::{figures, process};

/// How many phones come in at once.
const DOOR: usize = 50;
/// Bytes a reader asks for at once: what a good link comes to.
const PART: usize = 1 << 20;
/// How long those that wait are watched.
const WATCHED: Duration = Duration::from_secs(5);
/// The longest a first sync may take.
const MOST: Duration = Duration::from_mins(10);

/// What was acknowledged, by the names of segments and texts.
pub type Acknowledged = BTreeSet<String>;

/// Opens the link of every phone.
pub async fn connect(served: &Served, campaign: &CampaignId, phones: &[Phone]) -> Vec<Arc<Link>> {
    let mut links = Vec::with_capacity(phones.len());
    for some in phones.chunks(DOOR) {
        let opened: Vec<_> = some
            .iter()
            .map(|phone| {
                let (address, campaign, me) = (served.address.clone(), *campaign, phone.me.clone());
                let key = phone.key.clone();
                tokio::spawn(async move { Link::open(&address, &campaign, &key, &me).await })
            })
            .collect();
        for link in opened {
            links.push(Arc::new(link.await.unwrap()));
        }
    }
    links
}

fn names(parcel: &Parcel) -> impl Iterator<Item = String> {
    std::iter::once(parcel.segment.clone()).chain(parcel.texts.iter().cloned())
}

/// Pushes a parcel; how long it took from the moment it was meant to go.
async fn bring(link: Arc<Link>, parcel: Parcel, meant: Instant) -> (Duration, Parcel) {
    let told = link.push(&parcel.body).await;
    assert_eq!(told.places.len(), 1 + parcel.texts.len());
    (meant.elapsed(), parcel)
}

/// What a phase of pushes came to.
#[derive(Debug)]
pub struct Brought {
    /// How long all of it took.
    pub took: Duration,
    /// How long each push took.
    pub times: Vec<Duration>,
    /// What the hub acknowledged.
    pub acknowledged: Acknowledged,
}

/// Every phone brings one push after the other, as fast as it is answered.
pub async fn ingest(links: &[Arc<Link>], parcels: Vec<Vec<Parcel>>) -> Brought {
    let begun = Instant::now();
    let mut phones = JoinSet::new();
    for (link, parcels) in links.iter().cloned().zip(parcels) {
        phones.spawn(async move {
            let mut brought = Vec::new();
            for parcel in parcels {
                brought.push(bring(link.clone(), parcel, Instant::now()).await);
            }
            brought
        });
    }
    let brought: Vec<_> = phones.join_all().await.into_iter().flatten().collect();
    summed(begun.elapsed(), brought)
}

/// Pushes go at fixed moments, whatever became of those before: so many a second over all phones.
pub async fn open_loop(links: &[Arc<Link>], parcels: Vec<Vec<Parcel>>, a_second: u64) -> Brought {
    let begun = Instant::now();
    let batches = parcels.first().map_or(0, Vec::len);
    let mut queues: Vec<_> = parcels.into_iter().map(Vec::into_iter).collect();
    let mut pushes = JoinSet::new();
    let mut number = 0;
    for _ in 0..batches {
        for (link, queue) in links.iter().zip(&mut queues) {
            let Some(parcel) = queue.next() else { continue };
            let meant = begun + Duration::from_micros(number * 1_000_000 / a_second.max(1));
            number += 1;
            tokio::time::sleep_until(meant.into()).await;
            pushes.spawn(bring(link.clone(), parcel, meant));
        }
    }
    let brought = pushes.join_all().await;
    summed(begun.elapsed(), brought)
}

fn summed(took: Duration, brought: Vec<(Duration, Parcel)>) -> Brought {
    Brought {
        took,
        times: brought.iter().map(|(time, _)| *time).collect(),
        acknowledged: brought.iter().flat_map(|(_, parcel)| names(parcel)).collect(),
    }
}

/// The organiser reads everything, as his second machine would; gives what was found and a line of figures.
pub async fn pull(served: &Served, campaign: &CampaignId, organiser: &SoftwareKey) -> (Acknowledged, String) {
    let link = Link::open(&served.address, campaign, organiser, &"0f".repeat(16)).await;
    let (before, own) = (served.used(), process::used("self"));
    let begun = Instant::now();
    let all = link.pull_all(PART).await;
    let took = begun.elapsed();
    let (after, (_, down)) = (served.used(), link.traffic());
    let (found, ops) = found(&all);
    let rate = figures::rate(ops, took);
    let said = format!(
        "{ops} ops in {took:.2?}: {rate} ops/s; {} KB came in {} requests\n{}\n{}",
        down / 1024,
        all.len(),
        figures::used("hub", before, after, took),
        figures::used("reader", own, process::used("self"), took)
    );
    (found, said)
}

/// A new phone's first sync, with its own notebook: everything of its group is fetched, checked, stored and folded.
#[must_use]
pub fn first_sync(served: &Served, campaign: &CampaignId, phone: &Phone, disk: &Path) -> String {
    let writer = Writer {
        keys: phone.key.clone(),
        member: MemberId::parse(phone.member.as_str()).unwrap(),
        clock: Box::new(SystemClock::new([6; 16])),
    };
    let store = Store::open(&disk.join("phone.db"), Some(Key::new([6; 32]))).unwrap();
    let book = Arc::new(Mutex::new(Notebook::open(store, *campaign, writer).unwrap()));
    let before = served.used();
    let begun = Instant::now();
    let transport = Transport::start(book.clone(), &served.address, None, Patience::default()).unwrap();
    assert!(transport.settle(MOST), "{:?}", transport.standing());
    let took = begun.elapsed();
    drop(transport);
    let ops = book.lock().unwrap().state().count();
    let rate = figures::rate(ops as u64, took);
    let line = figures::used("hub", before, served.used(), took);
    format!("{ops} ops in {took:.2?}: {rate} ops/s, checked, stored and folded\n{line}")
}

/// Phones that wait for news, each on a connection of its own; then one writes and its group is told.
pub async fn waiting(served: &Served, campaign: &CampaignId, phones: &[Phone], news: Parcel) -> String {
    let empty = served.used();
    let begun = Instant::now();
    let links = connect(served, campaign, phones).await;
    let connected = begun.elapsed();
    let told = links[0].pull((&[0; 16], 0), PART, 0).await;
    let (epoch, last) = (told.epoch, told.last);
    let mut waits = JoinSet::new();
    for link in links.iter().skip(1) {
        let link = link.clone();
        waits.spawn(async move {
            let told = link.pull((&epoch, last), PART, 50).await;
            (Instant::now(), told.items.len())
        });
    }
    tokio::time::sleep(WATCHED).await;
    let (early, quiet) = (waits.try_join_next().is_some(), served.used());
    tokio::time::sleep(WATCHED).await;
    let after = served.used();
    assert!(!early, "somebody did not wait");
    let wrote = Instant::now();
    links[0].push(&news.body).await;
    let mut woken: Vec<Duration> = Vec::new();
    while woken.len() + 1 < phones.iter().filter(|phone| phone.group == phones[0].group).count() {
        let (at, items) = waits.join_next().await.unwrap().unwrap();
        assert!(items > 0, "woken for nothing");
        woken.push(at.duration_since(wrote));
    }
    waits.abort_all();
    format!(
        "{} phones came in within {connected:.2?}; RSS {} MB with nobody, {} MB with all of them waiting; CPU {} ms in {WATCHED:?}\n  \
        {} of one group were told of a push: {}",
        phones.len(),
        empty.resident / 1024,
        after.resident / 1024,
        after.cpu - quiet.cpu,
        woken.len(),
        figures::times(woken)
    )
}

/// What every phone is told when it compares, one after the other.
pub async fn heads(links: &[Arc<Link>], campaign: &CampaignId) -> String {
    let (mut times, mut bytes) = (Vec::new(), 0);
    for link in links {
        let begun = Instant::now();
        bytes += link.heads(campaign).await;
        times.push(begun.elapsed());
    }
    format!(
        "{}; {} bytes an answer",
        figures::times(times),
        bytes / links.len().max(1)
    )
}

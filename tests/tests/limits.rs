//! The limits of a hub over real sockets and TLS: what is too much is refused in time, in its own words, and a phone that is
//! refused loses nothing and finishes.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{Entity, Moment, Value};
use crosscheck_core::clock::Clock;
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::wire::{Item, MAX_MESSAGE, Push, Thing};
use crosscheck_core::transport::Address;
use crosscheck_hub::serve::storage::Batch;
use crosscheck_hub::serve::{Hub, Server};
use crosscheck_tests::asker::Asker;
use crosscheck_tests::front::Front;
use crosscheck_tests::hub::{ANN, LEA, address, anywhere, identity, listen, over, phone, plain};
use crosscheck_tests::party;
use crosscheck_tests::phone::{Phone, held, open};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Bytes that no compressor makes smaller.
fn noise(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    ChaCha8Rng::seed_from_u64(1).fill(&mut bytes);
    bytes
}

/// Lea's notebook with so many answers, sealed, as things to bring.
fn written(server: &Server, folder: &std::path::Path, count: usize) -> Vec<Item> {
    let mut book = open(&folder.join("lea.db"), "lea", LEA, None);
    {
        let office = held(&server.hub().book);
        book.take(&office.segments().unwrap(), &office.texts().unwrap())
            .unwrap();
    }
    let before = book.segments().unwrap().len();
    let visit = party::visit(&mut book);
    let already = book.unsealed_count().unwrap();
    let edits = (already..count).map(|number| answer(&visit, number));
    book.save(&edits.collect::<Vec<_>>()).unwrap();
    book.seal().unwrap();
    let segments = book.segments().unwrap().into_iter().skip(before);
    let item = |bytes: Vec<u8>| Item {
        stream: crosscheck_core::change::Segment::read(&bytes)
            .unwrap()
            .header()
            .stream
            .clone(),
        thing: Thing::Segment(bytes),
    };
    segments.map(item).collect()
}

fn answer(visit: &StreamName, number: usize) -> Edit {
    let entity = Entity::new("answer", &format!("1/S0-{number:04}"));
    Edit::new(visit, entity, "value", Value::int(1))
}

#[test]
fn a_body_over_four_mebibytes_and_a_push_of_over_five_thousand_ops_are_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let server = listen(plain(folder.path()), anywhere());
    let lea = Asker::new(&address(server.address()), LEA);
    let last = || server.hub().storage.last().unwrap();
    let before = last();
    let path = format!("/v1/push?me={}", hex(&[7; 16]));
    assert_eq!(lea.post(&path, &noise(MAX_MESSAGE + 1)).status, 413);
    assert_eq!(
        lea.post(&path, &noise(MAX_MESSAGE)).status,
        400,
        "not too long, and no message"
    );
    let mut items = written(&server, folder.path(), 5_001);
    let campaign = lea.campaign();
    let push = |items: &[Item]| {
        lea.push(&Push {
            campaign,
            items: items.to_vec(),
        })
        .status
    };
    assert_eq!(push(&items), 413);
    assert_eq!(last(), before, "nothing of a push that is too large is kept");
    // The last op is on its own in the last segment.
    items.pop();
    assert_eq!(push(&items), 200);
    assert_eq!(last(), before + items.len() as u64);
    server.stop();
}

/// A clock that a test moves.
#[derive(Debug, Clone)]
struct Held(Arc<AtomicI64>);

impl Clock for Held {
    fn now(&self) -> Moment {
        Moment {
            wall: self.0.load(Ordering::SeqCst),
            monotonic: 0,
            boot: [9; 16],
        }
    }
}

#[test]
fn one_phone_may_ask_three_hundred_times_at_once_and_then_as_time_passes() {
    let (folder, clock) = (
        tempfile::tempdir().unwrap(),
        Held(Arc::new(AtomicI64::new(1_793_000_000_000))),
    );
    let server = listen(over(folder.path(), Box::new(clock.clone())), anywhere());
    let (lea, ann) = (
        Asker::new(&address(server.address()), LEA),
        Asker::new(&address(server.address()), ANN),
    );
    let path = format!("/v1/streams/c/blobs/{}", "0".repeat(64));
    let asks = |who: &Asker| who.ask("HEAD", &path, &[], &[]);
    for number in 0..300 {
        assert_eq!(asks(&lea).status, 404, "request {number}");
    }
    let afters: BTreeSet<u64> = (0..40)
        .map(|_| asks(&lea))
        .map(|told| {
            assert_eq!(told.status, 429);
            told.retry_after.unwrap()
        })
        .collect();
    assert!(
        afters.iter().all(|after| (5..10).contains(after)) && afters.len() > 1,
        "{afters:?}"
    );
    assert_eq!(asks(&ann).status, 404, "another phone has its own");
    clock.0.fetch_add(50, Ordering::SeqCst);
    assert_eq!((asks(&lea).status, asks(&lea).status), (404, 429));
    // A clock set back gives nothing and takes nothing.
    clock.0.fetch_sub(3_600_000, Ordering::SeqCst);
    assert_eq!(asks(&lea).status, 429);
    clock.0.fetch_add(150, Ordering::SeqCst);
    assert_eq!(
        (0..4).map(|_| asks(&lea).status).collect::<Vec<_>>(),
        [404, 404, 404, 429]
    );
    server.stop();
}

/// Turns given to the thread that writes.
const TURNS: u32 = 20_000;

#[test]
fn a_hub_whose_disk_is_slow_sends_phones_away_and_has_all_of_them_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let server = listen(plain(folder.path()), anywhere());
    let mut ann = phone(folder.path(), "ann", ANN);
    ann.connect(&address(server.address()));
    ann.settle();
    let lea = Asker::new(&address(server.address()), LEA);
    let items = written(&server, folder.path(), 2);
    // Another program has the file for itself: nothing is written until it lets go.
    let other = rusqlite::Connection::open(folder.path().join("hub.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let waiting = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (mut taken, hub) = (Vec::new(), server.hub().clone());
    // What waits fills the queue until nothing more is taken in, however often the thread that writes is given its turn: it
    // took its part then and stands before the disk.
    let mut refused = 0;
    while refused < TURNS {
        let hub = hub.clone();
        let batch = Batch {
            by: [3; 16],
            items: Vec::new(),
        };
        let mut kept = Box::pin(async move { hub.keep(batch).await });
        if waiting.block_on(async { futures_now(&mut kept).await }) {
            refused += 1;
            std::thread::yield_now();
        } else {
            taken.push(kept);
            refused = 0;
        }
    }
    // A phone that brings something now is told so.
    let told = (0..40).map(|_| {
        let told = lea.push(&Push {
            campaign: lea.campaign(),
            items: items.clone(),
        });
        assert_eq!(told.status, 503);
        told.retry_after.unwrap()
    });
    let afters: BTreeSet<u64> = told.collect();
    assert!(
        afters.iter().all(|after| (2..7).contains(after)) && afters.len() > 1,
        "{afters:?}"
    );
    party::visit(&mut ann.book());
    ann.transport().changed();
    other.execute_batch("COMMIT").unwrap();
    drop(taken);
    ann.settle();
    server.hub().follow().unwrap();
    assert_eq!(held(&server.hub().book).digest(), ann.book().digest());
    server.stop();
}

/// Lets something begin; whether it ended at once.
async fn futures_now<F: Future + Unpin>(begun: &mut F) -> bool {
    std::future::poll_fn(|context| {
        let ended = std::pin::Pin::new(&mut *begun).poll(context).is_ready();
        std::task::Poll::Ready(ended)
    })
    .await
}

fn photograph(book: &mut Notebook, visit: &StreamName) -> crosscheck_core::change::BlobRef {
    let blob = book.vault().keep(&noise(40_000)).unwrap();
    let photo = Entity::new("photo", "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    let edits = [
        Edit::new(visit, photo.clone(), "original", Value::blob(&blob)),
        Edit::new(visit, photo, "faceless", Value::bool(true)),
    ];
    book.save(&edits).unwrap();
    blob
}

/// A day of ann's through a front that refuses so many things she brings: everything arrives.
fn finishes(status: u16, retry_after: Option<u64>, times: u32) {
    let folder = tempfile::tempdir().unwrap();
    let hub: Arc<Hub> = plain(folder.path());
    let front = Front::start(hub.clone(), status, retry_after, times);
    let mut ann: Phone = phone(folder.path(), "ann", ANN);
    {
        let office = held(&hub.book);
        ann.book()
            .take(&office.segments().unwrap(), &office.texts().unwrap())
            .unwrap();
    }
    let visit = party::visit(&mut ann.book());
    let edits: Vec<Edit> = (0..900).map(|number| answer(&visit, number)).collect();
    ann.book().save(&edits).unwrap();
    let blob = photograph(&mut ann.book(), &visit);
    ann.connect(&Address {
        url: format!("http://{}", front.address),
        identity: hub.id(),
    });
    // Who is told that the disk is full rests a minute; the person asks before.
    let mut asked = 0;
    while !ann.transport().wait(Duration::from_secs(2), |standing| standing.quiet) {
        assert!(asked < 60, "{status}: not quiet: {:?}", ann.transport().standing());
        asked += 1;
        ann.transport().now();
    }
    ann.settle();
    assert_eq!(front.left(), 0, "{status}: nothing was refused, so nothing was shown");
    hub.follow().unwrap();
    assert_eq!(held(&hub.book).digest(), ann.book().digest(), "{status}");
    assert_eq!(hub.vault.check(&blob.hash).unwrap(), Some(blob.length), "{status}");
    let none = BTreeSet::new();
    assert!(
        ann.book().outgoing(&identity_id(), 1, &none).unwrap().keys.is_empty(),
        "{status}"
    );
    assert!(
        ann.book().blobs_to_bring(&identity_id()).unwrap().is_empty(),
        "{status}"
    );
}

fn identity_id() -> crosscheck_core::ids::WriterId {
    use crosscheck_core::change::KeyStore;
    identity().public_key().writer()
}

#[test]
fn a_phone_that_is_refused_for_a_while_loses_nothing_and_finishes() {
    std::thread::scope(|scope| {
        let all = [(413, None), (429, Some(1)), (503, Some(2)), (507, None), (500, None)];
        let all = all.map(|(status, after)| scope.spawn(move || finishes(status, after, 3)));
        for one in all {
            one.join().unwrap();
        }
    });
}

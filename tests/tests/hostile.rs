//! Bytes that are broken on purpose: whatever a phone or a hub reads from outside either is read or is refused, in bounded
//! memory. Broken are the bytes of the committed corpus, by a seed a round; `CROSSCHECK_SEED=N` plays one round again. A fuzzer
//! that learns from coverage is run by hand: `tests/fuzz/Cargo.toml` says how.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use crosscheck_core::bundle::Entry;
use crosscheck_core::canonical::hex;
use crosscheck_core::change::{
    BlobRef, Chain, Entity, HeadsMessage, KeyStore, Moment, Segment, SoftwareKey, TextFrame, Value, sign,
};
use crosscheck_core::clock::Clock;
use crosscheck_core::ids::{BlobHash, GroupId, MemberId, StreamName, WriterId};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::identity::Identity;
use crosscheck_core::sync::wire::{
    self, HeadsTold, Item, JoinAsk, Joined, Placed, Pulled, Push, Pushed, TOKEN_DOMAIN, Thing, TokenAsk,
};
use crosscheck_hub::serve::storage::Batch;
use crosscheck_hub::serve::{Hub, Link, Scope, check, router};
use crosscheck_tests::apart::again;
use crosscheck_tests::hub::{ANN, over};
use crosscheck_tests::party;
use crosscheck_tests::phone::{enrol_key, held, office, open};
use crosscheck_tests::readings::{READINGS, Reading};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::runtime::Runtime;
use tower::ServiceExt;

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile")
}

/// One of each, of an organiser who enrolled a leader, in the order of [`READINGS`].
fn examples() -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&folder.path().join("office.db"));
    enrol_key(&mut office, "lea", Role::Leader, "G01", 21);
    office.seal().unwrap();
    let frame = TextFrame::new(*office.id(), [7; 16], "生成的文字");
    let mut push = office
        .outgoing(&WriterId([9; 32]), 1 << 20, &BTreeSet::new())
        .unwrap()
        .push;
    let Thing::Segment(segment) = push.items[0].thing.clone() else {
        panic!("segments come first");
    };
    push.items.push(Item {
        stream: StreamName::Campaign,
        thing: Thing::Text(frame.to_bytes()),
    });
    let op = Segment::read(&segment).unwrap().ops().unwrap().remove(0);
    let mut all = vec![op.as_bytes().to_vec(), segment, frame.to_bytes()];
    all.extend(exchanged(&office, push));
    all.extend(joining(&office));
    all.push(Entry::Text(StreamName::Campaign, frame.to_bytes()).to_bytes());
    let hub = SoftwareKey::new(&[9; 32]).unwrap();
    all.push(Identity::of(&hub, &[7; 32], &[8; 32]).unwrap().to_bytes());
    all
}

/// Frontier and heads, and the messages of an exchange.
fn exchanged(office: &Notebook, push: Push) -> Vec<Vec<u8>> {
    let frontier = office.spread().unwrap().heads(|_| true);
    let epoch = [5; 16];
    let heads = HeadsMessage::new(*office.campaign(), frontier.clone());
    let (writer, stream, branch) = frontier.entries().next().unwrap();
    let missing = vec![(stream.clone(), *writer, branch[0])];
    let placed = push.items.iter().zip(1..).map(|(item, place)| Placed {
        place,
        seq: place,
        item: item.clone(),
    });
    let items: Vec<Placed> = placed.collect();
    let last = items.len() as u64;
    let pushed = Pushed {
        epoch,
        places: vec![(1, 1), (2, 1)],
        missing: missing.clone(),
    };
    let pulled = Pulled {
        epoch,
        from: 0,
        upto: last,
        last,
        items,
    };
    let told = HeadsTold {
        epoch,
        same: false,
        heads: heads.clone(),
        missing,
    };
    vec![
        frontier.to_bytes(),
        heads.to_bytes(),
        push.to_bytes(),
        pushed.to_bytes(),
        pulled.to_bytes(),
        office.heads_ask(office.id()).unwrap().to_bytes(),
        told.to_bytes(),
    ]
}

/// A chain, and the messages that say who a phone is.
fn joining(office: &Notebook) -> Vec<Vec<u8>> {
    let keys = SoftwareKey::new(&[21; 32]).unwrap();
    let key = keys.public_key();
    let chain = Chain::new(office.state().credentials_of(&key.writer()));
    let token = TokenAsk {
        nonce: [3; 32],
        key,
        signature: sign(&keys, TOKEN_DOMAIN, &[&[3; 32]]).unwrap(),
        chain: Some(chain.clone()),
    };
    let join = JoinAsk {
        campaign: *office.campaign(),
        code: [4; 16],
        key,
        recipient: [6; 32],
    };
    let joined = Joined {
        member: MemberId::parse("lea").unwrap(),
        role: Role::Leader,
        group: GroupId::parse("G01"),
        chain: chain.clone(),
    };
    vec![token.to_bytes(), join.to_bytes(), joined.to_bytes(), chain.to_bytes()]
}

fn read_corpus() -> Vec<Vec<u8>> {
    if std::env::var_os("CROSSCHECK_ADD_VECTORS").is_some() {
        for ((name, _), bytes) in READINGS.iter().zip(examples()) {
            let file = corpus().join(format!("{name}.bin"));
            if !file.exists() {
                std::fs::write(file, bytes).unwrap();
            }
        }
    }
    let file = |(name, _): &(&str, Reading)| std::fs::read(corpus().join(format!("{name}.bin"))).unwrap();
    READINGS.iter().map(file).collect()
}

/// Breaks bytes in one to four places; `other` is something else of the corpus.
fn break_up(bytes: &mut Vec<u8>, other: &[u8], luck: &mut ChaCha8Rng) {
    for _ in 0..luck.random_range(1..=4) {
        let at = luck.random_range(0..=bytes.len());
        let end = luck.random_range(at..=bytes.len());
        match luck.random_range(0..8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.extend_from_within(at..end),
            3 => {
                let from = luck.random_range(0..=other.len());
                bytes.splice(at..end, other[from..].iter().copied());
            }
            // The head of an item of CBOR that says it is longer, or deeper, than anything may be.
            4 => {
                let kind = luck.random_range(0..8_u8) << 5;
                let length = luck.random::<u64>() >> luck.random_range(0..64);
                bytes.splice(at..at, [kind | 0x1b].into_iter().chain(length.to_be_bytes()));
            }
            5 => drop(bytes.splice(at..at, vec![0x81; luck.random_range(1..2_000)])),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = if luck.random() {
                        luck.random()
                    } else {
                        *byte ^ (1 << luck.random_range(0..8))
                    };
                }
            }
        }
    }
}

/// One round: each thing of the corpus broken and read.
fn round(corpus: &[Vec<u8>], seed: u64) -> u64 {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut read_well = 0;
    for ((name, read), whole) in READINGS.iter().zip(corpus) {
        let mut bytes = whole.clone();
        break_up(&mut bytes, &corpus[luck.random_range(0..corpus.len())], &mut luck);
        if let Ok(written) = read(&bytes) {
            read_well += 1;
            assert_eq!(read(&written).unwrap(), written, "{name} writes what it cannot read");
        }
        // The same as a hub or a phone gets it from the network: packed, and the packing broken.
        let mut packed = wire::pack(whole).unwrap();
        break_up(&mut packed, whole, &mut luck);
        let _ = wire::unpack(&packed).and_then(|plain| read(&plain));
        let _ = Link::parse(&format!("crosscheck://join?{}", String::from_utf8_lossy(&bytes)));
    }
    read_well
}

/// The most memory this process ever held, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// The file that requests of the corpus are about: named by an op, and not there.
const FILE: &[u8] = b"generated bytes of a file";
/// How much of it the corpus brings.
const HALF: usize = 13;
/// Requests about it, as text: method and path, a line for each header, an empty line, the body.
const REQUESTS: [&str; 3] = ["blob-head", "blob-patch", "blob-get"];
/// What may stand where a number does.
const NUMBERS: [&str; 12] = [
    "0",
    "24",
    "26",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775808",
    "-1",
    "+7",
    "0x10",
    "1e3",
    "٣",
    "",
];

/// A clock on which nobody asks too often.
#[derive(Debug, Default)]
struct Running(AtomicI64);

impl Clock for Running {
    fn now(&self) -> Moment {
        Moment {
            wall: self.0.fetch_add(60_000, Ordering::SeqCst),
            monotonic: 0,
            boot: [9; 16],
        }
    }
}

/// A hub that lacks the file, the path of the file, and a token of ann's.
fn wanting(folder: &Path) -> (Arc<Hub>, String, String) {
    let hub = over(folder, Box::new(Running::default()));
    let mut ann = open(&folder.join("ann.db"), "ann", ANN, None);
    {
        let office = held(&hub.book);
        ann.take(&office.segments().unwrap(), &office.texts().unwrap()).unwrap();
    }
    let visit = party::visit(&mut ann);
    let blob = BlobRef {
        hash: BlobHash::of(FILE),
        length: FILE.len() as u64,
    };
    let photo = Entity::new("photo", "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    ann.save(&[Edit::new(&visit, photo, "original", Value::blob(&blob))])
        .unwrap();
    ann.seal().unwrap();
    let out = ann.outgoing(&hub.id(), 1 << 20, &BTreeSet::new()).unwrap();
    let items = out
        .push
        .items
        .iter()
        .map(|item| check(item, &hub.campaign, &Scope::everything()).unwrap());
    let items = items.collect();
    hub.storage.keep(&[Batch { by: [7; 16], items }]).unwrap();
    let (key, nonce) = (SoftwareKey::new(&[ANN; 32]).unwrap(), hub.question().unwrap());
    let ask = TokenAsk {
        nonce,
        key: key.public_key(),
        signature: sign(&key, TOKEN_DOMAIN, &[&hub.campaign.0, &hub.id().0, &nonce]).unwrap(),
        chain: None,
    };
    let token = hub.token(&ask).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let path = format!("/v1/streams/{visit}/blobs/{}", blob.hash);
    (hub, path, hex(&token))
}

/// Brings bytes of the file that belong at an offset.
fn patch(path: &str, offset: usize, bytes: &[u8]) -> String {
    let (me, length, bytes) = (hex(&[7; 16]), FILE.len(), String::from_utf8_lossy(bytes));
    format!("PATCH {path}?me={me}\nupload-offset: {offset}\nupload-length: {length}\n\n{bytes}")
}

/// The requests as they were committed.
fn requests(path: &str) -> Vec<Vec<u8>> {
    let made = [
        format!("HEAD {path}\n\n"),
        patch(path, 0, &FILE[..HALF]),
        format!("GET {path}\nrange: bytes=3-9\n\n"),
    ];
    let committed = REQUESTS.iter().zip(made).map(|(name, made)| {
        let file = corpus().join(format!("{name}.txt"));
        if std::env::var_os("CROSSCHECK_ADD_VECTORS").is_some() && !file.exists() {
            std::fs::write(&file, made).unwrap();
        }
        std::fs::read(file).unwrap()
    });
    committed.collect()
}

/// The request a text is, where HTTP itself takes it for one.
fn request_of(text: &[u8], token: &str) -> Option<Request<Body>> {
    let end = text.windows(2).position(|two| two == b"\n\n").unwrap_or(text.len());
    let (head, body) = (
        String::from_utf8_lossy(&text[..end]),
        &text[(end + 2).min(text.len())..],
    );
    let mut lines = head.lines();
    let (method, path) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(method).uri(path);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, value.trim_start());
    }
    let request = request.header("authorization", format!("Bearer {token}"));
    request.body(Body::from(body.to_vec())).ok()
}

/// Puts something else where a number stands.
fn other_number(bytes: &mut Vec<u8>, luck: &mut ChaCha8Rng) {
    let head = bytes.windows(2).position(|two| two == b"\n\n").unwrap_or(bytes.len());
    // Those of the headers, not of the path.
    let from = bytes[..head].iter().position(|byte| *byte == b'\n').unwrap_or(head);
    let digits: Vec<usize> = (from..head).filter(|at| bytes[*at].is_ascii_digit()).collect();
    if digits.is_empty() {
        return;
    }
    let begin = digits[luck.random_range(0..digits.len())];
    let end = (begin..head).find(|at| !bytes[*at].is_ascii_digit()).unwrap_or(head);
    let other = NUMBERS[luck.random_range(0..NUMBERS.len())];
    bytes.splice(begin..end, other.bytes());
}

/// Asks a hub one of the requests, broken; gives the status, none where HTTP takes it for no request.
fn asked(runtime: &Runtime, router: &Router, token: &str, (all, seed): (&[Vec<u8>], u64)) -> Option<u16> {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut text = all[luck.random_range(0..all.len())].clone();
    if luck.random_ratio(2, 3) {
        other_number(&mut text, &mut luck);
    }
    if luck.random_ratio(1, 2) {
        break_up(&mut text, &all[luck.random_range(0..all.len())], &mut luck);
    }
    let request = request_of(&text, token)?;
    let asked = format!("{} {}", request.method(), request.uri());
    runtime.block_on(async {
        let told = router.clone().oneshot(request).await.unwrap();
        let status = told.status().as_u16();
        let body = to_bytes(told.into_body(), 1 << 20).await.unwrap();
        // The file is short; a path that was broken into that of the pages is answered with one of them.
        let page = body.starts_with(b"<!doctype html>") && body.len() < 16_000;
        assert!(
            body.len() <= 1_000 || page,
            "{asked}: {} bytes of a file of {}",
            body.len(),
            FILE.len()
        );
        Some(status)
    })
}

/// A hub that is asked broken requests, first while it lacks the file, then once it has it.
struct Asked {
    hub: Arc<Hub>,
    all: Vec<Vec<u8>>,
    path: String,
    token: String,
    router: Router,
    runtime: Runtime,
    /// How often each status came; 0 where HTTP took it for no request.
    statuses: BTreeMap<u16, u32>,
}

impl Asked {
    fn new(folder: &Path) -> Self {
        let (hub, path, token) = wanting(folder);
        Self {
            all: requests(&path),
            router: router(hub.clone()),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            statuses: BTreeMap::new(),
            hub,
            path,
            token,
        }
    }

    fn rounds(&mut self, seeds: Range<u64>) {
        for seed in seeds {
            let one = AssertUnwindSafe(|| asked(&self.runtime, &self.router, &self.token, (&self.all, seed)));
            let status = std::panic::catch_unwind(one);
            let status = status.unwrap_or_else(|_| panic!("CROSSCHECK_SEED={seed} replays this request"));
            assert_ne!(status, Some(500), "CROSSCHECK_SEED={seed} replays this request");
            *self.statuses.entry(status.unwrap_or(0)).or_default() += 1;
        }
    }

    fn ask(&self, text: &[u8]) -> axum::http::Response<Body> {
        let request = request_of(text, &self.token).unwrap();
        let told = self.runtime.block_on(self.router.clone().oneshot(request));
        told.unwrap()
    }

    /// Brings the file as a phone does, whatever broken requests left behind: what is wrong is thrown away and begun anew.
    fn bring(&self) {
        let brought = (0..3).any(|_| {
            let told = self.ask(&self.all[0]);
            let offset = told.headers()["upload-offset"]
                .to_str()
                .unwrap()
                .parse::<usize>()
                .unwrap();
            self.ask(patch(&self.path, offset, &FILE[offset..]).as_bytes()).status() == 200
        });
        assert!(brought);
        assert_eq!(self.ask(&self.all[2]).status(), 206);
        assert_eq!(
            self.hub.vault.check(&BlobHash::of(FILE)).unwrap(),
            Some(FILE.len() as u64)
        );
    }
}

#[test]
fn broken_requests_about_a_file_are_answered_in_bounded_memory_and_make_no_other_file_of_it() {
    let name = "broken_requests_about_a_file_are_answered_in_bounded_memory_and_make_no_other_file_of_it";
    again(name, || {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = Asked::new(folder.path());
        let before = peak();
        if let Some(seed) = number("CROSSCHECK_SEED") {
            hub.rounds(seed..seed + 1);
            hub.bring();
            hub.rounds(seed..seed + 1);
            return;
        }
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let first = now.as_secs();
        hub.rounds(first..first + 2_000);
        hub.bring();
        hub.rounds(first..first + 2_000);
        hub.bring();
        let (statuses, grown) = (&hub.statuses, peak() - before);
        println!("from seed {first}, statuses and how often: {statuses:?}; {grown} MiB more");
        let all = [200, 206, 400, 404, 409, 422];
        assert!(all.iter().all(|status| statuses.contains_key(status)), "{statuses:?}");
        assert!(grown < 64, "{grown} MiB more");
    });
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

#[test]
fn the_corpus_reads_and_writes_itself() {
    for ((name, read), bytes) in READINGS.iter().zip(read_corpus()) {
        assert_eq!(read(&bytes).unwrap(), bytes, "{name}");
    }
}

#[test]
fn what_unpacks_to_more_than_a_message_is_refused() {
    let bomb = wire::pack(&vec![0; 256 << 20]).unwrap();
    assert!(bomb.len() < 64 << 10);
    assert!(wire::unpack(&bomb).is_err());
}

#[test]
fn broken_bytes_are_read_or_refused_in_bounded_memory() {
    // In a process of its own: what another test holds is not counted.
    again("broken_bytes_are_read_or_refused_in_bounded_memory", broken_bytes);
}

fn broken_bytes() {
    let corpus = read_corpus();
    if let Some(seed) = number("CROSSCHECK_SEED") {
        round(&corpus, seed);
        return;
    }
    let seconds = Duration::from_secs(number("CROSSCHECK_HOSTILE_SECONDS").unwrap_or(3));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let (first, begun) = (now.as_secs(), Instant::now());
    let (mut rounds, mut read_well) = (0, 0);
    let before = peak();
    while begun.elapsed() < seconds {
        let seed = first + rounds;
        let played = std::panic::catch_unwind(|| round(&corpus, seed));
        read_well += played.unwrap_or_else(|_| panic!("CROSSCHECK_SEED={seed} replays this round"));
        rounds += 1;
    }
    let grown = peak() - before;
    println!("{rounds} rounds from seed {first}, {read_well} broken things read well, {grown} MiB more");
    assert!(read_well > 0, "breaking is too rough to show anything");
    assert!(grown < 64, "{grown} MiB more");
}

//! Bytes that are broken on purpose: whatever a phone or a hub reads from outside either is read or is refused, in bounded
//! memory. Broken are the bytes of the committed corpus, by a seed a round; `CROSSCHECK_SEED=N` plays one round again.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use crosscheck_core::Error;
use crosscheck_core::bundle::Entry;
use crosscheck_core::change::{Chain, Frontier, HeadsMessage, KeyStore, Op, Segment, SoftwareKey, TextFrame, sign};
use crosscheck_core::ids::{GroupId, MemberId, StreamName, WriterId};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::sync::identity::Identity;
use crosscheck_core::sync::wire::{
    self, HeadsAsk, HeadsTold, Item, JoinAsk, Joined, Placed, Pulled, Push, Pushed, TOKEN_DOMAIN, Thing, TokenAsk,
};
use crosscheck_hub::serve::Link;
use crosscheck_tests::phone::{enrol_key, office};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Reads bytes and writes what was read.
type Reading = fn(&[u8]) -> Result<Vec<u8>, Error>;

/// Everything that is read from a network, a file or a scan, by the name of its file in the corpus.
const READINGS: [(&str, Reading); 16] = [
    ("op", |bytes| Ok(Op::read(bytes)?.as_bytes().to_vec())),
    ("segment", |bytes| {
        let segment = Segment::read_unverified(bytes)?;
        segment.ops()?;
        Ok(segment.as_bytes().to_vec())
    }),
    ("text", |bytes| Ok(TextFrame::read(bytes)?.to_bytes())),
    ("frontier", |bytes| Ok(Frontier::read(bytes)?.to_bytes())),
    ("heads", |bytes| Ok(HeadsMessage::read(bytes)?.to_bytes())),
    ("push", |bytes| Ok(Push::read(bytes)?.to_bytes())),
    ("pushed", |bytes| Ok(Pushed::read(bytes)?.to_bytes())),
    ("pulled", |bytes| Ok(Pulled::read(bytes)?.to_bytes())),
    ("heads-ask", |bytes| Ok(HeadsAsk::read(bytes)?.to_bytes())),
    ("heads-told", |bytes| Ok(HeadsTold::read(bytes)?.to_bytes())),
    ("token-ask", |bytes| Ok(TokenAsk::read(bytes)?.to_bytes())),
    ("join-ask", |bytes| Ok(JoinAsk::read(bytes)?.to_bytes())),
    ("joined", |bytes| Ok(Joined::read(bytes)?.to_bytes())),
    ("chain", |bytes| Ok(Chain::read(bytes)?.to_bytes())),
    ("bundle-entry", |bytes| Ok(Entry::read(bytes)?.to_bytes())),
    ("identity", |bytes| Ok(Identity::read(bytes)?.to_bytes())),
];

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

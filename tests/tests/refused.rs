//! Whoever may not is refused at once, the hub keeps nothing of it, and a line of its log says so without a word of what
//! was brought.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{Chain, Credential, Cut, KeyStore, SignedCredential, SoftwareKey};
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::{GroupId, MemberId};
use crosscheck_core::lead;
use crosscheck_core::model::Role;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::sync::wire::{Item, Push, Thing};
use crosscheck_hub::serve::Server;
use crosscheck_tests::asker::Asker;
use crosscheck_tests::hub::{ANN, DAN, LEA, address, anywhere, listen, plain};
use crosscheck_tests::party;
use crosscheck_tests::phone::{held, open};

/// What the process wrote into its log.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// How many lines say that a request was refused with a status.
fn lines(status: u16) -> usize {
    let log = String::from_utf8(LOG.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap();
    assert!(!log.contains("生成的文字"), "what somebody wrote stands in the log");
    let said = format!("status={status}");
    log.lines()
        .filter(|line| line.contains(&said) && line.contains("refused"))
        .count()
}

/// Asks something that is refused with a status: nothing is kept, and one line says so.
fn refused(server: &Server, status: u16, what: &str, ask: impl FnOnce() -> u16) {
    let (last, before) = (server.hub().storage.last().unwrap(), lines(status));
    assert_eq!(ask(), status, "{what}");
    assert_eq!(server.hub().storage.last().unwrap(), last, "{what}");
    assert_eq!(lines(status), before + 1, "{what}");
}

/// A credential as somebody without the right to it would write one.
fn forged(issuer: &SoftwareKey, secret: u8) -> Chain {
    let credential = Credential {
        campaign: crosscheck_tests::desk::campaign().0,
        member: MemberId::parse("eve").unwrap(),
        role: Role::Leader,
        group: GroupId::parse("G01"),
        key: SoftwareKey::new(&[secret; 32]).unwrap().public_key(),
        recipient: [secret; 32],
        enrol: 0,
        issuer: issuer.public_key().writer(),
        ordinal: 0,
    };
    Chain::new(vec![SignedCredential::sign(&credential, issuer).unwrap()])
}

/// Ann's notebook with a visit of her group.
fn ann(server: &Server, folder: &std::path::Path) -> Notebook {
    let mut book = open(&folder.join("ann.db"), "ann", ANN, None);
    let office = held(&server.hub().book);
    book.take(&office.segments().unwrap(), &office.texts().unwrap())
        .unwrap();
    drop(office);
    let visit = party::visit(&mut book);
    field::note(&mut book, &visit, NoteKind::Finding, &[Side::Fact("生成的文字".into())]).unwrap();
    book.seal().unwrap();
    book
}

#[test]
fn whoever_may_not_is_refused_at_once_and_noted_and_nothing_is_kept() {
    let lines_of = tracing_subscriber::fmt().with_ansi(false).with_writer(|| Log).finish();
    tracing::subscriber::set_global_default(lines_of).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let server = listen(plain(folder.path()), anywhere());
    let at = address(server.address());
    strangers(&server, &Asker::stranger(&at, 60), 60);
    let mut book = ann(&server, folder.path());
    let out = book
        .outgoing(&server.hub().id(), 1 << 20, &std::collections::BTreeSet::new())
        .unwrap()
        .push;
    others(&server, (&Asker::new(&at, DAN), &Asker::new(&at, ANN)), &out);
    let lea = Asker::new(&at, LEA);
    assert_eq!(lea.push(&out).status, 200);
    // An ending counts with the next request, whatever tokens there are.
    let ann = Asker::new(&at, ANN);
    let pull = format!(
        "/v1/pull?me={}&epoch={}&after=0&most=1000",
        hex(&[7; 16]),
        hex(&[0; 16])
    );
    assert_eq!(ann.ask("GET", &pull, &[], &[]).status, 200);
    let writer = *book.id();
    lead::end_writer(&mut held(&server.hub().book), &writer, &Cut::new(), "设备遗失").unwrap();
    server.hub().follow().unwrap();
    refused(&server, 403, "an ended phone reads", || {
        ann.ask("GET", &pull, &[], &[]).status
    });
    refused(&server, 403, "an ended phone brings", || ann.push(&out).status);
    refused(&server, 403, "an ended phone wants a token", || {
        ann.show(&ann.signed(ann.question(), None))
    });
    book.seal().unwrap();
    server.stop();
}

/// Who has no credential, another's, or a question that is not open.
fn strangers(server: &Server, eve: &Asker, secret: u8) {
    let own = SoftwareKey::new(&[secret; 32]).unwrap();
    let show = |chain| eve.show(&eve.signed(eve.question(), chain));
    refused(server, 403, "no chain", || show(None));
    refused(server, 403, "a chain she signed herself", || {
        show(Some(forged(&own, secret)))
    });
    let lea = SoftwareKey::new(&[LEA; 32]).unwrap();
    refused(server, 403, "a leader without the right", || {
        show(Some(forged(&lea, secret)))
    });
    let others = held(&server.hub().book)
        .state()
        .credentials_of(&lea.public_key().writer());
    refused(server, 403, "another's chain", || show(Some(Chain::new(others))));
    refused(server, 400, "no message", || {
        eve.post("/v1/token", b"not a message").status
    });
    refused(server, 400, "no query", || eve.post("/v1/push", b"").status);
    // A question is answered once, and only one that was asked, by the key that is named.
    let ann = Asker::stranger(&address(server.address()), ANN);
    let signed = ann.signed(ann.question(), None);
    assert_eq!(
        (ann.show(&signed), ann.show(&signed)),
        (200, 401),
        "the second is a replay"
    );
    assert_eq!(ann.show(&ann.signed([7; 32], None)), 401, "nobody asked this");
    let other = eve.signed(eve.question(), None);
    let stolen = crosscheck_core::sync::wire::TokenAsk {
        signature: other.signature,
        ..ann.signed(other.nonce, None)
    };
    assert_eq!(ann.show(&stolen), 401, "signed by another key");
    let token = Asker::stranger(&address(server.address()), ANN);
    let push = Push {
        campaign: token.campaign(),
        items: Vec::new(),
    };
    assert_eq!(token.push(&push).status, 401, "no token");
}

/// Who is of another group, and what is changed, of another campaign, or not where it says.
fn others(server: &Server, (dan, ann): (&Asker, &Asker), out: &Push) {
    refused(server, 422, "another group's stream", || dan.push(out).status);
    let elsewhere = |item: &Item| Item {
        stream: crosscheck_core::ids::StreamName::Campaign,
        ..item.clone()
    };
    let moved = Push {
        items: out.items.iter().map(elsewhere).collect(),
        ..out.clone()
    };
    refused(server, 422, "a segment under another stream", || {
        ann.push(&moved).status
    });
    let mut changed = out.clone();
    let Thing::Segment(bytes) = &mut changed.items[0].thing else {
        panic!("segments come first");
    };
    let at = bytes.len() - 5;
    bytes[at] ^= 1;
    refused(server, 422, "a forged signature", || ann.push(&changed).status);
    let other = Push {
        campaign: crosscheck_core::ids::CampaignId([9; 32]),
        ..out.clone()
    };
    refused(server, 400, "another campaign", || ann.push(&other).status);
    let long = vec![7; (4 << 20) + 1];
    let path = format!("/v1/push?me={}", hex(&[7; 16]));
    refused(server, 413, "too long", || ann.post(&path, &long).status);
}

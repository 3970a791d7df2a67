//! A day of one inspector over links as they are in townships: slow, far, and breaking off. Everything arrives, and little
//! is sent twice.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;

use crosscheck_core::change::{Entity, KeyStore, SoftwareKey, Value};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::StreamName;
use crosscheck_core::model::Role;
use crosscheck_core::notebook::Edit;
use crosscheck_core::transport::{Address, Patience};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, Server, own_tls};
use crosscheck_tests::network::{Faults, Profile, Proxy, Traffic};
use crosscheck_tests::party;
use crosscheck_tests::phone::{PATIENCE, Phone, enrol_key, held, office, open};

/// Ops of a day, a fifth of them with a typed text.
const DAY: u32 = 2_500;
/// The most bytes a day may cost on the wire where nothing breaks off.
const AIM: u64 = 120 * 1024;

fn identity() -> SoftwareKey {
    SoftwareKey::new(&[90; 32]).unwrap()
}

fn serve(folder: &Path) -> Server {
    let mut book = office(&folder.join("office.db"));
    enrol_key(&mut book, "lea", Role::Leader, "G01", 21);
    let storage = Storage::open(&folder.join("hub.db"), None).unwrap();
    let hub = Hub::start(storage, book, identity(), Box::new(SystemClock::new([9; 16]))).unwrap();
    Server::start(hub, "127.0.0.1:0".parse().unwrap(), Some(own_tls(&identity()).unwrap())).unwrap()
}

/// Writes a day: answers one after the other over a few visits, some with a note of some twenty characters.
fn write_day(phone: &Phone, visit: &StreamName) {
    let mut book = phone.book();
    let mut edits = Vec::new();
    for number in 0..DAY {
        let entity = Entity::new("answer", &format!("1/S0-{:02}{:04}", number % 68, number / 68));
        edits.push(if number % 5 == 0 {
            let text = book
                .typed(&format!("台账第 {number} 页缺少签字，已当场说明，生成的文字"))
                .unwrap();
            Edit::typed(visit, entity, "note.lea", text)
        } else {
            Edit::new(visit, entity, "value", Value::int(i64::from(number % 7)))
        });
    }
    book.save(&edits).unwrap();
}

/// One day over a link of this profile; what it cost.
fn carry(profile: Profile, seed: u64) -> Traffic {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path());
    let proxy = Proxy::start(server.address(), Profile::good(), seed);
    let address = Address {
        url: format!("https://{}", proxy.address()),
        identity: identity().public_key().writer(),
    };
    let mut lea = Phone::new(open(&folder.path().join("lea.db"), "lea", 21, None));
    // A slow link is borne with as the product does; one that hangs only so long that the test goes on.
    let hangs = profile.faults.stall_every.is_some();
    let patience = if hangs { PATIENCE } else { Patience::default() };
    lea.connect_with(&address, patience);
    lea.settle();
    let visit = party::visit(&mut lea.book());
    lea.settle();
    let before = proxy.traffic();
    write_day(&lea, &visit);
    // What breaks is drawn as a connection begins, so the day begins with a new one.
    lea.disconnect();
    proxy.set_profile(profile);
    lea.connect_with(&address, patience);
    lea.settle();
    assert!(
        lea.book()
            .outgoing(&address.identity, 1, &std::collections::BTreeSet::new())
            .unwrap()
            .keys
            .is_empty()
    );
    server.hub().follow().unwrap();
    assert_eq!(held(&server.hub().book).digest(), lea.book().digest());
    let after = proxy.traffic();
    lea.disconnect();
    server.stop();
    Traffic {
        up: after.up - before.up,
        down: after.down - before.down,
        ..after
    }
}

#[test]
fn a_day_costs_little_on_a_good_link() {
    let cost = carry(Profile::good(), 1);
    println!("a day of {DAY} ops: {} bytes up, {} down", cost.up, cost.down);
    assert!(cost.up + cost.down <= AIM, "{cost:?}");
}

#[test]
fn a_day_arrives_over_every_slow_link_and_little_is_sent_twice() {
    let alone = carry(Profile::good(), 2).up;
    let links = [
        ("20 kbit/s", Profile::gprs()),
        ("100 kbit/s", Profile::edge()),
        ("384 kbit/s", Profile::umts()),
    ];
    std::thread::scope(|scope| {
        let carried = links.map(|(name, profile)| scope.spawn(move || (name, carry(profile, 3))));
        for carried in carried {
            let (name, cost) = carried.join().unwrap();
            println!("{name}: {} bytes up, {} down; alone {alone}", cost.up, cost.down);
            assert!(cost.up * 2 <= alone * 3, "{name}: {} against {alone}", cost.up);
        }
    });
}

/// A link whose connections seldom live long enough for a whole day.
fn breaking() -> Profile {
    let faults = Faults {
        reset_every: Some(4_000..60_000),
        stall_every: Some(4_000..90_000),
        ..Faults::default()
    };
    Profile {
        faults,
        ..Profile::one_mbit()
    }
}

#[test]
fn a_day_arrives_over_a_link_that_breaks_off_and_hangs() {
    let alone = carry(Profile::good(), 3).up;
    let mut struck = 0;
    for seed in [4, 5, 6] {
        let cost = carry(breaking(), seed);
        println!("seed {seed}: {cost:?}");
        struck += cost.resets + cost.stalls;
        assert!(cost.up * 2 <= alone * 3, "seed {seed}: {} against {alone}", cost.up);
    }
    assert!(struck > 0, "nothing broke, so nothing was shown");
}

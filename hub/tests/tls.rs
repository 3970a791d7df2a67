//! Phones and hubs that show an office's own certificate, as processes: which are taken, which are refused at the start,
//! what a renewed one costs, and what somebody who stands in between gets to hear.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod between;
mod serving;

use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::{Arc, Mutex};

use between::{Between, Shown};
use crosscheck_core::change::{Entity, SoftwareKey, Value};
use crosscheck_core::ids::{GroupId, StreamName, unhex};
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::store::Store;
use crosscheck_core::transport::{Patience, Transport};
use crosscheck_hub::serve::Link;
use crosscheck_hub::serve::join::{open_book, take_up};
use crosscheck_tests::phone::{MOST, held};
use crosscheck_tests::{fixtures, run};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519};
use rustls::pki_types::PrivatePkcs8KeyDer;
use serving::{Served, campaign, crosscheck, dump, free_port, said};

fn put(at: &Path, shown: &Shown) {
    std::fs::write(at.join("cert.pem"), &shown.chain).unwrap();
    std::fs::write(at.join("key.pem"), &shown.key).unwrap();
}

fn rsa() -> Shown {
    let key = std::fs::read_to_string(fixtures().join("tls/rsa.key.pem")).unwrap();
    Shown::with(&KeyPair::from_pem(&key).unwrap())
}

/// Serves the campaign with TLS as it says.
fn serve(at: &Path, port: u16, tls: &[&str]) -> Served {
    let listen = format!("127.0.0.1:{port}");
    let mut serve = crosscheck(at);
    serve.args(["serve", "--dir", "camp", "--listen", &listen]).args(tls);
    Served::begin(serve.stderr(Stdio::null()), &listen)
}

const OWN: [&str; 2] = ["--tls", "cert.pem,key.pem"];

fn invite(at: &Path, role: &str) -> String {
    let invited = said(&run(
        crosscheck(at).args(["invite", "--dir", "camp", "--group", "G01", "--role", role])
    ));
    let link = invited.lines().find(|line| line.starts_with("crosscheck://"));
    link.unwrap().to_owned()
}

fn sync(at: &Path, more: &[&str]) -> Output {
    crosscheck(at)
        .args(["sync", "--dir", "laptop"])
        .args(more)
        .output()
        .unwrap()
}

fn note(book: &mut Notebook, number: u32) {
    let entity = Entity::new("trip", &format!("T{number}"));
    let group = StreamName::Group(GroupId::parse("G01").unwrap());
    let text = book.typed(&format!("生成的工作安排 {number}")).unwrap();
    let value = Value::list(&[Value::int(i64::from(number)), text.value()]);
    book.save(&[Edit::new(&group, entity, "plan", value).with(text)])
        .unwrap();
}

#[test]
fn a_certificate_of_any_usual_kind_is_taken_and_its_dates_are_not_asked() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let kinds = [
        Shown::of(&PKCS_ECDSA_P256_SHA256),
        Shown::of(&PKCS_ECDSA_P384_SHA384),
        Shown::of(&PKCS_ED25519),
        Shown::below_two_authorities(),
        rsa(),
    ];
    for (number, shown) in kinds.iter().enumerate() {
        put(at, shown);
        let served = serve(at, port, &OWN);
        if number == 0 {
            let link = invite(at, "leader");
            run(crosscheck(at).args(["join", &link, "--dir", "laptop"]));
        }
        let synced = sync(at, &[]);
        assert!(synced.status.success(), "kind {number}: {}", said(&synced));
        drop(served);
        assert_eq!(
            dump(&synced),
            dump(&run(crosscheck(at).args(["status", "--dir", "camp"])))
        );
    }
}

#[test]
fn a_certificate_that_is_renewed_in_the_middle_of_a_trip_costs_nothing_and_asks_nobody() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    // It begins with the hub's own, becomes the office's, is renewed with another key, and with another kind of one.
    let mut served = Served::start(at, "camp", port);
    let link = Link::parse(&invite(at, "leader")).unwrap();
    let newcomer = take_up(&link, [7; 32], [8; 32]).unwrap();
    let store = Store::open(&at.join("phone.db"), None).unwrap();
    let book = Arc::new(Mutex::new(open_book(store, &link, &newcomer).unwrap()));
    let transport = Transport::start(book.clone(), &link.address, None, Patience::default()).unwrap();
    assert!(transport.settle(MOST), "{:?}", transport.standing());
    let renewed = [
        Shown::of(&PKCS_ECDSA_P256_SHA256),
        Shown::of(&PKCS_ECDSA_P256_SHA256),
        rsa(),
    ];
    for (number, shown) in (0..).zip(&renewed) {
        for some in 0..50 {
            note(&mut held(&book), number * 100 + some);
        }
        transport.changed();
        drop(served);
        put(at, shown);
        served = serve(at, port, &OWN);
        assert!(transport.settle(MOST), "{:?}", transport.standing());
        assert!(held(&book).is_all_on_server().unwrap());
    }
    drop(served);
    let status = dump(&run(crosscheck(at).args(["log", "verify", "--dir", "camp"])));
    assert!(status.contains(&held(&book).digest()), "{status}");
}

/// The identity key of the campaign's hub.
fn identity(at: &Path) -> KeyPair {
    let secret = std::fs::read_to_string(at.join("camp/hub.key")).unwrap();
    let secret = unhex(secret.trim()).unwrap().try_into().unwrap();
    let key = SoftwareKey::new(&secret).unwrap().to_pkcs8().unwrap();
    let key = PrivatePkcs8KeyDer::from(key.to_vec());
    KeyPair::from_pkcs8_der_and_sign_algo(&key, &PKCS_ECDSA_P256_SHA256).unwrap()
}

#[test]
fn a_certificate_that_only_quotes_the_identitys_key_is_refused() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let _served = Served::start(at, "camp", port);
    let mut link = Link::parse(&invite(at, "leader")).unwrap();
    let stranger = Between::start(&Shown::that_quotes(&identity(at)), port, true);
    link.address.url = stranger.url();
    let joined = take_up(&link, [7; 32], [8; 32]).unwrap_err();
    assert_eq!(joined.problems[0].what.code(), "sync-line-stranger");
    let heard = stranger.requests();
    assert!(
        !heard.is_empty() && heard.iter().all(between::Request::only_asks_who),
        "{heard:?}"
    );
    // With that key itself it is the hub's, and the same one in between is believed.
    let hub = Between::start(&Shown::with(&identity(at)), port, true);
    link.address.url = hub.url();
    take_up(&link, [7; 32], [8; 32]).unwrap();
}

#[test]
fn whoever_stands_in_between_with_another_certificate_is_refused_and_hears_neither_token_nor_record() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    put(at, &Shown::of(&PKCS_ECDSA_P256_SHA256));
    let _served = serve(at, port, &OWN);
    let link = Link::parse(&invite(at, "leader")).unwrap();
    let newcomer = take_up(&link, [7; 32], [8; 32]).unwrap();
    let store = Store::open(&at.join("phone.db"), None).unwrap();
    let book = Arc::new(Mutex::new(open_book(store, &link, &newcomer).unwrap()));
    note(&mut held(&book), 1);
    // He passes on everything, the hub's own word for its own certificate too.
    let stranger = Between::start(&Shown::of(&PKCS_ECDSA_P256_SHA256), port, true);
    let mut moved = link.address.clone();
    moved.url = stranger.url();
    let transport = Transport::start(book.clone(), &moved, None, Patience::default()).unwrap();
    let refused =
        |line: Option<&crosscheck_core::Sentence>| line.is_some_and(|line| line.code() == "sync-line-stranger");
    assert!(transport.wait(MOST, |standing| refused(standing.line.as_ref())));
    assert_eq!(transport.standing().answered, 0);
    drop(transport);
    let mut again = Link::parse(&invite(at, "member")).unwrap();
    again.address.url = stranger.url();
    let joined = take_up(&again, [9; 32], [8; 32]).unwrap_err();
    assert_eq!(joined.problems[0].what.code(), "sync-line-stranger");
    let own = Link::parse(&invite(at, "member")).unwrap();
    run(crosscheck(at).args(["join", &own.to_text(), "--dir", "laptop"]));
    let synced = sync(at, &["--with", &stranger.url()]);
    assert!(
        !synced.status.success() && said(&synced).contains("somebody stands in between"),
        "{}",
        said(&synced)
    );
    let heard = stranger.requests();
    assert!(heard.len() >= 3, "{heard:?}");
    assert!(heard.iter().all(between::Request::only_asks_who), "{heard:?}");
}

#[test]
fn a_proxy_that_shows_the_offices_certificate_works_once_the_hub_was_told_of_it() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let shown = Shown::below_two_authorities();
    put(at, &shown);
    let proxy = Between::start(&shown, port, false);
    let address = ["--address", &proxy.url()];
    let served = serve(at, port, &["--tls", "cert.pem,off", address[0], address[1]]);
    let link = invite(at, "leader");
    assert!(link.contains(&proxy.url()), "{link}");
    run(crosscheck(at).args(["join", &link, "--dir", "laptop"]));
    assert!(sync(at, &[]).status.success());
    // Here a token goes by: that the stranger above heard none is no accident.
    let heard = proxy.requests();
    assert!(
        heard
            .iter()
            .any(|request| request.headers.contains("authorization: bearer "))
    );
    drop(served);
    let _served = serve(at, port, &["--tls", "off", address[0], address[1]]);
    for with in [&[][..], &["--with", &proxy.url()]] {
        let refused = sync(at, with);
        let told: String = said(&refused).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            !refused.status.success() && told.contains("stands in between"),
            "{told}"
        );
    }
    // On the machine itself there is nobody in between.
    let here = sync(at, &["--with", &format!("http://127.0.0.1:{port}")]);
    assert!(here.status.success(), "{}", said(&here));
}

#[test]
fn files_that_cannot_be_used_are_told_at_the_start_with_what_is_wrong_where() {
    let folder = campaign();
    let at = folder.path();
    let (shown, other) = (Shown::below_two_authorities(), Shown::of(&PKCS_ECDSA_P256_SHA256));
    put(at, &shown);
    let (leaf, above) = shown
        .chain
        .split_at(shown.chain.find("END CERTIFICATE-----").unwrap() + 20);
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).unwrap();
    write("other.pem", &other.key);
    write("turned.pem", &format!("{}\n{leaf}\n", above.trim()));
    write("cut.pem", &shown.chain[..300]);
    write("words.txt", "certificate\n");
    write(
        "sealed.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    write(
        "small.pem",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    );
    write(
        "empty.pem",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    );
    for (setting, place, what) in [
        ("cert.pem", "", "with a comma"),
        ("yes", "", "with a comma"),
        ("none.pem,key.pem", "none.pem", "cannot be found"),
        ("cert.pem,none.pem", "none.pem", "cannot be found"),
        ("key.pem,cert.pem", "key.pem", "the other of the two"),
        ("cert.pem,cert.pem", "cert.pem", "the other of the two"),
        ("words.txt,key.pem", "words.txt", "PEM"),
        ("cert.pem,words.txt", "words.txt", "PEM"),
        ("cut.pem,key.pem", "cut.pem", "cut off"),
        ("cert.pem,sealed.pem", "sealed.pem", "passphrase"),
        ("cert.pem,small.pem", "small.pem", "cannot be used"),
        ("empty.pem,key.pem", "empty.pem", "first certificate"),
        (
            "cert.pem,other.pem",
            "other.pem",
            "not that of the first certificate in cert.pem",
        ),
        (
            "turned.pem,key.pem",
            "key.pem",
            "not that of the first certificate in turned.pem",
        ),
        ("cert.pem,off", "", "--address"),
    ] {
        let mut serve = crosscheck(at);
        serve.args(["serve", "--dir", "camp", "--listen", "127.0.0.1:0", "--tls", setting]);
        let output = serve.output().unwrap();
        let told: String = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{setting}: {told}");
        assert!(told.contains(place) && told.contains(what), "{setting}: {told}");
        assert!(!told.contains("serves at"), "{setting}: {told}");
    }
}

//! A hub that carries one group: what it refuses, with which code, and what a phone makes of it that does not know yet.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use crosscheck_core::change::{Entity, HubCertificate, KeyStore, SoftwareKey, Value};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{BlobHash, GroupId, StreamName};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Copies, Edit, Notebook};
use crosscheck_core::sync::{Ask, Event, Failure, Lane, Told};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, Scope};
use crosscheck_tests::courier::Asking;
use crosscheck_tests::party;
use crosscheck_tests::phone::{enrol_key, office, open};
use tower::ServiceExt;

const PUSH: Ask = Ask::Push { most: 1 << 20 };
const PULL: Ask = Ask::Pull { most: 1 << 20, wait: 0 };

/// A hub certified for G01, and dan of G02, who has not read of it.
fn hub_and_dan(folder: &Path) -> (Arc<Hub>, Notebook) {
    let mut book = office(&folder.join("office.db"));
    enrol_key(&mut book, "dan", Role::Member, "G02", 24);
    book.seal().unwrap();
    let mut dan = open(&folder.join("dan.db"), "dan", 24, None);
    dan.take(&book.segments().unwrap(), &book.texts().unwrap()).unwrap();
    let identity = SoftwareKey::new(&[90; 32]).unwrap();
    let certificate = HubCertificate {
        identity: identity.public_key(),
        groups: vec![GroupId::parse("G01").unwrap()],
        office: false,
    };
    let entity = Entity::new("hub", &certificate.identity.writer().to_string());
    let said = Edit::new(&StreamName::Campaign, entity, "certified", certificate.to_value());
    book.save(&[said]).unwrap();
    let storage = Storage::open(&folder.join("hub.db"), None).unwrap();
    let hub = Hub::start(storage, book, identity, Box::new(SystemClock::new([9; 16]))).unwrap();
    (hub, dan)
}

#[tokio::test]
async fn what_a_hub_does_not_carry_is_refused_with_a_code_of_its_own_and_stays_on_the_phone() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    let (hub, mut dan) = std::thread::spawn(move || hub_and_dan(&at)).join().unwrap();
    let visit = party::visit(&mut dan);
    let answer = Edit::new(&visit, Entity::new("answer", "1/S0-12"), "value", Value::int(5));
    let op = dan.save(&[answer]).unwrap()[0];
    dan.seal().unwrap();
    let mut dan = Asking::new(&hub, dan);
    for ask in [Ask::Challenge, Ask::Token] {
        assert!(matches!(dan.ask(ask).await, (Event::Told(_), None)));
    }
    let refused = (Event::Failed(Lane::Up, Failure::Item), Some("sync-line-elsewhere"));
    assert_eq!(dan.ask(PUSH).await, refused);
    let asked = hub.scope(dan.book.id()).unwrap();
    assert!(!asked.reads(&visit), "{asked:?}");
    // The campaign's own stream tells why, and from then on nothing of the kind is offered.
    assert!(matches!(dan.ask(PULL).await, (Event::Told(Told::Pulled { .. }), None)));
    let nothing = Event::Told(Told::Pushed { bytes: 0, more: false });
    assert_eq!(dan.ask(PUSH).await, (nothing, None));
    let (heads, line) = dan.ask(Ask::Heads).await;
    assert!(
        matches!(
            heads,
            Event::Told(Told::Heads {
                lacking: 0,
                lags: false,
                ..
            })
        ),
        "{heads:?}"
    );
    assert_eq!(line, Some("sync-line-elsewhere"));
    assert_eq!(dan.book.copies(&op).unwrap(), Copies::Here);
    let epoch = hub.storage.epochs().unwrap()[0].1;
    let all = hub
        .storage
        .pull(&Scope::everything(), None, (&epoch, 0), usize::MAX)
        .unwrap();
    assert!(all.items.iter().all(|placed| placed.item.stream.group().is_none()));
}

#[tokio::test]
async fn a_file_of_a_stream_the_hub_does_not_carry_is_refused_alike() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    let (hub, dan) = std::thread::spawn(move || hub_and_dan(&at)).join().unwrap();
    let mut dan = Asking::new(&hub, dan);
    for ask in [Ask::Challenge, Ask::Token] {
        dan.ask(ask).await;
    }
    let request = dan.courier.request(Ask::Heads, &dan.book).unwrap().unwrap();
    let path = format!("/v1/streams/g.G02/blobs/{}", BlobHash::of(b"picture"));
    for method in ["HEAD", "GET"] {
        let asked = axum::http::Request::builder().method(method).uri(&path);
        let asked = asked.header("authorization", format!("Bearer {}", request.token.clone().unwrap()));
        let told = dan
            .router
            .clone()
            .oneshot(asked.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(told.status().as_u16(), 421, "{method}");
    }
}

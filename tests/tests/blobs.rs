//! Files between phones and a hub: they arrive whole or go on where they were broken off, and only where they may.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Response, StatusCode};
use crosscheck_core::bundle::{self, Choice};
use crosscheck_core::canonical::hex;
use crosscheck_core::change::{BlobRef, Entity, KeyStore, SoftwareKey, Value};
use crosscheck_core::ids::{BlobHash, GroupId, StreamName};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Class, Copies, Edit, Notebook, Seen};
use crosscheck_core::sync::wire::{self, TOKEN_DOMAIN, TokenAsk};
use crosscheck_core::transport::Address;
use crosscheck_core::{ErrorKind, lead, view};
use crosscheck_hub::serve::{Hub, Server, router};
use crosscheck_tests::hub::{address, anywhere, identity, listen, phone, plain};
use crosscheck_tests::party;
use crosscheck_tests::phone::{Phone, enrol_key, held, office, open};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tower::ServiceExt;

const PHOTO: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

fn serve(folder: &Path) -> (Server, Address) {
    let server = listen(plain(folder), anywhere());
    let address = address(server.address());
    (server, address)
}

/// Bytes that no compressor makes smaller.
fn picture(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    next.flatten().take(length).collect()
}

/// Says of a photo of the visit which file is what, and whether it shows no face.
fn say(book: &mut Notebook, visit: &StreamName, field: &str, bytes: &[u8], faceless: bool) -> BlobRef {
    let blob = book.vault().keep(bytes).unwrap();
    let photo = Entity::new("photo", PHOTO);
    let mut edits = vec![Edit::new(visit, photo.clone(), field, Value::blob(&blob))];
    if faceless {
        edits.push(Edit::new(visit, photo, "faceless", Value::bool(true)));
    }
    book.save(&edits).unwrap();
    blob
}

#[test]
fn a_photo_arrives_whole_and_is_fetched_by_those_who_want_it() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = serve(folder.path());
    let (mut ann, mut lea) = (phone(folder.path(), "ann", 22), phone(folder.path(), "lea", 21));
    ann.connect(&address);
    ann.settle();
    let visit = party::visit(&mut ann.book());
    let original = say(&mut ann.book(), &visit, "original", &picture(3_000_000), true);
    let thumb = say(&mut ann.book(), &visit, "thumb", &picture(12_000), true);
    assert_eq!(ann.book().blob_copies(&visit, &original.hash).unwrap(), Copies::Here);
    ann.settle();
    let hub = server.hub();
    for blob in [original, thumb] {
        assert_eq!(hub.vault.check(&blob.hash).unwrap(), Some(blob.length));
        assert_eq!(ann.book().blob_copies(&visit, &blob.hash).unwrap(), Copies::Laptop);
    }
    // A leader's phone takes what is small; the original when somebody asks for it.
    lea.connect(&address);
    lea.settle();
    assert!(lea.book().vault().holds(&thumb.hash));
    assert!(!lea.book().vault().holds(&original.hash));
    lea.book().fetch_up_to(Class::Original);
    lea.settle();
    assert_eq!(lea.book().vault().check(&original.hash).unwrap(), Some(original.length));
    // Over a link that costs money originals wait.
    ann.transport().originals(false);
    ann.settle();
    let second = say(&mut ann.book(), &visit, "original", &picture(200_000), false);
    ann.settle();
    assert_eq!(ann.book().blob_copies(&visit, &second.hash).unwrap(), Copies::Here);
    ann.transport().originals(true);
    ann.settle();
    assert_eq!(ann.book().blob_copies(&visit, &second.hash).unwrap(), Copies::Laptop);
    server.stop();
}

#[test]
fn an_original_that_is_asked_for_goes_over_any_link_and_comes_to_the_leader() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = serve(folder.path());
    let (mut ann, mut lea) = (phone(folder.path(), "ann", 22), phone(folder.path(), "lea", 21));
    for phone in [&mut ann, &mut lea] {
        phone.connect(&address);
        phone.settle();
        phone.transport().originals(false);
    }
    let visit = party::visit(&mut ann.book());
    let asked = say(&mut ann.book(), &visit, "original", &picture(300_000), true);
    for phone in [&ann, &lea] {
        phone.settle();
    }
    assert_eq!(ann.book().blob_copies(&visit, &asked.hash).unwrap(), Copies::Here);
    let photo = Entity::new("photo", PHOTO);
    let refused = lead::ask_original(&mut ann.book(), &visit, &photo, true, &Seen::default());
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Refused);
    let screen = view::photo(&lea.book(), &visit, &photo).unwrap().unwrap();
    let seen = screen.ask.filter(|ask| !ask.on).unwrap().seen;
    lead::ask_original(&mut lea.book(), &visit, &photo, true, &seen).unwrap();
    assert!(view::photo(&lea.book(), &visit, &photo).unwrap().unwrap().asked);
    // The wish goes up, comes down at the other phone, and the photo goes the same way back.
    for phone in [&lea, &ann, &lea] {
        phone.settle();
    }
    assert_eq!(lea.book().vault().check(&asked.hash).unwrap(), Some(asked.length));
    // It is told of as long as it is on its way.
    let asked_at = |phone: &Phone| view::photo(&phone.book(), &visit, &photo).unwrap().unwrap().asked;
    assert!(!asked_at(&ann) && !asked_at(&lea));
    // Another one, which nobody asked for, waits as before.
    let other = Entity::new("photo", "00000000000000000000000000000001");
    let blob = ann.book().vault().keep(&picture(200_000)).unwrap();
    let original = Edit::new(&visit, other.clone(), "original", Value::blob(&blob));
    let faceless = Edit::new(&visit, other, "faceless", Value::bool(true));
    ann.book().save(&[original, faceless]).unwrap();
    ann.settle();
    assert_eq!(ann.book().blob_copies(&visit, &blob.hash).unwrap(), Copies::Here);
    server.stop();
}

#[test]
fn a_photo_of_a_school_stays_until_somebody_says_that_it_shows_no_face() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = serve(folder.path());
    let mut ann = phone(folder.path(), "ann", 22);
    ann.connect(&address);
    ann.settle();
    let visit = party::visit(&mut ann.book());
    let photo = say(&mut ann.book(), &visit, "original", &picture(50_000), false);
    ann.settle();
    assert!(!server.hub().vault.holds(&photo.hash));
    assert_eq!(ann.book().withheld_count().unwrap(), 1);
    say(&mut ann.book(), &visit, "original", &picture(50_000), true);
    ann.settle();
    assert!(server.hub().vault.holds(&photo.hash));
    assert_eq!(ann.book().withheld_count().unwrap(), 0);
    server.stop();
}

#[test]
fn a_redacted_photo_is_nowhere_afterwards_and_never_taken_again() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = serve(folder.path());
    let (mut ann, mut lea) = (phone(folder.path(), "ann", 22), phone(folder.path(), "lea", 21));
    lea.book().fetch_up_to(Class::Original);
    ann.connect(&address);
    ann.settle();
    let visit = party::visit(&mut ann.book());
    let photo = say(&mut ann.book(), &visit, "original", &picture(90_000), true);
    ann.settle();
    lea.connect(&address);
    lea.settle();
    assert!(lea.book().vault().holds(&photo.hash) && server.hub().vault.holds(&photo.hash));
    lea.book().redact_blob(&visit, &photo.hash).unwrap();
    lea.settle();
    server.hub().follow().unwrap();
    ann.settle();
    ann.settle();
    assert!(!lea.book().vault().holds(&photo.hash));
    assert!(!server.hub().vault.holds(&photo.hash));
    assert!(!ann.book().vault().holds(&photo.hash));
    // Somebody who has the bytes all the same brings them nowhere.
    ann.book().vault().keep(&picture(90_000)).unwrap();
    ann.settle();
    assert!(!server.hub().vault.holds(&photo.hash));
    server.stop();
}

/// One who asks the routes directly.
struct Asker {
    router: Router,
    token: String,
}

impl Asker {
    fn new(hub: &Arc<Hub>, secret: u8) -> Self {
        let (key, nonce) = (SoftwareKey::new(&[secret; 32]).unwrap(), hub.question().unwrap());
        let parts: [&[u8]; 3] = [&hub.campaign.0, &hub.id().0, &nonce];
        let ask = TokenAsk {
            nonce,
            key: key.public_key(),
            signature: crosscheck_core::change::sign(&key, TOKEN_DOMAIN, &parts).unwrap(),
            chain: None,
        };
        let token = hub.token(&ask).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        Self {
            router: router(hub.clone()),
            token: hex(&token),
        }
    }

    async fn ask(&self, method: &str, path: &str, headers: &[(&str, String)], body: &[u8]) -> Response<Body> {
        let mut asked = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            asked = asked.header(*name, value);
        }
        let asked = asked.body(Body::from(body.to_vec())).unwrap();
        self.router.clone().oneshot(asked).await.unwrap()
    }

    async fn patch(&self, path: &str, offset: u64, length: u64, body: &[u8]) -> Response<Body> {
        let headers = [
            ("upload-offset", offset.to_string()),
            ("upload-length", length.to_string()),
        ];
        let path = format!("{path}?me={}", hex(&[7; 16]));
        self.ask("PATCH", &path, &headers, body).await
    }
}

fn offset(response: &Response<Body>) -> Option<u64> {
    response.headers().get("upload-offset")?.to_str().ok()?.parse().ok()
}

/// A hub that knows of one photo of ann's and lacks its bytes.
fn wanting(folder: &Path, bytes: &[u8]) -> (Arc<Hub>, StreamName, BlobRef) {
    let hub = plain(folder);
    let mut ann = open(&folder.join("ann.db"), "ann", 22, None);
    {
        let office = held(&hub.book);
        ann.take(&office.segments().unwrap(), &office.texts().unwrap()).unwrap();
    }
    let visit = party::visit(&mut ann);
    let blob = say(&mut ann, &visit, "original", bytes, true);
    ann.seal().unwrap();
    let none = BTreeSet::new();
    let out = ann.outgoing(&hub.id(), 1 << 20, &none).unwrap();
    let asker = Asker::new(&hub, 22);
    let body = wire::pack(&out.push.to_bytes()).unwrap();
    let path = format!("/v1/push?me={}", hex(&[7; 16]));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let told = runtime.block_on(asker.ask("POST", &path, &[], &body));
    assert_eq!(told.status(), StatusCode::OK);
    (hub, visit, blob)
}

fn path_of(visit: &StreamName, blob: &BlobHash) -> String {
    format!("/v1/streams/{visit}/blobs/{blob}")
}

#[tokio::test]
async fn a_file_goes_on_where_it_was_broken_off_even_by_another_hub_process() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = picture(150_000);
    let at = folder.path().to_owned();
    let copy = bytes.clone();
    let (hub, visit, blob) = std::thread::spawn(move || wanting(&at, &copy)).join().unwrap();
    let (ann, path) = (Asker::new(&hub, 22), path_of(&visit, &blob.hash));
    assert_eq!(offset(&ann.ask("HEAD", &path, &[], &[]).await), Some(0));
    let told = ann.patch(&path, 0, blob.length, &bytes[..100_000]).await;
    assert_eq!((told.status(), offset(&told)), (StatusCode::OK, Some(100_000)));
    // Whoever is behind, or ahead, is told where the file ends and takes nothing.
    for wrong in [0, 99_999, 100_001, 149_999] {
        let told = ann.patch(&path, wrong, blob.length, &bytes[..1]).await;
        assert_eq!((told.status(), offset(&told)), (StatusCode::CONFLICT, Some(100_000)));
    }
    // Nothing is given before it is whole.
    assert_eq!(ann.ask("GET", &path, &[], &[]).await.status(), StatusCode::NOT_FOUND);
    hub.close();
    let again = plain(folder.path());
    let ann = Asker::new(&again, 22);
    let came = offset(&ann.ask("HEAD", &path, &[], &[]).await).unwrap();
    assert_eq!(came, 100_000);
    let told = ann.patch(&path, came, blob.length, &bytes[100_000..]).await;
    assert_eq!((told.status(), offset(&told)), (StatusCode::OK, Some(blob.length)));
    // Brought again, the answer is the same.
    let again = ann.patch(&path, blob.length, blob.length, &[]).await;
    let said = |body: &[u8]| wire::Pushed::read(&wire::unpack(body).unwrap()).unwrap().places;
    let (once, twice) = (
        to_bytes(told.into_body(), 1 << 20).await.unwrap(),
        to_bytes(again.into_body(), 1 << 20).await.unwrap(),
    );
    assert_eq!(said(&once), said(&twice));
    let piece = ann
        .ask("GET", &path, &[("range", "bytes=99990-100009".to_owned())], &[])
        .await;
    assert_eq!(
        to_bytes(piece.into_body(), 1 << 20).await.unwrap(),
        bytes[99_990..100_010]
    );
}

#[tokio::test]
async fn only_the_bytes_that_an_op_names_are_taken_and_only_from_its_group() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = picture(1_000);
    let at = folder.path().to_owned();
    let copy = bytes.clone();
    let (hub, visit, blob) = std::thread::spawn(move || wanting(&at, &copy)).join().unwrap();
    let (ann, dan, path) = (Asker::new(&hub, 22), Asker::new(&hub, 24), path_of(&visit, &blob.hash));
    for method in ["HEAD", "GET"] {
        assert_eq!(dan.ask(method, &path, &[], &[]).await.status(), StatusCode::NOT_FOUND);
    }
    let refused = dan.patch(&path, 0, blob.length, &bytes).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND, "another group brings nothing");
    let unnamed = path_of(&visit, &BlobHash::of(b"nobody named this"));
    assert_eq!(ann.patch(&unnamed, 0, 3, b"abc").await.status(), StatusCode::NOT_FOUND);
    let length = ann.patch(&path, 0, blob.length + 1, &bytes).await;
    assert_eq!(length.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let mut other = bytes.clone();
    other[500] ^= 1;
    let told = ann.patch(&path, 0, blob.length, &other).await;
    assert_eq!(
        told.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "other bytes are not the file"
    );
    assert!(!hub.vault.holds(&blob.hash));
    let begun = ann.ask("HEAD", &path, &[], &[]).await;
    assert_eq!(offset(&begun), Some(0), "what was wrong is gone, not built upon");
    let more = ann.patch(&path, 0, blob.length, &[&bytes[..], b"x"].concat()).await;
    assert_eq!(more.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let long = ann.patch(&path, 0, blob.length, &vec![0; 5 << 20]).await;
    assert!(matches!(
        long.status(),
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY
    ));
    for range in ["bytes=5", "bytes=9-1", "lines=1-2", "bytes=x-y"] {
        let told = ann.ask("GET", &path, &[("range", range.to_owned())], &[]).await;
        assert!(!told.status().is_success(), "{range}");
    }
    assert_eq!(ann.patch(&path, 0, blob.length, &bytes).await.status(), StatusCode::OK);
    assert_eq!(hub.vault.check(&blob.hash).unwrap(), Some(blob.length));
    let held = held(&hub.book)
        .named_blobs()
        .unwrap()
        .iter()
        .any(|named| named.blob == blob);
    assert!(!held || hub.vault.holds(&blob.hash));
}

/// Names a file in the campaign.
fn name(book: &mut Notebook, key: &str, blob: &BlobRef) {
    let entity = Entity::new("frame", key);
    let edit = Edit::new(&StreamName::Campaign, entity, "file", Value::blob(blob));
    book.save(&[edit]).unwrap();
}

/// Lets the folder of a vault have been changed last at a moment long ago.
fn age(folder: &Path, moment: u64) {
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000 + moment);
    std::fs::File::open(folder).unwrap().set_modified(then).unwrap();
}

#[test]
fn what_is_to_be_brought_is_what_lies_here_and_not_there_however_it_came_about() {
    let seeds = std::env::var("CROSSCHECK_SEED").map_or(0..12, |seed| {
        let seed: u64 = seed.parse().unwrap();
        seed..seed + 1
    });
    for seed in seeds {
        let (folder, mut luck) = (tempfile::tempdir().unwrap(), ChaCha8Rng::seed_from_u64(seed));
        let (mut book, hub) = (
            office(&folder.path().join("office.db")),
            identity().public_key().writer(),
        );
        // Another process that has the same folder.
        let other = book.vault().clone();
        std::fs::create_dir_all(other.folder()).unwrap();
        let (mut named, mut there) = (Vec::<Vec<u8>>::new(), BTreeSet::new());
        for step in 0..60_u64 {
            let some = (!named.is_empty()).then(|| named[luck.random_range(0..named.len())].clone());
            match (luck.random_range(0..6), some) {
                (0..2, _) | (_, None) => {
                    let bytes = step.to_be_bytes().to_vec();
                    let blob = BlobRef {
                        hash: BlobHash::of(&bytes),
                        length: 8,
                    };
                    name(&mut book, &format!("P{step}"), &blob);
                    named.push(bytes);
                }
                (2, Some(bytes)) => drop(other.keep(&bytes).unwrap()),
                (3, Some(bytes)) => drop(other.remove(&BlobHash::of(&bytes)).unwrap()),
                (which, Some(bytes)) => {
                    let hash = BlobHash::of(&bytes);
                    let all = book.named_blobs().unwrap();
                    let one = all.iter().find(|one| one.blob.hash == hash).unwrap();
                    if which == 4 {
                        let told = wire::Pushed {
                            epoch: [0; 16],
                            places: vec![(step + 1, 1)],
                            missing: Vec::new(),
                        };
                        book.blob_brought(&hub, one, &told).unwrap();
                        there.insert(hash);
                    } else {
                        book.blob_not_there(&hub, one).unwrap();
                        there.remove(&hash);
                    }
                }
            }
            if luck.random() {
                age(other.folder(), step);
            }
            let found = book.blobs_to_bring(&hub).unwrap().into_iter().map(|one| one.blob.hash);
            let expected = named.iter().map(|bytes| BlobHash::of(bytes));
            let expected = expected.filter(|hash| !there.contains(hash) && other.holds(hash));
            assert_eq!(
                found.collect::<BTreeSet<_>>(),
                expected.collect(),
                "CROSSCHECK_SEED={seed} replays this, step {step}"
            );
        }
    }
}

#[test]
fn a_disk_is_asked_again_only_after_its_folder_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut book, hub) = (
        office(&folder.path().join("office.db")),
        identity().public_key().writer(),
    );
    let vault = book.vault().clone();
    std::fs::create_dir_all(vault.folder()).unwrap();
    let mut to_bring = |bytes: &[u8], key: &str| {
        let (hash, length) = (BlobHash::of(bytes), bytes.len() as u64);
        name(&mut book, key, &BlobRef { hash, length });
        book.blobs_to_bring(&hub).unwrap().len()
    };
    age(vault.folder(), 1);
    assert_eq!(to_bring(b"one", "P1"), 0);
    vault.keep(b"one").unwrap();
    vault.keep(b"two").unwrap();
    // The folder says that nothing changed: only what is newly named is looked for.
    age(vault.folder(), 1);
    assert_eq!(to_bring(b"two", "P2"), 1);
    age(vault.folder(), 2);
    assert_eq!(to_bring(b"three", "P3"), 2);
}

#[test]
fn who_cannot_read_what_was_redacted_brings_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = office(&folder.path().join("office.db"));
    let blob = book.vault().keep(b"generated").unwrap();
    let other = rusqlite::Connection::open(folder.path().join("office.db")).unwrap();
    name(&mut book, "P1", &blob);
    enrol_key(&mut book, "lea", Role::Leader, "G01", 21);
    other.execute("ALTER TABLE redacted RENAME TO away", []).unwrap();
    let storage = |error: crosscheck_core::Error| assert_eq!(error.kind, ErrorKind::Storage);
    storage(book.named_blobs().unwrap_err());
    storage(book.blobs_to_bring(&identity().public_key().writer()).unwrap_err());
    storage(book.withheld_count().unwrap_err());
    let bundle = folder.path().join("bundle");
    let choice = Choice {
        group: GroupId::parse("G01"),
        files: None,
    };
    storage(bundle::write(&mut book, &choice, &bundle, &mut |_, _| Ok(())).unwrap_err());
    assert!(!bundle.exists());
    other.execute("ALTER TABLE away RENAME TO redacted", []).unwrap();
    assert_eq!(book.named_blobs().unwrap().len(), 1);
}

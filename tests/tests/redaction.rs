//! Redaction end to end: a photo and its words, written on one phone, are at the hub and on another; their author redacts
//! them, and nobody has them any more or brings them back, while the copy status goes on as if they were there.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::sync::MutexGuard;

use crosscheck_core::change::TextRef;
use crosscheck_core::field::{self, Opening, Origin, Shot};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::notebook::{Class, Copies, Notebook};
use crosscheck_core::view::{self, PhotoState};
use crosscheck_tests::hub::{ANN, BOB, LEA, OnDisk, address, phone, serve};
use crosscheck_tests::party::school;
use crosscheck_tests::phone::Phone;
use crosscheck_tests::pictures::{self, Beside};
use crosscheck_tests::shots::{blobs, file, shot};

const CAPTION: &str = "不该写下来的说明，生成的文字";
const NOTE: &str = "不该写下来的考察，生成的文字";

/// What is to go: the caption and the note, and the three files of the photo.
struct Gone {
    visit: StreamName,
    texts: Vec<TextRef>,
    files: Vec<BlobHash>,
}

impl Gone {
    /// Which of it a notebook has, texts first.
    fn held(&self, book: &Notebook) -> Vec<bool> {
        let texts = self
            .texts
            .iter()
            .map(|text| book.text(&self.visit, text).unwrap().is_some());
        texts
            .chain(self.files.iter().map(|file| book.vault().holds(file)))
            .collect()
    }

    /// Which of it lies on a hub's disk.
    fn on_disk(&self, server: &crosscheck_hub::serve::Server) -> Vec<bool> {
        let mut disk = OnDisk::default();
        disk.read_on(&server.hub().storage);
        let texts = self
            .texts
            .iter()
            .map(|text| disk.texts.contains(&(self.visit.clone(), *text)));
        texts
            .chain(self.files.iter().map(|file| server.hub().vault.holds(file)))
            .collect()
    }
}

/// A photo of a community, which leaves as it is, with its caption and a site note.
fn written(mut book: MutexGuard<'_, Notebook>, folder: &Path) -> (Gone, crosscheck_core::change::Entity) {
    let opening = Opening {
        kind: "社区(村居)".into(),
        ..school()
    };
    let visit = field::open_visit(&mut book, &opening).unwrap();
    let path = file(folder, "a.jpg", &pictures::jpeg(900, 700, Beside::default()));
    let origin = Origin::Imported;
    let shot = Shot {
        caption: CAPTION,
        ..shot(&path, &origin)
    };
    let photo = field::take_photo(&mut book, &visit, &shot).unwrap().photo;
    let note = field::note_site(&mut book, &visit, NOTE).unwrap();
    let text = |entity, name: &str| {
        let field = book.state().field(&visit, entity, name).unwrap();
        field.values()[0].texts()[0]
    };
    let texts = vec![text(&photo, "caption.ann"), text(&note, "words.ann")];
    let files = blobs(&book, &visit, &photo);
    (Gone { visit, texts, files }, photo)
}

/// A database's files, for words that should stand in none of them.
fn stands(path: &Path, words: &str) -> bool {
    ["", "-wal", "-shm", "-journal"].iter().any(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let bytes = std::fs::read(name).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn what_its_author_redacts_is_gone_at_the_hub_and_on_a_second_phone_and_a_third_brings_nothing_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let server = serve(folder.path());
    let hub = address(server.address());
    let mut phones =
        [("ann", ANN), ("bob", BOB), ("lea", LEA)].map(|(name, secret)| phone(folder.path(), name, secret));
    for phone in &mut phones {
        phone.book().fetch_up_to(Class::Original);
        phone.connect(&hub);
        phone.settle();
    }
    let [ann, bob, mut lea] = phones;
    let (gone, photo) = written(ann.book(), folder.path());
    ann.settle();
    bob.settle();
    lea.settle();
    let all = vec![true; 5];
    assert!([&ann, &bob, &lea].iter().all(|phone| gone.held(&phone.book()) == all));
    assert_eq!(gone.on_disk(&server), all);
    assert!(
        stands(&at("bob.db"), CAPTION) && stands(&at("hub.db"), NOTE),
        "the search would find it"
    );
    // The leader has everything and hears nothing more.
    lea.disconnect();
    let redacted = field::redact_photo(&mut ann.book(), &gone.visit, &photo, false).unwrap();
    assert_eq!((redacted.gone, redacted.waiting), (3, 0));
    for text in &gone.texts {
        ann.book().redact(&gone.visit, text).unwrap();
    }
    ann.settle();
    server.hub().follow().unwrap();
    bob.settle();
    let none = vec![false; 5];
    assert!([&ann, &bob].iter().all(|phone| gone.held(&phone.book()) == none));
    assert_eq!(gone.on_disk(&server), none);
    for file in ["ann.db", "bob.db", "hub.db", "office.db"] {
        assert!(
            !stands(&at(file), CAPTION) && !stands(&at(file), NOTE),
            "{file} still holds words"
        );
    }
    told(&ann, &gone);
    told(&bob, &gone);
    brings_nothing_back(&mut lea, &hub, &server, &gone);
    server.stop();
}

/// What was redacted counts as there, and the strip says what became of the photo.
fn told(phone: &Phone, gone: &Gone) {
    let book = phone.book();
    let row = view::photos(&book, &gone.visit).unwrap().rows.remove(0);
    assert_eq!(
        (row.state, row.thumbnail, row.captions.len()),
        (PhotoState::Redacted, None, 0)
    );
    assert!(
        book.is_all_on_server().unwrap(),
        "what was redacted is missed on the server"
    );
    for file in &gone.files {
        assert!(book.blob_copies(&gone.visit, file).unwrap() >= Copies::Server);
    }
    assert_eq!(book.withheld_count().unwrap(), 0);
}

/// One who has it all comes back: what he has goes nowhere, and then he has it no more.
fn brings_nothing_back(
    lea: &mut Phone,
    hub: &crosscheck_core::transport::Address,
    server: &crosscheck_hub::serve::Server,
    gone: &Gone,
) {
    let frames = lea.book().texts().unwrap();
    let files: Vec<Vec<u8>> = gone
        .files
        .iter()
        .map(|file| lea.book().vault().bytes(file, 1 << 24).unwrap().unwrap())
        .collect();
    field::note_site(&mut lea.book(), &gone.visit, "后来写下的，生成的文字").unwrap();
    lea.connect(hub);
    lea.settle();
    lea.settle();
    server.hub().follow().unwrap();
    let none = vec![false; 5];
    assert_eq!(
        (gone.held(&lea.book()), gone.on_disk(server)),
        (none.clone(), none.clone())
    );
    // Even with the bytes in her hands again she neither takes nor brings them.
    let taken = lea.book().take(&[], &frames).unwrap();
    assert_eq!(taken.texts, 0);
    for bytes in &files {
        lea.book().vault().keep(bytes).unwrap();
    }
    lea.transport().changed();
    lea.settle();
    assert_eq!(gone.on_disk(server), none);
    assert_eq!(gone.held(&lea.book())[..2], [false, false]);
}

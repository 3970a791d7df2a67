//! Evidence packages: what was recorded verifies from the file alone, and whatever was changed in it is named.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crosscheck_core::canonical::sha256_hex;
use crosscheck_core::change::{BlobRef, Entity, Segment, SoftwareKey, Value};
use crosscheck_core::draw::onsite::{List, Source};
use crosscheck_core::evidence::package::{FileRow, Manifest, MissingRow, Verified, Why, export, verify};
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::{Error, ErrorKind, Lang};
use crosscheck_tests::party::{ANN, BOB, ORGANISER, Party, school, visit};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

type Entries = BTreeMap<String, Vec<u8>>;

/// A photo of the visit as its verb writes it.
fn photo(book: &mut Notebook, visit: &StreamName, bytes: &[u8], faceless: bool) -> BlobRef {
    let blob = book.vault().keep(bytes).unwrap();
    let photo = Entity::new("photo", &sha256_hex(bytes)[..32]);
    let mut edits = vec![Edit::new(visit, photo.clone(), "original", Value::blob(&blob))];
    if faceless {
        edits.push(Edit::new(visit, photo, "faceless", Value::bool(true)));
    }
    book.save(&edits).unwrap();
    blob
}

struct Made {
    party: Party,
    visit: StreamName,
    folder: tempfile::TempDir,
    path: PathBuf,
    code: String,
}

/// A visit with words, photos and two signatures, sealed piece by piece, exported by the organiser.
fn made() -> Made {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    for number in 0..4 {
        let side = Side::Fact(format!("生成的情况 {number}"));
        field::note(party.book(ANN), &visit, NoteKind::Finding, &[side]).unwrap();
        party.book(ANN).seal().unwrap();
    }
    let shown = photo(
        party.book(ANN),
        &visit,
        &[0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8],
        true,
    );
    photo(party.book(ANN), &visit, b"a photo that waits", false);
    party.exchange();
    let code = field::sign_off(party.book(BOB), &visit).unwrap();
    party.exchange();
    assert_eq!(field::sign_off(party.book(ANN), &visit).unwrap(), code);
    party.exchange();
    let bytes = party.book(ANN).vault().bytes(&shown.hash, 100).unwrap().unwrap();
    party.book(ORGANISER).vault().keep(&bytes).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("visit.zip");
    let exported = export(party.book(ORGANISER), &visit, &path, Lang::Zh).unwrap();
    assert_eq!((exported.texts, exported.files, exported.withheld), (4, 1, 1));
    let code = code.printed();
    Made {
        party,
        visit,
        folder,
        path,
        code,
    }
}

fn entries(path: &Path) -> Entries {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let read = |at: usize| {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    let count = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap().len();
    (0..count).map(read).collect()
}

fn pack(entries: &Entries, path: &Path, how: CompressionMethod) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(name, SimpleFileOptions::default().compression_method(how))
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// Packs entries anew with a manifest that agrees with them: what somebody does who wants to deceive.
fn forge(made: &Made, change: impl FnOnce(&mut Entries, &mut Vec<MissingRow>)) -> Result<Verified, Error> {
    let mut all = entries(&made.path);
    let old = all.remove("manifest.json").unwrap();
    let mut manifest = Manifest::read(&old).unwrap();
    change(&mut all, &mut manifest.missing);
    manifest.missing.sort_by(|one, other| one.sha256.cmp(&other.sha256));
    let row = |(name, bytes): (&String, &Vec<u8>)| FileRow {
        path: name.clone(),
        length: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    };
    manifest.entries = all.iter().map(row).collect();
    all.insert("manifest.json".into(), manifest.to_bytes().unwrap());
    let path = made.folder.path().join("forged.zip");
    pack(&all, &path, CompressionMethod::Stored);
    verify(&path)
}

fn said(result: Result<Verified, Error>) -> (String, &'static str) {
    let error = result.unwrap_err();
    assert_eq!(error.kind, ErrorKind::CheckFailed, "{error}");
    let problem = &error.problems[0];
    (problem.place.file.clone().unwrap(), problem.what.code())
}

/// The names of the visit's segments by writer and first place, of one writer.
fn segments_of(all: &Entries, visit: &StreamName, book: &Notebook) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in all.iter().filter(|(name, _)| name.starts_with("segments/")) {
        let header = Segment::read(bytes).unwrap().header().clone();
        if header.stream == *visit && header.writer() == *book.id() {
            found.push((*header.seqs().start(), name.clone()));
        }
    }
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn what_was_recorded_verifies_from_the_file_alone_with_the_code_on_the_paper() {
    let made = made();
    let verified = verify(&made.path).unwrap();
    assert_eq!(verified.visit, made.visit);
    assert_eq!(verified.signed[0].frontier.code().printed(), made.code);
    assert_eq!(verified.signed[0].members.len(), 2);
    assert_eq!((verified.texts, verified.texts_missing, verified.files), (4, 0, 1));
    assert_eq!(verified.missing, BTreeMap::from([(Why::Withheld, 1)]));
    let page = String::from_utf8(entries(&made.path)["index.html"].clone()).unwrap();
    assert!(page.contains(&made.code) && page.contains(".jpg"), "{page}");
}

#[test]
fn a_package_is_written_whole_or_not_at_all_and_over_nothing() {
    let mut made = made();
    let before = std::fs::read(&made.path).unwrap();
    let error = export(made.party.book(ORGANISER), &made.visit, &made.path, Lang::Zh).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "package-file-there");
    assert_eq!(std::fs::read(&made.path).unwrap(), before);
    let nowhere = made.folder.path().join("no/such/folder.zip");
    assert_eq!(
        export(made.party.book(ORGANISER), &made.visit, &nowhere, Lang::Zh)
            .unwrap_err()
            .kind,
        ErrorKind::Storage
    );
    // A photo that rotted on the disk.
    let book = made.party.book(ORGANISER);
    let folder = book.vault().folder().to_owned();
    for file in std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
    {
        let mut bytes = std::fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&file, bytes).unwrap();
    }
    let other = made.folder.path().join("other.zip");
    assert!(export(book, &made.visit, &other, Lang::Zh).is_err());
    let left: Vec<_> = std::fs::read_dir(made.folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(left, ["visit.zip"], "half a package lies about");
}

#[test]
fn one_byte_of_any_entry_is_named_with_the_entry() {
    let made = made();
    let all = entries(&made.path);
    let path = made.folder.path().join("changed.zip");
    for (name, bytes) in &all {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = all.clone();
            changed.get_mut(name).unwrap()[at] ^= 1;
            pack(&changed, &path, CompressionMethod::Stored);
            let (place, code) = said(verify(&path));
            let expected = if name == "manifest.json" {
                "package-manifest-bad"
            } else {
                "package-entry-changed"
            };
            // A changed manifest may read as one that names something else.
            assert!(
                place == *name && code == expected || name == "manifest.json",
                "{name}: {place} {code}"
            );
        }
        let mut without = all.clone();
        without.remove(name);
        pack(&without, &path, CompressionMethod::Stored);
        assert_eq!(said(verify(&path)), (name.clone(), "package-entry-missing"));
    }
    pack(&all, &path, CompressionMethod::Deflated);
    assert!(verify(&path).is_err(), "a package that has to be unpacked is none");
}

#[test]
fn a_package_that_is_cut_off_or_no_package_is_refused() {
    let made = made();
    let whole = std::fs::read(&made.path).unwrap();
    let path = made.folder.path().join("cut.zip");
    for part in 0..40 {
        std::fs::write(&path, &whole[..whole.len() * part / 40]).unwrap();
        assert_eq!(said(verify(&path)).1, "package-not-one");
    }
    std::fs::write(&path, b"PK\x05\x06").unwrap();
    assert_eq!(said(verify(&path)).1, "package-not-one");
    assert_eq!(
        verify(Path::new("/no/such/file.zip")).unwrap_err().kind,
        ErrorKind::Storage
    );
}

#[test]
fn a_record_that_was_changed_under_a_manifest_made_anew_does_not_agree_with_its_signature() {
    let mut made = made();
    let name = segments_of(&entries(&made.path), &made.visit, made.party.book(ANN))[1].clone();
    let length = entries(&made.path)[&name].len();
    // Anywhere: header with order and writer, packed ops with their clocks, signature.
    for at in 0..length {
        let forged = forge(&made, |all, _| all.get_mut(&name).unwrap()[at] ^= 1);
        let (place, code) = said(forged);
        let known = ["package-segment-forged", "package-segment-other"].contains(&code);
        assert!(place == name && known, "byte {at}: {place} {code}");
    }
}

#[test]
fn a_log_with_a_hole_and_a_log_that_was_shortened_behind_a_signature_are_named() {
    let mut made = made();
    let own = segments_of(&entries(&made.path), &made.visit, made.party.book(ANN));
    let (code, last) = (made.code.clone(), own.len() - 2);
    for (at, name) in own[..own.len() - 1].iter().enumerate() {
        let hole = forge(&made, |all, _| drop(all.remove(name)));
        assert_eq!(said(hole).1, "package-gap", "segment {at}");
    }
    // Everything from the last thing that was signed for, the signature of Ann with it; Bob's still says that it was there.
    for from in 1..=last {
        let shortened = forge(&made, |all, _| all.retain(|name, _| !own[from..].contains(name)));
        let error = shortened.unwrap_err();
        assert_eq!(error.problems[0].what.code(), "package-signed-missing", "from {from}");
        assert_eq!(error.problems[0].what.arg("code"), Some(&*code));
    }
}

#[test]
fn another_log_replayed_and_a_log_sealed_anew_by_a_stranger_are_named() {
    let mut made = made();
    let opening = field::Opening {
        place: field::Place::Listed("610103".into()),
        ..school()
    };
    let other = field::open_visit(made.party.book(BOB), &opening).unwrap();
    assert_ne!(other, made.visit);
    field::note(
        made.party.book(BOB),
        &other,
        NoteKind::Finding,
        &[Side::Fact("另一处".into())],
    )
    .unwrap();
    made.party.book(BOB).seal().unwrap();
    let foreign = made.party.book(BOB).segments().unwrap();
    let of_other = |bytes: &&Vec<u8>| Segment::read(bytes).unwrap().header().stream == other;
    let foreign = foreign.iter().find(of_other).unwrap().clone();
    let replayed = forge(&made, |all, _| drop(all.insert("segments/other".into(), foreign)));
    assert_eq!(said(replayed), ("segments/other".into(), "package-segment-other"));
    // Ann's ops in another order, sealed by somebody who has no credential.
    let own = segments_of(&entries(&made.path), &made.visit, made.party.book(ANN));
    let stranger = SoftwareKey::new(&[77; 32]).unwrap();
    let campaign = *made.party.book(ANN).campaign();
    let visit = made.visit.clone();
    let sealed = forge(&made, |all, _| {
        let segment = Segment::read(&all.remove(&own[0]).unwrap()).unwrap();
        let before = crosscheck_core::change::Peaks::new();
        let (anew, _) = Segment::seal(&campaign, &visit, &before, &segment.ops().unwrap(), &stranger).unwrap();
        all.insert("segments/anew".into(), anew.as_bytes().to_vec());
    });
    assert!(["package-gap", "package-signed-missing"].contains(&said(sealed).1));
}

#[test]
fn a_list_that_something_was_drawn_from_has_no_excuse_of_a_photo() {
    let mut made = made();
    let book = made.party.book(ANN);
    field::reopen(book, &made.visit).unwrap();
    let which = field::OnSite {
        kind: "schools".into(),
        ordinal: 1,
    };
    let list = List::of_names(Source::Superior, 3, "上级名单", "第一小学\n第二小学\n第三中学").unwrap();
    field::commit_draw(book, &made.visit, &which, &list, (1, 0)).unwrap();
    let path = made.folder.path().join("drawn.zip");
    export(book, &made.visit, &path, Lang::Zh).unwrap();
    verify(&path).unwrap();
    made.path = path;
    let hash = sha256_hex(&list.to_bytes().unwrap());
    let length = list.to_bytes().unwrap().len() as u64;
    let excused = forge(&made, |all, missing| {
        all.remove(&format!("files/{hash}")).unwrap();
        missing.push(MissingRow {
            sha256: hash.clone(),
            length,
            why: Why::Withheld,
        });
    });
    assert_eq!(said(excused).1, "package-file-excuse");
}

#[test]
fn a_photo_that_was_exchanged_left_out_or_added_is_named_and_a_false_reason_too() {
    let made = made();
    let name = entries(&made.path)
        .into_keys()
        .find(|name| name.starts_with("files/"))
        .unwrap();
    let hash = name["files/".len()..][..64].to_owned();
    let exchanged = forge(&made, |all, _| all.get_mut(&name).unwrap()[5] ^= 1);
    assert_eq!(said(exchanged), (name.clone(), "package-file-other"));
    let left_out = forge(&made, |all, _| drop(all.remove(&name)));
    assert_eq!(said(left_out).1, "package-file-missing");
    let row = |why| MissingRow {
        sha256: hash.clone(),
        length: 12,
        why,
    };
    for why in [Why::Withheld, Why::Redacted] {
        let excused = forge(&made, |all, missing| {
            all.remove(&name);
            missing.push(row(why));
        });
        assert_eq!(said(excused).1, "package-file-excuse", "{why:?}");
    }
    let honest = forge(&made, |all, missing| {
        all.remove(&name);
        missing.push(row(Why::NotHeld));
    });
    assert_eq!(honest.unwrap().missing[&Why::NotHeld], 1);
    let added = forge(&made, |all, _| {
        drop(all.insert(format!("files/{}", sha256_hex(b"x")), b"x".to_vec()));
    });
    assert_eq!(said(added).1, "package-file-unnamed");
    let elsewhere = forge(&made, |all, _| drop(all.insert("run-me.exe".into(), b"x".to_vec())));
    assert_eq!(said(elsewhere), ("run-me.exe".into(), "package-entry-unlisted"));
}

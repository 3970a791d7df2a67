use std::io::{Read as _, Seek as _, SeekFrom};

use proptest::prelude::*;

use super::*;

fn vault(folder: &Path) -> Vault {
    Vault::new(folder, &Key::new([7; 32]), &[])
}

/// Bytes that repeat nowhere within a piece.
fn bytes(length: usize) -> Vec<u8> {
    (0_u32..).flat_map(u32::to_be_bytes).take(length).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).unwrap();
    listed.map(|entry| entry.unwrap().path()).collect()
}

/// Lengths around the edges of pieces.
fn lengths() -> impl Strategy<Value = usize> {
    prop_oneof![
        0..200_usize,
        (0..4_usize, 0..3_usize).prop_map(|(pieces, more)| (pieces * sealed::PIECE + more).saturating_sub(1)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_kept_is_read_back_from_anywhere(length in lengths(), at in any::<prop::sample::Index>()) {
        let folder = tempfile::tempdir().unwrap();
        let (vault, plain) = (vault(folder.path()), bytes(length));
        let blob = vault.keep(&plain).unwrap();
        prop_assert_eq!(blob, BlobRef { hash: BlobHash::of(&plain), length: length as u64 });
        prop_assert_eq!(vault.check(&blob.hash).unwrap(), Some(length as u64));
        let at = at.index(length + 1);
        let (mut reading, mut rest) = (vault.open(&blob.hash).unwrap().unwrap(), Vec::new());
        reading.seek(SeekFrom::Start(at as u64)).unwrap();
        reading.read_to_end(&mut rest).unwrap();
        prop_assert_eq!(&rest[..], &plain[at..]);
    }

    #[test]
    fn a_part_goes_on_wherever_it_was_broken_off(length in lengths(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let folder = tempfile::tempdir().unwrap();
        let (vault, plain) = (vault(folder.path()), bytes(length));
        let blob = BlobRef { hash: BlobHash::of(&plain), length: length as u64 };
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(length + 1)).collect();
        cuts.sort_unstable();
        for cut in cuts {
            let mut part = vault.part("v.G01", &blob).unwrap();
            let from = usize::try_from(part.offset()).unwrap();
            prop_assert_eq!(part.offset(), vault.came("v.G01", &blob).unwrap());
            part.append(&plain[from..from.max(cut)]).unwrap();
        }
        let mut part = vault.part("v.G01", &blob).unwrap();
        let from = usize::try_from(part.offset()).unwrap();
        part.append(&plain[from..]).unwrap();
        prop_assert!(part.is_whole());
        vault.finish(part, &blob.hash).unwrap();
        prop_assert_eq!(vault.bytes(&blob.hash, MAX_BLOB).unwrap(), Some(plain));
        prop_assert_eq!(files(folder.path()).len(), 1);
    }

    #[test]
    fn a_part_that_a_crash_cut_costs_at_most_a_piece(length in 1..200_000_usize, cut in any::<prop::sample::Index>()) {
        let folder = tempfile::tempdir().unwrap();
        let (vault, plain) = (vault(folder.path()), bytes(length));
        let blob = BlobRef { hash: BlobHash::of(&plain), length: length as u64 };
        vault.part("c", &blob).unwrap().append(&plain[..length - 1]).unwrap();
        let path = files(folder.path()).remove(0);
        let size = usize::try_from(path.metadata().unwrap().len()).unwrap();
        let left = cut.index(size + 1);
        std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(left as u64).unwrap();
        let mut part = vault.part("c", &blob).unwrap();
        let from = usize::try_from(part.offset()).unwrap();
        let lost = (length - 1) - from;
        prop_assert!(lost <= sealed::SEALED + (size - left), "{lost} of {} after {} were cut", length, size - left);
        part.append(&plain[from..]).unwrap();
        vault.finish(part, &blob.hash).unwrap();
        prop_assert_eq!(vault.bytes(&blob.hash, MAX_BLOB).unwrap(), Some(plain));
    }

    #[test]
    fn a_changed_byte_is_noticed(length in 1..70_000_usize, at in any::<prop::sample::Index>(), by in 1..=255_u8) {
        let folder = tempfile::tempdir().unwrap();
        let (vault, plain) = (vault(folder.path()), bytes(length));
        let blob = vault.keep(&plain).unwrap();
        let path = files(folder.path()).remove(0);
        let mut file = std::fs::read(&path).unwrap();
        let at = at.index(file.len());
        file[at] ^= by;
        std::fs::write(&path, &file).unwrap();
        prop_assert!(vault.check(&blob.hash).is_err());
        prop_assert!(vault.bytes(&blob.hash, MAX_BLOB).is_err());
    }
}

#[test]
fn the_same_bytes_twice_are_one_file_and_name_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, plain) = (vault(folder.path()), b"generated".to_vec());
    let once = vault.keep(&plain).unwrap();
    assert_eq!(vault.keep(&plain).unwrap(), once);
    let found = files(folder.path());
    assert_eq!(found.len(), 1);
    assert!(!found[0].to_string_lossy().contains(&once.hash.to_string()));
    let sealed = std::fs::read(&found[0]).unwrap();
    assert!(!sealed.windows(plain.len()).any(|window| window == plain));
}

#[test]
fn another_key_neither_finds_nor_opens_and_an_older_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let blob = vault(folder.path()).keep(b"generated").unwrap();
    let other = Vault::new(folder.path(), &Key::new([8; 32]), &[]);
    assert!(!other.holds(&blob.hash));
    let both = Vault::new(folder.path(), &Key::new([8; 32]), &[Key::new([7; 32])]);
    assert_eq!(both.bytes(&blob.hash, 9).unwrap().unwrap(), b"generated");
    assert!(both.bytes(&blob.hash, 8).is_err(), "more was read than asked for");
    assert!(both.remove(&blob.hash).unwrap() && !both.holds(&blob.hash));
}

#[test]
fn bytes_that_are_not_the_blob_never_become_it() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let blob = BlobRef {
        hash: BlobHash::of(b"one"),
        length: 3,
    };
    let mut part = vault.part("c", &blob).unwrap();
    assert!(part.append(b"four").is_err(), "more than the blob was taken");
    assert_eq!(part.offset(), 0);
    part.append(b"two").unwrap();
    assert!(vault.finish(part, &blob.hash).is_err());
    assert!(!vault.holds(&blob.hash) && files(folder.path()).is_empty());
    // A part of the same blob by another way is another part.
    vault.part("a", &blob).unwrap().append(b"on").unwrap();
    assert_eq!(
        (vault.came("a", &blob).unwrap(), vault.came("b", &blob).unwrap()),
        (2, 0)
    );
}

#[test]
fn a_copy_in_another_folder_is_read_against_the_hash() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let vault = vault(folder.path());
    let blob = vault.keep(&bytes(100_000)).unwrap();
    assert_eq!(vault.copy_to(other.path(), &blob.hash).unwrap(), Some(100_000));
    let path = files(folder.path()).remove(0);
    let mut file = std::fs::read(&path).unwrap();
    file[70_000] ^= 1;
    std::fs::write(&path, file).unwrap();
    assert!(vault.copy_to(other.path(), &blob.hash).is_err());
}

#[test]
fn a_file_that_is_too_long_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let long = folder.path().join("long");
    std::fs::File::create(&long).unwrap().set_len(MAX_BLOB + 1).unwrap();
    let vault = vault(&folder.path().join("blobs"));
    let refused = vault.keep_file(&long).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Refused);
    assert!(!folder.path().join("blobs").exists());
}

#[test]
fn a_disk_that_does_not_answer_has_not_said_that_a_blob_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("blobs");
    let blob = BlobHash::of(b"any");
    assert_eq!(vault(&at).remove(&blob), Ok(false));
    // No folder: whatever is asked below it fails, and not because nothing is there.
    std::fs::write(&at, "a file").unwrap();
    let vault = vault(&at);
    let storage = |error: Error| assert_eq!(error.kind, ErrorKind::Storage);
    storage(vault.looks(&blob).unwrap_err());
    storage(vault.remove(&blob).unwrap_err());
    storage(vault.check(&blob).unwrap_err());
    storage(vault.open(&blob).unwrap_err());
    storage(vault.copy_to(folder.path(), &blob).unwrap_err());
    assert!(!vault.holds(&blob));
}

#[test]
fn a_folder_stands_as_it_stood_until_a_file_comes_or_goes() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("blobs");
    let vault = vault(&at);
    let none = vault.stand();
    assert!(none.is_some() && vault.stand() == none);
    let blob = vault.keep(&bytes(10)).unwrap();
    assert_eq!(
        vault.stand(),
        None,
        "changed this moment: one more change might not show"
    );
    let long_ago = SystemTime::now() - Duration::from_mins(1);
    std::fs::File::open(&at).unwrap().set_modified(long_ago).unwrap();
    let then = vault.stand();
    assert!(then.is_some() && then != none && vault.stand() == then);
    vault.bytes(&blob.hash, 10).unwrap();
    assert_eq!(vault.stand(), then, "reading changes nothing");
    vault.remove(&blob.hash).unwrap();
    assert_ne!(vault.stand(), then);
}

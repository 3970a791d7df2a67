//! Texts and blobs: wanted where an op names them, held once they came, gone for good once they were redacted.

use crosscheck_core::change::{BlobRef, Value};
use crosscheck_core::ids::BlobHash;
use crosscheck_core::sync::wire::Thing;
use crosscheck_hub::serve::Scope;
use crosscheck_hub::serve::storage::{BlobAt, blob_key, text_key};

use super::{Open, Pen, all, keep, visit, whole};

/// A text is lacking from the op that names it until it comes, in whatever order.
pub fn a_text_is_lacking_until_it_comes(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, stream) = (open(folder.path()), visit(1));
    let mut pen = Pen::new(1, &stream);
    let (early, late) = (pen.text("先到的文字"), pen.text("后到的文字"));
    let lacking = || storage.lacking(&Scope::everything()).unwrap();
    keep(&storage, vec![pen.typed(&early)]);
    let named = [
        pen.write(Value::text(&early.name())),
        pen.write(Value::text(&late.name())),
    ];
    keep(&storage, named.to_vec());
    assert_eq!(lacking(), [(stream, late.name())]);
    keep(&storage, vec![pen.typed(&late)]);
    assert_eq!(lacking(), []);
}

/// A redacted text is given to nobody, taken from nobody and asked of nobody; its place stays, so that numbers are dense.
pub fn a_redacted_text_is_gone_for_good_and_its_place_stays(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, stream) = (open(folder.path()), visit(1));
    let mut pen = Pen::new(1, &stream);
    let (text, unseen) = (pen.text("不该写下来的"), pen.text("从未到过的"));
    let named = [
        pen.write(Value::text(&text.name())),
        pen.write(Value::text(&unseen.name())),
    ];
    keep(&storage, [vec![pen.typed(&text)], named.to_vec()].concat());
    let keys = [&text, &unseen].map(|text| (stream.clone(), text_key(&text.name())));
    assert_eq!(storage.redact(&keys).unwrap(), 1);
    assert_eq!(storage.redact(&keys).unwrap(), 0, "said again, nothing is new");
    assert_eq!(storage.lacking(&Scope::everything()).unwrap(), []);
    let read = all(&storage);
    assert_eq!(read.iter().map(|one| one.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(read.iter().all(|one| !matches!(one.item.thing, Thing::Text(_))));
    // Brought again, and one that never came: neither is taken, and no number is spent.
    let again = keep(&storage, vec![pen.typed(&text), pen.typed(&unseen), pen.count(1)]);
    assert_eq!(again, [(1, 1), (0, 0), (4, 4)]);
    let read = all(&storage);
    assert!(read.iter().all(|one| !matches!(one.item.thing, Thing::Text(_))));
    let later = pen.write(Value::text(&unseen.name()));
    keep(&storage, vec![later]);
    assert_eq!(storage.lacking(&Scope::everything()).unwrap(), []);
}

/// A blob is unknown, then wanted with the length its op names, then whole at a place, then redacted for good.
pub fn a_blob_is_wanted_where_an_op_names_it_then_whole_then_redacted(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, stream, everything) = (open(folder.path()), visit(1), Scope::everything());
    let mut pen = Pen::new(1, &stream);
    let blob = BlobRef {
        hash: BlobHash::of(b"generated"),
        length: 9,
    };
    let other = BlobRef {
        hash: BlobHash::of(b"never came"),
        length: 10,
    };
    let at = |blob: &BlobRef| storage.blob(&everything, &stream, &blob.hash).unwrap();
    let lacking = || storage.lacking_blobs(&everything).unwrap();
    assert_eq!((at(&blob), lacking()), (BlobAt::Unknown, Vec::new()));
    keep(
        &storage,
        vec![pen.write(Value::blob(&blob)), pen.write(Value::blob(&other))],
    );
    assert_eq!((at(&blob), at(&other)), (BlobAt::Wanted(9), BlobAt::Wanted(10)));
    assert_eq!(lacking().len(), 2);
    assert_eq!(
        storage.blob(&everything, &visit(2), &blob.hash).unwrap(),
        BlobAt::Unknown
    );
    assert_eq!(keep(&storage, vec![whole(&stream, blob)]), [(3, 3)]);
    assert_eq!(at(&blob), BlobAt::Whole(3, 3, 9));
    assert_eq!(
        (lacking(), storage.whole_blobs().unwrap()),
        (vec![(stream.clone(), other.hash)], vec![blob.hash])
    );
    assert_eq!(all(&storage)[2].item.thing, Thing::Blob(blob));
    // Named again, it is not wanted again.
    keep(&storage, vec![pen.write(Value::blob(&blob))]);
    assert_eq!(lacking().len(), 1);
    let keys = [blob, other].map(|blob| (stream.clone(), blob_key(&blob.hash)));
    assert_eq!(storage.redact(&keys).unwrap(), 1);
    assert_eq!((at(&blob), at(&other)), (BlobAt::Redacted, BlobAt::Redacted));
    assert_eq!((lacking(), storage.whole_blobs().unwrap()), (Vec::new(), Vec::new()));
    assert_eq!(keep(&storage, vec![whole(&stream, other)]), [(0, 0)]);
    keep(&storage, vec![pen.write(Value::blob(&other))]);
    assert_eq!((at(&other), lacking()), (BlobAt::Redacted, Vec::new()));
}

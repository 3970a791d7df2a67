//! Rights: what a scope is told, tokens, and what may be taken once.

use crosscheck_core::change::{BlobRef, Value};
use crosscheck_core::ids::{BlobHash, StreamName, WriterId};
use crosscheck_core::model::Role;
use crosscheck_core::sync::wire::Thing;
use crosscheck_hub::serve::Scope;
use crosscheck_hub::serve::storage::{BlobAt, Device, Storage, blob_key};

use super::{Open, Pen, group, keep, read, streams, whole};

/// A blob of a stream; `what` tells them apart.
fn blob(stream: &StreamName, what: &str) -> BlobRef {
    let bytes = format!("{stream} {what}");
    BlobRef {
        hash: BlobHash::of(bytes.as_bytes()),
        length: bytes.len() as u64,
    }
}

/// Fills streams with everything there is: a text that came and one that did not, blobs in every state, a backup.
fn fill(storage: &Storage, some: &[StreamName]) {
    for (stream, secret) in streams().iter().zip(1..) {
        if !some.contains(stream) {
            continue;
        }
        let mut pen = Pen::new(secret, stream);
        let (text, lacking) = (pen.text("到了的文字"), pen.text("没到的文字"));
        let mut items = vec![pen.typed(&text), pen.write(Value::text(&lacking.name()))];
        items.extend(["wanted", "whole", "redacted"].map(|what| pen.write(Value::blob(&blob(stream, what)))));
        items.extend(["whole", "redacted"].map(|what| whole(stream, blob(stream, what))));
        keep(storage, items);
        storage
            .redact(&[(stream.clone(), blob_key(&blob(stream, "redacted").hash))])
            .unwrap();
    }
    storage.note_backup(storage.last().unwrap()).unwrap();
}

/// Things with their numbers, what is lacking or backed up, and how each blob stands.
type Told = (Vec<(StreamName, u64, Thing)>, Vec<String>, Vec<BlobAt>);

/// Everything a scope is told, but for places.
fn told(storage: &Storage, scope: &Scope) -> Told {
    let read = read(storage, scope).into_iter();
    let read = read.map(|one| (one.item.stream, one.seq, one.item.thing)).collect();
    let mut said: Vec<String> = Vec::new();
    said.extend(storage.lacking(scope).unwrap().iter().map(|one| format!("{one:?}")));
    said.extend(
        storage
            .lacking_blobs(scope)
            .unwrap()
            .iter()
            .map(|one| format!("{one:?}")),
    );
    said.extend(storage.backed_up(scope).unwrap().iter().map(|one| format!("{one:?}")));
    said.sort();
    let streams = streams();
    let asked = streams.iter().flat_map(|stream| {
        let what = ["wanted", "whole", "redacted", "none"].map(|what| blob(stream, what));
        what.map(|blob| match storage.blob(scope, stream, &blob.hash).unwrap() {
            BlobAt::Whole(_, seq, length) => BlobAt::Whole(0, seq, length),
            at => at,
        })
    });
    (read, said, asked.collect())
}

/// A scope is told exactly what a storage without the other streams would tell: not even that something is there.
pub fn a_scope_is_told_of_its_streams_as_if_there_were_no_others(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    fill(&storage, &streams());
    let roles = [Role::Organiser, Role::Leader, Role::Member, Role::Expert, Role::Media];
    let mut scopes = vec![Scope::default(), Scope::everything()];
    for number in 1..=3 {
        scopes.extend(roles.map(|role| Scope::of(role, Some(&group(number)))));
    }
    let mut seen = 0;
    for scope in scopes {
        let own: Vec<StreamName> = streams().into_iter().filter(|stream| scope.reads(stream)).collect();
        let other = tempfile::tempdir().unwrap();
        let alone = open(other.path());
        fill(&alone, &own);
        let here = told(&storage, &scope);
        assert_eq!(here, told(&alone, &scope), "{scope:?}");
        assert!(here.0.iter().all(|(stream, ..)| own.contains(stream)), "{scope:?}");
        assert_eq!(here.0.is_empty(), own.is_empty(), "{scope:?}");
        seen += here.0.len();
    }
    assert!(seen > 100, "the scopes read something");
}

/// A token is found by its hash and is its writer's; of one writer the oldest go, of others none.
pub fn a_token_is_its_writers_and_only_the_oldest_of_one_writer_go(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let (one, other) = (WriterId([1; 32]), WriterId([2; 32]));
    storage.keep_token(&[200; 32], &other).unwrap();
    for number in 0..40_u8 {
        storage.keep_token(&[number; 32], &one).unwrap();
        assert_eq!(storage.token(&[number; 32]).unwrap(), Some(one));
    }
    let known: Vec<u8> = (0..40)
        .filter(|number| storage.token(&[*number; 32]).unwrap().is_some())
        .collect();
    assert!((2..=16).contains(&known.len()), "{known:?}");
    assert_eq!(known, (40 - u8::try_from(known.len()).unwrap()..40).collect::<Vec<_>>());
    assert_eq!(storage.token(&[200; 32]).unwrap(), Some(other));
    assert_eq!(storage.token(&[201; 32]).unwrap(), None);
}

/// How many of eight at once get what only one may have.
fn takers(take: impl Fn(u8) -> bool + Sync) -> Vec<u8> {
    std::thread::scope(|scope| {
        let all: Vec<_> = (1..=8)
            .map(|who| {
                (
                    who,
                    scope.spawn({
                        let take = &take;
                        move || take(who)
                    }),
                )
            })
            .collect();
        let got = all
            .into_iter()
            .filter_map(|(who, taken)| taken.join().unwrap().then_some(who));
        got.collect()
    })
}

/// An invitation is one phone's, however many show it at once; the same phone may show it again.
pub fn an_invitation_is_one_phones_however_many_show_it_at_once(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let code = [3; 32];
    storage.keep_invitation(&code, "generated", 5).unwrap();
    assert_eq!(
        storage.invitation(&code, &WriterId([1; 32])).unwrap().as_deref(),
        Some("generated")
    );
    assert_eq!(storage.invitation(&[4; 32], &WriterId([1; 32])).unwrap(), None);
    let got = takers(|who| storage.take_invitation(&code, &WriterId([who; 32])).unwrap());
    assert_eq!(got.len(), 1);
    let taken = WriterId([got[0]; 32]);
    for who in (1..=8).map(|who| WriterId([who; 32])) {
        assert_eq!(storage.invitation(&code, &who).unwrap().is_some(), who == taken);
        assert_eq!(storage.take_invitation(&code, &who).unwrap(), who == taken);
    }
    assert_eq!(
        storage.invitations().unwrap(),
        [("generated".to_owned(), 5, Some(taken))]
    );
    assert!(!storage.take_invitation(&[4; 32], &taken).unwrap());
}

/// A named value is the last one set, and only one of many takes it away.
pub fn a_named_value_is_taken_by_one_alone(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    assert_eq!(storage.meta("door").unwrap(), None);
    storage.set_meta("door", b"first").unwrap();
    storage.set_meta("door", b"second").unwrap();
    assert_eq!(storage.meta("door").unwrap().as_deref(), Some(&b"second"[..]));
    assert!(!storage.take_meta("door", b"first").unwrap());
    assert_eq!(takers(|_| storage.take_meta("door", b"second").unwrap()).len(), 1);
    assert_eq!(storage.meta("door").unwrap(), None);
}

/// What is known of a phone is what was noted last.
pub fn what_is_known_of_a_phone_is_what_was_noted_last(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let device = |seen, unsent| Device {
        seen,
        unsent,
        oldest: -3,
        digits: "092794".into(),
        chain: vec![1, 2],
        heard: Some([4; 16]),
    };
    let (one, other) = (WriterId([1; 32]), WriterId([2; 32]));
    assert_eq!(storage.device(&one).unwrap(), None);
    for (writer, device) in [
        (one, device(1, 9)),
        (other, device(7, 0)),
        (one, device(5, u64::from(u32::MAX))),
    ] {
        storage.keep_device(&writer, &device).unwrap();
        assert_eq!(storage.device(&writer).unwrap(), Some(device));
    }
    let seen = storage
        .devices()
        .unwrap()
        .into_iter()
        .map(|(writer, device)| (writer, device.seen));
    assert_eq!(seen.collect::<Vec<_>>(), [(other, 7), (one, 5)], "latest first");
}

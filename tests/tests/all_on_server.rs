//! "Everything is on the server": said once it was compared, kept by what comes from that hub, and taken back by whatever
//! else is new here.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::field;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::sync::{Ask, Event};
use crosscheck_hub::serve::Hub;
use crosscheck_tests::courier::Asking;
use crosscheck_tests::hub::{ANN, BOB, LEA, certified};
use crosscheck_tests::party;
use crosscheck_tests::phone::open;

const PUSH: Ask = Ask::Push { most: 1 << 20 };
const PULL: Ask = Ask::Pull { most: 1 << 20, wait: 0 };

async fn all(phone: &mut Asking, asks: &[Ask]) {
    for ask in asks {
        let (event, line) = phone.ask(*ask).await;
        assert!(matches!(event, Event::Told(_)), "{ask:?}: {event:?} {line:?}");
    }
}

async fn joined(hub: &Arc<Hub>, folder: &Path, member: &str, secret: u8) -> Asking {
    let book = open(&folder.join(format!("{member}.db")), member, secret, None);
    let mut phone = Asking::new(hub, book);
    all(&mut phone, &[Ask::Challenge, Ask::Token, PULL]).await;
    phone
}

fn everything(book: &Notebook) -> bool {
    book.is_all_on_server().unwrap()
}

#[tokio::test]
async fn what_comes_from_the_hub_lies_there_and_what_comes_otherwise_is_compared_first() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    let hub = std::thread::spawn(move || certified(&at)).join().unwrap();
    let mut ann = joined(&hub, folder.path(), "ann", ANN).await;
    let mut bob = joined(&hub, folder.path(), "bob", BOB).await;
    assert!(!everything(&ann.book), "nothing was compared yet");
    let visit = party::visit(&mut ann.book);
    ann.book.seal().unwrap();
    all(&mut ann, &[PUSH]).await;
    assert!(!everything(&ann.book), "brought, and not compared");
    all(&mut ann, &[Ask::Heads]).await;
    assert!(everything(&ann.book));

    // Another's note comes by way of the hub: nothing is in doubt for a moment.
    all(&mut bob, &[PULL]).await;
    field::note_site(&mut bob.book, &visit, "别人写的，生成的文字").unwrap();
    bob.book.seal().unwrap();
    all(&mut bob, &[PUSH]).await;
    all(&mut ann, &[PULL]).await;
    assert_eq!(ann.book.digest(), bob.book.digest());
    assert!(everything(&ann.book));

    // The same by way of a bundle may lie nowhere else.
    field::note_site(&mut bob.book, &visit, "带过来的，生成的文字").unwrap();
    bob.book.seal().unwrap();
    let carried = (bob.book.segments().unwrap(), bob.book.texts().unwrap());
    ann.book.take(&carried.0, &carried.1).unwrap();
    assert!(!everything(&ann.book));
    // News of the hub say nothing about it.
    let mut lea = joined(&hub, folder.path(), "lea", LEA).await;
    field::note_site(&mut lea.book, &visit, "组长写的，生成的文字").unwrap();
    lea.book.seal().unwrap();
    all(&mut lea, &[PUSH]).await;
    all(&mut ann, &[PULL]).await;
    assert!(!everything(&ann.book));
    all(&mut ann, &[PUSH, Ask::Heads]).await;
    assert!(everything(&ann.book));
}

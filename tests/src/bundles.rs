//! Bundles of a party, as tests write and take them.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::path::Path;

use crosscheck_core::Error;
use crosscheck_core::bundle::{Choice, Imported, Written, import, write};
use crosscheck_core::change::{BlobRef, Entity, Value};
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Class, Edit, Notebook};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::party::{ORGANISER, Party, group, opener};

/// Bytes that do not pack, of which every piece is another.
#[must_use]
pub fn bytes(length: usize) -> Vec<u8> {
    let mut luck = ChaCha8Rng::seed_from_u64(7);
    (0..length).map(|_| luck.random()).collect()
}

/// The organiser names a file that everybody reads.
pub fn name_file(organiser: &mut Notebook, key: &str, bytes: &[u8]) -> BlobRef {
    let blob = organiser.vault().keep(bytes).unwrap();
    let edit = Edit::new(
        &StreamName::Campaign,
        Entity::new("frame", key),
        "file",
        Value::blob(&blob),
    );
    organiser.save(&[edit]).unwrap();
    blob
}

/// A party whose organiser opens bundles too.
#[must_use]
pub fn party() -> Party {
    let mut party = Party::new();
    let text = opener(ORGANISER).to_text();
    let campaign = Entity::new("campaign", "campaign");
    let edit = Edit::new(&StreamName::Campaign, campaign, "recipient", Value::code(&text));
    party.book(ORGANISER).save(&[edit]).unwrap();
    party.exchange();
    party
}

/// Somebody writes a finding down.
pub fn remark(book: &mut Notebook, visit: &StreamName, words: &str) -> Entity {
    field::note(book, visit, NoteKind::Finding, &[Side::Fact(words.into())]).unwrap()
}

/// Writes a bundle of the group with everything.
pub fn write_all(book: &mut Notebook, path: &Path) -> Written {
    let choice = Choice {
        group: Some(group()),
        files: Some(Class::Original),
    };
    write(book, &choice, path, &mut |_, _| Ok(())).unwrap()
}

/// Imports a bundle as one of the party.
///
/// # Errors
/// What importing says.
pub fn take(book: &mut Notebook, path: &Path, who: usize) -> Result<Imported, Error> {
    import(book, path, &opener(who), &mut |_| Ok(()))
}

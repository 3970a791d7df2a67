//! The notes of lea's phone that is killed while it exchanges: numbered from 1, each with a typed text of its own.

use std::collections::BTreeMap;
use std::path::Path;

use crosscheck_core::Error;
use crosscheck_core::change::Entity;
use crosscheck_core::ids::{OpId, StreamName};
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::store::Key;

use crate::hub::LEA;
use crate::phone;

const FIELD: &str = "note.lea";

/// Opens lea's notebook, which is encrypted as on every phone.
#[must_use]
pub fn open(path: &Path) -> Notebook {
    phone::open(path, "lea", LEA, Some(Key::new([LEA; 32])))
}

/// What the note of a number says.
#[must_use]
pub fn words(number: u64) -> String {
    format!("台账第 {number} 页已核对，生成的文字")
}

fn entity(number: u64) -> Entity {
    Entity::new("answer", &format!("1/S0-{number:06}"))
}

/// Saves the note of a number and gives its op.
///
/// # Errors
/// What the store says.
pub fn note(book: &mut Notebook, visit: &StreamName, number: u64) -> Result<OpId, Error> {
    let text = book.typed(&words(number))?;
    let ops = book.save(&[Edit::typed(visit, entity(number), FIELD, text)])?;
    Ok(ops[0])
}

/// The notes that say what they should, each with its op.
///
/// # Errors
/// What the store says.
pub fn notes(book: &Notebook, visit: &StreamName) -> Result<BTreeMap<u64, OpId>, Error> {
    let mut found = BTreeMap::new();
    for field in book.state().fields_of_kind(visit, "answer") {
        let number = field
            .key
            .entity
            .key
            .rsplit('-')
            .next()
            .and_then(|digits| digits.parse().ok());
        let (Some(number), Some(head)) = (number, field.heads().next()) else {
            continue;
        };
        if book.said(visit, &entity(number), FIELD)? == Some(words(number)) {
            found.insert(number, head.first);
        }
    }
    Ok(found)
}

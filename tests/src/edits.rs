//! Numbered edits in a keyed store: what the program `saver` writes and what the crash tests expect to find again.
//!
//! Edits are numbered from 1 without a gap and each carries a text made of its number, so a reader can tell a lost, a
//! doubled and a damaged edit from a whole one. Everything that knows how edits are stored is in this file; a crash
//! test asks only [`Edits::open`], [`Edits::append`] and [`whole`].

use std::path::Path;

use crosscheck_core::change::{Entity, Value};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::store::Key;
use crosscheck_core::{Error, Lang};

use crate::desk;

/// More edits than any test writes in one lane.
const LANE: u64 = 1_000_000;

/// An open notebook of numbered edits.
#[derive(Debug)]
pub struct Edits {
    notebook: Notebook,
    lane: u64,
    last: u64,
}

impl Edits {
    /// Opens the store, made if it is not there. A level of `PRAGMA synchronous` other than `full` is not the product's.
    ///
    /// # Errors
    /// What the store says.
    pub fn open(path: &Path, synchronous: &str) -> Result<Self, Error> {
        let notebook = desk::open(path, Some(Key::new([9; 32])))?;
        if synchronous != "full" {
            notebook.store().lower_synchronous(synchronous)?;
        }
        let last = rules(&notebook).count() as u64;
        let lane = 0;
        Ok(Self { notebook, lane, last })
    }

    /// Numbers from here on in a lane of its own, so that several programs may write into one store.
    #[must_use]
    pub fn in_lane(mut self, lane: u64) -> Self {
        (self.lane, self.last) = (lane, 0);
        self
    }

    /// How many edits of all lanes are there, in a log that verifies and in which nothing waits.
    ///
    /// # Errors
    /// What the verification finds.
    pub fn count(&self) -> Result<usize, Error> {
        let verified = self.notebook.verify()?;
        Ok(rules(&self.notebook).count().saturating_sub(verified.waiting))
    }

    /// Saves the next edit and gives its number once the notebook says that it is saved.
    ///
    /// # Errors
    /// What the notebook says.
    pub fn append(&mut self) -> Result<u64, Error> {
        let number = self.last + 1;
        let text = self.notebook.typed(&text(number))?;
        let entity = Entity::new("rule", &key(self.lane * LANE + number));
        let edit = Edit::typed(&StreamName::Campaign, entity, "value", text);
        self.notebook.save(&[edit])?;
        // Now and then what lies there is sealed, as on every sync.
        if number.is_multiple_of(50) {
            self.notebook.seal()?;
        }
        self.last = number;
        Ok(number)
    }
}

/// Key and value of every edit, in order.
fn rules(notebook: &Notebook) -> impl Iterator<Item = (&str, &Value)> {
    let rules = notebook
        .state()
        .fields()
        .filter(|field| &*field.key.entity.kind == "rule");
    rules.flat_map(|field| field.values().into_iter().map(|value| (&*field.key.entity.key, value)))
}

fn key(number: u64) -> String {
    format!("R{number:09}")
}

/// The text of an edit, about as long as an answer with a remark.
fn text(number: u64) -> String {
    format!("edit {number}; ")
        .repeat(40)
        .chars()
        .take(299)
        .collect::<String>()
        + "."
}

/// Opens the store as the product would after a crash and says up to which number its edits are whole.
///
/// # Errors
/// Why they are not: it does not open or was salvaged, its verification finds something, or an edit is missing or
/// changed.
pub fn whole(path: &Path) -> Result<u64, String> {
    let said = |what: &str, error: Error| format!("{what}: {}", error.say(Lang::En));
    let edits = Edits::open(path, "full").map_err(|error| said("does not open", error))?;
    let notebook = &edits.notebook;
    if let Some(salvaged) = notebook.store().salvaged() {
        return Err(format!("was damaged and salvaged: {salvaged:?}"));
    }
    notebook.verify().map_err(|error| said("does not verify", error))?;
    let mut whole = 0;
    for (found, value) in rules(notebook) {
        let next = whole + 1;
        let typed = value
            .texts()
            .first()
            .map(|name| notebook.text(&StreamName::Campaign, name));
        let kept = typed
            .transpose()
            .map_err(|error| said("cannot be read", error))?
            .flatten();
        if found != key(next) || kept.as_deref() != Some(&text(next)) {
            return Err(format!("where edit {next} should be stands {found}: {kept:?}"));
        }
        whole = next;
    }
    Ok(whole)
}

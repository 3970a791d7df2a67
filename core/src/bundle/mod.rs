//! Bundles (数据包): the same segments, texts and blobs as one file, for where there is no hub.
//!
//! `recipient` is who opens one, `entry` what stands in it, one after another, `read` the way from the file to entries,
//! `write` and `import` the two verbs, `inspect` a look without taking anything. A bundle is sealed with age to the
//! organiser and the group's devices, and is never changed once written. Importing is a push: any order, any subset,
//! twice; only bytes and signatures are judged, what is redacted here is refused. The one rule to keep: what is whole is
//! taken and what is not is named with its place, whatever a file holds.

mod entry;
mod import;
mod inspect;
mod read;
mod recipient;
mod write;

pub use entry::{Counts, Entry};
pub use import::{Imported, import, import_words};
pub use inspect::{Inspected, inspect};
pub use read::{Entries, Fault, campaign_of};
pub use recipient::{RecipientKey, keep_recipient, kept_recipient, recovery};
pub use write::{Choice, Written, write};

/// How many problems of one file are named; the rest are counted.
const MOST_PROBLEMS: usize = 100;

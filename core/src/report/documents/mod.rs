//! The documents themselves, drafted from what a group recorded: one file a document.
//!
//! A document says what the data carry and nothing else. Where something is missing it says what is missing. Sites are
//! named or not as each document asks (点名, 不点名); cells of protected persons pass through `cells` alone.

mod annexes;
mod cells;
mod consolidated;
mod estimates;
mod feedback;
mod ledger;
mod material;
mod outline;
mod problems;
mod provinces;
mod rectification;
mod summary;
mod tally;
mod volumes;

pub(super) use cells::{Cells as CellSeen, Seen};
pub use consolidated::consolidated;
pub use feedback::{feedback, on_site};
pub use ledger::findings_ledger;
pub use material::{Material, Options};
pub use outline::outline;
pub use rectification::rectification;
pub use summary::summary;

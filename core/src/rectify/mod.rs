//! 整改: how an item goes from found to mended, what its deadline is, and what comes back from the inspected place.
//!
//! `state` holds which step may follow which, `item` what the log holds of an item,
//! `deadline` the bands and the days, `reply` the reading of a returned
//! list, `listed` what a key area carries. Nothing here knows the log: verbs write what these rules allow, views show it. The
//! rule to keep: the system computes what is overdue and what is missing, and never proposes what to do to anybody.

mod deadline;
mod item;
mod listed;
mod reply;
mod state;

pub use deadline::{Band, Days, days, is_overdue};
pub use item::{Done, Extension, Origin, Stage, check_code};
pub use listed::{Listing, Measure, MeasureKind, Tier, YEARLY, supervised, too_few};
pub use reply::{Column, Expected, Reply, SelfRating, day, file_basis, read};
pub use state::{State, Step};

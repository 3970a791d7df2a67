//! Drawing on site, offline: from a list somebody hands over, before the eyes of those who will be visited.
//!
//! Neither side may choose the result. The list, its length N and the number n are fixed; then the phone commits to 16
//! secret bytes by showing their hash; then the host names four digits; then the phone reveals. The states are types:
//! a seed cannot be had before the commitment was made, and a commitment serves once. Where the secret comes from and
//! where the commitment is kept before it is shown is the caller's business; nothing random happens here.

mod ceremony;
mod list;
mod record;

pub use ceremony::{Committed, Digits, Drawn, Fixed, Revealed};
pub(crate) use list::mismatch;
pub use list::{List, MAX_UNITS, Source};
pub use record::Record;

//! Crossing: how core's types reach Kotlin, Swift and Python without any of them being written twice.
//!
//! Views, verbs and what they hold derive UniFFI's traits where they stand. Here is only what cannot be derived: ids and
//! days travel as text, moments as milliseconds since 1970, pairs as small records, sentences as words in the language
//! the app speaks, and what a verb wants back unread (`seen`, fields, things) as text nobody reads. The rule to keep:
//! nothing is decided here; what comes in is checked as it is lifted and refused with the same error as anything else.

mod fault;
mod given;
mod ids;
mod pairs;
mod speech;

pub use fault::{CrosscheckError, of};
pub use given::{AnswerGiven, SampleNumbers};
pub use pairs::{
    ClaimedPlace, DrawnOf, Fact, IndicatorRef, JournalLine, MemberTally, MemberWords, OptionCount, PictureSize,
    PlannedTrip, ReleaseShown, WaitingRow,
};
pub use speech::{speak, spoken};

//! The fold: from the ops a replica holds to what its people see. Any order gives the same result.
//!
//! `State::fold` takes runs of ops in any order, doubled or batched as they come. It places each run in its branch
//! (`branches`), finds in three layers who may be believed (`layers`: organisers, leaders, members), and then, field
//! by field, which statements still stand (`closing`). Nothing is dropped: what is not valid, or follows a gap, waits
//! with a reason and counts as not held. `State::append` brings a single run into a state that stands, where it can
//! change nobody's rights. No clock and no order of arrival decides anything; the one rule to keep is that everything
//! here is a function of the set of ops alone.

mod append;
mod branches;
mod closing;
mod countersign;
mod credentials;
mod dump;
mod field;
mod form;
mod held;
mod layers;
mod release;
pub mod rights;
mod run;
mod signoff;
mod state;
mod verdict;
mod waiting;
mod withdrawal;

pub use append::{Declined, Why};
pub use countersign::{Countersigned, frontier_entity};
pub use field::{Field, FieldKey, Shown, Statement};
pub use release::{Release, Releases};
pub use run::Run;
pub use state::{Flagged, Fork, HeldOp, State};
pub use waiting::{Reason, Waiting};
pub use withdrawal::Withdrawn;

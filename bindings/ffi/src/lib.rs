//! Crosscheck for Kotlin, Swift and Python: what an app of thin screens calls.
//!
//! Three objects live long: the app ([`Crosscheck`]), an open campaign ([`Campaign`]), something that takes a while
//! ([`Errand`]). Everything else is a record of core, handed over whole: one call a screen, one call a verb. Calls return at
//! once and may come from any thread but the one that draws; what waits for a network or a large file is an errand. The
//! rules to keep: every call returns a result, an asynchronous one only waits for work on this library's own threads, a
//! function of the shell is never called under a lock, and what was saved is never cancelled.

mod app;
mod campaign;
mod errand;
mod listen;
mod run;
mod words;

uniffi::setup_scaffolding!();
crosscheck_core::uniffi_reexport_scaffolding!();

pub use app::{Crosscheck, software_keys};
pub use campaign::Campaign;
pub use crosscheck_core::crossing::CrosscheckError;
pub use crosscheck_core::phone::{CampaignListener, Stale};
pub use errand::{Errand, ErrandOutcome, ErrandProgress};
pub use words::{Vocabulary, vocabulary};

/// What every call returns.
type Made<T> = Result<T, CrosscheckError>;

//! `crosscheck serve` and what belongs to a running hub.
//!
//! `storage` is its disk, `hub` its state, `gate` who is asking, `routes` what may be asked, `check` what is looked at
//! before anything is kept, `files` takes and gives files by pieces, `follow` the folder's own notebook behind the ingest, `countersign`
//! the hub's own word for what is signed, `listen` sockets,
//! `certificate` what they show. Commands:
//! `command` serves, `phones` invites and ends, `hubs` certifies, `keep` backs up and puts back, `standing` says what a folder
//! put back waits for, `status` shows it, `resume` lets it write again, `join` is a laptop at another
//! hub, `enrol` one where there is no network.

mod certificate;
mod check;
pub mod command;
mod countersign;
pub mod enrol;
mod file_routes;
mod files;
mod follow;
mod gate;
mod hub;
pub mod hubs;
pub mod join;
pub mod keep;
mod listen;
mod open;
pub mod phones;
pub(crate) mod qr;
mod refusal;
pub mod resume;
mod routes;
mod scope;
mod standing;
pub mod status;
pub mod storage;

pub use certificate::{Tls, own_tls};
pub use check::check;
pub use crosscheck_core::transport::Link;
pub use gate::Invitation;
pub(crate) use gate::hash;
pub use hub::Hub;
pub(crate) use hub::held;
pub use listen::Server;
pub use open::open;
pub(crate) use open::storage;
pub(crate) use refusal::Refusal;
pub(crate) use routes::aside;
pub use routes::router;
pub use scope::Scope;
pub(crate) use standing::{Heard, Standing};

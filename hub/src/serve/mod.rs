//! `crosscheck serve` and what belongs to a running hub.
//!
//! `storage` is its disk, `hub` its state, `gate` who is asking, `routes` what may be asked, `check` what is looked at
//! before anything is kept, `follow` the folder's own notebook behind the ingest, `listen` sockets and TLS.

mod check;
mod follow;
mod gate;
mod hub;
mod link;
mod listen;
mod open;
mod refusal;
mod routes;
mod scope;
pub mod storage;

pub use gate::Invitation;
pub use hub::Hub;
pub use link::Link;
pub use listen::{Server, own_tls};
pub use open::open;
pub use routes::router;
pub use scope::Scope;

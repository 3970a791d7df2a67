//! A whole inspection in one process: phones, a hub, and everything that goes wrong between them.
//!
//! The conversation, the courier, the notebook and the hub's router are the product's own; clock, network and luck are
//! the simulation's, so a seed replays a run. `world` lets things happen, `faults` go wrong, `net` loses, doubles, delays and holds
//! requests, `check` says what must hold, `bugs` are faults put in on purpose to see that the checks would notice.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

pub mod bugs;
mod check;
mod faults;
mod net;
mod phone;
mod world;

pub use bugs::Bug;
pub use world::{World, run};

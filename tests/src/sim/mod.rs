//! A whole inspection in one process: phones, hubs, and everything that goes wrong between them.
//!
//! The conversation, the courier, the notebook and the hub's router are the product's own; clock, network, disk's room
//! and luck are the simulation's, so a seed replays a run. `trip` draws what happens, `world` lets it, `exchange`
//! carries over a `net` that loses, doubles, delays and holds, `pen`, `snap` and `later` write, `faults` and `hubs` go wrong,
//! `check`, `quiet` and `order` say what must hold, `bugs` are faults put in on purpose to see that they would notice.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

pub mod bugs;
mod check;
mod disk;
mod exchange;
mod faults;
mod hubs;
mod later;
mod net;
mod order;
mod pen;
mod phone;
mod quiet;
mod snap;
mod trip;
mod world;

pub use bugs::Bug;
pub use disk::Ground;
pub use world::{World, run};

//! The draw: how units are chosen so that anybody can repeat it.
//!
//! A plan is frozen and hashed before the seed exists; digits rolled before witnesses then order every unit by its
//! ticket. Everything here is integers, exact fractions and bytes: the same frame, plan and seed give the same
//! certificate on every machine, and `verify` says the first thing that differs. Dialect `consistent-1`.

pub mod allocate;
pub mod assign;
pub mod certificate;
pub mod designs;
#[cfg(test)]
mod example;
pub mod frame;
pub mod freeze;
pub mod onsite;
pub mod plan;
pub mod population;
pub mod release;
pub mod roll;
pub mod show;
pub mod size;
pub mod stage;
pub mod start;
pub mod ticket;
mod units;
pub mod verify;
pub mod void;

pub use certificate::Certificate;
pub use frame::{Columns, Frame};
pub use freeze::{Frozen, StratumSize, freeze};
pub use plan::Plan;
pub use release::release;
pub use roll::{Ceremony, roll};
pub use show::show;
pub use ticket::{Seed, Ticket};
pub use verify::verify;
pub use void::void;

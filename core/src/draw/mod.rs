//! The draw: how units are chosen so that anybody can repeat it.
//!
//! A plan is frozen and hashed before the seed exists; digits rolled before witnesses then order every unit by its
//! ticket. Everything here is integers, exact fractions and bytes: the same frame, plan and seed give the same
//! certificate on every machine, and `verify` says the first thing that differs. Dialect `consistent-1`.

pub mod assign;
pub mod onsite;
pub mod size;
pub mod ticket;

pub use ticket::{Seed, Ticket};

//! Crosscheck's core: every rule a phone and a hub must agree on.
//!
//! A cross-inspection asks places what a **pack** says, holds the answers to its thresholds (**judge**), goes to
//! places chosen by a **draw** anybody can repeat, and says how far the visited places speak for the rest
//! (**estimate**). What people find is an append-only **log** (change, merge), kept in
//! a **store** and written through a **notebook**: by the verbs of inspectors (field) and of leader and organiser
//! (lead), and shown by **view**s, one record a screen; photos are **evidence**. This crate holds those rules once. Every room but
//! store, vault, bundle, evidence, notebook, clock, phone, transport, field, lead and view is pure: whoever calls it brings bytes and gets
//! bytes back, so every result can be repeated.
//!
//! No logic lives in this file; each room below opens with what may change in it.
#![deny(missing_docs)]

pub mod bundle;
pub mod canonical;
pub mod change;
pub mod clock;
#[cfg(feature = "uniffi")]
pub mod crossing;
pub mod draw;
pub mod error;
pub mod estimate;
pub mod evidence;
pub mod exact;
pub mod field;
pub mod ids;
pub mod judge;
pub mod lead;
pub mod merge;
pub mod model;
pub mod notebook;
pub mod pack;
#[cfg(feature = "net")]
pub mod phone;
pub mod privacy;
pub mod rectify;
pub mod report;
pub mod store;
pub mod sync;
pub mod table;
#[cfg(feature = "net")]
pub mod transport;
pub mod vault;
pub mod view;
pub mod words;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

pub use error::{Error, ErrorKind, Place, Problem};
pub use words::{Lang, Sentence};

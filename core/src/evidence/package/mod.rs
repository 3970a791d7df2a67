//! The evidence package (证据包): one visit with everything that proves it, as one file anybody can check without a network.
//!
//! A package is a ZIP whose entries lie as they are: `manifest.json` names every other one by its hash; `segments/` are
//! the signed logs of campaign, group and visit, which hold the keys; `texts/` the words of the visit, `files/` its
//! photos, `index.html` a page to read. `write` makes one from a notebook, `verify` checks one from nothing but its bytes
//! and names the first thing that fails, `named` is what of the log both ask. The one rule to keep: the manifest only
//! names; what is believed is what the signatures and the 核验码 on the paper prove.

mod index;
mod manifest;
mod named;
mod verify;
mod write;

pub use manifest::{FileRow, Manifest, MissingRow, Why};
pub use verify::{Verified, verify};
pub use write::{Exported, export};

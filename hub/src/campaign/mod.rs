//! Commands that work on a campaign's folder: `init`, `recover`, `log`, `selfcheck`, `visit`.
//!
//! `folder` knows what lies where in it; every command opens it there.

pub mod file;
pub mod folder;
pub mod init;
pub mod log;
pub mod passphrase;
pub mod recover;
pub mod self_check;
pub mod visit;

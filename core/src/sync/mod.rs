//! The conversation with a hub: what is said, when, and what it means.
//!
//! `wire` has the messages, `spread` says how far every log has come, `pace` how long to wait and how much to send,
//! `conversation` is the state machine of one hub, `courier` makes its requests and reads the answers, `files` those of
//! files, `identity` says who a hub is. No socket, clock or disk is here: `transport` brings the first two, the notebook
//! keeps what came. The rule to keep: nothing is called sent before the hub said it is on its disk, and nothing read
//! before it is on ours.

pub mod conversation;
pub mod courier;
mod files;
pub mod identity;
pub mod pace;
pub mod spread;
pub mod wire;

pub use conversation::{Ask, Conversation, Effect, Event, Failure, Lane, Told};
pub use courier::{Answer, Courier, Request};

//! Everything that is read from a network, a file or a scan: what a minute of broken bytes and a fuzzer by hand are tried on.
//!
//! Each reading gives back what it would write, so that whatever is read can be held to what was read. What is read from
//! outside anew gets a line here and a file in `fixtures/hostile`; the order is that of the corpus.

use crosscheck_core::Error;
use crosscheck_core::bundle::Entry;
use crosscheck_core::change::{Chain, Frontier, HeadsMessage, Op, Segment, TextFrame};
use crosscheck_core::sync::identity::Identity;
use crosscheck_core::sync::wire::{HeadsAsk, HeadsTold, JoinAsk, Joined, Pulled, Push, Pushed, TokenAsk};

/// Reads bytes, and writes again what was read.
pub type Reading = fn(&[u8]) -> Result<Vec<u8>, Error>;

/// Everything that is read from a network, a file or a scan, by the name of its file in the corpus.
pub const READINGS: [(&str, Reading); 16] = [
    ("op", |bytes| Ok(Op::read(bytes)?.as_bytes().to_vec())),
    ("segment", |bytes| {
        let segment = Segment::read_unverified(bytes)?;
        segment.ops()?;
        Ok(segment.as_bytes().to_vec())
    }),
    ("text", |bytes| Ok(TextFrame::read(bytes)?.to_bytes())),
    ("frontier", |bytes| Ok(Frontier::read(bytes)?.to_bytes())),
    ("heads", |bytes| Ok(HeadsMessage::read(bytes)?.to_bytes())),
    ("push", |bytes| Ok(Push::read(bytes)?.to_bytes())),
    ("pushed", |bytes| Ok(Pushed::read(bytes)?.to_bytes())),
    ("pulled", |bytes| Ok(Pulled::read(bytes)?.to_bytes())),
    ("heads-ask", |bytes| Ok(HeadsAsk::read(bytes)?.to_bytes())),
    ("heads-told", |bytes| Ok(HeadsTold::read(bytes)?.to_bytes())),
    ("token-ask", |bytes| Ok(TokenAsk::read(bytes)?.to_bytes())),
    ("join-ask", |bytes| Ok(JoinAsk::read(bytes)?.to_bytes())),
    ("joined", |bytes| Ok(Joined::read(bytes)?.to_bytes())),
    ("chain", |bytes| Ok(Chain::read(bytes)?.to_bytes())),
    ("bundle-entry", |bytes| Ok(Entry::read(bytes)?.to_bytes())),
    ("identity", |bytes| Ok(Identity::read(bytes)?.to_bytes())),
];

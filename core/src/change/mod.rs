//! The bytes of the log: ops, detached texts, segments, signatures, roots, and the messages that compare two logs.
//!
//! `docs/protocol.md` fixes every byte written here; what is written is signed and can never be changed later. Only
//! bytes and signatures are judged in this room: whether an op counts is `merge`'s question. Every reader meets bytes
//! of strangers, so each has a limit, checks the whole before it reads a part, and says what is wrong at which byte.
//! The one rule to keep: what was written stays as it was written, also the fields a later version put there.

pub(crate) mod cbor;
mod credential;
mod cut;
mod enrolment;
mod frontier;
mod heads;
mod key;
mod merkle;
mod op;
mod organisers;
pub(crate) mod packed;
mod positions;
mod segment;
mod text;
mod value;

pub use credential::{Chain, Credential, HubCertificate, SignedCredential};
pub use cut::Cut;
pub use enrolment::{Card, Enrolment, Meeting};
pub use frontier::{Countersignature, Frontier, FrontierCode, Reached};
pub use heads::{HeadsMessage, LEAST_PROTOCOL};
pub use key::{Algorithm, KeyStore, PublicKey, Signature, SoftwareKey, sign, verify};
pub use merkle::{Peaks, consistency, inclusion, root, verify_consistency, verify_inclusion};
pub use op::{Draft, Entity, MAX_LINKS, MAX_OP, Moment, Op, VERSION};
pub use organisers::Organisers;
pub use positions::Positions;
pub use segment::{Header, MAX_SEGMENT, MAX_SEGMENT_OPS, Segment, fits};
pub use text::{MAX_TEXT, TextFrame};
pub use value::{BlobRef, TextRef, Value};

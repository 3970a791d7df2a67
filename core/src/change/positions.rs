//! Positions: how far every writer had come in every stream, as short as that can be said.
//!
//! They say what a report was drafted from, so that it can be drafted again as it was. They prove nothing, which is a
//! frontier's task: streams and writers stand by the first eight bytes of a hash, and whoever holds the log finds them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::cbor::{Reader, Writer};
use super::value::Value;
use crate::Error;
use crate::ids::{StreamName, WriterId};

/// The most streams, and writers of one, that are read.
const MOST: u64 = 4_096;
/// Values longer than this do not fit an op beside its other parts.
const MOST_BYTES: usize = 15 * 1024;

type Short = [u8; 8];

/// How far every writer had come in every stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Positions(BTreeMap<Short, BTreeMap<Short, u64>>);

fn stream_of(stream: &StreamName) -> Short {
    let hash = Sha256::digest(stream.to_string());
    std::array::from_fn(|at| hash[at])
}

fn writer_of(writer: &WriterId) -> Short {
    std::array::from_fn(|at| writer.0[at])
}

impl Positions {
    /// A writer came this far in a stream; the farthest counts.
    pub fn reach(&mut self, stream: &StreamName, writer: &WriterId, seq: u64) {
        let reached = self.0.entry(stream_of(stream)).or_default();
        let reached = reached.entry(writer_of(writer)).or_default();
        *reached = seq.max(*reached);
    }

    /// How far a writer had come in a stream; 0 is nowhere.
    #[must_use]
    pub fn reached(&self, stream: &StreamName, writer: &WriterId) -> u64 {
        let writers = self.0.get(&stream_of(stream));
        let reached = writers.and_then(|writers| writers.get(&writer_of(writer)));
        reached.copied().unwrap_or_default()
    }

    /// `[[stream, [[writer, seq], ...]], ...]`, sorted; none where it would not fit an op.
    #[must_use]
    pub fn to_value(&self) -> Option<Value> {
        let mut out = Writer::new();
        out.array(self.0.len());
        for (stream, writers) in &self.0 {
            out.array(2).bytes(stream).array(writers.len());
            for (writer, seq) in writers {
                out.array(2).bytes(writer).uint(*seq);
            }
        }
        let bytes = out.finish();
        (bytes.len() <= MOST_BYTES).then(|| Value::written(&bytes))
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let pair = |reader: &mut Reader| -> Result<(Short, u64), Error> {
            reader.tuple(2)?;
            Ok((reader.exactly()?, reader.uint()?))
        };
        let stream = |reader: &mut Reader| -> Result<(Short, BTreeMap<Short, u64>), Error> {
            reader.tuple(2)?;
            let stream = reader.exactly()?;
            let writers = reader.sorted(MOST, pair, |(writer, _)| *writer)?;
            Ok((stream, writers.into_iter().collect()))
        };
        let streams = value.reader()?.sorted(MOST, stream, |(stream, _)| *stream)?;
        Ok(Self(streams.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stream(number: u64) -> StreamName {
        format!("g.G{number:02}").parse().unwrap()
    }

    proptest! {
        #[test]
        fn what_was_reached_is_read_again(reached in prop::collection::vec((0_u64..9, 0_u8..5, 1_u64..1_000_000), 0..60)) {
            let mut positions = Positions::default();
            for (at, writer, seq) in &reached {
                positions.reach(&stream(*at), &WriterId([*writer; 32]), *seq);
            }
            let again = Positions::from_value(&positions.to_value().unwrap()).unwrap();
            prop_assert_eq!(&again, &positions);
            for (at, writer, _) in &reached {
                let same = reached.iter().filter(|one| (one.0, one.1) == (*at, *writer));
                let farthest = same.map(|one| one.2).max().unwrap();
                prop_assert_eq!(again.reached(&stream(*at), &WriterId([*writer; 32])), farthest);
            }
            prop_assert_eq!(again.reached(&stream(99), &WriterId([0; 32])), 0);
        }

        #[test]
        fn bytes_of_strangers_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Ok(value) = Value::from_bytes(&bytes) {
                let _ = Positions::from_value(&value);
            }
        }
    }

    #[test]
    fn what_does_not_fit_an_op_is_not_said() {
        let mut positions = Positions::default();
        for writer in 0..2_000_u16 {
            let mut id = [0; 32];
            id[..2].copy_from_slice(&writer.to_be_bytes());
            positions.reach(&stream(1), &WriterId(id), 1);
        }
        assert_eq!(positions.to_value(), None);
    }
}

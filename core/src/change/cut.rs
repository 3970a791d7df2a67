//! A cut: for one writer, points of its branches, stream by stream.
//!
//! An ending is a cut: up to where a writer's ops stand; streams it does not name stand at 0. An admission is one too:
//! it names the missing points, that is seq and root of the last op nobody can bring, and what follows them counts.

use std::collections::BTreeMap;

use super::cbor::{Message, Reader, Writer};
use super::frontier::{MAX_ENTRIES, Reached};
use super::value::Value;
use crate::Error;
use crate::ids::StreamName;

/// Points of one writer's branches by stream; no stream stands there empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut {
    streams: BTreeMap<StreamName, Vec<Reached>>,
}

impl Cut {
    /// The cut that names no stream: as an ending, nothing of the writer stands.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a point.
    pub fn insert(&mut self, stream: &StreamName, point: Reached) {
        let points = self.streams.entry(stream.clone()).or_default();
        if let Err(at) = points.binary_search(&point) {
            points.insert(at, point);
        }
    }

    /// The points in a stream.
    #[must_use]
    pub fn points(&self, stream: &StreamName) -> &[Reached] {
        self.streams.get(stream).map_or(&[], Vec::as_slice)
    }

    /// The value of an `ending` or `admitted`: `[[stream, [[seq, root], ...]], ...]`, sorted.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(self.streams.len());
        for (stream, points) in &self.streams {
            out.array(2).text(&stream.to_string());
            Reached::write_all(points, &mut out);
        }
        Value::written(&out.finish())
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let entry = |reader: &mut Reader| {
            reader.tuple(2)?;
            let stream: StreamName = reader.text(80)?.parse()?;
            Ok((stream, Reached::read_all(reader)?))
        };
        let mut reader = Reader::new(Message::Value, value.as_bytes(), super::MAX_OP)?;
        let streams = reader.sorted(MAX_ENTRIES, entry, |(stream, _)| stream.clone())?;
        Ok(Self {
            streams: streams.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Root;

    #[test]
    fn a_cut_reads_back_and_an_unnamed_stream_has_no_point() {
        let (group, visit) = (
            "g.G01".parse().unwrap(),
            "v.G01.000102030405060708090a0b0c0d0e0f".parse().unwrap(),
        );
        let mut cut = Cut::new();
        for seq in [9, 4, 9] {
            let root = Root([1; 32]);
            cut.insert(&group, Reached { seq, root });
        }
        let read = Cut::from_value(&cut.to_value()).unwrap();
        assert_eq!(read, cut);
        assert_eq!(
            read.points(&group).iter().map(|point| point.seq).collect::<Vec<_>>(),
            [4, 9]
        );
        assert!(read.points(&visit).is_empty());
        assert_eq!(Cut::from_value(&Cut::new().to_value()).unwrap(), Cut::new());
        assert!(Cut::from_value(&Value::null()).is_err());
    }
}

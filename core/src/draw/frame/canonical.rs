//! The canonical CSV of a frame, whose SHA-256 is the frame hash.
//!
//! One header line, every line ended by LF, all rows sorted by id, RFC 4180 quoting only where needed. These bytes are
//! part of dialect `consistent-1` and never change.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::Frame;
use crate::canonical;

/// A hash that can be written to.
struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Frame {
    /// The frame hash: SHA-256 of the canonical CSV, as 64 hex digits.
    #[must_use]
    pub fn hash(&self) -> String {
        canonical::hex(&self.written_to(Hashing(Sha256::new())).0.finalize())
    }

    /// The canonical CSV itself.
    #[must_use]
    pub fn canonical_csv(&self) -> Vec<u8> {
        self.written_to(Vec::new())
    }

    fn written_to<W: Write>(&self, mut out: W) -> W {
        let mut writer = csv::Writer::from_writer(&mut out);
        // Neither memory nor a hash can refuse bytes.
        let _ = writer.write_record(&self.columns);
        for unit in 0..self.len() {
            let _ = writer.write_record((0..self.columns.len()).map(|column| self.cell(unit, column)));
        }
        let _ = writer.flush();
        drop(writer);
        out
    }
}

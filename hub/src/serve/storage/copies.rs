//! Whether another machine has the office stream: what the organiser has not released lies on no phone.

use crosscheck_core::Error;
use crosscheck_core::ids::StreamName;
use crosscheck_core::sync::wire::Epoch;
use rusqlite::OptionalExtension;

use super::{Storage, uint};

const COPY: &str = "office-copy";

/// What another machine of the organiser had when it last held the same as the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeCopy {
    /// The epoch it was heard in.
    pub epoch: Epoch,
    /// The last number of the office stream.
    pub seq: u64,
    /// When, ms since 1970.
    pub at: i64,
}

impl Storage {
    /// The last number of a stream; 0 where nothing came.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn last_of(&self, stream: &StreamName) -> Result<u64, Error> {
        let found: Option<i64> = self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT last FROM stream WHERE name = ?1")?;
            statement.query_row([stream.to_string()], |row| row.get(0)).optional()
        })?;
        Ok(found.map_or(0, uint))
    }

    /// Notes that another machine has the office stream up to a number.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn note_copy(&self, copy: &OfficeCopy) -> Result<(), Error> {
        let bytes = [&copy.epoch[..], &copy.seq.to_be_bytes(), &copy.at.to_be_bytes()].concat();
        self.set_meta(COPY, &bytes)
    }

    /// What another machine was last heard to have; none where there was none.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn office_copy(&self) -> Result<Option<OfficeCopy>, Error> {
        let bytes = self.meta(COPY)?.unwrap_or_default();
        let (Some(epoch), Some(seq), Some(at)) = (bytes.get(..16), bytes.get(16..24), bytes.get(24..32)) else {
            return Ok(None);
        };
        let (epoch, seq, at) = (epoch.try_into(), seq.try_into(), at.try_into());
        Ok(epoch
            .ok()
            .zip(seq.ok())
            .zip(at.ok())
            .map(|((epoch, seq), at)| OfficeCopy {
                epoch,
                seq: u64::from_be_bytes(seq),
                at: i64::from_be_bytes(at),
            }))
    }

    /// Forgets the other machine: it is this one.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn forget_copy(&self) -> Result<(), Error> {
        self.set_meta(COPY, &[])
    }
}

//! The rows around phones: tokens, invitations, when each was last here. Nothing of the log is here.

use crosscheck_core::Error;
use crosscheck_core::ids::WriterId;
use crosscheck_core::sync::wire::Epoch;
use rusqlite::{OptionalExtension, params};

use super::{Storage, int, uint};

/// Tokens a writer may have at once.
const TOKENS: i64 = 8;

/// What is known of a phone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// When it was last here, ms since 1970.
    pub seen: i64,
    /// Ops that wait on it.
    pub unsent: u64,
    /// When the oldest of these was written, by its clock.
    pub oldest: i64,
    /// The six digits it showed when it joined.
    pub digits: String,
    /// A chain it showed; empty where none.
    pub chain: Vec<u8>,
    /// The last epoch in which it turned out to hold nothing that was not here.
    pub heard: Option<Epoch>,
}

fn device(row: &rusqlite::Row) -> rusqlite::Result<Device> {
    Ok(Device {
        seen: row.get(0)?,
        unsent: uint(row.get(1)?),
        oldest: row.get(2)?,
        digits: row.get(3)?,
        chain: row.get(4)?,
        heard: row.get::<_, Vec<u8>>(5)?.try_into().ok(),
    })
}

impl Storage {
    /// A named value.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
            statement.query_row([name], |row| row.get(0)).optional()
        })
    }

    /// Sets a named value.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn set_meta(&self, name: &str, value: &[u8]) -> Result<(), Error> {
        let sql = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2";
        self.write(|transaction| transaction.execute(sql, params![name, value]).map(|_| ()))
    }

    /// Takes a named value away, once; false when it is not this one.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn take_meta(&self, name: &str, value: &[u8]) -> Result<bool, Error> {
        let sql = "DELETE FROM meta WHERE name = ?1 AND value = ?2";
        let taken = self.write(|transaction| transaction.execute(sql, params![name, value]))?;
        Ok(taken == 1)
    }

    /// Keeps the hash of a token.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn keep_token(&self, hash: &[u8; 32], writer: &WriterId) -> Result<(), Error> {
        // A few a writer: a cloned phone must not throw the other one out.
        let sql = "DELETE FROM token WHERE writer = ?1 AND number NOT IN
            (SELECT number FROM token WHERE writer = ?1 ORDER BY number DESC LIMIT ?2)";
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO token (hash, writer) VALUES (?1, ?2)",
                params![hash, writer.0],
            )?;
            transaction.execute(sql, params![writer.0, TOKENS])?;
            Ok(())
        })
    }

    /// Whose token this is.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn token(&self, hash: &[u8; 32]) -> Result<Option<WriterId>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT writer FROM token WHERE hash = ?1")?;
            let writer = statement.query_row([&hash[..]], |row| row.get(0).map(WriterId));
            writer.optional()
        })
    }

    /// Every phone that was here.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn devices(&self) -> Result<Vec<(WriterId, Device)>, Error> {
        self.read(|connection| {
            let sql = "SELECT seen, unsent, oldest, digits, chain, heard, writer FROM device ORDER BY seen DESC";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| Ok((WriterId(row.get(6)?), device(row)?)))?;
            rows.collect()
        })
    }

    /// What is known of one phone; none when it was never here.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn device(&self, writer: &WriterId) -> Result<Option<Device>, Error> {
        self.read(|connection| {
            let sql = "SELECT seen, unsent, oldest, digits, chain, heard FROM device WHERE writer = ?1";
            connection.prepare_cached(sql)?.query_row([writer.0], device).optional()
        })
    }

    /// Notes what is known of a phone.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn keep_device(&self, writer: &WriterId, device: &Device) -> Result<(), Error> {
        let sql = "INSERT INTO device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT DO UPDATE SET seen = ?2, unsent = ?3, oldest = ?4, digits = ?5, chain = ?6, heard = ?7";
        let unsent = int(device.unsent);
        let row = params![
            writer.0,
            device.seen,
            unsent,
            device.oldest,
            device.digits,
            device.chain,
            device.heard.map_or_else(Vec::new, |epoch| epoch.to_vec())
        ];
        self.write(|transaction| transaction.execute(sql, row).map(|_| ()))
    }

    /// Keeps an invitation by the hash of its code.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn keep_invitation(&self, hash: &[u8; 32], text: &str, made: i64) -> Result<(), Error> {
        let sql = "INSERT INTO invitation VALUES (?1, ?2, ?3, NULL)";
        self.write(|transaction| transaction.execute(sql, params![hash, text, made]).map(|_| ()))
    }

    /// An invitation that nobody took, or that this writer took; none otherwise.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn invitation(&self, hash: &[u8; 32], writer: &WriterId) -> Result<Option<String>, Error> {
        let sql = "SELECT said FROM invitation WHERE hash = ?1 AND (writer IS NULL OR writer = ?2)";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement
                .query_row(params![hash, writer.0], |row| row.get(0))
                .optional()
        })
    }

    /// Takes back an invitation that nobody took.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn take_back_invitation(&self, said: &str, made: i64) -> Result<(), Error> {
        let sql = "DELETE FROM invitation WHERE said = ?1 AND made = ?2 AND writer IS NULL";
        self.write(|transaction| transaction.execute(sql, params![said, made]).map(|_| ()))
    }

    /// Gives an invitation to a writer, once; false when somebody else has it.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn take_invitation(&self, hash: &[u8; 32], writer: &WriterId) -> Result<bool, Error> {
        let sql = "UPDATE invitation SET writer = ?2 WHERE hash = ?1 AND (writer IS NULL OR writer = ?2)";
        let taken = self.write(|transaction| transaction.execute(sql, params![hash, writer.0]))?;
        Ok(taken == 1)
    }

    /// Every invitation: what it offers, when it was made, who took it.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn invitations(&self) -> Result<Vec<(String, i64, Option<WriterId>)>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT said, made, writer FROM invitation ORDER BY made")?;
            let rows = statement.query_map([], |row| {
                let writer: Option<[u8; 32]> = row.get(2)?;
                Ok((row.get(0)?, row.get(1)?, writer.map(WriterId)))
            })?;
            rows.collect()
        })
    }
}

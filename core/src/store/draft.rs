//! Drafts: what is being typed, kept on every tap. A draft is no op: nobody else sees it and no rule reads it.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::{Error, ErrorKind, Sentence};

/// The most bytes of a draft: room for the longest text and what stands around it.
const MOST: usize = 256 * 1024;

/// Keeps what a screen holds.
///
/// # Errors
/// [`ErrorKind::Refused`] when it is over the limit.
pub fn keep_draft(transaction: &Transaction, screen: &str, bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() > MOST {
        return Err(Error::new(
            ErrorKind::Refused,
            Sentence::new("store-draft-long").with("most", MOST / 1024),
        ));
    }
    let sql = "INSERT INTO draft VALUES (?1, ?2) ON CONFLICT DO UPDATE SET bytes = excluded.bytes";
    transaction.prepare_cached(sql)?.execute(params![screen, bytes])?;
    Ok(())
}

/// What a screen held; none when nothing is kept.
///
/// # Errors
/// [`ErrorKind::Storage`].
pub fn drafts(connection: &Connection, screen: &str) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM draft WHERE screen = ?1")?;
    Ok(statement.query_row([screen], |row| row.get(0)).optional()?)
}

/// Names and bytes of everything kept whose name begins like this, by name.
///
/// # Errors
/// [`ErrorKind::Storage`].
pub fn drafts_under(connection: &Connection, begins: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let sql = "SELECT screen, bytes FROM draft WHERE substr(screen, 1, length(?1)) = ?1 ORDER BY screen";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([begins], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets what a screen held.
///
/// # Errors
/// [`ErrorKind::Storage`].
pub fn drop_draft(transaction: &Transaction, screen: &str) -> Result<(), Error> {
    transaction
        .prepare_cached("DELETE FROM draft WHERE screen = ?1")?
        .execute([screen])?;
    Ok(())
}

//! Packing: zstd, with one packer of each level and one unpacker a thread.
//!
//! Making either costs more than a small segment does, and phones read thousands of small segments. What is packed and
//! unpacked depends on the bytes alone, never on what went before.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use zstd::bulk::{Compressor, Decompressor};

thread_local! {
    static PACKERS: RefCell<BTreeMap<i32, Compressor<'static>>> = const { RefCell::new(BTreeMap::new()) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Packs bytes.
///
/// # Errors
/// When the packer fails; it is made anew the next time.
pub(crate) fn pack(plain: &[u8], level: i32) -> io::Result<Vec<u8>> {
    PACKERS.with_borrow_mut(|packers| {
        let mut packer = match packers.remove(&level) {
            Some(packer) => packer,
            None => Compressor::new(level)?,
        };
        let small = packer.compress(plain)?;
        packers.insert(level, packer);
        Ok(small)
    })
}

/// Unpacks bytes into at most `most`.
///
/// # Errors
/// When they are none, or unpack to more; the unpacker is made anew the next time.
pub(crate) fn unpack(packed: &[u8], most: usize) -> io::Result<Vec<u8>> {
    UNPACKER.with_borrow_mut(|kept| {
        let mut unpacker = match kept.take() {
            Some(unpacker) => unpacker,
            None => Decompressor::new()?,
        };
        let plain = unpacker.decompress(packed, most)?;
        *kept = Some(unpacker);
        Ok(plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_depends_on_nothing_that_was_packed_before() {
        let first = pack(b"one", 9).unwrap();
        pack(&vec![7; 100_000], 9).unwrap();
        pack(&vec![8; 100_000], 3).unwrap();
        assert_eq!(pack(b"one", 9).unwrap(), first);
        assert_eq!(first, zstd::bulk::compress(b"one", 9).unwrap());
    }

    #[test]
    fn what_cannot_be_unpacked_spoils_nothing_that_comes_after() {
        let packed = pack(&[7; 1000], 3).unwrap();
        assert!(unpack(&packed, 999).is_err() && unpack(&packed[..9], 1000).is_err() && unpack(b"no", 9).is_err());
        assert_eq!(unpack(&packed, 1000).unwrap(), [7; 1000]);
    }
}

//! The form of one sealed file, and reading it anywhere.
//!
//! A head (mark, 32 random bytes the file's own key comes from, length of the plain bytes), then pieces of 64 KiB, each
//! with a nonce of its own, sealed by ChaCha20-Poly1305 over the head and the number of the piece: pieces cannot be
//! swapped, taken from another file or cut off unseen. A piece that is not full is written anew as it grows, which is
//! why nonces are drawn and not counted.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::Prk;

use super::{damaged, disk};
use crate::Error;
use crate::ids::BlobHash;

/// Plain bytes of a full piece.
pub(super) const PIECE: usize = 64 << 10;
const TAG: usize = 16;
/// Bytes of a full piece in the file.
pub(super) const SEALED: usize = NONCE_LEN + PIECE + TAG;
const MARK: &[u8; 8] = b"XVAULT1\n";
/// Bytes of the head.
pub(super) const HEAD: usize = MARK.len() + 32 + 8;

/// What was wrong with a file.
#[derive(Debug)]
pub(super) enum Fault {
    Disk(std::io::Error),
    Damaged,
}

impl Fault {
    pub(super) fn said(self, path: &Path, blob: &BlobHash) -> Error {
        match self {
            Self::Disk(cause) => disk(path, &cause),
            Self::Damaged => damaged(blob),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(cause: std::io::Error) -> Self {
        match cause.kind() {
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData => Self::Damaged,
            _ => Self::Disk(cause),
        }
    }
}

/// The key of one file and what its pieces are sealed over.
pub(super) struct Seal {
    key: LessSafeKey,
    head: [u8; HEAD],
}

fn broken() -> std::io::Error {
    std::io::ErrorKind::InvalidData.into()
}

impl Seal {
    /// A new file of so many plain bytes.
    pub(super) fn new(key: &Prk, length: u64) -> std::io::Result<Self> {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(std::io::Error::other)?;
        let mut head = [0; HEAD];
        head[..8].copy_from_slice(MARK);
        head[8..40].copy_from_slice(&salt);
        head[40..].copy_from_slice(&length.to_be_bytes());
        Self::of(key, head)
    }

    fn of(key: &Prk, head: [u8; HEAD]) -> std::io::Result<Self> {
        let info: [&[u8]; 1] = [&head[8..40]];
        let expanded = key.expand(&info, &CHACHA20_POLY1305).map_err(|_| broken())?;
        Ok(Self {
            key: LessSafeKey::new(UnboundKey::from(expanded)),
            head,
        })
    }

    /// The head a file begins with.
    pub(super) fn read(file: &mut File, key: &Prk) -> std::io::Result<Self> {
        let mut head = [0; HEAD];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut head)?;
        if head[..8] != MARK[..] {
            return Err(broken());
        }
        Self::of(key, head)
    }

    pub(super) fn head(&self) -> &[u8; HEAD] {
        &self.head
    }

    /// Plain bytes of the whole blob.
    pub(super) fn length(&self) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.head[40..]);
        u64::from_be_bytes(bytes)
    }

    fn over(&self, number: u64) -> [u8; HEAD + 8] {
        let mut over = [0; HEAD + 8];
        over[..HEAD].copy_from_slice(&self.head);
        over[HEAD..].copy_from_slice(&number.to_be_bytes());
        over
    }

    /// Seals piece `number`: nonce, then what was sealed, then the tag.
    pub(super) fn seal(&self, number: u64, plain: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(std::io::Error::other)?;
        let mut sealed = Vec::with_capacity(NONCE_LEN + plain.len() + TAG);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let tag = self.key.seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(self.over(number)),
            &mut sealed[NONCE_LEN..],
        );
        sealed.extend_from_slice(tag.map_err(|_| broken())?.as_ref());
        Ok(sealed)
    }

    /// Opens piece `number` in place and gives its plain bytes.
    pub(super) fn open<'a>(&self, number: u64, sealed: &'a mut [u8]) -> std::io::Result<&'a [u8]> {
        let (nonce, rest) = sealed.split_at_mut_checked(NONCE_LEN).ok_or_else(broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let opened = self.key.open_in_place(nonce, Aad::from(self.over(number)), rest);
        opened.map(|plain| &*plain).map_err(|_| broken())
    }
}

/// A number of pieces or bytes that fits this machine's memory, or nothing does.
pub(super) fn small(number: u64) -> std::io::Result<usize> {
    usize::try_from(number).map_err(|_| broken())
}

/// A whole blob, read anywhere.
pub struct Reading {
    file: File,
    seal: Seal,
    at: u64,
    /// The piece that is open, and its plain bytes.
    open: Option<(u64, Vec<u8>)>,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reading at {} of {}", self.at, self.length())
    }
}

impl Reading {
    pub(super) fn open(path: &Path, key: &Prk) -> Result<Self, Fault> {
        let mut file = File::open(path)?;
        let seal = Seal::read(&mut file, key)?;
        let reading = Self {
            file,
            seal,
            at: 0,
            open: None,
        };
        Ok(reading)
    }

    /// Plain bytes of the blob.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.seal.length()
    }

    fn piece(&mut self, number: u64) -> std::io::Result<&[u8]> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            let begin = number * PIECE as u64;
            let plain = small((self.length() - begin).min(PIECE as u64))?;
            let mut sealed = vec![0; NONCE_LEN + plain + TAG];
            self.file.seek(SeekFrom::Start(HEAD as u64 + number * SEALED as u64))?;
            self.file.read_exact(&mut sealed)?;
            let opened = self.seal.open(number, &mut sealed)?.to_vec();
            self.open = Some((number, opened));
        }
        self.open.as_ref().map(|(_, plain)| &plain[..]).ok_or_else(broken)
    }
}

impl Read for Reading {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at >= self.length() {
            return Ok(0);
        }
        let (number, within) = (self.at / PIECE as u64, small(self.at % PIECE as u64)?);
        let rest = self.piece(number)?.get(within..).ok_or_else(broken)?;
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Reading {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let (base, by) = match to {
            SeekFrom::Start(at) => {
                self.at = at;
                return Ok(at);
            }
            SeekFrom::End(by) => (self.length(), by),
            SeekFrom::Current(by) => (self.at, by),
        };
        let at = base.checked_add_signed(by);
        self.at = at.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

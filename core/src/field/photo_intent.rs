//! A photo on its way into the notebook: what was meant, kept before anything is moved.
//!
//! An intent lies among the drafts, encrypted, and holds all that is needed to finish without the camera's picture being
//! unpacked again. Then the files go into the vault, then the ops are saved, then the camera's file goes, then the
//! intent. Whoever is killed in between finds a whole photo after the next start, or nothing. The one rule: a file that
//! is not, byte for byte, the one that was kept is never removed.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::method::own_words;
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{BlobRef, Entity, Value};
use crate::ids::{BlobHash, StreamName};
use crate::notebook::{Edit, Notebook};
use crate::vault::{self, Vault};
use crate::{Error, ErrorKind, Sentence, store};

/// How intents begin among the drafts.
const INTENT: &str = "photo/";
/// The most bytes of an intent: what a draft may hold.
const MOST: usize = 256 << 10;
/// The longest path and caption, in bytes.
const MOST_WORDS: usize = 4_096;
/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// A photo as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Intent {
    pub(super) visit: StreamName,
    pub(super) photo: Entity,
    /// Where the file lies.
    pub(super) file: String,
    /// Whether the file is the camera's, to be removed once it is kept.
    pub(super) ours: bool,
    pub(super) original: BlobRef,
    pub(super) preview: Vec<u8>,
    pub(super) thumbnail: Vec<u8>,
    pub(super) capture: Value,
    pub(super) caption: String,
    /// PACK/INDICATOR; empty where it belongs to none.
    pub(super) indicator: String,
}

/// The name of bytes.
pub(super) fn named(bytes: &[u8]) -> BlobRef {
    BlobRef {
        hash: BlobHash::of(bytes),
        length: bytes.len() as u64,
    }
}

/// Brings bytes into the vault; broken off, it goes on where it was.
pub(super) fn bring(vault: &Vault, way: &str, blob: &BlobRef, from: &mut (impl Read + Seek)) -> Result<(), Error> {
    if vault.holds(&blob.hash) {
        return Ok(());
    }
    let mut part = vault.part(way, blob)?;
    from.seek(SeekFrom::Start(part.offset())).map_err(unreadable)?;
    let mut piece = vec![0; PIECE];
    loop {
        match from.read(&mut piece).map_err(unreadable)? {
            0 => return vault.finish(part, &blob.hash),
            count => part.append(&piece[..count])?,
        }
    }
}

/// A file that cannot be read; one that is gone is told apart.
pub(super) fn unreadable(cause: std::io::Error) -> Error {
    let kind = match cause.kind() {
        std::io::ErrorKind::NotFound => ErrorKind::NotFound,
        _ => ErrorKind::Storage,
    };
    Error::new(kind, Sentence::new("evidence-unreadable").with("cause", cause))
}

/// The name of a file's bytes.
pub(super) fn named_file(path: &Path) -> Result<BlobRef, Error> {
    let mut file = File::open(path).map_err(unreadable)?;
    vault::name(&mut file).map_err(unreadable)
}

impl Intent {
    fn screen(&self) -> String {
        format!("{INTENT}{}", self.photo.key)
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(10).uint(0).text(&self.visit.to_string());
        out.uint(1).text(&self.photo.key).uint(2).text(&self.file);
        out.uint(3).bool(self.ours);
        out.uint(4)
            .array(2)
            .bytes(&self.original.hash.0)
            .uint(self.original.length);
        out.uint(5).bytes(&self.preview).uint(6).bytes(&self.thumbnail);
        out.uint(7).raw(self.capture.as_bytes());
        out.uint(8).text(&self.caption).uint(9).text(&self.indicator);
        out.finish()
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let map = Reader::new(Message::Value, bytes, MOST)?.keyed()?;
        let text = |key: u64| map.need(key)?.text(MOST_WORDS).map(str::to_owned);
        let mut original = map.need(4)?;
        original.tuple(2)?;
        Ok(Self {
            visit: map.need(0)?.name(128, |name| name.parse().ok())?,
            photo: Entity::new("photo", &text(1)?),
            file: text(2)?,
            ours: map.need(3)?.bool()?,
            original: BlobRef {
                hash: BlobHash(original.exactly()?),
                length: original.uint()?,
            },
            preview: map.need(5)?.bytes()?.to_vec(),
            thumbnail: map.need(6)?.bytes()?.to_vec(),
            capture: Value::from_bytes(map.need(7)?.raw()?)?,
            caption: text(8)?,
            indicator: text(9)?,
        })
    }

    /// Goes on with what an earlier try of the same photo left where the disk did not even let it be taken back: a second
    /// intent would be a second photo at the next start. The moment is that of the first try.
    pub(super) fn go_on(&mut self, notebook: &Notebook) -> Result<(), Error> {
        for (_, bytes) in kept(notebook, INTENT)? {
            let Ok(left) = Self::read(&bytes) else { continue };
            let same = (&left.visit, &left.file, &left.original) == (&self.visit, &self.file, &self.original);
            if same && !left.is_said(notebook) {
                (self.photo, self.capture) = (left.photo, left.capture);
                break;
            }
        }
        Ok(())
    }

    /// Keeps the intent; from here on the photo will be. One that is kept as it is already takes no more room.
    pub(super) fn keep(&self, notebook: &Notebook) -> Result<(), Error> {
        let (screen, bytes) = (self.screen(), self.to_bytes());
        if kept(notebook, &screen)?.iter().any(|(_, kept)| *kept == bytes) {
            return Ok(());
        }
        notebook.store().write(|at| store::keep_draft(at, &screen, &bytes))
    }

    /// Moves original, preview and thumbnail into the vault.
    pub(super) fn fill(&self, notebook: &Notebook) -> Result<(), Error> {
        let (vault, way) = (notebook.vault(), self.screen());
        if !vault.holds(&self.original.hash) {
            let mut file = File::open(&self.file).map_err(unreadable)?;
            bring(vault, &way, &self.original, &mut file)?;
        }
        for bytes in [&self.preview, &self.thumbnail] {
            bring(vault, &way, &named(bytes), &mut Cursor::new(bytes))?;
        }
        Ok(())
    }

    /// Whether this writer's log has the photo, counting or not.
    fn is_said(&self, notebook: &Notebook) -> bool {
        let own = notebook.state().ops_of(notebook.id());
        let mut about = own.filter(|held| *held.stream == self.visit);
        about.any(|held| held.op.says().is_some_and(|says| says.entity == self.photo))
    }

    /// Saves the ops, unless they are.
    pub(super) fn say(&self, notebook: &mut Notebook) -> Result<(), Error> {
        if self.is_said(notebook) {
            return Ok(());
        }
        let edit = |field: &str, value: Value| Edit::new(&self.visit, self.photo.clone(), field, value);
        let mut edits = vec![
            edit("original", Value::blob(&self.original)),
            edit("preview", Value::blob(&named(&self.preview))),
            edit("thumb", Value::blob(&named(&self.thumbnail))),
            edit("taken", self.capture.clone()),
        ];
        if !self.indicator.is_empty() {
            edits.push(edit("indicator", Value::code(&self.indicator)));
        }
        edits.extend(own_words(notebook, &self.visit, &self.photo, "caption", &self.caption)?);
        notebook.save(&edits).map(|_| ())
    }

    /// Removes the camera's file, then the intent.
    pub(super) fn clear(&self, notebook: &Notebook) -> Result<(), Error> {
        let path = Path::new(&self.file);
        if self.ours && named_file(path).is_ok_and(|found| found == self.original) {
            std::fs::remove_file(path).map_err(unreadable)?;
            path.parent().map_or(Ok(()), vault::sync_folder)?;
        }
        self.forget(notebook)
    }

    fn forget(&self, notebook: &Notebook) -> Result<(), Error> {
        let screen = self.screen();
        notebook.store().write(|at| store::drop_draft(at, &screen))
    }

    /// Takes everything back of a photo that is not said: its parts, its files that nothing else names, the intent. The
    /// camera's file stays. Gives whether there was nothing to take back, since it is said after all.
    pub(super) fn undo(&self, notebook: &mut Notebook) -> Result<bool, Error> {
        notebook.catch_up()?;
        if self.is_said(notebook) {
            return Ok(true);
        }
        let blobs = [self.original, named(&self.preview), named(&self.thumbnail)];
        drop_blobs(notebook, &self.screen(), &blobs)?;
        self.forget(notebook).map(|()| false)
    }
}

/// Every intent of a kind that is kept.
pub(super) fn kept(notebook: &Notebook, kind: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    notebook.store().read(|at| store::drafts_under(at, kind))
}

/// Drops blobs that no op names, and what came of them.
pub(super) fn drop_blobs(notebook: &Notebook, way: &str, blobs: &[BlobRef]) -> Result<(), Error> {
    for blob in blobs {
        notebook.vault().forget_part(way, &blob.hash)?;
        let mut named = notebook.state().named_blobs();
        if !named.any(|(.., named)| named.hash == blob.hash) {
            notebook.vault().remove(&blob.hash)?;
        }
    }
    Ok(())
}

/// Finishes photos that were on their way when the program ended. One whose file is gone or changed before it was kept
/// is given up; what the disk or a right does not let be finished now stays for the next start.
///
/// # Errors
/// What the store says.
pub(crate) fn finish_photos(notebook: &mut Notebook) -> Result<(), Error> {
    if kept(notebook, INTENT)?.is_empty() && kept(notebook, super::mask_photo::INTENT)?.is_empty() {
        return Ok(());
    }
    // Where another program is at it, what is on its way is that program's.
    let Some(_guard) = notebook.vault().guard(false)? else {
        return Ok(());
    };
    notebook.catch_up()?;
    for (_, bytes) in kept(notebook, INTENT)? {
        // An intent of a later version is that version's to finish.
        let Ok(intent) = Intent::read(&bytes) else { continue };
        // What was said already may have been redacted or let go since: its files are not brought again.
        let done = if intent.is_said(notebook) {
            Ok(())
        } else {
            intent.fill(notebook).and_then(|()| intent.say(notebook))
        };
        match done.map_err(|fault| fault.kind) {
            Ok(()) => intent.clear(notebook)?,
            Err(ErrorKind::NotFound | ErrorKind::CheckFailed | ErrorKind::BadInput) => drop(intent.undo(notebook)?),
            Err(ErrorKind::Storage | ErrorKind::Refused | ErrorKind::NotYet) => {}
        }
    }
    super::mask_photo::take_back(notebook)
}

/// How many photos wait to be finished.
///
/// # Errors
/// What the store says.
pub fn unfinished_photos(notebook: &Notebook) -> Result<usize, Error> {
    Ok(kept(notebook, INTENT)?.len())
}

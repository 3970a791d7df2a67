//! Checking a package from nothing but its bytes. The first thing that fails is named, and nothing after it is believed.
//!
//! In this order: the file is a package and holds what its manifest names, byte for byte; every segment is signed by the
//! key it names and belongs to this campaign and visit; no log has a hole; everything a signature covers is there; every
//! photo the log names is there, or the log itself says why not.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive};

use super::manifest::{FILES, FileRow, INDEX, MANIFEST, Manifest, SEGMENTS, TEXTS, Why, hash_of};
use super::named::{is_kept, named_files, named_texts};
use crate::canonical::hex;
use crate::change::{Segment, TextFrame, TextRef};
use crate::evidence::{Leaves, leaves};
use crate::field::{Signed, signed_in};
use crate::ids::{BlobHash, CampaignId, StreamName, unhex};
use crate::merge::{Run, State};
use crate::vault::MAX_BLOB;
use crate::{Error, ErrorKind, Place, Sentence};

/// More entries than any visit makes.
const MOST_ENTRIES: usize = 200_000;
/// The longest record: a segment or a text.
const MOST_RECORD: u64 = 4 << 20;
/// The longest manifest.
const MOST_MANIFEST: u64 = 64 << 20;

/// A package that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The campaign, hex.
    pub campaign: String,
    /// The visit's stream.
    pub visit: StreamName,
    /// What is signed for, the one that leaves out least first.
    pub signed: Vec<Signed>,
    /// Ops of the visit.
    pub ops: usize,
    /// Ops of the visit that wait for something and do not count.
    pub waiting: usize,
    /// Texts that are here.
    pub texts: usize,
    /// Texts the visit names that are not here: redacted, or not held by who made the package.
    pub texts_missing: usize,
    /// Files that are here.
    pub files: usize,
    /// Files that are not, by why.
    pub missing: BTreeMap<Why, usize>,
}

type Archive = ZipArchive<BufReader<File>>;

fn failed(entry: &str, what: Sentence) -> Error {
    Error::at(ErrorKind::CheckFailed, Place::file(entry), what)
}

/// Checks a package.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] with the first thing that fails and the entry it lies in; [`ErrorKind::Storage`] when the
/// file cannot be read.
pub fn verify(path: &Path) -> Result<Verified, Error> {
    let name = path.display().to_string();
    let opened = File::open(path).map_err(|cause| {
        let what = Sentence::new("package-disk").with("cause", cause);
        Error::at(ErrorKind::Storage, Place::file(&name), what)
    })?;
    let broken = |_| failed(&name, Sentence::new("package-not-one"));
    let mut archive = ZipArchive::new(BufReader::new(opened)).map_err(broken)?;
    let manifest = manifest(&mut archive, &name)?;
    let campaign = unhex(&manifest.campaign).and_then(|bytes| bytes.try_into().ok());
    let visit = manifest.visit.parse::<StreamName>().ok();
    let (Some(campaign), Some(visit @ StreamName::Visit(..))) = (campaign.map(CampaignId), visit) else {
        return Err(failed(MANIFEST, Sentence::new("package-manifest-bad")));
    };
    let (runs, texts) = records(&mut archive, &manifest, &campaign, &visit)?;
    let named = named_texts(&runs, &visit);
    let state = State::fold(campaign, runs);
    no_holes(&state)?;
    let signed = signed_in(&state, &visit);
    all_signed_is_there(&state, &signed)?;
    let files = files(&manifest, &state, &visit)?;
    if let Some(text) = texts.iter().find(|text| !named.contains(*text)) {
        return Err(failed(
            TEXTS,
            Sentence::new("package-text-unnamed").with("text", &text.hash.to_string()[..12]),
        ));
    }
    let mut missing = BTreeMap::new();
    for row in &manifest.missing {
        *missing.entry(row.why).or_default() += 1;
    }
    Ok(Verified {
        campaign: manifest.campaign,
        ops: state.count_in(&visit),
        waiting: state.waiting().iter().filter(|waiting| waiting.stream == visit).count(),
        texts: texts.len(),
        texts_missing: named.len() - texts.len(),
        files,
        missing,
        signed,
        visit,
    })
}

/// The manifest, and that every entry is named by it, is there once and has its bytes.
fn manifest(archive: &mut Archive, name: &str) -> Result<Manifest, Error> {
    let not_one = || failed(name, Sentence::new("package-not-one"));
    if archive.len() > MOST_ENTRIES {
        return Err(not_one());
    }
    let names = archive.file_names().map(|name| name.map(Cow::into_owned));
    let names: BTreeSet<String> = names.collect::<Result<_, _>>().map_err(|_| not_one())?;
    if names.len() != archive.len() {
        return Err(not_one());
    }
    let bytes = bytes(archive, MANIFEST, MOST_MANIFEST)?;
    let manifest = Manifest::read(&bytes).ok_or_else(|| failed(MANIFEST, Sentence::new("package-manifest-bad")))?;
    let listed: BTreeSet<&str> = manifest
        .entries
        .iter()
        .map(|row| &*row.path)
        .chain([MANIFEST])
        .collect();
    if let Some(extra) = names.iter().find(|name| !listed.contains(&***name)) {
        return Err(failed(extra, Sentence::new("package-entry-unlisted")));
    }
    for row in &manifest.entries {
        check_entry(archive, row)?;
    }
    Ok(manifest)
}

fn check_entry(archive: &mut Archive, row: &FileRow) -> Result<(), Error> {
    let folders = [SEGMENTS, TEXTS, FILES];
    let own = row.path == INDEX || folders.iter().any(|folder| row.path.starts_with(folder));
    if !own || row.length > MAX_BLOB {
        return Err(failed(&row.path, Sentence::new("package-entry-unlisted")));
    }
    let changed = || failed(&row.path, Sentence::new("package-entry-changed"));
    let mut entry = entry(archive, &row.path)?;
    let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = entry.read(&mut buffer).map_err(|_| changed())?;
        if read == 0 {
            break;
        }
        length += read as u64;
        // Whatever the archive says of its entries, no more is read than was named.
        if length > row.length {
            return Err(changed());
        }
        hash.update(&buffer[..read]);
    }
    if length != row.length || hex(&hash.finalize()) != row.sha256 {
        return Err(changed());
    }
    Ok(())
}

fn entry<'a>(archive: &'a mut Archive, path: &str) -> Result<zip::read::ZipFile<'a, BufReader<File>>, Error> {
    let missing = |_| failed(path, Sentence::new("package-entry-missing"));
    let entry = archive.by_name(path).map_err(missing)?;
    // Nothing to unpack, nothing to be bombed with.
    if entry.compression() != CompressionMethod::Stored {
        return Err(failed(path, Sentence::new("package-entry-changed")));
    }
    Ok(entry)
}

fn bytes(archive: &mut Archive, path: &str, most: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = entry(archive, path)?.take(most + 1).read_to_end(&mut bytes);
    if read.is_err() || bytes.len() as u64 > most {
        return Err(failed(path, Sentence::new("package-entry-changed")));
    }
    Ok(bytes)
}

/// The signed runs of the three streams, and the names of the texts.
fn records(
    archive: &mut Archive,
    manifest: &Manifest,
    campaign: &CampaignId,
    visit: &StreamName,
) -> Result<(Vec<Run>, BTreeSet<TextRef>), Error> {
    let group = visit.group().cloned().map(StreamName::Group);
    let (mut runs, mut texts) = (Vec::new(), BTreeSet::new());
    for row in &manifest.entries {
        if row.path.starts_with(SEGMENTS) {
            let bytes = bytes(archive, &row.path, MOST_RECORD)?;
            let segment = Segment::read(&bytes);
            let segment = segment.map_err(|_| failed(&row.path, Sentence::new("package-segment-forged")))?;
            let stream = &segment.header().stream;
            let own = stream == visit || *stream == StreamName::Campaign || Some(stream) == group.as_ref();
            if segment.header().campaign != *campaign || !own {
                return Err(failed(&row.path, Sentence::new("package-segment-other")));
            }
            let run = Run::of_segment(&segment);
            runs.push(run.map_err(|_| failed(&row.path, Sentence::new("package-segment-forged")))?);
        } else if row.path.starts_with(TEXTS) {
            let bytes = bytes(archive, &row.path, MOST_RECORD)?;
            let frame = TextFrame::read(&bytes);
            let frame = frame.map_err(|_| failed(&row.path, Sentence::new("package-entry-changed")))?;
            texts.insert(frame.name());
        }
    }
    Ok((runs, texts))
}

fn no_holes(state: &State) -> Result<(), Error> {
    if state.organisers().is_none() {
        return Err(failed(SEGMENTS, Sentence::new("package-campaign-other")));
    }
    let writers: BTreeSet<_> = state.activity().into_keys().collect();
    for writer in writers {
        for stream in state.streams().into_keys() {
            if let Some(gap) = state.gaps(&writer, stream).first() {
                let what = Sentence::new("package-gap").with("writer", &writer.to_string()[..12]);
                return Err(failed(SEGMENTS, what.with("stream", stream).with("seq", gap.seq)));
            }
        }
    }
    Ok(())
}

/// What was cut off behind the last op that is there leaves no hole: a signature over it says that there was more.
fn all_signed_is_there(state: &State, signed: &[Signed]) -> Result<(), Error> {
    for signed in signed {
        if let Some((writer, _, point)) = state.lacking_of(&signed.frontier).first() {
            let what = Sentence::new("package-signed-missing").with("code", signed.frontier.code().printed());
            let what = what.with("writer", &writer.to_string()[..12]).with("seq", point.seq);
            return Err(failed(SEGMENTS, what));
        }
    }
    Ok(())
}

/// Every file the log names is here, or the log says why it is not; gives how many are here.
fn files(manifest: &Manifest, state: &State, visit: &StreamName) -> Result<usize, Error> {
    let here: BTreeMap<&str, u64> = manifest
        .entries
        .iter()
        .filter_map(|row| Some((hash_of(&row.path)?, row.length)))
        .collect();
    let kept = leaves(state, visit);
    let missing: BTreeMap<&str, Why> = manifest.missing.iter().map(|row| (&*row.sha256, row.why)).collect();
    let named = named_files(state, visit);
    for (hash, blob) in &named {
        let name = hash.to_string();
        let what = |code| Err(failed(&format!("{FILES}{name}"), Sentence::new(code)));
        match (here.get(&*name), missing.get(&*name)) {
            (Some(length), None) if *length == blob.length => {}
            (Some(_), _) => return what("package-file-other"),
            (None, None) => return what("package-file-missing"),
            (None, Some(Why::NotHeld)) => {}
            (None, Some(why)) if excused(*why, state, visit, &kept, hash) => {}
            (None, Some(_)) => return what("package-file-excuse"),
        }
    }
    let unnamed = here
        .keys()
        .find(|name| BlobHash::parse(name).is_none_or(|hash| !named.contains_key(&hash)));
    if let Some(name) = unnamed {
        return Err(failed(&format!("{FILES}{name}"), Sentence::new("package-file-unnamed")));
    }
    // The bytes were held against the hash in the manifest: the name must be the same one.
    let renamed = manifest.entries.iter().find(|row| {
        let name = hash_of(&row.path);
        row.path.starts_with(FILES) && name != Some(&*row.sha256)
    });
    match renamed {
        Some(row) => Err(failed(&row.path, Sentence::new("package-file-other"))),
        None => Ok(here.len()),
    }
}

fn excused(why: Why, state: &State, visit: &StreamName, kept: &Leaves, hash: &BlobHash) -> bool {
    match why {
        Why::Redacted => state.is_blob_redacted(visit, hash),
        Why::Withheld => is_kept(state, visit, kept, hash),
        Why::NotHeld => true,
    }
}

//! The disk as a running program sees it, and beside it what of that is safe from a power cut.

use std::collections::BTreeMap;

use super::Step;

/// A change of a file's bytes that is not synced yet.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

impl Change {
    /// Makes the change and gives the range of bytes that may be others now.
    pub(super) fn apply(&self, bytes: &mut Vec<u8>) -> std::ops::Range<usize> {
        match self {
            Self::Write(at, new) => {
                let end = at + new.len();
                let from = bytes.len().min(*at);
                bytes.resize(bytes.len().max(end), 0);
                bytes[*at..end].copy_from_slice(new);
                from..end
            }
            Self::Resize(len) => {
                let range = bytes.len().min(*len)..bytes.len().max(*len);
                bytes.resize(*len, 0);
                range
            }
        }
    }
}

/// A file whatever it is called: its bytes as last synced, and what waits since.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) synced: Vec<u8>,
    pub(super) waiting: Vec<Change>,
}

/// A change of the folder's names that is not synced yet; files are told by their number.
#[derive(Debug, Clone)]
pub(super) enum Naming {
    Link(String, usize),
    Unlink(String),
    Rename(String, String),
}

impl Naming {
    pub(super) fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Link(name, file) => {
                names.insert(name.clone(), *file);
            }
            Self::Unlink(name) => {
                names.remove(name);
            }
            Self::Rename(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }
}

/// One folder on a disk, empty at first.
#[derive(Debug, Default)]
pub struct Disk {
    pub(super) files: Vec<File>,
    pub(super) safe_names: BTreeMap<String, usize>,
    pub(super) waiting: Vec<Naming>,
    names: BTreeMap<String, usize>,
}

impl Disk {
    /// Does what the program did.
    ///
    /// # Panics
    /// When a step names a file that was never made.
    pub fn apply(&mut self, step: &Step) {
        match step {
            Step::Created(name) if self.names.contains_key(name) => {}
            Step::Created(name) => {
                self.files.push(File::default());
                self.name(Naming::Link(name.clone(), self.files.len() - 1));
            }
            Step::Written(name, at, bytes) => self.file(name).waiting.push(Change::Write(*at, bytes.clone())),
            Step::Resized(name, len) => self.file(name).waiting.push(Change::Resize(*len)),
            Step::Synced(name) => {
                let file = self.file(name);
                for change in std::mem::take(&mut file.waiting) {
                    change.apply(&mut file.synced);
                }
            }
            Step::FolderSynced => {
                self.safe_names.clone_from(&self.names);
                self.waiting.clear();
            }
            Step::Removed(name) => self.name(Naming::Unlink(name.clone())),
            Step::Renamed(from, to) => self.name(Naming::Rename(from.clone(), to.clone())),
            Step::Acknowledged(_) => {}
        }
    }

    fn name(&mut self, naming: Naming) {
        naming.apply(&mut self.names);
        self.waiting.push(naming);
    }

    fn file(&mut self, name: &str) -> &mut File {
        let number = self.names.get(name);
        let number = number.unwrap_or_else(|| panic!("{name} is used and was never made"));
        &mut self.files[*number]
    }

    /// The files that a power cut now may leave without some of their bytes, or without their name.
    #[must_use]
    pub fn at_risk(&self) -> Vec<&str> {
        let risk = |(name, file): &(&String, &usize)| {
            !self.files[**file].waiting.is_empty() || self.safe_names.get(*name) != Some(file)
        };
        self.names.iter().filter(risk).map(|(name, _)| name.as_str()).collect()
    }
}

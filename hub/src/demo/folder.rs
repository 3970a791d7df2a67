//! The folder of the demonstration: what was written, in order, with a word about each file.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use crosscheck_core::{Error, ErrorKind, Place, Sentence};

use crate::context::{self, Context};

/// A folder that remembers what was put into it.
pub struct Folder {
    path: PathBuf,
    written: RefCell<Vec<(String, &'static str)>>,
}

impl Folder {
    /// Makes the folder, or takes the one that is there; files of an earlier demonstration are replaced one by one.
    pub fn make(path: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(path).map_err(|error| {
            let what = Sentence::new("file-not-written").with("reason", error);
            Error::at(ErrorKind::Storage, Place::file(&path.display().to_string()), what)
        })?;
        Ok(Self {
            path: path.to_path_buf(),
            written: RefCell::default(),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file and gives it back as it now stands on the disk; `about` is the code of the word about it.
    pub fn put(&self, name: &str, bytes: &[u8], about: &'static str) -> Result<Vec<u8>, Error> {
        let path = self.path.join(name);
        context::write(&path, bytes)?;
        self.wrote(name, about);
        context::read(&path)
    }

    /// Remembers a file that something else wrote there.
    pub fn wrote(&self, name: &str, about: &'static str) {
        self.written.borrow_mut().push((name.to_owned(), about));
    }

    /// Says what lies where.
    pub fn list(&self, context: &Context) {
        let heading = Sentence::new("demo-files").with("dir", self.path.display());
        context.print(&format!("\n{}", context.say(&heading)));
        let rows = self.written.borrow();
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|(name, about)| vec![name.clone(), context.word(about)])
            .collect();
        context.table(&[context.word("demo-file"), context.word("demo-about")], &rows, &[]);
        let next = Sentence::new("demo-next").with("dir", self.path.display());
        context.tell(&next);
    }
}

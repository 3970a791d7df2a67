//! Power cuts: what a disk may hold when the power goes while a program writes, tried on a recorded program.
//!
//! [`trace`] records with strace what a program did to the files of one folder, as [`Step`]s in order. [`Disk`]
//! replays the steps and knows of each file what is synced and what only waits. [`surviving`] draws one of the states
//! the disk may be found in. The rule of all three: a promise is only what POSIX gives. A file's bytes are safe after
//! fsync or fdatasync of that file; its name is safe after fsync of the folder; of all else any sector of 512 bytes
//! may be the old or the new one, any size in between may be found, and a name may be there or not.
//!
//! What the model does not know (a write by shared memory, two threads writing at once) stops the test with a
//! sentence; it is never taken for safe. Shared memory of SQLite (`-shm`) is left out: it is made anew after a crash.

mod cut;
mod image;
pub mod trace;

pub use cut::surviving;
pub use image::Disk;

/// What a program did to a file of the folder, or said, in the order it happened. Files are named without the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The file was opened to be made if it was not there.
    Created(String),
    /// The bytes were written at an offset.
    Written(String, usize, Vec<u8>),
    /// The file was cut or grown to a length.
    Resized(String, usize),
    /// The file's bytes were synced.
    Synced(String),
    /// The names in the folder were synced.
    FolderSynced,
    /// The name was taken away.
    Removed(String),
    /// The first name became the second.
    Renamed(String, String),
    /// `saved N` was said on standard output.
    Acknowledged(u64),
}

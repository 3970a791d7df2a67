//! A process's first encrypted files are opened by many threads at once. Alone in its file: what is first is first once.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::sync::Barrier;

use crosscheck_core::store::{Key, Store};
use crosscheck_hub::serve::storage::Storage;

const THREADS: usize = 16;

#[test]
fn many_open_the_first_encrypted_files_of_a_process_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let all_here = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (all_here, path) = (&all_here, folder.path().join(format!("{thread}.db")));
            scope.spawn(move || {
                all_here.wait();
                if thread % 2 == 0 {
                    Storage::open(&path, Some(Key::new([7; 32]))).map(drop).unwrap();
                } else {
                    Store::open(&path, Some(Key::new([7; 32]))).map(drop).unwrap();
                }
            });
        }
    });
}

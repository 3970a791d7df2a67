//! This library's own threads: made once, shared by every errand, never the caller's.

use std::future::Future;
use std::sync::OnceLock;

use crosscheck_core::{ErrorKind, Sentence, crossing};
use tokio::runtime::Runtime;

use crate::Made;

static THREADS: OnceLock<Option<Runtime>> = OnceLock::new();

fn threads() -> Made<&'static Runtime> {
    let made = THREADS.get_or_init(|| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder
            .worker_threads(2)
            .thread_name("crosscheck")
            .enable_time()
            .build()
            .ok()
    });
    let what = || crossing::of(ErrorKind::Storage, Sentence::new("phone-no-threads"));
    made.as_ref().ok_or_else(what)
}

/// Begins work on these threads and does not wait for it.
pub(crate) fn begin<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Made<tokio::task::JoinHandle<T>> {
    Ok(threads()?.spawn(work))
}

/// Begins work that holds its thread.
pub(crate) fn begin_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Made<tokio::task::JoinHandle<T>> {
    Ok(threads()?.spawn_blocking(work))
}

/// Does work that holds its thread, on these threads, and waits for it. Whoever stops waiting stops nothing.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> Made<T> + Send + 'static) -> Made<T> {
    begin_blocking(work)?.await.unwrap_or_else(|_| Err(broken()))
}

/// That this library failed in a way it does not know of.
pub(crate) fn broken() -> crate::CrosscheckError {
    crossing::of(ErrorKind::Storage, Sentence::new("phone-broken"))
}

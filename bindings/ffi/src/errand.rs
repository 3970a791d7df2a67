//! Errands: what takes a while. One is begun by the call that gives it, says how far it is, ends with an outcome or an
//! error, and can be broken off; what it saved before that stays saved.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crosscheck_core::bundle::{Counts, Imported, Written};
use crosscheck_core::{Sentence, phone};
use tokio::sync::watch;

use crate::run::{begin, begin_blocking, broken};
use crate::{CrosscheckError, Made};

/// How far an errand is.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct ErrandProgress {
    /// So much is done.
    pub done: u64,
    /// Of so much; 0 while nobody knows.
    pub of: u64,
    /// In words; empty while there is nothing to say.
    pub words: String,
}

/// What a bundle brought.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BundleTaken {
    /// What was not known and is now here.
    pub new: Counts,
    /// What was here.
    pub known: Counts,
    /// Texts and files that were redacted here and not taken.
    pub redacted: u64,
    /// Files that no statement held here names.
    pub unnamed: u64,
    /// Photos that wait to be masked on the phone that took them.
    pub withheld: u64,
    /// Statements that wait because something before them is missing.
    pub gaps: u64,
    /// What was not whole, with its place, in words.
    pub problems: Vec<String>,
}

impl From<Imported> for BundleTaken {
    fn from(taken: Imported) -> Self {
        let lang = crosscheck_core::crossing::spoken();
        Self {
            new: taken.new,
            known: taken.known,
            redacted: taken.redacted,
            unnamed: taken.unnamed,
            withheld: taken.withheld,
            gaps: taken.gaps as u64,
            problems: taken.problems.iter().map(|problem| problem.say(lang)).collect(),
        }
    }
}

/// What an errand came to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum ErrandOutcome {
    /// Everything was exchanged that could be.
    Synced {
        /// The last line of the journal, in words.
        words: String,
        /// Whether all of it lies on the office's server.
        everything: bool,
    },
    /// A bundle lies at its place.
    BundleWritten {
        /// What is in it.
        written: Written,
    },
    /// A bundle was taken in.
    BundleOpened {
        /// What it brought.
        taken: BundleTaken,
    },
    /// A document lies at its place.
    Exported {
        /// Its length in bytes.
        bytes: u64,
        /// What to look at, in words: length over the limit, numbers in doubt.
        remarks: Vec<Sentence>,
    },
}

impl ErrandOutcome {
    /// Writes a file and says so.
    pub(crate) fn written(path: &Path, bytes: &[u8], remarks: Vec<Sentence>) -> Made<Self> {
        phone::write_file(path, bytes)?;
        Ok(Self::Exported {
            bytes: bytes.len() as u64,
            remarks,
        })
    }
}

#[derive(Debug, Clone, Default)]
struct Standing {
    progress: ErrandProgress,
    ended: Option<Made<ErrandOutcome>>,
}

/// Something that takes a while.
#[derive(Debug, uniffi::Object)]
pub struct Errand {
    standing: watch::Sender<Standing>,
    cancelled: AtomicBool,
    /// Wakes whoever waits inside the errand.
    broken_off: tokio::sync::Notify,
}

impl Errand {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            standing: watch::Sender::new(Standing::default()),
            cancelled: AtomicBool::new(false),
            broken_off: tokio::sync::Notify::new(),
        })
    }

    /// Begins work that holds its thread.
    pub(crate) fn begin_blocking(work: impl FnOnce(&Self) -> Made<ErrandOutcome> + Send + 'static) -> Made<Arc<Self>> {
        let errand = Self::new();
        let own = errand.clone();
        let running = begin_blocking(move || {
            let came = work(&own);
            own.end(came);
        })?;
        errand.clone().watch_over(running)?;
        Ok(errand)
    }

    /// Begins work that waits.
    pub(crate) fn begin<F>(work: impl FnOnce(Arc<Self>) -> F) -> Made<Arc<Self>>
    where
        F: Future<Output = Made<ErrandOutcome>> + Send + 'static,
    {
        let errand = Self::new();
        let (own, came) = (errand.clone(), work(errand.clone()));
        let running = begin(async move {
            let came = came.await;
            own.end(came);
        })?;
        errand.clone().watch_over(running)?;
        Ok(errand)
    }

    /// An errand that failed without saying so ends all the same.
    fn watch_over(self: Arc<Self>, running: tokio::task::JoinHandle<()>) -> Made<()> {
        begin(async move {
            if running.await.is_err() {
                self.end(Err(broken()));
            }
        })
        .map(drop)
    }

    fn end(&self, came: Made<ErrandOutcome>) {
        let came = match came {
            Err(_) if self.is_cancelled() => Err(CrosscheckError::cancelled()),
            came => came,
        };
        self.standing.send_modify(|standing| {
            standing.ended.get_or_insert(came);
        });
    }

    /// Whether somebody broke it off.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// Goes on, unless somebody broke it off.
    pub(crate) fn go_on(&self) -> Made<()> {
        if self.is_cancelled() {
            Err(CrosscheckError::cancelled())
        } else {
            Ok(())
        }
    }

    /// Comes back when somebody breaks it off.
    pub(crate) async fn cancellation(&self) {
        self.broken_off.notified().await;
    }

    /// Says how far it is.
    pub(crate) fn tell(&self, done: u64, of: u64, words: Option<String>) {
        self.standing.send_modify(|standing| {
            standing.progress.done = done;
            standing.progress.of = of;
            if let Some(words) = words {
                standing.progress.words = words;
            }
        });
    }

    async fn wait(&self) -> Made<ErrandOutcome> {
        let mut standing = self.standing.subscribe();
        let ended = standing.wait_for(|standing| standing.ended.is_some()).await;
        ended
            .ok()
            .and_then(|standing| standing.ended.clone())
            .unwrap_or_else(|| Err(broken()))
    }
}

#[uniffi::export]
impl Errand {
    /// How far it is.
    pub fn progress(&self) -> Made<ErrandProgress> {
        Ok(self.standing.borrow().progress.clone())
    }

    /// Whether it ended, well or not.
    pub fn ended(&self) -> Made<bool> {
        Ok(self.standing.borrow().ended.is_some())
    }

    /// Breaks it off as soon as nothing is half done. What it saved stays saved; one that ended stays as it ended.
    pub fn cancel(&self) -> Made<()> {
        self.cancelled.store(true, Ordering::SeqCst);
        self.broken_off.notify_one();
        Ok(())
    }

    /// What it came to; waits until it ends. Whoever stops waiting does not stop the errand.
    pub async fn outcome(self: Arc<Self>) -> Made<ErrandOutcome> {
        begin(async move { self.wait().await })?
            .await
            .unwrap_or_else(|_| Err(broken()))
    }
}

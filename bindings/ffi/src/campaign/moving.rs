//! Exchanging with the hub and with bundles.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_core::bundle::{self, Choice};
use crosscheck_core::crossing::spoken;
use crosscheck_core::notebook::Class;
use crosscheck_core::transport::{Standing, Transport};
use crosscheck_core::words::say;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::Campaign;
use crate::errand::{BundleTaken, Errand, ErrandOutcome};
use crate::run::{aside, begin, begin_blocking};
use crate::{CrosscheckError, Made};

/// How long one exchange may take.
const MOST: Duration = Duration::from_hours(1);
/// So many tries in a row that reach no hub end an exchange that somebody waits for.
const TRIES: u64 = 3;

/// Which files go into a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum BundleFiles {
    /// None: records and texts alone.
    Nothing,
    /// Thumbnails, packs, certificates.
    Small,
    /// Previews too.
    Previews,
    /// Everything.
    Originals,
}

impl BundleFiles {
    fn class(self) -> Option<Class> {
        match self {
            Self::Nothing => None,
            Self::Small => Some(Class::Small),
            Self::Previews => Some(Class::Preview),
            Self::Originals => Some(Class::Original),
        }
    }
}

fn broken_off() -> Error {
    Error::new(ErrorKind::NotYet, Sentence::new("phone-cancelled"))
}

#[uniffi::export]
impl Campaign {
    /// Exchanges with the hub until nothing is left to do.
    pub fn sync_now(self: Arc<Self>) -> Made<Arc<Errand>> {
        Errand::begin(|errand| self.exchange_once(errand))
    }

    /// Keeps exchanging while the app is in front, or stops.
    pub fn keep_exchanging(&self, on: bool) -> Made<()> {
        if on {
            self.begin_exchange().map(drop)
        } else {
            self.open.break_off();
            Ok(())
        }
    }

    /// The network is another one.
    pub fn network_changed(&self) -> Made<()> {
        self.open.network_changed();
        Ok(())
    }

    /// Exchanges from now on with a hub at another address, if it is one of the campaign's.
    pub async fn meet(self: Arc<Self>, url: String) -> Made<()> {
        aside(move || Ok(self.open.meet(&url)?)).await
    }

    /// Writes what this phone has as one sealed file.
    pub fn write_bundle(&self, path: String, files: BundleFiles) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |errand| {
            open.seal()?;
            let (mut book, _) = open.beside()?;
            let choice = Choice {
                group: None,
                files: files.class(),
            };
            let written = bundle::write(&mut book, &choice, Path::new(&path), &mut |done, of| {
                errand.tell(done, of, None);
                if errand.is_cancelled() {
                    Err(broken_off())
                } else {
                    Ok(())
                }
            })?;
            if files == BundleFiles::Originals && written.lacking == 0 && written.withheld == 0 {
                open.note_bundled(&book)?;
            }
            Ok(ErrandOutcome::BundleWritten { written })
        })
    }

    /// Takes a bundle in; any order, any part, twice.
    pub fn open_bundle(&self, path: String) -> Made<Arc<Errand>> {
        let (open, watch) = (self.open.clone(), self.watch.clone());
        Errand::begin_blocking(move |errand| {
            let path = PathBuf::from(path);
            let of = std::fs::metadata(&path).map_or(0, |file| file.len());
            let (mut book, _) = open.beside()?;
            let taken = bundle::import(&mut book, &path, open.recipient(), &mut |done| {
                errand.tell(done, of, None);
                if errand.is_cancelled() {
                    Err(broken_off())
                } else {
                    Ok(())
                }
            });
            drop(book);
            // Also what came before it was broken off.
            open.note()?;
            watch.changed();
            let taken = BundleTaken::from(taken?);
            Ok(ErrandOutcome::BundleOpened { taken })
        })
    }
}

impl Campaign {
    /// The exchange, with its changes told to the listener.
    fn begin_exchange(&self) -> Made<Arc<Transport>> {
        let transport = self.open.exchange()?;
        let (mut standing, watch) = (transport.watch(), self.watch.clone());
        let open = Arc::downgrade(&self.open);
        begin(async move {
            // Ends with the exchange.
            while standing.changed().await.is_ok() {
                let quiet = standing.borrow_and_update().quiet;
                if let Some(open) = open.upgrade().filter(|_| quiet) {
                    let noted = begin_blocking(move || open.note());
                    if let Ok(noted) = noted {
                        let _ = noted.await;
                    }
                }
                watch.exchanged();
            }
        })?;
        Ok(transport)
    }

    async fn exchange_once(self: Arc<Self>, errand: Arc<Errand>) -> Made<ErrandOutcome> {
        let own = self.clone();
        let transport = aside(move || own.begin_exchange()).await?;
        let came = self.exchanged(&transport, &errand).await;
        aside(move || {
            // An exchange ends on a thread that may wait.
            drop(transport);
            if errand.is_cancelled() {
                self.open.break_off();
            }
            came
        })
        .await
    }

    /// Exchanges until nothing is left to do, and says what it came to.
    async fn exchanged(self: &Arc<Self>, transport: &Transport, errand: &Errand) -> Made<ErrandOutcome> {
        let standing = settle(transport, errand).await.ok_or_else(CrosscheckError::cancelled)?;
        if standing.stopped.is_some() || !standing.quiet {
            let why = standing.line.unwrap_or_else(|| Sentence::new("sync-line-unreached"));
            let own = why.code().starts_with("store-");
            let kind = if own {
                ErrorKind::Storage
            } else {
                ErrorKind::CheckFailed
            };
            return Err(Error::new(kind, why).into());
        }
        let own = self.clone();
        aside(move || {
            own.open.note()?;
            let everything = own.look(|book, _, _| book.is_all_on_server())?;
            let words = standing.line.map(|line| say(spoken(), &line)).unwrap_or_default();
            Ok(ErrandOutcome::Synced { words, everything })
        })
        .await
    }
}

/// Waits until nothing is left to exchange; none when somebody broke it off.
async fn settle(transport: &Transport, errand: &Errand) -> Option<Standing> {
    let (before, tried) = (transport.standing().answered, transport.standing().unreached);
    let disk = transport.standing().disk;
    let mut standing = transport.watch();
    let asked = transport.now();
    let ended = standing.wait_for(|standing| {
        let words = standing.line.as_ref().map(|line| say(spoken(), line));
        errand.tell(standing.answered.saturating_sub(before), 0, words);
        let answered = standing.answered > before;
        let tried = if answered { 0 } else { tried };
        standing.is_settled(asked) || standing.unreached >= tried + TRIES || standing.disk > disk
    });
    tokio::select! {
        // As it stood in that moment: news that come next say nothing about what was waited for.
        ended = tokio::time::timeout(MOST, ended) => match ended {
            Ok(Ok(standing)) => Some(standing.clone()),
            _ => Some(transport.standing()),
        },
        () = errand.cancellation() => None,
    }
}

//! The phone: what an app's folder holds, and how a campaign in it is joined, opened, rested and removed.
//!
//! A folder holds one folder a campaign: `campaign.db` the store, `campaign.db.key` its key wrapped by the host's key
//! store, `campaign.db.key.age` the same key wrapped to the campaign's recovery key, `campaign.db.blobs` the vault, and
//! `seat.json` what has to be known before the store is open. A campaign being joined lies beside them until it is
//! whole, so that whoever is cut off goes on with the same key. The rules to keep: a host's function is never called
//! while a lock is held, and nothing is said to be joined before it can be opened again.

mod clock;
mod diagnose;
mod file;
mod host;
mod join;
mod key;
mod listen;
mod open;
mod seat;
mod software;

pub use clock::PhoneClock;
pub use file::write_file;
pub use host::{Boot, BootClock, Connectivity, Host, HostError, HostKey, HostKeys, KeyKind, Network};
pub use join::Invited;
pub use listen::{CampaignListener, Stale};
pub use open::{MyPhone, OpenCampaign};
pub use seat::{Listed, Seat};
pub use software::SoftwareKeys;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::ids::CampaignId;
use crate::{Error, ErrorKind, Sentence};

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn refused(kind: ErrorKind, code: &'static str) -> Error {
    Error::new(kind, Sentence::new(code))
}

/// An app's folder with its host.
pub struct Phone {
    folder: PathBuf,
    host: Host,
    clock: Arc<PhoneClock>,
    open: Mutex<BTreeMap<CampaignId, Arc<OpenCampaign>>>,
    /// One joining or removing at a time.
    moving: Mutex<()>,
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone in {}", self.folder.display())
    }
}

impl Phone {
    /// The phone of an app's folder, which is made where it is not there.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the folder cannot be made.
    pub fn open(folder: &Path, host: Host) -> Result<Self, Error> {
        file::make_folder(folder)?;
        let clock = Arc::new(PhoneClock::new(host.boot.clone())?);
        Ok(Self {
            folder: folder.to_owned(),
            host,
            clock,
            open: Mutex::default(),
            moving: Mutex::default(),
        })
    }

    /// The host.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// The campaigns in the folder, without opening any.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the folder cannot be read.
    pub fn campaigns(&self) -> Result<Vec<Listed>, Error> {
        let mut listed = Vec::new();
        for dir in file::folders(&self.folder)? {
            let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if CampaignId::parse(&name).is_some() {
                listed.extend(Seat::read(&dir)?.and_then(|seat| seat.listed()));
            }
        }
        Ok(listed)
    }

    fn dir(&self, campaign: &CampaignId) -> PathBuf {
        self.folder.join(campaign.to_string())
    }

    /// Opens a campaign; one that is open already is the same one.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] where there is none; what the key store and the store say.
    pub fn campaign(&self, campaign: &CampaignId) -> Result<Arc<OpenCampaign>, Error> {
        if let Some(open) = held(&self.open).get(campaign) {
            return Ok(open.clone());
        }
        let dir = self.dir(campaign);
        let seat = Seat::read(&dir)?.ok_or_else(|| refused(ErrorKind::NotFound, "phone-no-campaign"))?;
        let opened = Arc::new(OpenCampaign::open(&dir, seat, &self.host, self.clock.clone())?);
        // Opened twice at once, the first one stays: one file has one notebook here.
        let mut open = held(&self.open);
        Ok(open.entry(*campaign).or_insert(opened).clone())
    }

    /// Closes a campaign; whoever still has it finds that it rests.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the file cannot be closed.
    pub fn close(&self, campaign: &CampaignId) -> Result<(), Error> {
        let open = held(&self.open).remove(campaign);
        open.map_or(Ok(()), |open| open.suspend())
    }

    /// Closes every file, so that the system may put the app to sleep.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when a file cannot be closed; the others are.
    pub fn suspend(&self) -> Result<(), Error> {
        let open: Vec<Arc<OpenCampaign>> = held(&self.open).values().cloned().collect();
        let suspended: Vec<Result<(), Error>> = open.iter().map(|open| open.suspend()).collect();
        suspended.into_iter().collect()
    }

    /// Opens them again.
    ///
    /// # Errors
    /// What the store says.
    pub fn resume(&self) -> Result<(), Error> {
        let open: Vec<Arc<OpenCampaign>> = held(&self.open).values().cloned().collect();
        open.iter().try_for_each(|open| open.resume())
    }

    /// Removes a campaign for good, keys first. It stays while something lies on this phone alone, unless it lies in a
    /// bundle that was written after the last change.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when something lies here alone; [`ErrorKind::Storage`] when a file cannot be removed.
    pub fn remove(&self, campaign: &CampaignId) -> Result<(), Error> {
        let _moving = held(&self.moving);
        let open = self.campaign(campaign)?;
        if let Some(why) = open.stays()? {
            return Err(Error::new(ErrorKind::Refused, why));
        }
        held(&self.open).remove(campaign);
        open.suspend()?;
        self.clear(&self.dir(campaign), open.seat().key.as_deref())
    }
}

//! The seat: what has to be known of a campaign before its store is open, as a small file of its own.
//!
//! Nothing in it is secret and nothing is about a person beyond the member's key in the roster. The file is this phone's
//! alone: a field it does not know belongs to a later version and is refused rather than lost.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::file;
use super::host::KeyKind;
use super::key::bad;
use crate::Error;
use crate::ids::{CampaignId, WriterId};
use crate::model::Role;
use crate::transport::Address;

/// The name of the file.
const NAME: &str = "seat.json";

/// A seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// 1.
    pub version: u32,
    /// The campaign, hex; none while a card is shown for one that nobody named yet.
    pub campaign: Option<String>,
    /// The name of its keys in the host's key store.
    pub key: Option<String>,
    /// Its public key, hex.
    pub public_key: Option<String>,
    /// Where that key lives.
    pub kind: Option<KeyKind>,
    /// The member, by key.
    pub member: Option<String>,
    /// The number of its role.
    pub role: Option<u64>,
    /// Its group.
    pub group: Option<String>,
    /// What the campaign is called, once that has come.
    pub title: Option<String>,
    /// The hub that invited: its address and the id of its identity key, hex.
    pub hub: Option<(String, String)>,
    /// Six digits that both sides showed.
    pub digits: Option<String>,
    /// The nonce of the card that is shown, hex.
    pub nonce: Option<String>,
    /// The recovery key the store's key was wrapped to.
    pub recovery: Option<String>,
    /// The dump of the log, hex, when a bundle was written with everything in it.
    #[serde(default)]
    pub bundled: Option<String>,
    /// Whether the notice and the rules were acknowledged.
    pub acknowledged: bool,
}

impl Default for Seat {
    fn default() -> Self {
        Self {
            version: 1,
            campaign: None,
            key: None,
            public_key: None,
            kind: None,
            member: None,
            role: None,
            group: None,
            title: None,
            hub: None,
            digits: None,
            nonce: None,
            recovery: None,
            bundled: None,
            acknowledged: false,
        }
    }
}

/// A campaign in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Listed {
    /// Its id, to open it.
    pub campaign: CampaignId,
    /// What it is called, once that has come.
    pub title: Option<String>,
    /// The group.
    pub group: Option<String>,
    /// The role.
    pub role: Option<Role>,
    /// Where the signing key lives.
    pub key: Option<KeyKind>,
}

impl Seat {
    /// The seat in a folder; none where there is none.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, Error> {
        let Some(bytes) = file::read(&dir.join(NAME))? else {
            return Ok(None);
        };
        let seat: Self = serde_json::from_slice(&bytes).map_err(|_| bad(NAME))?;
        if seat.version == 1 {
            Ok(Some(seat))
        } else {
            Err(bad(NAME))
        }
    }

    /// Keeps it.
    pub(super) fn write(&self, dir: &Path) -> Result<(), Error> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| bad(NAME))?;
        file::write_private(&dir.join(NAME), &bytes)
    }

    /// The campaign.
    pub(super) fn campaign(&self) -> Result<CampaignId, Error> {
        let id = self.campaign.as_deref().and_then(CampaignId::parse);
        id.ok_or_else(|| bad(NAME))
    }

    /// The hub it exchanges with.
    #[must_use]
    pub fn address(&self) -> Option<Address> {
        let (url, identity) = self.hub.clone()?;
        Some(Address {
            url,
            identity: WriterId::parse(&identity)?,
        })
    }

    pub(super) fn set_address(&mut self, address: &Address) {
        self.hub = Some((address.url.clone(), address.identity.to_string()));
    }

    pub(super) fn listed(&self) -> Option<Listed> {
        Some(Listed {
            campaign: self.campaign().ok()?,
            title: self.title.clone(),
            group: self.group.clone(),
            role: self.role.and_then(Role::of_number),
            key: self.kind,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_reads_back_and_one_of_a_later_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Seat::read(folder.path()).unwrap(), None);
        let seat = Seat {
            campaign: Some("07".repeat(32)),
            hub: Some(("https://127.0.0.1:1".to_owned(), "09".repeat(32))),
            kind: Some(KeyKind::Guarded),
            ..Seat::default()
        };
        seat.write(folder.path()).unwrap();
        assert_eq!(Seat::read(folder.path()).unwrap(), Some(seat.clone()));
        assert_eq!(seat.address().unwrap().identity, WriterId([9; 32]));
        for text in [
            "{",
            r#"{"version":2}"#,
            &serde_json::to_string(&seat)
                .unwrap()
                .replace("\"version\":1", "\"version\":2"),
        ] {
            std::fs::write(folder.path().join(NAME), text).unwrap();
            assert_eq!(
                Seat::read(folder.path()).unwrap_err().problems[0].what.code(),
                "phone-file-bad"
            );
        }
    }
}

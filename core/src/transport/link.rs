//! An invitation as a link.

use super::Address;
use crate::ids::{CampaignId, WriterId, unhex};
use crate::{Error, ErrorKind, Sentence};

/// Where to go and with which code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The hub.
    pub address: Address,
    /// The campaign.
    pub campaign: CampaignId,
    /// The single-use code.
    pub code: [u8; 16],
}

const START: &str = "crosscheck://join?";

impl Link {
    /// The link's text: what the QR holds.
    #[must_use]
    pub fn to_text(&self) -> String {
        let code = crate::canonical::hex(&self.code);
        let (url, hub) = (&self.address.url, self.address.identity);
        format!("{START}a={url}&h={hub}&c={}&k={code}", self.campaign)
    }

    /// Reads a link.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is none.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bad = || Error::new(ErrorKind::BadInput, Sentence::new("transport-link-bad"));
        let rest = text
            .trim()
            .strip_prefix(START)
            .filter(|rest| rest.len() < 1024)
            .ok_or_else(bad)?;
        let part = |name: &str| {
            let mut parts = rest.split('&').filter_map(|part| part.split_once('='));
            parts.find(|(known, _)| *known == name).map(|(_, value)| value)
        };
        let identity = part("h").and_then(WriterId::parse).ok_or_else(bad)?;
        let code = part("k").and_then(unhex).and_then(|bytes| bytes.try_into().ok());
        Ok(Self {
            address: Address {
                url: part("a").ok_or_else(bad)?.to_owned(),
                identity,
            },
            campaign: part("c").and_then(CampaignId::parse).ok_or_else(bad)?,
            code: code.ok_or_else(bad)?,
        })
    }
}

//! The app: its folder, the campaigns in it, joining, the language, going to sleep and waking.

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::phone::{BootClock, Connectivity, Host, HostKeys, Invited, Listed, Phone, SoftwareKeys};
use crosscheck_core::{Lang, crossing, ids::CampaignId};

use crate::run::aside;
use crate::{Campaign, Made};

/// A newcomer's card: the text of its QR code and six digits to compare.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CardShown {
    /// What the QR code holds.
    pub text: String,
    /// Both sides read these out before anything is signed.
    pub digits: String,
}

/// The app.
#[derive(Debug, uniffi::Object)]
pub struct Crosscheck {
    phone: Arc<Phone>,
}

#[uniffi::export]
impl Crosscheck {
    /// Opens the app's folder, which is made where it is not there. Nothing in it is opened yet.
    #[uniffi::constructor]
    pub fn open(
        folder: String,
        keys: Arc<dyn HostKeys>,
        boot: Option<Arc<dyn BootClock>>,
        connectivity: Option<Arc<dyn Connectivity>>,
    ) -> Made<Arc<Self>> {
        let host = Host {
            keys,
            boot,
            connectivity,
        };
        let phone = Arc::new(Phone::open(Path::new(&folder), host)?);
        Ok(Arc::new(Self { phone }))
    }

    /// The version of this library.
    pub fn version(&self) -> Made<String> {
        Ok(env!("CARGO_PKG_VERSION").to_owned())
    }

    /// The language of every sentence from now on; screens are fetched again.
    pub fn speak(&self, lang: Lang) -> Made<()> {
        crossing::speak(lang);
        Ok(())
    }

    /// The language of sentences.
    pub fn language(&self) -> Made<Lang> {
        Ok(crossing::spoken())
    }

    /// The campaigns on this phone.
    pub fn campaigns(&self) -> Made<Vec<Listed>> {
        Ok(self.phone.campaigns()?)
    }

    /// What a scanned or pasted text is.
    pub fn invited(&self, text: String) -> Made<Invited> {
        Ok(self.phone.invited(&text)?)
    }

    /// Takes up an invitation; the hub is asked.
    pub async fn join(&self, link: String) -> Made<Arc<Campaign>> {
        let phone = self.phone.clone();
        aside(move || {
            let campaign = phone.join(&link)?;
            Ok(Campaign::of(phone.campaign(&campaign)?))
        })
        .await
    }

    /// The card to show where there is no network.
    pub fn card(&self) -> Made<CardShown> {
        let card = self.phone.card()?;
        Ok(CardShown {
            text: card.to_text(),
            digits: card.digits(),
        })
    }

    /// Takes up what a leader shows for the card.
    pub fn accept(&self, text: String) -> Made<Arc<Campaign>> {
        let campaign = self.phone.accept(&text)?;
        Ok(Campaign::of(self.phone.campaign(&campaign)?))
    }

    /// The campaign of a bundle: one this phone is in, or one that lets its card in, which it then joins. Its own
    /// `open_bundle` takes in what the bundle holds.
    pub async fn join_by_bundle(&self, path: String) -> Made<Arc<Campaign>> {
        let phone = self.phone.clone();
        aside(move || {
            let campaign = phone.join_by_bundle(Path::new(&path))?;
            Ok(Campaign::of(phone.campaign(&campaign)?))
        })
        .await
    }

    /// Opens a campaign.
    pub fn campaign(&self, campaign: CampaignId) -> Made<Arc<Campaign>> {
        Ok(Campaign::of(self.phone.campaign(&campaign)?))
    }

    /// Closes a campaign's file; calls on it say that it rests.
    pub fn close_campaign(&self, campaign: CampaignId) -> Made<()> {
        Ok(self.phone.close(&campaign)?)
    }

    /// Removes a campaign from this phone, once nothing lies here alone.
    pub fn remove(&self, campaign: CampaignId) -> Made<()> {
        Ok(self.phone.remove(&campaign)?)
    }

    /// Closes every file and ends every exchange, before the system puts the app to sleep.
    pub fn suspend(&self) -> Made<()> {
        Ok(self.phone.suspend()?)
    }

    /// Opens the files again.
    pub fn resume(&self) -> Made<()> {
        Ok(self.phone.resume()?)
    }
}

/// A key store of files of the app, where the system's fails; it says of itself that it is of software.
#[uniffi::export]
pub fn software_keys(folder: String) -> Made<Arc<dyn HostKeys>> {
    Ok(Arc::new(SoftwareKeys::new(Path::new(&folder))?))
}

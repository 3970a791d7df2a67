//! One who asks a hub over a real socket and TLS by himself, as whoever has the key of a secret, and sees every answer.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{Chain, KeyStore, SoftwareKey, sign};
use crosscheck_core::ids::CampaignId;
use crosscheck_core::sync::wire::{Push, TOKEN_DOMAIN, TokenAsk, pack, unpack};
use crosscheck_core::sync::{Answer, Request};
use crosscheck_core::transport::{Address, Http};
use tokio::runtime::Runtime;

use crate::desk;
use crate::phone::PATIENCE;

/// One who asks.
#[derive(Debug)]
pub struct Asker {
    http: Http,
    runtime: Runtime,
    address: Address,
    key: SoftwareKey,
    token: Option<String>,
}

impl Asker {
    /// One with the key of a secret, who has no token yet.
    #[must_use]
    pub fn stranger(address: &Address, secret: u8) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Self {
            http: Http::new(address, PATIENCE).unwrap(),
            runtime: runtime.unwrap(),
            address: address.clone(),
            key: SoftwareKey::new(&[secret; 32]).unwrap(),
            token: None,
        }
    }

    /// One with the key of a secret and a token for it.
    #[must_use]
    pub fn new(address: &Address, secret: u8) -> Self {
        let mut asker = Self::stranger(address, secret);
        let ask = asker.signed(asker.question(), None);
        let told = asker.post("/v1/token", &pack(&ask.to_bytes()).unwrap());
        assert_eq!(told.status, 200);
        asker.token = Some(hex(&unpack(&told.body).unwrap()));
        asker
    }

    /// The campaign.
    #[must_use]
    pub fn campaign(&self) -> CampaignId {
        desk::campaign().0
    }

    /// A question of the hub's.
    #[must_use]
    pub fn question(&self) -> [u8; 32] {
        let told = self.post("/v1/challenge", &[]);
        unpack(&told.body).unwrap().try_into().unwrap()
    }

    /// A question signed with this key.
    #[must_use]
    pub fn signed(&self, nonce: [u8; 32], chain: Option<Chain>) -> TokenAsk {
        let parts: [&[u8]; 3] = [&self.campaign().0, &self.address.identity.0, &nonce];
        TokenAsk {
            nonce,
            key: self.key.public_key(),
            signature: sign(&self.key, TOKEN_DOMAIN, &parts).unwrap(),
            chain,
        }
    }

    /// What the hub answers.
    #[must_use]
    pub fn ask(&self, method: &'static str, path: &str, headers: &[(&'static str, String)], body: &[u8]) -> Answer {
        let request = Request {
            method,
            path: path.to_owned(),
            token: self.token.clone(),
            headers: headers.to_vec(),
            body: body.to_vec(),
        };
        let told = self.runtime.block_on(self.http.send(&request));
        told.unwrap_or_else(|failure| panic!("{method} {path}: {failure:?}"))
    }

    /// What the hub answers to a body.
    #[must_use]
    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.ask("POST", path, &[], body)
    }

    /// Shows a signed question.
    #[must_use]
    pub fn show(&self, ask: &TokenAsk) -> u16 {
        self.post("/v1/token", &pack(&ask.to_bytes()).unwrap()).status
    }

    /// Brings something.
    #[must_use]
    pub fn push(&self, push: &Push) -> Answer {
        let path = format!("/v1/push?me={}", hex(&[7; 16]));
        self.post(&path, &pack(&push.to_bytes()).unwrap())
    }
}

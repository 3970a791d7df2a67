//! One phone's link to the hub: the product's own client over TLS, and the few requests a load makes.

use std::collections::BTreeSet;
use std::time::Duration;

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{KeyStore, SoftwareKey, sign};
use crosscheck_core::ids::{CampaignId, StreamName};
use crosscheck_core::sync::wire::{Epoch, HeadsAsk, Pulled, Pushed, TOKEN_DOMAIN, TokenAsk, pack, unpack};
use crosscheck_core::sync::{Answer, Request};
use crosscheck_core::transport::{Address, Http, Patience};

/// Longer than a hub lets anybody wait.
const PATIENCE: Patience = Patience {
    silence: Duration::from_mins(5),
    connect: Duration::from_mins(1),
};

/// Bytes of a file in one request: what a good link comes to.
const PIECE: usize = 1 << 20;

/// A link with a token.
#[derive(Debug)]
pub struct Link {
    http: Http,
    token: String,
    me: String,
}

impl Link {
    /// Connects, signs the hub's question and has a token.
    pub async fn open(address: &Address, campaign: &CampaignId, key: &SoftwareKey, me: &str) -> Self {
        let http = Http::new(address, PATIENCE).unwrap();
        let mut link = Self {
            http,
            token: String::new(),
            me: me.to_owned(),
        };
        let nonce: [u8; 32] = link.ask("POST", "/v1/challenge", Vec::new()).await.try_into().unwrap();
        let parts: [&[u8]; 3] = [&campaign.0, &address.identity.0, &nonce];
        let ask = TokenAsk {
            nonce,
            key: key.public_key(),
            signature: sign(key, TOKEN_DOMAIN, &parts).unwrap(),
            chain: None,
        };
        let body = pack(&ask.to_bytes()).unwrap();
        link.token = hex(&link.ask("POST", "/v1/token", body).await);
        link
    }

    /// Asks until it is answered; whoever is told to come later does.
    async fn sent(&self, request: Request) -> Answer {
        let path = &request.path;
        loop {
            let answer = self.http.send(&request).await;
            let answer = answer.unwrap_or_else(|failure| panic!("{path}: {failure:?}"));
            match answer.status {
                200 | 206 => return answer,
                429 | 503 => tokio::time::sleep(Duration::from_secs(answer.retry_after.unwrap_or(1))).await,
                status => panic!("{path}: {status}"),
            }
        }
    }

    fn request(&self, method: &'static str, path: &str, body: Vec<u8>) -> Request {
        Request {
            method,
            path: path.to_owned(),
            token: Some(self.token.clone()).filter(|token| !token.is_empty()),
            headers: Vec::new(),
            body,
        }
    }

    async fn ask(&self, method: &'static str, path: &str, body: Vec<u8>) -> Vec<u8> {
        unpack(&self.sent(self.request(method, path, body)).await.body).unwrap()
    }

    /// Brings a file, a piece a request, and comes back when the hub says that it lies on its disk whole.
    pub async fn carry(&self, stream: &StreamName, hash: &str, file: &[u8]) {
        let path = format!("/v1/streams/{stream}/blobs/{hash}?me={}", self.me);
        let mut offset = 0;
        for piece in file.chunks(PIECE) {
            let mut request = self.request("PATCH", &path, piece.to_vec());
            request.headers = vec![
                ("upload-offset", offset.to_string()),
                ("upload-length", file.len().to_string()),
            ];
            let answer = self.sent(request).await;
            offset += piece.len();
            let told = Pushed::read(&unpack(&answer.body).unwrap()).unwrap();
            assert_eq!(
                !told.places.is_empty(),
                offset == file.len(),
                "whole too early or never"
            );
        }
    }

    /// Fetches a file, a piece a request.
    pub async fn fetch(&self, stream: &StreamName, hash: &str, length: usize) -> Vec<u8> {
        let path = format!("/v1/streams/{stream}/blobs/{hash}");
        let mut file = Vec::with_capacity(length);
        while file.len() < length {
            let mut request = self.request("GET", &path, Vec::new());
            let last = (file.len() + PIECE).min(length) - 1;
            request.headers = vec![("range", format!("bytes={}-{last}", file.len()))];
            file.extend_from_slice(&self.sent(request).await.body);
        }
        file
    }

    /// Brings a packed push and comes back when the hub says that it lies on its disk.
    pub async fn push(&self, body: &[u8]) -> Pushed {
        let path = format!("/v1/push?me={}", self.me);
        Pushed::read(&self.ask("POST", &path, body.to_vec()).await).unwrap()
    }

    /// Reads on after a place, waiting so many seconds for news where there is none.
    pub async fn pull(&self, (epoch, after): (&Epoch, u64), most: usize, wait: u64) -> Pulled {
        let (me, epoch) = (&self.me, hex(epoch));
        let path = format!("/v1/pull?me={me}&epoch={epoch}&after={after}&most={most}&wait={wait}");
        Pulled::read(&self.ask("GET", &path, Vec::new()).await).unwrap()
    }

    /// Asks what the hub has; gives how many bytes it said, unpacked.
    pub async fn heads(&self, campaign: &CampaignId) -> usize {
        let ask = HeadsAsk {
            campaign: *campaign,
            least: 1,
            digest: [0; 32],
            unsent: (0, 0),
        };
        self.ask("POST", "/v1/heads", pack(&ask.to_bytes()).unwrap())
            .await
            .len()
    }

    /// Reads everything from the first place; what came, in order.
    pub async fn pull_all(&self, most: usize) -> Vec<Pulled> {
        let (mut epoch, mut after, mut all) = ([0; 16], 0, Vec::new());
        loop {
            let told = self.pull((&epoch, after), most, 0).await;
            (epoch, after) = (told.epoch, told.upto);
            let last = told.upto >= told.last;
            all.push(told);
            if last {
                return all;
            }
        }
    }

    /// Bytes of bodies up and down.
    #[must_use]
    pub fn traffic(&self) -> (u64, u64) {
        self.http.traffic()
    }
}

/// Digests of segments and names of texts among what was read, in hex, and how many ops that is.
#[must_use]
pub fn found(all: &[Pulled]) -> (BTreeSet<String>, u64) {
    use crosscheck_core::canonical::sha256_hex;
    use crosscheck_core::change::{Segment, TextFrame};
    use crosscheck_core::sync::wire::Thing;

    let (mut found, mut ops) = (BTreeSet::new(), 0);
    for placed in all.iter().flat_map(|told| &told.items) {
        match &placed.item.thing {
            Thing::Segment(bytes) => {
                ops += Segment::read_unverified(bytes).unwrap().header().count();
                found.insert(sha256_hex(bytes));
            }
            Thing::Text(bytes) => {
                let name = TextFrame::read(bytes).unwrap().name();
                found.insert(hex(&name.writer.0) + &hex(&name.hash.0));
            }
            Thing::Yours | Thing::Blob(_) => {}
        }
    }
    (found, ops)
}

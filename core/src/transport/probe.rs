//! The probe: a connection that takes any certificate and asks one thing, who shows it.
//!
//! The answer is worth something only together with the certificate that was seen, see [`crate::sync::identity`]. The rule to
//! keep: this is the only request a stranger ever gets; it carries a nonce, and neither token nor record.

use super::http::Reach;
use super::tls::{self, Leaf, Rule};
use super::{Patience, runtime};
use crate::change::PublicKey;
use crate::sync::Request;
use crate::sync::identity::{Identity, NO_TLS};
use crate::sync::wire;
use crate::{Error, ErrorKind, Sentence};

/// Who answered, and with which certificate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proof {
    /// The identity key.
    pub(super) key: PublicKey,
    /// SHA-256 of the certificate; none without TLS.
    pub(super) leaf: Option<[u8; 32]>,
}

fn failed(code: &'static str) -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new(code))
}

/// Asks who answers.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] when nobody does, or somebody no identity signed for.
pub(super) async fn who(reach: &Reach) -> Result<Proof, Error> {
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce).map_err(|_| failed("transport-unreached"))?;
    let request = Request {
        method: "POST",
        path: "/v1/identity".to_owned(),
        token: None,
        headers: Vec::new(),
        body: wire::pack(&nonce)?,
    };
    let seen = Leaf::default();
    let client = reach.client(tls::client(Rule::Any(seen.clone()))?)?;
    let answer = reach.ask(&client, &request).await;
    let answer = answer
        .ok()
        .filter(|answer| answer.status == 200)
        .ok_or_else(|| failed("transport-unreached"))?;
    let said = Identity::read(&wire::unpack(&answer.body)?)?;
    let leaf = seen.get();
    if leaf.is_some() != reach.is_secret() || said.proves(&nonce, &leaf.unwrap_or(NO_TLS)).is_none() {
        return Err(failed("transport-between"));
    }
    Ok(Proof { key: said.key, leaf })
}

/// The identity key of the hub at an address. Whether it may be met, [`crate::notebook::Notebook::accepts_hub`] says.
///
/// # Errors
/// When the address is none; [`ErrorKind::CheckFailed`] when nobody answers there, or somebody stands in between.
pub fn who_is(url: &str, patience: Patience) -> Result<PublicKey, Error> {
    let reach = Reach::new(url, patience)?;
    runtime()?.block_on(who(&reach)).map(|proof| proof.key)
}

//! The door: one-time links and the sessions they begin.
//!
//! The disk holds the hash of the newest link's code and nothing once it was opened. Sessions are hashes in memory: they
//! end with the hub, which prints a new link at its next start, so that neither a copied disk nor a backup lets anybody
//! in. No clock ends a session: the clocks of hubs may be years off.

use std::sync::Mutex;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use crosscheck_core::Error;
use crosscheck_core::canonical::hex;
use crosscheck_core::ids::unhex;

use crate::context::random;
use crate::serve::command::url_of;
use crate::serve::storage::Storage;
use crate::serve::{Hub, hash, held};

/// Where the hash of a link's code lies.
const CODE: &str = "admin-code";
/// The most sessions at once; the oldest goes.
const MOST: usize = 16;

/// Hashes of the secrets that browsers hold, the oldest first.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<Vec<[u8; 32]>>);

/// A new one-time link to the hub at an address; one that was not opened yet is of no use any more.
///
/// # Errors
/// When there is no randomness, and what the disk says.
pub fn new_link(storage: &Storage, url: &str) -> Result<String, Error> {
    let code: [u8; 32] = random()?;
    storage.set_meta(CODE, &hash(&code))?;
    Ok(format!("{}/admin/{}", url.trim_end_matches('/'), hex(&code)))
}

/// Spends a link's code: the secret of a new session, or none when the code is not the newest one or was spent.
pub fn open(hub: &Hub, code: &str) -> Result<Option<[u8; 32]>, Error> {
    let Some(code) = unhex(code).filter(|code| code.len() == 32) else {
        return Ok(None);
    };
    let secret = random()?;
    if !hub.storage.take_meta(CODE, &hash(&code))? {
        return Ok(None);
    }
    let mut sessions = held(&hub.sessions.0);
    if sessions.len() >= MOST {
        sessions.remove(0);
    }
    sessions.push(hash(&secret));
    Ok(Some(secret))
}

/// Whether browsers reach the hub over TLS: as the address says that it was served at.
pub fn is_secure(hub: &Hub) -> bool {
    !url_of(&hub.storage).is_ok_and(|url| url.starts_with("http://"))
}

/// The cookie's name. Cookies of one machine are shared by all its ports, so every hub has its own.
fn name(hub: &Hub) -> String {
    format!("crosscheck-{}", &hub.id().to_string()[..8])
}

fn set(hub: &Hub, value: &str, secure: bool, response: &mut Response<Body>) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Strict{secure}", name(hub));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Hands a session's secret to the browser.
pub fn give(hub: &Hub, secret: &[u8; 32], secure: bool, response: &mut Response<Body>) {
    set(hub, &hex(secret), secure, response);
}

/// Ends a session here and in the browser.
pub fn end(hub: &Hub, secret: Option<&[u8; 32]>, secure: bool, response: &mut Response<Body>) {
    if let Some(secret) = secret {
        let ended = hash(secret);
        held(&hub.sessions.0).retain(|known| *known != ended);
    }
    set(hub, "; Max-Age=0", secure, response);
}

/// The secret of a session that stands, from a request's cookies.
pub fn session(hub: &Hub, headers: &HeaderMap) -> Option<[u8; 32]> {
    let name = name(hub);
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|cookie| cookie.to_str().ok())
        .flat_map(|cookie| cookie.split(';'));
    let found = pairs.find_map(|pair| pair.trim().strip_prefix(&name)?.strip_prefix('='))?;
    let secret: [u8; 32] = unhex(found)?.try_into().ok()?;
    held(&hub.sessions.0).contains(&hash(&secret)).then_some(secret)
}

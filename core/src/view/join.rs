//! 加入: what is being joined and by whom, the notice and the discipline rules, before anything is written.

use super::campaign::title;
use crate::ids::{GroupId, WriterId};
use crate::model::Role;
use crate::notebook::Notebook;
use crate::{Error, Sentence};
use sha2::{Digest, Sha256};

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Join {
    /// Title of the campaign; none until its stream has come.
    pub title: Option<String>,
    /// The group of this phone's credential.
    pub group: Option<GroupId>,
    /// Its role.
    pub role: Option<Role>,
    /// Six digits that both phones show.
    pub digits: String,
    /// What is and is not collected, and the discipline rules, in order.
    pub notice: Vec<Sentence>,
    /// Whether the notice was acknowledged; the shell asks once.
    pub acknowledged: bool,
}

/// Six digits of two keys, by their ids, and a nonce: equal on both sides, whichever is asked.
#[must_use]
pub fn digits(one: &WriterId, other: &WriterId, nonce: &[u8]) -> String {
    let mut keys = [one.0, other.0];
    keys.sort_unstable();
    let mut hash = Sha256::new();
    hash.update("crosscheck-digits-1");
    hash.update(keys[0]);
    hash.update(keys[1]);
    hash.update(nonce);
    let hash = hash.finalize();
    let number = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]) % 1_000_000;
    format!("{number:06}")
}

/// The screen; `digits` were made with the phone or hub that invites.
///
/// # Errors
/// When the store cannot be read.
pub fn join(notebook: &Notebook, digits: &str, acknowledged: bool) -> Result<Join, Error> {
    Ok(Join {
        title: title(notebook)?,
        group: notebook.group(),
        role: notebook.role(),
        digits: digits.to_owned(),
        acknowledged,
        notice: vec![
            Sentence::new("view-notice-collected"),
            Sentence::new("view-notice-not-collected"),
            Sentence::new("view-notice-secret"),
            Sentence::new("view-rule-light"),
            Sentence::new("view-rule-no-names"),
            Sentence::new("view-rule-no-promise"),
        ],
    })
}

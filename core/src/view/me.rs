//! 我的: who writes here, with which key, and what lies on this phone.

use std::collections::BTreeMap;

use super::people;
use crate::ids::{CampaignId, GroupId, MemberId, WriterId};
use crate::model::Role;
use crate::notebook::{Notebook, Room, Taking};
use crate::{Error, Sentence};

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Me {
    /// Member key.
    pub member: MemberId,
    /// Name in the roster; none when it is not held here.
    pub name: Option<String>,
    /// Unit in the roster.
    pub unit: Option<String>,
    /// Role.
    pub role: Option<Role>,
    /// Group.
    pub group: Option<GroupId>,
    /// The campaign.
    pub campaign: CampaignId,
    /// The writer, whose key is this phone's.
    pub writer: WriterId,
    /// Bytes of the database.
    pub database: u64,
    /// What lies on this device, by kind.
    pub space: BTreeMap<Room, Taking>,
    /// Ops held.
    pub ops: usize,
    /// Version of this program.
    pub version: String,
    /// Why the campaign may not be removed from here yet: what lies only on this phone. None when it may.
    pub stays: Option<Sentence>,
}

/// The screen.
///
/// # Errors
/// When the store cannot be read.
pub fn me(notebook: &Notebook) -> Result<Me, Error> {
    let group = notebook.group();
    let unit = group
        .as_ref()
        .and_then(|group| people::unit(notebook, group, notebook.member()));
    let name = match &group {
        Some(group) => people::name(notebook, group, notebook.member())?,
        None => None,
    };
    let unsealed = notebook.unsealed_count()?;
    // What is not on the office's server may lie only here.
    let own = notebook.state().ops_of(notebook.id()).count();
    let waiting = notebook.withheld_count()?;
    let stays = match (unsealed, own) {
        _ if waiting > 0 => Some(Sentence::new("view-not-removable-photos").with("count", waiting)),
        (0, 0) => None,
        _ if notebook.is_all_on_server()? => None,
        _ => Some(Sentence::new("view-not-removable").with("count", own)),
    };
    Ok(Me {
        member: notebook.member().clone(),
        name,
        unit,
        role: notebook.role(),
        campaign: *notebook.campaign(),
        writer: *notebook.id(),
        database: std::fs::metadata(notebook.store().path()).map_or(0, |file| file.len()),
        space: notebook.space()?,
        ops: notebook.state().count(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        stays,
        group,
    })
}

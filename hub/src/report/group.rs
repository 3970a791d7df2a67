//! Which group is meant: its key, or its number.

use crosscheck_core::ids::GroupId;
use crosscheck_core::view;
use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::campaign::folder::Campaign;

/// Every group the folder knows, in the order of their keys.
pub(super) fn all(campaign: &Campaign) -> Vec<GroupId> {
    let screen = view::campaign(&campaign.notebook)
        .map(|screen| screen.groups)
        .unwrap_or_default();
    screen.into_iter().map(|group| group.id).collect()
}

/// The group of a key (`G01`), a number (`1`) or a name.
///
/// # Errors
/// [`ErrorKind::NotFound`] with those there are.
pub(super) fn find(campaign: &Campaign, wanted: &str) -> Result<GroupId, Error> {
    let groups = view::campaign(&campaign.notebook)?.groups;
    let number = wanted.parse::<u32>().ok();
    let is = |group: &&view::GroupRow| {
        let own = group.id.as_str();
        let digits = own
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .parse::<u32>()
            .ok();
        own == wanted || group.name.as_deref() == Some(wanted) || (number.is_some() && digits == number)
    };
    let found = groups.iter().find(is).map(|group| group.id.clone());
    found.ok_or_else(|| {
        let known: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
        let what = Sentence::new("report-group-unknown").with("group", wanted);
        Error::new(ErrorKind::NotFound, what.with("known", known.join(", ")))
    })
}

//! What there is to choose from when a visit is opened: the campaign's checklists with the kinds of site they ask at.

use super::shown::Packs;

/// A checklist of the campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PackRow {
    /// Its number.
    pub number: u64,
    /// Its document's title.
    pub title: String,
    /// Its document as it is cited.
    pub document: String,
    /// How many indicators it has.
    pub indicators: usize,
    /// The kinds of site it asks at, in printed order.
    pub site_kinds: Vec<String>,
}

/// The checklists, by number.
#[must_use]
pub fn pack_rows(packs: &Packs) -> Vec<PackRow> {
    let row = |(number, pack): (u64, &crate::pack::Pack)| {
        let mut kinds: Vec<String> = Vec::new();
        for kind in pack.indicators.iter().flat_map(|indicator| indicator.site_kinds()) {
            if !kinds.iter().any(|known| known == kind) {
                kinds.push(kind.to_owned());
            }
        }
        PackRow {
            number,
            title: pack.header.title.clone(),
            document: pack.header.document(),
            indicators: pack.indicators.len(),
            site_kinds: kinds,
        }
    };
    packs.iter().map(row).collect()
}

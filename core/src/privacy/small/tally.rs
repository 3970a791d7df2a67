//! Tallies of interviews as they leave the team: added up by county and role, never by site.
//!
//! Where one site alone was asked the county's tally would be that site's, so it is not shown.

use std::collections::{BTreeMap, BTreeSet};

/// What was counted at one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The site.
    pub site: String,
    /// Its areas, from the province down to the county.
    pub areas: Vec<String>,
    /// Code of the role that was asked.
    pub role: String,
    /// The question with its options.
    pub question: String,
    /// How many gave each answer.
    pub counts: Vec<u64>,
}

/// A tally of a county and a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyTally {
    /// The areas.
    pub areas: Vec<String>,
    /// The role.
    pub role: String,
    /// The question with its options.
    pub question: String,
    /// At how many sites it was asked.
    pub sites: usize,
    /// How many gave each answer; none where one site alone was asked.
    pub counts: Option<Vec<u64>>,
}

/// Adds tallies up, by county, role and question.
#[must_use]
pub fn by_county(tallies: &[Tally]) -> Vec<CountyTally> {
    type Key<'a> = (&'a [String], &'a str, &'a str);
    let mut sums: BTreeMap<Key, (BTreeSet<&str>, Vec<u64>)> = BTreeMap::new();
    for tally in tallies {
        let key = (tally.areas.as_slice(), tally.role.as_str(), tally.question.as_str());
        let (sites, counts) = sums.entry(key).or_default();
        sites.insert(&tally.site);
        counts.resize(counts.len().max(tally.counts.len()), 0);
        for (sum, count) in counts.iter_mut().zip(&tally.counts) {
            *sum = sum.saturating_add(*count);
        }
    }
    let county = |((areas, role, question), (sites, counts)): (Key, (BTreeSet<&str>, Vec<u64>))| CountyTally {
        areas: areas.to_vec(),
        role: role.to_owned(),
        question: question.to_owned(),
        sites: sites.len(),
        counts: (sites.len() > 1).then_some(counts),
    };
    sums.into_iter().map(county).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_added_up_by_county_and_role_and_one_alone_is_not_shown() {
        let tally = |site: &str, role: &str, counts: &[u64]| Tally {
            site: site.into(),
            areas: super::super::areas("610102"),
            role: role.into(),
            question: "上过课吗".into(),
            counts: counts.to_vec(),
        };
        let all = [
            tally("一中", "students", &[4, 1]),
            tally("二中", "students", &[5, 0]),
            tally("一中", "parents", &[3, 3]),
            tally("一中", "parents", &[1, 0]),
        ];
        let shown: Vec<_> = by_county(&all)
            .into_iter()
            .map(|one| (one.role, one.sites, one.counts))
            .collect();
        assert_eq!(
            shown,
            [("parents".into(), 1, None), ("students".into(), 2, Some(vec![9, 1]))]
        );
    }
}

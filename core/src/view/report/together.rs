//! Several groups as one: what the office's documents are made of.
//!
//! Only what is counted over sites is put together. Cells of protected persons are never read from here: what may be
//! shown of them depends on which group saw them (`report::documents::cells`).

use std::collections::BTreeMap;

use super::{Asked, GroupReport, Note, SiteAnswer};

impl GroupReport {
    /// All groups as one, under the name of the first; none of none.
    #[must_use]
    pub fn together<'a>(reports: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut reports = reports.into_iter();
        let mut all = reports.next()?.clone();
        let mut asked: BTreeMap<(u64, usize), Asked> = BTreeMap::new();
        let key = |row: &Asked| (row.pack, row.place);
        asked.extend(std::mem::take(&mut all.asked).into_iter().map(|row| (key(&row), row)));
        for report in reports {
            let before = all.sites.len();
            all.sites.extend(report.sites.iter().cloned());
            for row in &report.asked {
                let moved = |answer: &SiteAnswer| SiteAnswer {
                    site: answer.site + before,
                    ..answer.clone()
                };
                let sites = row.sites.iter().map(moved);
                if let Some(there) = asked.get_mut(&key(row)) {
                    there.sites.extend(sites);
                    continue;
                }
                let row = Asked {
                    sites: sites.collect(),
                    indicator: row.indicator.clone(),
                    ..*row
                };
                asked.insert(key(&row), row);
            }
            all.notes.extend(report.notes.iter().map(|note| Note {
                site: note.site + before,
                ..note.clone()
            }));
            all.people.extend(report.people.iter().cloned());
            all.areas.extend(report.areas.iter().cloned());
            all.released.extend(report.released.iter().cloned());
            all.interviews.extend(report.interviews.iter().cloned());
            all.counties.extend(report.counties.clone());
        }
        all.asked = asked.into_values().collect();
        all.differences.clear();
        let order = |note: &Note| (note.row.kind, std::cmp::Reverse(note.row.severity), note.site);
        all.notes.sort_by_key(order);
        Some(all)
    }
}

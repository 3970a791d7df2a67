//! A group's sites county by county, and what was answered at each: what tables of data are made of.
//!
//! What of protected persons may be told is decided by all of a county, so its sites and its answers about such persons
//! are held together. Everything else is read a site at a time, that many answers may need no more memory than few.

use std::collections::BTreeMap;

use super::{Asked, GroupReport, Places, Site, answers, differences, site, tallies};
use crate::Error;
use crate::ids::{GroupId, StreamName};
use crate::judge::is_kept;
use crate::notebook::Notebook;
use crate::privacy::small::{Tally, areas};
use crate::view::tasks::visits;
use crate::view::{DrawScreen, Packs, VisitSite};

/// The visits of a group, those of a county together, counties in the order of their codes.
#[must_use]
pub fn counties(notebook: &Notebook, home: &StreamName) -> Vec<Vec<StreamName>> {
    let county = |visit: StreamName| (areas(&VisitSite::read(notebook, &visit).unit), visit);
    let mut all: Vec<(Vec<String>, StreamName)> = visits(notebook, home).into_iter().map(county).collect();
    all.sort();
    let chunks = all.chunk_by(|one, other| one.0 == other.0);
    chunks
        .map(|county| county.iter().map(|(_, visit)| visit.clone()).collect())
        .collect()
}

/// A county as one group visited it.
#[derive(Debug, Clone)]
pub struct County {
    home: StreamName,
    /// Its sites, and of what was asked there only what is about protected persons.
    pub(crate) kept: GroupReport,
}

impl County {
    /// Reads the sites of visits, all that a group has in a county.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(
        notebook: &Notebook,
        packs: &Packs,
        places: &Places,
        (home, visits): (&StreamName, &[StreamName]),
    ) -> Result<Option<Self>, Error> {
        let Some(id) = home.group().cloned() else {
            return Ok(None);
        };
        let sites: Result<Vec<Site>, Error> = visits.iter().map(|visit| site::read(notebook, places, visit)).collect();
        let mut sites = sites?;
        sites.sort_by(|one, other| {
            let order = |site: &Site| (site.unit.clone(), site.kind.clone(), site.name.clone());
            order(one).cmp(&order(other))
        });
        let mut county = Self {
            home: home.clone(),
            kept: GroupReport {
                id,
                name: None,
                campaign: None,
                days: None,
                zone: None,
                areas: Vec::new(),
                people: Vec::new(),
                sites,
                asked: Vec::new(),
                notes: Vec::new(),
                differences: Vec::new(),
                draws: DrawScreen::default(),
                released: Vec::new(),
                interviews: Vec::new(),
                counties: BTreeMap::new(),
            },
        };
        for at in 0..county.kept.sites.len() {
            let kind = county.kept.sites[at].kind.clone();
            let kept = |asked: &Asked| {
                let pack = packs.get(asked.pack);
                let indicator = pack.and_then(|pack| pack.indicators.get(asked.place));
                indicator.is_some_and(|indicator| is_kept(indicator, &kind))
            };
            let asked = county.answers(notebook, packs, at)?;
            county.kept.asked.extend(asked.into_iter().filter(kept));
        }
        Ok(Some(county))
    }

    /// The group.
    #[must_use]
    pub fn group(&self) -> &GroupId {
        &self.kept.id
    }

    /// Its sites, by unit, kind and name.
    #[must_use]
    pub fn sites(&self) -> &[Site] {
        &self.kept.sites
    }

    /// What was asked at one of its sites, in printed order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn answers(&self, notebook: &Notebook, packs: &Packs, at: usize) -> Result<Vec<Asked>, Error> {
        let sites = &self.kept.sites;
        let mut asked = answers::gather(notebook, packs, sites.get(at..=at).unwrap_or_default())?;
        asked
            .iter_mut()
            .flat_map(|asked| &mut asked.sites)
            .for_each(|answer| answer.site = at);
        differences::reported(notebook, &self.home, sites, &mut asked)?;
        Ok(asked)
    }

    /// What was counted in its interviews.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn tallies(&self, notebook: &Notebook) -> Result<Vec<Tally>, Error> {
        tallies::gather(notebook, &self.kept.id, &self.kept.sites)
    }
}

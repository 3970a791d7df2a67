//! Answers of all sites, indicator by indicator, with the verdict of each.

use std::collections::BTreeMap;

use super::site::Site;
use crate::Error;
use crate::field::{answer_entity, read_said};
use crate::judge::{Flag, Value, Verdict, judge};
use crate::notebook::Notebook;
use crate::view::Packs;

/// What one site says to one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAnswer {
    /// The place in the list of sites.
    pub site: usize,
    /// The verdict; none where nobody answered, or two differ.
    pub verdict: Option<Verdict>,
    /// Whether two differ.
    pub differs: bool,
    /// Whether it is self-reported.
    pub self_reported: bool,
    /// The one answer.
    pub value: Option<Value>,
    /// What the place says of itself.
    pub reported: Option<Value>,
}

/// One indicator with what every site it was asked at says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Number of the pack.
    pub pack: u64,
    /// Its place in the pack.
    pub place: usize,
    /// Indicator id.
    pub indicator: String,
    /// Sites.
    pub sites: Vec<SiteAnswer>,
}

pub(super) fn gather(notebook: &Notebook, packs: &Packs, sites: &[Site]) -> Result<Vec<Asked>, Error> {
    let mut by_place: BTreeMap<(u64, usize), Asked> = BTreeMap::new();
    for (at, site) in sites.iter().enumerate() {
        let circumstances = site.circumstances();
        for number in &site.packs {
            let Some(pack) = packs.get(*number) else { continue };
            for (place, indicator) in pack.indicators.iter().enumerate() {
                if !indicator.site_kinds().any(|kind| kind == site.kind) {
                    continue;
                }
                let entity = answer_entity(*number, indicator.id());
                let field = notebook.state().field(&site.visit, &entity, "value");
                let values = field.map(|field| field.values()).unwrap_or_default();
                let mut failed = None;
                let said = match values[..] {
                    [value] => read_said(value, "", |text| {
                        notebook.text(&site.visit, text).unwrap_or_else(|error| {
                            failed = Some(error);
                            None
                        })
                    })
                    .ok(),
                    _ => None,
                };
                failed.map_or(Ok(()), Err)?;
                let answer = said.as_ref().map(|said| &said.answer);
                let judgement = match values.len() {
                    0 | 1 => judge(indicator, answer, &circumstances),
                    _ => None,
                };
                let flagged = |judgement: &crate::judge::Judgement| judgement.flags.contains(&Flag::SelfReported);
                let row = by_place.entry((*number, place)).or_insert_with(|| Asked {
                    pack: *number,
                    place,
                    indicator: indicator.id().to_owned(),
                    sites: Vec::new(),
                });
                row.sites.push(SiteAnswer {
                    site: at,
                    self_reported: judgement.as_ref().is_some_and(flagged),
                    verdict: judgement.map(|judgement| judgement.verdict),
                    differs: values.len() > 1,
                    value: said.map(|said| said.answer.value().clone()),
                    reported: None,
                });
            }
        }
    }
    Ok(by_place.into_values().collect())
}

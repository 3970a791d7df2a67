//! 自报与核实: what a place said of itself beside what was found, where the two are not the same.

use super::answers::Asked;
use super::site::Site;
use crate::Error;
use crate::change::Entity;
use crate::field::{answer_entity, standing};
use crate::ids::StreamName;
use crate::judge::Value;
use crate::lead::self_check_entity;
use crate::notebook::Notebook;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The place in the list of sites.
    pub site: usize,
    /// Number of the pack.
    pub pack: u64,
    /// The place of the indicator in the pack.
    pub place: usize,
    /// 自报.
    pub reported: Value,
    /// 核实.
    pub found: Value,
}

/// Puts beside every answer what the place says of itself: at the visit, or on its self-check sheet before.
pub(super) fn reported(
    notebook: &Notebook,
    home: &StreamName,
    sites: &[Site],
    asked: &mut [Asked],
) -> Result<(), Error> {
    for row in asked {
        for answer in &mut row.sites {
            let Some(site) = sites.get(answer.site) else { continue };
            let entity = answer_entity(row.pack, &row.indicator);
            let before = self_check_entity(&site.unit, row.pack, &row.indicator);
            let said = [(&site.visit, entity, "self_reported"), (home, before, "value")];
            let held = |(stream, entity, field): &&(&StreamName, Entity, &str)| {
                notebook.state().field(stream, entity, field).is_some()
            };
            if let Some((stream, entity, field)) = said.iter().find(held) {
                let said = standing(notebook, stream, entity, field)?;
                answer.reported = said.map(|said| said.answer.value().clone());
            }
        }
    }
    Ok(())
}

/// Where the two are not the same. Words are not compared.
pub(super) fn gather(asked: &[Asked]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for row in asked {
        for answer in row.sites.iter().filter(|answer| !answer.self_reported) {
            let (Some(found), Some(reported)) = (&answer.value, &answer.reported) else {
                continue;
            };
            let words = matches!((reported, found), (Value::Text(_), _) | (_, Value::Text(_)));
            if !words && reported != found && !agree(reported, found) {
                differences.push(Difference {
                    site: answer.site,
                    pack: row.pack,
                    place: row.place,
                    reported: reported.clone(),
                    found: found.clone(),
                });
            }
        }
    }
    differences
}

/// Whether a sample found the very share that was reported.
fn agree(reported: &Value, found: &Value) -> bool {
    let (Value::Rate(rate), Value::Sampled(sample)) = (reported, found) else {
        return false;
    };
    &rate.numerator * crate::exact::whole(sample.sample()) == &rate.denominator * crate::exact::whole(sample.hits())
}

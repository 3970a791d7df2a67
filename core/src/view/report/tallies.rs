//! What was counted in a group's interviews, site by site: it is added up by county and role before it leaves the team.

use super::site::Site;
use crate::Error;
use crate::ids::GroupId;
use crate::notebook::Notebook;
use crate::privacy::small::{Tally, areas};
use crate::view::interview::interviews;

/// The tallies of a group, a question of an interview each. The group is the last of their areas: where several work in a
/// county, each has a part of it.
pub(super) fn gather(notebook: &Notebook, group: &GroupId, sites: &[Site]) -> Result<Vec<Tally>, Error> {
    let mut found = Vec::new();
    for site in sites {
        for row in interviews(notebook, &site.visit)? {
            let Some(who) = row.asked.first().filter(|_| row.thing.counts()) else {
                continue;
            };
            for question in &row.questions {
                let words =
                    std::iter::once(&question.question).chain(question.options.iter().map(|(option, _)| option));
                let words: Vec<&str> = words.map(String::as_str).collect();
                found.push(Tally {
                    site: format!("{} {} {}", site.unit, site.kind, site.name),
                    areas: [areas(&site.unit), vec![group.to_string()]].concat(),
                    role: who.role.code().to_owned(),
                    question: words.join("\n"),
                    counts: question.options.iter().map(|(_, count)| *count).collect(),
                });
            }
        }
    }
    Ok(found)
}

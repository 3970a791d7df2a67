//! 报告: a document as it is drafted now, of the folded state, what its leaders wrote and who signed it off.
//!
//! The same call drafts it of an older state: `Notebook::look_back` shows one.

use super::report::{GroupReport, Places, group_report, pictures};
use super::{Packs, campaign};
use crate::draw::Certificate;
use crate::ids::StreamName;
use crate::lead::{chosen_notes, signed_gates, written};
use crate::notebook::Notebook;
use crate::report::doc::ReportDoc;
use crate::report::documents::{self, Material, Options};
use crate::{Error, Lang};

/// Which document is wanted, and how.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The group's stream for a group's document, the office's for its own.
    pub home: &'a StreamName,
    /// `summary`, `outline`, `on_site`, the ledger of `findings`; of the office `consolidated`, `feedback-61`.
    pub document: &'a str,
    /// The language.
    pub lang: Lang,
    /// 点名.
    pub named: bool,
    /// Certificates by which counties were drawn, for the office's estimates.
    pub draws: &'a [Certificate],
}

/// The state of the groups a document is of.
fn groups(notebook: &Notebook, packs: &Packs, places: &Places, home: &StreamName) -> Result<Vec<GroupReport>, Error> {
    let homes = match home {
        StreamName::Office => {
            let groups = campaign(notebook)?.groups;
            groups.into_iter().map(|group| StreamName::Group(group.id)).collect()
        }
        home => vec![home.clone()],
    };
    let gather = |home: &StreamName| group_report(notebook, packs, places, home);
    let reports = homes.iter().map(gather).collect::<Result<Vec<_>, _>>()?;
    Ok(reports.into_iter().flatten().collect())
}

fn draft(reports: &[GroupReport], packs: &Packs, options: &Options, wanted: &Wanted) -> Option<ReportDoc> {
    let material = |report| Material { report, packs, options };
    let materials: Vec<Material> = reports.iter().map(material).collect();
    let first = materials.first()?;
    Some(match wanted.document {
        "outline" => documents::outline(first),
        "on_site" => documents::on_site(first),
        "findings" => return documents::findings_ledger(&materials),
        "consolidated" => return documents::consolidated(&materials, wanted.draws),
        "summary" => documents::summary(first),
        other => {
            let together = GroupReport::together(reports)?;
            return documents::feedback(&material(&together), other.strip_prefix("feedback-")?);
        }
    })
}

/// A document as it stands; none where there is no group, or nobody of it was in the province.
///
/// # Errors
/// When the store cannot be read.
pub fn drafted(
    notebook: &Notebook,
    packs: &Packs,
    places: &Places,
    wanted: &Wanted,
) -> Result<Option<ReportDoc>, Error> {
    let reports = groups(notebook, packs, places, wanted.home)?;
    let offset = campaign(notebook)?.offset;
    let mut options = Options {
        pictures: pictures(notebook, wanted.home, wanted.document, offset)?,
        lang: wanted.lang,
        named: wanted.named,
        written: written(notebook, wanted.home, wanted.document)?,
        chosen: chosen_notes(notebook, wanted.home, wanted.document),
        ..Options::default()
    };
    let Some(unsigned) = draft(&reports, packs, &options, wanted) else {
        return Ok(None);
    };
    let version = unsigned.version();
    let signed = signed_gates(notebook, wanted.home, (wanted.document, &version), offset, wanted.lang);
    if signed.is_empty() {
        return Ok(Some(unsigned));
    }
    options.signed = signed;
    Ok(draft(&reports, packs, &options, wanted))
}

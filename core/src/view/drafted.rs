//! 报告: a document of a group as it is drafted now, with what its leaders wrote and signed.

use super::campaign::offset;
use super::report::group_report;
use super::shown::{Packs, Seen};
use crate::change::Entity;
use crate::ids::StreamName;
use crate::lead::{paragraph_entity, signed_gates, written};
use crate::notebook::Notebook;
use crate::report::doc::{Length, ReportDoc};
use crate::report::documents::{self, Material, Options};
use crate::{Error, ErrorKind, Lang, Sentence};

/// A paragraph that may be written in one's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ParagraphRow {
    /// Its key, for the verb.
    pub key: String,
    /// What to begin editing from: the leader's own words, or the draft with the names of its fields in braces.
    pub editable: String,
    /// Whether a leader wrote it.
    pub written: bool,
    /// For the verb.
    pub seen: Seen,
}

/// A number typed by hand that the data do not carry, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct DoubtRow {
    /// The paragraph.
    pub key: String,
    /// As it was typed.
    pub typed: String,
    /// What the data say now; empty where they never said it.
    pub now: String,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ReportScreen {
    /// The document from top to bottom.
    pub paper: ReportDoc,
    /// The version a review gate is signed for.
    pub version: String,
    /// 字数.
    pub length: Length,
    /// Its paragraphs that have a key.
    pub paragraphs: Vec<ParagraphRow>,
    /// Numbers to look at.
    pub doubts: Vec<DoubtRow>,
}

fn no_group() -> Error {
    Error::new(ErrorKind::NotFound, Sentence::new("documents-no-group"))
}

/// A document of a group: `summary`, `outline`, `on_site` or the ledger of `findings`, drafted from what is recorded and
/// with what leaders wrote and signed.
///
/// # Errors
/// [`ErrorKind::NotFound`] for another group's stream or an unknown document; when the store cannot be read.
pub fn drafted(
    notebook: &Notebook,
    packs: &Packs,
    home: &StreamName,
    document: &str,
    (lang, named): (Lang, bool),
) -> Result<ReportDoc, Error> {
    let report = group_report(notebook, packs, packs.places(), home)?.ok_or_else(no_group)?;
    let mut options = Options {
        lang,
        named,
        ..Options::default()
    };
    let draft = |options: &Options| {
        let material = Material {
            report: &report,
            packs,
            options,
        };
        match document {
            "summary" => Ok(documents::summary(&material)),
            "outline" => Ok(documents::outline(&material)),
            "on_site" => Ok(documents::on_site(&material)),
            "findings" => documents::findings_ledger(&[material]).ok_or_else(no_group),
            _ => {
                let what = Sentence::new("lead-document-unknown").with("known", "summary, outline, on_site, findings");
                Err(Error::new(ErrorKind::NotFound, what))
            }
        }
    };
    options.written = written(notebook, home, document)?;
    let version = draft(&options)?.version();
    options.signed = signed_gates(notebook, home, (document, &version), offset(notebook), lang);
    draft(&options)
}

/// The screen of a document.
///
/// # Errors
/// As [`drafted`].
pub fn report_screen(
    notebook: &Notebook,
    packs: &Packs,
    home: &StreamName,
    document: &str,
    lang: Lang,
) -> Result<ReportScreen, Error> {
    let paper = drafted(notebook, packs, home, document, (lang, true))?;
    let own = written(notebook, home, document)?;
    let paragraphs = paper.paragraphs().filter(|one| !one.key.is_empty()).map(|one| {
        let entity: Entity = paragraph_entity(document, &one.key);
        ParagraphRow {
            editable: own.get(&one.key).map_or_else(|| one.editable(), |own| own.0.clone()),
            written: one.written,
            seen: notebook.seen(home, &entity, "text"),
            key: one.key.clone(),
        }
    });
    let doubts = paper.doubts().map(|(key, typed, now)| DoubtRow {
        key: key.to_owned(),
        typed: typed.to_owned(),
        now: now.to_owned(),
    });
    Ok(ReportScreen {
        version: paper.version(),
        length: paper.length(),
        paragraphs: paragraphs.collect(),
        doubts: doubts.collect(),
        paper,
    })
}

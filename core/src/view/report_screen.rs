//! 报告: the screen on which a document is read and its paragraphs are rewritten.

use super::drafted::{Wanted, drafted};
use super::shown::{Packs, Seen};
use crate::change::Entity;
use crate::ids::StreamName;
use crate::lead::{gates_of, paragraph_entity, written};
use crate::notebook::Notebook;
use crate::report::doc::{Length, ReportDoc};
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
    /// Codes of the gates that version is signed off at.
    pub signed: Vec<String>,
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

/// The screen of a document.
///
/// # Errors
/// [`ErrorKind::NotFound`] where there is nothing to draft from; and when the store cannot be read.
pub fn report_screen(
    notebook: &Notebook,
    packs: &Packs,
    home: &StreamName,
    document: &str,
    lang: Lang,
) -> Result<ReportScreen, Error> {
    let wanted = Wanted {
        home,
        document,
        lang,
        named: true,
        draws: &[],
    };
    let paper = drafted(notebook, packs, packs.places(), &wanted)?.ok_or_else(no_group)?;
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
    let version = paper.version();
    let signed = gates_of(notebook, home, document, &version).into_iter();
    Ok(ReportScreen {
        signed: signed.map(str::to_owned).collect(),
        version,
        length: paper.length(),
        paragraphs: paragraphs.collect(),
        doubts: doubts.collect(),
        paper,
    })
}

//! 选择问题: which notes a leader has told in the text of the report.

use super::drafted::{Wanted, drafted};
use super::findings::{FindingFilter, FindingRow, findings};
use super::shown::{Packs, Seen};
use crate::ids::StreamName;
use crate::lead::{SUMMARY, TOLD, choice_entity, chosen_notes};
use crate::notebook::Notebook;
use crate::{Error, Lang};

/// A note and what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChoiceRow {
    /// The note.
    pub note: FindingRow,
    /// Told in the text, or not; none where that is left to the draft.
    pub told: Option<bool>,
    /// Whether it stands in the text now.
    pub in_text: bool,
    /// For the verb.
    pub seen: Seen,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChooseScreen {
    /// Findings and practices of the group, in the order of 问题.
    pub rows: Vec<ChoiceRow>,
    /// How many of them stand in the text now.
    pub in_text: usize,
}

/// The notes of a group with what its leader chose for the summary report.
///
/// # Errors
/// When the store cannot be read.
pub fn choose(notebook: &Notebook, packs: &Packs, home: &StreamName, lang: Lang) -> Result<ChooseScreen, Error> {
    let wanted = Wanted {
        home,
        document: SUMMARY,
        lang,
        named: true,
        draws: &[],
    };
    let paper = drafted(notebook, packs, packs.places(), &wanted)?;
    let paragraphs: Vec<&str> = paper
        .iter()
        .flat_map(|paper| paper.paragraphs().map(|one| &*one.key))
        .collect();
    let chosen = chosen_notes(notebook, home, SUMMARY);
    let notes = findings(notebook, packs.places(), home, &FindingFilter::default())?;
    let rows = notes.into_iter().map(|note| {
        let at = (note.visit.clone(), note.entity.key.to_string());
        // A paragraph about one note ends in its key.
        let in_text = paragraphs
            .iter()
            .any(|key| key.rsplit('.').next() == Some(&*note.entity.key));
        ChoiceRow {
            told: chosen.get(&at).copied(),
            seen: notebook.seen(home, &choice_entity(SUMMARY, &note.visit, &note.entity), TOLD),
            in_text,
            note,
        }
    });
    let rows: Vec<ChoiceRow> = rows.collect();
    Ok(ChooseScreen {
        in_text: rows.iter().filter(|row| row.in_text).count(),
        rows,
    })
}

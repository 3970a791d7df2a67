//! Search over indicators and over what was written down: a plain scan, because no index segments Chinese well.

use super::findings::{FindingRow, findings_of};
use super::shown::Packs;
use super::tasks::visits;
use crate::Error;
use crate::change::Entity;
use crate::field::NoteKind;
use crate::ids::StreamName;
use crate::notebook::Notebook;
use unicode_normalization::UnicodeNormalization;

/// The most hits of one search.
pub const MOST: usize = 200;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Hit {
    /// An indicator.
    Indicator {
        /// Number of its pack.
        pack: u64,
        /// Its id.
        id: String,
        /// What it asks.
        requirement: String,
    },
    /// A finding, practice or difficulty.
    Note {
        /// The visit.
        visit: StreamName,
        /// What its place is called.
        place: String,
        /// Its kind.
        kind: NoteKind,
        /// The thing.
        entity: Entity,
        /// The text that holds the words.
        text: String,
    },
}

/// A text as it is compared: full-width forms and capitals make no difference.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Everything that holds all the words, indicators first; at most 200. No words find nothing.
///
/// # Errors
/// When the store cannot be read.
pub fn search(notebook: &Notebook, packs: &Packs, home: Option<&StreamName>, words: &str) -> Result<Vec<Hit>, Error> {
    let wanted: Vec<String> = folded(words).split_whitespace().map(str::to_owned).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let holds = |text: &str| {
        let text = folded(text);
        wanted.iter().all(|word| text.contains(word.as_str()))
    };
    let mut hits = Vec::new();
    for (pack, known) in packs.iter() {
        for indicator in &known.indicators {
            let all = [
                indicator.id(),
                indicator.requirement(),
                indicator.cell("topic"),
                indicator.cell("site_kind"),
            ]
            .join(" ");
            if hits.len() < MOST && holds(&all) {
                hits.push(Hit::Indicator {
                    pack,
                    id: indicator.id().to_owned(),
                    requirement: indicator.requirement().to_owned(),
                });
            }
        }
    }
    for visit in home.map(|home| visits(notebook, home)).unwrap_or_default() {
        for row in findings_of(notebook, &visit)? {
            if hits.len() >= MOST {
                return Ok(hits);
            }
            let FindingRow {
                fact,
                should,
                actual,
                entity,
                kind,
                unit,
                ..
            } = row;
            let found = fact.into_iter().chain(should).chain(actual).find(|text| holds(text));
            hits.extend(found.map(|text| Hit::Note {
                visit: visit.clone(),
                place: packs.places().name(&unit),
                kind,
                entity,
                text,
            }));
        }
    }
    Ok(hits)
}

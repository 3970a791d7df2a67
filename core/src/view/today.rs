//! What a group did on one day, for its evening meeting: sums alone, of nobody in particular.

use chrono::NaiveDate;

use super::campaign;
use super::tasks::visits;
use crate::field::NoteKind;
use crate::ids::StreamName;
use crate::merge::Field;
use crate::notebook::Notebook;

/// The day's work, by the clocks of the phones and the campaign's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Today {
    /// The day.
    pub day: NaiveDate,
    /// Visits at which something was written.
    pub visits: usize,
    /// Indicators whose answer was written or changed.
    pub answered: usize,
    /// Findings written down.
    pub findings: usize,
    /// Photos taken or brought in.
    pub photos: usize,
    /// Visits that were signed.
    pub signed: usize,
}

/// The day's work of a group.
pub(super) fn of_today(notebook: &Notebook, home: &StreamName) -> Today {
    let (day, today) = (campaign::today(notebook), campaign::of_today(notebook));
    let state = notebook.state();
    let is_of_today = |field: &&Field| {
        let mut ops = field.statements.iter().flat_map(|said| &said.ops);
        ops.any(|op| {
            let wall = state.op(op).and_then(|held| Some(held.op.says()?.at.wall));
            wall.is_some_and(|wall| today.contains(&wall))
        })
    };
    let mut done = Today {
        day,
        visits: 0,
        answered: 0,
        findings: 0,
        photos: 0,
        signed: 0,
    };
    for visit in visits(notebook, home) {
        let count = |kind: &str, name: &str| {
            let fields = state.fields_of_kind(&visit, kind);
            fields
                .filter(|field| &*field.key.field == name)
                .filter(is_of_today)
                .count()
        };
        let answered = count("answer", "value");
        let findings = count(NoteKind::Finding.code(), "fact");
        let photos = count("photo", "original");
        let signed = usize::from(
            state
                .fields_of_kind(&visit, "sign_off")
                .any(|field| is_of_today(&field)),
        );
        done.visits += usize::from(answered + findings + photos + signed > 0);
        done.answered += answered;
        done.findings += findings;
        done.photos += photos;
        done.signed += signed;
    }
    done
}

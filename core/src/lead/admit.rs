//! Admitting what follows a gap nobody can fill: a leader reads what waits and lets it count.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::{Cut, Entity, Reached};
use crate::ids::{StreamName, WriterId};
use crate::merge::Reason;
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

/// A gap: whose, where, after which point, and how many ops wait behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Gap {
    /// The writer whose ops wait.
    pub writer: WriterId,
    /// The stream.
    pub stream: StreamName,
    /// The points nobody brought.
    pub after: Vec<Reached>,
    /// Ops that wait.
    pub waiting: usize,
}

/// The gaps something waits behind, by writer and stream.
#[must_use]
pub fn gaps(notebook: &Notebook) -> Vec<Gap> {
    let state = notebook.state();
    let mut waiting: BTreeMap<(WriterId, StreamName), usize> = BTreeMap::new();
    for one in state
        .waiting()
        .iter()
        .filter(|one| matches!(one.reason, Reason::Gap(_)))
    {
        *waiting.entry((one.writer, one.stream.clone())).or_default() += 1;
    }
    let gap = |((writer, stream), waiting)| {
        let after: BTreeSet<Reached> = state.gaps(&writer, &stream).into_iter().collect();
        Gap {
            after: after.into_iter().collect(),
            writer,
            stream,
            waiting,
        }
    };
    waiting.into_iter().map(gap).collect()
}

/// Lets what waits behind a gap count. A leader admits for streams of the group, an organiser for all.
///
/// # Errors
/// [`ErrorKind::Refused`] when nothing is to be admitted or this writer may not; and what the store says.
pub fn admit(notebook: &mut Notebook, gap: &Gap) -> Result<(), Error> {
    if gap.after.is_empty() {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("lead-nothing-to-admit")));
    }
    let mut cut = Cut::new();
    for point in &gap.after {
        cut.insert(&gap.stream, *point);
    }
    let home = match gap.stream.group() {
        Some(group) => StreamName::Group(group.clone()),
        None => gap.stream.clone(),
    };
    let entity = Entity::new("writer", &gap.writer.to_string());
    notebook
        .save(&[Edit::new(&home, entity, "admitted", cut.to_value())])
        .map(|_| ())
}

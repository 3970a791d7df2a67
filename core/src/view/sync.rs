//! 同步: where what is written lies, in words, and what the exchange did.

use std::collections::BTreeMap;

use super::shown::Packs;
use super::visit::VisitSite;
use crate::ids::StreamName;
use crate::notebook::{Copies, Notebook};
use crate::{Error, Sentence};

/// One stream.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct StreamRow {
    /// The stream.
    pub stream: StreamName,
    /// What it is called: the place of a visit, the group's or the campaign's own.
    pub name: Sentence,
    /// Ops held of it.
    pub ops: usize,
    /// Ops of this phone that are not sealed yet.
    pub unsealed: usize,
    /// Ops that came from others: another phone, or the server.
    pub others: usize,
    /// Where this phone's own part of it lies.
    pub copies: Sentence,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SyncScreen {
    /// Streams, those with unsealed ops first.
    pub streams: Vec<StreamRow>,
    /// Ops that wait, by reason in words.
    pub waiting: Vec<(Sentence, usize)>,
    /// Whether everything of this device that may leave lies on the server.
    pub everything: bool,
    /// In one sentence: everything on the server, or what is not sealed yet.
    pub summary: Sentence,
    /// What the exchange did, the latest first.
    pub journal: Vec<crate::notebook::Line>,
}

/// What a stream is called.
pub(super) fn stream_name(notebook: &Notebook, packs: &Packs, stream: &StreamName) -> Result<Sentence, Error> {
    Ok(match stream {
        StreamName::Visit(..) => {
            let unit = VisitSite::read(notebook, stream).unit;
            Sentence::new("view-stream-visit").with("place", packs.place(notebook, stream, &unit)?)
        }
        StreamName::Group(group) => Sentence::new("view-stream-group").with("group", group),
        _ => Sentence::new("view-stream-campaign"),
    })
}

/// The screen.
///
/// # Errors
/// When the store cannot be read.
pub fn sync(notebook: &Notebook, packs: &Packs) -> Result<SyncScreen, Error> {
    let state = notebook.state();
    let mut own: BTreeMap<&StreamName, usize> = BTreeMap::new();
    for held in state.ops_of(notebook.id()) {
        *own.entry(held.stream).or_default() += 1;
    }
    let unsealed: BTreeMap<StreamName, usize> = notebook.unsealed_by_stream()?;
    let copies = notebook.stream_copies()?;
    let row = |(stream, ops): (&StreamName, usize)| {
        let mine = own.get(stream).copied().unwrap_or(0);
        Ok(StreamRow {
            stream: stream.clone(),
            name: stream_name(notebook, packs, stream)?,
            ops,
            unsealed: unsealed.get(stream).copied().unwrap_or(0),
            others: ops - mine.min(ops),
            copies: match copies.get(stream) {
                _ if mine == 0 => Sentence::new("view-copies-others"),
                known => known.copied().unwrap_or(Copies::Here).sentence(),
            },
        })
    };
    let mut streams = state
        .streams()
        .into_iter()
        .map(row)
        .collect::<Result<Vec<StreamRow>, Error>>()?;
    streams.sort_by_key(|row| std::cmp::Reverse(row.unsealed));
    let mut waiting: BTreeMap<String, (Sentence, usize)> = BTreeMap::new();
    for one in state.waiting() {
        let said = one.reason.sentence();
        waiting.entry(format!("{said:?}")).or_insert((said, 0)).1 += 1;
    }
    Ok(SyncScreen {
        everything: notebook.is_all_on_server()?,
        streams,
        waiting: waiting.into_values().collect(),
        summary: match (notebook.is_all_on_server()?, notebook.withheld_count()?) {
            (true, 0) => Sentence::new("sync-all-server"),
            (true, waiting) => Sentence::new("sync-all-server-but").with("count", waiting),
            (false, _) => super::tasks::unsent(notebook)?,
        },
        journal: notebook.journal()?,
    })
}

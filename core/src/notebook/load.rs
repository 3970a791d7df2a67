//! Opening a notebook, and starting as a new writer where the old one's key is not there.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction};

use super::hold::{is_held, let_free, own_ends};
use super::{Notebook, Writer};
use crate::change::{Draft, Op, Peaks};
use crate::ids::{CampaignId, MemberId, OpId, StreamName, WriterId};
use crate::merge::{Run, State};
use crate::store::{self, Rows, Store};
use crate::{Error, ErrorKind, Sentence};

/// The log as it lies in the store, folded.
pub(super) struct Loaded {
    pub(super) state: State,
    pub(super) ends: BTreeMap<StreamName, Peaks>,
    pub(super) version: i64,
}

pub(super) fn runs(
    campaign: &CampaignId,
    writer: &WriterId,
    rows: Rows,
) -> Result<(Vec<Run>, BTreeMap<StreamName, Peaks>), Error> {
    let read = rows.segments.iter().map(|(segment, _)| Run::of_segment(segment));
    let mut runs = read.collect::<Result<Vec<_>, _>>()?;
    let own = runs.iter().zip(&rows.segments).filter(|(_, (_, own))| *own);
    let mut ends = own_ends(campaign, writer, &own.map(|(run, _)| run).collect::<Vec<_>>());
    for (stream, author, ops) in rows.unsealed {
        // What another writer left unsealed waits until it is written anew.
        if author == *writer {
            let end = ends.entry(stream.clone()).or_default();
            let before = end.clone();
            for op in &ops {
                end.push(&OpId::of(campaign, writer, &stream, op.as_bytes()));
            }
            runs.push(Run::unsealed(author, &stream, &before, ops));
        }
    }
    Ok((runs, ends))
}

/// Folds what the store holds.
pub(super) fn load(connection: &Connection, campaign: &CampaignId, writer: &WriterId) -> Result<Loaded, Error> {
    let (runs, ends) = runs(campaign, writer, store::rows(connection)?)?;
    Ok(Loaded {
        state: State::fold(*campaign, runs),
        ends,
        version: store::version(connection)?,
    })
}

impl Notebook {
    /// The campaign a store holds, and whose notebook it was last; none where nothing was opened in it yet.
    ///
    /// # Errors
    /// What the store says.
    pub fn held_by(store: &Store) -> Result<Option<(CampaignId, Option<MemberId>)>, Error> {
        store.read(|connection| {
            let campaign = store::meta(connection, "campaign")?;
            let campaign = campaign.and_then(|bytes| bytes.try_into().ok()).map(CampaignId);
            let member = store::meta(connection, "member")?;
            let member = member.and_then(|bytes| MemberId::parse(&String::from_utf8_lossy(&bytes)));
            Ok(campaign.map(|campaign| (campaign, member)))
        })
    }

    /// The runs of this writer that are not sealed yet.
    pub(super) fn unsealed_runs(&self, connection: &Connection) -> Result<Vec<Run>, Error> {
        let (runs, _) = runs(&self.campaign, &self.id, store::rows(connection)?)?;
        Ok(runs.into_iter().filter(|run| run.root.is_none()).collect())
    }

    /// Opens the notebook of a campaign in a store, new or not. Where the store was written by another key (restored,
    /// copied, salvaged), this writer is a new one and writes anew what the old one had not sealed.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when the store holds another campaign, and what the store says.
    pub fn open(store: Store, campaign: CampaignId, writer: Writer) -> Result<Self, Error> {
        let id = writer.keys.public_key().writer();
        let loaded = store.write(|transaction| {
            own_campaign(transaction, &campaign)?;
            // What a hold waits for is another writer's; a new one has nothing to wait for.
            if is_held(transaction)? && store::meta(transaction, "writer")?.is_none_or(|before| before != id.0) {
                let_free(transaction)?;
            }
            let again = left_unsealed(transaction, &id)?;
            let mut loaded = load(transaction, &campaign, &id)?;
            if !again.is_empty() {
                store::bump(transaction)?;
                write_anew(transaction, &campaign, &id, &writer, &mut loaded, again)?;
                loaded = load(transaction, &campaign, &id)?;
            }
            store::set_meta(transaction, "writer", &id.0)?;
            store::set_meta(transaction, "member", writer.member.as_str().as_bytes())?;
            Ok(loaded)
        })?;
        let mut notebook = Self {
            store,
            campaign,
            writer,
            id,
            chain: None,
            state: loaded.state,
            ends: loaded.ends,
            version: loaded.version,
            folds: 0,
            named: super::blobs::NamedBlobs::default(),
            fetches: None,
            disobeyed: false,
            warned: crate::privacy::Warnings::default(),
        };
        notebook.chain = super::shown::kept(&notebook.store)?;
        // A stop between taking a redaction and obeying it is made good here.
        notebook.obey()?;
        // So is one between taking a photo and saying so. What cannot be finished now waits, and keeps nobody out.
        let _ = crate::field::finish_photos(&mut notebook);
        Ok(notebook)
    }
}

impl Notebook {
    /// Opens the notebook of a campaign that begins here: where the store is empty, its first op is written.
    ///
    /// # Errors
    /// As [`Notebook::open`].
    pub fn found(store: Store, campaign: CampaignId, writer: Writer, first: Op) -> Result<Self, Error> {
        let mut notebook = Self::open(store, campaign, writer)?;
        if notebook.state.count() == 0 {
            let stream = StreamName::Campaign;
            notebook.version = notebook.store.write(|transaction| {
                store::keep_unsealed(transaction, &stream, &notebook.id, &first)?;
                store::bump(transaction)
            })?;
            notebook.refold()?;
        }
        Ok(notebook)
    }
}

fn own_campaign(transaction: &Transaction, campaign: &CampaignId) -> Result<(), Error> {
    match store::meta(transaction, "campaign")? {
        None => store::set_meta(transaction, "campaign", &campaign.0),
        Some(found) if found == campaign.0 => Ok(()),
        Some(_) => Err(Error::new(ErrorKind::Refused, Sentence::new("notebook-other-campaign"))),
    }
}

type Left = Vec<(StreamName, WriterId, Vec<Op>)>;

fn left_unsealed(transaction: &Transaction, id: &WriterId) -> Result<Left, Error> {
    let rows = store::rows(transaction)?.unsealed.into_iter();
    Ok(rows.filter(|(_, writer, _)| writer != id).collect())
}

fn write_anew(
    transaction: &Transaction,
    campaign: &CampaignId,
    id: &WriterId,
    writer: &Writer,
    loaded: &mut Loaded,
    left: Left,
) -> Result<(), Error> {
    for (stream, author, ops) in left {
        let end = loaded.ends.entry(stream.clone()).or_default();
        for op in ops {
            // Ops of a later version stay with the version that understands them.
            let Some(says) = op.says() else { continue };
            let original = OpId::of(campaign, &author, &stream, op.as_bytes());
            let anew = Op::write(Draft {
                seq: end.size() + 1,
                at: writer.clock.now(),
                again: Some(says.again.unwrap_or(original)),
                ..says.clone()
            })?;
            end.push(&OpId::of(campaign, id, &stream, anew.as_bytes()));
            store::keep_unsealed(transaction, &stream, id, &anew)?;
        }
        store::drop_unsealed(transaction, &author)?;
    }
    Ok(())
}

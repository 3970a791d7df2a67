//! The exchange with a hub, on this side's disk: what the hub is not known to have, what came from it, and what both
//! turn out to hold.
//!
//! What lies on a hub is noted item by item, so nothing has to be found by a clock or by counting. A note is made only
//! from the hub's own word: its answer to a push, its places, its heads. When the hub's heads contradict the notes, the
//! notes give way and the item is sent again.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sha2::{Digest, Sha256};

use super::take::Versions;
use super::{Notebook, Taken};
use crate::change::{Frontier, HeadsMessage, LEAST_PROTOCOL, Op, Segment, TextFrame};
use crate::ids::{BlobHash, OpId, StreamName, WriterId};
use crate::merge::Run;
use crate::merge::rights::{StreamKind, reads};
use crate::store::exchange::{self, HubRow, SentRow};
use crate::sync::spread::{Link, Spread};
use crate::sync::wire::{self, Epoch, HeadsAsk, HeadsTold, Item, MAX_PUSH_OPS, Pulled, Push, Pushed, Thing};
use crate::{Error, ErrorKind, Sentence};

/// A push on its way: its bytes, and what they are.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The message, not packed yet.
    pub push: Push,
    /// Kind and key of each item.
    pub keys: Vec<(u8, Vec<u8>)>,
    /// How much of the `most` that was asked for it takes up.
    pub size: usize,
}

/// What comparing with a hub came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// How many segments and texts the hub lacks that are here.
    pub lacking: usize,
    /// How many blobs.
    pub files: usize,
    /// Whether the hub has come somewhere this replica has not.
    pub lags: bool,
}

/// Where copies of something lie, from the fewest to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Copies {
    /// 仅本机.
    Here,
    /// 已到组长电脑: a hub that is not the office's.
    Laptop,
    /// 已到服务器.
    Server,
    /// 已备份.
    BackedUp,
}

impl Copies {
    /// By whether a thing lies on a hub, backed up or not, and whether that is the office's.
    pub(super) fn at(there: Option<bool>, office: bool) -> Self {
        match there {
            None => Self::Here,
            Some(_) if !office => Self::Laptop,
            Some(false) => Self::Server,
            Some(true) => Self::BackedUp,
        }
    }

    /// In words.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        Sentence::new(match self {
            Self::Here => "sync-copies-here",
            Self::Laptop => "sync-copies-laptop",
            Self::Server => "sync-copies-server",
            Self::BackedUp => "sync-copies-backed-up",
        })
    }
}

/// A line of the journal: when, by this machine's clock, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Milliseconds since 1970.
    pub wall: i64,
    /// The code of the sentence and its arguments, as `code name=value ...`.
    pub code: String,
}

impl Notebook {
    /// Whether this writer reads a stream. Who is not known yet reads by its chain, or the campaign alone.
    #[must_use]
    pub fn reads(&self, stream: &StreamName) -> bool {
        let kind = StreamKind::of(stream);
        let own = self.state.people().filter(|(writer, ..)| **writer == self.id);
        let mut here = own.filter(|(_, _, role, group)| {
            let home = *role == crate::model::Role::Organiser || stream.group().is_none() || *group == stream.group();
            home && reads(*role, kind)
        });
        let by_chain = || {
            let unknown = self.state.bearer(&self.id).is_none();
            let shown = self.shown().filter(|_| unknown);
            shown.is_some_and(|own| own.group.as_ref() == stream.group() && reads(own.role, kind))
        };
        kind == StreamKind::Campaign || here.next().is_some() || by_chain()
    }

    /// What is known of a hub; none before it was met.
    ///
    /// # Errors
    /// What the store says.
    pub fn hub(&self, hub: &WriterId) -> Result<Option<HubRow>, Error> {
        self.store.read(|connection| exchange::hub(connection, hub))
    }

    /// What the hub carries and is not known to have, up to `most` bytes but at least one item; without those in `except`.
    ///
    /// # Errors
    /// What the store says.
    pub fn outgoing(&self, hub: &WriterId, most: usize, except: &BTreeSet<Vec<u8>>) -> Result<Outgoing, Error> {
        let carried = self.carried_by(hub);
        let (mut size, mut ops) = (0, 0);
        let (mut items, mut keys) = (Vec::new(), Vec::new());
        self.store.read(|connection| {
            exchange::not_sent(connection, hub, |kind, row| {
                if except.contains(&row.key) || !self.reads(&row.stream) || !carried.takes(&row.stream) {
                    return Ok(true);
                }
                let count = match kind {
                    0 => Segment::read_unverified(&row.bytes)?.header().count(),
                    _ => 0,
                };
                let more = row.bytes.len() + 128;
                if !items.is_empty() && (size + more > most || ops + count > MAX_PUSH_OPS) {
                    return Ok(false);
                }
                (size, ops) = (size + more, ops + count);
                let thing = if kind == 0 { Thing::Segment } else { Thing::Text };
                items.push(Item {
                    stream: row.stream,
                    thing: thing(row.bytes),
                });
                keys.push((kind, row.key));
                Ok(true)
            })
        })?;
        let campaign = self.campaign;
        Ok(Outgoing {
            push: Push { campaign, items },
            keys,
            size,
        })
    }

    /// Notes that a push lies on the hub.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when the answer is not of this push; and what the store says.
    pub fn pushed(&self, hub: &WriterId, out: &Outgoing, told: &Pushed) -> Result<(), Error> {
        if told.places.len() != out.keys.len() {
            return Err(answer_bad());
        }
        self.store.write(|transaction| {
            // A hub that was restored meanwhile tells its new epoch in the next pull; until then nothing is noted.
            if exchange::hub(transaction, hub)?.is_some_and(|row| row.epoch != told.epoch) {
                return Ok(());
            }
            for ((item, (kind, key)), (place, seq)) in out.push.items.iter().zip(&out.keys).zip(&told.places) {
                let row = SentRow {
                    kind: *kind,
                    stream: item.stream.clone(),
                    key: key.clone(),
                    seq: *seq,
                    place: *place,
                };
                exchange::keep_sent(transaction, hub, &row)?;
            }
            exchange::advance(transaction, hub)
        })
    }

    /// Takes what came from a hub and notes how far it was read, in one transaction. What is damaged is left out and
    /// counted; the places around it are kept.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when places of the hub are skipped, and then nothing is taken; what the store says.
    pub fn pulled(&mut self, hub: &WriterId, told: &Pulled) -> Result<(Taken, usize), Error> {
        let known = self.hub(hub)?;
        let (epoch, mut damaged) = (told.epoch, 0);
        // A hub that begins before the place it was read to has lost what came after, whatever it calls its epoch.
        let restored = known.is_some_and(|row| row.epoch != epoch || told.from < row.place);
        if told.from > known.map_or(0, |row| row.place) {
            return Err(skipped());
        }
        let (mut segments, mut texts, mut rows, mut seqs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for placed in &told.items {
            let stream = &placed.item.stream;
            seqs.push((stream.clone(), placed.seq));
            let key = match &placed.item.thing {
                Thing::Yours => continue,
                Thing::Blob(blob) => Some((exchange::BLOB, blob.hash.0.to_vec())),
                Thing::Segment(bytes) => self.read_segment(bytes).ok().map(|(segment, run)| {
                    let digest = Sha256::digest(bytes).to_vec();
                    segments.push((segment, run));
                    (0, digest)
                }),
                Thing::Text(bytes) => TextFrame::read(bytes).ok().map(|text| {
                    let name = text.name();
                    texts.push((stream.clone(), text));
                    (1, name.hash.0.to_vec())
                }),
            };
            let Some((kind, key)) = key else {
                damaged += 1;
                continue;
            };
            rows.push(SentRow {
                kind,
                stream: stream.clone(),
                key,
                seq: placed.seq,
                place: placed.place,
            });
        }
        let segments: Vec<(Segment, Run)> = segments;
        let taken = self.take_read(segments, &texts, |transaction, versions| {
            if restored {
                exchange::forget_after(transaction, hub, told.from)?;
            }
            dense(transaction, hub, &seqs)?;
            for row in &rows {
                exchange::keep_sent(transaction, hub, row)?;
            }
            exchange::advance(transaction, hub)?;
            let known = exchange::hub(transaction, hub)?;
            let row = HubRow {
                epoch,
                place: told.upto,
                equal: equal_after(known.filter(|_| !restored), versions),
                office: known.is_some_and(|row| row.office),
            };
            exchange::set_hub(transaction, hub, &row)
        });
        if restored || rows.iter().any(|row| row.kind == exchange::BLOB) {
            self.named.noted();
        }
        Ok((taken?, damaged))
    }

    /// Begins to read a hub from its first place again.
    ///
    /// # Errors
    /// What the store says.
    pub fn read_anew(&self, hub: &WriterId) -> Result<(), Error> {
        self.store.write(|transaction| {
            let Some(row) = exchange::hub(transaction, hub)? else {
                return Ok(());
            };
            transaction.execute("UPDATE hub_stream SET seq = 0 WHERE hub = ?1", [&hub.0[..]])?;
            exchange::set_hub(transaction, hub, &HubRow { place: 0, ..row })
        })
    }

    /// How far every sealed log held here has come.
    ///
    /// # Errors
    /// What the store says.
    pub fn spread(&self) -> Result<Spread, Error> {
        let mut spread = Spread::new();
        self.store.read(|connection| {
            exchange::each_segment(connection, |digest, bytes| {
                let segment = Segment::read_unverified(bytes)?;
                let header = segment.header();
                spread.insert(header.writer(), &header.stream, Link::of(header, digest));
                Ok(())
            })
        })?;
        Ok(spread)
    }

    /// How far what this writer reads and a hub carries has come here.
    fn own_heads(&self, hub: &WriterId) -> Result<(Spread, Frontier), Error> {
        let carried = self.carried_by(hub);
        let mut spread = self.spread()?;
        spread.retain(|stream| self.reads(stream) && carried.takes(stream));
        let heads = spread.heads(|_| true);
        Ok((spread, heads))
    }

    /// The question whether a hub holds the same of what it carries.
    ///
    /// # Errors
    /// What the store says.
    pub fn heads_ask(&self, hub: &WriterId) -> Result<HeadsAsk, Error> {
        let (_, heads) = self.own_heads(hub)?;
        let oldest = self
            .store
            .read(|connection| exchange::oldest_unsealed(connection, &self.id))?;
        let oldest = oldest.and_then(|bytes| Op::read(&bytes).ok());
        let oldest = oldest.and_then(|op| op.says().map(|says| says.at.wall)).unwrap_or(0);
        Ok(HeadsAsk {
            campaign: self.campaign,
            least: LEAST_PROTOCOL,
            digest: wire::digest_of(&heads),
            unsent: (self.unsealed_count()? as u64, oldest),
        })
    }

    /// Compares with what a hub holds. What it turns out to lack is sent again.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when the answer is of another campaign; what the store says.
    pub fn compared(&self, hub: &WriterId, told: &HeadsTold) -> Result<Compared, Error> {
        let heads: &HeadsMessage = &told.heads;
        if heads.campaign != self.campaign {
            return Err(answer_bad());
        }
        if heads.least > LEAST_PROTOCOL {
            return Err(Error::new(ErrorKind::Refused, Sentence::new("sync-update")));
        }
        let (beyond, lags) = if told.same {
            (Vec::new(), false)
        } else {
            let (spread, _) = self.own_heads(hub)?;
            let beyond = spread.beyond(&heads.heads, &told.missing, |_| true);
            (beyond, spread.lags(&heads.heads))
        };
        let office = self.is_office(hub);
        let wanted: HashSet<(&StreamName, &BlobHash)> =
            heads.blobs.iter().map(|(stream, blob)| (stream, blob)).collect();
        let named = self.named_blobs()?;
        let files: Vec<_> = named
            .iter()
            .filter(|named| !named.withheld && wanted.contains(&(&named.stream, &named.blob.hash)))
            .filter(|named| self.vault().holds(&named.blob.hash))
            .collect();
        let compared = self.store.write(|transaction| {
            for named in &files {
                let (stream, key) = (Some(&named.stream), &named.blob.hash.0);
                exchange::drop_sent(transaction, hub, exchange::BLOB, stream, key)?;
            }
            let mut lacking = beyond.len();
            for digest in &beyond {
                exchange::drop_sent(transaction, hub, 0, None, digest)?;
            }
            for (stream, text) in &heads.texts {
                if crate::store::text(transaction, stream, text)?.is_some() {
                    lacking += 1;
                    exchange::drop_sent(transaction, hub, 1, Some(stream), &text.hash.0)?;
                }
            }
            for (stream, upto) in &heads.backed_up {
                exchange::set_backed_up(transaction, hub, stream, *upto)?;
            }
            let known = exchange::hub(transaction, hub)?.filter(|row| row.epoch == told.epoch);
            if let Some(row) = known {
                let equal = told.same && lacking == 0;
                let equal = if equal { crate::store::version(transaction)? } else { 0 };
                exchange::set_hub(transaction, hub, &HubRow { equal, office, ..row })?;
            }
            Ok(Compared {
                lacking,
                files: files.len(),
                lags,
            })
        });
        if !files.is_empty() {
            self.named.noted();
        }
        compared
    }

    /// Whether everything here lies on a hub of the office: nothing unsealed, nothing on its way, heads equal, and every
    /// blob there that may leave this device.
    ///
    /// # Errors
    /// What the store says.
    pub fn is_all_on_server(&self) -> Result<bool, Error> {
        if self.unsealed_count()? > 0 {
            return Ok(false);
        }
        let mut hubs = self.store.read(exchange::hubs)?;
        hubs.retain(|(id, _)| self.is_office(id));
        let mut whole = Vec::new();
        for (id, row) in hubs {
            if self.blobs_to_bring(&id)?.is_empty() {
                whole.push((id, row));
            }
        }
        let found = self.store.read(|connection| {
            let mut there = false;
            let version = crate::store::version(connection)?;
            for (id, row) in &whole {
                let mut open = false;
                exchange::not_sent(connection, id, |_, held| {
                    open |= self.reads(&held.stream);
                    Ok(!open)
                })?;
                there |= row.equal == version && !open;
            }
            Ok(there)
        })?;
        Ok(found)
    }

    /// Where copies of an op lie, with the texts it names.
    ///
    /// # Errors
    /// What the store says.
    pub fn copies(&self, op: &OpId) -> Result<Copies, Error> {
        let Some(held) = self.state.op(op) else {
            return Ok(Copies::Here);
        };
        let seq = held.op.seq();
        let texts = held.op.says().map(|says| {
            let named = says.value.texts();
            named.into_iter().chain(says.reason).collect::<Vec<_>>()
        });
        let texts = texts.unwrap_or_default();
        self.store.read(|connection| {
            let mut best = Copies::Here;
            let digests = exchange::segments_of(connection, held.stream, held.writer, seq)?;
            if digests.is_empty() {
                return Ok(best);
            }
            for (hub, _) in exchange::hubs(connection)? {
                let mut least = Some(true);
                for digest in &digests {
                    let there = exchange::sent(connection, &hub, 0, held.stream, digest)?;
                    least = least.zip(there).map(|(one, other)| one && other);
                }
                for text in &texts {
                    // A redacted text counts as there.
                    if crate::store::is_redacted(connection, held.stream, text)? {
                        continue;
                    }
                    let there = exchange::sent(connection, &hub, 1, held.stream, &text.hash.0)?;
                    least = least.zip(there).map(|(one, other)| one && other);
                }
                best = best.max(Copies::at(least, self.is_office(&hub)));
            }
            Ok(best)
        })
    }

    /// Where copies of everything of a stream lie that this phone holds of it, by stream; streams with something that is
    /// not sealed, and those no hub has whole, are left out: they lie here alone.
    ///
    /// # Errors
    /// What the store says.
    pub fn stream_copies(&self) -> Result<BTreeMap<StreamName, Copies>, Error> {
        let unsealed = self.unsealed_by_stream()?;
        let mut hubs = Vec::new();
        for (hub, _) in self.store.read(exchange::hubs)? {
            let lacking: BTreeSet<StreamName> = self
                .blobs_to_bring(&hub)?
                .into_iter()
                .map(|named| named.stream)
                .collect();
            hubs.push((hub, lacking));
        }
        self.store.read(|connection| {
            let mut copies = BTreeMap::new();
            for (hub, mut lacking) in hubs {
                exchange::not_sent(connection, &hub, |_, held| {
                    lacking.insert(held.stream);
                    Ok(true)
                })?;
                let office = self.is_office(&hub);
                for stream in self.state.streams().into_keys() {
                    if lacking.contains(stream) || unsealed.contains_key(stream) {
                        continue;
                    }
                    let backed = exchange::is_backed_up(connection, &hub, stream)?;
                    let best = copies.entry(stream.clone()).or_insert(Copies::Here);
                    *best = Copies::at(Some(backed), office).max(*best);
                }
            }
            Ok(copies)
        })
    }

    /// Adds a line to the journal.
    ///
    /// # Errors
    /// What the store says.
    pub fn note_line(&self, sentence: &Sentence) -> Result<(), Error> {
        let args = sentence.args().map(|(name, value)| format!(" {name}={value}"));
        let line: String = std::iter::once(sentence.code().to_owned()).chain(args).collect();
        let wall = self.writer.clock.now().wall;
        self.store
            .write(|transaction| exchange::keep_line(transaction, wall, &line))
    }

    /// The journal, the latest line first.
    ///
    /// # Errors
    /// What the store says.
    pub fn journal(&self) -> Result<Vec<Line>, Error> {
        let lines = self.store.read(exchange::lines)?;
        Ok(lines.into_iter().map(|(wall, code)| Line { wall, code }).collect())
    }
}

/// Holds the numbers of each stream against those read before: each follows the last, or was read already.
/// At which version the log here and a hub are the same once something came from it. What comes from a hub lies there: equal
/// before it, equal with it.
fn equal_after(known: Option<HubRow>, versions: Versions) -> i64 {
    match known.map_or(0, |row| row.equal) {
        equal if equal == versions.before && equal > 0 => versions.after,
        other => other,
    }
}

fn dense(transaction: &rusqlite::Transaction, hub: &WriterId, seqs: &[(StreamName, u64)]) -> Result<(), Error> {
    for (stream, seq) in seqs {
        let last = exchange::seq(transaction, hub, stream)?;
        // After a restore, and for a stream this writer was let into, the first number is where it begins.
        if last.is_some_and(|last| *seq > last + 1) {
            return Err(skipped());
        }
        if last.is_none_or(|last| *seq > last) {
            exchange::set_seq(transaction, hub, stream, *seq)?;
        }
    }
    Ok(())
}

fn skipped() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("sync-skipped"))
}

pub(super) fn answer_bad() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("sync-answer-bad"))
}

/// The epoch and place to read a hub from.
#[must_use]
pub fn reading(row: Option<&HubRow>) -> (Epoch, u64) {
    row.map_or(([0; 16], 0), |row| (row.epoch, row.place))
}

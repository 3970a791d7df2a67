//! The conversation with one hub as a state machine: events in, what to do out.
//!
//! It knows no socket, clock, disk or content. Whoever drives it says what happened and what time it is, and does what
//! it asks: send a request, wait until a moment, tell the person. Down and up are lanes of their own, so that a pull
//! that waits for news never holds up a push; each has one request at a time. The rule to keep: whatever fails, a lane
//! rests and then tries again by itself, without anybody touching the phone.

use super::pace::{Backoff, Size};
use crate::Sentence;

/// How long a pull may wait for news, in seconds: below the 30 seconds without a byte that count as a dead link.
pub const LONG_POLL: u64 = 25;
/// How long to rest when the hub's disk is full, in milliseconds.
const FULL_REST: u64 = 60_000;

/// One of the things that go on beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Who I am.
    Talk,
    /// What the hub has.
    Down,
    /// What I have: texts before files, a piece at a time, so that a text never waits for a photo.
    Up,
    /// Files the hub has.
    Files,
}

impl Lane {
    const ALL: [Self; 4] = [Self::Talk, Self::Down, Self::Up, Self::Files];
}

/// A request to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// A question to sign, for a token.
    Challenge,
    /// The signed question.
    Token,
    /// What the hub holds.
    Heads,
    /// Bring what it lacks, up to so many bytes.
    Push {
        /// Bytes.
        most: usize,
    },
    /// Fetch what it has, up to so many bytes, waiting so many seconds for news.
    Pull {
        /// Bytes.
        most: usize,
        /// Seconds.
        wait: u64,
    },
    /// Bring the next piece of a file, up to so many bytes.
    Carry {
        /// Bytes.
        most: usize,
        /// Whether originals go too.
        originals: bool,
    },
    /// Fetch the next piece of a file, up to so many bytes.
    Fetch {
        /// Bytes.
        most: usize,
        /// Whether originals come too.
        originals: bool,
    },
}

impl Ask {
    /// Where it is asked.
    #[must_use]
    pub fn lane(self) -> Lane {
        match self {
            Self::Challenge | Self::Token => Lane::Talk,
            Self::Pull { .. } => Lane::Down,
            Self::Heads | Self::Push { .. } | Self::Carry { .. } => Lane::Up,
            Self::Fetch { .. } => Lane::Files,
        }
    }
}

/// What a request came to, once its answer lies on this side's disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// There is a question to sign.
    Question,
    /// There is a token.
    Token,
    /// A push lies on the hub.
    Pushed {
        /// How much of what was asked for it took up.
        bytes: usize,
        /// Whether there is more to bring.
        more: bool,
    },
    /// A pull lies here.
    Pulled {
        /// Its bytes on the wire.
        bytes: usize,
        /// Whether the hub has more.
        more: bool,
        /// Whether anything was new here.
        new: bool,
        /// Whether the hub began a new epoch.
        restored: bool,
    },
    /// The heads were compared.
    Heads {
        /// How many texts and segments the hub turned out to lack.
        lacking: usize,
        /// How many files.
        files: usize,
        /// Whether it has come somewhere this replica has not.
        lags: bool,
    },
    /// A piece of a file lies on the hub.
    Carried {
        /// Its bytes.
        bytes: usize,
        /// Whether there is more to bring.
        more: bool,
    },
    /// A piece of a file lies here.
    Fetched {
        /// Its bytes.
        bytes: usize,
        /// Whether there is more to fetch.
        more: bool,
    },
}

/// Why a request came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No connection, a broken one, no byte for 30 seconds, or an answer that is none (a login page).
    Link,
    /// The hub has too much to do; not before so many milliseconds.
    Busy(u64),
    /// The token is not known any more.
    Token,
    /// This writer was ended, or has no credential.
    Ended,
    /// One item is refused; it is left out from now on.
    Item,
    /// The request is too large.
    Large,
    /// The hub's disk is full.
    Full,
    /// The hub speaks a later protocol alone.
    Later,
    /// The identity of the hub is not the one that is expected.
    Stranger,
    /// The organiser took back what he certified of this hub.
    Revoked,
    /// This side's own disk failed.
    Disk,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// There is a network, or none.
    Online(bool),
    /// Whether originals may go over this network: it costs nothing, or the person chose so.
    Originals(bool),
    /// Something was written here.
    Changed,
    /// The person asks to exchange now.
    Now,
    /// A request was answered.
    Told(Told),
    /// A request of a lane failed.
    Failed(Lane, Failure),
    /// The moment asked for has come.
    Time,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Make this request.
    Ask(Ask),
    /// Break off the request of a lane.
    Cancel(Lane),
    /// Come back at this moment, in milliseconds.
    WakeAt(u64),
    /// Begin to read the hub from its first place.
    ReadAnew,
    /// A line for the journal.
    Tell(Sentence),
}

#[derive(Debug, Default)]
struct Way {
    /// Since when a request is under way, and which.
    busy: Option<(u64, Ask)>,
    rest_until: u64,
    backoff: Backoff,
    size: Size,
}

impl Way {
    fn is_idle(&self, now: u64) -> bool {
        self.busy.is_none() && self.rest_until <= now
    }

    fn over(&mut self, now: u64) -> u64 {
        self.busy.take().map_or(0, |(since, _)| now.saturating_sub(since))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    None,
    Question,
    Token,
}

/// One hub, from this side.
#[derive(Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own; no two make a state"
)]
pub struct Conversation {
    online: bool,
    trust: Trust,
    talk: Way,
    down: Way,
    up: Way,
    files: Way,
    /// Something may be there that the hub does not have.
    to_bring: bool,
    /// Heads are to be compared once nothing is to be brought or fetched.
    to_compare: bool,
    /// The hub may have more than was read.
    behind: bool,
    /// A file may be here that the hub does not have.
    to_carry: bool,
    /// A file may be there that is wanted here.
    to_fetch: bool,
    originals: bool,
    read_anew: bool,
    stopped: Option<Failure>,
    reached: Option<bool>,
}

impl Default for Conversation {
    fn default() -> Self {
        Self::new()
    }
}

impl Conversation {
    /// A conversation that begins as soon as there is a network.
    #[must_use]
    pub fn new() -> Self {
        Self {
            online: false,
            trust: Trust::None,
            talk: Way::default(),
            down: Way::default(),
            up: Way::default(),
            files: Way::default(),
            to_bring: true,
            to_compare: true,
            behind: true,
            to_carry: true,
            to_fetch: true,
            originals: true,
            read_anew: false,
            stopped: None,
            reached: None,
        }
    }

    /// Why it stopped for good; none while it goes on.
    #[must_use]
    pub fn stopped(&self) -> Option<Failure> {
        self.stopped
    }

    /// Whether nothing is left to do but to wait for news.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        let waits = matches!(self.down.busy, Some((_, Ask::Pull { wait, .. })) if wait > 0);
        let brought = self.up.busy.is_none() && !self.to_bring && !self.to_compare && !self.to_carry;
        let fetched = self.files.busy.is_none() && !self.to_fetch;
        brought && fetched && waits && !self.behind
    }

    /// Takes an event at a moment (any clock that never goes back, in milliseconds) and says what to do; `luck` is any
    /// number.
    pub fn on(&mut self, now: u64, luck: u64, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Online(online) => self.online(online, &mut effects),
            Event::Originals(may) => {
                self.originals = may;
                (self.to_carry, self.to_fetch) = (true, true);
            }
            Event::Changed => (self.to_bring, self.to_carry) = (true, true),
            Event::Now => self.wake(),
            Event::Told(told) => self.told(now, told, &mut effects),
            Event::Failed(lane, failure) => self.failed((now, luck), lane, failure, &mut effects),
            Event::Time => {}
        }
        self.plan(now, &mut effects);
        effects
    }

    fn way(&mut self, lane: Lane) -> &mut Way {
        match lane {
            Lane::Talk => &mut self.talk,
            Lane::Down => &mut self.down,
            Lane::Up => &mut self.up,
            Lane::Files => &mut self.files,
        }
    }

    fn wake(&mut self) {
        for lane in Lane::ALL {
            self.way(lane).rest_until = 0;
        }
        (self.to_bring, self.to_compare) = (true, true);
        (self.to_carry, self.to_fetch) = (true, true);
    }

    fn online(&mut self, online: bool, effects: &mut Vec<Effect>) {
        self.online = online;
        for lane in Lane::ALL {
            if !online && self.way(lane).busy.take().is_some() {
                effects.push(Effect::Cancel(lane));
            }
        }
        self.wake();
    }

    fn told(&mut self, now: u64, told: Told, effects: &mut Vec<Effect>) {
        let lane = match told {
            Told::Question | Told::Token => Lane::Talk,
            Told::Pulled { .. } => Lane::Down,
            Told::Pushed { .. } | Told::Heads { .. } | Told::Carried { .. } => Lane::Up,
            Told::Fetched { .. } => Lane::Files,
        };
        if self.reached != Some(true) {
            effects.push(Effect::Tell(Sentence::new("sync-line-reached")));
            self.reached = Some(true);
        }
        let way = self.way(lane);
        let waited = matches!(way.busy, Some((_, Ask::Pull { wait, .. })) if wait > 0);
        let took = way.over(now);
        way.backoff.reset();
        match told {
            Told::Question => self.trust = Trust::Question,
            Told::Token => self.trust = Trust::Token,
            Told::Pushed { bytes, more } => {
                self.up.size.went(bytes, took);
                self.to_bring |= more;
                (self.to_compare, self.to_carry) = (true, true);
            }
            Told::Carried { bytes, more } => {
                self.up.size.went(bytes, took);
                self.to_carry |= more;
                self.to_compare |= bytes > 0 && !more;
            }
            Told::Fetched { bytes, more } => {
                self.files.size.went(bytes, took);
                self.to_fetch |= more;
            }
            Told::Pulled {
                bytes,
                more,
                new,
                restored,
            } => {
                if !waited {
                    self.down.size.went(bytes, took);
                }
                self.behind = more;
                // What came may be something the hub still waits for the beginning of, or not have been all.
                self.to_compare |= new || restored;
                self.to_bring |= restored;
                self.to_fetch |= new || restored;
                if restored {
                    effects.push(Effect::Tell(Sentence::new("sync-line-restored")));
                }
            }
            Told::Heads { lacking, files, lags } => {
                self.to_bring |= lacking > 0;
                self.to_carry |= files > 0;
                if lags && !self.behind {
                    self.lagging(effects);
                } else if !lags && lacking == 0 {
                    self.read_anew = false;
                }
            }
        }
    }

    /// The hub has what its places never told. Read it once more from the beginning, once.
    fn lagging(&mut self, effects: &mut Vec<Effect>) {
        self.behind = true;
        if !std::mem::replace(&mut self.read_anew, true) {
            return;
        }
        effects.push(Effect::ReadAnew);
        effects.push(Effect::Tell(Sentence::new("sync-line-anew")));
    }

    fn failed(&mut self, (now, luck): (u64, u64), lane: Lane, failure: Failure, effects: &mut Vec<Effect>) {
        match self.way(lane).busy {
            Some((_, Ask::Push { .. })) => self.to_bring = true,
            Some((_, Ask::Heads)) => self.to_compare = true,
            Some((_, Ask::Carry { .. })) => self.to_carry = true,
            Some((_, Ask::Fetch { .. })) => self.to_fetch = true,
            _ => {}
        }
        self.way(lane).over(now);
        let wait = self.way(lane).backoff.clone().next(luck);
        let rest = match failure {
            Failure::Item | Failure::Token | Failure::Ended | Failure::Revoked | Failure::Later => 0,
            Failure::Large | Failure::Disk | Failure::Link | Failure::Stranger => wait,
            Failure::Busy(after) => wait.max(after),
            Failure::Full => wait.max(FULL_REST),
        };
        if matches!(failure, Failure::Large | Failure::Link | Failure::Stranger) {
            self.way(lane).size.cut();
        }
        if matches!(failure, Failure::Ended | Failure::Revoked | Failure::Later) {
            self.stopped = Some(failure);
        }
        effects.extend(self.line_of(failure).map(|code| Effect::Tell(Sentence::new(code))));
        if rest > 0 {
            self.way(lane).backoff.next(luck);
            self.way(lane).rest_until = now + rest;
        }
        if failure == Failure::Token || (lane == Lane::Talk && failure != Failure::Link) {
            // A question is answered once.
            self.trust = Trust::None;
        }
    }

    /// What a person reads about a failure; a hub that stays out of reach is told once.
    fn line_of(&mut self, failure: Failure) -> Option<&'static str> {
        match failure {
            Failure::Ended => Some("sync-line-ended"),
            Failure::Revoked => Some("sync-line-revoked"),
            Failure::Later => Some("sync-update"),
            Failure::Full => Some("sync-line-full"),
            // A login page of a hotel shows another identity too: it is tried again, and nothing is sent meanwhile.
            Failure::Link | Failure::Stranger if self.reached.replace(false) != Some(false) => {
                let stranger = failure == Failure::Stranger;
                Some(if stranger {
                    "sync-line-stranger"
                } else {
                    "sync-line-unreached"
                })
            }
            _ => None,
        }
    }

    /// What goes up next: texts, then the question whether both have the same, then files.
    fn upward(&self) -> Option<Ask> {
        let (most, originals) = (self.up.size.bytes(), self.originals);
        if self.to_bring {
            Some(Ask::Push { most })
        } else if self.to_compare && !self.behind {
            Some(Ask::Heads)
        } else {
            self.to_carry.then_some(Ask::Carry { most, originals })
        }
    }

    fn plan(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if !self.online || self.stopped.is_some() {
            return;
        }
        let mut asks = Vec::new();
        match self.trust {
            Trust::None => asks.push(Ask::Challenge),
            Trust::Question => asks.push(Ask::Token),
            Trust::Token => {
                asks.push(Ask::Pull {
                    most: self.down.size.bytes(),
                    wait: if self.behind { 0 } else { LONG_POLL },
                });
                asks.extend(self.upward());
                let (most, originals) = (self.files.size.bytes(), self.originals);
                asks.extend((self.to_fetch && !self.behind).then_some(Ask::Fetch { most, originals }));
            }
        }
        for ask in asks {
            let way = self.way(ask.lane());
            if way.is_idle(now) {
                way.busy = Some((now, ask));
                // What is written or read from now on is not part of this request, and asks for another.
                match ask {
                    Ask::Push { .. } => self.to_bring = false,
                    Ask::Heads => self.to_compare = false,
                    Ask::Carry { .. } => self.to_carry = false,
                    Ask::Fetch { .. } => self.to_fetch = false,
                    _ => {}
                }
                effects.push(Effect::Ask(ask));
            }
        }
        let lanes = [&self.talk, &self.down, &self.up, &self.files].into_iter();
        let waiting = lanes.filter(|way| way.busy.is_none() && way.rest_until > now);
        effects.extend(waiting.map(|way| way.rest_until).min().map(Effect::WakeAt));
    }
}

#[cfg(test)]
#[path = "conversation_tests.rs"]
mod tests;

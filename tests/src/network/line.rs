//! The line that all connections of a proxy share: its rate, its switches and its counters.
//!
//! One proxy is the link of one phone, so two connections at once have half the rate each. The rate is a token bucket:
//! bytes book the next free time of their lane, and a lane that was idle has saved up no more than [`BURST`].

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::profile::{Fault, Profile};

/// The most bytes that travel as one piece.
const PIECE: usize = 4096;
/// What an idle lane saves up; also forgives timers that come late.
const BURST: Duration = Duration::from_millis(20);

/// What a proxy has carried and done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes handed on to the hub, counted just before they are.
    pub up: u64,
    /// Bytes handed on to the phone, likewise.
    pub down: u64,
    /// Bytes that a fault swallowed, both ways.
    pub lost: u64,
    /// Connections taken.
    pub connections: u32,
    /// Those reset by a fault.
    pub resets: u32,
    /// Those that stalled.
    pub stalls: u32,
    /// Those that became half-open.
    pub half_opens: u32,
    /// Those ended in the middle.
    pub truncations: u32,
    /// Those answered by a login page.
    pub captives: u32,
}

/// The direction of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// One direction of the line.
#[derive(Debug)]
struct Lane {
    free: Mutex<Instant>,
    open: watch::Sender<bool>,
}

/// The line.
#[derive(Debug)]
pub(super) struct Line {
    pub upstream: SocketAddr,
    profile: Mutex<Profile>,
    traffic: Mutex<Traffic>,
    up: Lane,
    down: Lane,
}

impl Line {
    pub fn new(upstream: SocketAddr, profile: Profile) -> Self {
        let lane = || Lane {
            free: Mutex::new(Instant::now()),
            open: watch::Sender::new(true),
        };
        Self {
            upstream,
            profile: Mutex::new(profile),
            traffic: Mutex::default(),
            up: lane(),
            down: lane(),
        }
    }

    pub fn profile(&self) -> MutexGuard<'_, Profile> {
        self.profile.lock().unwrap()
    }

    pub fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap()
    }

    fn lane(&self, way: Way) -> &Lane {
        match way {
            Way::Up => &self.up,
            Way::Down => &self.down,
        }
    }

    fn bits(&self, way: Way) -> u64 {
        let profile = self.profile();
        match way {
            Way::Up => profile.up_bits,
            Way::Down => profile.down_bits,
        }
    }

    pub fn latency(&self) -> Duration {
        self.profile().latency
    }

    /// How many bytes travel as one piece: at most those of a twentieth of a second.
    pub fn piece(&self, way: Way) -> usize {
        match self.bits(way) {
            0 => PIECE,
            bits => usize::try_from(bits / 8 / 20).unwrap_or(PIECE).clamp(1, PIECE),
        }
    }

    /// Books the time of some bytes and gives the moment when the last of them has left.
    pub fn book(&self, way: Way, bytes: usize) -> Instant {
        let now = Instant::now();
        let bits = self.bits(way);
        if bits == 0 {
            return now;
        }
        let takes = Duration::from_nanos(bytes as u64 * 8 * 1_000_000_000 / bits);
        let mut free = self.lane(way).free.lock().unwrap();
        *free = (*free).max(now.checked_sub(BURST).unwrap_or(now)) + takes;
        *free
    }

    /// Holds a way or lets it go on.
    pub fn hold(&self, way: Way, held: bool) {
        self.lane(way).open.send_replace(!held);
    }

    /// Waits until a way is not held.
    pub async fn opened(&self, way: Way) {
        let mut open = self.lane(way).open.subscribe();
        // The sender lives as long as the line.
        open.wait_for(|open| *open).await.unwrap();
    }

    pub fn carried(&self, way: Way, bytes: usize) {
        let mut traffic = self.traffic();
        match way {
            Way::Up => traffic.up += bytes as u64,
            Way::Down => traffic.down += bytes as u64,
        }
    }

    pub fn lost(&self, bytes: usize) {
        self.traffic().lost += bytes as u64;
    }

    pub fn struck(&self, fault: Fault) {
        let mut traffic = self.traffic();
        match fault {
            Fault::Reset => traffic.resets += 1,
            Fault::Stall => traffic.stalls += 1,
            Fault::HalfOpen => traffic.half_opens += 1,
            Fault::Truncate => traffic.truncations += 1,
        }
    }
}

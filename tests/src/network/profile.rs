//! What a network is like, and what befalls each of its connections.
//!
//! A fate is a function of the faults, a seed and the number of the connection, and of nothing else: the same seed
//! breaks the same connections after the same bytes, in whatever order they are used.

use std::ops::Range;
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A network between one phone and the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// How long a byte travels, each way. A new connection costs twice as much more before its first byte leaves.
    pub latency: Duration,
    /// Bits per second from the hub to the phone, of all its connections together; 0 sets no bound.
    pub down_bits: u64,
    /// Bits per second from the phone to the hub, likewise.
    pub up_bits: u64,
    /// What breaks.
    pub faults: Faults,
}

/// What breaks connections. Each range says after how many bytes, both ways together; where several are given, the one
/// that comes first befalls the connection. A connection that carries fewer bytes ends in peace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// Both sides see a reset.
    pub reset_every: Option<Range<u64>>,
    /// Both sides stay open and nothing passes any more.
    pub stall_every: Option<Range<u64>>,
    /// What the phone sends arrives; what the hub sends is lost without a word.
    pub half_open_every: Option<Range<u64>>,
    /// Both sides see a clean end in the middle.
    pub truncate_every: Option<Range<u64>>,
    /// Every connection is answered with a login page in plain HTTP; the hub sees none.
    pub captive: bool,
    /// Only so many connections are broken, counted from when the profile was set; all when `None`.
    pub heal_after: Option<u32>,
}

/// How a connection breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// See [`Faults::reset_every`].
    Reset,
    /// See [`Faults::stall_every`].
    Stall,
    /// See [`Faults::half_open_every`].
    HalfOpen,
    /// See [`Faults::truncate_every`].
    Truncate,
}

/// What befalls one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Passes,
    /// It breaks when it has carried so many bytes.
    Breaks {
        /// How.
        fault: Fault,
        /// Bytes of both ways together.
        after: u64,
    },
    /// A login page answers: one that sends the phone elsewhere (302), or one that pretends to be the answer (200).
    Captive {
        /// Whether it is the 302.
        redirect: bool,
    },
}

impl Faults {
    /// What befalls the connection of this number, counted from 0 over the life of a proxy.
    ///
    /// # Panics
    /// When a range is empty.
    #[must_use]
    pub fn fate(&self, seed: u64, connection: u32) -> Fate {
        let mut luck = ChaCha8Rng::seed_from_u64(seed);
        luck.set_stream(u64::from(connection));
        if self.captive {
            return Fate::Captive {
                redirect: luck.random(),
            };
        }
        let ranges = [
            (Fault::Reset, &self.reset_every),
            (Fault::Stall, &self.stall_every),
            (Fault::HalfOpen, &self.half_open_every),
            (Fault::Truncate, &self.truncate_every),
        ];
        let drawn = ranges
            .into_iter()
            .filter_map(|(fault, range)| Some((fault, luck.random_range(range.clone()?))));
        let first = drawn.min_by_key(|(_, after)| *after);
        first.map_or(Fate::Passes, |(fault, after)| Fate::Breaks { fault, after })
    }

    /// Whether the faults still befall a connection, counted from 0 since the profile was set.
    #[must_use]
    pub fn befall(&self, connection: u32) -> bool {
        self.heal_after.is_none_or(|healed| connection < healed)
    }
}

impl Profile {
    fn line(bits: u64, milliseconds: u64) -> Self {
        Self {
            latency: Duration::from_millis(milliseconds),
            down_bits: bits,
            up_bits: bits,
            faults: Faults::default(),
        }
    }

    /// No bound, no delay, no fault.
    #[must_use]
    pub fn good() -> Self {
        Self::line(0, 0)
    }

    /// The edge of a village: 20 kbit/s, 600 ms.
    #[must_use]
    pub fn gprs() -> Self {
        Self::line(20_000, 600)
    }

    /// 100 kbit/s, 300 ms.
    #[must_use]
    pub fn edge() -> Self {
        Self::line(100_000, 300)
    }

    /// 384 kbit/s, 150 ms.
    #[must_use]
    pub fn umts() -> Self {
        Self::line(384_000, 150)
    }

    /// 1 Mbit/s, 50 ms.
    #[must_use]
    pub fn one_mbit() -> Self {
        Self::line(1_000_000, 50)
    }

    /// 3 Mbit/s, 30 ms.
    #[must_use]
    pub fn three_mbit() -> Self {
        Self::line(3_000_000, 30)
    }

    /// 1 Mbit/s that resets and stalls, some connections before a handshake of TLS is over, some after 100 kB.
    #[must_use]
    pub fn flaky() -> Self {
        let faults = Faults {
            reset_every: Some(1_000..120_000),
            stall_every: Some(4_000..240_000),
            ..Faults::default()
        };
        Self {
            faults,
            ..Self::one_mbit()
        }
    }
}

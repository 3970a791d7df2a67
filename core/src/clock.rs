//! The clock: the only reader of time in this crate.
//!
//! No clock decides anything; times stand beside statements so that people can read them. A host that knows its boot
//! id and a clock that goes on while the machine sleeps brings its own [`Clock`].

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::change::Moment;

/// Says what time it is.
pub trait Clock: Send + Sync {
    /// Now, by both clocks.
    fn now(&self) -> Moment;
}

/// The machine's clock, with the start of the program for the start of the machine.
#[derive(Debug)]
pub struct SystemClock {
    boot: [u8; 16],
    started: Instant,
}

impl SystemClock {
    /// A clock that starts now; `boot` is the machine's boot id, or random bytes where nobody knows it.
    #[must_use]
    pub fn new(boot: [u8; 16]) -> Self {
        Self {
            boot,
            started: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        // A clock set before 1970 shows 1970: it decides nothing.
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment {
            wall: i64::try_from(wall.as_millis()).unwrap_or(i64::MAX),
            monotonic: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            boot: self.boot,
        }
    }
}

//! The phone's clock: the system's wall clock, and its clock since it started, which goes on while the phone sleeps.
//!
//! The system is asked before a verb takes its lock, never under it; in between, this program's own clock goes on from
//! the last answer.

use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::host::{Boot, BootClock};
use super::{file, held};
use crate::Error;
use crate::change::Moment;
use crate::clock::Clock;

/// What the system said last, and when.
struct Last {
    boot: [u8; 16],
    elapsed: u64,
    wall: i64,
    at: Instant,
}

/// The wall clock of this program, where no host tells one. Set before 1970 it shows 1970: it decides nothing.
fn own_wall() -> i64 {
    let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(wall.as_millis()).unwrap_or(i64::MAX)
}

/// The clock of a phone.
pub struct PhoneClock {
    host: Option<Arc<dyn BootClock>>,
    last: Mutex<Last>,
}

impl std::fmt::Debug for PhoneClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneClock")
    }
}

impl PhoneClock {
    /// A clock; until the host says otherwise, the system starts now.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(host: Option<Arc<dyn BootClock>>) -> Result<Self, Error> {
        let mut boot = [0; 16];
        file::fill(&mut boot)?;
        let last = Mutex::new(Last {
            boot,
            elapsed: 0,
            wall: own_wall(),
            at: Instant::now(),
        });
        let clock = Self { host, last };
        clock.look();
        Ok(clock)
    }

    /// Asks the system; call it outside every lock. A system that does not answer leaves the clock as it goes.
    pub fn look(&self) {
        let Some(Ok(Boot { boot, elapsed, wall })) = self.host.as_ref().map(|host| host.now()) else {
            return;
        };
        let mut id = [0; 16];
        id.copy_from_slice(&Sha256::digest(boot)[..16]);
        *held(&self.last) = Last {
            boot: id,
            elapsed,
            wall,
            at: Instant::now(),
        };
    }
}

impl Clock for PhoneClock {
    fn now(&self) -> Moment {
        let last = held(&self.last);
        let since = u64::try_from(last.at.elapsed().as_millis()).unwrap_or(u64::MAX);
        Moment {
            wall: last.wall.saturating_add(i64::try_from(since).unwrap_or(i64::MAX)),
            monotonic: last.elapsed.saturating_add(since),
            boot: last.boot,
        }
    }
}

/// The same clock in a notebook.
pub(super) struct Shared(pub(super) Arc<PhoneClock>);

impl Clock for Shared {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phone::HostError;

    struct Fixed(Mutex<Result<Boot, HostError>>);

    impl BootClock for Fixed {
        fn now(&self) -> Result<Boot, HostError> {
            held(&self.0).clone()
        }
    }

    #[test]
    fn the_clock_is_the_systems_and_goes_on_where_the_system_does_not_answer() {
        let said = |boot: &str, elapsed| {
            Ok(Boot {
                boot: boot.to_owned(),
                elapsed,
                wall: 1_000_000 - i64::try_from(elapsed).unwrap(),
            })
        };
        let host = Arc::new(Fixed(Mutex::new(said("boot 7", 5_000_000))));
        let clock = PhoneClock::new(Some(host.clone())).unwrap();
        let first = clock.now();
        assert!((5_000_000..5_060_000).contains(&first.monotonic));
        assert!(
            (-4_000_000..-3_940_000).contains(&first.wall),
            "set before 1970, and shown as it is"
        );
        *held(&host.0) = Err(HostError::Broken);
        clock.look();
        assert!(clock.now().monotonic >= first.monotonic && clock.now().boot == first.boot);
        *held(&host.0) = said("boot 8", 40);
        clock.look();
        assert!(clock.now().boot != first.boot && clock.now().monotonic < first.monotonic);
        assert!((999_960..1_059_960).contains(&clock.now().wall));
    }
}

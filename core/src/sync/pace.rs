//! How long to wait after a failure, and how much to ask for at once.

/// The shortest wait, in milliseconds.
const LEAST_WAIT: u64 = 1_000;
/// The longest.
const MOST_WAIT: u64 = 300_000;
/// The smallest request, in bytes.
pub const LEAST_SIZE: usize = 4 << 10;
/// The largest: what a hub takes.
pub const MOST_SIZE: usize = super::wire::MAX_MESSAGE / 2;
/// Requests are to last between these, in milliseconds.
const AIM: std::ops::RangeInclusive<u64> = 2_000..=5_000;

/// Waits that grow and differ from phone to phone, so that a hub that comes back is not met by all of them at once
/// (decorrelated jitter).
#[derive(Debug, Clone, Default)]
pub struct Backoff {
    last: u64,
}

impl Backoff {
    /// The next wait in milliseconds; `luck` is any number.
    pub fn next(&mut self, luck: u64) -> u64 {
        let most = self.last.saturating_mul(3).clamp(LEAST_WAIT + 1, MOST_WAIT);
        self.last = LEAST_WAIT + luck % (most - LEAST_WAIT);
        self.last
    }

    /// Something went well.
    pub fn reset(&mut self) {
        self.last = 0;
    }
}

/// How many bytes to send or ask for at once, from how long the last ones took.
#[derive(Debug, Clone)]
pub struct Size(usize);

impl Default for Size {
    fn default() -> Self {
        Self(16 << 10)
    }
}

impl Size {
    /// The size now.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0
    }

    /// `bytes` went in `took` milliseconds.
    pub fn went(&mut self, bytes: usize, took: u64) {
        if took > *AIM.end() {
            self.0 /= 2;
        } else if took < *AIM.start() && bytes * 2 >= self.0 {
            self.0 *= 2;
        }
        self.0 = self.0.clamp(LEAST_SIZE, MOST_SIZE);
    }

    /// A request was cut off.
    pub fn cut(&mut self) {
        self.0 = (self.0 / 2).max(LEAST_SIZE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_minutes_and_begin_again() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..20).map(|_| backoff.next(u64::MAX)).collect();
        assert!(
            waits.iter().all(|wait| (LEAST_WAIT..=MOST_WAIT).contains(wait)),
            "{waits:?}"
        );
        let mut greatest = Backoff::default();
        let mut last = 0;
        for _ in 0..12 {
            // The luckiest number that stays below the bound.
            last = greatest.clone().last.saturating_mul(3).clamp(LEAST_WAIT + 1, MOST_WAIT);
            greatest.next(last - LEAST_WAIT - 1);
        }
        assert_eq!(last, MOST_WAIT);
        greatest.reset();
        assert_eq!(greatest.next(0), LEAST_WAIT);
    }

    #[test]
    fn sizes_follow_the_link_within_bounds() {
        let mut size = Size::default();
        for _ in 0..20 {
            size.went(size.bytes(), 100);
        }
        assert_eq!(size.bytes(), MOST_SIZE);
        for _ in 0..20 {
            size.went(size.bytes(), 60_000);
        }
        assert_eq!(size.bytes(), LEAST_SIZE);
        size.went(10, 1);
        assert_eq!(
            size.bytes(),
            LEAST_SIZE,
            "a small request says nothing about large ones"
        );
    }
}

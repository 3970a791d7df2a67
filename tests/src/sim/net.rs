//! The network of the simulation: what becomes of a request.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and so does its answer.
    Whole,
    /// It never arrives.
    Lost,
    /// It arrives; its answer does not.
    AnswerLost,
    /// It arrives twice; the second answer is the one that is heard.
    Twice,
}

/// A network that is cut one way, for minutes or hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Requests never arrive; what was asked before is still answered.
    Requests,
    /// Requests arrive; answers never do.
    Answers,
}

/// How bad the network is; healed, everything arrives.
#[derive(Debug, Clone, Copy)]
pub struct Net {
    /// Of a hundred requests, how many are lost, and as many answers.
    pub loss: u32,
    /// Of a hundred, how many arrive twice.
    pub twice: u32,
    /// The longest way, ms.
    pub delay: u64,
}

impl Net {
    /// A network of a seed's making.
    pub fn random(rng: &mut ChaCha8Rng) -> Self {
        Self {
            loss: rng.random_range(0..40),
            twice: rng.random_range(0..15),
            delay: rng.random_range(1..20_000),
        }
    }

    /// One where everything arrives.
    #[must_use]
    pub fn healed() -> Self {
        Self {
            loss: 0,
            twice: 0,
            delay: 50,
        }
    }

    /// What becomes of the next request of a phone.
    pub fn fate(&self, rng: &mut ChaCha8Rng, cut: Option<Cut>) -> Fate {
        let drawn = rng.random_range(0..100);
        let fate = match drawn {
            drawn if drawn < self.loss => Fate::Lost,
            drawn if drawn < self.loss * 2 => Fate::AnswerLost,
            drawn if drawn < self.loss * 2 + self.twice => Fate::Twice,
            _ => Fate::Whole,
        };
        match cut {
            Some(Cut::Requests) => Fate::Lost,
            Some(Cut::Answers) if fate != Fate::Lost => Fate::AnswerLost,
            _ => fate,
        }
    }

    /// How long one way takes.
    pub fn way(&self, rng: &mut ChaCha8Rng) -> u64 {
        1 + rng.random_range(0..=self.delay)
    }
}

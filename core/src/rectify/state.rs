//! The states of an item and the steps between them.

use crate::{Error, ErrorKind, Sentence};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 待认领.
    Unclaimed,
    /// 整改中.
    InProgress,
    /// 申请销号.
    CloseRequested,
    /// 退回.
    Returned,
    /// 有异议.
    Contested,
    /// 现场已改: mended before the group left, not looked at again yet.
    FixedOnSite,
    /// 已销号.
    Closed,
}

/// What may be done with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The place takes it up: 认领.
    Claim,
    /// The place says that it is mended.
    RequestClose,
    /// The place says that it is not so.
    Contest,
    /// The office takes it off the list: 复核通过, 销号.
    Accept,
    /// The office gives it back.
    Return,
    /// The office agrees with the objection; the item is closed.
    Dismiss,
    /// The office does not; the item goes on.
    Uphold,
}

use State::{CloseRequested, Closed, Contested, FixedOnSite, InProgress, Returned, Unclaimed};

/// Step, from which states, to which. Whatever is not here may not be done.
const STEPS: &[(Step, &[State], State)] = &[
    (Step::Claim, &[Unclaimed, InProgress, Returned], InProgress),
    (
        Step::RequestClose,
        &[Unclaimed, InProgress, Returned, FixedOnSite, CloseRequested],
        CloseRequested,
    ),
    (Step::Contest, &[Unclaimed, InProgress, Returned, Contested], Contested),
    (Step::Accept, &[CloseRequested, FixedOnSite], Closed),
    (Step::Return, &[CloseRequested, FixedOnSite, Closed], Returned),
    (Step::Dismiss, &[Contested], Closed),
    (Step::Uphold, &[Contested], InProgress),
];

impl State {
    /// All of them, in the order of a list.
    pub const ALL: [Self; 7] = [
        Unclaimed,
        InProgress,
        CloseRequested,
        Returned,
        Contested,
        FixedOnSite,
        Closed,
    ];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Unclaimed => "unclaimed",
            InProgress => "in_progress",
            CloseRequested => "close_requested",
            Returned => "returned",
            Contested => "contested",
            FixedOnSite => "fixed_on_site",
            Closed => "closed",
        }
    }

    /// The state of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Unclaimed => "rectify-unclaimed",
            InProgress => "rectify-in-progress",
            CloseRequested => "rectify-close-requested",
            Returned => "rectify-returned",
            Contested => "rectify-contested",
            FixedOnSite => "rectify-fixed-on-site",
            Closed => "rectify-closed",
        })
    }

    /// The state after a step.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when the step may not be taken from here.
    pub fn after(self, step: Step) -> Result<Self, Error> {
        let row = STEPS.iter().find(|(known, _, _)| *known == step);
        match row.filter(|(_, from, _)| from.contains(&self)) {
            Some((_, _, to)) => Ok(*to),
            None => Err(Error::new(
                ErrorKind::Refused,
                Sentence::new("rectify-step").with("state", self.code()),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL_STEPS: [Step; 7] = [
        Step::Claim,
        Step::RequestClose,
        Step::Contest,
        Step::Accept,
        Step::Return,
        Step::Dismiss,
        Step::Uphold,
    ];

    #[test]
    fn nothing_the_place_says_takes_an_item_off_the_list() {
        for state in State::ALL.into_iter().filter(|state| *state != Closed) {
            for step in [Step::Claim, Step::RequestClose, Step::Contest] {
                assert_ne!(state.after(step).ok(), Some(Closed), "{state:?} {step:?}");
            }
        }
        for step in [Step::Claim, Step::RequestClose, Step::Contest] {
            assert!(
                Closed.after(step).is_err(),
                "a closed item is the office's to open again"
            );
        }
    }

    #[test]
    fn every_state_but_closed_leads_on_and_every_state_is_reached() {
        for state in State::ALL {
            assert!(ALL_STEPS.iter().any(|step| state.after(*step).is_ok()), "{state:?}");
            let begun = matches!(state, Unclaimed | FixedOnSite);
            let reached = State::ALL
                .iter()
                .any(|from| ALL_STEPS.iter().any(|step| from.after(*step).ok() == Some(state)));
            assert!(begun || reached, "{state:?}");
        }
    }

    #[test]
    fn what_was_not_said_to_be_mended_is_not_accepted() {
        for state in [Unclaimed, InProgress, Returned, Contested, Closed] {
            assert!(state.after(Step::Accept).is_err(), "{state:?}");
        }
        assert_eq!(CloseRequested.after(Step::Return).unwrap(), Returned);
        assert_eq!(Returned.after(Step::RequestClose).unwrap(), CloseRequested);
    }

    #[test]
    fn codes_read_back() {
        for state in State::ALL {
            assert_eq!(State::of(state.code()), Some(state));
        }
        assert_eq!(State::of("done"), None);
    }
}

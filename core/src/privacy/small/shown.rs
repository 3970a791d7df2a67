//! What may be shown of a figure, and its words: the one form in which a count of protected persons reaches a paper.

use super::Figure;
use crate::Sentence;
use crate::exact::{Fraction, ratio, whole};

/// A figure as an audience may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// As it is.
    Exact(Figure),
    /// "<5": numerator, remainder or denominator is 1 to 4. No count, rate or difference.
    Small,
    /// Nothing but the verdict, because something else would follow from it.
    Hidden,
}

impl Shown {
    pub(super) fn new(figure: Figure, hidden: bool) -> Self {
        match (hidden, figure.is_small()) {
            (false, _) => Self::Exact(figure),
            (true, true) => Self::Small,
            (true, false) => Self::Hidden,
        }
    }

    /// The figure, where it is shown as it is.
    #[must_use]
    pub fn exact(&self) -> Option<&Figure> {
        match self {
            Self::Exact(figure) => Some(figure),
            Self::Small | Self::Hidden => None,
        }
    }

    /// The rate, where it is shown and there is one.
    #[must_use]
    pub fn rate(&self) -> Option<Fraction> {
        let figure = self.exact()?;
        ratio(figure.numerator(), figure.denominator()?)
    }

    /// By how much this figure is over another: of counts in persons, of shares in parts of 1. None where either is not
    /// shown.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Fraction> {
        match (self.exact()?.denominator(), other.exact()?.denominator()) {
            (None, None) => Some(whole(self.exact()?.numerator()) - whole(other.exact()?.numerator())),
            (Some(_), Some(_)) => Some(self.rate()? - other.rate()?),
            _ => None,
        }
    }

    /// Its words: the count, "part/whole", "<5", or that it is not shown singly.
    #[must_use]
    pub fn say(&self) -> Sentence {
        match self {
            Self::Small => Sentence::new("privacy-small"),
            Self::Hidden => Sentence::new("privacy-hidden"),
            Self::Exact(figure) => {
                let said = |code| Sentence::new(code).with("numerator", figure.numerator());
                match figure.denominator() {
                    None => said("privacy-count"),
                    Some(whole) => said("privacy-share").with("denominator", whole),
                }
            }
        }
    }
}

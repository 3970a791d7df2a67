//! The one error of the boundary, and the one a shell's own functions fail with.
//!
//! A field is never called `message`: Kotlin's exceptions have one of their own. What a foreign function threw
//! unexpectedly carries its whole stack trace; none of that is kept.

use super::speech::spoken;
use crate::phone::HostError;
use crate::{Error, ErrorKind, Place, Sentence};

/// What went wrong: by its variant what the person can do, by `code` what it was, by `sentence` what to show, by `place`
/// where in a file or text it stands (empty where that says nothing).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum CrosscheckError {
    /// What was given cannot be read as what it should be.
    BadInput {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
    /// A rule forbids what was asked.
    Refused {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
    /// Something that should agree does not.
    CheckFailed {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
    /// Something else has to come first.
    NotYet {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
    /// What was named does not exist.
    NotFound {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
    /// The disk, the key store or the system said no; nothing was half-written.
    Storage {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
    /// The person broke it off.
    Cancelled {
        /// Stable across languages and versions.
        code: String,
        /// For the person.
        sentence: String,
        /// Where.
        place: String,
    },
}

impl CrosscheckError {
    /// That somebody broke a job off.
    #[must_use]
    pub fn cancelled() -> Self {
        let what = Sentence::new("phone-cancelled");
        Self::Cancelled {
            code: what.code().to_owned(),
            sentence: crate::words::say(spoken(), &what),
            place: String::new(),
        }
    }

    /// Its sentence.
    #[must_use]
    pub fn sentence(&self) -> &str {
        match self {
            Self::BadInput { sentence, .. }
            | Self::Refused { sentence, .. }
            | Self::CheckFailed { sentence, .. }
            | Self::NotYet { sentence, .. }
            | Self::NotFound { sentence, .. }
            | Self::Storage { sentence, .. }
            | Self::Cancelled { sentence, .. } => sentence,
        }
    }
}

impl std::fmt::Display for CrosscheckError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for CrosscheckError {}

impl From<Error> for CrosscheckError {
    fn from(mut error: Error) -> Self {
        let lang = spoken();
        // Files of the app's own folder say nothing to whoever holds the phone.
        let own = error
            .problems
            .iter_mut()
            .filter(|problem| problem.what.code().starts_with("store-"));
        own.for_each(|problem| problem.place = Place::default());
        let first = error.problems.first();
        let code = first.map_or_else(String::new, |problem| problem.what.code().to_owned());
        let place = first.map_or_else(String::new, |problem| problem.place.say(lang));
        let sentence = error.say(lang);
        match error.kind {
            ErrorKind::BadInput => Self::BadInput { code, sentence, place },
            ErrorKind::Refused => Self::Refused { code, sentence, place },
            ErrorKind::CheckFailed => Self::CheckFailed { code, sentence, place },
            ErrorKind::NotYet => Self::NotYet { code, sentence, place },
            ErrorKind::NotFound => Self::NotFound { code, sentence, place },
            ErrorKind::Storage => Self::Storage { code, sentence, place },
        }
    }
}

/// An error of the boundary of a kind, by its sentence.
#[must_use]
pub fn of(kind: ErrorKind, what: Sentence) -> CrosscheckError {
    Error::new(kind, what).into()
}

/// Why something that came in is not taken.
pub(super) fn refuse<T>(what: Sentence) -> uniffi::Result<T> {
    Err(of(ErrorKind::BadInput, what).into())
}

/// For types that are only shown.
pub(super) fn one_way<T>() -> uniffi::Result<T> {
    refuse(Sentence::new("crossing-one-way"))
}

// What was thrown may hold anything, stack traces among it: it is dropped here.
impl From<uniffi::UnexpectedUniFFICallbackError> for HostError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unexpected
    }
}

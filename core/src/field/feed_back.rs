//! Feeding a finding back to the place, and what it answers: 认可, 说明, 有异议.

use super::codes;
use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// The place's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Reply {
    /// 认可.
    Accepted,
    /// 说明.
    Explained,
    /// 有异议.
    Objected,
}

impl Reply {
    const ALL: [(Self, &str); 3] = [
        (Self::Accepted, "accepted"),
        (Self::Explained, "explained"),
        (Self::Objected, "objected"),
    ];

    /// The code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        codes::code(&Self::ALL, self)
    }

    /// The reply of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        codes::word(&Self::ALL, code)
    }

    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Accepted => "finding-accepted",
            Self::Explained => "finding-explained",
            Self::Objected => "finding-objected",
        })
    }
}

/// Records what the place answered; its own words, if any, stand beside it.
///
/// # Errors
/// [`ErrorKind::Refused`] when an explanation or objection has no words, or the words hold what must not be recorded.
pub fn feed_back(
    notebook: &mut Notebook,
    visit: &StreamName,
    finding: &Entity,
    reply: Reply,
    words: &str,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    if words.trim().is_empty() && reply != Reply::Accepted {
        let what = Sentence::new("finding-reply-words");
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let value = Value::code(reply.code());
    let mut edits = vec![Edit::new(visit, finding.clone(), "reply", value).seen(seen.as_ref())];
    if !words.trim().is_empty() {
        let own = format!("reply_words.{}", notebook.member());
        edits.push(Edit::typed(visit, finding.clone(), &own, notebook.typed(words)?));
    }
    notebook.save(&edits).map(|_| ())
}

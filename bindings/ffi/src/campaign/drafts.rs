//! What is being typed: kept on every tap, looked at for what must not be recorded, never an op.

use crosscheck_core::crossing::spoken;
use crosscheck_core::privacy;
use crosscheck_core::store;
use crosscheck_core::view;

use super::Campaign;
use crate::Made;

/// How drafts of screens begin, so that they never meet what core keeps in the same place.
const SCREEN: &str = "screen/";

/// What a typed text may not or should not hold.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Typing {
    /// What will be refused, with its place.
    pub refused: Vec<String>,
    /// What may point at a person, with its place; whoever types decides.
    pub warnings: Vec<String>,
}

#[uniffi::export]
impl Campaign {
    /// Looks at a text while it is being typed.
    pub fn look_at(&self, text: String) -> Made<Typing> {
        let lang = spoken();
        let refused = privacy::refuse(&text)
            .err()
            .map(|error| error.problems)
            .unwrap_or_default();
        let warnings = view::warnings(&text);
        Ok(Typing {
            refused: refused.iter().map(|problem| problem.say(lang)).collect(),
            warnings: warnings
                .iter()
                .map(|what| crosscheck_core::words::say(lang, what))
                .collect(),
        })
    }

    /// Keeps what a screen holds, under a name the shell gives.
    pub fn keep_draft(&self, screen: String, text: String) -> Made<()> {
        let screen = format!("{SCREEN}{screen}");
        self.look(|book, _, _| book.store().write(|at| store::keep_draft(at, &screen, text.as_bytes())))
    }

    /// What a screen held.
    pub fn draft(&self, screen: String) -> Made<Option<String>> {
        let screen = format!("{SCREEN}{screen}");
        let kept = self.look(|book, _, _| book.store().read(|at| store::drafts(at, &screen)))?;
        Ok(kept.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Forgets what a screen held.
    pub fn drop_draft(&self, screen: String) -> Made<()> {
        let screen = format!("{SCREEN}{screen}");
        self.look(|book, _, _| book.store().write(|at| store::drop_draft(at, &screen)))
    }
}

//! Diagnostics: what a person may send to whoever helps, with nothing of what was recorded in it.
//!
//! Counts, sizes, versions and codes; no id of a campaign, place or person, no text, no argument of a sentence.

use std::fmt::Write as _;

use super::OpenCampaign;
use super::host::KeyKind;
use crate::model::Role;
use crate::{Error, view};

/// How many lines of the journal.
const LINES: usize = 20;

impl OpenCampaign {
    /// A text for whoever helps.
    ///
    /// # Errors
    /// What the store says.
    pub fn diagnostics(&self) -> Result<String, Error> {
        let seat = self.seat();
        self.look(|book, packs, _| {
            let state = book.state();
            let mut text = String::new();
            let mut line = |name: &str, value: &dyn std::fmt::Display| {
                // Writing to a text never fails.
                let _ = writeln!(text, "{name} {value}");
            };
            line("version", &env!("CARGO_PKG_VERSION"));
            line("system", &std::env::consts::OS);
            line("processor", &std::env::consts::ARCH);
            line("key", &seat.kind.map_or("none", KeyKind::code));
            line("role", &book.role().map_or("none", Role::code));
            line("recoverable", &self.is_recoverable());
            line("hub", &seat.hub.is_some());
            line("packs", &packs.iter().count());
            line("packs-lacking", &packs.lacks());
            line("streams", &state.streams().len());
            line("ops", &state.count());
            line("ops-own", &state.ops_of(book.id()).count());
            line("ops-unsealed", &book.unsealed_count()?);
            line("ops-waiting", &state.waiting().len());
            line("forks", &state.forks().len());
            line("held", &book.is_held()?);
            line("all-on-server", &book.is_all_on_server()?);
            for (room, taking) in book.space()? {
                line(
                    &format!("space-{room:?}"),
                    &format!("{} files {} bytes", taking.files, taking.bytes),
                );
            }
            for (index, kept) in view::sync(book, packs)?.journal.iter().take(LINES).enumerate() {
                let code = kept.code.split(' ').next().unwrap_or_default();
                line(&format!("journal-{index}"), &format!("{} {code}", kept.wall));
            }
            Ok(text)
        })
    }
}

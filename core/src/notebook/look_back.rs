//! Looking back: what the log amounted to when a report was drafted from it.
//!
//! Nothing is kept for it: the same ops are folded up to where they had come. While somebody looks back nothing can be
//! written, and whatever happens then, the notebook stands in the present again afterwards.

use super::blobs::NamedBlobs;
use super::{Notebook, load};
use crate::Error;
use crate::change::Positions;
use crate::ids::StreamName;
use crate::merge::{Run, State};
use crate::store;

/// A notebook that shows the past until this goes.
struct Back<'a> {
    notebook: &'a mut Notebook,
    present: Option<(State, NamedBlobs)>,
}

impl Drop for Back<'_> {
    fn drop(&mut self) {
        if let Some((state, named)) = self.present.take() {
            self.notebook.state = state;
            self.notebook.named = named;
        }
    }
}

impl Notebook {
    /// How far the log has come here, in the campaign's stream and those of some groups.
    #[must_use]
    pub fn positions(&self, wanted: impl Fn(&StreamName) -> bool) -> Positions {
        self.state.positions(wanted)
    }

    /// Shows the log as it was at these positions, as far as it is here. Texts redacted since stay redacted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn look_back<T>(&mut self, at: &Positions, look: impl FnOnce(&Self) -> T) -> Result<T, Error> {
        let rows = self.store.read(store::rows)?;
        let (runs, _) = load::runs(&self.campaign, &self.id, rows)?;
        let until = |run: Run| {
            let reached = at.reached(&run.stream, &run.writer);
            run.until(reached)
        };
        let then = State::fold(self.campaign, runs.into_iter().filter_map(until));
        let present = (
            std::mem::replace(&mut self.state, then),
            std::mem::take(&mut self.named),
        );
        let back = Back {
            notebook: self,
            present: Some(present),
        };
        Ok(look(back.notebook))
    }
}

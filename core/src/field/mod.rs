//! What an inspector does, one file a verb. Each checks what it is given, then saves it, whole or not at all.
//!
//! Verbs write through the notebook and know no screen. Whoever may not do a thing is told so before anything is
//! written (`Notebook::save`); what people type passes the refusals of `privacy` on its way. The one rule to keep: two
//! people who make the same thing without a signal must meet in it, so keys are derived, and what one person adds in
//! words (a name, a reason, a note) is a field of his own.

mod answer;
mod check_ledger;
mod codec;
mod codes;
mod draft;
mod draw_on_site;
mod feed_back;
mod finding;
mod fits;
mod hold_talk;
mod interview;
mod method;
mod note_site;
mod open_visit;
mod reopen;
mod said;
mod see_document;
mod sign_off;
mod withdraw;

pub use answer::{Question, answer, answer_entity, fact, self_report, take_back, words_beside};
pub use check_ledger::{
    CheckedLedger, Entry, EntryVerdict, LEDGER, Ledger, LedgerState, check_ledger, ledger_state, mark_entry,
};
pub use draft::{draft, drop_draft, keep_draft};
pub use draw_on_site::{Attempt, OnSite, OnSiteDraw, Outcome, Tried, commit_draw, on_site_draws, reveal_draw};
pub use feed_back::{Reply, feed_back};
pub use finding::{NoteKind, Severity, Side, mend, note};
pub use hold_talk::{Talk, TalkWords, hold_talk, mend_talk};
pub use interview::{
    Asking, Interview, Interviewed, Question as InterviewQuestion, ask, asking, group_size, interview, mend_interview,
    questions, tallies, tally, tap,
};
pub use method::{things, words_of};
pub use note_site::{mend_site_note, note_site};
pub use open_visit::{Chosen, Opening, Place, open_visit, visit_entity};
pub use reopen::reopen;
pub(crate) use said::read_held;
pub use said::{Said, notes, read_said, standing, write_said};
pub use see_document::{SeenDocument, mend_document, see_document};
pub use sign_off::{Signed, paper, sign_off, signed, signed_in};
pub use withdraw::{bring_back, withdraw};

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
mod export_photo;
mod feed_back;
mod finding;
mod fits;
mod hold_talk;
mod interview;
mod mask_photo;
mod method;
mod note_site;
mod open_visit;
mod photo_intent;
mod redact_photo;
mod redact_words;
mod reopen;
mod said;
mod see_document;
mod sign_off;
mod take_photo;
mod withdraw;

pub use answer::{Question, answer, answer_entity, fact, fact_entity, self_report, take_back, words_beside};
pub(crate) use check_ledger::ledger_state_in;
pub use check_ledger::{
    CheckedLedger, Entry, EntryVerdict, LEDGER, Ledger, LedgerState, check_ledger, ledger_state, mark_entry,
};
pub use draft::{draft, drop_draft, keep_draft};
pub(crate) use draw_on_site::can_reveal;
pub use draw_on_site::{
    Attempt, OnSite, OnSiteDraw, Outcome, Revealed, Tried, chosen_value, commit_draw, on_site_draws, read_chosen,
    reveal_draw,
};
pub use export_photo::{Mark, export_photo, photo_figure, photo_mark};
pub use feed_back::{Reply, feed_back};
pub use finding::{NoteKind, Severity, Side, mend, note};
pub use hold_talk::{Talk, TalkWords, hold_talk, mend_talk};
pub use interview::{
    Asking, Interview, Interviewed, Question as InterviewQuestion, ask, asking, group_size, interview, mend_interview,
    questions, read_tally, tallies, tally, tally_value, tap,
};
pub use mask_photo::{Unmasked, keep_masked, mark_faceless, mask_photo, unmasked};
pub use method::{things, words_of};
pub use note_site::{mend_site_note, note_site};
pub use open_visit::{Chosen, Opening, Place, open_visit, visit_entity};
pub(crate) use photo_intent::finish_photos;
pub use photo_intent::unfinished_photos;
pub use redact_photo::{Redacted, redact_photo};
pub use redact_words::redact_words;
pub use reopen::reopen;
pub(crate) use said::read_held;
pub use said::{Said, notes, read_said, standing, write_said};
pub use see_document::{SeenDocument, mend_document, see_document};
pub use sign_off::{Signed, close_visit, paper, sign_off, signed, signed_frontiers, signed_in, state_frontier};
pub use take_photo::{
    Origin, Prepared, Shot, Taken, assign_photo, capture_of, keep_photo, may_take, mend_caption, photo_indicator,
    prepare_photo, take_photo,
};
pub use withdraw::{bring_back, withdraw};

//! The language an app speaks: one for the whole process, as a phone has one.
//!
//! A record is lowered after the view that made it has returned, so the language cannot be an argument of each sentence.
//! Changing it while a screen is drawn gives that screen in either language, never in half a word of each.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::words::say;
use crate::{Lang, Sentence};

static ENGLISH: AtomicBool = AtomicBool::new(false);

/// The language of every sentence that crosses from now on.
pub fn speak(lang: Lang) {
    ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
}

/// The language sentences cross in.
#[must_use]
pub fn spoken() -> Lang {
    if ENGLISH.load(Ordering::Relaxed) {
        Lang::En
    } else {
        Lang::Zh
    }
}

uniffi::custom_type!(
    /// Words for a person, in the language the app speaks.
    Sentence, String, {
    lower: |sentence| say(spoken(), &sentence),
    try_lift: |_words| super::fault::one_way(),
});

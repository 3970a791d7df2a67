//! The five methods, documents, notes, findings and what the place answered.

use crosscheck_core::change::Entity;
use crosscheck_core::draw::onsite::{Digits, List, Record, Source};
use crosscheck_core::field::{
    self, Asking, EntryVerdict, Interview, Ledger, NoteKind, OnSite, Reply, SeenDocument, Side, Talk, TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Seen;

use super::{Campaign, indicator};
use crate::Made;

/// A list that is drawn from at the place.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OnSiteList {
    /// Who handed it over.
    pub source: Source,
    /// How many it should hold.
    pub expected: u64,
    /// According to what.
    pub according_to: String,
    /// Its names, one a line; none of a ledger, whose entries are numbered.
    pub names: Option<String>,
    /// How many entries a numbered list has.
    pub count: u64,
}

impl OnSiteList {
    fn list(&self) -> Result<List, crosscheck_core::Error> {
        match &self.names {
            Some(names) => List::of_names(self.source, self.expected, &self.according_to, names),
            None => List::of_ledger(self.source, self.expected, &self.according_to, self.count),
        }
    }
}

#[uniffi::export]
impl Campaign {
    /// Records a talk.
    pub fn hold_talk(&self, visit: StreamName, talk: Talk, present: String, note: String) -> Made<Entity> {
        let said = TalkWords {
            present: &present,
            note: &note,
        };
        self.act(|book, _| field::hold_talk(book, &visit, &talk, &said))
    }

    /// States a talk anew.
    pub fn mend_talk(
        &self,
        visit: StreamName,
        thing: Entity,
        talk: Talk,
        present: String,
        note: String,
        seen: Seen,
    ) -> Made<()> {
        let said = TalkWords {
            present: &present,
            note: &note,
        };
        self.act(|book, _| field::mend_talk(book, &visit, &thing, &talk, &said, &seen))
    }

    /// Begins an interview; `other` says what the role 其他 is.
    pub fn interview(&self, visit: StreamName, who: Interview, other: String, note: String) -> Made<Entity> {
        self.act(|book, _| field::interview(book, &visit, who, &other, &note))
    }

    /// States anew who is asked.
    pub fn mend_interview(
        &self,
        visit: StreamName,
        thing: Entity,
        who: Interview,
        other: String,
        note: String,
        seen: Seen,
    ) -> Made<()> {
        self.act(|book, _| field::mend_interview(book, &visit, &thing, who, &other, &note, &seen))
    }

    /// The question an indicator asks.
    pub fn asking(&self, pack: u64, id: String) -> Made<Asking> {
        self.look(|_, packs, _| Ok(field::asking(pack, indicator(packs, pack, &id)?)))
    }

    /// Adds a question to an interview and gives its key.
    pub fn ask(&self, visit: StreamName, thing: Entity, asking: Asking) -> Made<String> {
        self.act(|book, _| field::ask(book, &visit, &thing, &asking))
    }

    /// One more or one fewer for an option.
    pub fn tap(&self, visit: StreamName, thing: Entity, question: String, option: u32, more: bool) -> Made<()> {
        let option = usize::try_from(option).unwrap_or(usize::MAX);
        self.act(|book, _| field::tap(book, &visit, &thing, &question, option, more))
    }

    /// States one's own tally of a question.
    pub fn tally(&self, visit: StreamName, thing: Entity, question: String, counts: Vec<u64>) -> Made<()> {
        self.act(|book, _| field::tally(book, &visit, &thing, &question, &counts))
    }

    /// Begins the check of a ledger.
    pub fn check_ledger(&self, visit: StreamName, ledger: Ledger, title: String, numbering: String) -> Made<Entity> {
        self.act(|book, _| field::check_ledger(book, &visit, &ledger, &title, &numbering))
    }

    /// Says what was found of a drawn entry, or takes it back.
    pub fn mark_entry(
        &self,
        visit: StreamName,
        thing: Entity,
        ordinal: u64,
        verdict: Option<EntryVerdict>,
        why: String,
        seen: Seen,
    ) -> Made<()> {
        self.act(|book, _| field::mark_entry(book, &visit, &thing, ordinal, verdict, &why, &seen))
    }

    /// Fixes a list, N and n; gives the commitment to show before the host names the digits.
    pub fn commit_draw(
        &self,
        visit: StreamName,
        which: OnSite,
        list: OnSiteList,
        sample: u64,
        reserves: u64,
    ) -> Made<String> {
        let list = list.list()?;
        self.act(|book, _| field::commit_draw(book, &visit, &which, &list, (sample, reserves)))
    }

    /// Reveals a draw with the four digits the host named.
    pub fn reveal_draw(&self, visit: StreamName, which: OnSite, commitment: String, digits: String) -> Made<Record> {
        let digits = Digits::parse(&digits)?;
        self.act(|book, _| field::reveal_draw(book, &visit, &which, &commitment, &digits))
    }

    /// Records a document.
    pub fn see_document(&self, visit: StreamName, document: SeenDocument, title: String) -> Made<Entity> {
        self.act(|book, _| field::see_document(book, &visit, &document, &title))
    }

    /// States a document anew.
    pub fn mend_document(
        &self,
        visit: StreamName,
        thing: Entity,
        document: SeenDocument,
        title: String,
        seen: Seen,
    ) -> Made<()> {
        self.act(|book, _| field::mend_document(book, &visit, &thing, &document, &title, &seen))
    }

    /// Writes a site note down.
    pub fn note_site(&self, visit: StreamName, text: String) -> Made<Entity> {
        self.act(|book, _| field::note_site(book, &visit, &text))
    }

    /// Writes one's own words of a site note anew.
    pub fn mend_site_note(&self, visit: StreamName, thing: Entity, text: String) -> Made<()> {
        self.act(|book, _| field::mend_site_note(book, &visit, &thing, &text))
    }

    /// Writes a finding, practice or difficulty down.
    pub fn note(&self, visit: StreamName, kind: NoteKind, sides: Vec<Side>) -> Made<Entity> {
        self.act(|book, _| field::note(book, &visit, kind, &sides))
    }

    /// Mends one side of a finding, practice or difficulty.
    pub fn mend(&self, visit: StreamName, thing: Entity, side: Side, seen: Seen) -> Made<()> {
        self.act(|book, _| field::mend(book, &visit, &thing, &side, &seen))
    }

    /// Records what the place answered to a finding.
    pub fn feed_back(&self, visit: StreamName, thing: Entity, reply: Reply, words: String, seen: Seen) -> Made<()> {
        self.act(|book, _| field::feed_back(book, &visit, &thing, reply, &words, &seen))
    }

    /// Withdraws a thing as it stands.
    pub fn withdraw(&self, visit: StreamName, thing: Entity) -> Made<()> {
        self.act(|book, _| field::withdraw(book, &visit, &thing))
    }

    /// Takes a withdrawal back.
    pub fn bring_back(&self, visit: StreamName, thing: Entity) -> Made<()> {
        self.act(|book, _| field::bring_back(book, &visit, &thing))
    }

    /// Redacts every word of a thing for good; gives how many are gone and how many wait for a leader.
    pub fn redact_words(&self, visit: StreamName, thing: Entity) -> Made<field::Redacted> {
        self.act(|book, _| field::redact_words(book, &visit, &thing))
    }
}

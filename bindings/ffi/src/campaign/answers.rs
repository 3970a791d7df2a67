//! Visits and their answers.

use crosscheck_core::field::{self, Opening, Question, Said};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Seen;

use super::{Campaign, indicator};
use crate::Made;

#[uniffi::export]
impl Campaign {
    /// Opens a visit and gives its name; opened on two phones, it is one.
    pub fn open_visit(&self, opening: Opening) -> Made<StreamName> {
        self.act(|book, _| field::open_visit(book, &opening))
    }

    /// States a fact about the place that conditions of indicators ask for, such as 学校类型.
    pub fn state_fact(&self, visit: StreamName, name: String, value: String, seen: Seen) -> Made<()> {
        self.act(|book, _| field::fact(book, &visit, &name, &value, &seen).map(drop))
    }

    /// Answers an indicator.
    pub fn answer(&self, visit: StreamName, pack: u64, id: String, said: Said, seen: Seen) -> Made<()> {
        self.act(|book, packs| {
            let indicator = indicator(packs, pack, &id)?;
            let visit = &visit;
            field::answer(book, &Question { visit, pack, indicator }, &said, &seen).map(drop)
        })
    }

    /// Records what the place says of itself: 自报.
    pub fn self_report(&self, visit: StreamName, pack: u64, id: String, said: Said, seen: Seen) -> Made<()> {
        self.act(|book, packs| {
            let indicator = indicator(packs, pack, &id)?;
            let visit = &visit;
            field::self_report(book, &Question { visit, pack, indicator }, &said, &seen).map(drop)
        })
    }

    /// Takes an answer back.
    pub fn take_back(&self, visit: StreamName, pack: u64, id: String, seen: Seen) -> Made<()> {
        self.act(|book, packs| {
            let indicator = indicator(packs, pack, &id)?;
            let visit = &visit;
            field::take_back(book, &Question { visit, pack, indicator }, &seen).map(drop)
        })
    }
}

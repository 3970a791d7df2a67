//! What a document is drafted from, and the few things every document says alike: a site, a basis, a number, a level.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::NoteKind;
use crate::ids::StreamName;
use crate::pack::{Indicator, PROGRAMMES};
use crate::rectify::Origin;
use crate::report::doc::{Column, Kind, Written};
use crate::view::{Asked, EvidenceMark, GroupReport, Note, Packs, Picture, Places, Site};
use crate::words::say;
use crate::{Lang, Sentence};

/// How a document is drafted.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The language of its words.
    pub lang: Lang,
    /// 点名: sites stand by their names; otherwise by province and kind.
    pub named: bool,
    /// What a leader wrote, by the keys of paragraphs.
    pub written: BTreeMap<String, Written>,
    /// Notes a leader has told in the text, or left out of it, by visit and key.
    pub chosen: BTreeMap<(StreamName, String), bool>,
    /// Photos a leader chose.
    pub pictures: Vec<Picture>,
    /// Who signed which review gate off, by the gate's code: `drafter`, `meeting`, `leader`, `office`.
    pub signed: BTreeMap<String, String>,
}

/// A group's state with the checklists it was asked by.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The state.
    pub report: &'a GroupReport,
    /// The checklists.
    pub packs: &'a Packs,
    /// How the document is drafted.
    pub options: &'a Options,
}

impl<'a> Material<'a> {
    pub(super) fn lang(&self) -> Lang {
        self.options.lang
    }

    pub(super) fn say(&self, sentence: &Sentence) -> String {
        say(self.options.lang, sentence)
    }

    pub(super) fn word(&self, code: &'static str) -> String {
        self.say(&Sentence::new(code))
    }

    /// A list of things as people say it.
    pub(super) fn list<S: AsRef<str>>(&self, all: impl IntoIterator<Item = S>) -> String {
        let comma = self.word("list-comma");
        let all: Vec<String> = all.into_iter().map(|one| one.as_ref().to_owned()).collect();
        all.join(&comma)
    }

    /// What the group is called.
    pub(super) fn group(&self) -> String {
        self.report.name.clone().unwrap_or_else(|| self.report.id.to_string())
    }

    pub(in crate::report) fn indicator(&self, asked: &Asked) -> Option<&'a Indicator> {
        self.packs.get(asked.pack)?.indicators.get(asked.place)
    }

    pub(super) fn of_note(&self, note: &Note) -> Option<&'a Indicator> {
        let (pack, id) = note.row.indicator.as_ref()?;
        self.packs.get(*pack)?.indicator(id)
    }

    /// Document and clause a note's indicator stands on.
    pub(super) fn basis(&self, note: &Note) -> Option<String> {
        let (number, id) = note.row.indicator.as_ref()?;
        let pack = self.packs.get(*number)?;
        Some(pack.basis(pack.indicator(id)?))
    }

    /// What a site is called in this document.
    pub(super) fn site(&self, site: &Site) -> String {
        if self.options.named {
            return site.name.clone();
        }
        let what = Sentence::new("documents-unnamed").with("province", Places::province(&site.province));
        self.say(&what.with("kind", &site.kind))
    }

    /// The sites at these places, each named once; without names, how many of each kind.
    pub(super) fn sites(&self, places: &[usize]) -> String {
        let sites = places.iter().filter_map(|place| self.report.sites.get(*place));
        let mut counts: Vec<(String, usize)> = Vec::new();
        for name in sites.map(|site| self.site(site)) {
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        self.list(counts.into_iter().map(|(name, count)| match count {
            1 => name,
            count => self.say(&Sentence::new("documents-times").with("name", name).with("count", count)),
        }))
    }

    /// The provinces of the sites at these places, each once, in the order of their codes.
    pub(super) fn provinces(&self, places: &[usize]) -> String {
        let sites = places.iter().filter_map(|place| self.report.sites.get(*place));
        let codes: BTreeSet<&str> = sites.map(|site| &*site.province).collect();
        self.list(codes.into_iter().map(|code| match short(Places::province(code)) {
            name if name.is_empty() => self.word("documents-province-unknown"),
            name => name,
        }))
    }

    /// What a county of a code is called in this document.
    pub(super) fn county(&self, code: &str) -> String {
        if self.options.named {
            return self
                .report
                .counties
                .get(code)
                .cloned()
                .unwrap_or_else(|| code.to_owned());
        }
        let what = Sentence::new("documents-unnamed").with("province", Places::province(Places::province_code(code)));
        self.say(&what.with("kind", self.word("documents-county")))
    }

    /// What the site of a note is called in this document.
    pub(super) fn site_of(&self, note: &Note) -> String {
        let site = self.report.site_of(note);
        site.map(|site| self.site(site)).unwrap_or_default()
    }

    /// The level a note lies at: as it was said, or where its indicator is asked, or the kind of its site.
    pub(super) fn level(&self, note: &Note) -> String {
        if let Some(level) = note
            .row
            .level
            .as_deref()
            .filter(|level| !level.is_empty() && *level != "site")
        {
            return level.to_owned();
        }
        let asked = self
            .of_note(note)
            .map(|indicator| indicator.cell("answer_level"))
            .unwrap_or_default();
        match asked {
            one if !one.is_empty() && !one.contains(';') => one.to_owned(),
            _ => self
                .report
                .site_of(note)
                .map(|site| site.kind.clone())
                .unwrap_or_default(),
        }
    }

    pub(super) fn evidence(&self, marks: &[EvidenceMark]) -> String {
        self.list(marks.iter().map(|mark| {
            let what = Sentence::new("documents-evidence").with("kind", mark.kind);
            self.say(&what.with("number", &mark.number))
        }))
    }

    /// Programmes somebody asked or wrote about, in the order of the documents; the last is empty for notes that name
    /// no indicator.
    pub(super) fn programmes(&self) -> Vec<&'static str> {
        let asked = |programme: &str| {
            let mut rows = self.report.asked.iter().filter_map(|asked| self.indicator(asked));
            rows.any(|indicator| indicator.cell("programme") == programme)
        };
        let mut programmes: Vec<&'static str> = PROGRAMMES.into_iter().filter(|one| asked(one)).collect();
        if self.report.notes.iter().any(|note| self.of_note(note).is_none()) {
            programmes.push("");
        }
        programmes
    }

    /// Whether a note belongs to a programme.
    pub(super) fn is_of(&self, note: &Note, programme: &str) -> bool {
        self.of_note(note).map_or("", |indicator| indicator.cell("programme")) == programme
    }

    /// The notes of a kind and a programme.
    pub(super) fn notes(&self, kind: NoteKind, programme: &str) -> Vec<&'a Note> {
        let notes = self.report.notes.iter();
        notes
            .filter(|note| note.row.kind == kind && self.is_of(note, programme))
            .collect()
    }

    /// A programme as a heading.
    pub(super) fn programme_word(&self, programme: &str) -> String {
        match programme {
            "" => self.word("documents-programme-none"),
            one => one.to_owned(),
        }
    }

    /// A column that is read.
    pub(super) fn column(&self, code: &'static str, parts: usize) -> Column {
        Column {
            header: self.word(code),
            parts,
            kind: Kind::Text,
            open: false,
        }
    }

    /// A column of numbers.
    pub(super) fn number_column(&self, code: &'static str, parts: usize) -> Column {
        Column {
            kind: Kind::Number,
            ..self.column(code, parts)
        }
    }
}

/// The number of a finding: the one its item of rectification has, the same in every document and for ever.
pub(super) fn number(note: &Note) -> String {
    let finding = Origin::Finding {
        visit: note.row.visit.clone(),
        finding: note.row.entity.key.to_string(),
    };
    finding.number()
}

/// What was found, as one text; where two differ, both.
pub(super) fn fact(note: &Note) -> String {
    let facts = note.row.fact.iter().filter(|fact| !fact.is_empty());
    let facts: Vec<&str> = facts.map(|fact| fact.trim_end_matches(['。', '.'])).collect();
    facts.join("；")
}

/// A province's name without what it is: 内蒙古 of 内蒙古自治区.
pub(super) fn short(name: &str) -> String {
    const ENDS: [&str; 8] = [
        "特别行政区",
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "省",
        "市",
        "区",
    ];
    let end = ENDS.iter().find(|end| name.ends_with(**end));
    end.map_or(name, |end| name.trim_end_matches(end)).to_owned()
}

//! Every document the product writes, made of one generated evening: what goes through office programs, a browser and the
//! tests of structure. A document that is written anew gets its line here, and is looked at by all of them.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::path::{Path, PathBuf};

use crosscheck_core::Lang;
use crosscheck_core::change::Entity;
use crosscheck_core::draw::certificate::Roller;
use crosscheck_core::draw::onsite::{Digits, List, Source};
use crosscheck_core::draw::{Ceremony, Certificate, Plan, freeze, roll};
use crosscheck_core::field::{
    self, Asking, EntryVerdict, Interview, Interviewed, Ledger, NoteKind, OnSite, Reply, SeenDocument, Side, Talk,
    TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::lead::{Terms, open_items};
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::pack::{BUILTIN_IDS, builtin};
use crosscheck_core::rectify::{Band, Origin, State};
use crosscheck_core::report::doc::{self, ReportDoc};
use crosscheck_core::report::documents::{
    Material, Options, consolidated, feedback, findings_ledger, on_site, outline, rectification, summary,
};
use crosscheck_core::report::{draw_record, pack_book, sheet, visit_sheet};
use crosscheck_core::table::{Table, read_as_written};
use crosscheck_core::view::{self, GroupReport, ListAsked, Packs};

use crate::evening::{evening, gathered, places};
use crate::party::{ANN, ORGANISER, Party, group, visit};

/// Characters of names that small fonts lack, and signs a form may hold.
pub const RARE: &str = "镕喆䶮㛃堃祎昇珺璟燚𠮷㎡☑①—";
/// Texts that a program which reads cells for itself takes for something else.
pub const MISTAKEN: [&str; 8] = ["007", "2017-09-30", "TRUE", "1/2", "1e5", "'12", "12:30", "=1+1"];
/// Digits of a roll.
pub const SEED: &str = "482917305561028374659120";

/// A document as a file.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its name, without an ending.
    pub name: String,
    /// Its ending: `docx`, `html` or `xlsx`.
    pub form: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Paper {
    fn new(name: &str, form: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            form,
            bytes,
        }
    }

    /// Writes it into a folder.
    #[must_use]
    pub fn write(&self, folder: &Path) -> PathBuf {
        let path = folder.join(format!("{}.{}", self.name, self.form));
        std::fs::write(&path, &self.bytes).unwrap();
        path
    }
}

/// A frame of nine units of three provinces.
#[must_use]
pub fn frame() -> Table {
    let row = |n: usize| format!("{n:02},<单位&{n}>,{}\n", ["甲", "乙", "丙"][n % 3]);
    let rows = (1..=9).map(row).collect::<Vec<_>>().concat();
    read_as_written("名单.csv", format!("code,name,省\n{rows}").as_bytes(), None).unwrap()
}

/// A certificate of it: one of three strata was rolled.
#[must_use]
pub fn drawn(announced: bool) -> Certificate {
    let text = format!(
        "title = '试抽'\nframe = '名单.csv'\nid = 'code'\nname = 'name'\nstrata = ['省']\ndesign = 'stratified'\n\
         size = {{ per_stratum = 1 }}\nseed_scope = 'stratum'\nannounced = {announced}\n"
    );
    let plan = Plan::read("PLAN.toml", text.as_bytes()).unwrap();
    let frozen = freeze(&plan, frame(), None).unwrap().frozen;
    let rollers = [("甲省禁毒办", &SEED[..10]), ("乙省检查组", &SEED[10..])];
    let ceremony = Ceremony {
        stratum: Some("甲".into()),
        seed: SEED.into(),
        rollers: rollers
            .map(|(unit, digits)| Roller {
                unit: unit.into(),
                digits: digits.into(),
            })
            .to_vec(),
        time: Some("2026-11-21T09:30:00+08:00".into()),
        ..Ceremony::default()
    };
    roll(&frozen, frame(), None, ceremony).unwrap()
}

fn ledger(book: &mut Notebook, visit: &StreamName) -> Entity {
    let ledger = Ledger {
        draw: 1,
        about_persons: true,
        indicator: None,
    };
    let ledger = field::check_ledger(book, visit, &ledger, "社区戒毒工作台账", "按登记先后").unwrap();
    let which = OnSite::ledger(1);
    let list = List::of_ledger(Source::Inspected, 38, "台账封面", 37).unwrap();
    let commitment = field::commit_draw(book, visit, &which, &list, (5, 2)).unwrap();
    let digits = Digits::parse("4827").unwrap();
    let record = field::reveal_draw(book, visit, &which, &commitment, &digits).unwrap();
    for (unit, verdict) in record.main.iter().zip(EntryVerdict::ALL) {
        let (ordinal, seen) = (unit.parse().unwrap(), Seen::default());
        field::mark_entry(book, visit, &ledger, ordinal, Some(verdict), "", &seen).unwrap();
    }
    ledger
}

/// The draw of schools at [`visited`].
#[must_use]
pub fn schools() -> OnSite {
    OnSite {
        kind: "schools".into(),
        ordinal: 1,
    }
}

/// A visit with a talk, an interview, a document, a ledger, a finding that was answered, and a signature: its stream, the
/// ledger, and the code on the paper.
pub fn visited(party: &mut Party) -> (StreamName, Entity, String) {
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    let talk = Talk {
        people: 7,
        from: "2017-06-05T09:00:00".parse().unwrap(),
        to: "2017-06-05T10:30:00".parse().unwrap(),
        units: vec!["禁毒办".into()],
        covered: Vec::new(),
    };
    field::hold_talk(book, &visit, &talk, &TalkWords::default()).unwrap();
    let who = Interview {
        role: Interviewed::Students,
        group: 5,
    };
    field::interview(book, &visit, who, "", "").unwrap();
    let document = SeenDocument {
        number: Some("生成〔2017〕7号".into()),
        date: None,
        copy: true,
    };
    field::see_document(book, &visit, &document, "毒品预防教育工作方案").unwrap();
    let ledger = ledger(book, &visit);
    field::note_site(book, &visit, "大厅有咨询台").unwrap();
    let list = List::of_names(Source::Superior, 3, "年鉴", "第一小学\n第二小学\n第三中学").unwrap();
    let commitment = field::commit_draw(book, &visit, &schools(), &list, (1, 0)).unwrap();
    field::reveal_draw(book, &visit, &schools(), &commitment, &Digits::parse("0042").unwrap()).unwrap();
    let side = Side::Fact("宣传栏两年没有更新 <未署名>".into());
    let finding = field::note(book, &visit, NoteKind::Finding, &[side]).unwrap();
    field::feed_back(book, &visit, &finding, Reply::Accepted, "", &Seen::default()).unwrap();
    let code = field::sign_off(book, &visit).unwrap();
    (visit, ledger, code.printed())
}

/// An interview with a question, counted.
fn tallied(book: &mut Notebook, visit: &StreamName) {
    let who = Interview {
        role: Interviewed::Students,
        group: 9,
    };
    let interview = field::interview(book, visit, who, "", "").unwrap();
    let asking = Asking {
        question: "上过禁毒课吗".into(),
        options: vec!["上过".into(), "没有".into()],
        indicator: None,
    };
    let key = field::ask(book, visit, &interview, &asking).unwrap();
    field::tally(book, visit, &interview, &key, &[7, 2]).unwrap();
}

/// A group's evening with everything documents are made of.
#[derive(Debug)]
pub struct Desk {
    /// Everybody's notebooks.
    pub party: Party,
    /// The checklists.
    pub packs: Packs,
    /// The group's material.
    pub report: GroupReport,
    /// How documents are drafted.
    pub options: Options,
    visit: StreamName,
    ledger: Entity,
}

impl Desk {
    /// So many sites, a visit with every method, and a list of rectification with every finding on it.
    #[must_use]
    pub fn new(sites: usize, lang: Lang) -> Self {
        let (mut party, packs) = evening(sites);
        let (visit, ledger, _) = visited(&mut party);
        // The signed visit keeps its code; what follows is written at others.
        let tasks = view::tasks(party.book(ANN), &packs, &mut view::Summaries::default()).unwrap();
        let others = tasks.visits.into_iter().map(|task| task.visit);
        let others: Vec<StreamName> = others.filter(|other| *other != visit).collect();
        for other in &others {
            tallied(party.book(ANN), other);
        }
        let said = [
            Side::Fact(format!("名册中的生僻字：{RARE}（生成）\n第二行，=1+1")),
            Side::Should("按方案应当落实 <&>".into()),
        ];
        field::note(party.book(ANN), &others[0], NoteKind::Finding, &said).unwrap();
        for text in MISTAKEN {
            let said = [Side::Fact(text.into()), Side::Actual(text.into())];
            field::note(party.book(ANN), &others[1], NoteKind::Finding, &said).unwrap();
        }
        party.exchange();
        let report = gathered(&mut party, &packs);
        let options = Options {
            lang,
            named: true,
            ..Options::default()
        };
        let mut desk = Self {
            party,
            packs,
            report,
            options,
            visit,
            ledger,
        };
        desk.open_items();
        desk
    }

    fn asked(places: &view::Places) -> ListAsked<'_> {
        ListAsked {
            places,
            place: None,
            today: "2017-07-01".parse().unwrap(),
        }
    }

    fn open_items(&mut self) {
        let places = places();
        let book = self.party.book(ORGANISER);
        let rows = view::unlisted(book, &self.packs, &[group()], &Self::asked(&places)).unwrap();
        let origin = |row: view::ItemRow| (row.origin, row.state == Some(State::FixedOnSite));
        let origins: Vec<(Origin, bool)> = rows.into_iter().map(origin).collect();
        let terms = Terms {
            band: Band::Dated,
            deadline: Some("2017-06-30".parse().unwrap()),
            basis: "测试〔2017〕20号".into(),
            reason: "反馈意见要求整改，测试数据".into(),
        };
        assert_eq!(open_items(book, &origins, &terms).unwrap(), origins.len());
    }

    /// What documents are drafted from.
    #[must_use]
    pub fn material(&self) -> Material<'_> {
        Material {
            report: &self.report,
            packs: &self.packs,
            options: &self.options,
        }
    }

    /// Every document of the report model, with its name.
    pub fn documents(&mut self) -> Vec<(&'static str, ReportDoc)> {
        let places = places();
        let items = view::rectification(self.party.book(ORGANISER), &self.packs, &Self::asked(&places)).unwrap();
        let material = self.material();
        vec![
            ("summary", summary(&material)),
            ("outline", outline(&material)),
            ("on-site", on_site(&material)),
            ("feedback", feedback(&material, "61").unwrap()),
            ("consolidated", consolidated(&[material], &[]).unwrap()),
            ("findings", findings_ledger(&[material]).unwrap()),
            ("rectification", rectification(&items, None, self.options.lang)),
        ]
    }

    /// Every document there is, in every form it has.
    pub fn papers(&mut self) -> Vec<Paper> {
        let lang = self.options.lang;
        let folder = tempfile::tempdir().unwrap();
        let mut papers = Vec::new();
        for (name, document) in self.documents() {
            papers.push(Paper::new(name, "docx", doc::docx(&document, lang).unwrap()));
            papers.push(Paper::new(name, "html", doc::html(&document, lang).into_bytes()));
            let book = doc::xlsx(&document, lang, Some(folder.path())).unwrap();
            papers.push(Paper::new(name, "xlsx", book));
        }
        let (book, visit) = (&*self.party.book(ANN), &self.visit);
        let sheet = view::visit_sheet(book, &self.packs, visit).unwrap();
        papers.push(Paper::new("visit", "docx", visit_sheet::sheet(&sheet, lang).unwrap()));
        let slip = view::ledger_slip(book, visit, &self.ledger).unwrap();
        papers.push(Paper::new("slip", "docx", visit_sheet::slip(&slip, lang).unwrap()));
        for (name, announced) in [("draw", false), ("draw-announced", true)] {
            let docx = draw_record::docx(&drawn(announced), lang).unwrap();
            papers.push(Paper::new(name, "docx", docx));
        }
        papers.extend(checklists());
        let asked = (&*self.party.book(ORGANISER), &self.packs, lang);
        crosscheck_hub::export::tables(asked, folder.path(), &mut |_| {}).unwrap();
        let data = std::fs::read(folder.path().join("data.xlsx")).unwrap();
        papers.push(Paper::new("data", "xlsx", data));
        papers
    }
}

/// The built-in checklists as workbooks, as sheets to fill in, and one that is filled in.
fn checklists() -> Vec<Paper> {
    let mut papers = Vec::new();
    for id in BUILTIN_IDS {
        let pack = builtin(id).unwrap();
        let blanks = sheet::blanks(&pack, None).unwrap();
        let named = |what: &str| format!("{what}-{id}");
        papers.push(Paper::new(&named("pack"), "xlsx", pack_book(&pack).unwrap()));
        papers.push(Paper::new(
            &named("sheet"),
            "xlsx",
            sheet::xlsx(&pack, &blanks, None).unwrap(),
        ));
        papers.push(Paper::new(
            &named("sheet"),
            "html",
            sheet::html(&pack, &blanks).into_bytes(),
        ));
    }
    let pack = builtin("s0").unwrap();
    let blanks = sheet::blanks(&pack, None).unwrap();
    let filled = sheet::xlsx(&pack, &blanks, Some(&sheet::filled_example())).unwrap();
    papers.push(Paper::new("sheet-filled", "xlsx", filled));
    papers
}

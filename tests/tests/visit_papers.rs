//! The papers that stay with the inspected place, made of a visit with every method, and opened by an office program.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use crosscheck_core::change::Entity;
use crosscheck_core::draw::onsite::{Digits, List, Source};
use crosscheck_core::field::{
    self, EntryVerdict, Interview, Interviewed, Ledger, NoteKind, OnSite, Reply, SeenDocument, Side, Talk, TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::report::visit_sheet as paper;
use crosscheck_core::view::{self, Packs};
use crosscheck_core::{ErrorKind, Lang, pack};
use crosscheck_tests::party::{ANN, BOB, Party, visit};

fn packs() -> Packs {
    Packs::new([(1, Arc::new(pack::builtin("s0").unwrap()))])
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

fn schools() -> OnSite {
    OnSite {
        kind: "schools".into(),
        ordinal: 1,
    }
}

/// A visit with a talk, an interview, a document, a ledger, a finding that was answered, and a signature.
fn made(party: &mut Party) -> (StreamName, Entity, String) {
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

/// The text of a DOCX file.
fn text(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    xml
}

#[test]
fn the_sheet_says_how_it_was_looked_at_what_was_fed_back_and_the_code_both_sign() {
    let mut party = Party::new();
    let (visit, _, code) = made(&mut party);
    party.exchange();
    let sheet = view::visit_sheet(party.book(ANN), &packs(), &visit).unwrap();
    assert_eq!(
        (sheet.draws.as_slice(), sheet.site_notes),
        (&[(schools(), 3, 1)][..], 1)
    );
    let methods = text(&paper::sheet(&sheet, Lang::Zh).unwrap());
    for part in [
        "现场抽取学校：3 个中抽 1 个",
        "记录 1 处",
        "共 12 人次，翻阅台账 1 本、3 条",
    ] {
        assert!(methods.contains(part), "{part} is not on the sheet:\n{methods}");
    }
    for (who, lang) in [(ANN, Lang::Zh), (BOB, Lang::En)] {
        let sheet = view::visit_sheet(party.book(who), &packs(), &visit).unwrap();
        assert_eq!(
            (sheet.talks.len(), sheet.interviews.len(), sheet.documents.len()),
            (1, 1, 1)
        );
        assert_eq!(
            (sheet.ledgers[0].drawn, sheet.ledgers[0].found, sheet.ledgers[0].open),
            (Some((37, 5)), [1, 1, 1], 2)
        );
        let docx = paper::sheet(&sheet, lang).unwrap();
        assert!(
            docx == paper::sheet(&sheet, lang).unwrap(),
            "the same sheet gives the same bytes"
        );
        let text = text(&docx);
        for part in [
            &*code,
            "毒品预防教育工作方案",
            "生成〔2017〕7号",
            "社区戒毒工作台账",
            "5/37",
            "&lt;未署名&gt;",
        ] {
            assert!(text.contains(part), "{part} is not on the sheet:\n{text}");
        }
    }
}

#[test]
fn the_slip_names_ordinals_alone_and_lets_anybody_repeat_the_draw() {
    let mut party = Party::new();
    let (visit, ledger, _) = made(&mut party);
    let slip = view::ledger_slip(party.book(ANN), &visit, &ledger).unwrap();
    slip.record
        .verify(&List::of_ledger(Source::Inspected, 38, "台账封面", 37).unwrap())
        .unwrap();
    let text = text(&paper::slip(&slip, Lang::Zh).unwrap());
    for part in [
        &slip.record.main.join("  "),
        "4827",
        "少 1 个",
        "不抄录、不拍照",
        &slip.record.draw_id,
    ] {
        assert!(text.contains(part), "{part} is not on the slip:\n{text}");
    }
    let other = Entity::new("ledger", "nothing");
    let error = view::ledger_slip(party.book(ANN), &visit, &other).unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
}

#[test]
fn office_sheet_and_slip_open_in_libreoffice_on_a4_with_code_and_ordinals() {
    let mut party = Party::new();
    let (visit, ledger, code) = made(&mut party);
    let folder = tempfile::tempdir().unwrap();
    let sheet = view::visit_sheet(party.book(ANN), &packs(), &visit).unwrap();
    let slip = view::ledger_slip(party.book(ANN), &visit, &ledger).unwrap();
    let papers = [
        ("sheet", paper::sheet(&sheet, Lang::Zh)),
        ("slip", paper::slip(&slip, Lang::Zh)),
    ];
    let files: Vec<PathBuf> = papers
        .into_iter()
        .map(|(name, docx)| {
            let path = folder.path().join(name).with_extension("docx");
            std::fs::write(&path, docx.unwrap()).unwrap();
            path
        })
        .collect();
    crosscheck_tests::libreoffice(&files, "pdf", folder.path());
    for (name, wanted) in [("sheet", code), ("slip", slip.record.secret)] {
        let (text, pages) = crosscheck_tests::pdf_text(&folder.path().join(name).with_extension("pdf"));
        let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(
            pages <= 2 && compact(&text).contains(&compact(&wanted)),
            "{name}, {pages} pages:\n{text}"
        );
        assert!(compact(&text).contains("被检单位（职务）"), "no place to sign:\n{text}");
    }
}

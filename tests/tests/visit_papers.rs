//! The papers that stay with the inspected place, made of a visit with every method, and opened by an office program.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use crosscheck_core::change::Entity;
use crosscheck_core::draw::onsite::{List, Source};
use crosscheck_core::report::visit_sheet as paper;
use crosscheck_core::view::{self, Packs};
use crosscheck_core::{ErrorKind, Lang, pack};
use crosscheck_tests::papers::{schools, visited};
use crosscheck_tests::party::{ANN, BOB, Party};

fn packs() -> Packs {
    Packs::new([(1, Arc::new(pack::builtin("s0").unwrap()))])
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
    let (visit, _, code) = visited(&mut party);
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
    let (visit, ledger, _) = visited(&mut party);
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
    let (visit, ledger, code) = visited(&mut party);
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

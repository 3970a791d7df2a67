//! Filled sheets through a real spreadsheet program, and what a printed sheet promises in its own XML.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "the whole file is a test")]

use std::io::Read;

use crosscheck_core::judge::{Confirmations, Judgement, sheet as filled};
use crosscheck_core::pack::{BUILTIN_IDS, Pack, builtin};
use crosscheck_core::report::sheet::{Filling, blanks, filled_example, html, xlsx};
use crosscheck_tests::{libreoffice, pdf_text, printed, run};

/// Lets LibreOffice open a workbook and save it again, with a profile of its own.
fn resaved(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (sent, back) = (folder.path().join("表.xlsx"), folder.path().join("back"));
    std::fs::write(&sent, bytes).unwrap();
    libreoffice(&[sent], "xlsx", &back);
    let saved = std::fs::read(back.join("表.xlsx")).unwrap();
    assert!(saved != bytes, "the file was copied, not saved");
    saved
}

fn book(pack: &Pack, filling: Option<&Filling>) -> Vec<u8> {
    xlsx(pack, &blanks(pack, None).unwrap(), filling).unwrap()
}

type Verdicts = Vec<(String, String, Option<Judgement>)>;

fn verdicts(pack: &Pack, bytes: &[u8]) -> Verdicts {
    let filled = filled::read("表.xlsx", bytes, &pack.indicators).unwrap();
    let pages = filled.pages.iter().flat_map(|page| {
        let lines = page.assess(&pack.indicators, &Confirmations::default());
        let named = lines
            .into_iter()
            .map(|line| (page.sheet.clone(), line.indicator.id().to_owned(), line.judgement));
        named.collect::<Verdicts>()
    });
    pages.collect()
}

#[test]
fn office_a_filled_sheet_saved_by_libreoffice_has_the_same_verdicts() {
    let pack = builtin("s0").unwrap();
    let bytes = book(&pack, Some(&filled_example()));
    let before = verdicts(&pack, &bytes);
    assert!(before.iter().filter(|(_, _, judgement)| judgement.is_some()).count() > 30);
    assert_eq!(before, verdicts(&pack, &resaved(&bytes)));
}

#[test]
fn office_a_blank_sheet_of_trends_and_tiers_saved_by_libreoffice_still_reads_as_blank() {
    let pack = builtin("s2").unwrap();
    let saved = resaved(&book(&pack, None));
    let filled = filled::read("表.xlsx", &saved, &pack.indicators).unwrap();
    assert_eq!(
        (filled.pages.len(), filled.blank.len()),
        (0, blanks(&pack, None).unwrap().len())
    );
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_worksheet_is_landscape_a4_protected_without_a_password_and_offers_its_words() {
    let pack = builtin("s0").unwrap();
    let bytes = book(&pack, None);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
    assert!(sheet.contains("fitToHeight=\"0\"") && sheet.contains("<pane "));
    let protection = sheet
        .split("<sheetProtection")
        .nth(1)
        .unwrap()
        .split("/>")
        .next()
        .unwrap();
    assert!(!protection.contains("password"));
    for words in ["是,否,不适用", "有,无,不适用", "自报,全数核对,抽样", "省,市,县"] {
        assert!(sheet.contains(words), "{words}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("宋体") && styles.contains("黑体") && styles.contains("locked=\"0\""));
}

#[test]
fn the_paper_form_holds_every_indicator_and_nothing_from_outside() {
    for id in BUILTIN_IDS {
        let pack = builtin(id).unwrap();
        let page = html(&pack, &blanks(&pack, None).unwrap());
        for indicator in &pack.indicators {
            assert!(
                page.contains(&format!("<td class=\"id\">{}", indicator.id())),
                "{}",
                indicator.id()
            );
        }
        for outside in ["http", "<script", "<link", "src=", "@import", "url("] {
            assert!(!page.contains(outside), "{id}: {outside}");
        }
        assert!(page.contains("不得录入涉密信息"));
    }
}

#[test]
fn a_pack_of_ones_own_cannot_smuggle_markup_into_the_paper_form() {
    let mut pack = builtin("s0").unwrap();
    pack.header.title = "<script>甲</script>&\"乙\"".to_owned();
    let page = html(&pack, &blanks(&pack, Some("学校")).unwrap());
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;甲"));
}

#[test]
fn office_the_html_sheet_of_a_school_prints_in_a_browser_on_a4_with_every_line_on_it() {
    let pack = builtin("s0").unwrap();
    let blanks = blanks(&pack, Some("学校")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("sheet.html");
    std::fs::write(&page, html(&pack, &blanks)).unwrap();
    let pdf = printed(&page.display().to_string(), folder.path());
    let (text, pages) = pdf_text(&pdf);
    assert!((1..=4).contains(&pages), "{pages} pages");
    for line in blanks
        .iter()
        .flat_map(|blank| &blank.groups)
        .flat_map(|group| &group.lines)
    {
        assert!(
            text.contains(line.indicator.id()),
            "{} is not on paper",
            line.indicator.id()
        );
    }
    let size = run(std::process::Command::new("pdfinfo").arg(&pdf));
    assert!(String::from_utf8_lossy(&size.stdout).contains("A4"), "not A4");
}

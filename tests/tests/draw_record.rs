//! What the record of a draw says on paper.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use std::io::Read;

use crosscheck_core::draw::{Certificate, void};
use crosscheck_core::report::draw_record::docx;
use crosscheck_core::{Lang, Sentence, words};
use crosscheck_tests::papers::drawn;

/// The text of the record's paragraphs and cells, joined by blanks.
fn text(certificate: &Certificate, lang: Lang) -> String {
    let bytes = docx(certificate, lang).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let texts = xml
        .split("<w:t ")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split_once('<'));
    texts.map(|(text, _)| text).collect::<Vec<_>>().join(" ")
}

fn grouped(hash: &str) -> String {
    let groups: Vec<&str> = (0..8).map(|group| &hash[group * 8..group * 8 + 8]).collect();
    groups.join(" ")
}

#[test]
fn hashes_stand_in_groups_of_eight() {
    let certificate = drawn(false);
    let text = text(&certificate, Lang::Zh);
    let salted = certificate.rolls[0].salted_hash.as_ref().unwrap();
    for hash in [
        &certificate.commitment,
        &certificate.plan.frame_hash,
        &certificate.sha256,
        salted,
    ] {
        assert!(text.contains(&grouped(hash)), "{hash}\n{text}");
    }
}

#[test]
fn the_digits_stand_by_roller_and_each_roller_has_a_place_to_sign() {
    let text = text(&drawn(false), Lang::Zh);
    assert!(text.contains("甲省禁毒办  4829 1730 55"), "{text}");
    assert!(text.contains("乙省检查组  6102 8374 6591 20"), "{text}");
    assert_eq!(text.matches("乙省检查组").count(), 2);
    assert!(text.contains("2026年11月21日 09:30"), "{text}");
}

#[test]
fn strata_that_are_not_rolled_read_not_drawn() {
    assert!(text(&drawn(false), Lang::Zh).contains("未抽取的有 2 层：丙、乙。"));
}

#[test]
fn a_private_draw_says_what_may_be_published_and_an_announced_one_that_all_may() {
    for lang in [Lang::Zh, Lang::En] {
        let [private, public] = [
            Sentence::new("draw-record-private"),
            Sentence::new("draw-record-public"),
        ];
        let [private, public] = [private, public].map(|sentence| words::say(lang, &sentence));
        assert!(text(&drawn(false), lang).contains(&private));
        assert!(text(&drawn(true), lang).contains(&public));
        assert!(!text(&drawn(true), lang).contains(&private));
    }
}

#[test]
fn a_void_roll_stays_on_the_record_with_its_digits_and_reason() {
    let voided = void(&drawn(false), Some("甲"), "骰子落地", None).unwrap();
    let text = text(&voided, Lang::Zh);
    assert!(
        text.contains("骰子落地") && text.contains("4829 1730 5561 0283 7465 9120"),
        "{text}"
    );
    assert!(text.contains("尚未摇号"), "{text}");
}

#[test]
fn names_that_look_like_markup_are_text() {
    assert!(text(&drawn(true), Lang::Zh).contains("&lt;单位&amp;"));
}

#[test]
fn the_same_certificate_gives_the_same_bytes() {
    let certificate = drawn(true);
    assert!(docx(&certificate, Lang::Zh).unwrap() == docx(&certificate, Lang::Zh).unwrap());
}

#[test]
fn office_the_record_opens_in_libreoffice_and_shows_commitment_and_places_to_sign() {
    let certificate = drawn(true);
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("record.docx");
    std::fs::write(&paper, docx(&certificate, Lang::Zh).unwrap()).unwrap();
    crosscheck_tests::libreoffice(&[paper], "pdf", folder.path());
    let (text, pages) = crosscheck_tests::pdf_text(&folder.path().join("record.pdf"));
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(pages >= 1 && compact.contains(&certificate.commitment), "{text}");
    assert!(compact.contains("签"), "no place to sign:\n{text}");
}

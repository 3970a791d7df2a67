//! Reports drafted from a group's evening: what stands in them.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::io::Read;

use crosscheck_core::ids::StreamName;
use crosscheck_core::judge::{Answer, Rate, Value};
use crosscheck_core::notebook::Seen;
use crosscheck_core::report::data::Dataset;
use crosscheck_core::report::doc::{self, Block, ReportDoc, Written};
use crosscheck_core::report::documents::{
    Material, Options, consolidated, feedback, findings_ledger, on_site, outline, rectification, summary,
};
use crosscheck_core::view::{GroupReport, Packs};
use crosscheck_core::{ErrorKind, Lang, field, lead};
use crosscheck_tests::evening::{evening, gathered};
use crosscheck_tests::party::{ANN, LEA, ORGANISER, Party, group};

struct Evening {
    report: GroupReport,
    packs: Packs,
    options: Options,
}

impl Evening {
    fn new(sites: usize) -> Self {
        let (mut party, packs) = evening(sites);
        Self::of(&mut party, packs)
    }

    fn of(party: &mut Party, packs: Packs) -> Self {
        let options = Options {
            named: true,
            ..Options::default()
        };
        Self {
            report: gathered(party, &packs),
            packs,
            options,
        }
    }

    fn material(&self) -> Material<'_> {
        Material {
            report: &self.report,
            packs: &self.packs,
            options: &self.options,
        }
    }

    /// Every document there is, with its name.
    fn all(&self) -> Vec<(&'static str, ReportDoc)> {
        let material = self.material();
        vec![
            ("summary", summary(&material)),
            ("outline", outline(&material)),
            ("on-site", on_site(&material)),
            ("feedback", feedback(&material, "61").unwrap()),
            ("consolidated", consolidated(&[material], &[]).unwrap()),
            ("findings", findings_ledger(&[material]).unwrap()),
            ("rectification", rectification(&[], None, Lang::Zh)),
        ]
    }
}

fn xml(docx: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

fn text(doc: &ReportDoc) -> String {
    doc.paragraphs().map(|one| one.text() + "\n").collect()
}

/// Everything a reader sees of a document.
fn everything(doc: &ReportDoc) -> String {
    let cells = doc.tables().flat_map(|table| table.rows.iter().flatten());
    format!(
        "{}{}",
        text(doc),
        cells.map(|cell| cell.clone() + "\n").collect::<String>()
    )
}

#[test]
fn the_summary_says_what_the_state_holds() {
    let evening = Evening::new(12);
    let summary = summary(&evening.material());
    let text = text(&summary);
    assert!(
        text.contains(
            "共检查3个省（区、市）、6个县（市、区）的12个点位：乡镇（街道）3个、学校3所、社区（村居）3个、其他单位3个。"
        ),
        "{text}"
    );
    assert!(
        text.contains("座谈4次（28人）") && text.contains("现场访谈4组（20人）"),
        "{text}"
    );
    assert!(text.contains("抽取10个、指定2个"), "{text}");
    assert!(
        text.contains("应为：宣传栏每学期更新一次（依据：《国家禁毒办交叉检查工作方案》"),
        "{text}"
    );
    assert!(text.contains("实为：最近一期为2015年9月"), "{text}");
    let asked = &evening.report.asked;
    let met = |row: &crosscheck_core::view::Asked| {
        let met = row
            .sites
            .iter()
            .filter(|one| one.verdict == Some(crosscheck_core::judge::Verdict::Met));
        met.count()
    };
    let met: usize = asked.iter().map(met).sum();
    assert!(text.contains(&format!("达标{met}项次")), "{met}\n{text}");
    let headings: Vec<&str> = summary
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(1, text) => Some(&**text),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "一、总体情况",
            "二、主要成效和经验做法",
            "三、存在的主要问题",
            "四、分省情况",
            "五、意见建议"
        ]
    );
}

#[test]
fn a_section_without_data_says_what_is_missing_and_nothing_else() {
    let mut party = Party::new();
    let evening = Evening::of(&mut party, crosscheck_tests::evening::packs(&["s0"]));
    let material = evening.material();
    let text = text(&summary(&material));
    for missing in [
        "没有打开过点位",
        "没有指标答案",
        "没有记录问题",
        "没有记录困难和建议",
        "没有启用备选",
    ] {
        assert!(text.contains(missing), "{missing} is not said:\n{text}");
    }
    assert!(
        feedback(&material, "61").is_none(),
        "a letter to a province nobody was in"
    );
    for word in ["普遍", "多数", "部分", "少数", "个别"] {
        assert!(!text.contains(word), "{word} of nothing:\n{text}");
    }
}

#[test]
fn without_names_no_document_names_a_site() {
    let mut evening = Evening::new(12);
    evening.options.named = false;
    for (name, document) in evening.all() {
        let all = everything(&document);
        for site in &evening.report.sites {
            assert!(!all.contains(&site.name), "{name} names {}", site.name);
        }
    }
    evening.options.named = true;
    let ledger = everything(&findings_ledger(&[evening.material()]).unwrap());
    assert!(ledger.contains("学校00（生成）"), "{ledger}");
}

#[test]
fn what_a_leader_wrote_stays_while_its_numbers_move() {
    let mut evening = Evening::new(12);
    let drafted = summary(&evening.material());
    let volume = drafted.paragraphs().find(|one| one.key == "volume").unwrap();
    let written = doc::tie("我们走到了{sites}个点位，共12处，白跑一处。", volume);
    evening.options.written = BTreeMap::from([("volume".to_owned(), written)]);
    let before = summary(&evening.material());
    assert!(text(&before).contains("我们走到了12个点位，共12处，白跑一处。"));
    assert_eq!(before.doubts().count(), 0);
    evening.report.sites.truncate(10);
    let after = summary(&evening.material());
    assert!(text(&after).contains("我们走到了10个点位，共12处，白跑一处。"));
    assert_eq!(after.doubts().collect::<Vec<_>>(), [("volume", "12", "10")]);
    let docx = doc::docx(&after, Lang::Zh).unwrap();
    assert!(xml(&docx, "word/document.xml").contains("〔请核：现为10〕"));
    assert!(doc::html(&after, Lang::Zh).contains("<mark>12〔请核：现为10〕</mark>"));
    assert!(Written("{nothing}".into()).paragraph(volume).text().contains("nothing"));
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let evening = Evening::new(4);
    for (name, document) in evening.all() {
        for lang in [Lang::Zh, Lang::En] {
            assert!(
                doc::docx(&document, lang).unwrap() == doc::docx(&document, lang).unwrap(),
                "{name}"
            );
            assert!(doc::html(&document, lang) == doc::html(&document, lang), "{name}");
            assert!(
                doc::xlsx(&document, lang, None).unwrap() == doc::xlsx(&document, lang, None).unwrap(),
                "{name}"
            );
        }
    }
}

#[test]
fn a_ledger_is_a_table_any_program_reads_with_its_head_frozen_and_its_cells_protected() {
    let evening = Evening::new(12);
    let ledger = findings_ledger(&[evening.material()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for scratch in [None, Some(folder.path())] {
        let book = doc::xlsx(&ledger, Lang::Zh, scratch).unwrap();
        let read = crosscheck_core::table::read_as_written("问题台账.xlsx", &book, None).unwrap();
        let table = ledger.tables().next().unwrap();
        let headers: Vec<&str> = table.columns.iter().map(|column| &*column.header).collect();
        assert_eq!(read.columns, headers);
        let rows: Vec<Vec<String>> = read
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
            .collect();
        assert_eq!(rows, table.rows);
        let sheet = xml(&book, "xl/worksheets/sheet1.xml");
        for part in ["<sheetProtection", "<autoFilter", r#"state="frozen""#, "<pageSetup"] {
            assert!(sheet.contains(part), "{part} is not in the sheet");
        }
        assert!(xml(&book, "xl/workbook.xml").contains("_xlnm.Print_Area"));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "rows left behind");
}

#[test]
fn a_small_count_of_protected_persons_stands_in_no_document() {
    let (mut party, packs) = evening(4);
    let report = gathered(&mut party, &packs);
    let kept = |row: &&crosscheck_core::view::Asked| {
        let indicator = packs.get(row.pack).unwrap().indicator(&row.indicator).unwrap();
        let kind = &report.sites[row.sites[0].site].kind;
        crosscheck_core::judge::is_kept(indicator, kind) && crosscheck_core::judge::form::is_rate(indicator)
    };
    let row = report
        .asked
        .iter()
        .find(kept)
        .expect("no indicator counts protected persons");
    let indicator = packs.get(row.pack).unwrap().indicator(&row.indicator).unwrap();
    let visit = report.sites[row.sites[0].site].visit.clone();
    let question = field::Question {
        visit: &visit,
        pack: row.pack,
        indicator,
    };
    let say = |numerator| Value::Rate(Rate::of(numerator, 7_919));
    let book = party.book(ANN);
    let found = field::Said::from(Answer::counted(say(3)));
    let seen = book.seen(&visit, &field::answer_entity(row.pack, indicator.id()), "value");
    field::answer(book, &question, &found, &seen).unwrap();
    let reported = field::Said::from(Answer::self_reported(say(6_007)).unwrap());
    field::self_report(book, &question, &reported, &Seen::default()).unwrap();
    party.exchange();
    let own = [format!("{visit}|"), format!("|{}|", indicator.id())];
    let evening = Evening::of(&mut party, packs);
    assert_eq!(evening.report.differences.len(), 1);
    for (name, document) in evening.all() {
        // Headings, bars, gates and whatever else a page holds among it.
        let all = everything(&document) + &doc::html(&document, Lang::Zh);
        assert!(
            !all.contains("7919") && !all.contains("6007"),
            "{name} shows a small count:\n{all}"
        );
    }
    assert!(everything(&summary(&evening.material())).contains("<5"));
    let mut rows = Vec::new();
    let asked = (&*party.book(ORGANISER), &evening.packs, Lang::Zh);
    crosscheck_hub::export::rows(asked, &mut |_| {}, &mut |table, row| {
        if table == Dataset::Answers {
            rows.push(row.join("|"));
        }
        Ok(())
    })
    .unwrap();
    assert!(
        rows.iter().all(|row| !row.contains("7919")),
        "the data show a small count"
    );
    let small: Vec<&String> = rows.iter().filter(|row| row.contains("<5")).collect();
    assert!(
        small
            .iter()
            .any(|row| row.starts_with(&own[0]) && row.contains(&own[1])),
        "{small:?}"
    );
    assert!(small.iter().all(|row| row.ends_with("|true")), "{small:?}");
    assert!(rows.iter().any(|row| row.ends_with("|false")));
}

#[test]
fn a_leaders_words_and_gates_are_ops_that_members_may_not_write() {
    let (mut party, packs) = evening(4);
    let home = StreamName::Group(group());
    let drafted = Evening::of(&mut party, packs.clone());
    let drafted = summary(&drafted.material());
    let volume = drafted.paragraphs().find(|one| one.key == "volume").unwrap();
    let words = doc::tie("到过{sites}个点位。", volume);
    let place = ("summary", "volume");
    let refused = lead::write_paragraph(party.book(ANN), &home, place, Some(&words), &Seen::default()).unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Refused);
    lead::write_paragraph(party.book(LEA), &home, place, Some(&words), &Seen::default()).unwrap();
    let wrong = lead::write_paragraph(
        party.book(LEA),
        &home,
        ("letter", "volume"),
        Some(&words),
        &Seen::default(),
    );
    assert_eq!(wrong.unwrap_err().kind, ErrorKind::Refused);
    party.exchange();
    let written = lead::written(party.book(ANN), &home, "summary").unwrap();
    assert_eq!(written, BTreeMap::from([("volume".to_owned(), words)]));

    let mut evening = Evening::of(&mut party, packs);
    evening.options.written = written;
    let version = summary(&evening.material()).version();
    lead::sign_gate(party.book(LEA), &home, ("summary", "leader"), &version).unwrap();
    let signed = |party: &mut Party, version: &str| {
        lead::signed_gates(party.book(LEA), &home, ("summary", version), 480, Lang::Zh)["leader"].clone()
    };
    assert!(signed(&mut party, &version).starts_with("lea") && !signed(&mut party, &version).contains("签后有改动"));
    evening.options.signed = BTreeMap::from([("leader".to_owned(), signed(&mut party, &version))]);
    assert_eq!(
        summary(&evening.material()).version(),
        version,
        "a signature changes no version"
    );
    evening.report.sites.truncate(3);
    let later = summary(&evening.material()).version();
    assert!(later != version && signed(&mut party, &later).contains("签后有改动"));

    let entity = lead::paragraph_entity("summary", "volume");
    let seen = party.book(LEA).seen(&home, &entity, "text");
    lead::write_paragraph(party.book(LEA), &home, place, None, &seen).unwrap();
    assert!(lead::written(party.book(LEA), &home, "summary").unwrap().is_empty());
}

//! What a leader's desk does with a report: versions and what is different between them, refusals; and what
//! the office puts together: problems over provinces, estimates from the draw.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::draw::certificate::Roller;
use crosscheck_core::draw::{Ceremony, Certificate, Plan, freeze, roll};
use crosscheck_core::field::{self, Chosen, NoteKind, Opening, Place, Question, Said, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::judge::{Answer, Value, Verdict};
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::report::doc::{self, Block, ReportDoc, Written, differences};
use crosscheck_core::report::documents::{Material, Options, findings_ledger};
use crosscheck_core::view::{Packs, drafted};
use crosscheck_core::{ErrorKind, Lang, lead, table};
use crosscheck_tests::evening::{evening, gathered, home, packs, places, summary, text, wanted};
use crosscheck_tests::party::{ANN, LEA, ORGANISER, Party};

fn rows<'a>(doc: &'a ReportDoc, name: &str) -> Vec<&'a [String]> {
    let table = doc.tables().find(|table| table.name == name).unwrap();
    table.rows.iter().map(Vec::as_slice).collect()
}

#[test]
fn a_signed_version_is_drafted_again_from_what_the_log_held_then() {
    let (mut party, packs) = evening(4);
    let home = home();
    let before = summary(party.book(LEA), &packs);
    let first = before.version();
    lead::sign_gate(party.book(LEA), &home, ("summary", "drafter"), &first).unwrap();
    let mut versions = lead::report_versions(party.book(LEA), &home, "summary", 480);
    assert_eq!(versions.len(), 1);
    let signed = versions.remove(0);
    assert_eq!((&signed.version, &*signed.gates), (&first, &["drafter"][..]));

    // A late phone brings a finding, a member withdraws another, the leader rewrites a paragraph.
    let visit = gathered(&mut party, &packs).sites[0].visit.clone();
    let side = Side::Fact("迟到的手机带来的问题（生成）".into());
    field::note(party.book(ANN), &visit, NoteKind::Finding, &[side]).unwrap();
    party.exchange();
    let words = Written("这一段由组长改写。".into());
    let place = ("summary", "overall");
    lead::write_paragraph(party.book(LEA), &home, place, Some(&words), &Seen::default()).unwrap();
    let after = summary(party.book(LEA), &packs);
    assert!(after.version() != first && text(&after).contains("迟到的手机"));

    let digest = party.book(LEA).digest();
    let positions = signed.positions.unwrap();
    let then = party
        .book(LEA)
        .look_back(&positions, |then| summary(then, &packs))
        .unwrap();
    assert_eq!(then.version(), first, "a version drafted again is another");
    assert_eq!(text(&then), text(&before));
    assert_eq!(party.book(LEA).digest(), digest, "the notebook stayed in the past");

    let found = differences(&then, &after);
    let changed = found.iter().find(|one| one.key == "overall").unwrap();
    assert_eq!(changed.after(), "这一段由组长改写。");
    assert!(changed.before().starts_with("对照"), "{}", changed.before());
    assert!(
        found
            .iter()
            .any(|one| one.before().is_empty() && one.after().contains("迟到的手机")),
        "{found:?}"
    );
    let told = doc::differences_doc("差异".into(), &found, Lang::Zh);
    assert_eq!(rows(&told, "差异").len(), found.len());

    // Two leaders' desks, two logs: both say what they drafted one version from, and nothing differs.
    lead::sign_gate(party.book(LEA), &home, ("summary", "leader"), &after.version()).unwrap();
    let versions = lead::report_versions(party.book(LEA), &home, "summary", 480);
    let known: Vec<&str> = versions.iter().map(|one| &*one.version).collect();
    assert_eq!(known, [&*first, &*after.version()]);
    assert_eq!(versions[1].gates, ["leader"]);
}

#[test]
fn a_panic_while_looking_back_leaves_the_notebook_in_the_present() {
    let (mut party, packs) = evening(2);
    let digest = party.book(LEA).digest();
    let nothing = crosscheck_core::change::Positions::default();
    let book = party.book(LEA);
    let looked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        book.look_back(&nothing, |then| {
            assert_eq!(then.state().count(), 0);
            panic!("a view failed");
        })
    }));
    assert!(looked.is_err());
    assert_eq!(party.book(LEA).digest(), digest);
    assert!(text(&summary(party.book(LEA), &packs)).contains("2个点位"));
}

#[test]
fn the_office_writes_and_signs_its_own_documents_and_no_group_does() {
    let (mut party, packs) = evening(4);
    let office = StreamName::Office;
    for (document, key) in [("consolidated", "overall"), ("feedback-61", "demands")] {
        let wanted = wanted(&office, document, &[]);
        let book = party.book(ORGANISER);
        let drafted_before = drafted(book, &packs, &places(), &wanted).unwrap().unwrap();
        assert!(drafted_before.paragraphs().any(|one| one.key == key), "{document}");
        let words = Written("由主办单位改写。".into());
        lead::write_paragraph(book, &office, (document, key), Some(&words), &Seen::default()).unwrap();
        let after = drafted(book, &packs, &places(), &wanted).unwrap().unwrap();
        assert!(text(&after).contains("由主办单位改写。"), "{document}");
        lead::sign_gate(book, &office, (document, "office"), &after.version()).unwrap();
        let signed = drafted(book, &packs, &places(), &wanted).unwrap().unwrap();
        let gate = |doc: &ReportDoc| {
            let gates = doc.blocks.iter().find_map(|block| match block {
                Block::Gates(gates) => gates.iter().find(|gate| gate.name == "办公室会商").cloned(),
                _ => None,
            });
            gates.unwrap().signed
        };
        assert!(
            gate(&after).is_empty() && gate(&signed).starts_with("organiser"),
            "{document}"
        );
    }
    for document in ["summary", "feedback-6", "feedback-陕西", "letter"] {
        let words = Written("甲".into());
        let place = (document, "overall");
        let refused = lead::write_paragraph(party.book(ORGANISER), &office, place, Some(&words), &Seen::default());
        assert_eq!(refused.unwrap_err().kind, ErrorKind::Refused, "{document}");
    }
    let refused = lead::write_paragraph(
        party.book(LEA),
        &office,
        ("consolidated", "overall"),
        Some(&Written("甲".into())),
        &Seen::default(),
    );
    assert!(refused.is_err(), "a leader writes in the office's stream");
}

#[test]
fn a_refusal_is_a_finding_and_the_report_says_that_there_was_none() {
    let (mut party, packs) = evening(4);
    assert!(text(&summary(party.book(LEA), &packs)).contains("没有拒检或阻碍检查的记录。"));
    let visit = gathered(&mut party, &packs).sites[0].visit.clone();
    let sides = [Side::Fact("大门紧锁，门卫不让进（生成）".into()), Side::Refusal(true)];
    field::note(party.book(ANN), &visit, NoteKind::Finding, &sides).unwrap();
    let wrong = field::note(party.book(ANN), &visit, NoteKind::Practice, &sides);
    assert_eq!(wrong.unwrap_err().kind, ErrorKind::Refused);
    party.exchange();
    let text = text(&summary(party.book(LEA), &packs));
    assert!(
        text.contains("拒检或阻碍检查：") && text.contains("大门紧锁，门卫不让进（生成）（编号"),
        "{text}"
    );
    assert!(!text.contains("没有拒检"), "{text}");
}

#[test]
fn interviews_stand_behind_the_report_by_county_and_role() {
    let (mut party, packs) = evening(4);
    let report = gathered(&mut party, &packs);
    let schools: Vec<StreamName> = report.sites.iter().map(|site| site.visit.clone()).collect();
    assert!(text(&summary(party.book(LEA), &packs)).contains("没有记录访谈"));
    let who = field::Interview {
        role: field::Interviewed::Students,
        group: 6,
    };
    let asking = field::Asking {
        question: "这学期上过禁毒课吗".into(),
        options: vec!["上过".into(), "没有".into()],
        indicator: None,
    };
    // One county twice, another once.
    let county = |visit: &StreamName| {
        report
            .sites
            .iter()
            .find(|site| site.visit == *visit)
            .unwrap()
            .county()
            .to_owned()
    };
    let mut again = Vec::new();
    for name in ["甲校（生成）", "乙校（生成）"] {
        let opening = Opening {
            place: Place::Unlisted {
                parent: county(&schools[0]),
                name: name.into(),
            },
            kind: "学校".into(),
            chosen: Chosen::Main,
            packs: vec![1],
            round: 1,
        };
        again.push(field::open_visit(party.book(ANN), &opening).unwrap());
    }
    let other = schools
        .iter()
        .find(|visit| county(visit) != county(&schools[0]))
        .unwrap();
    again.push(other.clone());
    for (at, visit) in again.iter().enumerate() {
        let book = party.book(ANN);
        let interview = field::interview(book, visit, who, "", "").unwrap();
        let question = field::ask(book, visit, &interview, &asking).unwrap();
        field::tally(book, visit, &interview, &question, &[at as u64 + 1, 1]).unwrap();
    }
    party.exchange();
    let report = summary(party.book(LEA), &packs);
    let rows: Vec<String> = rows(&report, "访谈情况").iter().map(|row| row.join("|")).collect();
    assert!(
        rows.iter()
            .any(|row| row.ends_with("|学生代表|这学期上过禁毒课吗|上过|2|3")),
        "{rows:?}"
    );
    assert!(rows.iter().any(|row| row.ends_with("|||没有|2|2")), "{rows:?}");
    assert!(rows.iter().any(|row| row.ends_with("|上过|1|不列")), "{rows:?}");
}

#[test]
fn the_ledger_says_what_was_counted_whether_others_share_it_and_who_is_responsible() {
    let (mut party, packs) = evening(12);
    let report = gathered(&mut party, &packs);
    let options = Options {
        named: true,
        ..Options::default()
    };
    let material = Material {
        report: &report,
        packs: &packs,
        options: &options,
    };
    let ledger = findings_ledger(&[material]).unwrap();
    let table = ledger.tables().next().unwrap();
    let column = |name: &str| table.columns.iter().position(|column| column.header == name).unwrap();
    let failing = |id: &str| {
        let asked = report.asked.iter().find(|asked| asked.indicator == id).unwrap();
        asked
            .sites
            .iter()
            .filter(|answer| answer.verdict == Some(Verdict::NotMet))
            .count()
    };
    let mut seen = std::collections::BTreeSet::new();
    for row in &table.rows {
        let (id, nature) = (&row[column("指标")], &row[column("性质")]);
        let findings = table.rows.iter().filter(|other| other[column("指标")] == *id).count();
        let shared = failing(id) > 1 || findings > 1;
        assert!(
            nature.starts_with(if shared { "共性" } else { "个性" }),
            "{id}: {nature}"
        );
        seen.insert(row[column("核查数据")].clone());
    }
    assert!(seen.iter().any(|data| !data.is_empty()), "{seen:?}");

    let mut party = Party::new();
    let s3 = packs_of_s3(&mut party);
    let report = gathered(&mut party, &s3);
    let material = Material {
        report: &report,
        packs: &s3,
        options: &options,
    };
    let ledger = findings_ledger(&[material]).unwrap();
    let table = ledger.tables().next().unwrap();
    let column = |name: &str| table.columns.iter().position(|column| column.header == name).unwrap();
    assert!(!table.rows[0][column("责任单位")].is_empty() && !table.rows[0][column("责任单位")].contains(';'));
}

/// A finding on an indicator of S3 that names units responsible.
fn packs_of_s3(party: &mut Party) -> Packs {
    let packs = packs(&["s3"]);
    let pack = packs.get(1).unwrap();
    let named = pack
        .indicators
        .iter()
        .find(|one| one.cell("responsible_units").contains(';'))
        .unwrap();
    let opening = Opening {
        place: Place::Listed("610102".into()),
        kind: named.site_kinds().next().unwrap().into(),
        chosen: Chosen::Main,
        packs: vec![1],
        round: 1,
    };
    let visit = field::open_visit(party.book(ANN), &opening).unwrap();
    let sides = [
        Side::Fact("没有落实（生成）".into()),
        Side::Indicator(1, named.id().into()),
    ];
    field::note(party.book(ANN), &visit, NoteKind::Finding, &sides).unwrap();
    party.exchange();
    packs
}

/// A draw of four of forty counties in each of five made-up provinces.
fn certificate(design: &str) -> Certificate {
    let row = |n: usize| format!("{:06},县{n}（生成）,省{},{}\n", 610_000 + n, n % 5, 1 + n % 7);
    let rows: String = (0..200).map(row).collect();
    let frame = || table::read_as_written("县.csv", format!("code,name,省,规模\n{rows}").as_bytes(), None).unwrap();
    let measure = if design == "stratified" {
        ""
    } else {
        "size_measure = '规模'\n"
    };
    let text = format!(
        "title = '试抽'\nframe = '县.csv'\nid = 'code'\nname = 'name'\nstrata = ['省']\ndesign = '{design}'\n{measure}\
         size = {{ per_stratum = 4 }}\nseed_scope = 'whole'\nannounced = true\n"
    );
    let plan = Plan::read("PLAN.toml", text.as_bytes()).unwrap();
    let frozen = freeze(&plan, frame(), None).unwrap().frozen;
    let seed = "482917305561028374659120";
    let ceremony = Ceremony {
        seed: seed.into(),
        rollers: vec![Roller {
            unit: "甲省禁毒办".into(),
            digits: seed.into(),
        }],
        time: Some("2026-11-21T09:30:00+08:00".into()),
        ..Ceremony::default()
    };
    roll(&frozen, frame(), None, ceremony).unwrap()
}

/// Visits of the drawn counties: every fourth does not do what is asked; a designated one does not either.
fn inspected(book: &mut Notebook, drawn: &[&str], packs: &Packs) -> String {
    let asked = packs.get(1).unwrap().indicators.iter().find(|one| {
        one.answer_type == crosscheck_core::pack::AnswerType::YesNo && one.site_kinds().any(|kind| kind == "禁毒办")
    });
    let asked = asked.unwrap();
    for (at, unit) in drawn.iter().copied().chain(["699999"]).enumerate() {
        let chosen = if at < drawn.len() {
            Chosen::Main
        } else {
            Chosen::Designated("点名（生成）".into())
        };
        let opening = Opening {
            place: Place::Listed(unit.into()),
            kind: "禁毒办".into(),
            chosen,
            packs: vec![1],
            round: 1,
        };
        let visit = field::open_visit(book, &opening).unwrap();
        let question = Question {
            visit: &visit,
            pack: 1,
            indicator: asked,
        };
        let said = Said::from(Answer::counted(Value::YesNo(at % 4 != 3 && at < drawn.len())));
        field::answer(book, &question, &said, &Seen::default()).unwrap();
    }
    asked.id().to_owned()
}

#[test]
fn the_offices_annex_estimates_from_the_certificate_and_from_nothing_else() {
    let (mut party, packs, counties) = (Party::new(), packs(&["s0"]), certificate("stratified"));
    let units: Vec<&str> = counties.units.iter().map(|unit| &*unit.unit).collect();
    assert_eq!(units.len(), 20);
    let asked = inspected(party.book(ANN), &units, &packs);
    party.exchange();
    let mut report = |draws: &[Certificate]| {
        let office = StreamName::Office;
        let wanted = wanted(&office, "consolidated", draws);
        drafted(party.book(ORGANISER), &packs, &places(), &wanted)
            .unwrap()
            .unwrap()
    };
    let estimated = report(std::slice::from_ref(&counties));
    let rows = rows(&estimated, "抽到的县（市、区）推算总体");
    let row = rows.iter().find(|row| row[1] == asked).unwrap();
    assert_eq!(row[3..6], ["20", "20", "15"]);
    let told = &row[6];
    assert!(
        told.contains("所查 20 个中有 15 个；加权估计总体比例 75.0 %，区间"),
        "{told}"
    );
    assert!(told.contains("自由度 15"), "{told}");
    assert!(text(&report(&[])).contains("没有给出县（市、区）抽取的证书，不作推算。"));
    let by_size = text(&report(&[certificate("pareto_pps")]));
    assert!(
        by_size.contains("《试抽》是按规模或分级抽取，不在此推算。"),
        "{by_size}"
    );
}

#[test]
fn the_consolidated_report_tells_problems_by_programme_and_province_and_ranks_nothing() {
    let (mut party, packs) = evening(12);
    let office = StreamName::Office;
    let report = drafted(
        party.book(ORGANISER),
        &packs,
        &places(),
        &wanted(&office, "consolidated", &[]),
    )
    .unwrap()
    .unwrap();
    let text = text(&report);
    let provinces = ["陕西", "甘肃", "青海"];
    assert!(
        provinces
            .iter()
            .any(|one| text.contains(&format!("处未达标，涉及{one}"))),
        "{text}"
    );
    assert!(text.contains("各组记录问题"), "{text}");
    assert!(
        text.contains("把禁毒课排进班会（生成）") && text.contains("专职人员待遇低，留不住（生成）"),
        "{text}"
    );
    let headings: Vec<&str> = report
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
            "一、检查开展情况",
            "二、总体情况",
            "三、主要成效和经验做法",
            "四、存在的主要问题",
            "五、意见建议",
            "六、分组情况"
        ]
    );
}

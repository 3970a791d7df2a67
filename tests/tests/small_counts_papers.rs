//! Small counts on paper: of two campaigns that look the same from outside every paper and every row of data is the same.
//!
//! `CROSSCHECK_PAPERS=200` tries more campaigns; `CROSSCHECK_SEED=SEED` replays a run.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::ids::GroupId;
use crosscheck_core::judge::{Answer, Rate, Value};
use crosscheck_core::notebook::Seen;
use crosscheck_core::pack::BUILTIN_IDS;
use crosscheck_core::report::data::Dataset;
use crosscheck_core::report::doc::{self, ReportDoc};
use crosscheck_core::report::documents::{
    Material, Options, consolidated, feedback, findings_ledger, on_site, outline, summary,
};
use crosscheck_core::view::{Difference, GroupReport, Packs};
use crosscheck_core::{Lang, field};
use crosscheck_hub::export;
use crosscheck_tests::evening::{KINDS, answer, gathered, notes, packs, sites};
use crosscheck_tests::luck;
use crosscheck_tests::outside::{alike, scatter, seen};
use crosscheck_tests::party::{ANN, ORGANISER, Party};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

fn how_many(usual: usize) -> usize {
    let asked = std::env::var("CROSSCHECK_PAPERS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn luck() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(luck::seed("CROSSCHECK_SEED", "small_counts_papers"))
}

/// So many sites in six counties with these checklists, and what is found and written there.
fn visited(count: usize, ids: &[&str]) -> (Party, Packs) {
    let (mut party, packs) = (Party::new(), packs(ids));
    let numbers: Vec<u64> = packs.iter().map(|(number, _)| number).collect();
    let visits = sites(party.book(ANN), count, &numbers, &KINDS);
    for (at, visit) in visits.iter().enumerate() {
        answer(party.book(ANN), &packs, visit, (&numbers, KINDS[at % KINDS.len()]), at);
        if at % 5 == 0 {
            notes(party.book(ANN), visit, None);
        }
    }
    party.exchange();
    (party, packs)
}

/// Every paper about answers that leaves the team, of one group and of two.
fn papers(groups: [&GroupReport; 2], packs: &Packs) -> Vec<(String, ReportDoc)> {
    let mut papers = Vec::new();
    for named in [true, false] {
        let options = Options {
            named,
            ..Options::default()
        };
        let material = groups.map(|report| Material {
            report,
            packs,
            options: &options,
        });
        let first = &material[0];
        let mut add =
            |name: &str, doc: Option<ReportDoc>| papers.extend(doc.map(|doc| (format!("{name} {named}"), doc)));
        add("summary", Some(summary(first)));
        add("outline", Some(outline(first)));
        add("on-site", Some(on_site(first)));
        for province in groups[0].provinces() {
            add(&format!("feedback {province}"), feedback(first, &province));
        }
        add("consolidated", consolidated(&material, &[]));
        add("findings", findings_ledger(&material));
    }
    assert_eq!(papers.len(), 2 * (5 + 3));
    papers
}

/// The same sites, visited by another group.
fn of_another_group(report: &GroupReport) -> GroupReport {
    let mut other = report.clone();
    other.id = GroupId::parse("G02").unwrap();
    other
}

#[test]
fn papers_of_two_campaigns_that_look_the_same_from_outside_are_the_same() {
    let (mut party, packs) = visited(24, &BUILTIN_IDS);
    let report = gathered(&mut party, &packs);
    let (mut luck, mut all, mut told, mut apart) = (luck(), 0, 0, 0);
    for _ in 0..how_many(12) {
        let [mut one, mut two] = [report.clone(), of_another_group(&report)];
        scatter(&mut one, &packs, &mut luck);
        scatter(&mut two, &packs, &mut luck);
        let ((other_one, changed), (other_two, changed_too)) =
            (alike(&one, &packs, &mut luck), alike(&two, &packs, &mut luck));
        assert_eq!(seen(&one, &packs), seen(&other_one, &packs));
        all += changed + changed_too;
        apart += usize::from(one.differences != other_one.differences);
        let (papers, others) = (papers([&one, &two], &packs), papers([&other_one, &other_two], &packs));
        for ((name, paper), (_, other)) in papers.iter().zip(&others) {
            assert!(
                paper == other,
                "{name} tells hidden numbers apart:\n{paper:#?}\n{other:#?}"
            );
            told += usize::from(doc::html(paper, Lang::Zh).contains("&lt;5"));
        }
    }
    println!(
        "{all} hidden numbers were changed, {told} papers tell of a small count, {apart} pairs would be told apart"
    );
    assert!(all > 12 * 4, "{all} hidden numbers were changed");
    assert!(told > 0, "no paper tells of a small count");
    assert!(
        apart > 0,
        "a table of what places say of themselves would tell nothing apart"
    );
}

#[test]
fn a_number_that_may_be_told_is_told_apart() {
    let (mut party, packs) = visited(24, &["s0"]);
    let report = gathered(&mut party, &packs);
    let shown = seen(&report, &packs);
    let is_open = |at: &(usize, usize)| {
        let answer = &report.asked[at.0].sites[at.1];
        shown.cells[at].is_open() && matches!(answer.value, Some(Value::Rate(_)))
    };
    let at = *shown.cells.keys().find(|at| is_open(at)).unwrap();
    let (asked, answer) = (&report.asked[at.0], &report.asked[at.0].sites[at.1]);
    let with = |part: u64| {
        let mut report = report.clone();
        report.differences = vec![Difference {
            site: answer.site,
            pack: asked.pack,
            place: asked.place,
            reported: Value::Rate(Rate::of(part, 60)),
            found: answer.value.clone().unwrap(),
        }];
        report
    };
    let other = of_another_group(&report);
    let [one, two] = [51, 52].map(|part| papers([&with(part), &other], &packs));
    let apart = one.iter().zip(&two).filter(|(one, two)| one != two);
    let apart: Vec<&str> = apart.map(|((name, _), _)| &**name).collect();
    assert_eq!(apart, ["summary true", "summary false"]);
}

/// What a report says, written into the log of a party of its own.
fn logged(report: &GroupReport, ids: &[&str]) -> Party {
    let (mut party, packs) = (Party::new(), packs(ids));
    let numbers: Vec<u64> = packs.iter().map(|(number, _)| number).collect();
    let visits = sites(party.book(ANN), report.sites.len(), &numbers, &KINDS);
    assert!(
        visits
            .iter()
            .all(|visit| report.sites.iter().any(|site| site.visit == *visit))
    );
    for asked in &report.asked {
        let indicator = &packs.get(asked.pack).unwrap().indicators[asked.place];
        for answer in &asked.sites {
            let question = field::Question {
                visit: &report.sites[answer.site].visit,
                pack: asked.pack,
                indicator,
            };
            let book = party.book(ANN);
            if let Some(value) = &answer.value {
                let said = field::Said::from(Answer::counted(value.clone()));
                field::answer(book, &question, &said, &Seen::default()).unwrap();
            }
            if let Some(value) = &answer.reported {
                let said = field::Said::from(Answer::self_reported(value.clone()).unwrap());
                field::self_report(book, &question, &said, &Seen::default()).unwrap();
            }
        }
    }
    party.exchange();
    party
}

/// Every row of data of a party but those of its sites, which hold the day they were made on.
fn rows(party: &mut Party, packs: &Packs) -> Vec<String> {
    let mut rows = Vec::new();
    let asked = (&*party.book(ORGANISER), packs, Lang::Zh);
    export::rows(asked, &mut |_| {}, &mut |table, row| {
        if table != Dataset::Sites {
            rows.push(format!("{}: {}", table.name(), row.join("|")));
        }
        Ok(())
    })
    .unwrap();
    rows
}

#[test]
fn data_and_papers_of_two_logs_that_look_the_same_from_outside_are_the_same() {
    let ids = ["s0"];
    let (mut luck, mut all) = (luck(), 0);
    for _ in 0..2 {
        let (mut party, packs) = visited(11, &ids);
        let mut report = gathered(&mut party, &packs);
        report.notes.clear();
        scatter(&mut report, &packs, &mut luck);
        let (other, changed) = alike(&report, &packs, &mut luck);
        all += changed;
        let [mut one, mut two] = [&report, &other].map(|report| logged(report, &ids));
        let numbers = |report: &GroupReport| format!("{:?}", report.asked);
        let [gathered_one, gathered_two] = [&mut one, &mut two].map(|party| {
            let mut report = gathered(party, &packs);
            report.sites.iter_mut().for_each(|site| site.days = None);
            report
        });
        assert_eq!(
            numbers(&gathered_one) == numbers(&gathered_two),
            numbers(&report) == numbers(&other),
            "the logs hold what the reports say"
        );
        let (first, second) = (rows(&mut one, &packs), rows(&mut two, &packs));
        assert!(first.iter().any(|row| row.ends_with("|true")), "nothing is kept back");
        for (first, second) in first.iter().zip(&second) {
            assert_eq!(first, second);
        }
        assert_eq!(first.len(), second.len());
        let others = [&gathered_one, &gathered_two].map(of_another_group);
        let papers_one = papers([&gathered_one, &others[0]], &packs);
        assert!(papers_one == papers([&gathered_two, &others[1]], &packs));
    }
    println!("{all} hidden numbers were changed in the log");
    assert!(all > 2, "{all} hidden numbers were changed");
}

//! What a look costs: each screen over 532 indicators and 270 visits, with answers of several people at every one.
//!
//! Run: `cargo bench -p crosscheck-tests --bench views`. Prints times; judges nothing, since machines differ. The aim of
//! the design is under 16 ms a view. The first look counts every visit; later ones count only what changed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crosscheck_core::Lang;
use crosscheck_core::field::{self, Chosen, NoteKind, Opening, Place, Question, Said, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::judge;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::pack::{AnswerType, BUILTIN_IDS, SITE_KINDS, builtin};
use crosscheck_core::view::{self, Filter, FindingFilter, Packs, Summaries};
use crosscheck_tests::party::{ANN, BOB, LEA, Party, group};

const VISITS: usize = 270;
const LOOKS: usize = 40;

/// The median of some looks.
fn look<T>(name: &str, mut work: impl FnMut() -> T) {
    let mut times: Vec<Duration> = (0..LOOKS)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(work());
            begin.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort_unstable();
    println!(
        "{name:<28} first {first:>9.2?}  median {:>9.2?}  max {:>9.2?}",
        times[LOOKS / 2],
        times[LOOKS - 1]
    );
}

/// Opens the visits, of every kind of site in turn.
fn open(party: &mut Party, numbers: &[u64]) -> Vec<StreamName> {
    let mut visits = Vec::new();
    for number in 0..VISITS {
        let opening = Opening {
            place: Place::Listed(format!("{:06}", 610_000 + number)),
            kind: SITE_KINDS[number % SITE_KINDS.len()].into(),
            chosen: Chosen::Main,
            packs: numbers.to_vec(),
            round: 1,
        };
        visits.push(field::open_visit(party.book(ANN), &opening).unwrap_or_else(|error| panic!("{error}")));
    }
    party.exchange();
    visits
}

/// Both members answer what is asked; at every seventh indicator they differ. A hundred visits have a finding.
fn fill(party: &mut Party, packs: &Packs, numbers: &[u64], visits: &[StreamName]) {
    for who in [ANN, BOB] {
        for (number, visit) in visits.iter().enumerate() {
            let kind = SITE_KINDS[number % SITE_KINDS.len()];
            for (place, (pack, asked)) in packs.asked(numbers, kind).enumerate() {
                let differs = who == BOB && place % 7 == 0;
                let value = match asked.answer_type {
                    AnswerType::YesNo => judge::Value::YesNo(!differs),
                    AnswerType::Trend => continue,
                    AnswerType::Document => judge::Value::Document(judge::Document::Absent),
                    _ if judge::form::is_rate(asked) => {
                        judge::Value::Rate(judge::Rate::of(if differs { 48 } else { 49 }, 60))
                    }
                    _ => continue,
                };
                let question = Question {
                    visit,
                    pack,
                    indicator: asked,
                };
                let said = Said::from(judge::Answer::counted(value));
                let said = field::answer(party.book(who), &question, &said, &Seen::default());
                said.unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
    for visit in visits.iter().take(100) {
        let sides = [Side::Fact("台账更新不及时（生成）".into())];
        field::note(party.book(ANN), visit, NoteKind::Finding, &sides).unwrap_or_else(|error| panic!("{error}"));
    }
    party.exchange();
}

fn main() {
    let mut party = Party::new();
    let loaded = (1..).zip(BUILTIN_IDS).map(|(number, id)| {
        let pack = builtin(id).unwrap_or_else(|error| panic!("{error}"));
        (number, Arc::new(pack))
    });
    let packs = Packs::new(loaded);
    let numbers: Vec<u64> = packs.iter().map(|(number, _)| number).collect();
    let visits = open(&mut party, &numbers);
    fill(&mut party, &packs, &numbers, &visits);
    let book = party.book(LEA);
    let indicators: usize = packs.iter().map(|(_, pack)| pack.indicators.len()).sum();
    println!("{} ops, {VISITS} visits, {indicators} indicators", book.state().count());
    let busiest = visits.iter().max_by_key(|visit| book.state().fields_in(visit).count());
    let busiest = busiest.unwrap_or_else(|| panic!("no visit"));
    looks(book, &packs, busiest);
    saves(book, &packs, busiest);
}

fn looks(book: &Notebook, packs: &Packs, busiest: &StreamName) {
    let home = StreamName::Group(group());
    let asked = view::visit(book, packs, busiest, Filter::All).map_or(0, |screen| screen.rows.len());
    println!("the busiest visit asks {asked}");
    let mut kept = Summaries::default();
    look("tasks", || view::tasks(book, packs, &mut kept));
    let mut kept = Summaries::default();
    look("group", || view::group(book, packs, &mut kept, &home));
    look("visit", || view::visit(book, packs, busiest, Filter::All));
    let first = view::visit(book, packs, busiest, Filter::All)
        .ok()
        .and_then(|screen| screen.rows.first().map(|row| (row.pack, row.indicator.clone())));
    let (pack, id) = first.unwrap_or_else(|| panic!("none"));
    look("indicator", || {
        view::indicator(book, packs, busiest, (pack, &id), None, Lang::Zh)
    });
    look("before leaving", || view::before_leaving(book, packs, busiest));
    look("findings", || {
        view::findings(book, packs.places(), &home, &FindingFilter::default())
    });
    look("plan", || view::plan(book, packs, &home));
    look("draw", || view::draw(book, packs.places(), &home));
    look("sync", || view::sync(book, packs));
    look("me", || view::me(book));
    look("join", || view::join(book, "012345", false));
    look("search", || view::search(book, packs, Some(&home), "台账"));
}

fn saves(book: &mut Notebook, packs: &Packs, busiest: &StreamName) {
    let mut saves: Vec<Duration> = (0..300)
        .map(|number| {
            let begin = Instant::now();
            let said = Said::from(judge::Answer::counted(judge::Value::YesNo(number % 2 == 0)));
            let pack = packs
                .get(1)
                .and_then(|pack| pack.indicators.iter().find(|one| one.answer_type == AnswerType::YesNo));
            let indicator = pack.unwrap_or_else(|| panic!("none"));
            let question = Question {
                visit: busiest,
                pack: 1,
                indicator,
            };
            field::answer(book, &question, &said, &Seen::default()).unwrap_or_else(|error| panic!("{error}"));
            begin.elapsed()
        })
        .collect();
    saves.sort_unstable();
    println!(
        "save an answer, fsync included: median {:.2?}  p99 {:.2?}",
        saves[150], saves[297]
    );
}

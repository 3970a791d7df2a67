//! What a leader chooses for the report: which photos stand behind it, and which findings its text tells.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::Read;

use crosscheck_core::change::Entity;
use crosscheck_core::field::{self, Chosen, NoteKind, Opening, Place, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::report::doc::{self, Block, ReportDoc};
use crosscheck_core::view;
use crosscheck_core::{ErrorKind, Lang, lead};
use crosscheck_tests::evening::{evening, gathered, home, packs, summary, text};
use crosscheck_tests::party::{ANN, LEA, Party};
use crosscheck_tests::pictures::{Beside, jpeg};
use crosscheck_tests::shots::{file, shot, taken};

/// A site of a group with one photo.
struct Pictured {
    visit: StreamName,
    photo: Entity,
}

/// Three photos of the leader, the second at a school, chosen in the order third, first, second.
fn pictured(book: &mut Notebook) -> Vec<Pictured> {
    let folder = tempfile::tempdir().unwrap();
    let sites = [("禁毒办", "610102"), ("学校", "610402"), ("禁毒办", "610102")];
    let mut taken_there = Vec::new();
    for (at, (kind, unit)) in (0..).zip(sites) {
        let opening = Opening {
            place: Place::Listed(unit.into()),
            kind: kind.into(),
            chosen: Chosen::Main,
            packs: vec![1],
            round: 1,
        };
        let visit = field::open_visit(book, &opening).unwrap();
        let beside = Beside {
            orientation: 1,
            says: false,
        };
        let path = file(
            folder.path(),
            &format!("{at}.jpg"),
            &jpeg(1_600 + at * 16, 1_200, beside),
        );
        let origin = taken();
        let photo = field::take_photo(book, &visit, &shot(&path, &origin)).unwrap().photo;
        taken_there.push(Pictured { visit, photo });
    }
    for (place, at) in [(1, 2), (2, 0), (3, 1)] {
        choose(book, &taken_there[at], Some(place), &Seen::default()).unwrap();
    }
    taken_there
}

fn choose(book: &mut Notebook, one: &Pictured, place: Option<u32>, seen: &Seen) -> Result<(), crosscheck_core::Error> {
    let home = home();
    lead::choose_picture(book, (&home, "summary"), (&one.visit, &one.photo), place, seen)
}

fn figures(doc: &ReportDoc) -> Vec<doc::Figure> {
    let all = doc.blocks.iter().filter_map(|block| match block {
        Block::Figures(figures) => Some(figures.clone()),
        _ => None,
    });
    all.flatten().collect()
}

#[test]
fn photos_by_choice_stand_behind_the_report_in_every_form() {
    let (mut party, packs) = (Party::new(), packs(&["s0"]));
    let photos = pictured(party.book(LEA));
    let report = summary(party.book(LEA), &packs);
    let shown = figures(&report);
    assert_eq!(shown.len(), 2, "a photo that waits to be masked is in the report");
    for (figure, at) in shown.iter().zip([2, 0]) {
        let number = view::photo_number(party.book(LEA), &photos[at].visit, &photos[at].photo);
        let caption = &figure.caption;
        assert!(caption.contains(&number) && caption.contains("新城区"), "{caption}");
        assert_eq!(figure.image.width, 720);
    }
    let docx = doc::docx(&report, Lang::Zh).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&docx)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let is_png = |name: &String| {
        std::path::Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "png")
    };
    let media: Vec<String> = names.filter(is_png).collect();
    assert_eq!(media.len(), 2);
    let mut png = Vec::new();
    archive.by_name(&media[0]).unwrap().read_to_end(&mut png).unwrap();
    assert!(shown.iter().any(|figure| figure.image.png == png));
    assert_eq!(doc::html(&report, Lang::Zh).matches("<figure><img").count(), 2);
    assert!(doc::xlsx(&report, Lang::Zh, None).is_ok());
}

#[test]
fn a_photo_with_faces_waits_and_one_left_out_goes() {
    let (mut party, packs) = (Party::new(), packs(&["s0"]));
    let photos = pictured(party.book(LEA));
    let waiting = view::photo_number(party.book(LEA), &photos[1].visit, &photos[1].photo);
    let said = text(&summary(party.book(LEA), &packs));
    assert!(said.contains(&format!("照片{waiting}没有附上")), "{said}");
    let (visit, photo) = (&photos[1].visit, &photos[1].photo);
    field::mark_faceless(party.book(LEA), visit, photo, true, &Seen::default()).unwrap();
    assert_eq!(figures(&summary(party.book(LEA), &packs)).len(), 3);
    let entity = lead::choice_entity("summary", &photos[0].visit, &photos[0].photo);
    let seen = party.book(LEA).seen(&home(), &entity, "picture");
    choose(party.book(LEA), &photos[0], None, &seen).unwrap();
    assert_eq!(figures(&summary(party.book(LEA), &packs)).len(), 2);
    party.exchange();
    let refused = choose(party.book(ANN), &photos[0], Some(1), &Seen::default());
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Refused);
}

/// The facts of findings and practices in the text, in its order.
fn told(paper: &ReportDoc, facts: &[String]) -> Vec<usize> {
    let text = text(paper);
    let mut found: Vec<(usize, usize)> = facts
        .iter()
        .enumerate()
        .filter_map(|(at, fact)| Some((text.find(fact)?, at)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

#[test]
fn what_the_leader_chooses_is_told_first_and_what_he_leaves_out_stands_in_the_annex() {
    let (mut party, packs) = evening(1);
    let visit = gathered(&mut party, &packs).sites[0].visit.clone();
    let facts: Vec<String> = (0..12).map(|at| format!("第{at}件事没有台账（生成）")).collect();
    for fact in &facts {
        let sides = [Side::Fact(fact.clone())];
        field::note(party.book(ANN), &visit, NoteKind::Finding, &sides).unwrap();
    }
    party.exchange();
    let home = home();
    let before = summary(party.book(LEA), &packs);
    let drafted = told(&before, &facts);
    assert!(drafted.len() < facts.len(), "all of them stand in the text already");
    let screen = view::choose(party.book(LEA), &packs, &home, Lang::Zh).unwrap();
    let row = |at: usize| {
        let row = screen.rows.iter().find(|row| row.note.fact == [facts[at].clone()]);
        row.unwrap().clone()
    };
    assert!((0..12).all(|at| row(at).told.is_none() && row(at).in_text == drafted.contains(&at)));
    assert!(screen.in_text >= drafted.len());

    let last = (0..12).rev().find(|at| !drafted.contains(at)).unwrap();
    let out = drafted[0];
    for (at, told) in [(last, Some(true)), (out, Some(false))] {
        let (row, document) = (row(at), (&home, "summary"));
        let note = (&row.note.visit, &row.note.entity);
        let refused = lead::choose_note(party.book(ANN), document, note, told, &row.seen);
        assert_eq!(refused.unwrap_err().kind, ErrorKind::Refused);
        lead::choose_note(party.book(LEA), document, note, told, &row.seen).unwrap();
    }
    let after = summary(party.book(LEA), &packs);
    let now = told(&after, &facts);
    assert_eq!((now[0], now.len()), (last, drafted.len()));
    assert!(!now.contains(&out));
    // Nothing is lost by it: the annex and the ledger list them all.
    let listed = |paper: &ReportDoc| {
        paper
            .tables()
            .flat_map(|table| table.rows.clone())
            .flatten()
            .collect::<String>()
    };
    assert!(facts.iter().all(|fact| listed(&after).contains(fact)));

    // Left to the draft again, everything is as it was.
    let screen = view::choose(party.book(LEA), &packs, &home, Lang::Zh).unwrap();
    for row in screen.rows.iter().filter(|row| row.told.is_some()) {
        let note = (&row.note.visit, &row.note.entity);
        lead::choose_note(party.book(LEA), (&home, "summary"), note, None, &row.seen).unwrap();
    }
    assert_eq!(summary(party.book(LEA), &packs).version(), before.version());
}

#[test]
fn a_difficulty_that_is_left_out_is_counted_and_what_is_not_there_cannot_be_chosen() {
    let (mut party, packs) = evening(1);
    let (visit, home) = (gathered(&mut party, &packs).sites[0].visit.clone(), home());
    let difficulty = [Side::Fact("缺少经费（生成）".into())];
    let difficulty = field::note(party.book(LEA), &visit, NoteKind::Difficulty, &difficulty).unwrap();
    assert!(text(&summary(party.book(LEA), &packs)).contains("缺少经费（生成）"));
    let note = (&visit, &difficulty);
    lead::choose_note(party.book(LEA), (&home, "summary"), note, Some(false), &Seen::default()).unwrap();
    let without = text(&summary(party.book(LEA), &packs));
    assert!(
        !without.contains("缺少经费（生成）") && without.contains("没有写入正文"),
        "{without}"
    );
    let nothing = Entity::new("finding", "00000000000000000000000000000000");
    let refused = lead::choose_note(
        party.book(LEA),
        (&home, "summary"),
        (&visit, &nothing),
        Some(true),
        &Seen::default(),
    );
    assert_eq!(refused.unwrap_err().problems[0].what.code(), "lead-note-unknown");
}

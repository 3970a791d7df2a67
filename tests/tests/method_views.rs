//! The five methods as records for screens, on notebooks that meet only now and then: what stands, what is not finished
//! before leaving, and what a visit asked of the place.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::sync::Arc;

use crosscheck_core::Lang;
use crosscheck_core::change::Entity;
use crosscheck_core::draw::onsite::{Digits, List, Source};
use crosscheck_core::field::{
    self, Asking, EntryVerdict, Interview, Interviewed, Ledger, NoteKind, OnSite, Outcome, Reply, SeenDocument, Side,
    Talk, TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::pack;
use crosscheck_core::view::{self, Burden, MethodsScreen, Packs};
use crosscheck_core::words::say;
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, visit};

fn packs() -> Packs {
    Packs::new([(1, Arc::new(pack::builtin("s0").unwrap()))])
}

fn screen(book: &Notebook, visit: &StreamName) -> MethodsScreen {
    view::methods(book, visit).unwrap()
}

/// Codes of what is not finished, as the screen before leaving has them.
fn unfinished(book: &Notebook, visit: &StreamName) -> Vec<&'static str> {
    let leaving = view::before_leaving(book, &packs(), visit).unwrap();
    assert_eq!(leaving.unfinished, screen(book, visit).unfinished);
    for one in &leaving.unfinished {
        let said = [Lang::Zh, Lang::En].map(|lang| say(lang, &one.name) + &say(lang, &one.what));
        assert!(
            said.iter()
                .all(|said| !said.contains("leaving-") && !said.contains('{')),
            "{said:?}"
        );
    }
    leaving.unfinished.iter().map(|one| one.what.code()).collect()
}

fn talk(people: u64) -> Talk {
    Talk {
        people,
        from: "2017-06-05T09:00:00".parse().unwrap(),
        to: "2017-06-05T10:30:00".parse().unwrap(),
        units: vec!["禁毒办".into()],
        covered: vec![(1, "S0-12a".into())],
    }
}

fn students(book: &mut Notebook, visit: &StreamName) -> Entity {
    let who = Interview {
        role: Interviewed::Students,
        group: 5,
    };
    field::interview(book, visit, who, "", "课间").unwrap()
}

fn ask(book: &mut Notebook, visit: &StreamName, interview: &Entity) -> String {
    let asking = Asking {
        question: "本学期上过毒品预防教育课吗".into(),
        options: vec!["上过".into(), "没有".into()],
        indicator: Some((1, "S0-12a".into())),
    };
    field::ask(book, visit, interview, &asking).unwrap()
}

fn ledger(book: &mut Notebook, visit: &StreamName) -> Entity {
    let ledger = Ledger {
        draw: 1,
        about_persons: true,
        indicator: None,
    };
    field::check_ledger(book, visit, &ledger, "社区戒毒工作台账", "按登记先后").unwrap()
}

fn list(count: u64) -> List {
    List::of_ledger(Source::Inspected, 38, "台账封面", count).unwrap()
}

fn commit(book: &mut Notebook, visit: &StreamName) -> String {
    field::commit_draw(book, visit, &OnSite::ledger(1), &list(37), (3, 1)).unwrap()
}

fn reveal(book: &mut Notebook, visit: &StreamName, commitment: &str) -> Vec<u64> {
    let digits = Digits::parse("4827").unwrap();
    let record = field::reveal_draw(book, visit, &OnSite::ledger(1), commitment, &digits).unwrap();
    record.main.iter().map(|unit| unit.parse().unwrap()).collect()
}

fn mark(book: &mut Notebook, visit: &StreamName, ledger: &Entity, ordinal: u64, verdict: EntryVerdict, why: &str) {
    field::mark_entry(book, visit, ledger, ordinal, Some(verdict), why, &Seen::default()).unwrap();
}

#[test]
fn what_is_not_finished_is_named_until_it_is_done() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    assert_eq!(unfinished(book, &visit), [""; 0]);
    let interview = students(book, &visit);
    let ledger = ledger(book, &visit);
    assert_eq!(
        unfinished(book, &visit),
        ["leaving-interview-unasked", "leaving-ledger-undrawn"]
    );
    let question = ask(book, &visit, &interview);
    let commitment = commit(book, &visit);
    let expected = ["leaving-interview-uncounted", "leaving-draw-unrevealed"];
    assert_eq!(unfinished(book, &visit), expected, "the draw waits, not its ledger");
    field::tally(book, &visit, &interview, &question, &[4, 1]).unwrap();
    let drawn = reveal(book, &visit, &commitment);
    let finding = field::note(book, &visit, NoteKind::Finding, &[Side::Fact("台账不全".into())]).unwrap();
    field::note(book, &visit, NoteKind::Practice, &[Side::Fact("家长课堂".into())]).unwrap();
    mark(book, &visit, &ledger, drawn[0], EntryVerdict::Complete, "");
    mark(book, &visit, &ledger, drawn[1], EntryVerdict::Complete, "");
    let left = ["leaving-ledger-open", "leaving-finding-not-fed-back"];
    assert_eq!(unfinished(book, &visit), left);
    let open = &screen(book, &visit).unfinished[0];
    assert_eq!((open.what.arg("count"), &*open.kind), (Some("1"), "ledger"));
    assert_eq!(open.key, *ledger.key);
    mark(book, &visit, &ledger, drawn[2], EntryVerdict::Lacking, "缺少签字");
    field::feed_back(book, &visit, &finding, Reply::Accepted, "", &Seen::default()).unwrap();
    assert_eq!(unfinished(book, &visit), [""; 0]);
}

#[test]
fn what_was_withdrawn_is_neither_missed_nor_a_burden_and_stays_in_the_list() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    let held = field::hold_talk(book, &visit, &talk(7), &TalkWords::default()).unwrap();
    let interview = students(book, &visit);
    let ledger = ledger(book, &visit);
    let finding = field::note(book, &visit, NoteKind::Finding, &[Side::Fact("写错了".into())]).unwrap();
    let document = SeenDocument {
        number: None,
        date: None,
        copy: false,
    };
    let document = field::see_document(book, &visit, &document, "工作方案").unwrap();
    let burden = screen(book, &visit).burden;
    let counted = (
        burden.talks,
        burden.interviews,
        burden.people,
        burden.ledgers,
        burden.documents,
    );
    assert_eq!(counted, (1, 1, 12, 1, 1));
    for thing in [&held, &interview, &ledger, &finding, &document] {
        field::withdraw(book, &visit, thing).unwrap();
    }
    let screen = screen(book, &visit);
    let minutes = screen.burden.minutes;
    assert_eq!(
        screen.burden,
        Burden {
            minutes,
            ..Burden::default()
        }
    );
    assert_eq!(unfinished(book, &visit), [""; 0]);
    assert_eq!(
        (screen.talks.len(), screen.interviews.len(), screen.ledgers.len()),
        (1, 1, 1)
    );
    let sheet = view::visit_sheet(book, &packs(), &visit).unwrap();
    assert_eq!(
        (sheet.talks.len(), sheet.ledgers.len(), sheet.documents.len()),
        (0, 0, 0)
    );
    assert_eq!(sheet.findings.len(), 0);
}

#[test]
fn what_two_people_counted_is_added_and_more_hands_than_people_are_said_and_not_cut() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let interview = students(party.book(ANN), &visit);
    let question = ask(party.book(ANN), &visit, &interview);
    party.exchange();
    // Each alone is within the five who sit there; together they are not.
    field::tally(party.book(ANN), &visit, &interview, &question, &[3, 1]).unwrap();
    field::tally(party.book(BOB), &visit, &interview, &question, &[2, 0]).unwrap();
    party.exchange();
    for who in [ORGANISER, LEA, ANN, BOB] {
        let screen = screen(party.book(who), &visit);
        let row = &screen.interviews[0];
        let asked = &row.questions[0];
        assert_eq!((asked.answered, asked.over, row.group), (6, true, 5));
        assert_eq!(asked.question, "本学期上过毒品预防教育课吗");
        assert_eq!(asked.options, [("上过".to_owned(), 5), ("没有".to_owned(), 1)]);
        assert_eq!((asked.tallies.len(), row.who().arg("role")), (2, Some("students")));
        assert_eq!(unfinished(party.book(who), &visit), ["leaving-interview-over"]);
    }
    field::tally(party.book(BOB), &visit, &interview, &question, &[1, 0]).unwrap();
    assert_eq!(unfinished(party.book(BOB), &visit), [""; 0]);
}

#[test]
fn a_ledger_about_persons_says_who_turns_its_pages_and_each_drawn_entry_has_a_row_with_its_reason() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    let ledger = ledger(book, &visit);
    let commitment = commit(book, &visit);
    let drawn = reveal(book, &visit, &commitment);
    mark(book, &visit, &ledger, drawn[0], EntryVerdict::Complete, "");
    mark(book, &visit, &ledger, drawn[1], EntryVerdict::Lacking, "缺少签字");
    party.exchange();
    mark(party.book(BOB), &visit, &ledger, drawn[2], EntryVerdict::Complete, "");
    mark(
        party.book(ANN),
        &visit,
        &ledger,
        drawn[2],
        EntryVerdict::Contradictory,
        "日期前后不一",
    );
    party.exchange();
    let row = screen(party.book(LEA), &visit).ledgers.remove(0);
    assert_eq!(row.notice.as_ref().unwrap().code(), "method-ledger-persons");
    assert_eq!(
        (row.title[0].1.as_str(), row.numbering.as_str()),
        ("社区戒毒工作台账", "按登记先后")
    );
    assert_eq!(
        (row.drawn, row.counts, row.open, row.sample),
        (Some((37, 3)), [1, 1, 0], 1, None)
    );
    let ordinals: Vec<u64> = row.entries.iter().map(|entry| entry.ordinal).collect();
    assert_eq!(ordinals[..3], drawn);
    assert!(row.entries[3].reserve && row.entries[3].verdicts.is_empty() && row.entries.len() == 4);
    assert_eq!(
        (row.entries[1].reasons[0].1.as_str(), row.entries[2].verdicts.len()),
        ("缺少签字", 2)
    );
    assert_eq!(row.mismatch.as_ref().unwrap().arg("difference"), Some("1"));
    // 3 of 37 with one in five, 8, wanting: 1 - (29·28·27)/(37·36·35) is 52.9 %, rounded down.
    assert_eq!(row.power.as_ref().unwrap().arg("percent"), Some("52"));
    // What the screen showed decides: the leader marks the entry with it, and one verdict stands.
    let plain = Ledger {
        draw: 2,
        about_persons: false,
        indicator: None,
    };
    field::check_ledger(party.book(LEA), &visit, &plain, "宣传品发放台账", "按日期").unwrap();
    let rows = screen(party.book(LEA), &visit).ledgers;
    let plain = rows.iter().find(|row| row.draw == 2).unwrap();
    assert_eq!((&plain.notice, plain.drawn, plain.open), (&None, None, 0));
}

#[test]
fn every_attempt_at_a_draw_is_shown_and_only_the_phone_that_committed_can_reveal() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let abandoned = commit(party.book(ANN), &visit);
    let kept = commit(party.book(ANN), &visit);
    party.exchange();
    let here = |book: &Notebook| -> Vec<bool> {
        let rows = view::on_site(book, &visit).unwrap();
        assert!(rows[0].unrevealed() && rows[0].record.is_none());
        rows[0].attempts.iter().map(|row| row.here).collect()
    };
    assert_eq!(here(party.book(ANN)), [true, true]);
    assert_eq!(here(party.book(BOB)), [false, false]);
    let drawn = reveal(party.book(ANN), &visit, &kept);
    party.exchange();
    let row = view::on_site(party.book(BOB), &visit).unwrap().remove(0);
    let attempt = |commitment: &str| {
        row.attempts
            .iter()
            .find(|one| one.tried.commitment == commitment)
            .unwrap()
    };
    assert_eq!(
        (attempt(&abandoned).chosen, &attempt(&abandoned).tried.outcome),
        (false, &Outcome::Open)
    );
    assert!(attempt(&kept).chosen && !row.unrevealed() && !row.undecided);
    assert_eq!(
        (&*attempt(&kept).according_to, attempt(&kept).tried.fixed.source),
        ("台账封面", Source::Inspected)
    );
    assert_eq!(
        attempt(&kept).mismatch.as_ref().unwrap().code(),
        "draw-onsite-list-short"
    );
    let record = row.record.unwrap();
    record.verify(&list(37)).unwrap();
    assert_eq!(record.main, drawn.iter().map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn two_statements_about_a_talk_stand_side_by_side_and_the_larger_number_of_people_counts() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let words = TalkWords {
        present: "禁毒专干",
        note: "",
    };
    let held = field::hold_talk(party.book(ANN), &visit, &talk(7), &words).unwrap();
    party.exchange();
    let seen = Seen::default();
    field::mend_talk(party.book(BOB), &visit, &held, &talk(9), &words, &seen).unwrap();
    party.exchange();
    let book = party.book(LEA);
    let row = screen(book, &visit).talks.remove(0);
    assert_eq!((row.held.len(), row.people(), row.thing.members.len()), (2, 9, 2));
    assert_eq!((row.present.len(), row.thing.differs), (2, true));
    assert_eq!(unfinished(book, &visit), ["leaving-differs"]);
    // Ann takes Bob's number by what her screen showed.
    let seen = screen(party.book(ANN), &visit).talks[0].thing.seen["held"].clone();
    field::mend_talk(party.book(ANN), &visit, &held, &talk(9), &words, &seen).unwrap();
    assert_eq!(unfinished(party.book(ANN), &visit), [""; 0]);
}

#[test]
fn practices_difficulties_documents_and_site_notes_are_listed_with_everybodys_words() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    let note = field::note_site(book, &visit, "宣传栏两年未更新").unwrap();
    let sides = [Side::Fact("建议配备专职教师".into()), Side::Suggestion(true)];
    field::note(book, &visit, NoteKind::Difficulty, &sides).unwrap();
    let finding = field::note(book, &visit, NoteKind::Finding, &[Side::Fact("台账不全".into())]).unwrap();
    field::feed_back(book, &visit, &finding, Reply::Explained, "正在补录", &Seen::default()).unwrap();
    let document = SeenDocument {
        number: Some("生成〔2017〕7号".into()),
        date: None,
        copy: true,
    };
    field::see_document(book, &visit, &document, "工作方案").unwrap();
    party.exchange();
    field::mend_site_note(party.book(BOB), &visit, &note, "宣传栏只有一块").unwrap();
    party.exchange();
    let screen = screen(party.book(LEA), &visit);
    assert_eq!(screen.site_notes[0].words.len(), 2);
    assert_eq!(
        (screen.documents[0].title[0].1.as_str(), &screen.documents[0].seen[0]),
        ("工作方案", &document)
    );
    let of = |kind: NoteKind| screen.findings.iter().find(|row| row.kind == kind).unwrap();
    assert!(of(NoteKind::Difficulty).suggestion && !of(NoteKind::Finding).suggestion);
    assert_eq!(of(NoteKind::Finding).reply_words[0].1, "正在补录");
}

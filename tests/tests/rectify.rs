//! The rectification list: opened from findings, sent, answered, taken, decided; what comes back wrong is told and not taken.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::lead::{
    ReplyChange, Terms, extend_item, list_places, open_items, record_measure, reply_changes, step_item, take_replies,
};
use crosscheck_core::rectify::{
    self, Band, Column, Done, Extension, Listing, Measure, MeasureKind, Origin, SelfRating, State, Step, Tier,
};
use crosscheck_core::report::{doc, documents};
use crosscheck_core::view::{self, ItemRow, ListAsked, Packs, Places};
use crosscheck_core::{Error, Lang, pack, table};
use crosscheck_tests::libreoffice;
use crosscheck_tests::party::{self, ANN, LEA, ORGANISER, Party, group};

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn terms(band: Band, deadline: Option<&str>) -> Terms {
    Terms {
        band,
        deadline: deadline.map(on),
        basis: "测试〔2017〕20号".into(),
        reason: "反馈意见要求整改，测试数据".into(),
    }
}

/// A party whose member wrote three findings, the last mended on the spot.
struct Story {
    party: Party,
    packs: Packs,
    places: Places,
    visit: StreamName,
}

/// Everything, as it stands on the first of July.
fn asked(places: &Places) -> ListAsked<'_> {
    ListAsked {
        places,
        place: None,
        today: on("2017-07-01"),
    }
}

impl Story {
    fn new() -> Self {
        let mut party = Party::new();
        let visit = party::visit(party.book(ANN));
        let facts = [
            "专职人员未配齐，测试数据",
            "=1+1 课时不足\n第二行，测试数据",
            "台账缺项，测试数据",
        ];
        for (at, fact) in facts.into_iter().enumerate() {
            let sides = [
                Side::Fact(fact.to_owned()),
                Side::Should("按方案应当落实".into()),
                Side::Fixed(at == 2),
            ];
            field::note(party.book(ANN), &visit, NoteKind::Finding, &sides).unwrap();
        }
        party.exchange();
        Self {
            packs: Packs::new([(1, Arc::new(pack::builtin("s0").unwrap()))]),
            places: Places::default(),
            party,
            visit,
        }
    }

    fn items(&mut self) -> Vec<ItemRow> {
        let asked = asked(&self.places);
        let book = self.party.book(ORGANISER);
        view::rectification(book, &self.packs, &asked).unwrap()
    }

    fn open_all(&mut self) -> usize {
        let asked = asked(&self.places);
        let book = self.party.book(ORGANISER);
        let rows = view::unlisted(book, &self.packs, &[group()], &asked).unwrap();
        let origins: Vec<(Origin, bool)> = rows
            .into_iter()
            .map(|row| (row.origin, row.state == Some(State::FixedOnSite)))
            .collect();
        open_items(book, &origins, &terms(Band::Dated, Some("2017-06-30"))).unwrap()
    }

    /// The place on the list of the first item in a state.
    fn place_of(&mut self, state: State) -> usize {
        let rows = self.items();
        rows.iter().position(|row| row.state == Some(state)).unwrap()
    }

    /// What taking a file would change.
    fn changes(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<ReplyChange>, Error> {
        let rows = self.items();
        let sent: BTreeMap<_, _> = rows.iter().map(|row| (row.number.clone(), row.expected())).collect();
        let items: BTreeMap<_, _> = rows
            .iter()
            .map(|row| (row.number.clone(), row.entity.clone()))
            .collect();
        let table = table::read_below_title(name, bytes, Column::Number.header())?;
        let replies = rectify::read(&table, &sent)?;
        reply_changes(self.party.book(ORGANISER), &items, &replies, &table.place)
    }

    fn take(&mut self, bytes: &[u8]) -> usize {
        let changes = self.changes("清单.xlsx", bytes).unwrap();
        take_replies(self.party.book(ORGANISER), &changes, "sha256:0011").unwrap();
        changes.len()
    }
}

/// The list as a workbook in which the place wrote this into items, by their place on the list.
fn filled(mut rows: Vec<ItemRow>, written: &[(usize, Column, &str)]) -> Vec<u8> {
    for (at, column, text) in written {
        rows[*at].replies.insert(*column, (*text).to_owned());
    }
    doc::xlsx(&documents::rectification(&rows, None, Lang::Zh), Lang::Zh, None).unwrap()
}

fn state(rows: &[ItemRow], number: &str) -> State {
    rows.iter().find(|row| row.number == number).unwrap().state.unwrap()
}

#[test]
fn an_item_goes_from_found_to_closed_and_every_change_says_why_and_on_what_basis() {
    let mut story = Story::new();
    assert_eq!((story.open_all(), story.open_all()), (3, 0));
    let rows = story.items();
    let fixed = rows.iter().filter(|row| row.state == Some(State::FixedOnSite)).count();
    assert_eq!((rows.len(), fixed), (3, 1));
    assert!(rows.iter().all(|row| row.overdue && row.number.starts_with("G01-")));
    let at = story.place_of(State::Unclaimed);
    let number = rows[at].number.clone();
    let entity = rows[at].entity.clone();
    let office = |story: &mut Story, step| {
        step_item(
            story.party.book(ORGANISER),
            &entity,
            step,
            "现场复核，测试",
            "复核〔2017〕3号",
        )
    };

    let error = office(&mut story, Step::Accept).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "rectify-step");
    let file = filled(rows, &[(at, Column::Goal, "配齐"), (at, Column::Rating, "整改中")]);
    assert_eq!(story.take(&file), 3, "goal, rating and state");
    assert_eq!(state(&story.items(), &number), State::InProgress);
    let rows = story.items();
    let done = filled(
        rows,
        &[(at, Column::Progress, "已配齐两人"), (at, Column::Rating, "已完成")],
    );
    story.take(&done);
    assert_eq!(state(&story.items(), &number), State::CloseRequested);
    office(&mut story, Step::Return).unwrap();
    assert_eq!(state(&story.items(), &number), State::Returned);

    // The same list again says nothing new, though it was sent before the office decided.
    assert_eq!(story.changes("清单.xlsx", &done).unwrap(), []);
    let rows = story.items();
    assert_eq!(rows[at].cell(Column::Review), "现场复核，测试");
    let again = filled(rows, &[(at, Column::Proof, "照片三张")]);
    story.take(&again);
    assert_eq!(state(&story.items(), &number), State::CloseRequested);
    office(&mut story, Step::Accept).unwrap();
    let rows = story.items();
    let row = &rows[at];
    assert_eq!((row.state, row.overdue), (Some(State::Closed), false));
    let passed: Vec<(State, Done)> = row.stages.iter().map(|one| (one.stage.state, one.stage.done)).collect();
    let expected = [
        (State::Unclaimed, Done::Opened),
        (State::InProgress, Done::Replied),
        (State::CloseRequested, Done::Replied),
        (State::Returned, Done::Decided),
        (State::CloseRequested, Done::Replied),
        (State::Closed, Done::Decided),
    ];
    assert_eq!(passed, expected);
    let decided = row.stages.iter().filter(|one| one.stage.done != Done::Replied);
    assert!(
        decided
            .clone()
            .all(|one| !one.reason.is_empty() && !one.stage.basis.is_empty())
    );
}

#[test]
fn a_closed_item_takes_no_answer_and_the_row_is_told() {
    let mut story = Story::new();
    story.open_all();
    let rows = story.items();
    let at = story.place_of(State::FixedOnSite);
    step_item(
        story.party.book(ORGANISER),
        &rows[at].entity,
        Step::Accept,
        "现场复核，测试",
        "",
    )
    .unwrap();
    let late = filled(story.items(), &[(at, Column::Progress, "又改了")]);
    let error = story.changes("清单.xlsx", &late).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "rectify-reply-closed");
    assert!(error.problems[0].place.row.is_some());
}

#[test]
fn a_list_sent_before_the_office_decided_is_not_taken_when_it_says_something_new() {
    let mut story = Story::new();
    story.open_all();
    let at = story.place_of(State::FixedOnSite);
    let old = filled(story.items(), &[(at, Column::Progress, "早已改好")]);
    let entity = story.items()[at].entity.clone();
    step_item(story.party.book(ORGANISER), &entity, Step::Return, "未见佐证，测试", "").unwrap();
    let error = story.changes("清单.xlsx", &old).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "rectify-hash-other");
    assert_eq!(error.problems[0].place.column.as_deref(), Some("校验"));
}

#[test]
fn an_objection_is_the_offices_to_decide_and_an_extension_names_a_post() {
    let mut story = Story::new();
    story.open_all();
    let at = story.place_of(State::Unclaimed);
    let file = filled(
        story.items(),
        &[(at, Column::Progress, "该项去年已撤销"), (at, Column::Rating, "有异议")],
    );
    story.take(&file);
    let (entity, number) = (story.items()[at].entity.clone(), story.items()[at].number.clone());
    assert_eq!(state(&story.items(), &number), State::Contested);
    let book = story.party.book(ORGANISER);
    assert!(step_item(book, &entity, Step::Accept, "测试", "").is_err());
    step_item(book, &entity, Step::Uphold, "台账可证实，测试", "").unwrap();
    let more = |until: &str, approver: &str| Extension {
        until: on(until),
        approver: approver.into(),
    };
    assert!(
        extend_item(book, &entity, &more("2017-06-30", "市禁毒办负责人"), "测试").is_err(),
        "not later"
    );
    assert!(
        extend_item(book, &entity, &more("2017-09-30", " "), "测试").is_err(),
        "nobody approved"
    );
    extend_item(book, &entity, &more("2017-09-30", "市禁毒办负责人"), "场所改建，测试").unwrap();
    let row = story.items().remove(at);
    assert_eq!(
        (row.state, row.deadline, row.overdue),
        (Some(State::InProgress), Some(on("2017-09-30")), false)
    );
    assert_eq!(row.extension.unwrap().approver, "市禁毒办负责人");
}

#[test]
fn a_task_is_an_item_as_well_and_standing_ones_have_no_day() {
    let mut story = Story::new();
    let (number, pack) = story.packs.iter().next().unwrap();
    let task = Origin::Task {
        unit: "610102".into(),
        pack: number,
        indicator: pack.indicators[0].id().to_owned(),
    };
    let requirement = pack.indicators[0].requirement().to_owned();
    let book = story.party.book(ORGANISER);
    let dated = terms(Band::Standing, Some("2017-06-30"));
    assert!(open_items(book, &[(task.clone(), false)], &dated).is_err());
    assert!(open_items(book, &[(task.clone(), false)], &terms(Band::Dated, None)).is_err());
    assert_eq!(
        open_items(book, &[(task.clone(), false)], &terms(Band::Standing, None)).unwrap(),
        1
    );
    let row = story.items().remove(0);
    assert_eq!((row.problem, row.deadline, row.overdue), (requirement, None, false));
    assert!(row.number.starts_with("R-"));
}

#[test]
fn nobody_but_the_organiser_opens_or_decides() {
    let mut story = Story::new();
    let origin = Origin::Finding {
        visit: story.visit.clone(),
        finding: "ab".repeat(16),
    };
    for who in [LEA, ANN] {
        let opened = open_items(
            story.party.book(who),
            &[(origin.clone(), false)],
            &terms(Band::Standing, None),
        );
        assert!(opened.is_err());
    }
}

#[test]
fn two_machines_of_the_organiser_that_open_the_same_finding_meet() {
    let mut story = Story::new();
    story.open_all();
    let digest = story.party.book(ORGANISER).digest();
    let folder = tempfile::tempdir().unwrap();
    let mut other = party::empty(&folder.path().join("second.db"), ORGANISER);
    let (segments, texts) = {
        let book = story.party.book(ORGANISER);
        book.seal().unwrap();
        (book.segments().unwrap(), book.texts().unwrap())
    };
    other.take(&segments, &texts).unwrap();
    assert_eq!(other.digest(), digest);
    let rows = view::rectification(&other, &story.packs, &asked(&story.places)).unwrap();
    assert_eq!(rows.len(), 3);
}

#[test]
fn merged_cells_are_refused_where_they_stand() {
    let mut story = Story::new();
    story.open_all();
    let rows = story.items();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(std::iter::once(None).chain(rows.iter().map(Some))) {
        for (at, column) in (0..).zip(Column::ALL) {
            let text = cells.map_or_else(|| column.header().to_owned(), |item: &ItemRow| item.cell(column));
            sheet.write_string(row, at, text).unwrap();
        }
    }
    let format = rust_xlsxwriter::Format::new();
    sheet.merge_range(1, 9, 3, 9, "三项一并整改", &format).unwrap();
    let error = story.changes("清单.xlsx", &book.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "table-merged");
    assert_eq!(
        (error.problems[0].place.row, error.problems[0].place.column.as_deref()),
        (Some(2), Some("J"))
    );
}

#[test]
fn a_key_area_keeps_the_number_of_each_document_and_shows_what_it_is_owed() {
    let mut story = Story::new();
    let listing = Listing {
        tier: Tier::Listed,
        since: on("2016-03-01"),
        document: "省测试〔2016〕3号".into(),
    };
    let measure = Measure {
        kind: MeasureKind::Supervision,
        on: on("2017-05-12"),
        document: "督〔2017〕1号".into(),
    };
    let book = story.party.book(ORGANISER);
    assert!(record_measure(book, "520102", &measure).is_err(), "not listed");
    let listings = [("520102".to_owned(), listing.clone())];
    assert_eq!(list_places(book, &listings).unwrap(), 1);
    assert_eq!(list_places(book, &listings).unwrap(), 0);
    for _ in 0..2 {
        record_measure(book, "520102", &measure).unwrap();
    }
    let bare = Measure {
        document: " ".into(),
        ..measure.clone()
    };
    assert!(record_measure(book, "520102", &bare).is_err(), "without a document");
    let rows = view::listed(book, 2017);
    assert_eq!(
        (rows[0].measures.len(), rows[0].supervised, rows[0].too_few),
        (1, 1, true)
    );
    assert_eq!(rows[0].listings, [listing]);
}

/// What LibreOffice makes of a workbook, in a format as `libreoffice` takes it.
fn resaved(bytes: &[u8], format: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (from, out) = (folder.path().join("整改清单.xlsx"), folder.path().join("out"));
    std::fs::write(&from, bytes).unwrap();
    std::fs::create_dir(&out).unwrap();
    libreoffice(&[from], format, &out);
    let ending = format.split(':').next().unwrap();
    std::fs::read(out.join("整改清单").with_extension(ending)).unwrap()
}

#[test]
fn office_a_list_saved_by_libreoffice_as_workbook_or_csv_says_the_same() {
    let mut story = Story::new();
    story.open_all();
    let at = story.place_of(State::Unclaimed);
    let written = [
        (at, Column::Goal, "六月底前配齐，0012 号文件"),
        (at, Column::Measures, "一是调配\n二是招聘"),
        (at, Column::Planned, "2017-06-20"),
        (at, Column::Rating, SelfRating::Going.choice()),
    ];
    let bytes = filled(story.items(), &written);
    let expected = story.changes("清单.xlsx", &bytes).unwrap();
    assert_eq!(expected.len(), 5);
    assert_eq!(story.changes("清单.xlsx", &resaved(&bytes, "xlsx")).unwrap(), expected);
    // 76 and 85 are its numbers of UTF-8 and GB18030.
    for (number, is_utf8) in [("76", true), ("85", false)] {
        let csv = resaved(&bytes, &format!("csv:Text - txt - csv (StarCalc):44,34,{number}"));
        assert_eq!(std::str::from_utf8(&csv).is_ok(), is_utf8, "{number}");
        assert_eq!(story.changes("清单.csv", &csv).unwrap(), expected);
    }
}

import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// What is held, asked, drawn, looked at and written down at a visit: each screen by its own actions.
@MainActor
final class MethodTests: XCTestCase {
    private var hub: Hub!
    private var hand: Hand!

    /// A phone that has joined and opened a site; the hub sleeps.
    private func open(_ role: String = "leader") async throws {
        hub = try Hub()
        hand = try await Hand()
        try await hand.join(hub.invite(role))
        hub.stop()
        try await hand.openSite()
    }

    private func methods() async throws -> MethodsModel {
        while hand.stage.way.here.kind != .visit && hand.stage.way.here.kind != .methods { await hand.back() }
        if hand.stage.way.here.kind == .visit { try await hand.on(VisitModel.self) { $0.methods() } }
        return try hand.on(MethodsModel.self)
    }

    private func said(file: StaticString = #filePath, line: UInt = #line) {
        XCTAssertNil(hand.stage.notice, file: file, line: line)
    }

    func testATalkIsHeldMendedAndWithdrawn() async throws {
        try await open()
        try await methods().add(.talk)
        await hand.settle()
        try await hand.on(TalkModel.self) { $0.save() }
        XCTAssertEqual(hand.stage.notice, .word(.peopleMissing))
        try await hand.on(TalkModel.self) { model in
            model.type(TalkModel.people, "7")
            model.type(TalkModel.from, "2017-06-05 09:00")
            model.type(TalkModel.to, "2017-06-05 10:30")
            model.type(TalkModel.present, "分管负责人（生成）")
            model.turn(TalkModel.unit(model.units[0]))
            model.save()
        }
        said()
        var row = try await methods().shown.talks[0]
        XCTAssertEqual(row.held.map(\.people), [7])
        try await hand.on(MethodsModel.self) { $0.open(.talk, row.thing) }
        try await hand.on(TalkModel.self) { model in
            XCTAssertEqual(model.draft[TalkModel.from], "2017-06-05 09:00")
            model.type(TalkModel.people, "8")
            model.save()
        }
        row = try await methods().shown.talks[0]
        XCTAssertEqual(row.held.map(\.people), [8])
        try await hand.on(MethodsModel.self) { $0.open(.talk, row.thing) }
        try await hand.on(TalkModel.self) { $0.withdraw() }
        XCTAssertEqual(try hand.on(TalkModel.self).shown.row?.thing.withdrawn, .yes)
        try await hand.on(TalkModel.self) { $0.bringBack() }
        XCTAssertEqual(try hand.on(TalkModel.self).shown.row?.thing.withdrawn, .no)
    }

    func testAnInterviewIsTalliedByTouches() async throws {
        try await open()
        try await methods().add(.interview)
        await hand.settle()
        try await hand.on(InterviewModel.self) { $0.begin() }
        XCTAssertEqual(hand.stage.notice, .word(.interviewMissing))
        try await hand.on(InterviewModel.self) { model in
            model.type(InterviewModel.role, Interviewed.communityWorker.code)
            XCTAssertEqual(model.draft[InterviewModel.role], "COMMUNITY_WORKER")
            model.type(InterviewModel.group, "6")
            model.begin()
        }
        try await hand.on(InterviewModel.self) { model in
            model.type(InterviewModel.question, "本季度参加过禁毒业务培训吗")
            model.type(InterviewModel.options, "参加过\n没有\n\n说不清")
            model.ask()
        }
        said()
        let question = try XCTUnwrap(hand.on(InterviewModel.self).shown.row?.questions.first)
        XCTAssertEqual(question.options.map(\.option), ["参加过", "没有", "说不清"])
        for more in [true, true, false] {
            try await hand.on(InterviewModel.self) { $0.tap(question, 1, more: more) }
        }
        XCTAssertEqual(try hand.on(InterviewModel.self).shown.row?.questions[0].options.map(\.count), [0, 1, 0])
    }

    func testALedgerIsDrawnOnSiteAndItsEntriesAreMarked() async throws {
        try await open()
        try await methods().add(.ledger)
        await hand.settle()
        try await hand.on(LedgerModel.self) { model in
            model.type(LedgerModel.title, "社区戒毒工作台账（生成）")
            model.type(LedgerModel.numbering, "按登记先后")
            model.begin()
        }
        XCTAssertEqual(hand.stage.notice, .word(.ledgerPersonsMissing))
        try await hand.on(LedgerModel.self) { model in
            model.type(LedgerModel.persons, Draft.yes)
            model.begin()
        }
        XCTAssertNotNil(try hand.on(LedgerModel.self).shown.row?.notice)
        try await hand.on(LedgerModel.self) { $0.drawEntries() }
        try await hand.on(OnSiteModel.self) { $0.commit() }
        XCTAssertEqual(hand.stage.notice, .word(.onSiteMissing))
        try await hand.on(OnSiteModel.self) { model in
            XCTAssertTrue(model.isLedger)
            model.type(OnSiteModel.source, Source.inspected.code)
            model.type(OnSiteModel.expected, "37")
            model.type(OnSiteModel.according, "台账封面（生成）")
            model.type(OnSiteModel.count, "37")
            model.type(OnSiteModel.sample, "5")
            model.commit()
        }
        said()
        await hand.kill()
        try await hand.on(OnSiteModel.self) { model in
            XCTAssertNotNil(model.open, "a commitment outlives the process")
            model.type(OnSiteModel.digits, "0417")
            model.reveal()
        }
        XCTAssertEqual(try hand.on(OnSiteModel.self).record?.main.count, 5)
        await hand.back()
        let entry = try XCTUnwrap(hand.on(LedgerModel.self).shown.row?.entries.first)
        try await hand.on(LedgerModel.self) { model in
            model.type(LedgerModel.why(entry), "缺少签字（生成）")
            model.mark(entry, .lacking)
        }
        let marked = try XCTUnwrap(hand.on(LedgerModel.self).shown.row?.entries.first)
        XCTAssertEqual(marked.verdicts, [.lacking])
        XCTAssertEqual(marked.reasons.all, "缺少签字（生成）")
        try await hand.on(LedgerModel.self) { model in
            XCTAssertTrue(model.needsWhy(marked))
            model.type(LedgerModel.why(marked), "缺少签字和日期（生成）")
        }
        await hand.kill()
        try await hand.on(LedgerModel.self) { $0.saveWhy(marked) }
        said()
        let again = try XCTUnwrap(hand.on(LedgerModel.self).shown.row?.entries.first)
        XCTAssertEqual(again.reasons.all, "缺少签字和日期（生成）")
        XCTAssertEqual(again.verdicts, [.lacking], "why it is so changes nothing of what it is")
        try await hand.on(LedgerModel.self) { $0.mark(again, .lacking) }
        XCTAssertEqual(try hand.on(LedgerModel.self).shown.row?.entries.first?.verdicts, [])
        try await hand.on(LedgerModel.self) { $0.exportSlip() }
        said()
        XCTAssertEqual(hand.outside.shared.map(\.lastPathComponent), ["交接单.docx"])
    }

    func testADocumentIsSeenAndANoteOfThePlaceIsWrittenAndBothAreMended() async throws {
        try await open()
        try await methods().add(.document)
        await hand.settle()
        try await hand.on(DocumentModel.self) { model in
            model.type(DocumentModel.title, "年度禁毒工作方案（生成）")
            model.type(DocumentModel.number, "示禁办〔2016〕1号")
            model.type(DocumentModel.date, "2016-05-01")
            model.turn(DocumentModel.copy)
            model.save()
        }
        said()
        let document = try await methods().shown.documents[0]
        XCTAssertEqual(document.seen.map(\.copy), [true])
        try await hand.on(MethodsModel.self) { $0.open(.document, document.thing) }
        try await hand.on(DocumentModel.self) { model in
            model.type(DocumentModel.title, "年度工作方案（生成）")
            model.save()
        }
        var title = try await methods().shown.documents[0].title.all
        XCTAssertEqual(title, "年度工作方案（生成）")

        try await hand.on(MethodsModel.self) { $0.add(.siteNote) }
        try await hand.on(SiteNoteModel.self) { model in
            model.type(SiteNoteModel.words, "大厅有咨询台（生成）")
            model.save()
        }
        let note = try await methods().shown.siteNotes[0]
        try await hand.on(MethodsModel.self) { $0.open(.siteNote, note.thing) }
        try await hand.on(SiteNoteModel.self) { model in
            model.type(SiteNoteModel.words, "大厅没有咨询台（生成）")
            model.save()
        }
        title = try await methods().shown.siteNotes[0].words.all
        XCTAssertEqual(title, "大厅没有咨询台（生成）")
    }

    func testAFindingIsWrittenMendedFedBackWithdrawnAndFound() async throws {
        try await open()
        let row = try hand.on(VisitModel.self).shown.rows[0]
        try await hand.on(VisitModel.self) { $0.open(row) }
        try await hand.on(IndicatorModel.self) { $0.write(.finding) }
        try await hand.on(NoteModel.self) { model in
            model.type(NoteModel.fact, "联系人 13812345678")
            model.save()
        }
        guard case .sentence = hand.stage.notice else { return XCTFail("a telephone number may not stand there") }
        XCTAssertFalse(try hand.on(NoteModel.self).warnings.isEmpty)
        try await hand.on(NoteModel.self) { model in
            model.type(NoteModel.fact, "宣传栏两年没有更新（生成）")
            model.type(NoteModel.severity, Severity.ordinary.code)
            model.save()
        }
        said()
        try await hand.on(IndicatorModel.self) { $0.stage.root(.findings) }
        let finding = try hand.on(FindingsModel.self).shown[0]
        XCTAssertEqual(finding.indicator?.id, row.indicator)
        try await hand.on(FindingsModel.self) { $0.filter(FindingsModel.kind, NoteKind.practice.code) }
        XCTAssertEqual(try hand.on(FindingsModel.self).shown, [])
        try await hand.on(FindingsModel.self) { $0.filter(FindingsModel.kind, "") }
        try await hand.on(FindingsModel.self) { $0.open(finding) }
        try await hand.on(NoteModel.self) { model in
            model.type(NoteModel.should, "每季度更新一次（生成）")
            model.turn(NoteModel.fixed)
            model.save()
        }
        said()
        let mended = try hand.on(FindingsModel.self).shown[0]
        XCTAssertEqual(mended.should, "每季度更新一次（生成）")
        XCTAssertTrue(mended.fixed)

        await hand.go(Spot(.leaving, finding.visit))
        try await hand.on(LeavingModel.self) { model in
            model.type(LeavingModel.reply(mended), Reply.explained.code)
            model.type(LeavingModel.words(mended), "正在换（生成）")
            model.feedBack(model.shown.findings[0])
        }
        said()
        XCTAssertEqual(try hand.on(LeavingModel.self).shown.findings[0].reply, .explained)
        try await hand.on(LeavingModel.self) { $0.turnFixed($0.shown.findings[0]) }
        XCTAssertEqual(try hand.on(LeavingModel.self).shown.findings[0].fixed, false)
        await hand.back()

        try await hand.on(FindingsModel.self) { $0.open(mended) }
        try await hand.on(NoteModel.self) { $0.withdraw() }
        await hand.back()
        XCTAssertEqual(try hand.on(FindingsModel.self).shown, [])
        try await hand.on(FindingsModel.self) { $0.turnWithdrawn() }
        XCTAssertEqual(try hand.on(FindingsModel.self).shown.map(\.withdrawn), [.yes])
        try await hand.on(FindingsModel.self) { $0.open($0.shown[0]) }
        try await hand.on(NoteModel.self) { $0.bringBack() }

        await hand.go(Spot(.search))
        try await hand.on(SearchModel.self) { model in
            model.type(SearchModel.words, "宣传栏")
            model.seek()
        }
        try await hand.on(SearchModel.self) { model in
            guard case let .note(visit, _, kind, entity, _)? = model.shown.hits.first else {
                return XCTFail("nothing is found")
            }
            model.openNote(visit, kind, entity)
        }
        XCTAssertEqual(try hand.on(NoteModel.self).shown.row?.entity, finding.entity)
    }

    func testWhatIsAtAVisitIsOpenedFromItsList() async throws {
        try await open()
        try await methods().write(.practice)
        await hand.settle()
        try await hand.on(NoteModel.self) { model in
            XCTAssertEqual(model.kind, .practice)
            model.type(NoteModel.fact, "每月一次家访（生成）")
            model.save()
        }
        said()
        let note = try await methods().shown.findings[0]
        try await hand.on(MethodsModel.self) { $0.open(note) }
        XCTAssertEqual(try hand.on(NoteModel.self).shown.row?.fact, ["每月一次家访（生成）"])

        try await methods().add(.onSite)
        await hand.settle()
        try await hand.on(OnSiteModel.self) { model in
            model.type(OnSiteModel.kind, "schools")
            model.type(OnSiteModel.source, Source.superior.code)
            model.type(OnSiteModel.expected, "4")
            model.type(OnSiteModel.according, "教育部门的名册（生成）")
            model.type(OnSiteModel.names, "一小（生成）\n二小（生成）\n三小（生成）\n四小（生成）")
            model.type(OnSiteModel.sample, "2")
            model.commit()
        }
        said()
        let draw = try await methods().shown.draws[0]
        XCTAssertNil(draw.record, "nothing is drawn yet")
        try await hand.on(MethodsModel.self) { $0.open(draw) }
        await hand.kill()
        try await hand.on(OnSiteModel.self) { model in
            model.type(OnSiteModel.digits, "2468")
            model.reveal()
        }
        said()
        XCTAssertEqual(try hand.on(OnSiteModel.self).record?.main.count, 2)

        try await methods().photos()
        await hand.settle()
        XCTAssertEqual(try hand.on(PhotosModel.self).rows, [])
        XCTAssertNil(try hand.on(PhotosModel.self).indicator, "those of the whole visit")
    }

    func testOfTwoNotesOfTheSameThingOneIsKept() async throws {
        try await open()
        let row = try hand.on(VisitModel.self).shown.rows[0]
        for words in ["宣传栏两年没有更新（生成）", "宣传栏已两年没有更新（生成）"] {
            try await hand.on(VisitModel.self) { $0.open(row) }
            try await hand.on(IndicatorModel.self) { $0.write(.finding) }
            try await hand.on(NoteModel.self) { model in
                XCTAssertEqual(model.alike, [], "what is not written yet is like nothing")
                model.type(NoteModel.fact, words)
                model.save()
            }
            said()
            await hand.back()
        }
        hand.stage.root(.findings)
        await hand.settle()
        let both = try hand.on(FindingsModel.self).shown!
        XCTAssertEqual(both.count, 2)
        try await hand.on(FindingsModel.self) { $0.open(both[0]) }
        let other = try XCTUnwrap(hand.on(NoteModel.self).alike.first, "nobody is asked: 同一件事？")
        XCTAssertEqual(other.entity, both[1].entity)
        try await hand.on(NoteModel.self) { $0.open(other) }
        XCTAssertEqual(try hand.on(NoteModel.self).shown.row?.entity, both[1].entity)
        await hand.back()
        await hand.kill()
        try await hand.on(NoteModel.self) { $0.keepThis(over: other) }
        said()
        XCTAssertEqual(try hand.on(NoteModel.self).alike, [])
        await hand.back()
        XCTAssertEqual(try hand.on(FindingsModel.self).shown.map(\.entity), [both[0].entity])
        try await hand.on(FindingsModel.self) { $0.turnWithdrawn() }
        XCTAssertEqual(try hand.on(FindingsModel.self).shown.count, 2, "nothing is thrown away")
    }
}

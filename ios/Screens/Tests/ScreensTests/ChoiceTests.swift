import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// What a leader has of other people's photos and findings: originals he asks for, and what his report tells.
@MainActor
final class ChoiceTests: XCTestCase {
    private var hub: Hub!
    private var leader: Hand!
    private var member: Hand!

    private func join() async throws {
        hub = try Hub()
        leader = try await Hand()
        try await leader.join(hub.invite("leader"))
        member = try await Hand()
        try await member.join(hub.invite("member"))
    }

    private func exchange(_ hands: Hand...) async throws { for hand in hands { try await hand.sync() } }

    /// What the report on a phone says, and the captions of what is printed with it.
    private func report(_ hand: Hand) throws -> (text: [String], pictures: [String]) {
        let blocks = try hand.on(ReportModel.self).shown.report.paper.blocks
        var (text, pictures): ([String], [String]) = ([], [])
        for block in blocks {
            switch block {
            case let .paragraph(paragraph): text.append(plain(paragraph.pieces))
            case let .figures(figures): pictures += figures.map(\.caption)
            default: continue
            }
        }
        return (text, pictures)
    }

    private func photo(_ hand: Hand) throws -> PhotoScreen { try XCTUnwrap(hand.on(PhotoModel.self).shown.photo) }

    func testAnOriginalIsAskedForAndComesThoughTheNetworkCosts() async throws {
        try await join()
        // What nobody asks for waits there for a network that costs nothing.
        member.wire.cost(true)
        try await member.openSite()
        let visit = try member.on(VisitModel.self).spot.of[0]
        await member.go(Spot(.camera, visit))
        try await member.on(CameraModel.self) { $0.took(PhotoTests.jpeg) }
        XCTAssertNil(member.stage.notice)
        XCTAssertEqual(try [photo(member).inReport, photo(member).ask], [nil, nil], "whoever leads chooses and asks")
        try await exchange(member, leader)

        try await leader.on(TasksModel.self) { $0.group() }
        try await leader.on(GroupModel.self) { $0.photos($0.visits[0]) }
        XCTAssertEqual(try leader.on(PhotosModel.self).thumbs.count, 1)
        try await leader.on(PhotosModel.self) { $0.open($0.rows[0]) }
        XCTAssertEqual(leader.stage.way.spots.map(\.kind), [.tasks, .group, .photos, .photo])
        XCTAssertNotNil(try leader.on(PhotoModel.self).picture, "its preview came")
        XCTAssertEqual(try photo(leader).original?.here, false)
        XCTAssertEqual(try photo(leader).ask?.on, false)
        try await exchange(member, leader)
        XCTAssertEqual(try photo(leader).original?.here, false, "what nobody asks for does not come")

        try await leader.on(PhotoModel.self) { $0.turnAsked() }
        XCTAssertNil(leader.stage.notice)
        await leader.kill()
        XCTAssertEqual(try photo(leader).ask?.on, true)
        XCTAssertTrue(try photo(leader).asked)
        try await exchange(leader, member)
        XCTAssertFalse(try photo(member).asked, "it went as soon as the wish came, and is told of no longer")
        XCTAssertNil(try photo(member).ask)
        try await member.on(PhotoModel.self) { $0.turnAsked() }
        XCTAssertNil(try photo(member).ask, "only whoever leads asks")
        try await exchange(member, leader)
        let original = try XCTUnwrap(photo(leader).original)
        XCTAssertTrue(original.here)
        let came = try await leader.ask { try $0.picture(file: original.blob.hash) }
        XCTAssertEqual(came, PhotoTests.jpeg, "as the camera gave it")

        try await leader.on(PhotoModel.self) { $0.turnAsked() }
        XCTAssertNil(leader.stage.notice)
        XCTAssertFalse(try photo(leader).asked)
        XCTAssertNil(try photo(leader).ask, "what is here need not be asked for")
        try await exchange(leader, member)
        XCTAssertFalse(try photo(member).asked)
        hub.stop()
    }

    func testAPhotoIsPrintedWithTheReportAndNoLonger() async throws {
        try await join()
        try await member.openSite()
        let visit = try member.on(VisitModel.self).spot.of[0]
        await member.go(Spot(.camera, visit))
        try await member.on(CameraModel.self) { $0.took(PhotoTests.jpeg) }
        try await member.on(PhotoModel.self) { model in
            model.type(PhotoModel.caption, "大厅（生成）")
            model.saveCaption()
        }
        try await exchange(member, leader)
        await leader.go(Spot(.report))
        XCTAssertEqual(try report(leader).pictures, [])

        // A visit that is signed takes nothing more; what the report prints of it is chosen all the same.
        await member.back()
        try await member.on(VisitModel.self) { $0.leaving() }
        try await member.on(LeavingModel.self) { $0.signOff() }
        XCTAssertNil(member.stage.notice)
        try await exchange(member, leader)
        await leader.back()
        try await leader.on(TasksModel.self) { $0.group() }
        try await leader.on(GroupModel.self) { $0.photos($0.visits[0]) }
        try await leader.on(PhotosModel.self) { $0.open($0.rows[0]) }
        XCTAssertFalse(try leader.on(PhotoModel.self).isOpen)
        for on in [true, false, true] {
            try await leader.on(PhotoModel.self) { $0.turnInReport() }
            XCTAssertNil(leader.stage.notice)
            await leader.kill()
            XCTAssertEqual(try photo(leader).inReport?.on, on)
            await leader.go(Spot(.report))
            let pictures = try report(leader).pictures
            XCTAssertEqual(pictures.count, on ? 1 : 0)
            XCTAssertEqual(pictures.filter { $0.contains("禁毒办（生成）") }, pictures)
            await leader.back()
        }
        try await exchange(leader, member)
        await member.go(Spot(.report))
        XCTAssertEqual(try report(member).pictures.count, 1, "the group reads one report")
        hub.stop()
    }

    func testAFindingIsChosenForTheTextOfTheReportAndLeftOutOfIt() async throws {
        try await join()
        await leader.go(Spot(.report))
        try await leader.on(ReportModel.self) { $0.choose() }
        XCTAssertEqual(try leader.on(ChooseModel.self).shown, ChooseScreen(rows: [], inText: 0))
        await leader.back()

        try await member.openSite()
        try await member.on(VisitModel.self) { $0.methods() }
        // More than a level's text has room for.
        let facts = (1...9).map { "第\($0)处宣传栏没有更新（生成）" }
        for fact in facts {
            try await member.on(MethodsModel.self) { $0.write(.finding) }
            try await member.on(NoteModel.self) { model in
                model.type(NoteModel.fact, fact)
                model.type(NoteModel.severity, Severity.ordinary.code)
                model.save()
            }
            XCTAssertNil(member.stage.notice)
        }
        try await exchange(member, leader)
        hub.stop()

        let told = { (hand: Hand) in
            let text = try self.report(hand).text.joined()
            return facts.filter { text.contains($0) }
        }
        let drafted = try told(leader)
        XCTAssertEqual(drafted.count, 8)
        try await leader.on(ReportModel.self) { $0.choose() }
        let first = try leader.on(ChooseModel.self).shown!
        XCTAssertEqual(first.rows.filter(\.inText).flatMap(\.note.fact).sorted(), drafted.sorted())
        XCTAssertEqual(first.inText, 8)
        XCTAssertEqual(first.rows.map(\.told), first.rows.map { _ in nil }, "nobody chose yet")
        let out = try XCTUnwrap(first.rows.first { !$0.inText })
        let row = { (hand: Hand) in
            try XCTUnwrap(hand.on(ChooseModel.self).shown.rows.first { $0.note.entity == out.note.entity })
        }

        for (told, stands) in [(true, true), (false, false), (nil, false), (true, true)] as [(Bool?, Bool)] {
            try await leader.on(ChooseModel.self) { try $0.choose(row(self.leader), told) }
            XCTAssertNil(leader.stage.notice)
            await leader.kill()
            XCTAssertEqual(try row(leader).told, told)
            XCTAssertEqual(try row(leader).inText, stands)
            XCTAssertEqual(try leader.on(ChooseModel.self).shown.inText, 8, "the text has room for no more")
        }
        // One that was drafted makes room for it, and one that is left out for that one.
        let left = try XCTUnwrap(leader.on(ChooseModel.self).shown.rows.first { $0.inText && $0.told == nil })
        try await leader.on(ChooseModel.self) { $0.choose(left, false) }
        await leader.back()
        let chosen = try told(leader)
        XCTAssertEqual(chosen.count, 8)
        XCTAssertTrue(chosen.contains(out.note.fact[0]))
        XCTAssertFalse(chosen.contains(left.note.fact[0]))
        XCTAssertTrue(try leader.on(ReportModel.self).mayChoose)
        try await leader.on(ReportModel.self) { $0.show("findings") }
        XCTAssertFalse(try leader.on(ReportModel.self).mayChoose, "the ledger has them all")
        let ledger = try leader.on(ReportModel.self).shown.report.paper.blocks.flatMap { block -> [[String]] in
            if case let .table(table) = block { table.rows } else { [] }
        }
        XCTAssertEqual(facts.filter { fact in ledger.contains { $0.contains { $0.contains(fact) } } }, facts)

        try hub.start()
        try await exchange(leader, member)
        hub.stop()
        await member.go(Spot(.report))
        XCTAssertEqual(try told(member).sorted(), chosen.sorted(), "the group reads one report")
        XCTAssertFalse(try member.on(ReportModel.self).mayChoose)
    }
}

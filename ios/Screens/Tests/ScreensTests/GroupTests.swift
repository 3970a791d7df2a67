import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// 全组: what waits for a phone that is lost, and the sites of the group.
@MainActor
final class GroupTests: XCTestCase {
    private func notes(_ hand: Hand, _ visit: String) async throws -> [String] {
        await hand.go(Spot(.methods, visit))
        let words = try hand.on(MethodsModel.self).shown.siteNotes.map(\.words.all)
        await hand.back()
        return words
    }

    func testAGapIsAdmittedAndWhatWaitedBehindItCounts() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("leader"))
        let link = try hub.invite("member")
        let member = try await Hand()
        try await member.join(hub.invite("member"))
        let visit = try hub.lose(link, county: "130123", kind: "禁毒办")
        for hand in [hand, member] { try await hand.sync() }
        hub.stop()
        let first = "第一条，到了（生成）"
        var seen = try await notes(hand, visit)
        XCTAssertEqual(seen, [first], "what waits does not count")

        await member.go(Spot(.group))
        XCTAssertEqual(try member.on(GroupModel.self).shown.group.gaps.count, 1, "a gap is one on every phone")
        XCTAssertFalse(try member.on(GroupModel.self).shown.leads)

        try await hand.on(TasksModel.self) { $0.group() }
        let group = try hand.on(GroupModel.self).shown.group
        let gap = try XCTUnwrap(group.gaps.first)
        XCTAssertEqual(group.gaps.count, 1)
        XCTAssertEqual(gap.gap.stream, visit)
        let lost = try XCTUnwrap(group.phones.first { $0.writer == gap.gap.writer })
        XCTAssertEqual([lost.waiting, gap.gap.waiting].map { $0 > 0 }, [true, true])
        XCTAssertEqual(try hand.on(GroupModel.self).name(gap).first, hand.stage.people([lost.member]), "whose it is")
        await hand.kill()
        XCTAssertEqual(try hand.on(GroupModel.self).shown.group, group)
        try await hand.on(GroupModel.self) { $0.admit($0.shown.group.gaps[0].gap) }
        XCTAssertNil(hand.stage.notice)
        let after = try hand.on(GroupModel.self).shown.group
        XCTAssertEqual(after.gaps, [])
        XCTAssertEqual(after.phones.map(\.waiting), after.phones.map { _ in 0 }, "nothing waits any more")

        await hand.kill()
        XCTAssertEqual(try hand.on(GroupModel.self).shown.group, after)
        await hand.back()
        seen = try await notes(hand, visit)
        // Words travel by themselves: those of the third may have been lost with the phone, its place among the notes is not.
        XCTAssertEqual(seen.count, 2, "what waited counts, and what is lost is not made up")
        XCTAssertTrue(seen.contains(first))
        // What the leader decided counts on every phone.
        try hub.start()
        for hand in [hand, member] { try await hand.sync() }
        XCTAssertEqual(try member.on(GroupModel.self).shown.group.gaps, [])
        let others = try await notes(member, visit)
        XCTAssertEqual(others, seen)
    }

    private func answer(_ hand: Hand, _ act: @escaping (IndicatorModel) throws -> Void) async throws {
        try await hand.on(VisitModel.self) { model in
            model.open(try XCTUnwrap(model.shown.rows.first { $0.indicator == "S0-29b" }))
        }
        try await hand.on(IndicatorModel.self) { model in
            try act(model)
            model.save()
        }
        XCTAssertNil(hand.stage.notice)
        await hand.back()
        await hand.back()
    }

    func testTheSitesOfTheGroupAreFilteredAndOpened() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("leader"))
        let member = try await Hand()
        try await member.join(hub.invite("member"))
        for (phone, button) in [(hand, "1"), (member, "0")] {
            try await phone.openSite()
            try await answer(phone) { $0.type(Answering.choice, button) }
        }
        // What the place alone says has to be looked at.
        try await hand.openSite("另一处（生成）")
        try await answer(hand) { model in
            model.know(Answering.own)
            model.type(Answering.choice, "0")
        }
        for phone in [hand, member, hand] { try await phone.sync() }
        hub.stop()
        try await hand.on(TasksModel.self) { $0.group() }
        let all = try hand.on(GroupModel.self).visits
        XCTAssertEqual(all.count, 2)
        let other = try XCTUnwrap(all.first { $0.place.contains("另一处") })
        for (filter, seen) in [(GroupModel.differing, all.filter { $0 != other }), (GroupModel.toCheck, [other])] {
            try await hand.on(GroupModel.self) { $0.type(GroupModel.filter, filter) }
            XCTAssertEqual(try hand.on(GroupModel.self).visits, seen, filter)
            await hand.kill()
            XCTAssertEqual(try hand.on(GroupModel.self).visits, seen, filter)
        }
        try await hand.on(GroupModel.self) { $0.open($0.visits[0]) }
        XCTAssertEqual(try hand.on(VisitModel.self).spot.of, [other.visit])
        await hand.back()
        try await hand.on(GroupModel.self) { $0.report() }
        _ = try hand.on(ReportModel.self)
        // Of everything there is to do, what two people say differently comes first.
        hand.stage.root(.tasks)
        await hand.settle()
        try await hand.on(TasksModel.self) { $0.goNext() }
        XCTAssertEqual(try hand.on(VisitModel.self).shown.progress.differing, 1)
    }
}

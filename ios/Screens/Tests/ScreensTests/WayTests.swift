import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// From screen to screen: what is next, where the sites are, and what is found.
@MainActor
final class WayTests: XCTestCase {
    private func join(_ role: String) async throws -> Hand {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite(role))
        hub.stop()
        return hand
    }

    func testWhatIsNextIsGoneOnWithUntilNothingIs() async throws {
        let hand = try await join("member")
        XCTAssertEqual(try hand.on(TasksModel.self).shown.next, .openVisit)
        XCTAssertNil(try hand.on(TasksModel.self).next, "a site is opened by a button of its own")
        try await hand.on(TasksModel.self) { $0.goNext() }
        try await hand.on(TasksModel.self) { $0.openVisit() }
        await hand.back()
        // One question is asked there.
        try await hand.openSite("歌厅（生成）", kind: "娱乐场所")
        let visit = hand.stage.way.here
        await hand.back()
        try await hand.on(TasksModel.self) { $0.goNext() }
        XCTAssertEqual(hand.stage.way.here, visit)
        try await hand.on(VisitModel.self) { $0.open($0.shown.rows[0]) }
        try await hand.on(IndicatorModel.self) { model in
            model.type(Answering.words, "门口有宣传画（生成）")
            model.save()
        }
        XCTAssertNil(hand.stage.notice)
        await hand.back()
        await hand.back()
        await hand.kill()
        try await hand.on(TasksModel.self) { $0.goNext() }
        try await hand.on(LeavingModel.self) { model in
            XCTAssertEqual(model.spot.of, visit.of)
            XCTAssertEqual(model.shown.missing, [])
            model.signOff()
        }
        await hand.back()
        XCTAssertEqual(try hand.on(TasksModel.self).shown.next, .nothing)
        XCTAssertNil(try hand.on(TasksModel.self).next)
    }

    func testALeaderReachesEverythingFromTheTasksAndComesBack() async throws {
        let hand = try await join("leader")
        XCTAssertTrue(try hand.on(TasksModel.self).leads)
        try await hand.on(TasksModel.self) { $0.plan() }
        _ = try hand.on(PlanModel.self)
        await hand.back()
        try await hand.on(TasksModel.self) { $0.group() }
        _ = try hand.on(GroupModel.self)
        await hand.back()
        try await hand.on(TasksModel.self) { $0.draw() }
        _ = try hand.on(DrawModel.self)
        await hand.back()
        try await hand.on(TasksModel.self) { $0.report() }
        _ = try hand.on(ReportModel.self)
        await hand.kill()
        _ = try hand.on(ReportModel.self)
        await hand.back()
        _ = try hand.on(TasksModel.self)
    }

    func testASiteIsOpenedFromTheListAndAnIndicatorByItsWords() async throws {
        let hand = try await join("member")
        hand.stage.root(.sites)
        await hand.settle()
        XCTAssertEqual(try hand.on(SitesModel.self).shown.visits, [])
        try await hand.on(SitesModel.self) { $0.openVisit() }
        _ = try hand.on(OpenVisitModel.self)
        await hand.back()
        try await hand.openSite()
        await hand.back()
        try await hand.openSite("歌厅（生成）", kind: "娱乐场所")
        await hand.back()
        let visits = try hand.on(SitesModel.self).shown.visits
        XCTAssertEqual(visits.count, 2)
        let office = try XCTUnwrap(visits.first { $0.place.contains("禁毒办") })
        try await hand.on(SitesModel.self) { $0.open(office) }
        XCTAssertEqual(try hand.on(VisitModel.self).shown.name, "禁毒办（生成）")
        await hand.back()

        try await hand.on(SitesModel.self) { $0.search() }
        try await hand.on(SearchModel.self) { model in
            model.type(SearchModel.words, "禁毒经费总额")
            model.seek()
        }
        let found = try hand.on(SearchModel.self).shown.hits.compactMap { hit -> String? in
            if case let .indicator(1, id, _) = hit { id } else { nil }
        }
        XCTAssertTrue(found.contains("S0-2"), "\(found)")
        try await hand.on(SearchModel.self) { $0.unfold(1, "S0-2") }
        XCTAssertEqual(try hand.on(SearchModel.self).shown.asking.map(\.visit), [office.visit], "only there")
        await hand.kill()
        XCTAssertTrue(try hand.on(SearchModel.self).isUnfolded(1, "S0-2"))
        try await hand.on(SearchModel.self) { $0.unfold(1, "S0-2") }
        XCTAssertFalse(try hand.on(SearchModel.self).isUnfolded(1, "S0-2"))
        XCTAssertEqual(try hand.on(SearchModel.self).shown.asking, [])
        try await hand.on(SearchModel.self) { $0.unfold(1, "S0-2") }
        try await hand.on(SearchModel.self) { $0.open($0.shown.asking[0], 1, "S0-2") }
        XCTAssertEqual(try hand.on(IndicatorModel.self).spot.of, [office.visit, "1", "S0-2"])
        await hand.back()
        XCTAssertEqual(try hand.on(SearchModel.self).draft[SearchModel.words], "禁毒经费总额")
    }
}

import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// Where records go, and what somebody does with his own phone.
@MainActor
final class OwnTests: XCTestCase {
    func testEverythingGoesFromPhoneToPhoneInABundle() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("leader"))
        let other = try await Hand()
        try await other.join(hub.invite("member"))
        try await hand.sync()
        hub.stop()
        try await hand.openSite()
        await hand.go(Spot(.sync))
        try await hand.on(SyncModel.self) { $0.writeBundle() }
        XCTAssertNil(hand.stage.notice)
        other.outside.picked = try XCTUnwrap(hand.outside.shared.first)
        await other.go(Spot(.sync))
        try await other.on(SyncModel.self) { $0.openBundle() }
        XCTAssertNil(other.stage.notice)
        other.stage.root(.sites)
        await other.settle()
        XCTAssertEqual(try other.on(SitesModel.self).shown.visits.count, 1)
        other.outside.picked = URL(fileURLWithPath: "/nowhere.bundle")
        await other.go(Spot(.sync))
        try await other.on(SyncModel.self) { $0.openBundle() }
        XCTAssertEqual(other.stage.notice, .word(.bundleUnread))
    }

    func testOnesOwnScreenSpeaksAnotherLanguageAndRemovesACampaignOnlyWhenAllIsOnTheHub() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        try await hand.openSite()
        hand.stage.root(.me)
        await hand.settle()
        XCTAssertFalse(try hand.on(MeModel.self).mayRemove)
        XCTAssertFalse(try hand.on(MeModel.self).space.isEmpty)
        try await hand.on(MeModel.self) { $0.freeOriginals() }
        XCTAssertEqual(hand.stage.said, .word(.originalsFreed, [size(0), "0"]))
        try await hand.on(MeModel.self) { $0.wantOriginals() }
        XCTAssertEqual(hand.stage.said, .word(.originalsWanted, ["0"]))
        try await hand.on(MeModel.self) { $0.diagnostics() }
        try await hand.on(DiagnosticsModel.self) { $0.share() }
        XCTAssertEqual(hand.outside.shared.map(\.lastPathComponent), ["diagnostics.txt"])
        await hand.back()
        hand.outside.licences = hand.home.appendingPathComponent("none.txt")
        try await hand.on(MeModel.self) { $0.licences() }
        XCTAssertNil(try hand.on(LicencesModel.self).shown.parts)
        await hand.back()
        try await hand.on(MeModel.self) { $0.enlarge(true) }
        await hand.kill()
        XCTAssertTrue(try hand.on(MeModel.self).large)
        await hand.go(Spot(.sync))
        try await hand.on(SyncModel.self) { $0.now() }
        await hand.back()
        let me = try hand.on(MeModel.self)
        await hand.until("everything lies on the hub") { me.mayRemove }
        try await hand.on(MeModel.self) { model in
            XCTAssertTrue(model.mayRemove)
            model.askRemove()
            XCTAssertTrue(model.isSure)
            model.removeNow()
        }
        XCTAssertNil(hand.stage.notice)
        _ = try hand.on(JoinModel.self)
    }
}

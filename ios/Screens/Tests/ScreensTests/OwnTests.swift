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

    func testTheAppSpeaksAnotherLanguageFromOneTouchOn() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
        let spoken = {
            let next = try await hand.ask { try $0.tasks().nextWords }
            return [hand.stage.words.notes[.finding] ?? "", next]
        }
        hand.stage.root(.me)
        await hand.settle()
        let chinese = try await spoken()
        try await hand.on(MeModel.self) { $0.speak("en") }
        XCTAssertEqual(try hand.on(MeModel.self).language, "en")
        var said = try await spoken()
        XCTAssertEqual(said.map(isChinese), [false, false], "\(said)")
        await hand.kill()
        said = try await spoken()
        XCTAssertEqual(said.map(isChinese), [false, false], "it is still spoken: \(said)")
        try await hand.on(MeModel.self) { $0.speak("") }
        said = try await spoken()
        XCTAssertEqual(said, chinese)
        XCTAssertEqual(said.map(isChinese), [true, true], "\(said)")
    }

    private func isChinese(_ words: String) -> Bool {
        words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    func testAnotherCampaignIsJoinedAndLookedAtAndNothingOfOneIsSeenInTheOther() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
        try await hand.openSite()
        hand.stage.root(.me)
        await hand.settle()
        let first = try hand.on(MeModel.self).shown.phone.me.campaign
        try await hand.on(MeModel.self) { $0.sync() }
        XCTAssertFalse(try hand.on(SyncModel.self).shown.everything)
        await hand.back()
        let other = try Hub()
        try await hand.on(MeModel.self) { $0.join() }
        XCTAssertEqual(try hand.on(JoinModel.self).shown.joined, 1)
        try await hand.join(other.invite("leader"))
        other.stop()
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits, [])
        hand.stage.root(.me)
        await hand.settle()
        XCTAssertEqual(try hand.on(MeModel.self).shown.campaigns.count, 2)
        XCTAssertNotEqual(try hand.on(MeModel.self).shown.phone.me.campaign, first)
        XCTAssertTrue(try hand.on(MeModel.self).leads)
        await hand.kill()
        XCTAssertTrue(try hand.on(MeModel.self).leads, "it is looked at still")
        try await hand.on(MeModel.self) { model in
            model.look(try XCTUnwrap(model.shown.campaigns.first { $0.campaign == first }))
        }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits.count, 1)
        XCTAssertFalse(try hand.on(TasksModel.self).leads)
        await hand.kill()
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits.count, 1)
    }

    func testWhatTheAppIsMadeOfIsRead() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
        hand.stage.root(.me)
        await hand.settle()
        // A build names its list when it starts.
        hand.outside.licences = hand.home.appendingPathComponent("none.txt")
        await hand.kill()
        try await hand.on(MeModel.self) { $0.licences() }
        XCTAssertNil(try hand.on(LicencesModel.self).shown.parts)
        await hand.back()
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        hand.outside.licences = tests.appendingPathComponent("../../../App/Resources/licences.txt").standardized
        await hand.kill()
        try await hand.on(MeModel.self) { $0.licences() }
        let parts = try XCTUnwrap(hand.on(LicencesModel.self).shown.parts)
        XCTAssertFalse(parts.isEmpty || parts.contains(""))
        XCTAssertTrue(parts.contains { $0.contains("Apache-2.0") })
    }
}

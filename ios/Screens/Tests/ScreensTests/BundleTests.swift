import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// A phone that joins by a bundle: no hub is asked, before, then or after.
@MainActor
final class BundleTests: XCTestCase {
    private static let note = "大厅有咨询台（生成）"
    private var leader: Hand!

    /// A leader alone with a note of a site.
    private func lead() async throws {
        let hub = try Hub()
        leader = try await Hand()
        try await leader.join(hub.invite("leader", enrol: 2))
        hub.stop()
        try await leader.openSite()
        try await leader.on(VisitModel.self) { $0.methods() }
        try await leader.on(MethodsModel.self) { $0.add(.siteNote) }
        try await leader.on(SiteNoteModel.self) { model in
            model.type(SiteNoteModel.words, Self.note)
            model.save()
        }
        XCTAssertNil(leader.stage.notice)
    }

    private func bundle() async throws -> URL {
        await leader.go(Spot(.sync))
        try await leader.on(SyncModel.self) { $0.writeBundle() }
        XCTAssertNil(leader.stage.notice)
        return try XCTUnwrap(leader.outside.shared.last)
    }

    private func card(_ hand: Hand) async throws -> CardShown {
        try await hand.on(JoinModel.self) { $0.card() }
        let card = try hand.on(CardModel.self).shown!
        await hand.back()
        return card
    }

    private func enrol(_ card: CardShown) async throws {
        await leader.go(Spot(.enrol))
        try await leader.on(EnrolModel.self) { model in
            model.type(EnrolModel.card, card.text)
            model.type(EnrolModel.digits, card.digits)
            model.type(EnrolModel.member, "M02")
            model.enrol()
        }
        XCTAssertNil(leader.stage.notice)
        try await leader.on(EnrolModel.self) { $0.done() }
    }

    /// A newcomer whose card the leader let in, and the bundle written behind that.
    private func letIn() async throws -> Hand {
        let hand = try await Hand()
        let card = try await card(hand)
        try await enrol(card)
        hand.outside.picked = try await bundle()
        return hand
    }

    private func reads(_ hand: Hand) async throws {
        hand.stage.root(.sites)
        await hand.settle()
        XCTAssertEqual(try hand.on(SitesModel.self).shown.visits.count, 1)
        try await hand.on(SitesModel.self) { $0.open($0.shown.visits[0]) }
        try await hand.on(VisitModel.self) { $0.methods() }
        XCTAssertEqual(try hand.on(MethodsModel.self).shown.siteNotes.map(\.words.all), [Self.note])
    }

    func testANewcomerJoinsByABundleAndReadsWhatTheLeaderWrote() async throws {
        try await lead()
        let hand = try await letIn()
        try await hand.on(JoinModel.self) { $0.openBundle() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertNil(hand.stage.busy)
        guard case let .lines(said) = hand.stage.said, case .word(.bundleTaken, _) = said.first else {
            return XCTFail("\(String(describing: hand.stage.said))")
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: hand.folder.handed.path), [])
        await hand.kill()
        try await hand.on(NoticeModel.self) { model in
            XCTAssertEqual(model.shown.title, "交叉检查（生成）")
            XCTAssertEqual(model.shown.digits.count, 6)
            model.acknowledge()
        }
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits.count, 1)
        try await reads(hand)

        // The same bundle under 加入 leads to the campaign that is there, and changes nothing.
        hand.stage.root(.me)
        await hand.settle()
        XCTAssertEqual(try hand.on(MeModel.self).shown.phone.me.member, "M02")
        try await hand.on(MeModel.self) { $0.join() }
        try await hand.on(JoinModel.self) { $0.openBundle() }
        XCTAssertEqual(hand.stage.said, .lines([.word(.bundleKnown)]))
        try await hand.on(NoticeModel.self) { $0.acknowledge() }
        hand.stage.root(.me)
        await hand.settle()
        XCTAssertEqual(try hand.on(MeModel.self).shown.campaigns.count, 1)

        // And back the same way: what the newcomer writes comes to the leader.
        try await hand.openSite("另一处（生成）")
        await hand.go(Spot(.sync))
        try await hand.on(SyncModel.self) { $0.writeBundle() }
        leader.outside.picked = try XCTUnwrap(hand.outside.shared.last)
        try await leader.on(SyncModel.self) { $0.openBundle() }
        XCTAssertNil(leader.stage.notice)
        leader.stage.root(.sites)
        await leader.settle()
        XCTAssertEqual(try leader.on(SitesModel.self).shown.visits.count, 2)
    }

    func testABundleThatLetsThisPhoneInNowhereIsRefusedInWordsAndNothingIsJoined() async throws {
        try await lead()
        let early = try await bundle()
        let hand = try await Hand()
        try await hand.on(JoinModel.self) { $0.openBundle() }
        XCTAssertNil(hand.stage.notice, "nothing was picked")
        let refused = { (hand: Hand) in
            try await hand.on(JoinModel.self) { $0.openBundle() }
            guard case let .sentence(words) = hand.stage.notice else {
                return XCTFail("\(String(describing: hand.stage.notice))")
            }
            XCTAssertTrue(words.contains("名片"), words)
            XCTAssertNil(hand.stage.busy)
            XCTAssertEqual(try hand.on(JoinModel.self).shown.joined, 0)
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: hand.folder.handed.path), [])
        }
        hand.outside.picked = early
        try await refused(hand)
        // It shows its card now; what was written before does not open for it.
        let card = try await card(hand)
        try await refused(hand)
        hand.outside.picked = URL(fileURLWithPath: "/nowhere.bundle")
        try await hand.on(JoinModel.self) { $0.openBundle() }
        XCTAssertEqual(hand.stage.notice, .word(.bundleUnread))
        let torn = hand.home.appendingPathComponent("torn.bundle")
        try Data("no bundle".utf8).write(to: torn)
        hand.outside.picked = torn
        try await hand.on(JoinModel.self) { $0.openBundle() }
        guard case .sentence = hand.stage.notice else { return XCTFail("that was no bundle") }
        XCTAssertEqual(try hand.on(JoinModel.self).shown.joined, 0)

        // Another phone's card opens nothing here.
        let other = try await Hand()
        try await enrol(self.card(other))
        hand.outside.picked = try await bundle()
        try await refused(hand)
        // Let in at last, the same card does.
        try await enrol(card)
        hand.outside.picked = try await bundle()
        try await hand.on(JoinModel.self) { $0.openBundle() }
        XCTAssertNil(hand.stage.notice)
        try await hand.on(NoticeModel.self) { $0.acknowledge() }
        try await reads(hand)
    }

    func testKilledBetweenJoiningAndTakingInTheCampaignIsThereAndTheBundleIsOpenedAgain() async throws {
        if let child = Killed.here {
            let hand = try await Hand(at: child.home)
            hand.outside.picked = child.home.appendingPathComponent("again.bundle")
            // The errand is what is under way behind the joining.
            hand.stage.whenChanged = { if hand.stage.busy == .word(.busy) { kill(getpid(), SIGKILL) } }
            try await hand.on(JoinModel.self) { $0.openBundle() }
            return XCTFail("it lives: \(String(describing: hand.stage.notice))")
        }
        try await lead()
        let hand = try await letIn()
        let bundle = hand.home.appendingPathComponent("again.bundle")
        try FileManager.default.copyItem(at: XCTUnwrap(hand.outside.picked), to: bundle)
        _ = await withCheckedContinuation { done in hand.stage.sleep { done.resume(returning: $0) } }
        let test = "\(String(reflecting: Self.self))/\(#function.prefix { $0 != "(" })"
        try Killed(step: 0, home: hand.home).run(test)

        await hand.kill()
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits, [], "it is joined, and nothing of it is here yet")
        hand.outside.picked = bundle
        try await hand.on(TasksModel.self) { $0.sync() }
        try await hand.on(SyncModel.self) { $0.openBundle() }
        XCTAssertNil(hand.stage.notice)
        try await reads(hand)
    }

    func testBrokenOffWhileItJoinsTheCampaignIsThereAndTheBundleIsOpenedAgain() async throws {
        try await lead()
        let hand = try await letIn()
        hand.stage.whenChanged = { if hand.stage.busy == .word(.bundleOpening) { hand.stage.breakOff() } }
        try await hand.on(JoinModel.self) { $0.openBundle() }
        hand.stage.whenChanged = nil
        XCTAssertNil(hand.stage.busy)
        XCTAssertEqual(hand.stage.said, .word(.bundleLater))
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: hand.folder.handed.path), [])
        try await hand.on(NoticeModel.self) { $0.acknowledge() }
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits, [], "it is joined, and nothing of it is here yet")
        try await hand.on(TasksModel.self) { $0.sync() }
        try await hand.on(SyncModel.self) { $0.openBundle() }
        XCTAssertNil(hand.stage.notice)
        try await reads(hand)
    }

    func testAnotherCampaignIsJoinedByABundleAndTheFirstIsLeftAsItWas() async throws {
        try await lead()
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
        hand.stage.root(.me)
        await hand.settle()
        let first = try hand.on(MeModel.self).shown.phone.me.campaign
        try await hand.on(MeModel.self) { $0.join() }
        let card = try await card(hand)
        try await enrol(card)
        hand.outside.picked = try await bundle()
        try await hand.on(JoinModel.self) { $0.openBundle() }
        XCTAssertNil(hand.stage.notice)
        try await hand.on(NoticeModel.self) { $0.acknowledge() }
        await hand.kill()
        try await reads(hand)
        hand.stage.root(.me)
        await hand.settle()
        XCTAssertEqual(try hand.on(MeModel.self).shown.campaigns.count, 2)
        try await hand.on(MeModel.self) { model in
            model.look(try XCTUnwrap(model.shown.campaigns.first { $0.campaign == first }))
        }
        XCTAssertEqual(try hand.on(TasksModel.self).shown.visits, [])
    }
}

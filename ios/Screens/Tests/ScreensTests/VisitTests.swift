import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// A visit from its opening to its code on the paper, by what its screens let somebody do.
@MainActor
final class VisitTests: XCTestCase {
    private static func row(_ model: VisitModel, _ id: String) throws -> Row {
        try XCTUnwrap(model.shown.rows.first { $0.indicator == id })
    }

    private static func rate(_ model: IndicatorModel) throws -> [Field] {
        guard case let .pad(numbers) = model.form.entries[0] else { throw Hub.Said(text: "no pad") }
        return numbers
    }

    private static func press(_ at: Int, _ key: String) -> Step {
        step("数字 \(key)", IndicatorModel.self) { model in
            let numbers = try rate(model)
            if model.pad(numbers).at != at { model.choose(numbers, at) }
            model.press(numbers, key)
        }
    }

    private static let steps: [Step] = [
        step("打开点位", TasksModel.self) { $0.openVisit() },
        step("怎样选的", OpenVisitModel.self) { $0.type(OpenVisitModel.how, OpenVisitModel.undrawn) },
        step("编号", OpenVisitModel.self) { $0.type(OpenVisitModel.unit, "130123") },
        step("名称", OpenVisitModel.self) { $0.type(OpenVisitModel.name, "禁毒办（生成）") },
        step("理由", OpenVisitModel.self) { $0.type(OpenVisitModel.reason, "路上遇到的（生成）") },
        step("类别", OpenVisitModel.self) { $0.type(OpenVisitModel.site, "禁毒办") },
        step("打开", OpenVisitModel.self) { $0.open() },
        step("一触即答", VisitModel.self) { $0.answer(try row($0, "S0-1a"), 1) },
        step("填数", VisitModel.self) { $0.open(try row($0, "S0-2")) },
        press(0, "4"), press(0, "5"), press(1, "3"), press(1, "0"), press(1, "0"),
        step("保存", IndicatorModel.self) { $0.save() },
        ("回到点位", { await $0.back() }),
        step("离开前", VisitModel.self) { $0.leaving() },
        step("签字", LeavingModel.self) { $0.signOff() },
        step("写在纸上", LeavingModel.self) { $0.recordPaper($0.shown.signatures[0]) },
    ]

    func testAWholeVisitWithoutANetworkThenEverythingLiesOnTheHub() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("leader"))
        hub.stop()
        for (name, act) in Self.steps {
            try await act(hand)
            XCTAssertNil(hand.stage.notice, name)
        }
        let signed = try hand.on(LeavingModel.self).shown.signatures[0]
        XCTAssertTrue(signed.onPaper)
        XCTAssertEqual(code(signed.frontier).split(separator: "-").map(\.count), [4, 4, 4])

        await hand.back()
        await hand.back()
        try await hand.on(TasksModel.self) { $0.sync() }
        XCTAssertNotEqual(try hand.on(SyncModel.self).shown.summary, "全部已到服务器")
        // Nobody answers, and somebody breaks it off: that is said, and nothing goes on by itself.
        try await hand.on(SyncModel.self) {
            $0.now()
            $0.breakOff()
        }
        guard case .sentence = hand.stage.notice else { return XCTFail("nothing is said") }
        XCTAssertNil(hand.stage.busy)
        try await hand.still()
        try hub.start()
        try await hand.on(SyncModel.self) { $0.now() }
        XCTAssertNil(hand.stage.notice)
        // The exchange goes on, and the screen says by itself when all is there.
        let model = try hand.on(SyncModel.self)
        await hand.until("everything lies on the hub") { model.shown.summary.contains("全部已到服务器") }
        let visits = try hub.run("visit", "list", "--dir", "camp")
        XCTAssertTrue(visits.contains("2/34") && visits.contains("signed"), visits)
    }

    func testTheProcessIsKilledBetweenAnyTwoActionsAndTheSameScreenComesBack() async throws {
        var hub: Hub!
        let hand = try await killing(Self.steps) {
            hub = try Hub()
            let hand = try await Hand()
            try await hand.join(hub.invite("leader"))
            hub.stop()
            return hand
        }
        guard let hand else { return }
        XCTAssertTrue(try hand.on(LeavingModel.self).shown.signatures[0].onPaper)
    }

    func testTwoPhonesAnswerDifferentlyAndTheLeaderDecidesWithAReason() async throws {
        let hub = try Hub()
        let leader = try await Hand()
        try await leader.join(hub.invite("leader"))
        let member = try await Hand()
        try await member.join(hub.invite("member"))
        for (hand, button) in [(leader, 1), (member, 0)] {
            try await hand.openSite()
            try await hand.on(VisitModel.self) { try $0.open(Self.row($0, "S0-1a")) }
            try await hand.on(IndicatorModel.self) { model in
                model.type(Answering.choice, "\(button)")
                if button == 0 {
                    model.type(Answering.number, "无文号")
                    model.type(Answering.date, "2016-05-01")
                }
                model.save()
            }
            XCTAssertNil(hand.stage.notice)
        }
        for hand in [leader, member, leader] { try await hand.sync() }
        try await leader.on(IndicatorModel.self) { model in
            XCTAssertTrue(model.differing, "\(model.shown.asked.answers) \(leader.stage.way)")
            XCTAssertFalse(model.takesAnswers)
            let his = try XCTUnwrap(model.shown.asked.answers.first { $0.members == ["M02"] })
            XCTAssertTrue(model.canDecide(his))
            model.decide(his)
        }
        guard case .sentence = leader.stage.notice else { return XCTFail("a decision needs a reason") }
        try await leader.on(IndicatorModel.self) { model in
            model.type(IndicatorModel.decideReason, "当场看了文件（生成）")
            model.decide(try XCTUnwrap(model.shown.asked.answers.first { $0.members == ["M02"] }))
        }
        XCTAssertNil(leader.stage.notice)
        XCTAssertEqual(try leader.on(IndicatorModel.self).shown.asked.answers.map(\.decision), [true])
        XCTAssertEqual(try leader.on(IndicatorModel.self).shown.asked.setAside.count, 1)
        await leader.back()
        XCTAssertEqual(Mark(try Self.row(leader.on(VisitModel.self), "S0-1a")), .met)
    }
}

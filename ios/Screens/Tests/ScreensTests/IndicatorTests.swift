import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// One indicator: what was found beside what the place says, taken back, taken over, and the one after it.
@MainActor
final class IndicatorTests: XCTestCase {
    private static func row(_ model: VisitModel, _ id: String) throws -> Row {
        try XCTUnwrap(model.shown.rows.first { $0.indicator == id })
    }

    private static func press(_ at: Int, _ key: String) -> Step {
        step("数字 \(key)", IndicatorModel.self) { model in
            guard case let .pad(numbers) = model.form.entries[0] else { throw Hub.Said(text: "no pad") }
            if model.pad(numbers).at != at { model.choose(numbers, at) }
            model.press(numbers, key)
        }
    }

    private static func rates(_ all: [AnswerShown]) -> [[String]] {
        all.map { shown in
            guard case let .rate(rate)? = shown.said?.answer.value else { return [] }
            return [rate.numerator, rate.denominator]
        }
    }

    /// 9 of 60 were found; the place says 30 of 60.
    private static let reported: [Step] = [
        step("打开", VisitModel.self) { $0.open(try row($0, "S0-2")) },
        press(0, "9"), press(1, "6"),
        then(press(1, "0"), IndicatorModel.self) { XCTAssertEqual($0.live?.verdict, .met, "15% is what is asked") },
        then(step("保存", IndicatorModel.self) { $0.save() }, IndicatorModel.self) { model in
            XCTAssertEqual(rates(model.shown.asked.answers), [["9", "60"]])
            XCTAssertNil(model.shown.asked.differs, "the place said nothing yet")
        },
        press(0, NumberPad.back), press(0, "3"), press(0, "0"),
        then(step("自报", IndicatorModel.self) { $0.selfReport() }, IndicatorModel.self) { model in
            XCTAssertEqual(rates(model.shown.asked.selfReported), [["30", "60"]])
            XCTAssertEqual(rates(model.shown.asked.answers), [["9", "60"]], "what was found stands beside it")
            XCTAssertEqual(model.shown.asked.selfReported[0].said?.answer.selfReported, true)
            XCTAssertEqual(model.shown.asked.differs, true)
            XCTAssertEqual(model.live?.verdict, .met, "what is typed begins from what was found again")
        },
        then(step("撤回", IndicatorModel.self) { $0.takeBack() }, IndicatorModel.self) { model in
            XCTAssertEqual(model.shown.asked.answers.compactMap(\.said), [])
            XCTAssertEqual(rates(model.shown.asked.selfReported), [["30", "60"]], "what the place says stays")
            XCTAssertNil(model.shown.asked.differs)
            XCTAssertNil(model.live, "nothing is typed any more")
        },
        then(step("下一条", IndicatorModel.self) { $0.next() }, IndicatorModel.self) { model in
            XCTAssertNotEqual(model.indicator, "S0-2")
        },
        ("回到点位", { await $0.back() }),
    ]

    func testWhatThePlaceReportsStandsBesideWhatWasFoundAndAnAnswerIsTakenBackOverKills() async throws {
        var hub: Hub!
        let hand = try await killing(Self.reported) {
            hub = try Hub()
            let hand = try await Hand()
            try await hand.join(hub.invite("member"))
            hub.stop()
            try await hand.openSite()
            return hand
        }
        guard let hand else { return }
        let model = try hand.on(VisitModel.self)
        XCTAssertEqual(Mark(try Self.row(model, "S0-2")), .unanswered, "an answer that was taken back is none")
        XCTAssertEqual(model.shown.progress.answered, 0)
    }

    func testWhatThePlaceReportsAnewTakesThePlaceOfWhatAnotherWroteDown() async throws {
        let hub = try Hub()
        let leader = try await Hand()
        try await leader.join(hub.invite("leader"))
        try await leader.openSite()
        let member = try await Hand()
        try await member.join(hub.invite("member"))
        for (hand, digit) in [(leader, "3"), (member, "4")] {
            for each in [leader, member] { try await each.sync() }
            await hand.go(leader.stage.way.here)
            let reports: [Step] = [
                step("打开", VisitModel.self) { $0.open(try Self.row($0, "S0-2")) },
                Self.press(0, digit), Self.press(1, "6"), Self.press(1, "0"),
                step("自报", IndicatorModel.self) { $0.selfReport() },
            ]
            for one in reports { try await one.act(hand) }
            let claimed = Self.rates(try hand.on(IndicatorModel.self).shown.asked.selfReported)
            XCTAssertEqual(claimed, [[digit, "60"]], "the place corrected itself; nothing stands beside it")
            await hand.back()
        }
        for hand in [member, leader] { try await hand.sync() }
        await leader.go(member.stage.way.here)
        try await step("打开", VisitModel.self) { $0.open(try Self.row($0, "S0-2")) }.act(leader)
        XCTAssertEqual(Self.rates(try leader.on(IndicatorModel.self).shown.asked.selfReported), [["4", "60"]])
    }

    func testWhatThePlaceReportsNeedsToBeTyped() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
        try await hand.openSite()
        try await hand.on(VisitModel.self) { $0.open(try Self.row($0, "S0-2")) }
        try await hand.on(IndicatorModel.self) { $0.selfReport() }
        XCTAssertEqual(hand.stage.notice, .word(.selfRecordHow))
        XCTAssertEqual(try hand.on(IndicatorModel.self).shown.asked.selfReported, [])
    }

    private static let taken: [Step] = [
        then(step("打开", VisitModel.self) { $0.open(try row($0, "S0-1a")) }, IndicatorModel.self) { model in
            XCTAssertTrue(model.differing)
            XCTAssertFalse(model.takesAnswers)
        },
        then(
            step("采用", IndicatorModel.self) { model in
                let all = model.shown.asked.answers
                let own = try XCTUnwrap(all.first { $0.members == ["M02"] })
                let other = try XCTUnwrap(all.first { $0.members == ["M01"] })
                XCTAssertFalse(model.canTakeOver(own), "one's own is held already")
                XCTAssertTrue(model.canTakeOver(other))
                XCTAssertFalse(model.canDecide(other), "that is the leader's")
                model.takeOver(other)
            }, IndicatorModel.self
        ) { model in
            XCTAssertFalse(model.differing)
            XCTAssertEqual(model.shown.asked.answers.map { $0.said?.answer.value }, [.document(.absent)])
            XCTAssertEqual(model.shown.asked.answers.map(\.decision), [false], "an opinion that changed is no decision")
        },
        ("回到点位", { await $0.back() }),
    ]

    func testOfTwoAnswersTheOthersIsTakenOverOverKillsAndBothPhonesShowOne() async throws {
        var hub: Hub!
        var leader: Hand!
        let member = try await killing(Self.taken) {
            hub = try Hub()
            leader = try await Hand()
            try await leader.join(hub.invite("leader"))
            let member = try await Hand()
            try await member.join(hub.invite("member"))
            for (hand, button) in [(leader!, 1), (member, 0)] {
                try await hand.openSite()
                try await hand.on(VisitModel.self) { try $0.open(Self.row($0, "S0-1a")) }
                try await hand.on(IndicatorModel.self) { model in
                    model.type(Answering.choice, "\(button)")
                    if button == 0 { model.type(Answering.number, "无文号") }
                    if button == 0 { model.type(Answering.date, "2016-05-01") }
                    model.save()
                }
                XCTAssertNil(hand.stage.notice)
            }
            for hand in [leader!, member, leader!, member] { try await hand.sync() }
            try await leader.on(IndicatorModel.self) { model in
                XCTAssertEqual(model.shown.asked.answers.count, 2)
                let his = try XCTUnwrap(model.shown.asked.answers.first { $0.members == ["M02"] })
                XCTAssertFalse(model.canTakeOver(his), "a leader decides")
            }
            await member.back()
            return member
        }
        guard let member else { return }
        XCTAssertEqual(Mark(try Self.row(member.on(VisitModel.self), "S0-1a")), .notMet)
        for hand in [member, leader!] { try await hand.sync() }
        let asked = try leader.on(IndicatorModel.self).shown.asked
        XCTAssertEqual(asked.answers.map { $0.said?.answer.value }, [.document(.absent)])
        XCTAssertEqual(Set(asked.answers.flatMap(\.members)), ["M01", "M02"], "both say it now")
        XCTAssertEqual(asked.setAside, [])
    }

    func testThatAnIndicatorDoesNotApplyIsTakenOverWithItsReason() async throws {
        let hub = try Hub()
        let leader = try await Hand()
        try await leader.join(hub.invite("leader"))
        let member = try await Hand()
        try await member.join(hub.invite("member"))
        let why = "本级不设（生成）"
        for (hand, choice) in [(leader, Answering.notApplicable), (member, "0")] {
            try await hand.openSite()
            try await hand.on(VisitModel.self) { try $0.open(Self.row($0, "S0-29b")) }
            try await hand.on(IndicatorModel.self) { model in
                model.type(Answering.choice, choice)
                if choice == Answering.notApplicable { model.type(Answering.reason, why) }
                model.save()
            }
            XCTAssertNil(hand.stage.notice)
        }
        for hand in [leader, member] { try await hand.sync() }
        try await member.on(IndicatorModel.self) { model in
            XCTAssertEqual(model.notes.map(\.words), [why], "the other's reason is read before it is taken over")
            model.takeOver(try XCTUnwrap(model.shown.asked.answers.first { $0.members == ["M01"] }))
        }
        XCTAssertNil(member.stage.notice)
        await member.kill()
        let model = try member.on(IndicatorModel.self)
        XCTAssertFalse(model.differing)
        XCTAssertEqual(model.shown.asked.answers.map { $0.judgement?.verdict }, [.notApplicable])
        XCTAssertEqual(model.notes.map(\.words), [why, why], "both say why")
        XCTAssertEqual(model.draft[Answering.reason], why)
    }

    func testNextGoesThroughThePrintedOrderAndFromItsEndBackToTheList() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
        try await hand.openSite()
        let rows = try hand.on(VisitModel.self).shown.rows
        XCTAssertEqual(rows.count, 34)
        // What the list lets through changes nothing of the order of the paper.
        try await hand.on(VisitModel.self) { $0.show("DIFFERING") }
        XCTAssertEqual(try hand.on(VisitModel.self).shown.rows, [])
        await hand.go(Spot(.indicator, hand.stage.way.here.of[0], "\(rows[0].pack)", rows[0].indicator))
        var came: [String] = []
        while let model = hand.stage.screen as? IndicatorModel, came.count < rows.count {
            came.append(model.indicator)
            XCTAssertEqual(model.shown.asked.requirement, rows[came.count - 1].requirement)
            try await hand.on(IndicatorModel.self) { $0.next() }
            XCTAssertNil(hand.stage.notice)
        }
        XCTAssertEqual(came, rows.map(\.indicator))
        XCTAssertEqual(hand.stage.way.spots.map(\.kind), [.tasks, .visit], "nobody has to go back through them all")
        await hand.kill()
        XCTAssertEqual(try hand.on(VisitModel.self).filtered, .differing)
    }
}

import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// Every kind of answer, entered in the words of its type; and facts of a place, by which it is known what is asked there.
@MainActor
final class AnswerTests: XCTestCase {
    private var hand: Hand!

    private func join(_ packs: [String]) async throws {
        let hub = try Hub(packs: packs)
        hand = try await Hand()
        try await hand.join(hub.invite("member"))
        hub.stop()
    }

    /// What is typed comes to.
    private func typed() throws -> Said {
        let model = try hand.on(IndicatorModel.self)
        return try XCTUnwrap(Answering(asked: model.shown.asked, draft: model.draft).said(), "nothing is said")
    }

    /// Enters an answer and gives what stands then. Whoever comes back after a kill begins from exactly that.
    private func answer(
        _ id: String, file: StaticString = #filePath, line: UInt = #line, _ fill: (IndicatorModel) throws -> Void
    ) async throws -> Said {
        try await hand.on(VisitModel.self) { model in
            model.open(try XCTUnwrap(model.shown.rows.first { $0.indicator == id }, id, file: file, line: line))
        }
        try await hand.on(IndicatorModel.self, do: fill)
        let live = try hand.on(IndicatorModel.self).live
        let typed = try typed()
        XCTAssertNil(try hand.on(IndicatorModel.self).wrong, id, file: file, line: line)
        try await hand.on(IndicatorModel.self) { $0.save() }
        XCTAssertNil(hand.stage.notice, id, file: file, line: line)
        let asked = try hand.on(IndicatorModel.self).shown.asked
        let stands = try XCTUnwrap(asked.answers.first, "\(id) was not taken", file: file, line: line)
        XCTAssertEqual(live?.verdict, stands.judgement?.verdict, "\(id): as it was shown", file: file, line: line)
        let said = try XCTUnwrap(stands.said, file: file, line: line)
        await hand.kill()
        try XCTAssertEqual(self.typed(), typed, "\(id): what is typed begins from what stands", file: file, line: line)
        let notes = try hand.on(IndicatorModel.self).notes
        let beside = [typed.reason, typed.answer.note].filter { !$0.isEmpty }
        XCTAssertEqual(notes.map(\.words), beside, "\(id): what was said beside it", file: file, line: line)
        await hand.back()
        return said
    }

    private func pad(_ model: IndicatorModel, _ all: [String]) throws {
        guard case let .pad(numbers) = model.form.entries[0] else { throw Hub.Said(text: "no pad") }
        XCTAssertEqual(numbers.count, all.count)
        for (at, number) in all.enumerated() {
            model.choose(numbers, at)
            for key in number { model.press(numbers, String(key)) }
        }
    }

    private func fields(_ model: IndicatorModel) -> [String] {
        model.form.entries.compactMap { entry in
            if case let .field(field) = entry { field.name } else { nil }
        }
    }

    func testAnswersOfAnOfficeAreEnteredInTheWordsOfTheirTypes() async throws {
        try await join(["s1"])
        try await hand.openSite()
        var said = try await answer("S1-1.2") { model in
            XCTAssertEqual(model.form.entries, [], "yes or no is two buttons")
            XCTAssertEqual(model.form.choices.count, 3, "and 不适用")
            model.type(Answering.choice, "0")
            model.type(Answering.note, "看了督导通报（生成）")
            model.type(Answering.asOf, "2017-06-01")
            model.turn(Answering.fromPaper)
        }
        XCTAssertEqual(said.answer.value, .yesNo(true))
        XCTAssertEqual(said.asOf, "2017-06-01")
        XCTAssertTrue(said.fromPaper)

        said = try await answer("S1-0a") { model in
            XCTAssertEqual(self.fields(model), [Answering.words])
            model.type(Answering.words, "有部署，有记录（生成）")
        }
        XCTAssertEqual(said.answer.value, .text("有部署，有记录（生成）"))

        said = try await answer("S1-0b") { try self.pad($0, ["40", "55"]) }
        XCTAssertEqual(said.answer.value, .trend(now: .count("40"), base: .count("55")))

        said = try await answer("S1-2.8a") { try self.pad($0, ["81", "90.5"]) }
        XCTAssertEqual(said.answer.value, .rate(Rate(numerator: "81", denominator: "90.5")))

        said = try await answer("S1-2.2") { model in
            XCTAssertGreaterThan(model.form.entries.count, 2)
            model.turnOption(0)
            model.turnOption(2)
            model.turnOption(0)
        }
        XCTAssertEqual(said.answer.value, .checklist([2]))
        let row = try XCTUnwrap(hand.on(VisitModel.self).shown.rows.first { $0.indicator == "S1-2.2" })
        let all = UInt64(row.entry.options.count)
        said = try await answer("S1-2.2") { $0.type(Answering.choice, "0") }
        XCTAssertEqual(said.answer.value, .checklist(Array(0..<all)), "all are there")
        said = try await answer("S1-2.2") { model in
            XCTAssertTrue(model.form.isThere(1))
            model.turnOption(1)
            XCTAssertFalse(model.form.isThere(1))
        }
        XCTAssertEqual(said.answer.value, .checklist((0..<all).filter { $0 != 1 }), "of all one is not")

        said = try await answer("S1-1.2") { model in
            model.type(Answering.choice, Answering.notApplicable)
            XCTAssertEqual(self.fields(model), [Answering.reason])
            model.type(Answering.reason, "本县没有（生成）")
            model.type(Answering.note, "")
        }
        guard case .notApplicable = said.answer.value else { return XCTFail("\(said)") }
        said = try await answer("S1-1.2") { model in
            model.know(Answering.own)
            XCTAssertEqual(model.draft[Answering.choice], "", "what was exempt is no longer")
            model.type(Answering.choice, "1")
            model.type(Answering.note, "口头说的（生成）")
        }
        XCTAssertEqual(said.answer.value, .yesNo(false))
        XCTAssertTrue(said.answer.selfReported, "自报")
    }

    func testAnswersOfATownshipAreEnteredInTheWordsOfTheirTypes() async throws {
        try await join(["s1", "s2"])
        try await hand.openSite("镇（生成）", kind: "乡镇(街道)")
        var said = try await answer("S1-3.3b") { model in
            model.type(Answering.choice, "0")
            XCTAssertEqual(self.fields(model), [Answering.date])
            model.type(Answering.date, "2018-12-01")
        }
        XCTAssertEqual(said.answer.value, .done("2018-12-01"))
        said = try await answer("S1-3.3b") { $0.type(Answering.choice, "1") }
        XCTAssertEqual(said.answer.value, .notDone)
        said = try await answer("S1-2.5a") { try self.pad($0, ["2"]) }
        XCTAssertEqual(said.answer.value, .count("2"))
        said = try await answer("S1-1.1a") { model in
            model.type(Answering.choice, "0")
            XCTAssertEqual(self.fields(model), [Answering.number, Answering.date])
            model.type(Answering.number, "示禁〔2017〕2号")
            model.type(Answering.date, "2017-05-01")
        }
        XCTAssertEqual(said.answer.value, .document(.seen(number: "示禁〔2017〕2号", date: "2017-05-01")))
        said = try await answer("S1-3.1b") { model in
            model.know(Answering.sampled)
            XCTAssertEqual(model.form.choices.map(\.code), [Answering.notApplicable], "a sample is numbers")
            try self.pad(model, ["120", "30", "28"])
        }
        XCTAssertEqual(said.answer.value, .sampled(SampleNumbers(population: 120, lookedAt: 30, hits: 28)))
        await hand.back()
        try await hand.openSite("镇（生成）", kind: "乡镇(街道)", pack: 2)
        said = try await answer("S2-2.2") { model in
            let many = model.shown.asked.entry.measures.count
            XCTAssertGreaterThan(many, 1)
            try self.pad(model, (1...many).map { "\($0)0" })
        }
        guard case let .measures(all) = said.answer.value else { return XCTFail("\(said)") }
        XCTAssertEqual(all.values.sorted(), (1...all.count).map { UInt64($0) * 10 })
        said = try await answer("S2-2.3") { model in
            XCTAssertEqual(model.form.known.count, 2, "of two numbers no sample is drawn")
            try self.pad(model, ["90", "3"])
        }
        XCTAssertEqual(said.answer.value, .rate(Rate(numerator: "90", denominator: "3")))
    }

    func testAFactOfThePlaceDecidesWhatIsAskedThere() async throws {
        try await join(["s0"])
        try await hand.openSite("学校（生成）", kind: "学校")
        let model = try hand.on(VisitModel.self)
        XCTAssertEqual(model.factsOpen, 1)
        let fact = model.shown.facts[0]
        XCTAssertEqual(fact.name, "学校类型")
        let asked = { (model: VisitModel) in model.shown.rows.first { $0.indicator == "S0-7a" }?.judgement?.verdict }
        XCTAssertNil(asked(model))
        try await hand.on(VisitModel.self) { $0.state(fact, "  ") }
        XCTAssertEqual(hand.stage.notice, .word(.numberMissing))
        XCTAssertTrue(fact.choices.contains("中职"), "\(fact.choices)")
        let other = try XCTUnwrap(fact.choices.first { $0 != "中职" && $0 != "高校" })
        try await hand.on(VisitModel.self) { $0.state(fact, other) }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try asked(hand.on(VisitModel.self)), .notApplicable, "no such school is asked that")
        XCTAssertEqual(try hand.on(VisitModel.self).factsOpen, 0)
        await hand.kill()
        XCTAssertEqual(try hand.on(VisitModel.self).draft[VisitModel.fact(fact.name)], other)
        // Somebody looked again: what was stated is stated anew, not beside it.
        try await hand.on(VisitModel.self) { $0.state($0.shown.facts[0], "中职") }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try hand.on(VisitModel.self).shown.facts[0].values, ["中职"])
        XCTAssertNil(try asked(hand.on(VisitModel.self)), "it is asked, and not answered yet")
    }

    func testAFactThatAnotherStatedIsStatedAnewAndNotBesideIt() async throws {
        let hub = try Hub()
        let leader = try await Hand()
        try await leader.join(hub.invite("leader"))
        try await leader.openSite("学校（生成）", kind: "学校")
        try await leader.on(VisitModel.self) { $0.state($0.shown.facts[0], "中职") }
        try await leader.sync()
        let member = try await Hand()
        try await member.join(hub.invite("member"))
        await member.go(leader.stage.way.here)
        XCTAssertEqual(try member.on(VisitModel.self).shown.facts.map(\.values), [["中职"]])
        try await member.on(VisitModel.self) { $0.state($0.shown.facts[0], "高校") }
        for hand in [member, leader] { try await hand.sync() }
        for hand in [member, leader] {
            XCTAssertEqual(try hand.on(VisitModel.self).shown.facts.map(\.values), [["高校"]], "he saw what he changed")
        }
    }
}

extension Said {
    /// Why an indicator does not apply.
    fileprivate var reason: String { if case let .notApplicable(reason) = answer.value { reason } else { "" } }
}

import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// What a leader does beside his own visits, and what there is where there is no network.
@MainActor
final class LeadTests: XCTestCase {
    private func leader(_ hub: Hub, enrol: Int = 0) async throws -> Hand {
        let hand = try await Hand()
        try await hand.join(hub.invite("leader", enrol: enrol))
        hub.stop()
        return hand
    }

    func testATripIsPlannedMovedAndClearedAndWorkIsGiven() async throws {
        let hub = try Hub()
        let hand = try await leader(hub)
        try await hand.openSite()
        await hand.go(Spot(.plan))
        try await hand.on(PlanModel.self) { $0.save() }
        XCTAssertEqual(hand.stage.notice, .word(.planMissing))
        try await hand.on(PlanModel.self) { model in
            model.type(PlanModel.from, "2017-06-05")
            model.type(PlanModel.to, "2017-06-06")
            model.type(PlanModel.area, "正定县")
            model.turnPack(model.shown.packs[0])
            model.save()
        }
        XCTAssertNil(hand.stage.notice)
        try await hand.on(PlanModel.self) { model in
            XCTAssertEqual(model.shown.plan.trips.map(\.trip.packs), [[1]])
            model.change(model.shown.plan.trips[0])
            XCTAssertTrue(model.isChanging)
            model.type(PlanModel.from, "2017-06-06")
            model.save()
        }
        XCTAssertEqual(try hand.on(PlanModel.self).shown.plan.trips.map(\.trip.from), ["2017-06-06"])
        try await hand.on(PlanModel.self) { $0.clear($0.shown.plan.trips[0]) }
        XCTAssertEqual(try hand.on(PlanModel.self).shown.plan.trips, [])
        try await hand.on(PlanModel.self) { $0.give($0.shown.plan.packs[0], "M02") }
        try await hand.on(PlanModel.self) { $0.give($0.shown.plan.visits[0], "M01") }
        XCTAssertEqual(try hand.on(PlanModel.self).shown.plan.packs[0].members, ["M02"])
        XCTAssertEqual(try hand.on(PlanModel.self).shown.plan.visits[0].members, ["M01"])
        try await hand.on(PlanModel.self) { $0.sheets.export() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(hand.outside.shared.map(\.pathExtension), ["html"])
    }

    func testADrawIsRolledBeforeWitnessesAndAReserveIsReleased() async throws {
        let hub = try Hub()
        let hand = try await leader(hub)
        await hand.go(Spot(.draw))
        try await hand.on(DrawModel.self) { $0.roll($0.shown.plans[0], $0.shown.plans[0].strata[0]) }
        try await hand.on(RollModel.self) { $0.ask() }
        XCTAssertEqual(hand.stage.notice, .word(.rollMissing))
        try await hand.on(RollModel.self) { model in
            model.addRoller()
            for (at, digits) in ["123456789012345", "098765432109876"].enumerated() {
                model.type(RollModel.unit(at), "单位\(at)（生成）")
                model.type(RollModel.digits(at), digits)
            }
            model.ask()
            XCTAssertTrue(model.isSure)
        }
        await hand.kill()
        try await hand.on(RollModel.self) { model in
            XCTAssertTrue(model.isSure)
            model.rollNow()
        }
        XCTAssertNil(hand.stage.notice)
        let roll = try XCTUnwrap(hand.on(RolledModel.self).shown.roll)
        XCTAssertEqual([roll.drawn.count, roll.reserves.count], [2, 1])
        XCTAssertFalse(try hand.on(RolledModel.self).shown.lines.isEmpty)
        try await hand.on(RolledModel.self) { model in
            model.begin(roll.drawn[0])
            XCTAssertTrue(model.isReleasing(roll.drawn[0]))
            model.leaveIt()
        }
        XCTAssertFalse(try hand.on(RolledModel.self).isReleasing(roll.drawn[0]))
        try await hand.on(RolledModel.self) { model in
            model.begin(roll.drawn[0])
            model.release(roll.drawn[0])
        }
        XCTAssertEqual(hand.stage.notice, .word(.releaseMissing))
        try await hand.on(RolledModel.self) { model in
            model.type(RolledModel.reason, try XCTUnwrap(roll.reasons.first).code)
            model.type(RolledModel.evidence, "撤并文件（生成）")
            model.release(roll.drawn[0])
        }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try hand.on(RolledModel.self).standIn(for: roll.drawn[0])?.unit, roll.reserves[0].unit)
        XCTAssertEqual(try hand.on(RolledModel.self).shown.roll?.reserves[0].release?.release, .counts)
        try await hand.on(RolledModel.self) { model in
            model.beginBack(roll.reserves[0])
            XCTAssertTrue(model.isTakingBack(roll.reserves[0]))
            model.type(RolledModel.backWhy, "记错了（生成）")
            model.takeBack(roll.reserves[0])
        }
        XCTAssertNil(hand.stage.notice)
        XCTAssertNil(try hand.on(RolledModel.self).standIn(for: roll.drawn[0]))
        try await hand.on(RolledModel.self) { $0.exportCertificate() }
        try await hand.on(RolledModel.self) { $0.exportRecord() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(hand.outside.shared.map(\.pathExtension), ["json", "docx"])

        await hand.back()
        let drawn = try hand.on(DrawModel.self).shown.rolls
        XCTAssertEqual(drawn.map { $0.drawn.count }, [2])
        await hand.kill()
        try await hand.on(DrawModel.self) { $0.look(drawn[0].roll) }
        XCTAssertEqual(try hand.on(RolledModel.self).shown.roll, drawn[0])

        await hand.go(Spot(.openVisit))
        try await hand.on(OpenVisitModel.self) { model in
            XCTAssertTrue(model.isDrawn)
            model.type(OpenVisitModel.unit, model.units[0].unit)
            model.type(OpenVisitModel.site, model.kinds[0])
            model.open()
        }
        _ = try hand.on(VisitModel.self)
    }

    func testAReportIsReadRewrittenSignedAndExported() async throws {
        let hub = try Hub()
        let hand = try await leader(hub)
        await hand.go(Spot(.report))
        let model = try hand.on(ReportModel.self)
        let row = try XCTUnwrap(model.shown.report.paragraphs.first)
        try await hand.on(ReportModel.self) { $0.rewrite(row.key) }
        try await hand.on(ParagraphModel.self) { model in
            model.type(ParagraphModel.text, "本段由组长改写（生成）。")
            model.save()
        }
        XCTAssertNil(hand.stage.notice)
        XCTAssertTrue(
            try hand.on(ReportModel.self).shown.report.paragraphs.first { $0.key == row.key }?.written ?? false)
        try await hand.on(ReportModel.self) { $0.rewrite(row.key) }
        try await hand.on(ParagraphModel.self) { $0.takeBack() }
        XCTAssertFalse(
            try hand.on(ReportModel.self).shown.report.paragraphs.first { $0.key == row.key }?.written ?? true)
        try await hand.on(ReportModel.self) { model in
            let gates = model.shown.report.paper.blocks.flatMap { block -> [Gate] in
                if case let .gates(gates) = block { gates } else { [] }
            }
            XCTAssertEqual(gates.map(model.maySign), [true, true, true, false])
            model.sign(gates[0])
        }
        XCTAssertNil(hand.stage.notice)
        for form in PaperForm.allCases {
            try await hand.on(ReportModel.self) { model in
                model.type(ReportModel.form, form.code)
                model.export()
            }
            XCTAssertNil(hand.stage.notice)
        }
        XCTAssertEqual(hand.outside.shared.map(\.pathExtension), ["docx", "xlsx", "html"])
        try await hand.on(ReportModel.self) { $0.show("findings") }
        XCTAssertNotEqual(try hand.on(ReportModel.self).shown, model.shown)
    }

    func testAPhoneIsLetInByItsCardWithoutANetworkAndEnded() async throws {
        let hub = try Hub()
        let hand = try await leader(hub, enrol: 2)
        let other = try await Hand()
        try await other.on(JoinModel.self) { $0.card() }
        let card = try other.on(CardModel.self).shown!
        await hand.go(Spot(.group))
        try await hand.on(GroupModel.self) { $0.enrol() }
        try await hand.on(EnrolModel.self) { $0.scan() }
        try await hand.on(ScanModel.self) { $0.paste() }
        XCTAssertEqual(hand.stage.notice, .word(.scanEmpty))
        try await hand.on(ScanModel.self) { $0.found(card.text) }
        try await hand.on(EnrolModel.self) { $0.enrol() }
        XCTAssertEqual(hand.stage.notice, .word(.enrolMissing))
        try await hand.on(EnrolModel.self) { model in
            model.type(EnrolModel.digits, card.digits)
            model.type(EnrolModel.member, model.others[0].member)
            model.enrol()
        }
        XCTAssertNil(hand.stage.notice)
        await hand.kill()
        let shown = try XCTUnwrap(hand.on(EnrolModel.self).enrolment)
        try await other.on(CardModel.self) { $0.scan() }
        try await other.on(ScanModel.self) { $0.found(shown) }
        try await other.on(JoinModel.self) { $0.go() }
        XCTAssertNil(other.stage.notice)
        _ = try other.on(NoticeModel.self)
        try await hand.on(EnrolModel.self) { $0.done() }

        let phone = try XCTUnwrap(hand.on(GroupModel.self).shown.group.phones.first { $0.member == "M02" })
        try await hand.on(GroupModel.self) { model in
            XCTAssertTrue(model.mayEnd(phone))
            model.askEnd(phone)
            XCTAssertTrue(model.isEnding(phone))
            model.type(GroupModel.reason, "看错了（生成）")
            model.leaveIt()
            XCTAssertFalse(model.isEnding(phone))
            XCTAssertEqual(model.draft[GroupModel.reason], "", "a reason that was given up is no reason of another")
            model.askEnd(phone)
            model.type(GroupModel.reason, "丢了（生成）")
            model.end(phone)
        }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try hand.on(GroupModel.self).shown.group.phones.first { $0.member == "M02" }?.ended, true)
    }

    func testAnInvitationIsScannedAndAnEnrolmentIsPasted() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        let link = try hub.invite("leader", enrol: 1)
        try await hand.on(JoinModel.self) { $0.scan() }
        try await hand.on(ScanModel.self) { $0.found(link) }
        XCTAssertEqual(try hand.on(JoinModel.self).draft[JoinModel.link], link)
        XCTAssertEqual(try hand.on(JoinModel.self).shown.joined, 0, "nothing happens before it is said")
        try await hand.on(JoinModel.self) { $0.go() }
        try await hand.still()
        try await hand.on(NoticeModel.self) { $0.acknowledge() }
        hub.stop()

        let other = try await Hand()
        try await other.on(JoinModel.self) { $0.card() }
        let card = try other.on(CardModel.self).shown!
        await hand.go(Spot(.enrol))
        try await hand.on(EnrolModel.self) { model in
            model.type(EnrolModel.card, card.text)
            model.type(EnrolModel.digits, card.digits)
            model.type(EnrolModel.member, "M02")
            model.enrol()
        }
        XCTAssertNil(hand.stage.notice)
        let text = try XCTUnwrap(hand.on(EnrolModel.self).enrolment)
        try await other.on(CardModel.self) { $0.paste() }
        // A card is what is shown, not what is pasted here.
        try await other.on(JoinModel.self) { model in
            model.type(JoinModel.link, card.text)
            model.go()
        }
        XCTAssertEqual(other.stage.notice, .word(.joinIsACard))
        try await other.on(JoinModel.self) { model in
            model.type(JoinModel.link, text)
            model.go()
        }
        XCTAssertNil(other.stage.notice)
        await other.kill()
        try await other.on(NoticeModel.self) { $0.acknowledge() }
        other.stage.root(.me)
        await other.settle()
        XCTAssertEqual(try other.on(MeModel.self).shown.phone.me.member, "M02")
    }
}

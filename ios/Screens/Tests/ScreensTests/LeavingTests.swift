import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// 离开前: signed, put on paper, opened again because something was wrong, and signed with another code.
@MainActor
final class LeavingTests: XCTestCase {
    private var hand: Hand!

    private func answered(_ button: Int) async throws {
        try await hand.on(VisitModel.self) { model in
            model.answer(try XCTUnwrap(model.shown.rows.first { $0.indicator == "S0-29b" }), button)
        }
        XCTAssertNil(hand.stage.notice)
    }

    /// Does something before leaving, and holds that it is there again after a kill.
    private func leaving(_ act: (LeavingModel) throws -> Void) async throws -> BeforeLeaving {
        try await hand.on(LeavingModel.self, do: act)
        XCTAssertNil(hand.stage.notice)
        let shown = try XCTUnwrap(hand.on(LeavingModel.self).shown)
        await hand.kill()
        XCTAssertEqual(try hand.on(LeavingModel.self).shown, shown)
        return shown
    }

    /// The words of the sheet as the system's share sheet gets it.
    private func sheet() async throws -> String {
        let before = hand.outside.shared.count
        try await hand.on(LeavingModel.self) { $0.exportSheet() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertNil(hand.stage.busy)
        guard case let .lines(said)? = hand.stage.said else { throw Hub.Said(text: "nothing is said") }
        XCTAssertEqual(said.first, .word(.exported, ["检查记录单.docx"]))
        XCTAssertEqual(hand.outside.shared.count, before + 1, "handed over once")
        let file = try XCTUnwrap(hand.outside.shared.last)
        XCTAssertEqual(file, hand.folder.shared("检查记录单.docx"))
        return try Paper(file).words()
    }

    func testAVisitIsSignedPutOnPaperOpenedAgainAndSignedWithAnotherCode() async throws {
        let hub = try Hub()
        hand = try await Hand()
        try await hand.join(hub.invite("leader"))
        hub.stop()
        try await hand.openSite()
        try await answered(0)
        try await hand.on(VisitModel.self) { $0.leaving() }
        XCTAssertEqual(try hand.on(LeavingModel.self).shown.signatures, [])

        var shown = try await leaving { $0.signOff() }
        XCTAssertTrue(shown.closed)
        let first = try XCTUnwrap(shown.signatures.first)
        XCTAssertEqual([first.members, ["\(first.outside)"]], [["M01"], ["0"]])
        XCTAssertFalse(first.onPaper)
        var words = try await sheet()
        XCTAssertTrue(words.contains(code(first.frontier)), "the sheet lacks its code: \(words)")
        XCTAssertTrue(words.contains("禁毒办（生成）") && words.contains("已查 1 条"), words)
        shown = try await leaving { $0.recordPaper($0.shown.signatures[0]) }
        XCTAssertEqual(shown.signatures.map(\.onPaper), [true])

        // What is signed takes nothing more.
        await hand.back()
        XCTAssertFalse(try hand.on(VisitModel.self).isInPlace(hand.on(VisitModel.self).shown.rows[0]))
        try await hand.on(VisitModel.self) { model in
            model.answer(try XCTUnwrap(model.shown.rows.first { $0.indicator == "S0-29b" }), 1)
        }
        guard case .sentence = hand.stage.notice else { return XCTFail("it was taken behind the signature") }
        try await hand.on(VisitModel.self) { $0.leaving() }

        shown = try await leaving { $0.reopen() }
        XCTAssertFalse(shown.closed)
        XCTAssertEqual(shown.signatures.map(\.frontier), [first.frontier], "who signed has signed")
        await hand.back()
        try await answered(1)
        try await hand.on(VisitModel.self) { $0.leaving() }
        let left = try XCTUnwrap(hand.on(LeavingModel.self).shown.signatures.first)
        XCTAssertGreaterThan(left.outside, 0, "the code on the paper does not cover what was changed")

        shown = try await leaving { $0.signOff() }
        XCTAssertTrue(shown.closed)
        let second = try XCTUnwrap(shown.signatures.first)
        XCTAssertNotEqual(code(second.frontier), code(first.frontier))
        XCTAssertEqual(second.outside, 0)
        XCTAssertFalse(second.onPaper, "nobody wrote this one down")
        words = try await sheet()
        XCTAssertTrue(words.contains(code(second.frontier)), words)
        XCTAssertFalse(words.contains(code(first.frontier)), "the paper shows a code that no longer holds")
        shown = try await leaving { $0.recordPaper($0.shown.signatures[0]) }
        XCTAssertEqual(shown.signatures.first?.onPaper, true)
    }
}

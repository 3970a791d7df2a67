import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

/// A visit from enrolment to sign-off with two phones and a real hub. Everything in it is generated.
final class VisitTests: XCTestCase {
    func testTwoPhonesGoAVisitFromEnrolmentToSignOff() async throws {
        let hub = try Hub()
        let (leaders, members) = (try Phone(), try Phone())
        try leaders.app.speak(lang: .en)
        let leader = try await leaders.app.join(link: hub.invite("leader", enrol: 1))
        let digits = try leader.joined().digits
        XCTAssertTrue(try hub.run("devices", "list", "--dir", "camp").contains(digits))
        try leader.acknowledge()
        try await exchange(leader)
        XCTAssertEqual(try leader.packs().map(\.number), [1])
        XCTAssertEqual(try leader.me().key, .software)
        XCTAssertTrue(try leader.me().recoverable)

        // The second phone has no network: its card, the leader's answer, and the same digits on both.
        let card = try members.app.card()
        XCTAssertEqual(try leaders.app.invited(text: card.text), .card(digits: card.digits))
        let shown = try leader.enrol(card: card.text, digits: card.digits, member: "M02")
        let member = try members.app.accept(text: shown.text)
        try await exchange(leader, member)

        let visit = try leader.openVisit(opening: opening("110101"))
        XCTAssertEqual(try member.openVisit(opening: opening("110101")), visit)
        let rows = try leader.visit(visit: visit, filter: .all).rows
        let row = try XCTUnwrap(rows.first { $0.entry.asks == .yesNo })
        let live = try leader.indicator(visit: visit, pack: row.pack, indicator: row.indicator, typed: yesNo(false)).live
        XCTAssertEqual(live?.verdict, .notMet)
        try leader.answer(visit: visit, pack: row.pack, id: row.indicator, said: yesNo(true), seen: row.seen)
        try member.answer(visit: visit, pack: row.pack, id: row.indicator, said: yesNo(false), seen: row.seen)
        try await exchange(leader, member)

        XCTAssertEqual(try leader.tasks().next, .differing(visit))
        let both = try leader.indicator(visit: visit, pack: row.pack, indicator: row.indicator, typed: nil)
        let his = try XCTUnwrap(both.answers.first { $0.members == ["M02"] })
        try leader.decide(field: both.field, value: his.value, reason: "现场再看了一遍", seen: both.seen)
        let decided = try leader.indicator(visit: visit, pack: row.pack, indicator: row.indicator, typed: nil)
        XCTAssertEqual(decided.answers.map(\.decision), [true])
        XCTAssertEqual(decided.setAside.count, 1)

        let which = OnSite(kind: "ledger", ordinal: 1)
        let ledger = try member.checkLedger(
            visit: visit, ledger: Ledger(draw: 1, aboutPersons: true, indicator: nil), title: "台账(生成)", numbering: "按登记顺序")
        let list = OnSiteList(source: .inspected, expected: 37, accordingTo: "台账封面", names: nil, count: 37)
        let commitment = try member.commitDraw(visit: visit, which: which, list: list, sample: 5, reserves: 0)
        let drawn = try member.revealDraw(visit: visit, which: which, commitment: commitment, digits: "0417")
        XCTAssertEqual(drawn.main.count, 5)
        for entry in try member.methods(visit: visit).ledgers[0].entries {
            try member.markEntry(
                visit: visit, thing: ledger, ordinal: entry.ordinal, verdict: .complete, why: "", seen: entry.seen)
        }
        XCTAssertEqual(try member.methods(visit: visit).ledgers[0].counts, [5, 0, 0])

        let finding = try member.note(
            visit: visit, kind: .finding, sides: [.fact("宣传栏两年没有更新(生成)"), .severity(.serious)])
        let leaving = try member.beforeLeaving(visit: visit)
        XCTAssertEqual(leaving.findings.map(\.entity), [finding])
        let seen = leaving.findings[0].seen["reply"] ?? ""
        try member.feedBack(visit: visit, thing: finding, reply: .accepted, words: "", seen: seen)
        try await exchange(member, leader)
        XCTAssertEqual(try leader.findings(filter: everything).count, 1)

        let code = try member.signOff(visit: visit)
        try await exchange(member, leader)
        XCTAssertEqual(try leader.signOff(visit: visit), code)
        try leader.recordPaper(visit: visit, code: code)
        try await exchange(leader, member)
        let signed = try member.visit(visit: visit, filter: .all).signatures[0]
        XCTAssertEqual(signed.frontier, code)
        XCTAssertEqual(signed.members.sorted(), ["M01", "M02"])
        XCTAssertThrowsError(try member.noteSite(visit: visit, text: "签字以后")) {
            XCTAssertEqual(Failure($0).kind, .refused)
        }
        guard case let .synced(_, everything) = try await member.syncNow().outcome() else { return XCTFail("no sync") }
        XCTAssertTrue(everything)
        XCTAssertNil(try member.me().me.stays)

        let paper = leaders.folder.appendingPathComponent("summary.docx")
        let exported = try await leader.exportReport(
            document: "summary", form: .docx, named: true, path: paper.path).outcome()
        let size = try FileManager.default.attributesOfItem(atPath: paper.path)[.size] as? UInt64
        XCTAssertEqual(exported, .exported(bytes: try XCTUnwrap(size), remarks: []))
    }
}

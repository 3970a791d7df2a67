import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

/// Many rows, many threads, many calls.
final class ManyTests: XCTestCase {
    private func joined(_ hub: Hub, _ phone: Phone) async throws -> Campaign {
        let campaign = try await phone.app.join(link: hub.invite("member"))
        try await exchange(campaign)
        return campaign
    }

    func testAViewOfAThousandRowsComesWholeAndInOrder() async throws {
        let hub = try Hub()
        let phone = try Phone()
        let campaign = try await joined(hub, phone)
        let visit = try campaign.openVisit(opening: opening("110101"))
        for number in 0..<1_000 {
            _ = try campaign.note(visit: visit, kind: .practice, sides: [.fact("第 \(number) 条(生成)")])
        }
        let rows = try campaign.findings(filter: everything)
        XCTAssertEqual(rows.count, 1_000)
        XCTAssertEqual(Set(rows.flatMap(\.fact)), Set((0..<1_000).map { "第 \($0) 条(生成)" }))
    }

    final class Listener: CampaignListener, @unchecked Sendable {
        private let lock = NSLock()
        private var told: [[Stale]] = []
        private let campaign: Campaign
        private let visit: String
        private let heard: XCTestExpectation
        /// Open once all is written.
        let written = DispatchSemaphore(value: 0)

        init(_ campaign: Campaign, _ visit: String, _ heard: XCTestExpectation) {
            (self.campaign, self.visit, self.heard) = (campaign, visit, heard)
        }

        var calls: [[Stale]] { lock.withLock { told } }

        func stale(what: [Stale]) throws {
            lock.withLock { told.append(what) }
            // No lock of the library is held: while a listener takes its time others write, and it may fetch at once.
            written.wait()
            written.signal()
            if try campaign.methods(visit: visit).siteNotes.count == 20 { heard.fulfill() }
            struct Strange: Error {}
            throw Strange()
        }
    }

    func testAListenerIsCalledFromAThreadOfTheLibraryAndTogetherForManyChanges() async throws {
        let hub = try Hub()
        let phone = try Phone()
        let campaign = try await joined(hub, phone)
        let visit = try campaign.openVisit(opening: opening("110102"))
        let heard = expectation(description: "twenty notes were told")
        heard.assertForOverFulfill = false
        let listener = Listener(campaign, visit, heard)
        try campaign.listen(listener: listener)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<5 {
                        _ = try campaign.noteSite(visit: visit, text: "笔记 \(writer).\(number)(生成)")
                    }
                }
            }
            try await group.waitForAll()
        }
        listener.written.signal()
        await fulfillment(of: [heard], timeout: 60)
        try campaign.listen(listener: nil)
        // One for what came first, one for all that came while it was being told, and one that may have been on its way.
        XCTAssertLessThanOrEqual(listener.calls.count, 3)
        XCTAssertTrue(listener.calls.allSatisfy { $0.contains(.visit(visit: visit)) })
    }

    func testTenThousandCallsLeaveNothingBehind() async throws {
        let hub = try Hub()
        let phone = try Phone()
        let campaign = try await joined(hub, phone)
        let visit = try campaign.openVisit(opening: opening("110104"))
        let row = try campaign.visit(visit: visit, filter: .all).rows[0]
        func round() throws {
            for number in 0..<10_000 {
                switch number % 4 {
                case 0: _ = try campaign.tasks()
                case 1: _ = try campaign.indicator(visit: visit, pack: row.pack, indicator: row.indicator, typed: nil)
                case 2: XCTAssertThrowsError(try phone.app.invited(text: "nonsense"))
                default: _ = try campaign.lookAt(text: "某地宣传栏(生成)")
                }
            }
        }
        // What leaks grows in every round; what sets itself up does so in some.
        let looks = try (0...4).map { _ in
            try round()
            return try resident()
        }
        let grown = zip(looks, looks.dropFirst()).map { $1 - $0 }
        print("10,000 calls, four times: process \(grown) bytes")
        // A hundred bytes a call would be a megabyte.
        XCTAssertLessThan(try XCTUnwrap(grown.min()), 1 << 20)
    }

    /// Bytes of the process that lie in memory.
    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try XCTUnwrap(Int(pages[1])) * 4096
    }
}

import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

/// Every way a call fails, each made to happen with the real library, and what breaking off does.
final class ErrorTests: XCTestCase {
    private func failure(_ call: () throws -> Void) throws -> Failure {
        do {
            try call()
        } catch {
            return Failure(error)
        }
        throw Failure(kind: .broken, code: "", sentence: "nothing failed", place: "")
    }

    func testEachKindComesWithACodeAndASentenceInTheLanguageThatWasAskedFor() async throws {
        let hub = try Hub()
        let phone = try Phone()
        let campaign = try await phone.app.join(link: hub.invite("member"))
        try await exchange(campaign)
        let visit = try campaign.openVisit(opening: opening("110105"))
        let cut = phone.folder.appendingPathComponent("cut.bundle")
        try Data("age-encryption.org/v1\n-> X25519 AAAA".utf8).write(to: cut)
        let nowhere = phone.folder.appendingPathComponent("none/at/all.docx").path
        for lang in [Lang.zh, .en] {
            try phone.app.speak(lang: lang)
            var came: [Failure] = [
                try failure { _ = try phone.app.invited(text: "nonsense") },
                try failure { _ = try campaign.noteSite(visit: visit, text: "联系人 13812345678") },
                try failure { _ = try phone.app.campaign(campaign: String(repeating: "07", count: 32)) },
            ]
            for errand in [
                try campaign.openBundle(path: cut.path), try campaign.exportVisitSheet(visit: visit, path: nowhere),
            ] {
                do {
                    _ = try await errand.outcome()
                    XCTFail("nothing failed")
                } catch {
                    came.append(Failure(error))
                }
            }
            try phone.app.suspend()
            came.append(try failure { _ = try campaign.tasks() })
            try phone.app.resume()
            XCTAssertEqual(came.map(\.kind), [.badInput, .refused, .notFound, .checkFailed, .storage, .notYet])
            for one in came {
                XCTAssertTrue(one.code.contains("-"), "\(one)")
                let chinese = one.sentence.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
                XCTAssertEqual(chinese, lang == .zh, one.sentence)
            }
        }
    }

    func testAnExchangeThatCannotEndIsBrokenOff() async throws {
        let hub = try Hub()
        let phone = try Phone()
        let campaign = try await phone.app.join(link: hub.invite("member"))
        hub.stop()
        let errand = try campaign.syncNow()
        // Whoever stops waiting does not stop the errand.
        let waiting = Task { try await errand.outcome() }
        waiting.cancel()
        XCTAssertFalse(try errand.ended())
        try errand.cancel()
        do {
            _ = try await errand.outcome()
            XCTFail("it ended")
        } catch {
            XCTAssertEqual(Failure(error).kind, .cancelled)
        }
        XCTAssertEqual(try campaign.tasks().visits.count, 0)
    }

    func testAKeyStoreThatFailsSaysHow() async throws {
        struct Strange: Error {}
        let hub = try Hub()
        let phone = try Phone()
        let campaign = try await phone.app.join(link: hub.invite("member"))
        try await exchange(campaign)
        let visit = try campaign.openVisit(opening: opening("110108"))
        _ = try campaign.noteSite(visit: visit, text: "签字以前(生成)")
        let thrown: [(Error, FailureKind)] = [
            (HostError.Locked, .notYet), (HostError.KeyGone, .notFound), (HostError.Broken, .storage), (Strange(), .storage),
        ]
        for (error, kind) in thrown {
            phone.keys.fail(error)
            let failed = try failure { _ = try campaign.signOff(visit: visit) }
            XCTAssertEqual(failed.kind, kind)
            XCTAssertFalse(failed.sentence.contains("Strange"))
        }
        phone.keys.fail(nil)
        XCTAssertEqual(try campaign.signOff(visit: visit).count, 14)
    }
}

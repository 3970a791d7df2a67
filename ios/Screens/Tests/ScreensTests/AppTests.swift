import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// The app as a whole: errors in words, invitations from outside, sleeping and waking, its folder.
@MainActor
final class AppTests: XCTestCase {
    func testEveryErrorIsASentenceInTheLanguageOfTheApp() async throws {
        for lang in [Lang.zh, .en] {
            let hub = try Hub()
            let hand = try await Hand(lang)
            try await hand.on(JoinModel.self) { model in
                model.type(JoinModel.link, "nonsense")
                model.go()
            }
            try check(hand, lang)
            let gone = try hub.invite("member")
            hub.stop()
            try await hand.on(JoinModel.self) { model in
                model.type(JoinModel.link, gone)
                model.go()
            }
            try check(hand, lang)
            try hub.start()
            try await hand.join(gone)
            await hand.go(Spot(.openVisit))
            try await hand.on(OpenVisitModel.self) { $0.open() }
            try check(hand, lang)
            await hand.back()
            await hand.go(Spot(.visit, "no visit"))
            XCTAssertNil(hand.stage.screen)
            try check(hand.stage.unseen, lang)
            await hand.back()
            _ = try hand.on(TasksModel.self)
        }
    }

    private func check(_ hand: Hand, _ lang: Lang) throws { try check(hand.stage.notice, lang) }

    private func check(_ told: Told?, _ lang: Lang) throws {
        guard case let .sentence(words) = told else { return XCTFail("\(String(describing: told))") }
        let chinese = words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        XCTAssertEqual(chinese, lang == .zh, words)
    }

    func testAnInvitationOfAnotherAppIsShownAndNothingHappensBeforeItIsSaid() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        let link = try hub.invite("member")
        hand.stage.take(link)
        await hand.settle()
        XCTAssertEqual(try hand.on(JoinModel.self).draft[JoinModel.link], link)
        await hand.kill()
        XCTAssertEqual(try hand.on(JoinModel.self).shown.joined, 0)
        try await hand.on(JoinModel.self) { $0.go() }
        XCTAssertNil(hand.stage.notice)
        try await hand.on(NoticeModel.self) { model in
            XCTAssertEqual(model.shown.digits.count, 6)
            model.acknowledge()
        }
        // The same link again, which starts the app, looks at what was joined.
        await hand.open(handed: link)
        XCTAssertEqual(hand.stage.way, Way([Spot(.tasks), Spot(.join, link)]))
        try await hand.on(JoinModel.self) { $0.go() }
        _ = try hand.on(NoticeModel.self)
    }

    func testAnotherHubAtTheAddressOfTheInvitationIsNotSpokenTo() async throws {
        let hub = try Hub()
        let link = try hub.invite("member")
        hub.stop()
        let other = try Hub(at: hub.address)
        XCTAssertEqual(other.address, hub.address)
        let hand = try await Hand()
        try await hand.on(JoinModel.self) { model in
            model.type(JoinModel.link, link)
            model.go()
        }
        try check(hand, .zh)
        XCTAssertEqual(try hand.on(JoinModel.self).shown.joined, 0)
        other.stop()
        try hub.start()
        try await hand.on(JoinModel.self) { $0.go() }
        XCTAssertNil(hand.stage.notice)
        _ = try hand.on(NoticeModel.self)
    }

    func testNoLockOutlivesTheFrontAndNothingIsLostInSleep() async throws {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("member"))
        try await hand.openSite()
        XCTAssertNotEqual(try held(hand.folder.campaigns.path), [], "awake, it holds its files")
        let asleep: Came<Void> = await withCheckedContinuation { done in
            hand.stage.sleep { done.resume(returning: $0) }
        }
        XCTAssertNoThrow(try asleep.get())
        let files = try FileManager.default.subpathsOfDirectory(atPath: hand.folder.campaigns.path)
        XCTAssertFalse(files.isEmpty)
        XCTAssertEqual(files.filter { $0.hasSuffix("-wal") }.compactMap { size(hand, $0) }.filter { $0 > 0 }, [])
        XCTAssertEqual(try held(hand.folder.campaigns.path), [], "no file of a notebook is held open")
        // What is asked in sleep is answered with a sentence.
        try await hand.on(VisitModel.self) { $0.show("UNANSWERED") }
        guard case .sentence = hand.stage.notice else { return XCTFail("nothing is said") }
        hand.stage.wake()
        await hand.settle()
        XCTAssertNil(hand.stage.notice)
        try await hand.on(VisitModel.self) { $0.show("UNANSWERED") }
        XCTAssertNil(hand.stage.notice)
    }

    private func size(_ hand: Hand, _ name: String) -> UInt64? {
        let path = hand.folder.campaigns.appendingPathComponent(name).path
        return try? FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
    }

    /// The files under a folder that this process has open: who holds none of them holds no lock of one.
    private func held(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
            .filter { $0.hasPrefix(folder + "/") }
    }

    func testTheFolderKeepsWhatMustNotBeLostAndTidiesTheRest() async throws {
        let hand = try await Hand()
        let folder = hand.folder
        let photo = folder.newShot()
        XCTAssertTrue(folder.write(photo, PhotoTests.jpeg))
        try Data().write(to: folder.newPart())
        try Data().write(to: folder.shared("报告.docx"))
        folder.tidy()
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.shots.path), [photo])
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.handed.path), [])
        for name in ["../../x", "/etc/passwd", "..", "a\u{0}b", ""] {
            let file = folder.shared(name)
            XCTAssertEqual(file.deletingLastPathComponent().lastPathComponent, "shared", name)
        }
        let rights = try FileManager.default.attributesOfItem(atPath: folder.root.path)[.posixPermissions] as? Int
        XCTAssertEqual(rights, 0o700)
    }

    func testTheWayIsReadAsItWasWrittenAndAnotherVersionsIsNot() async {
        let way = Way([Spot(.tasks), Spot(.note, "v", "FINDING", "", "1", "S0-1a")])
        XCTAssertEqual(Way(way.text), way)
        XCTAssertEqual(way.text, #"[["TASKS"],["NOTE","v","FINDING","","1","S0-1a"]]"#)
        for text in [nil, "", "[]", "[[]]", #"[["LATER"]]"#, #"[["TASKS"],["LATER"]]"#] { XCTAssertNil(Way(text)) }
    }

    func testAKeyStoreThatCannotMakeAKeyIsAnsweredByFilesAndItIsRecorded() async throws {
        let hand = try await Hand()
        let files = try softwareKeys(folder: hand.folder.keys.path)
        let chip = Chip(files)
        let keys = GuardedKeys(guarded: chip, files: files, folder: hand.folder.keys)
        chip.works = false
        XCTAssertEqual(try keys.make(name: "a").kind, .software)
        chip.works = true
        XCTAssertEqual(try keys.make(name: "a").kind, .software, "which of the two keeps a name never changes")
        XCTAssertEqual(try keys.make(name: "b").kind, .guarded)
        XCTAssertEqual(chip.made, ["b"])
        chip.works = false
        XCTAssertThrowsError(
            try keys.sign(name: "b", message: Data()), "a store that fails later is not answered by files")
        XCTAssertNoThrow(try keys.sign(name: "a", message: Data()))
        chip.works = true
        let again = GuardedKeys(guarded: chip, files: files, folder: hand.folder.keys)
        XCTAssertEqual(
            try again.unwrap(name: "b", wrapped: again.wrap(name: "b", secret: Data(repeating: 7, count: 32))),
            Data(repeating: 7, count: 32))
        try again.forget(name: "b")
        XCTAssertEqual(chip.forgotten, ["b"])
    }
}

/// Stands where a phone has its chip: keys of files under other names, which work as long as they are let.
private final class Chip: HostKeys, @unchecked Sendable {
    var works = true
    private(set) var made: [String] = []
    private(set) var forgotten: [String] = []
    private let files: HostKeys

    init(_ files: HostKeys) { self.files = files }

    private func at(_ name: String) throws -> String {
        if !works { throw HostError.Broken }
        return "chip-\(name)"
    }

    func make(name: String) throws -> HostKey {
        let key = try files.make(name: at(name))
        if !made.contains(name) { made.append(name) }
        return HostKey(publicKey: key.publicKey, kind: .guarded)
    }

    func sign(name: String, message: Data) throws -> Data { try files.sign(name: at(name), message: message) }
    func wrap(name: String, secret: Data) throws -> Data { try files.wrap(name: at(name), secret: secret) }
    func unwrap(name: String, wrapped: Data) throws -> Data { try files.unwrap(name: at(name), wrapped: wrapped) }

    func forget(name: String) throws {
        try files.forget(name: at(name))
        forgotten.append(name)
    }
}

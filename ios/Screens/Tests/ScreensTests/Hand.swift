import Crosscheck
import Foundation
import XCTest

@testable import Screens

/// A phone in somebody's hand: its folder, and the app that runs in it until it is killed and opened again.
@MainActor
final class Hand {
    let home: URL
    let folder: Folder
    let outside = Outside()
    let wire = Wire()
    private(set) var stage: Stage!
    private(set) var lang: Lang

    init(_ lang: Lang = .zh) async throws {
        self.lang = lang
        home = FileManager.default.temporaryDirectory.appendingPathComponent("crosscheck-hand-\(UUID())")
        folder = try Folder(home)
        await open()
    }

    /// Another process's phone.
    init(at home: URL) async throws {
        lang = .zh
        self.home = home
        folder = try Folder(home)
        await open()
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    /// Starts the app, as the system does it.
    func open(handed: String? = nil) async {
        let choice = Choice(folder.choices)
        let (folder, wire) = (folder, wire)
        let core = Core(choice: choice) {
            let keys = try softwareKeys(folder: folder.keys.path)
            return try Crosscheck.open(
                folder: folder.campaigns.path, keys: keys, boot: Started(), connectivity: wire)
        }
        let host = Host(
            folder: folder, sharer: outside, picker: outside, whereabouts: outside, pictures: outside,
            licences: outside.licences)
        stage = Stage(core: core, choice: choice, host: host) { [lang] in
            switch choice.language {
            case "en": .en
            case "zh-Hans": .zh
            default: lang
            }
        }
        stage.begin()
        if let handed { stage.take(handed) }
        await settle()
    }

    /// The process ends with whatever it held in memory, and the app is started anew.
    func kill() async {
        stage.core.whenStale = nil
        stage = nil
        await open()
    }

    /// Until everything that was asked for is answered.
    func settle() async {
        let core = stage.core
        await withCheckedContinuation { done in core.whenIdle { done.resume() } }
    }

    /// The screen that is shown.
    func on<Kind: Screen>(_ kind: Kind.Type, file: StaticString = #filePath, line: UInt = #line) throws -> Kind {
        let seen = stage.screen.map { "\(type(of: $0))" } ?? "\(String(describing: stage.unseen))"
        return try XCTUnwrap(stage.screen as? Kind, "\(seen) is shown", file: file, line: line)
    }

    /// Does something on the screen that is shown, and waits for what becomes of it.
    func on<Kind: Screen>(
        _ kind: Kind.Type, file: StaticString = #filePath, line: UInt = #line, do act: (Kind) throws -> Void
    ) async throws {
        try act(on(kind, file: file, line: line))
        await settle()
    }

    func go(_ spot: Spot) async {
        stage.go(spot)
        await settle()
    }

    func back() async {
        stage.back()
        await settle()
    }

    func join(_ link: String) async throws {
        try await on(JoinModel.self) {
            $0.type(JoinModel.link, link)
            $0.go()
        }
        try await still()
        try await on(NoticeModel.self) { $0.acknowledge() }
        _ = try on(TasksModel.self)
    }

    /// Opens a site that nobody drew.
    func openSite(_ name: String = "禁毒办（生成）", kind: String = "禁毒办", pack: Int = 1) async throws {
        await go(Spot(.openVisit))
        try await on(OpenVisitModel.self) {
            $0.type(OpenVisitModel.pack, "\(pack)")
            $0.type(OpenVisitModel.how, OpenVisitModel.undrawn)
            $0.type(OpenVisitModel.unit, "130123")
            $0.type(OpenVisitModel.name, name)
            $0.type(OpenVisitModel.reason, "路上遇到的（生成）")
            $0.type(OpenVisitModel.site, kind)
            $0.open()
        }
        XCTAssertNil(stage.notice)
        _ = try on(VisitModel.self)
    }

    /// Exchanges once, and nothing more than that: what is shown afterwards is the same each time.
    func sync() async throws {
        await go(Spot(.sync))
        try await on(SyncModel.self) { $0.now() }
        try await still()
        XCTAssertNil(stage.notice)
        await back()
    }

    /// Until what is shown is so by itself: an exchange goes on, and tells what is stale.
    func until(_ what: String, _ isSo: @escaping () -> Bool) async {
        let there = XCTestExpectation(description: what)
        there.assertForOverFulfill = false
        let look = { if isSo() { there.fulfill() } }
        stage.whenChanged = look
        look()
        let came = await XCTWaiter().fulfillment(of: [there], timeout: 30)
        XCTAssertEqual(came, .completed, what)
    }

    func still() async throws { try await ask { try $0.keepExchanging(on: false) } }

    /// What core says to something, beside the screens.
    func ask<Value>(_ work: @escaping (Campaign) throws -> Value) async throws -> Value {
        let core = stage.core
        let came: Came<Value> = await withCheckedContinuation { done in
            core.ask({ try work($0.campaign()) }) { done.resume(returning: $0) }
        }
        return try came.get()
    }
}

/// The system's clock since it started, and the clock on its wall.
final class Started: BootClock, @unchecked Sendable {
    func now() throws -> Boot {
        Boot(
            boot: "a boot of the test", elapsed: UInt64(ProcessInfo.processInfo.systemUptime * 1_000),
            wall: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}

/// A network that costs nothing, until it is said to cost by the byte.
final class Wire: Connectivity, @unchecked Sendable {
    private let lock = NSLock()
    private var costs = false

    func cost(_ costs: Bool) { lock.withLock { self.costs = costs } }
    func network() throws -> Network { lock.withLock { costs } ? .metered : .free }
}

/// The system around the app: what was handed to it, and what it answers.
final class Outside: Sharer, Picker, Whereabouts, Pictures {
    var shared: [URL] = []
    var picked: URL?
    var place: Fix?
    var licences: URL?
    var asked = 0

    func share(_ file: URL) { shared.append(file) }
    func file(_ then: @escaping (URL?) -> Void) { then(picked) }
    func photo(_ then: @escaping (URL?) -> Void) { then(picked) }
    func ask() { asked += 1 }
    func fix() -> Fix? { place }
    func stop() { place = nil }
    func shown(of file: URL, into: URL, side: Int) -> Bool { false }
}
